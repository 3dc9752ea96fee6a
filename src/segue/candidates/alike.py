"""Sound-alike: nearness to the seeds that the prompt names and to the tracks liked so far, away from those disliked."""

from __future__ import annotations

from functools import partial

import numpy as np

from segue.candidates.query import NO_ROWS, NOTHING, Proposal, Query, Signals
from segue.music import Rows
from segue.requirements import seeds
from segue.requirements.similar import centroid, likeness

_AWAY = np.float32(0.25)
"""Weight of the disliked centroid in Rocchio's formula (Rocchio 1971; 0.25 against 1 is the usual setting)."""


def propose(query: Query) -> Proposal:
    """Eligible tracks by cosine to the centroid of the seeds, less a share of that to the disliked."""
    near = seed_rows(query)
    if len(near) == 0:
        return NOTHING
    wanted = centroid(query.snapshot, near)
    if len(query.disliked):
        wanted = wanted - _AWAY * centroid(query.snapshot, query.disliked)
    found = query.snapshot.nearness.nearest(wanted, query.limit, query.allowed)
    return Proposal(*found, partial(_appraise, query, near))


def seed_rows(query: Query) -> Rows:
    """Rows to resemble: the seeds of every wish for likeness, and the liked ones."""
    wishes = [r for r in query.intent.of("similar") if r.polarity != "avoid"]
    parts = [seeds(query.snapshot, r) for r in wishes]
    return np.concatenate([NO_ROWS, *parts, query.liked]).astype(np.int32)


def _appraise(query: Query, near: Rows, rows: Rows) -> Signals:
    return {"sound": likeness(query.snapshot, near, rows)}
