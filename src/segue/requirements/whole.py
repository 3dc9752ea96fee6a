"""Wishes about the list as a whole, counted on the finished list: count, duration, caps, arcs and the parts of it."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from segue.catalogue.snapshot import Snapshot
from segue.music import FIRST_GUESSED, Floats, Requirement, Rows
from segue.requirements.check import check
from segue.requirements.courses import FEWEST, Course, agreement, course, farthest, follows, in_turn
from segue.requirements.numeric import TOLERANCE, bounds, told


class Whole(NamedTuple):
    """The answer for one list: whether the wish holds, whether every value it rests on is known, and what was found."""

    held: bool
    known: bool
    found: str


def whole(snapshot: Snapshot, requirement: Requirement, rows: Rows, total: int | None = None) -> Whole:
    """Judge one wish about the list of `rows`, in their order: the whole one, or the part that the wish is about, then
    of a list of `total` tracks. Raises `KeyError` for other attributes."""
    if requirement.attribute == "block":
        return _block(snapshot, requirement, rows, len(rows) if total is None else total)
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
    return Whole(count_holds(requirement, len(rows)), True, f"{len(rows)} track{'s' if len(rows) != 1 else ''}")


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
    wanted = course(requirement)
    if wanted is None:
        return _turns(snapshot, requirement, rows)
    values, column = told(snapshot, wanted.attribute, rows)
    present = ~np.isnan(values)
    known = bool(present.all() and (column.source[rows] < FIRST_GUESSED).all())
    if present.sum() < max(FEWEST, len(rows) / 2):
        return Whole(False, known, "too few known values to follow")
    return Whole(follows(wanted, values), known, _found(wanted, values))


def _found(wanted: Course, values: Floats) -> str:
    """What a list with enough known values does along the course it was asked for."""
    if wanted.shape == "steady":
        return f"standard deviation {np.nanstd(values.astype(np.float64)):.3g}"
    if wanted.shape == "smooth":
        return f"no step longer than {farthest(values):.3g}"
    place = _NAMES.get(wanted.shape, f"a {wanted.shape}")
    r = agreement(wanted.shape, values) * (-1 if wanted.shape == "falling" else 1)
    told_of = values[~np.isnan(values)]
    ends = f", from {told_of[0]:.4g} to {told_of[-1]:.4g}" if wanted.first is not None else ""
    return f"correlation with {place} {r:+.2f}{ends}"


_NAMES: Final = {
    "rising": "position", "falling": "position", "early peak": "an early peak", "alternate": "high and low in turn",
}  # fmt: skip


def _turns(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Whole:
    """Whether neighbours differ: in their artist, or in which of the labels to alternate they carry."""
    wanted = in_turn(requirement)
    if wanted is None:
        artists = snapshot.artists.primary[rows]
        repeats = int((artists[1:] == artists[:-1]).sum())
        return Whole(repeats == 0, True, f"{repeats} neighbours by one artist")
    side, known = sides(snapshot, requirement, rows)
    stuck = int(((side[1:] == side[:-1]) & (side[1:] >= 0)).sum())
    astray = int((side == -1).sum())
    found = f"{stuck} neighbours of one {wanted[0]}" + (f", {astray} of neither" if astray else "")
    return Whole(stuck + astray == 0, known, found)


def sides(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> tuple[npt.NDArray[np.intp], bool]:
    """Which of the labels that are to alternate each of `rows` carries, −1 for none and −2 for several; and whether all
    of that is known."""
    wanted = in_turn(requirement)
    if wanted is None:
        return np.full(len(rows), -1, np.intp), True
    attribute, labels = wanted
    parts = [replace(requirement, attribute=attribute, operator="is", value=label, reading=None) for label in labels]
    evidence = [check(snapshot, part, rows) for part in parts]
    held = np.stack([e.held for e in evidence])
    several = np.where(held.sum(axis=0) > 1, -2, held.argmax(axis=0))
    known = all(((e.source > 0) & (e.source < FIRST_GUESSED) & ~e.subjective).all() for e in evidence)
    return np.where(held.any(axis=0), several, -1).astype(np.intp), known


def _block(_: Snapshot, requirement: Requirement, rows: Rows, total: int) -> Whole:
    value = requirement.value
    assert isinstance(value, int | float)
    off = abs(len(rows) - value * total)
    plain = requirement.reading is None or not requirement.reading.subjective
    return Whole(off < 1 + TOLERANCE, plain, f"{len(rows)} of {total} tracks")


_JUDGES: Final = {"count": _count, "duration": _duration, "per_artist": _per_artist, "arc": _arc}
