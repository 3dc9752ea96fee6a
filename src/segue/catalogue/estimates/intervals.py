"""How far off estimates are, by tracks that were held out: split conformal prediction (Vovk, Gammerman, Shafer 2005).

Held-out tracks are told apart by how many known relatives they have (without any: by whether they have labels) and by
what was estimated, since both say how far off it may be. In each class the error, divided by the spread among the
track's relatives, stays below a bound nine times in ten. A new track of that class is as likely to: the bound times its
own spread is the half-width.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.catalogue.estimates import scale
from segue.catalogue.estimates.design import Doubles
from segue.music import Bools, Rows

_RELATIVES: Final = np.array([1, 2, 4, 9])
"""From so many known relatives on, a track belongs to the next stratum."""
STRATA: Final = len(_RELATIVES) + 2
_LEVELS: Final = 6
_OFFSETS: Final = np.arange(0.05, 1, 0.1)
_CLASS: Final = 80
"""A class has so many members at least, or fewer levels are told apart."""


def strata(relatives: Doubles, labelled: Bools) -> Rows:
    """The stratum of tracks with so many known relatives: 0 without any and without labels, below `STRATA`."""
    known = np.searchsorted(_RELATIVES, relatives, "right") + 1
    return np.where((relatives < 1) & ~labelled, 0, known).astype(np.int32)


@dataclass(frozen=True)
class Honest:
    """What held-out tracks of one stratum say of estimates of the attribute `name`.

    `offsets` are quantiles of truth minus estimate, in units of the spread; `lean` see `scale.middle`. `borders` part
    levels of the estimate, and `bound` is for each level that of the absolute error per spread. All on its scale.
    """

    name: str
    offsets: Doubles
    lean: float
    borders: Doubles
    bound: Doubles

    @classmethod
    def of(cls, name: str, estimate: Doubles, spread: Doubles, truth: Doubles, lean: float) -> Honest:
        """From held-out tracks (one at least): estimates and spreads on the scale, and true values; each shape (m,)."""
        wanted = scale.onto(name, truth)
        offsets = np.quantile((wanted - estimate) / spread, _OFFSETS)
        told = scale.onto(name, scale.middle(name, estimate, spread, offsets, lean))
        borders = _borders(told)
        level, score = np.searchsorted(borders, told, "right"), np.abs(wanted - told) / spread
        bounds = [_bound(score[level == at]) for at in range(len(borders) + 1)]
        return cls(name, offsets, lean, borders, np.array(bounds))

    def told(self, estimate: Doubles, spread: Doubles) -> tuple[Doubles, Doubles]:
        """Values to tell, in the attribute's unit, and the half-widths of their intervals, on its scale."""
        values = scale.middle(self.name, estimate, spread, self.offsets, self.lean)
        level = np.searchsorted(self.borders, scale.onto(self.name, values), "right")
        return values, np.asarray(self.bound[level] * spread)


def _borders(told: Doubles) -> Doubles:
    """What parts estimates into levels of much the same size, none of them empty."""
    levels = int(np.clip(len(told) // _CLASS, 1, _LEVELS))
    borders = np.unique(np.quantile(told, np.arange(1, levels) / levels, method="higher"))
    return np.asarray(borders[borders > told.min()])


def _bound(score: Doubles) -> float:
    """The smallest of m scores that nine in ten are not above, and half a standard error of so many more, since the
    same tracks chose the penalty and the blend too; the largest where that is beyond."""
    m, share = len(score), scale.COVERED
    place = int(np.ceil(share * (m + 1) + np.sqrt(m * share * (1 - share)) / 2))
    return float(np.sort(score)[min(place, m) - 1])
