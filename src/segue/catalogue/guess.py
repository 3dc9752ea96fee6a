"""Guesses: what a track's relatives say of it where its own value is missing, each with its source and confidence.

A missing number of sound, where `segue.catalogue.estimates` does not tell it, takes the mean of its album (two known
values at least), else of its artist (two at least), else of its labels in this catalogue (each known on ten tracks at
least, weighted by idf), else what `segue.knowledge.genres` knows of its genres. A missing year takes the median of its
album, else of its artist; a genre says nothing of the year. Missing genres are taken over from album or artist. Nothing
else is guessed: popularity, key, duration and the like belong to a track alone.

For a group of n known values with mean m and sum of squared deviations S, in a catalogue with mean M and variance V:

    pooled = sum of all S / sum of all (n - 1)                  the variance within groups of this kind
    guess = M + (m - M) · n / (n + λ),  λ = pooled / (V - pooled)     a few values are drawn towards the whole
    within = (S + k·pooled) / (n - 1 + k)                       the group's own variance, drawn towards the usual
    confidence = (1 - within / V) · n / (n + k)                 cut to [FLOOR, 1]; k = 2 (years of an album: ¼)

so a group counts for much when its members agree, compared with tracks at large, and are many. On real songs the mean
confidence of a kind of guess lies close to the share of variance that it explains.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.catalogue import columns_io
from segue.catalogue.labels import LabelEntries
from segue.catalogue.numerics import NumericColumn, Numerics
from segue.music import LABEL_FIELDS, SOURCE_CODE, Bools, Floats, Rows

SOUND: Final = (
    "tempo", "energy", "valence", "danceability", "acousticness", "instrumentalness", "speechiness", "liveness",
    "loudness",
)  # fmt: skip
"""Attributes that relatives tell something of."""

FLOOR: Final = 0.05
PRIOR: Final = 2.0
"""k of the formula: how many members count as much as the prior."""
MIN_RELATIVES: Final = 2
MIN_LABELLED: Final = 10
MAX_GENRES: Final = 5
"""So many genres are taken over from relatives at most."""
MIN_SHARE: Final = 1 / 3
"""A genre is taken over when this share of the relatives with genres carries it."""

Doubles = npt.NDArray[np.float64]
Groups = npt.NDArray[np.integer]


@dataclass(frozen=True)
class Relatives:
    """Group numbers of each track, shape (n,); -1 = in no group."""

    album: Rows
    artist: Rows

    def levels(self) -> tuple[tuple[str, Rows], ...]:
        """The kinds of group, nearest first, by source name."""
        return ("album", self.album), ("artist", self.artist)


@dataclass(frozen=True)
class Statistics:
    """What the known values of each group say: how many, the guess, its confidence, and the variance within."""

    count: Doubles
    guess: Doubles
    confidence: Doubles
    within: Doubles


@dataclass(frozen=True)
class Whole:
    """The attribute in the catalogue at large."""

    mean: float
    variance: float

    @classmethod
    def of(cls, values: Doubles) -> Whole:
        """That of known values; zero where there are none."""
        return cls(float(values.mean()), float(values.var())) if len(values) else cls(0.0, 0.0)


def statistics(group: Groups, values: Doubles, size: int, whole: Whole, prior: float = PRIOR) -> Statistics:
    """Statistics of `size` groups (see the module); `group` ≥ 0 and `values` are the members."""
    count = np.bincount(group, minlength=size).astype(np.float64)
    mean = np.bincount(group, values, size) / np.maximum(count, 1)
    squares = np.bincount(group, (values - mean[group]) ** 2, size)
    freedom = np.maximum(count - 1, 0)
    variance = max(whole.variance, 1e-12)
    pooled = min(squares.sum() / freedom.sum(), variance) if freedom.any() else variance
    drawn = count / np.maximum(count + pooled / max(variance - pooled, 1e-3 * variance), 1e-12)
    within = (squares + prior * pooled) / (freedom + prior)
    confidence = np.clip((1 - within / variance) * count / (count + prior), FLOOR, 1.0)
    return Statistics(count, whole.mean + (mean - whole.mean) * drawn, confidence, within)


def _fill(column: NumericColumn, at: npt.NDArray[np.intp], values: Doubles, confidence: Doubles, source: str) -> None:
    column.values[at] = values
    column.confidence[at] = confidence
    column.source[at] = SOURCE_CODE[source]


def fill_sound(numerics: Numerics, relatives: Relatives, labels: LabelEntries, knowledge: Floats) -> None:
    """Fill the missing values of sound in place.

    `labels` are the entries that say something of sound. `knowledge` has shape (vocabulary, len(SOUND)): what is
    known of each label beyond this catalogue, NaN where nothing is (see `segue.catalogue.genre_sound`).
    """
    weights = idf(labels, len(knowledge), numerics.values.shape[1])
    for at, name in enumerate(SOUND):
        column = numerics.column(name)
        known = column.known
        whole = Whole.of(column.values[known].astype(np.float64))
        for source, group in relatives.levels():
            _from_group(column, known, group, whole, source)
        _from_labels(column, known, labels, weights, whole)
        _from_knowledge(column, labels, weights, knowledge[:, at])


def _from_group(column: NumericColumn, known: Bools, group: Rows, whole: Whole, source: str) -> None:
    members = np.flatnonzero(known & (group >= 0))
    size = int(group.max(initial=-1)) + 1
    stats = statistics(group[members], column.values[members].astype(np.float64), size, whole)
    told = np.append(stats.count >= MIN_RELATIVES, False)
    at = np.flatnonzero((column.source == 0) & told[group])
    _fill(column, at, stats.guess[group[at]], stats.confidence[group[at]], source)


def idf(labels: LabelEntries, size: int, n: int) -> Doubles:
    """By label: how much it tells, ln(1 + n / tracks that carry it)."""
    return np.log1p(n / np.maximum(np.bincount(labels.code, minlength=size), 1))


def _from_labels(column: NumericColumn, known: Bools, labels: LabelEntries, weights: Doubles, whole: Whole) -> None:
    seen = known[labels.row]
    stats = statistics(labels.code[seen], column.values[labels.row[seen]].astype(np.float64), len(weights), whole)
    useful = np.where(stats.count >= MIN_LABELLED, weights, 0.0)
    _blend(column, labels, useful, stats.guess, stats.confidence)


_KNOWLEDGE_CONFIDENCE: Final = 0.25
"""Of a genre's sound as it is elsewhere; no track of this catalogue vouches for it."""


