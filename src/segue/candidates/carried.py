"""Which labels tracks carry, and how much of them two sets of tracks have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.music import LABEL_FIELDS, Bools, Floats, Rows

_SPARSE: Final = 16
"""Where there are more tracks than so many for each one asked about, those are asked what they carry, and not the
labels which tracks carry them."""


def carrying(snapshot: Snapshot, weights: Mapping[int, float], rows: Rows, allowed: Bools) -> tuple[Rows, Floats]:
    """Those of `rows` (ascending; `allowed` is the same as a mask) that carry any of the labels of `weights` (by code,
    above 0), and for each the sum of the weights of those that it carries."""
    if len(rows) * _SPARSE < snapshot.n:
        sums = Own(snapshot, rows).sums(weights)
        return rows[sums > 0], sums[sums > 0]
    codes = np.fromiter(weights, np.int32, len(weights))
    carriers, at = snapshot.labels.carriers(codes)
    kept = allowed[carriers]
    values = np.fromiter(weights.values(), np.float64, len(weights))[at[kept]]
    sums = np.bincount(carriers[kept], weights=values, minlength=snapshot.n).astype(np.float32)
    found = np.flatnonzero(sums).astype(np.int32)
    return found, sums[found]


class Own:
    """The labels of some tracks, m of them."""

    def __init__(self, snapshot: Snapshot, rows: Rows) -> None:
        self._size, self._idf = len(rows), snapshot.labels.idf
        self._at, self._code, self._field = snapshot.labels.of_rows(rows)

    def sums(self, weights: Mapping[int, float]) -> Floats:
        """For each track the sum of the `weights` (by code) of its labels; shape (m,)."""
        table = np.zeros(len(self._idf), np.float32)
        table[np.fromiter(weights, np.int64, len(weights))] = np.fromiter(weights.values(), np.float32, len(weights))
        return self._summed(table[self._code])

    def overlap(self, others: Own, field: str) -> Floats:
        """Mean cosine, under idf, of each track's labels of `field` to those of the `others`, 0–1; shape (m,)."""
        own, theirs = self._scaled(field), others._scaled(field)
        profile = np.bincount(others._code, weights=theirs, minlength=len(self._idf)) / max(others._size, 1)
        return self._summed(own * profile[self._code].astype(np.float32))

    def _scaled(self, field: str) -> Floats:
        """The idf of each label of `field`, 0 for others, so that a track's labels make a vector of length one."""
        worth = np.where(self._field == LABEL_FIELDS.index(field), self._idf[self._code], np.float32(0))
        lengths = np.sqrt(self._summed(np.square(worth)))
        return np.asarray(worth / np.maximum(lengths, np.finfo(np.float32).tiny)[self._at], np.float32)

    def _summed(self, values: Floats) -> Floats:
        return np.bincount(self._at, weights=values, minlength=self._size).astype(np.float32)
