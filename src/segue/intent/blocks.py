"""Parts of the list: "first half calm, second half wild", "jazz, then funk", "open with three ballads, end on disco".

The words that announce a part cut the prompt into segments; the wishes of a segment belong to its part. Parts are then
put in the order in which they are heard, gaps between them become parts of their own, and each wish gets the number of
its part as its scope. How long a part is stands in requirements with that scope too: `count` (tracks), `duration`
(minutes) or `block` (share of the list). Parts without any divide what is left evenly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from segue.intent.match import wish
from segue.intent.row import REACH, Placed, Row
from segue.intent.shares import size
from segue.music import WHOLE, Place, Reading, Requirement

_SEPARATORS: Final = frozenset(",;.") | {"and", "but", "while", "then"}
_CHAIN: Final = frozenset({"then", "next", "after"})
"""What puts a part behind the one before it."""
_HALVES: Final = {"first": "first", "second": "last"}
_SIDED: Final = re.compile(r"half|side [ab]")
"""What makes a part that the lexicon lists a half of the list."""
_ENDS: Final = {"start": 0.0, "opener": 0.0, "end": 1.0, "closer": 1.0}
_LOOSE: Final = frozenset({"then", "start", "end"})
"""What gives way to a second announcement of the same part: "then end with", "start with the first ten minutes"."""
_SIDES: Final = _ENDS | {"first": 0.0, "last": 1.0}
_LENGTHS: Final = frozenset({"count", "duration"})
_ARTICLES: Final = frozenset({"a", "an", "1", "one", "something"})
_PLURALS: Final = frozenset({"ballads", "anthems", "bangers", "hits", "classics", "instrumentals", "covers"})
_VAGUE: Final = 0.25
"""Share of the list that a beginning or an ending of no told length is."""
_MOST: Final = 20
"""Parts of one list; what is announced beyond is taken for the last of them."""
_TINY: Final = 1e-3


@dataclass(frozen=True, slots=True)
class _Segment:
    """Pieces `first` to `last` between separators, the piece that announces their part of the list (or −1), and
    whether "and" joins it to the segment before."""

    first: int
    last: int
    told: int
    joined: bool


@dataclass(slots=True)
class _Part:
    """A part of the list. `name` as in `announce`; `share` of the list and where it begins (0–1), where words say so
    (else 0 and None)."""

    name: str
    told: int
    """The piece that announces it; −1 for what stands before the first "then"."""
    share: float = 0.0
    begins: float | None = None
    wishes: list[Placed] = field(default_factory=list)
    lengths: list[Placed] = field(default_factory=list)
    segments: list[_Segment] = field(default_factory=list)

    @property
    def ends(self) -> float | None:
        """Where it ends, where that is told as a share."""
        return None if self.begins is None else self.begins + self.share

    @property
    def free(self) -> bool:
        """Whether it takes what the others leave."""
        return not self.lengths and not self.share


def blocks(row: Row) -> None:
    """Give the wishes of each announced part their scope, in place."""
    if not any(row.marker(at) == "block" for at in range(len(row.pieces))):
        _lined_up(row)
        return
    parts = _gathered(row, _segments(row))
    if not parts or {part.name for part in parts} == {"rest"}:
        return
    _measure(row, parts)
    if all(part.name in _ENDS for part in parts) and not any(p.lengths for p in parts):
        parts = _pinned(row, parts)
    _number(row, [part for part in parts if part.wishes or part.lengths])


def _lined_up(row: Row) -> None:
    """Times that each stand with something of their own are parts one after the other: "20 minutes of jazz, 10 minutes
    of funk"."""
    times = [
        p for p in row.placed if (p.wish.attribute, p.wish.operator, p.wish.scope) == ("duration", "about", "list")
    ]
    if len(times) < 2:
        return
    edges = [p.at for p in times[1:]] + [len(row.pieces)]
    own = [_beside(row, p.at, edge) for p, edge in zip(times, edges, strict=True)]
    if not own[0]:
        times, own = times[1:], own[1:]
    if len(times) < 2 or not all(own):
        return
    for number, (length, wishes) in enumerate(zip(times, own, strict=True)):
        for placed in (length, *wishes):
            placed.wish = replace(placed.wish, scope=Place(block=number))


