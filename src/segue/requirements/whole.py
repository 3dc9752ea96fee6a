"""Wishes about the list as a whole, counted on the finished list: count, duration, caps and arcs."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.music import FIRST_GUESSED, Requirement, Rows
from segue.requirements.numeric import TOLERANCE, bounds, told

ARC: Final = 0.5
"""Pearson correlation between position and value from which a list counts as rising (below minus this: falling)."""

FEWEST: Final = 4
"""Known values below which no course can be told, as it cannot where fewer than half of the list are known."""


class Whole(NamedTuple):
    """The answer for one list: whether the wish holds, whether every value it rests on is known, and what was found."""

    held: bool
    known: bool
    found: str


def whole(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Whole:
    """Judge one wish about the list of `rows`, in their order. Raises `KeyError` for other attributes."""
    return _JUDGES[requirement.attribute](snapshot, requirement, rows)


def minutes_hold(requirement: Requirement, minutes: float) -> bool:
    """Whether a total length meets a `duration` wish; “about” allows 4 per cent, at least one minute."""
    value = requirement.value
    if requirement.operator in ("about", "is"):
        assert isinstance(value, int | float)
        return abs(minutes - value) <= max(1.0, value * 0.04)
    low, high = bounds(requirement.operator, value)
    return low - TOLERANCE <= minutes <= high + TOLERANCE


def count_holds(requirement: Requirement, count: int) -> bool:
    """Whether a number of tracks meets a `count` or `per_artist` wish."""
    if requirement.operator in ("is", "any"):
        value = requirement.value
        return count in (value if isinstance(value, tuple) else (value,))
    low, high = bounds(requirement.operator, requirement.value)
    return low - TOLERANCE <= count <= high + TOLERANCE


def _count(_: Snapshot, requirement: Requirement, rows: Rows) -> Whole:
    return Whole(count_holds(requirement, len(rows)), True, f"{len(rows)} tracks")


def _duration(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Whole:
    values, _ = told(snapshot, "track_duration", rows)
    minutes = float(np.nansum(values.astype(np.float64)))
    seconds = round(minutes * 60)
    found = f"{seconds // 60}:{seconds % 60:02d} minutes"
    return Whole(minutes_hold(requirement, minutes), not np.isnan(values).any(), found)


def _per_artist(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Whole:
    if len(rows) == 0:
        return Whole(True, True, "no tracks")
    codes, counts = np.unique(snapshot.artists.primary[rows], return_counts=True)
    most = int(counts.max())
    return Whole(
        count_holds(requirement, most), True, f"at most {most}, by {snapshot.artists.name(int(codes[counts.argmax()]))}"
    )


def _arc(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Whole:
    if requirement.operator not in ("rising", "falling"):
        artists = snapshot.artists.primary[rows]
        repeats = int((artists[1:] == artists[:-1]).sum())
        return Whole(repeats == 0, True, f"{repeats} neighbours by one artist")
    values, column = told(snapshot, str(requirement.value), rows)
    present = ~np.isnan(values)
    r = correlation(np.flatnonzero(present), values[present])
    told_of = bool(present.all() and (column.source[rows] < FIRST_GUESSED).all())
    enough = present.sum() >= max(FEWEST, len(rows) / 2)
    held = (r if requirement.operator == "rising" else -r) > ARC and enough
    found = f"correlation with position {r:+.2f}" if enough else "too few known values to follow"
    return Whole(bool(held), told_of, found)


def correlation(positions: np.ndarray, values: np.ndarray) -> float:
    """Pearson's r; 0 where it is not defined (fewer than three values, or none that differ)."""
    if len(values) < 3 or np.ptp(values) == 0:
        return 0.0
    return float(np.corrcoef(positions, values.astype(np.float64))[0, 1])


def _block(_: Snapshot, __: Requirement, rows: Rows) -> Whole:
    return Whole(len(rows) > 0, True, "")


_JUDGES: Final = {"count": _count, "duration": _duration, "per_artist": _per_artist, "arc": _arc, "block": _block}
