"""What is told of each track beside its sound, as a sparse matrix: labels, words, the year, and how much is told.

A track's labels are weighted by idf and scaled to length one together; words of title and album weigh `_WORD` each,
which in a ridge regression is to doubt them 1 / `_WORD`² times as much. The year counts by spans of three years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.catalogue.estimates.words import Words
from segue.catalogue.guess import Relatives, idf
from segue.catalogue.labels import LabelEntries
from segue.music import Bools, Floats, Rows

LEAST: Final = 15
"""A column stands on so many tracks that are learned from, at least."""
MOST: Final = 3_000
"""So many columns at most: those on the most tracks."""
_WORD: Final = 0.5
_SPAN: Final = 3
_FIRST_YEAR: Final = 1900
_SPANS: Final = 70
_AMOUNTS: Final = 8
Doubles = npt.NDArray[np.float64]
Block = tuple[Rows, Rows, Floats, int]
"""Cells of one kind: rows, columns, weights, and how many columns there are."""


@dataclass(frozen=True)
class Told:
    """All that is told of `n` tracks beside their sound.

    `labels` are those that may say something of it, with codes below `vocabulary`; `year` has shape (n,), NaN where
    unknown.
    """

    n: int
    labels: LabelEntries
    vocabulary: int
    words: Words
    year: Floats
    relatives: Relatives


@dataclass(frozen=True)
class Cells:
    """The cells of a sparse matrix that are not zero, ordered by row; columns are below `width`."""

    row: Rows
    column: Rows
    weight: Floats
    width: int

    def of_rows(self, mask: Bools) -> Cells:
        """The rows where `mask` holds, numbered anew."""
        number = np.cumsum(mask, dtype=np.int32) - 1
        at = mask[self.row]
        return Cells(number[self.row[at]].astype(np.int32), self.column[at], self.weight[at], self.width)

    def times(self, factors: Doubles, n: int) -> Doubles:
        """The matrix of `n` rows times `factors`, shape (width,); shape (n,)."""
        return np.bincount(self.row, self.weight * factors[self.column], n).astype(np.float64, copy=False)

    def sums(self, values: Doubles) -> Doubles:
        """The transposed matrix times `values`, shape (n,); shape (width,)."""
        return np.bincount(self.column, self.weight * values[self.row], self.width).astype(np.float64, copy=False)


def cells(told: Told, learned: Bools) -> Cells:
    """The matrix of all tracks, with the columns that the `learned` ones can tell something of."""
    labels, words = told.labels, told.words
    spread_over = int(words.code.max(initial=-1)) + 1
    blocks = [
        (labels.row, labels.code, _label_weights(told), told.vocabulary),
        (words.row, words.code, np.full(len(words.row), _WORD, np.float32), spread_over),
        _years(told),
        _amounts(told),
    ]
    kept = _kept(np.concatenate([_seen(block, learned) for block in blocks]))
    borders = np.cumsum([block[3] for block in blocks])[:-1]
    parts = [_taken(block, own) for block, own in zip(blocks, np.split(kept, borders), strict=True)]
    row, column, weight = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    order = np.argsort(row, kind="stable")
    return Cells(row[order], column[order], weight[order], int(kept.max(initial=-1)) + 1)


def _seen(block: Block, learned: Bools) -> npt.NDArray[np.intp]:
    """By column of a block: on how many tracks that are learned from it stands."""
    row, code, _, width = block
    return np.bincount(code[learned[row]], minlength=width)


def _taken(block: Block, kept: Rows) -> tuple[Rows, Rows, Floats]:
    """The cells of a block in columns whose number in `kept` is not -1: row, that number, weight."""
    row, code, weight, _ = block
    number = kept[code]
    there = number >= 0
    return row[there], number[there], weight[there]


def _kept(count: npt.NDArray[np.intp]) -> Rows:
    """By column: its new number, or -1; `count` tells on how many tracks that are learned from it stands."""
    commonest = np.argsort(-count, kind="stable")[:MOST]
    kept = np.full(len(count), -1, np.int32)
    chosen = np.sort(commonest[count[commonest] >= LEAST])
    kept[chosen] = np.arange(len(chosen), dtype=np.int32)
    return kept


def _label_weights(told: Told) -> Floats:
    labels = told.labels
    worth = idf(labels, told.vocabulary, told.n).astype(np.float32)[labels.code]
    lengths = np.sqrt(np.maximum(np.bincount(labels.row, worth**2, told.n), 1e-12)).astype(np.float32)
    return np.asarray(worth / lengths[labels.row])


def _years(told: Told) -> Block:
    row = np.flatnonzero(~np.isnan(told.year)).astype(np.int32)
    span = np.clip((told.year[row] - _FIRST_YEAR) // _SPAN, 0, _SPANS - 1).astype(np.int32)
    return row, span, np.ones(len(row), np.float32), _SPANS


def _amounts(told: Told) -> Block:
    """How many labels a track has, by powers of two: tracks without any have something in common too."""
    count = np.bincount(told.labels.row, minlength=told.n)
    amount = np.minimum(np.log2(1 + count), _AMOUNTS - 1).astype(np.int32)
    return np.arange(told.n, dtype=np.int32), amount, np.ones(told.n, np.float32), _AMOUNTS
