"""Parts of a list: how many slots each takes, where some are told in tracks, in minutes or as a share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.intp]
Reals = npt.NDArray[np.float64]

TYPICAL_MS: Final = 225_000.0
"""Length of a typical track, to guess how many fill a length before they are chosen."""
_TINY: Final = 1e-9


@dataclass(frozen=True)
class Range:
    """A number between `low` and `high`, best at `aim`."""

    low: float
    high: float
    aim: float

    def excess(self, value: Reals | float) -> Reals:
        """How far `value` lies outside; 0 inside."""
        return np.maximum(np.maximum(self.low - np.asarray(value, np.float64), value - self.high), 0.0)


@dataclass(frozen=True)
class Part:
    """One part of the list, as long as one of these says; where none does, it takes what the others leave."""

    tracks: int | None = None
    share: float | None = None
    """Of the list's slots, 0–1."""
    length: Range | None = None
    """Total milliseconds."""
    typical: float = TYPICAL_MS
    """Length of a track that suits it, in ms."""

    @property
    def free(self) -> bool:
        """Whether nothing says how long it is."""
        return self.tracks is None and self.share is None and self.length is None

    def slots(self, n: int) -> float:
        """About how many of n slots it asks for; 0 where nothing says."""
        if self.tracks is not None:
            return float(self.tracks)
        if self.share is not None:
            return self.share * n
        return max(1.0, float(np.round(self.length.aim / self.typical))) if self.length else 0.0


def zones(n: int, parts: Sequence[Part]) -> Ints:
    """The part of each of n slots. What is free divides the rest as equally as can be, later parts the longer ones.

    Where the parts ask for more than there is, all give way in proportion, but for one slot of each free part.
    """
    asked = np.array([part.slots(n) for part in parts])
    free = np.array([part.free for part in parts])
    room = max(n - int(free.sum()), 0) if free.any() else n
    total = float(asked.sum())
    if total > room or (total < n and not free.any()):
        asked *= room / total if total else 0.0
    asked[free] = (n - asked.sum()) / max(int(free.sum()), 1)
    borders = np.floor(np.cumsum(asked)[:-1] + _TINY)
    return np.searchsorted(borders, np.arange(n), side="right").astype(np.intp)


def stated(parts: Sequence[Part]) -> int | None:
    """How many slots the parts take together; None where one leaves that open or is told as a share."""
    if len(parts) < 2 or any(part.free or part.share is not None for part in parts):
        return None
    return int(sum(part.slots(0) for part in parts))


def filled(parts: Sequence[Part], sizes: Sequence[int], taken: Sequence[int]) -> tuple[Part, ...]:
    """The parts, those told in tracks or minutes no longer than the slots that could be `taken` of their `sizes`."""
    return tuple(
        replace(part, tracks=took, length=None) if took < size and (part.tracks or part.length) else part
        for part, size, took in zip(parts, sizes, taken, strict=True)
    )


def varied(parts: Sequence[Part], by: int) -> tuple[Part, ...]:
    """The parts, those told in minutes with `by` slots more than a typical track's length suggests."""
    return tuple(
        replace(part, typical=part.length.aim / max(1.0, part.slots(0) + by)) if part.length else part for part in parts
    )
