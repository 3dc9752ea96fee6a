"""Blending proposals: reciprocal rank fusion, which needs no common scale of scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from segue.candidates.query import Proposal
from segue.candidates.top import top
from segue.music import Floats, Rows

RANK_OFFSET: Final = 60.0
"""The k of reciprocal rank fusion, 1 / (k + rank) (Cormack, Clarke and Büttcher 2009)."""


def blend(
    proposals: Mapping[str, Proposal], weights: Mapping[str, float], limit: int
) -> tuple[Rows, dict[str, Floats]]:
    """The `limit` best rows by fused score, ascending, and each source's fusion term for them, scaled to 0–1."""
    rows = np.unique(np.concatenate([np.empty(0, np.int32), *(p.rows for p in proposals.values())])).astype(np.int32)
    terms = {name: _term(rows, proposal) for name, proposal in proposals.items()}
    fused = np.zeros(len(rows), np.float32)
    for name, term in terms.items():
        fused += np.float32(weights[name]) * term
    kept = np.sort(np.searchsorted(rows, top(rows, fused, limit).rows))
    return rows[kept], {name: term[kept] for name, term in terms.items()}


def _term(rows: Rows, proposal: Proposal) -> Floats:
    term = np.zeros(len(rows), np.float32)
    ranks = np.arange(len(proposal.rows), dtype=np.float32)
    term[np.searchsorted(rows, proposal.rows)] = (RANK_OFFSET + 1) / (RANK_OFFSET + 1 + ranks)
    return term
