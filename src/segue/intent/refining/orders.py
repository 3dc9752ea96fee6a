"""Orders about tracks by their place: replace, remove, keep, lock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec.structs import replace

from segue.intent import grammar
from segue.intent.refining.content import content
from segue.intent.refining.draft import Draft
from segue.intent.refining.places import Target
from segue.intent.refining.moves import named_there
from segue.intent.refining.pointing import by_title, pointed
from segue.intent.refining.standing import named
from segue.intent.refining.words import Cursor, clause
from segue.intent.tokens import Tokens
from segue.music import WHOLE, Requirement

_REPLACE: Final = (
    "swap out", "switch out", "change out", "swap", "replace", "change", "exchange", "switch", "substitute", "trade",
    "find another for", "find something else for", "something else for", "another for", "a different one for",
    "find me another for", "find me something else for", "give me something else for", "pick another for", "redo",
    "give me another for", "i dont like", "i do not like", "i dont want", "i hate", "not a fan of", "bored of",
    "im not keen on", "not feeling", "reroll", "regenerate", "renew", "refresh", "find a replacement for",
    "try something else for", "try another for",
)  # fmt: skip
_REMOVE: Final = (
    "get rid of", "take out", "take away", "throw out", "kick out", "leave out", "cut out", "remove", "drop", "delete",
    "lose", "cut", "skip", "discard", "ditch", "bin", "scrap", "kill", "erase", "strip out", "toss out", "toss", "chuck out",
    "chuck", "take off", "weed out", "filter out", "clear out", "eliminate", "exclude", "no need for",
)  # fmt: skip
_KEEP: Final = (
    "keep only",
    "only keep",
    "just keep",
    "keep just",
    "keep",
    "retain",
    "hold on to",
    "stick with",
    "only",
    "just",
)
_LOCK: Final = ("lock in", "lock", "hold", "leave", "dont touch", "do not touch", "dont change", "pin", "freeze",
                "i love", "i like", "dont move", "save")  # fmt: skip
_FOR: Final = ("for", "with", "by", "to", "into")


def ordered(draft: Draft, tokens: Tokens, at: int, today: date | None) -> int:
    """Read an order about the tracks at places that begins at `at`; the token behind it, 0 where none begins."""
    cursor = clause(tokens, at)
    for read in (_instead, _replaced, _removed, _kept, _locked):
        end = read(draft, cursor, today)
        if end:
            return end
    return 0


def _instead(draft: Draft, cursor: Cursor, today: date | None) -> int:
    """ "something calmer instead of the third", "jazz instead of rock"."""
    parting = cursor.find("instead", "of") or cursor.find("rather", "than")
    if parting is None:
        return 0
    what = cursor.skip("put", "play", "use", "have", "make", "it", "give", "me", "i", "want").until(parting)
    old = cursor.to(parting + 2)
    point = pointed(draft, old)
    if point is not None:
        return _filled(draft, cursor, point, what, cursor.end, today)
    return _exchanged_wishes(draft, cursor, old, what, today)


def _replaced(draft: Draft, cursor: Cursor, today: date | None) -> int:
    """ "replace 2 and 5", "swap the ending for something calmer", "change the jazz to blues"."""
    after = cursor.first(*_REPLACE)
    if after is None:
        return 0
    point = pointed(draft, after)
    joint = next((i for i in range(after.at + 1, after.end) if after.tokens.items[i].text in _FOR), None)
    if point is None:
        point = by_title(draft, after.until(after.end if joint is None else joint))
        if point is None:
            return _kinds_replaced(draft, cursor, after, joint, today)
        point = Target(point.positions, after.end if joint is None else joint)
    behind = after.to(point.end)
    if behind.word() in _FOR:
        return _filled(draft, cursor, point, behind.on(), cursor.end, today)
    end = behind.skip("out", "please", "though", "at", "all", "very", "much").at
    return _filled(draft, cursor, point, behind.until(behind.at), end, today)


def _kinds_replaced(draft: Draft, cursor: Cursor, after: Cursor, joint: int | None, today: date | None) -> int:
    """ "swap the jazz for blues"; without what comes instead, "replace the sad ones" lets others stand there."""
    if joint is not None:
        return _exchanged_wishes(draft, cursor, after.until(joint), after.to(joint + 1), today)
    if cursor.word() not in ("swap", "replace", "change", "switch", "exchange"):
        return 0
    kind = _kind(draft, after, today)
    if not kind:
        return 0
    out = draft.open_up(kind)
    draft.banish(out, *cursor.said())
    draft.why(f"other tracks instead of {named(draft.standing, out)}")
    return cursor.end


def _filled(draft: Draft, cursor: Cursor, point: Target, what: Cursor, end: int, today: date | None) -> int:
    """Other tracks stand at the places of `point`, as `what` says if it says anything."""
    phrase, span = cursor.said(end)
    found = content(draft, what, point.positions, today)
    if what.at < what.end and not found and not what.skip("something", "else", "another", "one", "1", "different", "a",
                                                          "song", "track", "better", "others", "new", "ones", "some",
                                                          "other", "songs", "tracks", "things").done:  # fmt: skip
        return 0
    if found.tracks:
        at = draft.at(point.positions[0])
        return named_there(draft, found.tracks[0], at or 0, phrase, span, end) if at is not None else end
    out = draft.open_up(point.positions, [replace(w, phrase=phrase, span=span) for w in found.wishes])
    draft.banish(out, phrase, span)
    draft.like += found.like
    draft.why(f"other tracks instead of {named(draft.standing, out)}")
    return end


def _exchanged_wishes(draft: Draft, cursor: Cursor, old: Cursor, what: Cursor, today: date | None) -> int:
    """One wish for another: the tracks that kept the old one give way where they do not keep the new one."""
    before = _about_tracks(draft, old, today)
    fresh = content(draft, what, range(1, len(draft.standing) + 1), today).wishes
    if not before or not fresh:
        return 0
    draft.taken_back += before
    phrase, span = cursor.said()
    asked = any(_same(w, r) for w in before for r in draft.standing.intent.requirements)
    kind = [
        p for p in draft.staying() if all(draft.standing.tells(w) and draft.standing.held(w)[p - 1] for w in before)
    ]
    if not asked and kind:
        out = draft.open_up(kind, [replace(w, phrase=phrase, span=span) for w in fresh])
        draft.why(f"“{phrase}”: instead of {named(draft.standing, out)}")
        return cursor.end
    for one in fresh:
        draft.ask(one, phrase, span)
    draft.why(f"“{phrase}”")
    return cursor.end


def _same(one: Requirement, other: Requirement) -> bool:
    return (one.attribute, one.value) == (other.attribute, other.value)


def _about_tracks(draft: Draft, cursor: Cursor, today: date | None) -> list[Requirement]:
    """The wishes about tracks that the words under `cursor` state."""
    if cursor.at >= cursor.end:
        return []
    said = grammar.read(
        Tokens(cursor.tokens.prompt, cursor.tokens.items[cursor.at : cursor.end]), draft.snapshot, today
    )
    fresh = [r for r in said.requirements if r.attribute not in WHOLE and r.polarity != "avoid"]
    return [replace(r, scope="list", share=1.0) for r in fresh] if not said.unread else []


def _kind(draft: Draft, cursor: Cursor, today: date | None) -> list[int]:
    """Positions of the tracks that are all that the words say: "the sad ones", "everything by Queen"."""
    wishes = _about_tracks(draft, cursor, today)
    if not wishes or not all(draft.standing.tells(w) for w in wishes):
        return []
    masks = [draft.standing.held(w) for w in wishes]
    return [p for p in draft.staying() if all(mask[p - 1] for mask in masks)]


def _removed(draft: Draft, cursor: Cursor, today: date | None) -> int:
    """ "drop the third", "remove everything by Queen", "take out the sad ones"."""
    after = cursor.first(*_REMOVE)
    if after is None:
        return 0
    point = pointed(draft, after) or by_title(draft, after)
    if point is not None:
        end = after.to(point.end).skip("out", "from", "the", "list", "playlist", "please").at
        return _taken_out(draft, cursor, list(point.positions), end)
    begin = after.skip("all", "every", "any", "everything", "anything", "of", "the", "each")
    wishes = _about_tracks(draft, begin, today) or _about_tracks(draft, after, today)
    if not wishes or not all(draft.standing.tells(w) for w in wishes):
        return 0
    kind = _kind(draft, begin, today) or _kind(draft, after, today)
    phrase, span = cursor.said()
    avoided = wishes[0] if len(wishes) == 1 else None
    if avoided is not None:
        draft.ask(replace(avoided, polarity="avoid", strength="must", scope="list", share=1.0), phrase, span)
    if not kind:
        draft.why(f"“{phrase}”: no track of the list is such; none will be")
        return cursor.end
    if len(kind) == len(draft.staying()):
        draft.why(f"“{phrase}”: every track is such, so others stand in their place")
        draft.open_up(kind)
        return cursor.end
    return _taken_out(draft, cursor, kind, cursor.end, banish=avoided is None)


def _taken_out(draft: Draft, cursor: Cursor, positions: Sequence[int], end: int, *, banish: bool = True) -> int:
    out = draft.close_up(positions)
    if banish:
        draft.banish(out, *cursor.said(end))
    draft.why(f"{named(draft.standing, out)} taken out; {len(draft.slots)} left" if out else "")
    return end


def _kept(draft: Draft, cursor: Cursor, today: date | None) -> int:
    """ "keep the first five" (others instead of the rest), "keep only 1 to 4", "only the 90s ones" (the rest goes)."""
    after = cursor.first(*_KEEP)
    if after is None:
        return 0
    only = "only" in cursor.tokens.text(cursor.at, after.at) or "just" in cursor.tokens.text(cursor.at, after.at)
    only = only or after.word() in ("only", "just")
    after = after.skip("only", "just")
    point = pointed(draft, after)
    if point is not None and (only and cursor.word() in ("only", "just")) and cursor.word(1) not in ("keep", "the"):
        return 0
    if point is not None:
        end = (
            after.to(point.end).skip("and", "replace", "the", "rest", "others", "but", "where", "they", "are", "as").at
        )
        return _left(draft, cursor, list(point.positions), end if after.to(end).done else point.end, only=only)
    if not _plural(after):
        return 0
    kind = _kind(draft, after.skip("the", "all", "ones", "songs", "tracks", "that", "are"), today)
    if not kind:
        return 0
    return _left(draft, cursor, kind, cursor.end, only=True)


def _plural(cursor: Cursor) -> bool:
    """Whether tracks of the list are meant: "the calm ones", "everything by Queen", "the songs from the 90s"."""
    said = [cursor.tokens.items[i].text for i in range(cursor.at, cursor.end)]
    return bool(said) and (
        said[-1] in ("ones", "1") or (said[0] in ("the", "my", "those") and bool({"songs", "tracks", "tunes", "ones"} & {*said}))
        or (said[0] in ("everything", "all") and len(said) > 1)
    )  # fmt: skip


def _left(draft: Draft, cursor: Cursor, positions: Sequence[int], end: int, *, only: bool) -> int:
    """Only the tracks at `positions` are left; or they are sure to be, and others take the place of the rest."""
    rest = [p for p in range(1, len(draft.standing) + 1) if p not in positions]
    if only:
        return _taken_out(draft, cursor, rest, end) if rest else _all_kept(draft, end)
    draft.protected |= {draft.standing.ids[p - 1] for p in positions}
    draft.bare_keep += positions
    draft.understood = True
    return end


def _all_kept(draft: Draft, end: int) -> int:
    draft.why("every track of the list is such")
    return end


def _locked(draft: Draft, cursor: Cursor, _: date | None) -> int:
    """ "lock the third", "leave 1 to 4 as they are"."""
    after = cursor.first(*_LOCK)
    point = pointed(draft, after) if after is not None else None
    if after is None or point is None:
        return 0
    draft.protected |= {draft.standing.ids[p - 1] for p in point.positions}
    draft.why(f"{named(draft.standing, point.positions)} stays")
    return after.to(point.end).skip("as", "it", "they", "is", "are", "where", "in", "place", "alone").at
