"""Fit: how well the track meets what was asked."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.music import FIRST_GUESSED, Evidence, Floats
from segue.ranking.context import Context

_LEAST: Final = np.float32(0.75)
_UNKNOWN: Final = np.float32(0.3)


def fit(context: Context) -> Floats:
    """Weighted mean degree of the wishes for every track; a wish for a part of the list counts by the best such one.

    Where nothing was asked of tracks every candidate fits (1).
    """
    everywhere = [e for e in context.evidence if e.requirement.scope == "list" and e.requirement.share >= 1]
    partly = [_degree(e) for e in context.evidence if e.requirement.scope != "list" or e.requirement.share < 1]
    terms = [(e.requirement.weight, _degree(e)) for e in everywhere]
    if partly:
        terms.append((1.0, np.maximum.reduce(partly)))
    if not terms:
        return np.ones(len(context.candidates.rows), np.float32)
    total = sum((np.float32(w) * d for w, d in terms), np.zeros(len(context.candidates.rows), np.float32))
    return np.asarray(total / np.float32(sum(w for w, _ in terms)), np.float32)


def _degree(evidence: Evidence) -> Floats:
    """The degree; a guess that is not sure at all counts three quarters of it, and what is not known neither keeps a
    preference nor breaks it."""
    guessed = evidence.source >= FIRST_GUESSED
    degree = np.where(guessed, evidence.degree * (_LEAST + (1 - _LEAST) * evidence.confidence), evidence.degree)
    if evidence.requirement.strength == "must":
        return degree
    return np.where(evidence.source == 0, _UNKNOWN, degree)
