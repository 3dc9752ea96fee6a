"""Arcs: the course that an attribute takes along the list, as named shapes, and how well a list follows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from segue.music import Floats
from segue.sequencing.problem import Arc, Ints, Reals

HELD: Final = 0.75
"""Correlation with position that a rising (falling: negative) arc is built to reach; it counts as held from 0.5."""

SHAPES: Final[Mapping[str, Callable[[Reals], Reals]]] = {
    "steady": lambda t: np.full_like(t, 0.5),
    "rising": lambda t: t,
    "falling": lambda t: 1 - t,
    "build": lambda t: t**1.5,
    "wind-down": lambda t: (1 - t) ** 1.5,
    "peak": lambda t: np.interp(t, [0, 2 / 3, 1], [0.1, 1.0, 0.4]),
    "wave": lambda t: 0.5 - 0.5 * np.cos(4 * np.pi * t),
}
"""Shape by name: position in 0–1 → height in 0–1."""

_SIGN: Final = {"rising": 1, "build": 1, "falling": -1, "wind-down": -1}


def heights(shape: str, n: int) -> Reals:
    """The shape at n slots; values in 0–1."""
    return SHAPES[shape](np.linspace(0, 1, n) if n > 1 else np.full(n, 0.5))


def misfit(arc: Arc, pool: Ints, tracks: Ints, n: int) -> Reals:
    """How far each of `tracks` lies from the arc at each of n slots, 0–1; shape (n, len(tracks)).

    The shape is stretched over the range (5th to 95th percentile) that the candidates of `pool` offer; half that
    range away counts as 1, and so does an unknown value.
    """
    offered = arc.values[pool]
    offered = offered[~np.isnan(offered)].astype(np.float64)
    if len(offered) == 0:
        return np.ones((n, len(tracks)))
    low, high = np.quantile(offered, (0.05, 0.95))
    targets = low + heights(arc.shape, n) * (high - low)
    gap = np.abs(arc.values[tracks].astype(np.float64)[None, :] - targets[:, None])
    off: Reals = np.nan_to_num(np.minimum(gap / max((high - low) / 2, 1e-6), 1), nan=1.0)
    return off


def holds(arc: Arc, order: Ints) -> bool:
    """Whether the list follows a rising or falling arc as clearly as it is built to; other shapes always hold."""
    sign = _SIGN.get(arc.shape, 0)
    return not sign or sign * correlation(arc.values[order]) >= HELD


def correlation(values: Floats) -> float:
    """Pearson's r of position and value over the known ones; 0 where fewer than three are known or none differ."""
    known = np.flatnonzero(~np.isnan(values))
    told = values[known].astype(np.float64)
    if len(known) < 3 or np.ptp(told) == 0:
        return 0.0
    return float(np.corrcoef(known, told)[0, 1])