def _from_knowledge(column: NumericColumn, labels: LabelEntries, weights: Doubles, means: Floats) -> None:
    useful = np.where(np.isnan(means), 0.0, weights)
    _blend(
        column, labels, useful, np.nan_to_num(means).astype(np.float64), np.full(len(weights), _KNOWLEDGE_CONFIDENCE)
    )


def _blend(column: NumericColumn, labels: LabelEntries, weights: Doubles, mean: Doubles, confidence: Doubles) -> None:
    """Fill what is missing with the weighted mean over each track's labels."""
    n = len(column.source)
    open_ = (column.source[labels.row] == 0) & (weights[labels.code] > 0)
    rows, codes = labels.row[open_], labels.code[open_]
    total = np.bincount(rows, weights[codes], n)
    at = np.flatnonzero(total > 0)
    value = np.bincount(rows, weights[codes] * mean[codes], n)[at] / total[at]
    sure = np.bincount(rows, weights[codes] * confidence[codes], n)[at] / total[at]
    _fill(column, at, value, sure, "genre")


def fill_year(numerics: Numerics, relatives: Relatives) -> None:
    """Fill missing years in place: the median of the album (one known year will do), else of the artist."""
    column = numerics.column("year")
    known = column.known
    whole = Whole.of(column.values[known].astype(np.float64))
    for (least, prior), (source, group) in zip(((1, 0.25), (MIN_RELATIVES, PRIOR)), relatives.levels(), strict=True):
        members = np.flatnonzero(known & (group >= 0))
        size = int(group.max(initial=-1)) + 1
        years = column.values[members].astype(np.float64)
        stats = statistics(group[members], years, size, whole, prior)
        told = np.append(stats.count >= least, False)
        at = np.flatnonzero((column.source == 0) & told[group])
        _fill(column, at, _medians(group[members], years, size)[group[at]], stats.confidence[group[at]], source)


def _medians(group: Groups, values: Doubles, size: int) -> Doubles:
    """The lower median of each group, so that a year stays one that was told; NaN for groups without members."""
    order = np.lexsort((values, group))
    count = np.bincount(group, minlength=size)
    start = np.cumsum(count) - count
    out = np.full(size, np.nan)
    filled = np.flatnonzero(count)
    out[filled] = values[order][(start + (count - 1) // 2)[filled]]
    return out


def guessed_genres(relatives: Relatives, labels: LabelEntries, n: int) -> LabelEntries:
    """Genres for tracks that state none, from album, else artist: those on a third of the relatives that have genres.

    Confidence: that share, times m / (m + k) for m such relatives.
    """
    genres = labels.in_fields("genre")
    stated = np.zeros(n, bool)
    stated[genres.row] = True
    found, open_ = [], ~stated
    for source, group in relatives.levels():
        guess = _genres_of(genres, stated, open_, group, source)
        open_[guess.row] = False
        found.append(guess)
    return found[0].and_also(found[1])


def _genres_of(genres: LabelEntries, stated: Bools, open_: Bools, group: Rows, source: str) -> LabelEntries:
    """Entries for the `open_` tracks whose group has stated genres."""
    size = int(group.max(initial=-1)) + 1
    members = np.bincount(group[stated & (group >= 0)], minlength=size)
    of, code, share = _shares(genres, group, members)
    sure = share * members[of] / (members[of] + PRIOR)
    borders = np.searchsorted(of, np.arange(size + 1))
    rows = np.flatnonzero(open_ & (group >= 0))
    at = columns_io.spread(borders, group[rows])
    return LabelEntries(
        np.repeat(rows, np.diff(borders)[group[rows]]).astype(np.int32),
        code[at].astype(np.int32),
        np.full(len(at), LABEL_FIELDS.index("genre"), np.uint8),
        np.full(len(at), SOURCE_CODE[source], np.uint8),
        np.maximum(sure[at], FLOOR).astype(np.float32),
    )


def _shares(genres: LabelEntries, group: Rows, members: Groups) -> tuple[Groups, Groups, Doubles]:
    """Group, genre and its share of the group's members: the `MAX_GENRES` commonest from `MIN_SHARE` on, by group."""
    inside = genres.take(group[genres.row] >= 0)
    width = int(inside.code.max(initial=0)) + 1
    pair, count = np.unique(group[inside.row].astype(np.int64) * width + inside.code, return_counts=True)
    of, code = np.divmod(pair, width)
    share = count / np.maximum(members[of], 1)
    order = np.lexsort((code, -share, of))
    place = np.arange(len(order)) - np.searchsorted(of[order], of[order], "left")
    order = order[(place < MAX_GENRES) & (share[order] >= MIN_SHARE)]
    return of[order], code[order], share[order]
