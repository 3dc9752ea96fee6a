"""Sound-alike: nearness to the seeds that the prompt names and to the tracks liked so far, away from those disliked."""

from __future__ import annotations

import numpy as np

from segue.candidates.query import Proposal, Query
from segue.music import Rows
from segue.requirements import seeds
from segue.requirements.similar import centroid

_AWAY = np.float32(0.25)
"""Weight of the disliked centroid in Rocchio's formula (Rocchio 1971; 0.25 against 1 is the usual setting)."""


def propose(query: Query) -> Proposal:
    """Eligible tracks by cosine to the centroid of the seeds, less a share of that to the disliked."""
    near = seed_rows(query)
    if len(near) == 0:
        return Proposal(np.empty(0, np.int32), np.empty(0, np.float32))
    wanted = centroid(query.snapshot, near)
    if len(query.disliked):
        wanted = wanted - _AWAY * centroid(query.snapshot, query.disliked)
    return Proposal(*query.snapshot.nearness.nearest(wanted, query.limit, query.allowed))


def seed_rows(query: Query) -> Rows:
    """Rows to resemble: the seeds of every wish for likeness, and the liked ones."""
    wishes = [r for r in query.intent.of("similar") if r.polarity != "avoid"]
    parts = [seeds(query.snapshot, r) for r in wishes]
    return np.concatenate([np.empty(0, np.int32), *parts, query.liked]).astype(np.int32)
