"""The wishes of a prompt at their places, and the markers among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from segue.intent.pieces import Piece
from segue.music import WHOLE, Requirement

REACH: Final = 60
"""Pieces over which a marker can reach: more than any clause that is meant as one."""
JOINTS: Final = frozenset({"or", "nor", "and", ",", "&", "/", "+", "any", "also", "of", "the", "a", "even"})
"""Words and marks that may stand between the items of a list."""


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
    kinds: list[str] = field(init=False)
    """Of each piece, the kind of marker that it is, or ""."""

    def __post_init__(self) -> None:
        matches = (piece.match for piece in self.pieces)
        self.kinds = [match.marker.kind if match and match.marker else "" for match in matches]

    def wishes(self, at: int) -> list[Placed]:
        """The wishes of piece `at`."""
        return self.by_piece.get(at, [])

    def marker(self, at: int) -> str:
        """The kind of marker that piece `at` is, or ""."""
        return self.kinds[at]

    def markers(self, *kinds: str) -> Iterator[int]:
        """Indexes of the markers of these kinds."""
        return (i for i, kind in enumerate(self.kinds) if kind in kinds)

    def clause(self, at: int) -> tuple[int, int]:
        """The clause around piece `at`, as a half-open range; at most `REACH` pieces to either side."""
        low, high = max(0, at - REACH), min(len(self.pieces), at + REACH)
        first = next((i + 1 for i in range(at - 1, low - 1, -1) if self.pieces[i].is_boundary), low)
        last = next((i for i in range(at + 1, high) if self.pieces[i].is_boundary), high)
        return first, last

    def within(self, first: int, last: int) -> list[Placed]:
        """The wishes on tracks among pieces `first` to `last`."""
        return [p for i in range(first, last) for p in self.wishes(i) if p.wish.attribute not in WHOLE]
