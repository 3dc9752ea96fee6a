"""How far off estimates are, by tracks that were held out: split conformal prediction (Vovk, Gammerman, Shafer 2005).

Held-out tracks are told apart by how many known relatives they have (without any: by whether they have labels) and by
what was estimated, since both say how far off it may be; in each class the error, divided by the spread among the track's relatives, stays below a bound nine times in
ten. A new track of that class is as likely to: the bound times its own spread is the half-width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.catalogue.estimates.design import Doubles
from segue.catalogue.estimates.scale import COVERED
from segue.music import Bools, Rows

_RELATIVES: Final = np.array([1, 2, 4, 9])
"""From so many known relatives on, a track belongs to the next stratum."""
STRATA: Final = len(_RELATIVES) + 2
_LEVELS: Final = 6
_CLASS: Final = 80
"""A class has so many members at least, or fewer levels are told apart."""


def strata(relatives: Doubles, labelled: Bools) -> Rows:
    """The stratum of tracks with so many known relatives: 0 without any and without labels, below `STRATA`."""
    known = np.searchsorted(_RELATIVES, relatives, "right") + 1
    return np.where((relatives < 1) & ~labelled, 0, known).astype(np.int32)


@dataclass(frozen=True)
class Bounds:
    """For one stratum: levels of the estimate, and in each the bound of the error per spread."""

    borders: Doubles
    bound: Doubles

    @classmethod
    def of(cls, estimate: Doubles, error: Doubles, spread: Doubles) -> Bounds:
        """From held-out tracks of the stratum (at least one): estimates, absolute errors, spreads, each shape (m,)."""
        levels = int(np.clip(len(estimate) // _CLASS, 1, _LEVELS))
        borders = np.quantile(estimate, np.arange(1, levels) / levels)
        level = np.searchsorted(borders, estimate, "right")
        score = error / spread
        return cls(borders, np.array([_bound(score[level == at]) for at in range(levels)]))

    def half(self, estimate: Doubles, spread: Doubles) -> Doubles:
        """The half-widths of intervals about `estimate`."""
        return np.asarray(self.bound[np.searchsorted(self.borders, estimate, "right")] * spread)


def _bound(score: Doubles) -> float:
    """The ceil(0.9 · (m + 1))-th smallest of m scores, the largest where that is beyond; infinite without any."""
    place = int(np.ceil(COVERED * (len(score) + 1)))
    return float(np.sort(score)[min(place, len(score)) - 1]) if len(score) else np.inf
