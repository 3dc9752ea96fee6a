"""Nearness in the catalogue's space of meaning, a little in favour of what is well known."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.candidates.query import NOTHING, Proposal, Query
from segue.candidates.sample import looked_at
from segue.candidates.top import top
from segue.music import Floats, Rows
from segue.requirements.similar import along

_RENOWN: Final = np.float32(0.15)
"""What a unit of prominence is worth beside a cosine."""
RECENT: Final = 4
"""The newest likes say most: in so many the listener's mind is where it is now."""


def nearest(query: Query, direction: Floats) -> Proposal:
    """Eligible tracks by cosine to `direction` (d,) and prominence; none where the direction is zero."""
    length = float(np.linalg.norm(direction))
    if length == 0:
        return NOTHING
    snapshot, rows, direction = query.snapshot, _foremost(query), direction / np.float32(length)
    scores = along(snapshot.meaning.tracks, rows, direction)
    return top(rows, scores + _RENOWN * snapshot.renown.prominence[rows], query.limit)


def _foremost(query: Query) -> Rows:
    """The rows that are looked at one by one: the most prominent of those eligible, where they are many."""
    most = looked_at(query.snapshot.n)
    if len(query.rows) <= most:
        return query.rows
    some = query.snapshot.renown.foremost[: 4 * most]
    return np.sort(some[query.allowed[some]][:most])


def cosine(query: Query, rows: Rows, direction: Floats | None) -> Floats:
    """Cosine of each track to `direction`; NaN where there is none. Shape (len(rows),)."""
    if direction is None or not direction.any():
        return np.full(len(rows), np.nan, np.float32)
    return np.asarray(query.snapshot.meaning.tracks[rows] @ direction, np.float32)


def closest(vectors: Floats, others: Floats) -> Floats:
    """For each of m `vectors` the greatest cosine to any of `others`; NaN where there are none."""
    if len(others) == 0:
        return np.full(len(vectors), np.nan, np.float32)
    return np.asarray((vectors @ others.T).max(axis=1), np.float32)
