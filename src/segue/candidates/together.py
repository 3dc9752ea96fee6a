"""Kept together: tracks that stand in playlists with the tracks liked or named so far."""

from __future__ import annotations

import numpy as np

from segue.candidates.query import NO_ROWS, NOTHING, Proposal, Query
from segue.candidates.top import top
from segue.music import Rows


def propose(query: Query) -> Proposal:
    """Eligible tracks of playlists that hold a seed: each playlist gives seeds ÷ √length, so that a short one that
    holds several says more than a long one that holds one."""
    seeds = np.unique(np.concatenate([query.liked, np.fromiter(query.heard.tracks, np.int32)])).astype(np.int32)
    rows, votes = [NO_ROWS], [np.empty(0)]
    for shelf in query.shelves if len(seeds) else ():
        shared = int(np.isin(shelf, seeds).sum())
        if shared:
            rows.append(shelf)
            votes.append(np.full(len(shelf), shared / len(shelf) ** 0.5))
    return _counted(query, np.concatenate(rows), np.concatenate(votes), seeds)


def _counted(query: Query, rows: Rows, votes: np.ndarray[tuple[int], np.dtype[np.float64]], seeds: Rows) -> Proposal:
    found, at = np.unique(rows, return_inverse=True)
    if len(found) == 0:
        return NOTHING
    scores = np.bincount(at, weights=votes).astype(np.float32)
    kept = query.allowed[found] & ~np.isin(found, seeds)
    return top(found[kept].astype(np.int32), scores[kept], query.limit)
