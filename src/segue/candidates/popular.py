"""A popularity prior: what many like is a fair first guess where nothing else tells tracks apart."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Final

import numpy as np

from segue.candidates.query import NO_ROWS, NO_SCORES, Proposal, Query, Signals
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
    """Eligible tracks by known popularity; in a catalogue without that column none, but what renown tells of any."""
    values = query.snapshot.numeric("popularity").values[query.rows]
    known = ~np.isnan(values)
    found = top(query.rows[known], values[known], query.limit) if known.any() else Proposal(NO_ROWS, NO_SCORES)
    return Proposal(found.rows, found.scores, partial(_appraise, query))


def _appraise(query: Query, rows: Rows) -> Signals:
    """The columns of `catalogue.renown`."""
    renown = query.snapshot.renown
    parts = ("popularity", "versions", "tags", "songs", "place", "prominence")
    return {name: getattr(renown, name)[rows] for name in parts}
