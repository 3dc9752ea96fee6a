"""Editorial: tracks that a curator's pin or boost in force speaks for, where they are eligible."""

from __future__ import annotations

from segue.candidates.query import Proposal, Query
from segue.candidates.top import top


def propose(query: Query) -> Proposal:
    """The favoured tracks, the most prominent first."""
    rows = query.favoured[query.allowed[query.favoured]]
    return top(rows, query.snapshot.renown.prominence[rows], query.limit)
