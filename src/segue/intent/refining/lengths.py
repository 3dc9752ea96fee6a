"""How many tracks and how many minutes: "ten more", "three fewer", "half as long", "ten minutes shorter"."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from msgspec.structs import replace

from segue.intent.match import wish
from segue.intent.refining.content import Content, content, worded
from segue.intent.refining.draft import Draft, Span, within
from segue.intent.refining.parts import similar_to
from segue.intent.refining.steps import BIT, MUCH
from segue.intent.refining.words import Cursor, clause, force
from segue.intent.tokens import Tokens
from segue.music import Reading

_FEW: Final = 3
_MORE: Final = 5
"""How many tracks "more songs" adds."""
_SOME: Final = {
    "a couple of": 2, "a couple": 2, "a few": 3, "a handful of": 5, "several": 4, "some": 3, "a dozen": 12,
    "half a dozen": 6, "a bunch of": 5, "a": 1, "an": 1, "another": 1, "a pair of": 2, "two or three": 3, "one": 1,
}  # fmt: skip
_ADDS: Final = (
    "add in",
    "add",
    "put in",
    "include",
    "insert",
    "append",
    "throw in",
    "slip in",
    "squeeze in",
    "tack on",
    "i want to add",
    "give me",
    "get me",
    "find me",
    "find",
    "play me",
    "i want",
    "i need",
    "i d like",
)
_OUTRIGHT: Final = frozenset({"add", "include", "insert", "append"})
_SONGS: Final = ("songs", "tracks", "tunes", "ones", "pieces", "titles", "numbers", "song", "track", "tune", "one", "1")
_HALVES: Final = (
    "make it half as long", "half as long", "half the length", "cut it in half", "halve it", "halve the list", "halve the playlist",
    "half as many songs", "half as many tracks", "half as many", "half the songs", "cut the list in half", "half the size",
    "cut the playlist in half", "make it half the length", "make it half as many",
)  # fmt: skip
_DOUBLES: Final = (
    "make it twice as long", "twice as long", "double the length", "double it", "double the list", "double the playlist",
    "twice as many songs", "twice as many tracks", "twice as many", "double the number of songs", "make it double",
    "twice the length", "make it twice as many",
)  # fmt: skip
_TO: Final = (
    "trim it down to", "trim it to", "trim down to", "trim to", "cut it down to", "cut down to", "cut it to", "cut to",
    "shorten it to", "shorten to", "bring it down to", "bring it up to", "get it down to", "get it to", "limit it to",
    "limit to", "reduce it to", "extend it to", "extend to", "stretch it to", "bring it to", "make it", "make that",
    "fill it up to", "fill up to", "go to", "cap it at", "make the list", "make the playlist", "down to", "up to",
)  # fmt: skip


def resized(draft: Draft, tokens: Tokens, at: int, today: date | None) -> int:
    """Read an order about the size of the list that begins at `at`; the token behind it, 0 where none begins."""
    cursor = clause(tokens, at)
    for read in (_factor, _to, _fewer, _more, _other_length):
        end = read(draft, cursor, today)
        if end:
            return end
    return 0


def _factor(draft: Draft, cursor: Cursor, _: date | None) -> int:
    """ "half as long", "twice as many songs"."""
    for table, factor in ((_HALVES, 0.5), (_DOUBLES, 2.0)):
        after = cursor.first(*table)
        if after is not None:
            return _scaled(draft, cursor, after.at, factor)
    return 0


def _scaled(draft: Draft, cursor: Cursor, end: int, factor: float) -> int:
    asked = draft.standing.intent.of("duration")
    if asked and not draft.standing.intent.of("count"):
        return _lasting(draft, cursor, end, draft.standing.minutes * factor)
    return _numbering(draft, cursor, end, max(1, round(len(draft.standing) * factor)))


def _lasting(draft: Draft, cursor: Cursor, end: int, minutes: float) -> int:
    minutes = round(minutes) if minutes >= 5 else round(minutes, 1)
    within_minutes = max(1.0, minutes)
    draft.ask(wish("duration", "about", int(within_minutes) if within_minutes == int(within_minutes) else within_minutes),
              *cursor.said(end))  # fmt: skip
    draft.by_length = True
    draft.why(f"{within_minutes:g} minutes instead of {draft.standing.minutes:.0f}")
    return end


def _numbering(draft: Draft, cursor: Cursor, end: int, count: int) -> int:
    """The list gets `count` tracks."""
    within(count)
    draft.ask(wish("count", "is", count), *cursor.said(end))
    draft.resized = True
    draft.why(f"{count} tracks instead of {len(draft.standing)}")
    return end


def _to(draft: Draft, cursor: Cursor, _: date | None) -> int:
    """ "trim it to 10", "make it 12": a bare number; one with its noun is read by the grammar."""
    after = cursor.first(*_TO)
    number = after.number() if after is not None else None
    if after is None or number is None or not after.on().done:
        return 0
    return _numbering(draft, cursor, after.at + 1, number)


def _fewer(draft: Draft, cursor: Cursor, _: date | None) -> int:
    """ "three fewer", "drop two songs", "two too many", "ten minutes shorter", "cut five minutes"."""
    verb = cursor.first(
        "remove",
        "drop",
        "cut out",
        "cut",
        "lose",
        "take off",
        "take out",
        "take away",
        "take",
        "trim",
        "delete",
        "shorten it by",
        "shorten by",
        "knock off",
        "shave off",
        "make it",
    )
    begin = (verb or cursor).skip("about", "some", "another")
    minutes = begin.minutes()
    if minutes is not None:
        after = begin.on().skip("of", "music")
        less = after.first("shorter", "less", "off", "fewer", "too long")
        taken = verb is not None and not cursor.takes("make")
        if less is None and not (taken and after.done):
            return 0
        return _lasting(draft, cursor, (less or after).at, draft.standing.minutes - minutes)
    count, after = _amount(begin)
    if count is None:
        return 0
    less = after.first("fewer", "less", "too many")
    noun = (less or after).skip(*_SONGS)
    counted = verb is not None and not cursor.takes("make") and noun.at > after.at and begin.number() is not None
    if (less is None and not counted) or not noun.skip("off", "out", "of", "them", "less").done:
        return 0
    return _numbering(draft, cursor, noun.skip("off", "out").at, len(draft.standing) - count)


def _amount(cursor: Cursor) -> tuple[int | None, Cursor]:
    """A number of tracks, and what follows."""
    number = cursor.number()
    if number is not None:
        return number, cursor.on()
    for said, count in _SOME.items():
        after = cursor.first(said)
        if after is not None:
            return count, after
    return None, cursor


def _more(draft: Draft, cursor: Cursor, today: date | None) -> int:
    """ "ten more", "add a song by Queen", "another one like number 2", "ten minutes longer", "more songs"."""
    verb = cursor.first(*_ADDS)
    begin = verb or cursor
    minutes = begin.first("another") or begin.first("an extra") or begin
    if minutes.minutes() is not None:
        return _longer_by(draft, cursor, minutes, verb)
    count, after = _amount(begin)
    extra = after.first("more", "extra", "additional", "other", "new", "further")
    if count is None or (extra is None and not _adds(cursor, begin, count)):
        return _some_more(draft, cursor, begin, verb, today)
    what = (extra or after).skip(*_SONGS)
    return _grown(draft, cursor, what, count, today)


def _adds(cursor: Cursor, begin: Cursor, count: int) -> bool:
    """Whether a number without "more" adds tracks: behind a verb of adding, or "another"."""
    return (
        cursor.word() in _OUTRIGHT
        or begin.word() == "another"
        or cursor.takes("throw", "in")
        or cursor.takes("put", "in")
    )


def _longer_by(draft: Draft, cursor: Cursor, minutes: Cursor, verb: Cursor | None) -> int:
    amount, after = minutes.minutes() or 0.0, minutes.on()
    more = after.first("longer", "more", "extra") or (
        after if verb is not None and after.skip("of", "music").done else None
    )
    if more is None:
        return 0
    return _lasting(draft, cursor, more.at, draft.standing.minutes + amount)


def _some_more(draft: Draft, cursor: Cursor, begin: Cursor, verb: Cursor | None, today: date | None) -> int:
    """ "more songs", "add more", "keep going"; "add Night Tram", "add jazz"."""
    plain = cursor.first(
        "more songs",
        "more tracks",
        "more music",
        "add more songs",
        "add more tracks",
        "add more",
        "keep going",
        "extend it",
        "extend the list",
        "extend the playlist",
        "continue",
        "more please",
        "some more",
    )
    if plain is not None and plain.done:
        return _grown(draft, cursor, plain, _MORE, today)
    if verb is None or cursor.word() not in _OUTRIGHT:
        return 0
    found = content(draft, begin.skip("more"), range(1, len(draft.standing) + 1), today)
    count = len(found.tracks) or _FEW
    return _filled(draft, cursor, begin.end, count, found) if found else 0


def _grown(draft: Draft, cursor: Cursor, what: Cursor, count: int, today: date | None) -> int:
    """Add `count` tracks, of which `what` may say more."""
    if (
        what.takes("like", "that")
        or what.takes("like", "this")
        or what.takes("like", "these")
        or what.takes("like", "them")
    ):
        everything = list(range(1, len(draft.standing) + 1))
        alike = worded(similar_to(draft.standing, everything), cursor.until(what.at + 2))
        return _filled(draft, cursor, what.at + 2, count, Content(wishes=[alike]))
    found = content(draft, what, range(1, len(draft.standing) + 1), today)
    if found:
        return _filled(draft, cursor, what.end, count, found)
    draft.grow(count)
    draft.why(f"{count} more at the end")
    return what.at


def _filled(draft: Draft, cursor: Cursor, end: int, count: int, found: Content) -> int:
    """Add `count` tracks that are as `found` says."""
    phrase, span = cursor.said(end)
    if found.tracks:
        for track in found.tracks:
            _added(draft, track, phrase, span)
        return end
    draft.like += found.like
    draft.grow(count, [replace(w, phrase=phrase, span=span) for w in found.wishes])
    draft.why(f"“{phrase}”: {count} more at the end")
    return end


def _added(draft: Draft, track: str, phrase: str, span: Span) -> None:
    if track in draft.slots:
        draft.why(f"“{phrase}” changes nothing: it is in the list already")
        return
    draft.grow(1)
    draft.seat(track, len(draft.slots) - 1)
    reading = Reading("by name", subjective=False)
    draft.pin(track, wish("track", "is", track, reading), phrase, span)
    draft.why(f"“{phrase}”: added at the end")


def _other_length(draft: Draft, cursor: Cursor, _: date | None) -> int:
    """ "longer", "a bit shorter": of the list."""
    begin = cursor.first("make it", "make the list", "make the playlist", "it should be", "it s", "its") or cursor
    strength, after = force(begin)
    sign = {"longer": 1, "shorter": -1}.get(after.word(), 0)
    long = after.first("too long", "too short")
    if long is not None:
        sign, after = (-1 if after.word(1) == "long" else 1), after.on()
    behind = after.on().skip("please", "overall", "playlist", "list")
    if not sign or not (behind.at >= cursor.end or behind.done):
        return 0
    factor = {BIT: 1.25, MUCH: 2.0}.get(strength, 1.5)
    return _scaled(draft, cursor, after.at + 1, factor if sign > 0 else 1 / factor)


def shrink(draft: Draft, minutes: float) -> bool:
    """Whether some of the tracks that stay last `minutes` together, to half a minute."""
    values = draft.standing.values("track_duration")
    seconds = [round(60 * float(v)) for at, v in enumerate(values, 1) if draft.at(at) is not None and not np.isnan(v)]
    sums = 1
    for length in seconds:
        sums |= sums << length
    low = max(0, round(60 * minutes) - 29)
    return bool((sums >> low) & ((1 << 59) - 1))
