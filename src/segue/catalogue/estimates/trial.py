"""The trial of estimates on known tracks that were held out, against what is as easily had: means and today's guess.

A tenth of the known tracks and the tracks of a tenth of the artists are held out, as tracks without a value are of both
kinds. In each stratum (see `intervals`) an estimate is proven when its squared error is below that of every mean by
more than chance explains, its absolute error is not above, and its squared error is not above that of today's guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.catalogue import guess
from segue.catalogue.estimates.design import Doubles
from segue.catalogue.labels import LabelEntries
from segue.catalogue.numerics import Numerics
from segue.music import Bools, Floats, Rows

FEWEST: Final = 60
"""Tracks of a stratum that must be held out for anything to be proven of it."""
_SHARE: Final = 0.1
_MOST: Final = 6_000
"""So many tracks of each kind are held out at most, about."""
_SURE: Final = 2.0
"""Standard errors by which an estimate must be nearer."""
_SEED: Final = 16
Positions = npt.NDArray[np.intp]


def hold_out(known: Bools, artist: Rows) -> Bools:
    """Which of the known tracks to hold out, shape (n,): some for themselves, and all those of some artists."""
    drawn = np.random.default_rng(_SEED)
    share = min(_SHARE, _MOST / max(int(known.sum()), 1))
    artists = np.append(drawn.random(int(artist.max(initial=-1)) + 1) < share, False)
    alone = drawn.random(len(known)) < share / (1 - share)
    return np.asarray(known & (artists[artist] | alone))


def group_mean(values: Doubles, known: Bools, group: Rows) -> Doubles:
    """The mean of the known values of each track's group, else of all; shape (n,)."""
    mine = known & (group >= 0)
    size = int(group.max(initial=-1)) + 1
    count = np.bincount(group[mine], minlength=size)
    mean = np.bincount(group[mine], values[mine], size) / np.maximum(count, 1)
    whole = float(values[known].mean())
    return np.asarray(np.append(np.where(count > 0, mean, whole), whole)[group])


def genre_mean(values: Doubles, known: Bools, row: Rows, code: Rows) -> Doubles:
    """The mean over each track's genres of the mean of their known values, else of all; shape (n,).

    `row` and `code` are the pairs of a track and a genre of it.
    """
    n, size = len(values), int(code.max(initial=-1)) + 1
    seen = known[row]
    count = np.bincount(code[seen], minlength=size)
    mean = np.bincount(code[seen], values[row[seen]], size) / np.maximum(count, 1)
    told = count[code] > 0
    genres = np.bincount(row[told], minlength=n)
    total = np.bincount(row[told], mean[code[told]], n)
    return np.where(genres > 0, total / np.maximum(genres, 1), values[known].mean())


def todays(
    numerics: Numerics, held: Bools, relatives: guess.Relatives, labels: LabelEntries, knowledge: Floats
) -> Numerics:
    """What `guess` tells where the tracks `held` have no values of sound."""
    masked = Numerics(numerics.values.copy(), numerics.source.copy(), numerics.confidence.copy())
    for name in guess.SOUND:
        column = masked.column(name)
        column.values[held], column.source[held] = np.nan, 0
    guess.fill_sound(masked, relatives, labels, knowledge)
    return masked


@dataclass(frozen=True)
class Peers:
    """What is as easily had for some tracks, each of shape (m,): the `means`, and what is told `today`; the tracks'
    `artist` too (-1 = none)."""

    means: tuple[Doubles, ...]
    today: Doubles
    artist: Rows

    def at(self, rows: Positions) -> Peers:
        """That of `rows` alone."""
        return Peers(tuple(mean[rows] for mean in self.means), self.today[rows], self.artist[rows])

    def beaten(self, told: Doubles, truth: Doubles) -> bool:
        """Whether what is `told` is surely nearer to the `truth` than every mean, and no farther than what is today."""
        off = np.abs(told - truth)
        surely = all(_nearer(off, np.abs(mean - truth), self.artist) for mean in self.means)
        return surely and bool(np.mean(off**2) <= np.mean((self.today - truth) ** 2))


def _nearer(ours: Doubles, theirs: Doubles, artist: Rows) -> bool:
    """Whether errors are smaller: the squared ones by more than chance explains, and the absolute ones on average.

    What chance explains is the standard error of a mean over artists, as tracks of one artist are off together.
    """
    gain = theirs**2 - ours**2
    of_artist = np.bincount(np.unique(artist, return_inverse=True)[1], gain - gain.mean())
    chance = float(np.sqrt(np.sum(of_artist**2))) / len(gain)
    return bool(gain.mean() > _SURE * chance and ours.mean() <= theirs.mean())
