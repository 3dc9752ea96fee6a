"""Exploration: an even draw from everything eligible, so that no track is out of reach for ever."""

from __future__ import annotations

import numpy as np

from segue.candidates.query import Proposal, Query


def propose(query: Query) -> Proposal:
    """A seeded sample of the eligible tracks without replacement, in random order, scores falling from 1."""
    size = min(query.limit // 4, len(query.rows))
    rows = np.random.default_rng(query.seed).choice(query.rows, size, replace=False, shuffle=True)
    return Proposal(rows, np.linspace(1, 0.5, size, dtype=np.float32))
