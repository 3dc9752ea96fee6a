"""How many tracks and how many minutes: "ten more", "three fewer", "half as long", "ten minutes shorter"."""

from __future__ import annotations

from typing import Final

from segue.intent.match import wish
from segue.intent.refining.content import Content, content, none_there
from segue.intent.refining.draft import Draft, Said, within
from segue.intent.refining.steps import BIT, MUCH
from segue.intent.refining.words import Cursor, force
from segue.knowledge.followups import amounts

_FEW: Final = 3
"""How many tracks "add some jazz" adds."""
_MORE: Final = 5
"""How many tracks "more songs" adds."""
_SONGS: Final = "songs tracks tunes ones pieces titles numbers song track tune one 1"
_WHOLE_MINUTES: Final = 5
"""From here on a length is told in whole minutes."""


def resized(draft: Draft, cursor: Cursor) -> int:
    """Read an order about the size of the list that begins at `cursor`; the token behind it, 0 where none begins."""
    for read in (_factor, _to, _shorter_by, _fewer, _more, _other_length):
        end = read(draft, cursor)
        if end:
            return end
    return 0


def _factor(draft: Draft, cursor: Cursor) -> int:
    """ "half as long", "twice as many songs"; "fewer songs" is a third less."""
    for name, factor in (("half", 0.5), ("double", 2.0), ("fewer", 2 / 3)):
        after = cursor.past("sizes", name)
        if after is not None and after.done:
            return _scaled(draft, cursor.said(after.at), after.at, factor)
    return 0


def _scaled(draft: Draft, said: Said, end: int, factor: float) -> int:
    """The list is `factor` times as long, in what its length was told in."""
    standing = draft.standing
    if standing.intent.of("duration") and not standing.intent.of("count"):
        return _lasting(draft, said, end, standing.minutes * factor)
    return _numbering(draft, said, end, max(1, round(len(standing) * factor)))


def _lasting(draft: Draft, said: Said, end: int, minutes: float) -> int:
    """The list lasts about `minutes`."""
    told = max(1, round(minutes)) if minutes >= _WHOLE_MINUTES else max(1.0, round(minutes, 1))
    draft.ask(wish("duration", "about", told), said)
    draft.by_length = True
    draft.why(f"{told:g} minutes instead of {draft.standing.minutes:.0f}")
    return end


def _numbering(draft: Draft, said: Said, end: int, count: int) -> int:
    """The list gets `count` tracks."""
    within(count)
    draft.ask(wish("count", "is", count), said)
    draft.resized = True
    draft.why(f"{count} tracks instead of {len(draft.standing)}")
    return end


def _to(draft: Draft, cursor: Cursor) -> int:
    """ "trim it to 10", "make it 12": a bare number; one with its noun is read by the grammar."""
    after = cursor.past("sizes", "exactly")
    number = after.number() if after is not None else None
    if after is None or number is None or not after.on().done:
        return 0
    return _numbering(draft, cursor.said(after.at + 1), after.at + 1, number)


def _shorter_by(draft: Draft, cursor: Cursor) -> int:
    """ "ten minutes shorter", "cut five minutes"."""
    verb = cursor.past("sizes", "take")
    begin = (verb or cursor).skip("about some another")
    minutes = begin.minutes()
    if minutes is None:
        return 0
    after = begin.on().skip("of music")
    less = after.first("shorter", "less", "off", "fewer", "too long")
    if less is None and (verb is None or cursor.word() == "make" or not after.done):
        return 0
    end = (less or after).at
    return _lasting(draft, cursor.said(end), end, draft.standing.minutes - minutes)


def _fewer(draft: Draft, cursor: Cursor) -> int:
    """ "three fewer", "drop two songs", "two too many"."""
    verb = cursor.past("sizes", "take")
    begin = (verb or cursor).skip("about another")
    count, after = _amount(begin)
    if count is None:
        return 0
    less = after.first("fewer", "less", "too many")
    noun = (less or after).skip(_SONGS)
    counted = verb is not None and cursor.word() != "make" and noun.at > after.at and begin.number() is not None
    behind = noun.skip("off out of them less")
    if (less is None and not counted) or not behind.done:
        return 0
    return _numbering(draft, cursor.said(behind.at), behind.at, len(draft.standing) - count)


