"""The score: a weighted mean of the features, the best first."""

from __future__ import annotations

import numpy as np

from segue.music import Floats, Ranked
from segue.ranking.context import Context
from segue.ranking.features import FEATURES
from segue.ranking.recipe import Recipe


def rank(context: Context, recipe: Recipe) -> Ranked:
    """Score the candidates: Σ wᵢ fᵢ ÷ Σ wᵢ, in 0–1; ties go to the lower row."""
    features = {name: FEATURES[name](context) for name in recipe.weights}
    scores = weighted(features, recipe)
    rows = context.candidates.rows
    candidates = context.candidates
    ranked = Ranked(rows, scores, features, candidates.sources, context.evidence, candidates.relaxed, candidates.notes)
    return ranked.take(np.lexsort((rows, -scores)))


def weighted(features: dict[str, Floats], recipe: Recipe) -> Floats:
    """The weighted mean of the features, shape (m,)."""
    weights = np.array([recipe.weights[name] for name in features], np.float32)
    return np.asarray(weights @ np.stack(list(features.values())) / weights.sum(), np.float32)
