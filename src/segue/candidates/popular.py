"""A popularity prior: what many like is a fair first guess where nothing else tells tracks apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from segue.candidates.query import Proposal, Query
from segue.candidates.top import top
from segue.catalogue.best import best
from segue.catalogue.snapshot import Snapshot
from segue.music import Rows

KNOWN: Final = 10_000
"""So many tracks are the best known of a catalogue."""


@lru_cache(maxsize=4)
def best_known(snapshot: Snapshot) -> Rows:
    """The rows of the `KNOWN` tracks with the highest known popularity, ascending."""
    values = snapshot.numeric("popularity").values
    rows = np.flatnonzero(~np.isnan(values)).astype(np.int32)
    return np.sort(best(rows, values[rows], KNOWN)[0])


def propose(query: Query) -> Proposal:
    """Eligible tracks by known popularity; none where the catalogue has no such column."""
    values = query.snapshot.numeric("popularity").values[query.rows]
    known = ~np.isnan(values)
    return top(query.rows[known], values[known], query.limit)
