"""What markers do to the wishes beside them: polarity, likeness, strength and share."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from segue.intent.phrases import without
from segue.intent.pieces import Piece
from segue.music import WHOLE, Place, Requirement, Scope

_JOINTS: Final = frozenset({"or", "nor", "and", ",", "&", "/", "+", "any", "also", "of", "the", "a", "even"})
_CONJUNCTIONS: Final = frozenset({"or", "nor", "and", "&", "/", "+"})
_AFTER_WISH: Final = frozenset({"please", "at", "all", "whatsoever", "ever", "like", "that", "is", "sounding"})
REACH: Final = 60
"""Pieces over which a marker can reach: more than any clause that is meant as one."""
_PATIENCE: Final = 6
"""Words that ask nothing which may stand between a negation and what it negates."""
_SINGLE_USE: Final = frozenset({"count", "duration", "per_artist", "arc", "explicit"})
"""What a bare negation does not turn: it has its own words for that."""
_WEAK_SHARES: Final = frozenset(
    {"some", "a few", "a little", "a bit of", "with some", "occasional", "a couple of", "a fair bit of"}
)
"""Shares that are only meant as such beside a main wish: "give me some jazz" wants jazz throughout."""


_PREPOSITIONS: Final = frozenset({"for", "with", "from", "in", "to", "while", "when", "at", "on", "during"})


_SLACK: Final = 0.04
"""What a rest leaves free where the number of tracks is not told: one slot in a list of 25."""
_TINY: Final = 1e-6


@dataclass(slots=True)
class Placed:
    """A wish at its place in the prompt, as the markers around it have turned it so far."""

    wish: Requirement
    at: int
    """Index of its piece."""
    start: int
    end: int
    soft: bool
    shared: bool = False
    """Whether words gave it its share."""
    fixed: bool = False
    """Whether words gave it its strength."""


@dataclass(slots=True)
class Row:
    """Pieces and the wishes among them."""

    pieces: list[Piece]
    placed: list[Placed]
    by_piece: dict[int, list[Placed]] = field(default_factory=dict)
    spent: set[int] = field(default_factory=set)
    """Indexes of markers that found something to turn."""

    def wishes(self, at: int) -> list[Placed]:
        """The wishes of piece `at`."""
        return self.by_piece.get(at, [])

    def marker(self, at: int) -> str:
        """The kind of marker that piece `at` is, or ""."""
        match = self.pieces[at].match
        return match.marker.kind if match and match.marker else ""

    def markers(self, *kinds: str) -> Iterator[int]:
        """Indexes of the markers of these kinds."""
        return (i for i in range(len(self.pieces)) if self.marker(i) in kinds)

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around piece `at`, as a half-open range; at most `REACH` pieces to either side."""
        low, high = max(0, at - REACH), min(len(self.pieces), at + REACH)
        first = next((i + 1 for i in range(at - 1, low - 1, -1) if self.pieces[i].is_boundary), low)
        last = next((i for i in range(at + 1, high) if self.pieces[i].is_boundary), high)
        return first, last

    def within(self, first: int, last: int) -> list[Placed]:
        """The wishes on tracks among pieces `first` to `last`."""
        return [p for i in range(first, last) for p in self.wishes(i) if p.wish.attribute not in WHOLE]


def place(pieces: list[Piece]) -> Row:
    """The wishes of `pieces`, turned by every marker."""
    row = Row(pieces, [])
    for at, piece in enumerate(pieces):
        for found in piece.match.wishes if piece.match else ():
            placed = Placed(found, at, piece.start, piece.end, bool(piece.match and piece.match.soft))
            row.placed.append(placed)
            row.by_piece.setdefault(at, []).append(placed)
    _polarity(row)
    _likeness(row)
    _strength(row)
    _shares(row)
    _counts(row)
    _complements(row)
    return row


def _polarity(row: Row) -> None:
    for at in row.markers("avoid"):
        turned = list(_negated(row, at))
        for place_in_list, placed in enumerate(turned):
            if placed.wish.polarity == "want":
                _turn(placed, mild=row.pieces[at].text.endswith(("too", "overly", "so", "very", "that")))
            if place_in_list == 0 and _near(row, at, placed.at):
                placed.start = row.pieces[at].start
        if turned:
            row.spent.add(at)


def _turn(placed: Placed, *, mild: bool) -> None:
    """Make a wish one to avoid."""
    absent = without(placed.wish)
    placed.wish = replace(
        placed.wish, polarity="avoid", reading=absent or placed.wish.reading, strength="prefer" if mild else "must"
    )
    placed.fixed = True


