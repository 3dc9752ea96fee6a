"""The estimate of an attribute: what is told of a track adds up, and its artist and album add what they have beside.

A linear mixed model (Henderson 1975), fitted in two steps: first a ridge regression on what is told (see `design`),
blended with the mean of the genres, which knows rare genres better; then the mean of what is left of the known values,
by artist and by album in turn, each drawn towards none as `segue.catalogue.guess` draws means. An artist of whom
nothing is known adds nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.catalogue.estimates.design import Cells, Doubles
from segue.catalogue.estimates.ridge import affordable, gram, solve
from segue.catalogue.guess import Relatives, Statistics, Whole, statistics
from segue.music import Bools, Rows

PENALTIES: Final = (10.0, 40.0, 160.0)
"""How much the ridge doubts what it is told; held-out tracks choose."""
_TURNS: Final = 2


@dataclass(frozen=True)
class Estimate:
    """Of every track, each of shape (n,): the value on its scale, the known relatives, the spread among them."""

    value: Doubles
    relatives: Doubles
    spread: Doubles

    def at(self, rows: npt.NDArray[np.intp]) -> Estimate:
        """Those of `rows` alone."""
        return Estimate(self.value[rows], self.relatives[rows], self.spread[rows])


def ground(cells: Cells, values: Doubles, learned: Bools, held: Bools) -> Doubles:
    """What is told of each track says of each attribute; `values` and the answer have shape (n, attributes).

    Learned from the tracks `learned`, with the penalty that suits the tracks `held` best.
    """
    sample = affordable(cells, learned)
    mean = values[sample].mean(axis=0)
    within = cells.of_rows(sample)
    targets = values[sample] - mean
    right = np.stack([within.sums(target) for target in targets.T], axis=1)
    penalties = np.repeat(PENALTIES, len(mean))
    factors = solve(gram(within), np.tile(right, len(PENALTIES)), penalties)
    best = _best(cells.of_rows(held), values[held] - mean, factors)
    return np.asarray(mean + np.stack([cells.times(factors[:, at], len(values)) for at in best], axis=1))


def blended(told: Doubles, means: Doubles, labelled: Bools, values: Doubles, held: Bools) -> Doubles:
    """The mixture of two estimates, and of whether a track is `labelled`, that is nearest to `values` on the tracks
    `held`: stacking (Wolpert 1992), by least squares; each of shape (n,)."""
    parts = np.stack([told, means, labelled.astype(np.float64), np.ones(len(told))], axis=1)
    return np.asarray(parts @ np.linalg.lstsq(parts[held], values[held], rcond=None)[0])


def _best(cells: Cells, wanted: Doubles, factors: Doubles) -> list[int]:
    """For each attribute the column of `factors` that is nearest to `wanted` in the mean square."""
    m, attributes = wanted.shape
    off = [
        float(np.mean((cells.times(column, m) - wanted[:, at % attributes]) ** 2))
        for at, column in enumerate(factors.T)
    ]
    return [int(np.argmin(off[at::attributes])) * attributes + at for at in range(attributes)]


def with_relatives(base: Doubles, values: Doubles, known: Bools, relatives: Relatives) -> Estimate:
    """`base`, shape (n,), and what artist and album add by the `values` that are `known`."""
    rest = np.where(known, values - base, 0.0)
    variance = max(float(rest[known].var()), 1e-12) if known.any() else 1.0
    by_artist = by_album = np.zeros_like(base)
    for _ in range(_TURNS):
        by_artist = _added(rest - by_album, known, relatives.artist, variance)
        by_album = _added(rest - by_artist, known, relatives.album, variance)
    left = _of_group(rest - by_artist - by_album, known, relatives.artist, variance)
    artist, album = _at(left.count, relatives.artist, 0.0), _counted(known, relatives.album)
    spread = np.sqrt(np.maximum(_at(left.within, relatives.artist, variance), 1e-6 * variance))
    return Estimate(base + by_artist + by_album, np.maximum(artist, album), spread)


def _added(rest: Doubles, known: Bools, group: Rows, variance: float) -> Doubles:
    return _at(_of_group(rest, known, group, variance).guess, group, 0.0)


def _of_group(rest: Doubles, known: Bools, group: Rows, variance: float) -> Statistics:
    members = np.flatnonzero(known & (group >= 0))
    size = int(group.max(initial=-1)) + 1
    return statistics(group[members], rest[members], size, Whole(0.0, variance))


def _counted(known: Bools, group: Rows) -> Doubles:
    count = np.bincount(group[known & (group >= 0)], minlength=int(group.max(initial=-1)) + 1)
    return _at(count.astype(np.float64), group, 0.0)


def _at(by_group: Doubles, group: Rows, none: float) -> Doubles:
    """What is told of each track's group; `none` for those in no group."""
    return np.asarray(np.append(by_group, none)[group])
