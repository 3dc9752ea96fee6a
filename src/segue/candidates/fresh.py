"""Fresh: what came into the catalogue lately, so that a new track is found before anybody has rated it."""

from __future__ import annotations

import numpy as np

from segue.candidates.query import NOTHING, Proposal, Query
from segue.candidates.top import top


def propose(query: Query) -> Proposal:
    """Eligible tracks by the time they were added, the last first; none where the catalogue does not tell."""
    if query.snapshot.coverage("added")[0] == 0:
        return NOTHING
    added = query.snapshot.numeric("added").values[query.rows]
    known = ~np.isnan(added)
    return top(query.rows[known], added[known], query.limit)
