"""The best k of many as a proposal."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from segue.candidates.query import Proposal
from segue.catalogue.best import best
from segue.music import Rows


def top(rows: Rows, scores: npt.NDArray[np.floating], limit: int) -> Proposal:
    """The `limit` best of `rows` by `scores`, best first; ties go to the lower row. Rows must ascend."""
    return Proposal(*best(rows, scores, limit))
