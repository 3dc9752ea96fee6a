"""Attribute regions: how well each track meets the wishes, as a density with soft edges, not a box."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.candidates.query import Proposal, Query
from segue.candidates.top import top
from segue.music import FIRST_GUESSED, Floats, Rows
from segue.requirements import check, on_tracks

MOST: Final = 200_000
"""Eligible tracks that are looked at one by one."""
_GUESS: Final = np.float32(0.75)
"""A guessed value counts three quarters, so that a known one of the same degree comes first."""


def propose(query: Query) -> Proposal:
    """Eligible tracks by the weighted mean degree of every wish about tracks."""
    wishes = [r for r in query.intent.requirements if on_tracks(r) and r.scope == "list" and r.share >= 1]
    if not wishes:
        return Proposal(np.empty(0, np.int32), np.empty(0, np.float32))
    rows = _some(query)
    total: Floats = np.zeros(len(rows), np.float32)
    for wish in wishes:
        evidence = check(query.snapshot, wish, rows)
        trust = np.where(evidence.source < FIRST_GUESSED, np.float32(1), _GUESS)
        total += np.float32(wish.weight) * evidence.degree * trust
    return top(rows, total, query.limit)


def _some(query: Query) -> Rows:
    """The eligible rows, or of very many every k-th from a seeded start.

    A few hundred of the best are wanted, and among so many an even sample holds as good ones, at a cost that stays
    flat as the catalogue grows.
    """
    step = -(-len(query.rows) // MOST)
    return query.rows if step <= 1 else query.rows[query.seed % step :: step]
