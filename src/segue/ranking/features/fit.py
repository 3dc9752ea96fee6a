"""Fit: how well the track meets what was asked."""

from __future__ import annotations

import numpy as np

from segue.music import Floats
from segue.ranking.context import Context


def fit(context: Context) -> Floats:
    """Weighted mean degree of the wishes for every track; a wish for a part of the list counts by the best such one.

    Where nothing was asked of tracks every candidate fits (1).
    """
    everywhere = [e for e in context.evidence if e.requirement.scope == "list" and e.requirement.share >= 1]
    partly = [e.degree for e in context.evidence if e.requirement.scope != "list" or e.requirement.share < 1]
    terms = [(e.requirement.weight, e.degree) for e in everywhere]
    if partly:
        terms.append((1.0, np.maximum.reduce(partly)))
    if not terms:
        return np.ones(len(context.candidates.rows), np.float32)
    total = sum((np.float32(w) * d for w, d in terms), np.zeros(len(context.candidates.rows), np.float32))
    return np.asarray(total / np.float32(sum(w for w, _ in terms)), np.float32)
