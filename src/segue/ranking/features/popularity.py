"""Popularity: a mild prior towards what many like. A wish for hits or for rarities is a requirement, not this."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.music import Floats
from segue.ranking.context import Context

UNKNOWN: Final = 0.3
"""Prior of a track whose popularity is not known: a little under the mean of those that are."""


def popularity(context: Context) -> Floats:
    """Popularity / 100; the same for all where a wish speaks of popularity, since that wish alone should decide."""
    if context.intent.of("popularity"):
        return np.full(len(context.candidates.rows), UNKNOWN, np.float32)
    known = context.column("popularity") / np.float32(100)
    return np.where(np.isnan(known), np.float32(UNKNOWN), known).astype(np.float32)