def _beside(row: Row, first: int, last: int) -> list[Placed]:
    """What is asked for between `first` and `last`, in the clause that begins there; nothing behind "or"."""
    end = next((at for at in range(first + 1, last) if row.pieces[at].is_boundary), last)
    if any(row.pieces[at].text == "or" for at in range(end, last)):
        return []
    return [p for at in range(first + 1, end) for p in row.wishes(at) if p.wish.attribute not in WHOLE - {"arc"}]


# Reading: segments, and the parts that they tell of.


def _segments(row: Row) -> list[_Segment]:
    cuts: list[tuple[int, int, bool]] = [(0, -1, False)]
    for at, piece in enumerate(row.pieces):
        if row.marker(at) == "block":
            first, told, joined = cuts[-1]
            anew = told >= 0 and _name(row, at) == "then" and _on_tracks(row, first, told)
            late = told >= 0 and _name(row, told) == "then" != _name(row, at) and _belongs(row, first, at)
            if late and _on_tracks(row, told, at):
                cuts[-1] = (first, at, joined)
            elif told >= 0 and not anew and not _on_tracks(row, told, at):
                cuts[-1] = (first, at if _name(row, told) in _LOOSE and _name(row, at) != "then" else told, joined)
            elif told < 0 and _belongs(row, first, at):
                cuts[-1] = (first, at, joined)
            else:
                cuts.append((at, at, False))
        elif piece.kind in ("mark", "function") and piece.text in _SEPARATORS:
            cuts.append((at + 1, -1, piece.text == "and"))
    ends = [first for first, _, _ in cuts[1:]] + [len(row.pieces)]
    return [_Segment(first, last, told, joined) for (first, told, joined), last in zip(cuts, ends, strict=True)]


def _belongs(row: Row, first: int, at: int) -> bool:
    """Whether a marker belongs to the segment it stands in ("calm in the first half"), rather than opening one."""
    first = max(first, at - REACH)
    if _name(row, at) in _CHAIN:
        return not _on_tracks(row, first, at)
    last = min(len(row.pieces), at + REACH)
    ahead = (i for i in range(at + 1, last) if row.pieces[i].text in _SEPARATORS or row.marker(i) == "block")
    return not _on_tracks(row, at + 1, next(ahead, last)) or not _on_tracks(row, first, at)


def _name(row: Row, at: int) -> str:
    match = row.pieces[at].match
    return match.marker.block if match and match.marker else ""


def _on_tracks(row: Row, first: int, last: int) -> list[Placed]:
    return [p for p in row.within(first, last) if p.wish.polarity != "avoid"]


def _content(row: Row, segment: _Segment, name: str) -> list[Placed]:
    """The wishes of a segment that its part takes: where a part of a told place is meant, courses and what is ruled out
    as well."""
    if name in _CHAIN or name in _ENDS:
        return _on_tracks(row, segment.first, segment.last)
    every = [p for i in range(segment.first, segment.last) for p in row.wishes(i)]
    return [p for p in every if p.wish.attribute not in WHOLE or p.wish.attribute == "arc"]


def _gathered(row: Row, segments: list[_Segment]) -> list[_Part]:
    """The parts in the order in which they are told, with their wishes."""
    parts: list[_Part] = []
    current: _Part | None = None
    for index, segment in enumerate(segments):
        if segment.told >= 0:
            name = _name(row, segment.told)
            if name in _CHAIN and not parts:
                parts += _implicit(row, segments[:index])
            current = _opened(row, parts, name, segment.told)
        found = _content(row, segment, current.name) if current else []
        if segment.told < 0 and found and not segment.joined:
            current = None
        if current is not None:
            current.wishes += found
            current.segments.append(segment)
    return parts


def _implicit(row: Row, before: list[_Segment]) -> Iterator[_Part]:
    """What stands before the first "then": the nearest segment with wishes, with those that "and" joins to it."""
    taken: list[_Segment] = []
    for segment in reversed(before):
        if taken and not taken[-1].joined:
            break
        if _on_tracks(row, segment.first, segment.last):
            taken.append(segment)
    if taken:
        wishes = [p for segment in reversed(taken) for p in _on_tracks(row, segment.first, segment.last)]
        yield _Part("start", -1, wishes=wishes, segments=taken[::-1])