def _near(row: Row, marker: int, wish: int) -> bool:
    """Whether only words that ask nothing stand between a negation and what it negates."""
    between = row.pieces[marker + 1 : wish]
    return len(between) <= _PATIENCE and all(p.kind in ("function", "noun", "filler") for p in between)


def _negated(row: Row, marker: int) -> Iterator[Placed]:
    """The wishes that a negation reaches: the first behind it, and the list that one stands in."""
    applied: str = ""
    gap = 0
    at = marker + 1
    while at < len(row.pieces):
        piece = row.pieces[at]
        wishes = [p for p in row.wishes(at) if p.wish.attribute not in _SINGLE_USE]
        if piece.kind == "marker" and row.marker(at) not in ("share", "like"):
            return
        if wishes:
            applied = wishes[-1].wish.attribute
            yield from wishes
        elif row.wishes(at):
            return
        elif applied:
            if piece.text in _JOINTS:
                following = _goes_on(row, at, applied)
                if following is None:
                    return
                at = following
                continue
            if piece.kind != "noun" and piece.text not in _AFTER_WISH:
                return
        elif piece.is_boundary or gap > _PATIENCE:
            return
        else:
            gap += piece.kind != "unknown"
        at += 1


def _goes_on(row: Row, at: int, attribute: str) -> int | None:
    """The index of the next wish of a negated list that goes on behind a joint at `at`, or None.

    "no rap or country" goes on; "no rap, rock" does not, unless it is a list of names, of three or more, or one that
    ends in "or" or "and".
    """
    if row.pieces[at].text in _CONJUNCTIONS or attribute == "artist":
        return _next_item(row, at, attribute)[0]
    first, _ = _next_item(row, at, attribute)
    if first is None:
        return None
    behind = first + 1
    while behind < len(row.pieces) and row.pieces[behind].kind == "noun":
        behind += 1
    second, joints = _next_item(row, behind, attribute)
    return first if second is not None or joints & _CONJUNCTIONS else None


def _next_item(row: Row, at: int, attribute: str) -> tuple[int | None, set[str]]:
    """The wish on `attribute` behind the joints at `at`, or None, and those joints."""
    joints: set[str] = set()
    while at < len(row.pieces) and row.pieces[at].kind != "wish" and row.pieces[at].text in _JOINTS:
        joints.add(row.pieces[at].text)
        at += 1
    there = at < len(row.pieces) and bool(joints) and any(p.wish.attribute == attribute for p in row.wishes(at))
    return (at, joints) if there else (None, set())


def _likeness(row: Row) -> None:
    """Names behind "like", and the names listed with them, are to resemble."""
    for at in row.markers("like"):
        reached = False
        for i in range(at + 1, min(len(row.pieces), at + REACH)):
            piece = row.pieces[i]
            named = [p for p in row.wishes(i) if p.wish.attribute in ("artist", "track", "album")]
            for placed in named:
                placed.wish = replace(
                    placed.wish, attribute="similar", polarity="avoid" if placed.wish.polarity == "avoid" else "like",
                    strength="prefer", share=1.0,
                )  # fmt: skip
                placed.fixed = reached = True
            if named:
                row.spent.add(at)
            elif (piece.is_boundary and not (reached and piece.text == ",")) or (
                row.wishes(i)
                or (piece.kind == "marker" and row.marker(i) != "like")
                or (reached and piece.text not in _JOINTS)
            ):
                break


def _strength(row: Row) -> None:
    for at in row.markers("must", "prefer"):
        strength = row.marker(at)
        for placed in _qualified(row, at, strength):
            if not placed.fixed:
                placed.wish = replace(placed.wish, strength=strength)
                placed.fixed = True


def _qualified(row: Row, at: int, strength: str) -> list[Placed]:
    """What "only" or "ideally" is about: what follows in its clause, else what precedes it, else the clause before."""
    first, last = row.clause(at)
    following = _with_whole(row, at + 1, _phrase_end(row, at + 1, last) if strength == "must" else last)
    if following:
        return following
    before = _with_whole(row, first, at)
    if before or strength == "must" or first < 2:
        return before[-1:] if strength == "must" else before
    return _with_whole(row, *row.clause(first - 2))


def _phrase_end(row: Row, first: int, last: int) -> int:
    """Where the words that "only" is about end: at a preposition behind the first wish ("only jazz | for studying")."""
    told = False
    for at in range(first, last):
        if told and row.pieces[at].text in _PREPOSITIONS:
            return at
        told = told or bool(row.wishes(at))
    return last


def _with_whole(row: Row, first: int, last: int) -> list[Placed]:
    return [p for i in range(first, last) for p in row.wishes(i)]


