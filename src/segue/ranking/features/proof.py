"""Proof: how much of what was asked rests on known values rather than guesses."""

from __future__ import annotations

import numpy as np

from segue.music import FIRST_GUESSED, Floats
from segue.ranking.context import Context


def proof(context: Context) -> Floats:
    """Share of the wishes (by weight) that the track keeps by a known value; 1 where nothing was asked."""
    weights = [e.requirement.weight for e in context.evidence]
    if not weights:
        return np.ones(len(context.candidates.rows), np.float32)
    known = [e.held & (e.source > 0) & (e.source < FIRST_GUESSED) for e in context.evidence]
    total = sum((np.float32(w) * k for w, k in zip(weights, known, strict=True)), np.float32(0))
    return np.asarray(total / np.float32(sum(weights)), np.float32)
