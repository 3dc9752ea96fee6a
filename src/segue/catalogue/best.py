"""The best k of many, without sorting them all; ties go to the lower row, so the answer is the same everywhere."""

from __future__ import annotations

import numpy as np

from segue.music import Floats, Rows


def best(rows: Rows, scores: Floats, limit: int) -> tuple[Rows, Floats]:
    """The `limit` best of `rows` by `scores`, best first, with their scores. Rows must ascend."""
    if limit <= 0:
        return rows[:0], scores[:0].astype(np.float32)
    if len(rows) > limit:
        edge = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        above = np.flatnonzero(scores > edge)
        level = np.flatnonzero(scores == edge)[: limit - len(above)]
        chosen = np.concatenate([above, level])
        rows, scores = rows[chosen], scores[chosen]
    order = np.lexsort((rows, -scores))
    return rows[order], scores[order].astype(np.float32)