def _amount(cursor: Cursor) -> tuple[int | None, Cursor]:
    """A number of tracks, and what follows."""
    number = cursor.number()
    if number is not None:
        return number, cursor.on()
    found = next(((run, count) for run, count in amounts() if cursor.takes(*run)), None)
    return (found[1], cursor.on(len(found[0]))) if found else (None, cursor)


def _more(draft: Draft, cursor: Cursor) -> int:
    """ "ten more", "add a song by Queen", "another one like number 2", "ten minutes longer", "more songs"."""
    verb = cursor.past("sizes", "add")
    begin = verb or cursor
    span = begin.first("another", "an extra", "an additional") or begin
    if span.minutes() is not None:
        return _longer_by(draft, cursor, span, verb)
    count, after = _amount(begin)
    extra = after.first("more", "extra", "additional", "other", "new", "further")
    outright = cursor.past("sizes", "outright") is not None
    if count is None or not (extra or outright or begin.word() == "another"):
        return _some_more(draft, cursor, begin, outright=outright)
    return _grown(draft, cursor, (extra or after).skip(_SONGS), count)


def _longer_by(draft: Draft, cursor: Cursor, span: Cursor, verb: Cursor | None) -> int:
    amount, after = span.minutes() or 0.0, span.on()
    more = after.first("longer", "more", "extra")
    if more is None and (verb is None or not after.skip("of music").done):
        return 0
    end = (more or after.skip("of music")).at
    return _lasting(draft, cursor.said(end), end, draft.standing.minutes + amount)


def _some_more(draft: Draft, cursor: Cursor, begin: Cursor, *, outright: bool) -> int:
    """ "more songs", "keep going"; "add Night Tram", "add jazz"."""
    plain = cursor.past("sizes", "more")
    if plain is not None and plain.done:
        return _grown(draft, cursor, plain, _MORE)
    if not outright:
        return 0
    found = content(draft, begin.skip("more"), range(1, len(draft.standing) + 1))
    return _filled(draft, cursor.said(), begin.end, _FEW, found) if found else 0


def _grown(draft: Draft, cursor: Cursor, what: Cursor, count: int) -> int:
    """Add `count` tracks, of which `what` may say more."""
    found = content(draft, what, range(1, len(draft.standing) + 1))
    if found:
        return _filled(draft, cursor.said(), what.end, count, found)
    draft.grow(count)
    draft.why(f"{count} more at the end")
    return what.at


def _filled(draft: Draft, said: Said, end: int, count: int, found: Content) -> int:
    """Add `count` tracks that are as `found` says."""
    for track in found.tracks:
        _added(draft, track, said)
    if found.tracks or none_there(draft, found, said.phrase):
        return end
    draft.like += found.like
    draft.grow(count, [said.of(w) for w in found.wishes])
    draft.why(f"“{said.phrase}”: {count} more at the end")
    return end


def _added(draft: Draft, track: str, said: Said) -> None:
    if track in draft.slots:
        draft.why(f"“{said.phrase}” changes nothing: it is in the list already")
        return
    draft.grow(1)
    draft.seat(track, len(draft.slots) - 1)
    draft.pin_by_name(track, said)
    draft.why(f"“{said.phrase}”: added at the end")


def _other_length(draft: Draft, cursor: Cursor) -> int:
    """ "longer", "a bit shorter", "too long": of the list."""
    strength, after = force(cursor.past("sizes", "list") or cursor)
    sign = {"longer": 1, "shorter": -1}.get(after.word(), 0)
    excess = after.first("too long", "too short", "not long enough")
    if excess is not None:
        sign = -1 if after.takes("too", "long") else 1
    behind = excess or after.on()
    if not sign or not behind.skip("playlist list").done:
        return 0
    factor = {BIT: 1.25, MUCH: 2.0}.get(strength, 1.5)
    return _scaled(draft, cursor.said(behind.at), behind.at, factor if sign > 0 else 1 / factor)