def _shares(row: Row) -> None:
    for at in row.markers("share", "of_them"):
        piece = row.pieces[at]
        assert piece.match is not None
        assert piece.match.marker is not None
        share = piece.match.marker.amount
        if row.marker(at) == "of_them":
            counts = [p.wish.value for p in row.placed if p.wish.attribute == "count" and p.wish.operator == "is"]
            share = _down(share / counts[0]) if counts and isinstance(counts[0], int) else 0.0
        targets = _portion(row, at, weak=piece.text in _WEAK_SHARES)
        if piece.text in _WEAK_SHARES and not _has_main(row, at, targets):
            continue
        for placed in targets if 0 < share <= 1 else ():
            placed.wish, placed.shared = replace(placed.wish, share=share), True
            row.spent.add(at)


def _portion(row: Row, at: int, *, weak: bool) -> list[Placed]:
    """What a share is of: the wishes right behind it, up to a joint or boundary; else those right before it."""
    found: list[Placed] = []
    for i in range(at + 1, min(len(row.pieces), at + REACH)):
        piece = row.pieces[i]
        if (
            piece.is_boundary
            or piece.kind == "marker"
            or (found and piece.kind not in ("wish", "noun"))
            or piece.text in ("and", "with")
        ):
            break
        found += [p for p in row.wishes(i) if _can_share(p)]
    if found or weak:
        return found
    before = row.within(row.clause(at)[0], at)
    return [p for p in before[-1:] if _can_share(p)]


def _can_share(placed: Placed) -> bool:
    return placed.wish.attribute not in WHOLE and placed.wish.polarity != "avoid" and not placed.shared


def _has_main(row: Row, at: int, targets: list[Placed]) -> bool:
    wanted = {p.wish.attribute for p in targets}
    return any(p.at < at and p.wish.attribute in wanted and p.wish.polarity == "want" for p in row.placed) or any(
        p.at < at and p.wish.attribute in ("genre", "artist", "mood", "activity") for p in row.placed
    )


def _counts(row: Row) -> None:
    """Several counts, each of something, are shares of their sum: "5 jazz songs and 15 rock songs"."""
    counts = [p for p in row.placed if p.wish.attribute == "count" and p.wish.operator == "is"]
    if len(counts) < 2:
        return
    edges = [p.at for p in counts[1:]] + [len(row.pieces)]
    portions = [[p for p in row.within(c.at, edge) if _can_share(p)][:1] for c, edge in zip(counts, edges, strict=True)]
    if not all(portions):
        return
    total = sum(int(str(c.wish.value)) for c in counts)
    for count, (placed,) in zip(counts, portions, strict=True):
        share = _down(int(str(count.wish.value)) / total)
        placed.wish, placed.shared, placed.start = replace(placed.wish, share=share), True, count.start
    counts[0].wish = replace(counts[0].wish, value=total)
    counts[0].end = max(p.end for portion in portions for p in portion)
    spent = {id(p) for p in counts[1:]}
    row.placed = [p for p in row.placed if id(p) not in spent]


def _complements(row: Row) -> None:
    """A wish without a share gets what the shared ones of its attribute leave: a few funk touches, the rest jazz."""
    size = next((p.wish.value for p in row.placed if p.wish.attribute == "count" and p.wish.operator == "is"), None)
    for attribute in {p.wish.attribute for p in row.placed if p.shared}:
        same = [p for p in row.placed if p.wish.attribute == attribute and p.wish.polarity == "want"]
        if isinstance(size, int):
            _fit([p for p in same if p.shared], size)
        rest = 1 - sum(p.wish.share for p in same if p.shared)
        for placed in same if rest > _SLACK else ():
            if not placed.shared:
                placed.wish = replace(
                    placed.wish, share=_down(_whole(rest, size) if isinstance(size, int) else rest - _SLACK)
                )


def _fit(shared: list[Placed], size: int) -> None:
    """Lower the later of several shares by less than a slot until they fit: half and half of 15 is 8 and 7."""
    over = sum(math.ceil(p.wish.share * size - _TINY) for p in shared) - size
    for placed in reversed(shared):
        slots = placed.wish.share * size
        if 0 < over <= len(shared) and slots % 1 > _TINY and slots >= 1:
            placed.wish = replace(placed.wish, share=_down(math.floor(slots) / size))
            over -= 1


def _whole(rest: float, size: int) -> float:
    """The share that whole slots leave of `rest`."""
    return math.floor(rest * size + _TINY) / size


def _down(share: float) -> float:
    """`share` to four decimals, never above: a list of just that share must keep it."""
    return math.floor(share * 10_000 + _TINY) / 10_000


def scoped(placed: Placed, scope: Scope) -> None:
    """Put a wish into a part of the list."""
    placed.wish = replace(placed.wish, scope=scope)


def block(index: int) -> Place:
    """The scope of block `index` (0-based)."""
    return Place(block=index)
