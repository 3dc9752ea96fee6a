"""A popularity prior: what many like is a fair first guess where nothing else tells tracks apart."""

from __future__ import annotations

import numpy as np

from segue.candidates.query import Proposal, Query
from segue.candidates.top import top


def propose(query: Query) -> Proposal:
    """Eligible tracks by known popularity; none where the catalogue has no such column."""
    values = query.snapshot.numeric("popularity").values[query.rows]
    known = ~np.isnan(values)
    return top(query.rows[known], values[known], query.limit)