def _opened(row: Row, parts: list[_Part], name: str, at: int) -> _Part:
    """The part that piece `at` announces: one that was told of before, or a new one."""
    match = row.pieces[at].match
    share = match.marker.amount if match and match.marker else 0.0
    if name in _HALVES and share == 0:
        name, share = _HALVES[name], 0.5 if _SIDED.search(row.pieces[at].text) else 0.0
    begins, lengths = _begins(name, share), row.wishes(at)
    same = next((p for p in parts if p.name == name and p.begins == begins and name not in _CHAIN), None)
    if same is not None and not lengths:
        return same
    if len(parts) >= _MOST:
        parts[-1].lengths += lengths
        return parts[-1]
    part = _Part(name, at, share, begins)
    if name == "after":
        parts += [] if parts else [_Part("start", at)]
        parts[-1].lengths += lengths
    else:
        part.lengths += lengths
    parts.append(part)
    return part


def _begins(name: str, share: float) -> float | None:
    if not share:
        return None
    if name.isdigit():
        return (int(name) - 1) * share
    return {"first": 0.0, "last": 1 - share}.get(name)


# Lengths: how much of the list each part is.


def _measure(row: Row, parts: list[_Part]) -> None:
    """Find what says how long parts are among the wishes for a number of tracks and a time.

    Right behind the announcement it is the part's ("start with three ballads"); elsewhere only where several parts have
    one ("20 minutes of jazz, then 10 minutes of funk"), since else it may be the list's.
    """
    found = {id(part): _lengths_in(row, part) for part in parts if part.free}
    several = sum(bool(lengths) for lengths in found.values()) + sum(bool(part.lengths) for part in parts) > 1
    for part in parts:
        direct = [p for p in found.get(id(part), []) if several or _right_behind(row, part, p)]
        part.lengths += direct[:1]
    if len(parts) > 1 and not all(part.name in _ENDS for part in parts):
        for part in parts:
            if part.free and part.name in _ENDS and part.told >= 0 and _is_single(row, part, alone=False):
                _state(row, part, wish("count", "is", 1))


def _lengths_in(row: Row, part: _Part) -> list[Placed]:
    """Numbers of tracks and times that stand with the wishes of a part."""
    lengths: list[Placed] = []
    for segment in part.segments:
        for at in range(segment.first, segment.last):
            told = [p for p in row.wishes(at) if p.wish.attribute in _LENGTHS and p.wish.scope == "list"]
            exact = [p for p in told if p.wish.operator in ("is", "about", "between")]
            lengths += [p for p in exact if any(not _apart(row, at, w.at) for w in part.wishes)]
    return lengths


def _apart(row: Row, one: int, other: int) -> bool:
    low, high = sorted((one, other))
    return any(piece.is_boundary for piece in row.pieces[low:high])


def _right_behind(row: Row, part: _Part, length: Placed) -> bool:
    return 0 <= part.told < length.at and not any(row.wishes(at) for at in range(part.told + 1, length.at))


def _state(row: Row, part: _Part, length: Requirement) -> None:
    """Let the words that announce a part ask for a length of it."""
    piece = row.pieces[part.told]
    placed = Placed(length, part.told, piece.start, piece.end, soft=False)
    part.lengths.append(placed)
    row.placed.append(placed)
    row.placed.sort(key=lambda p: p.at)


# Beginnings and endings.


def _pinned(row: Row, parts: list[_Part]) -> list[_Part]:
    """Put what is asked of the first or the last track alone to its position; the parts that are left."""
    tracks = size(row)
    left: list[_Part] = []
    for part in parts:
        last = _ENDS[part.name] > 0
        if not _is_single(row, part, alone=len(parts) == 1):
            left.append(part)
        elif last and tracks is None:
            _state(row, part, wish("count", "is", 1))
            left.append(part)
        else:
            for placed in part.wishes:
                placed.wish = replace(placed.wish, scope=Place(position=tracks if last else 1))
    return left


