"""How well known fresh tracks are, by what the base tells of their acts. Acts are codes of the base, or behind them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from segue.catalogue.renown import filled
from segue.catalogue.snapshot import Snapshot
from segue.music import Floats, Rows


def popular(base: Snapshot, popularity: Floats, acts: Rows) -> Floats:
    """`popularity` (NaN = unknown) with the act's mean in the base where it is unknown; else that of a whole build."""
    means = _by_act(base, acts, lambda rows: float(base.renown.popularity[rows].mean()) if len(rows) else np.nan)
    return filled(np.where(np.isnan(popularity), means, popularity).astype(np.float32), acts)


def songs_of(base: Snapshot, acts: Rows) -> Rows:
    """How many tracks each track's act has, here and in the base; 0 without an act."""
    return np.where(acts >= 0, counted(acts, acts) + _by_act(base, acts, len), 0).astype(np.int32)


def places(base: Snapshot, prominence: Floats, acts: Rows) -> Rows:
    """For each track how many of its act's tracks in the base are more prominent."""
    theirs = base.renown.prominence
    own = {int(act): np.sort(theirs[_rows(base, int(act))]) for act in np.unique(acts)}
    above = [
        len(own[act]) - np.searchsorted(own[act], value, "right")
        for act, value in zip(acts.tolist(), prominence, strict=True)
    ]
    return np.array(above, np.int32)


def counted(wanted: Rows, among: Rows) -> Rows:
    """How often each of `wanted` stands in `among`."""
    ordered = np.sort(among)
    return (np.searchsorted(ordered, wanted, "right") - np.searchsorted(ordered, wanted)).astype(np.int32)


def _by_act(base: Snapshot, acts: Rows, tell: Callable[[Rows], float]) -> Floats:
    told = {int(act): tell(_rows(base, int(act))) for act in np.unique(acts)}
    return np.array([told[act] for act in acts.tolist()], np.float32)


def _rows(base: Snapshot, act: int) -> Rows:
    return base.artists.rows(act) if 0 <= act < len(base.artists) else np.empty(0, np.int32)
