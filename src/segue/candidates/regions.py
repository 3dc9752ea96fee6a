"""Attribute regions: how well each track meets the wishes, as a density with soft edges, not a box."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.candidates.query import Proposal, Query
from segue.candidates.sample import some
from segue.candidates.top import top
from segue.music import FIRST_GUESSED, Floats
from segue.requirements import on_tracks

_GUESS: Final = np.float32(0.75)
"""A guessed value counts three quarters, so that a known one of the same degree comes first."""


def propose(query: Query) -> Proposal:
    """Eligible tracks by the weighted mean degree of every wish about tracks."""
    wishes = [r for r in query.intent.requirements if on_tracks(r) and r.scope == "list" and r.share >= 1]
    if not wishes:
        return Proposal(np.empty(0, np.int32), np.empty(0, np.float32))
    rows = some(query.rows, query.seed, query.snapshot.n)
    total: Floats = np.zeros(len(rows), np.float32)
    for wish in wishes:
        evidence = query.checked(wish, rows)
        trust = np.where(evidence.source < FIRST_GUESSED, np.float32(1), _GUESS)
        total += np.float32(wish.weight) * evidence.degree * trust
    return top(rows, total, query.limit)
