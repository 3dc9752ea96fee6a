"""Which labels tracks carry, and how much of them two sets of tracks have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.music import LABEL_FIELDS, Bools, Floats, Rows

_SPARSE: Final = 16
"""Entries are few where they are one for so many tracks: then they are sorted, and no column of all tracks is made."""


def carrying(snapshot: Snapshot, weights: Mapping[int, float], among: Bools) -> tuple[Rows, Floats]:
    """The tracks of the mask `among` (n,) that carry any of the labels of `weights` (by code, above 0), ascending, and
    for each the sum of the weights of those that it carries."""
    codes = np.fromiter(weights, np.int32, len(weights))
    rows, at = snapshot.labels.carriers(codes)
    kept = among[rows]
    rows, values = rows[kept], np.fromiter(weights.values(), np.float64, len(weights))[at[kept]]
    if len(rows) * _SPARSE < snapshot.n:
        found, place = np.unique(rows, return_inverse=True)
        return found, np.bincount(place, weights=values, minlength=len(found)).astype(np.float32)
    sums = np.bincount(rows, weights=values, minlength=snapshot.n)
    found = np.flatnonzero(sums).astype(np.int32)
    return found, sums[found].astype(np.float32)


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
