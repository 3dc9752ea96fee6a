"""Blending proposals by rank, which needs no common scale of scores, so that weights are kept.

Reciprocal rank fusion with an offset of one half: a track's fused score is Σ wₛ ÷ (rankₛ + ½), ranks from 0. Where
sources propose different tracks this is Webster's (Sainte-Laguë's) method of apportionment: of two sources each has its
share to within one track, of more none could be brought nearer to it by trading a track with another. A track of
several sources gains from each. The usual offset of 60 (Cormack, Clarke and Büttcher 2009) keeps no shares: of two
sources weighted 2 : 1 the first sixty tracks would all come from one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.candidates.query import Proposal
from segue.candidates.top import top
from segue.music import Floats, Rows

RANK_OFFSET: Final = 60.0
"""The k of the term that is recorded for each source, 1 / (k + rank), which falls gently."""
_ABSENT: Final = np.inf


def blend(
    proposals: Mapping[str, Proposal], weights: Mapping[str, float], limit: int
) -> tuple[Rows, dict[str, Floats]]:
    """The `limit` best rows by fused score, ascending, and each source's term for them: 1 for its first, falling
    towards 0, which is for what it did not propose."""
    rows = np.unique(np.concatenate([np.empty(0, np.int32), *(p.rows for p in proposals.values())])).astype(np.int32)
    ranks = {name: _ranks(rows, proposal) for name, proposal in proposals.items()}
    fused = np.zeros(len(rows), np.float64)
    for name, rank in ranks.items():
        fused += weights[name] / (rank + 0.5)
    kept = np.sort(np.searchsorted(rows, top(rows, fused, limit).rows))
    return rows[kept], {name: _term(rank[kept]) for name, rank in ranks.items()}


def _ranks(rows: Rows, proposal: Proposal) -> npt.NDArray[np.float64]:
    ranks = np.full(len(rows), _ABSENT)
    ranks[np.searchsorted(rows, proposal.rows)] = np.arange(len(proposal.rows))
    return ranks


def _term(ranks: npt.NDArray[np.float64]) -> Floats:
    return np.asarray((RANK_OFFSET + 1) / (RANK_OFFSET + 1 + ranks), np.float32)
