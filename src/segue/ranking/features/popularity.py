"""Popularity: a mild prior towards what many like, or nearness to where the request turned its dial."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.music import Floats
from segue.ranking.context import Context

UNKNOWN: Final = 0.3
"""Prior of a track whose popularity is not known: a little under the mean of those that are."""


def popularity(context: Context) -> Floats:
    """Popularity / 100, or 1 − |popularity / 100 − dial| where a dial is set."""
    known = context.column("popularity") / np.float32(100)
    if context.popularity is not None:
        known = 1 - np.abs(known - np.float32(context.popularity))
    return np.where(np.isnan(known), np.float32(UNKNOWN), known).astype(np.float32)
