"""Arcs: how far a track lies from the course that an attribute is to take, and whether a list follows it clearly."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.requirements.courses import LEVEL, follows, heights
from segue.sequencing.problem import Arc, Ints, Reals

HELD: Final = 0.75
"""Correlation with its shape that an arc is built to reach; it counts as held from 0.5."""
FALLBACK: Final = 0.6
"""The same for shapes that turn back, which few values follow as closely."""
_STRAIGHT: Final = frozenset({"rising", "falling", "alternate"})


def misfit(arc: Arc, pool: Ints, tracks: Ints, zone: Ints) -> Reals:
    """How far each of `tracks` lies from the arc at each of the slots, whose blocks are `zone`; 0–1, shape (slots,
    len(tracks)), 0 where the arc does not run.

    The shape is stretched over the range (5th to 95th percentile) that the candidates of `pool` offer, or between the
    ends that were told; half that range away counts as 1, and so does an unknown value.
    """
    off = np.zeros((len(zone), len(tracks)))
    slots = arc.slots(zone)
    offered = arc.values[pool]
    offered = offered[~np.isnan(offered)].astype(np.float64)
    if len(offered) == 0 or arc.course.shape == "smooth":
        off[slots] = float(len(offered) == 0)
        return off
    low, high = _ends(arc, np.asarray(offered, np.float64))
    level = float(np.median(offered))
    targets = level if arc.course.shape in LEVEL else low + heights(arc.course.shape, len(slots)) * (high - low)
    gap = np.abs(arc.values[tracks].astype(np.float64)[None, :] - np.broadcast_to(targets, len(slots))[:, None])
    off[slots] = np.nan_to_num(np.minimum(gap / max((high - low) / 2, 1e-6), 1), nan=1.0)
    return off


def holds(arc: Arc, order: Ints, zone: Ints) -> bool:
    """Whether the list follows the arc as clearly as it is built to."""
    if arc.course.shape == "smooth":  # small steps are the business of the order alone
        return True
    return follows(arc.course, arc.values[order[arc.slots(zone)]], HELD if arc.course.shape in _STRAIGHT else FALLBACK)


def _ends(arc: Arc, offered: Reals) -> tuple[float, float]:
    """The lowest and the highest point of the course."""
    first, last = arc.course.first, arc.course.last
    if first is not None and last is not None:
        return min(first, last), max(first, last)
    low, high = np.quantile(offered, (0.05, 0.95))
    return float(low), float(high)
