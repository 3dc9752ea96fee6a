"""Courses: the ways in which an attribute can move along a list, and whether a list follows one.

A wish for one has the attribute `arc`. `rising` and `falling` name the attribute that moves; `is` names a shape, alone
for the energy ("peak"), or with its attribute ("peak of tempo"). A reading with two regions tells where a rising or
falling course begins and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from segue.music import NUMERIC, Floats, Requirement
from segue.requirements.numeric import ABOUT, TOLERANCE, spread

Doubles = npt.NDArray[np.float64]

CLEAR: Final = 0.5
"""Pearson correlation of value and shape from which a list counts as following it."""
FEWEST: Final = 4
"""Known values below which no course can be told, as it cannot where fewer than half of the list are known."""
SHAPES: Final[Mapping[str, Callable[[Doubles], Doubles]]] = {
    "rising": lambda t: t,
    "falling": lambda t: 1 - t,
    "peak": lambda t: 1 - np.abs(2 * t - 1),
    "early peak": lambda t: np.interp(t, [0, 0.25, 1], [0.2, 1, 0]),
    "late peak": lambda t: np.interp(t, [0, 0.75, 1], [0, 1, 0.2]),
    "dip": lambda t: np.abs(2 * t - 1),
    "wave": lambda t: 0.5 - 0.5 * np.cos(4 * np.pi * t),
}
"""Shapes by name: position in 0–1 → height in 0–1."""
LEVEL: Final = frozenset({"steady", "smooth"})
"""Courses without heights: values that lie close together, and steps that stay small."""
ALTERNATE: Final = "alternate"
"""High and low in turn; without an attribute: no two neighbours by one artist."""
_OTHER: Final = {"era": "year"}
_LABELLED: Final = frozenset({"genre", "language", "country"})


class Course(NamedTuple):
    """How `attribute` is to move."""

    shape: str
    attribute: str
    first: float | None = None
    """Where it begins and ends, in the unit users say, where that was told."""
    last: float | None = None


def course(wish: Requirement) -> Course | None:
    """The course of a numeric attribute that an `arc` wish asks for; None where it asks for another thing."""
    text = str(wish.value)
    shape, _, attribute = text.partition(" of ") if wish.operator == "is" else (str(wish.operator), "", text)
    if shape == ALTERNATE and not attribute:
        return None
    attribute = _OTHER.get(attribute, attribute) or "energy"
    if shape not in (*SHAPES, *LEVEL, ALTERNATE) or attribute not in (*NUMERIC, "track_duration"):
        return None
    return Course(shape, attribute, *_ends(wish))


def in_turn(wish: Requirement) -> tuple[str, tuple[str, ...]] | None:
    """The attribute and the labels that an `arc` wish wants in turn ("alternate of genre"), or None."""
    shape, _, attribute = str(wish.value).partition(" of ")
    labels = wish.reading.labels if wish.reading else ()
    return (attribute, labels) if shape == ALTERNATE and attribute in _LABELLED and len(labels) > 1 else None


def heights(shape: str, n: int) -> Doubles:
    """A shape at n slots; values in 0–1, ½ all along for those without heights."""
    if shape == ALTERNATE:
        return (np.arange(n) % 2).astype(np.float64)
    if shape in LEVEL:
        return np.full(n, 0.5)
    return SHAPES[shape](np.linspace(0, 1, n) if n > 1 else np.full(n, 0.5))


def follows(wanted: Course, values: Floats, clear: float = CLEAR) -> bool:
    """Whether `values` along a list (in the unit users say, NaN = unknown) take the course `wanted`.

    A shape is followed from a correlation of `clear`; steady values deviate by at most half a typical difference of
    their attribute (standard deviation), smooth ones never step further than a whole one between known neighbours.
    """
    told = values[~np.isnan(values)].astype(np.float64)
    if len(told) < max(FEWEST, len(values) / 2):
        return False
    if wanted.shape == "steady":
        return bool(told.std() <= spread(wanted.attribute) / 2 + TOLERANCE)
    if wanted.shape == "smooth":
        return bool(farthest(values) <= spread(wanted.attribute) + TOLERANCE)
    return agreement(wanted.shape, values) > clear and _from_to(wanted, told)


def agreement(shape: str, values: Floats) -> float:
    """Pearson's r of value and shape over the known values; 0 where it is not defined."""
    r = correlation(heights(shape, len(values)), values)
    return abs(r) if shape == ALTERNATE else r


def correlation(heights_: Doubles, values: Floats) -> float:
    """Pearson's r over the known values; 0 where it is not defined (fewer than three, or none that differ)."""
    known = ~np.isnan(values)
    height, value = heights_[known], values[known].astype(np.float64)
    if len(value) < 3 or np.ptp(value) == 0 or np.ptp(height) == 0:
        return 0.0
    return float(np.corrcoef(height, value)[0, 1])


def farthest(values: Floats) -> float:
    """The longest step between known neighbours; 0 where there are none."""
    steps = np.abs(np.diff(values.astype(np.float64)))
    known = steps[~np.isnan(steps)]
    return float(known.max()) if len(known) else 0.0


def _from_to(wanted: Course, told: Doubles) -> bool:
    """Whether the known values begin and end within six per cent of where they are to."""
    ends = ((wanted.first, told[0]), (wanted.last, told[-1]))
    return all(asked is None or abs(value - asked) <= abs(asked) * ABOUT + TOLERANCE for asked, value in ends)


def _ends(wish: Requirement) -> tuple[float | None, float | None]:
    regions = wish.reading.regions if wish.reading else ()
    if len(regions) != 2:
        return None, None
    first, last = (r.value if isinstance(r.value, int | float) else None for r in regions)
    return first, last
