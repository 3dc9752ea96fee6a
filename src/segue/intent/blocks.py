"""Parts of the list: "first half calm, second half wild", "jazz, then funk", "start with a ballad"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from segue.intent.match import Match, wish
from segue.intent.scope import REACH, Placed, Row, block, scoped
from segue.intent.tokens import Tokens, pattern
from segue.knowledge.lexicon import Marker
from segue.music import WHOLE, Place

_PART: Final = pattern(
    r"(?:(?:for|in|during) )?(?:the )?(?P<which>first|last|final)"
    r" (?:@(?P<minutes>[0-9.]+)|(?P<tracks>[0-9]+)(?: (?:songs?|tracks?|tunes?)))"
)
_SEPARATORS: Final = frozenset(",;.") | {"and", "but", "while", "then"}
_FIXED: Final = {"first": 0, "second": 1, "rest": 1}


@dataclass(frozen=True)
class _Segment:
    """Pieces `first` to `last` between separators, and what announces their part of the list (or "")."""

    first: int
    last: int
    part: str
    joined: bool
    """Whether "and" joins it to the segment before."""


def block_lengths(tokens: Tokens) -> Iterator[Match]:
    """Matches of "the first ten minutes", "the last three songs": a part of the list with its length (attribute block:
    about so many minutes, or exactly so many tracks)."""
    for start, end, match in tokens.find(_PART):
        first = match["which"] == "first"
        minutes, tracks = match["minutes"], match["tracks"]
        value = float(minutes or tracks)
        length = wish("block", "about" if minutes else "is", int(value) if value == int(value) else value)
        part = replace(length, scope=block(0 if first else 1))
        yield Match(start, end, (part,), marker=Marker("block", block="first" if first else "second"), bonus=7)


def blocks(row: Row) -> None:
    """Give the wishes of each announced part their scope, in place."""
    segments = _segments(row)
    parts = [s.part for s in segments if s.part not in ("", "rest")]
    if not parts:
        return
    if parts in (["start"], ["end"]):
        _ends(row, segments, parts[0])
        return
    _number(row, segments)


def _segments(row: Row) -> list[_Segment]:
    cuts: list[tuple[int, str, bool]] = [(0, "", False)]
    for at, piece in enumerate(row.pieces):
        marker = piece.match.marker if piece.match else None
        if marker and marker.kind == "block":
            announced = _announced(row, cuts[-1][0], at, marker.block)
            if announced:
                cuts[-1] = (cuts[-1][0], cuts[-1][1] or marker.block, cuts[-1][2])
            else:
                cuts.append((at, marker.block, False))
        elif piece.kind in ("mark", "function") and piece.text in _SEPARATORS:
            cuts.append((at + 1, "", piece.text == "and"))
    ends = [first for first, _, _ in cuts[1:]] + [len(row.pieces)]
    return [_Segment(first, last, part, joined) for (first, part, joined), last in zip(cuts, ends, strict=True)]


def _announced(row: Row, first: int, at: int, kind: str) -> bool:
    """Whether a marker belongs to the segment it stands in ("calm in the first half"), rather than opening one."""
    first = max(first, at - REACH)
    if kind == "then":
        return not _on_tracks(row, first, at)
    ahead = next(
        (
            i
            for i in range(at + 1, min(len(row.pieces), at + REACH))
            if row.pieces[i].text in _SEPARATORS or row.marker(i) == "block"
        ),
        min(len(row.pieces), at + REACH),
    )
    return not _on_tracks(row, at + 1, ahead) or not _on_tracks(row, first, at)


def _on_tracks(row: Row, first: int, last: int) -> list[Placed]:
    return [p for p in row.within(first, last) if p.wish.attribute not in WHOLE and p.wish.polarity != "avoid"]


def _ends(row: Row, segments: list[_Segment], part: str) -> None:
    """A beginning or an ending alone is about one track: the first, or the last where the count is told."""
    count = next((p.wish.value for p in row.placed if p.wish.attribute == "count" and p.wish.operator == "is"), None)
    for segment in segments:
        if segment.part != part:
            continue
        for placed in _on_tracks(row, segment.first, segment.last):
            if part == "start":
                scoped(placed, Place(position=1))
            elif isinstance(count, int):
                scoped(placed, Place(position=count))


def _number(row: Row, segments: list[_Segment]) -> None:
    """Number the parts in their order; a segment that "and" joins to one belongs to it."""
    current: int | None = None
    opened = -1
    for index, segment in enumerate(segments):
        found = _on_tracks(row, segment.first, segment.last)
        if segment.part == "then" and current is None and index:
            opened = current = 0
            for placed in _before(row, segments, index):
                scoped(placed, block(0))
        if segment.part in _FIXED:
            current = _FIXED[segment.part]
        elif segment.part:
            current = opened + 1 if found else current
        elif not segment.joined and found:
            current = None
        if current is not None and found and (segment.part or segment.joined or current >= 0):
            opened = max(opened, current)
            for placed in found:
                scoped(placed, block(current))


def _before(row: Row, segments: list[_Segment], index: int) -> list[Placed]:
    """The wishes of the nearest segment before `index` that has any."""
    for segment in reversed(segments[:index]):
        found = _on_tracks(row, segment.first, segment.last)
        if found:
            return found
    return []
