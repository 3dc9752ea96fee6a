"""Editorial: curators' boosts and buries."""

from __future__ import annotations

import numpy as np

from segue.catalogue.editorial import targets
from segue.music import Floats
from segue.ranking.context import Context


def editorial(context: Context) -> Floats:
    """0.5 where no rule speaks; boosts and pins move towards 1, a bury towards 0, by the rule's amount."""
    score = np.full(len(context.candidates.rows), 0.5, np.float32)
    for rule in context.rules:
        at = np.isin(context.candidates.rows, targets(context.snapshot, rule.target))
        if rule.action == "bury":
            score[at] *= np.float32(1 - rule.amount)
        elif rule.action in ("boost", "pin"):
            score[at] += np.float32(rule.amount) * (1 - score[at])
    return score
