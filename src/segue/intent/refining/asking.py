"""Clauses that ask for more or less: of the whole list, or of a part of it ("the second half is too loud")."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from segue.intent.genres import genre_named
from segue.intent.refining import parts, steps
from segue.intent.refining.draft import Draft
from segue.intent.refining.places import Target, target
from segue.intent.refining.ways import SONGS, Direction, Way, direction, way
from segue.intent.refining.words import Cursor, force
from segue.intent.tokens import words_of
from segue.music import Requirement

_COPULAS: Final = words_of("is are was were feels feel sounds sound seems should needs could must has gets")
_BE: Final = "to be a bit sound feel have still just"
_AT: Final = words_of("in at for during towards toward near on from throughout of")
_NOUNS: Final = (
    "songs tracks ones music stuff feel vibe sound mood overall please tunes feeling vibes song track one 1 material "
    "in it there going on"
)
_JUST: Final = "just all still got the"
_LINKS: Final = "songs tracks music stuff by from with some things that are"
_NEAR: Final = 4
"""Code points within which a thing begins behind "more"."""
_KIND: Final = 5
"""How many tracks "more like this" adds."""


@dataclass(frozen=True)
class _Thing:
    """What is told by name: more (1) or less (−1) of it, how strongly, and the token behind its words."""

    sign: int
    force: steps.Force
    wish: Requirement
    end: int


def asked(draft: Draft, cursor: Cursor) -> int:
    """Read a clause about more or less that begins at `cursor`; the token behind it, 0 where none begins."""
    where, cursor = _lead(draft, cursor)
    end = 0
    while cursor.at < cursor.end:
        read = _one(draft, cursor, where)
        if read == 0:
            break
        end = read
        cursor = cursor.to(end).skip("and or")
    return end


def _lead(draft: Draft, cursor: Cursor) -> tuple[Target | None, Cursor]:
    """What a clause is about, where it says so first: "the second half is …", "make the ending …", "it is …"."""
    if way(cursor) is not None:
        return None, cursor
    made = cursor.past("asking", "make")
    placed = _placed(draft, cursor, made)
    if placed is not None:
        return placed
    for lead in (made, cursor.past("asking", "subject")):
        begin = lead.skip(_JUST) if lead is not None else None
        if begin is not None and (way(begin) is not None or direction(force(begin)[1]) is not None):
            return None, begin
    return None, cursor


def _placed(draft: Draft, cursor: Cursor, made: Cursor | None) -> tuple[Target, Cursor] | None:
    """The part of the list that a clause names first, and what follows."""
    begin = made or (cursor.on() if cursor.word() in _AT else cursor)
    begin = begin.to(begin.at - 1) if begin.word() in ("but", "except") and begin.at > cursor.at else begin
    if begin.word() in ("it", "them") or begin.at >= begin.end:
        return None
    point = target(begin.tokens, begin.at, draft.standing)
    if point is None or not point.positions or point.end > begin.end:
        return None
    after = begin.to(point.end)
    if after.word() in _COPULAS:
        return point, after.on().skip(_BE)
    led = begin.at != cursor.at or after.word() in (":", ",")
    return (point, after.skip(": , be to")) if led else None


def _one(draft: Draft, cursor: Cursor, where: Target | None) -> int:
    """Read one wish for more or less; the token behind it and its place, 0 for none."""
    read = way(cursor)
    begin = cursor.skip("a the something") if read is None else cursor
    read = read or way(begin)
    thing = _thing(draft, begin)
    if read is not None and (thing is None or thing.end <= read.end):
        return _stepped(draft, begin, read, where)
    return _named(draft, begin, thing, where) if thing is not None else 0


def _stepped(draft: Draft, cursor: Cursor, read: Way, before: Target | None) -> int:
    strength, after = read.force, cursor.to(read.end)
    if strength is steps.PLAIN:
        strength, after = force(after)
    after = after.skip("enough")
    where, behind = _place(draft, after, before)
    steps.step(draft, where, read.pole, strength, cursor.said(after.at))
    return behind


def _place(draft: Draft, after: Cursor, before: Target | None) -> tuple[tuple[int, ...], int]:
    """The positions that a wish is about, and the token behind the words that say so; () for the whole list."""
    noun = after.skip(_NOUNS)
    if before is not None:
        return _spared(draft, before), noun.at
    at = noun.on() if noun.word() in _AT else noun
    point = target(at.tokens, at.at, draft.standing) if at.at < at.end and at.word() not in ("it", "them") else None
    if point is None or not point.positions or point.end > at.end:
        return (), noun.at
    return _spared(draft, point), point.end


def _spared(draft: Draft, point: Target) -> tuple[int, ...]:
    """The positions of `point` without those that are kept; "the rest" without those that were named, too."""
    rest = point.part and len(point.positions) == len(draft.standing)
    kept = [p for p in point.positions if draft.standing.ids[p - 1] not in draft.protected]
    return tuple(p for p in kept if not (rest and p in draft.named))


def _thing(draft: Draft, cursor: Cursor) -> _Thing | None:
    """ "more jazz", "fewer guitars", "jazzier"."""
    strength, after = force(cursor)
    signed = direction(after) or _compared(after)
    if signed is None or signed.enough:
        return None
    begin = signed.after.skip(_LINKS)
    if begin.at >= begin.end or begin.word() in SONGS:
        return None
    said = draft.read(begin.cut())
    start = begin.said().span[0]
    near = [r for r in said.requirements if r.span[0] - start <= _NEAR and r.polarity == "want"]
    thing = next((r for r in near if draft.standing.tells(r)), None)
    if thing is None:
        return None
    end = next(i for i in range(begin.at, begin.end) if begin.tokens.items[i].end >= thing.span[1]) + 1
    return _Thing(signed.sign, strength, thing, end)


def _compared(cursor: Cursor) -> Direction | None:
    """ "jazzier", "folkier": more of what the adjective names."""
    word = cursor.word()
    return Direction(1, cursor) if word.endswith("er") and genre_named(word) else None


def _named(draft: Draft, cursor: Cursor, thing: _Thing, before: Target | None) -> int:
    where, behind = _place(draft, cursor.to(thing.end), before)
    change = parts.more if thing.sign > 0 else parts.fewer
    change(draft, where, thing.wish, thing.force, cursor.said(thing.end))
    return behind


def liked(draft: Draft, cursor: Cursor) -> int:
    """ "more like the second", "more like Queen", "more like this": the token behind it, 0 where it is not that."""
    strength, after = force(cursor)
    begin = after.past("asking", "alike")
    if begin is None or begin.at >= begin.end:
        return 0
    if begin.word() in ("this", "that", "these", "those", "them", "it") and begin.on().done:
        return _whole_kind(draft, cursor, begin.at + 1)
    point = target(begin.tokens, begin.at, draft.standing)
    if point is not None and point.positions and point.end <= begin.end:
        parts.alike(draft, point.positions, strength, cursor.said(point.end))
        return point.end
    named = draft.read(begin.to(begin.at - 1).cut()).of("similar")
    if named:
        parts.nearness(draft, named[0], set(), strength, cursor.said())
    return cursor.end if named else 0


def _whole_kind(draft: Draft, cursor: Cursor, end: int) -> int:
    """ "More like this" adds some of the kind of the whole list."""
    everything = range(1, len(draft.standing) + 1)
    draft.grow(_KIND, (cursor.said(end).of(parts.similar_to(draft.standing, everything)),))
    draft.why(f"{_KIND} more of the kind of the whole list, at the end")
    return end