def _is_single(row: Row, part: _Part, *, alone: bool) -> bool:
    """Whether a beginning or an ending is one track: "a ballad", a name; of no number, where it stands alone."""
    behind = [row.pieces[at].text for at in range(part.told + 1, min(part.told + 3, len(row.pieces)))]
    if part.name in ("opener", "closer") or (behind[:1] and behind[0].split()[0] in _ARTICLES):
        return True
    if any(p.wish.attribute in ("track", "title") for p in part.wishes):
        return True
    pieces = [row.pieces[at] for segment in part.segments for at in range(segment.first, segment.last)]
    return alone and not any((p.kind == "noun" and p.text.endswith("s")) or p.text in _PLURALS for p in pieces)


# Numbering.


def _number(row: Row, parts: list[_Part]) -> None:
    """Put the parts in order, with gaps between those that do not meet, and give their wishes the numbers."""
    if not parts or (len(parts) == 1 and parts[0].told < 0):
        return
    if len(parts) == 1 and parts[0].free and parts[0].name in _SIDES:
        parts[0].share, parts[0].begins = _VAGUE, _SIDES[parts[0].name] * (1 - _VAGUE)
        reading = Reading("about a quarter of the list")
    else:
        reading = None
    ordered = _ordered(parts)
    numbers = _numbers(row, ordered)
    behind = _behind(ordered[-1]) if numbers[-1] + 1 > len(ordered) else 0.0
    if not (behind < _TINY and _even(ordered, numbers[-1] + 1)):
        for part in ordered:
            if part.share:
                _state(row, part, wish("block", "about", round(part.share, 4), reading))
    for part, number in zip(ordered, numbers, strict=True):
        for placed in (*part.wishes, *part.lengths):
            placed.wish = replace(placed.wish, scope=Place(block=number))
    if behind > _TINY:
        rest = _Part("rest", ordered[-1].told)
        _state(row, rest, wish("block", "about", round(behind, 4), scope=Place(block=numbers[-1] + 1)))


def _ordered(parts: list[_Part]) -> list[_Part]:
    """The parts as they are heard: what follows another one stays behind it."""
    ranks: list[float] = []
    for part in parts:
        rank = _SIDES.get(part.name, 0.5) if part.begins is None else part.begins
        ranks.append(ranks[-1] if part.name in _CHAIN and ranks else rank)
    return [part for _, part in sorted(zip(ranks, parts, strict=True), key=lambda pair: pair[0])]


def _numbers(row: Row, ordered: list[_Part]) -> list[int]:
    """The number of each part, counting the gaps between them."""
    first = ordered[0]
    early = first.name in ("rest", *_CHAIN) or _SIDES.get(first.name, 1.0) == 0 or first.begins == 0
    numbers = [0 if early else 1]
    for before, part in pairwise(ordered):
        numbers.append(numbers[-1] + 1 + (not _meet(row, ordered, before, part)))
    return numbers


def _meet(row: Row, parts: list[_Part], before: _Part, part: _Part) -> bool:
    """Whether a part begins where the one before it ends."""
    if before.free or part.free or part.name in _CHAIN:
        return True
    if before.ends is not None and part.begins is not None:
        return part.begins - before.ends < _TINY
    for attribute in _LENGTHS:
        lengths = [p.lengths[0].wish for p in parts if p.lengths and p.lengths[0].wish.attribute == attribute]
        values = [length.value for length in lengths if isinstance(length.value, int | float)]
        if len(values) == len(parts):
            asked = [p.wish.value for p in row.placed if p.wish.attribute in _LENGTHS and p.wish.scope == "list"]
            return all(isinstance(value, int | float) and value <= sum(values) for value in asked)
    return False


def _behind(last: _Part) -> float:
    """The share of the list behind the last part, where that is told."""
    return 1 - last.ends if last.ends is not None and last.name not in _CHAIN else 0.0


def _even(ordered: list[_Part], several: int) -> bool:
    """Whether the parts are as long as parts of no told length would be."""
    lengths = any(part.lengths for part in ordered)
    return several > 1 and not lengths and all(abs(p.share * several - 1) < 0.02 for p in ordered if p.share)
