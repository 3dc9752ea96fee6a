"""A forest of small regression trees in NumPy: what a learned ranking needs at request time.

Scored as QuickScorer does (Lucchese et al. 2015): each tree has at most 16 leaves, numbered from the left, and a track
begins with all of them open. A node whose threshold is exceeded closes the leaves of its left branch; the first leaf
that stays open is the one where the track ends. For each feature the leaves that k exceeded thresholds close are worked
out once, so a feature costs one search and one "and" a tree, whatever the trees look like.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import BinaryIO, Final

import numpy as np
import numpy.typing as npt

from segue.music import Floats

LEAVES: Final = 16
_OPEN: Final = np.uint16((1 << LEAVES) - 1)
_BITS: Final = np.arange(1 << LEAVES, dtype=np.int64)
Masks = npt.NDArray[np.uint16]


class Forest:
    """`names` of the features; one entry a node in `tree`, `feature`, `threshold` and `left` (a bit for each leaf of
    its left branch); `values` float32[trees, 16] of the leaves."""

    def __init__(
        self,
        names: tuple[str, ...],
        tree: npt.NDArray[np.int32],
        feature: npt.NDArray[np.int32],
        threshold: Floats,
        left: Masks,
        values: Floats,
    ) -> None:
        self.names, self.values = names, values
        self._tree, self._feature, self._threshold, self._left = tree, feature, threshold, left
        self._tables = [self._table(at) for at in range(len(names))]
        self._first = np.zeros(1 << LEAVES, np.intp)
        self._first[1:] = np.log2(_BITS[1:] & -_BITS[1:]).astype(np.intp)

    def scores(self, features: Floats) -> Floats:
        """Sums of the leaves' values, for float32[m, len(names)]; shape (m,)."""
        trees = len(self.values)
        still = np.full((len(features), trees), _OPEN, np.uint16)
        for at, (thresholds, table) in enumerate(self._tables):
            if len(thresholds):
                still &= table[np.searchsorted(thresholds, features[:, at])]
        leaves = self._first[still] + np.arange(trees) * LEAVES
        return np.asarray(self.values.reshape(-1)[leaves].sum(axis=1), np.float32)

    def _table(self, feature: int) -> tuple[Floats, Masks]:
        """Ascending thresholds of a feature, and by how many are exceeded the leaves of each tree that stay open."""
        at = np.flatnonzero(self._feature == feature)
        thresholds = np.unique(self._threshold[at])
        table = np.full((len(thresholds) + 1, len(self.values)), _OPEN, np.uint16)
        place = np.searchsorted(thresholds, self._threshold[at]) + 1
        np.bitwise_and.at(table, (place, self._tree[at]), ~self._left[at])
        return thresholds, np.bitwise_and.accumulate(table, axis=0)

    def save(self, file: BinaryIO) -> None:
        """Write the forest; `load` reads it."""
        np.savez_compressed(
            file, names=np.array(self.names), tree=self._tree, feature=self._feature, threshold=self._threshold,
            left=self._left, values=self.values,
        )  # fmt: skip

    @classmethod
    def load(cls, file: BinaryIO) -> Forest:
        """What `save` wrote."""
        with np.load(file, allow_pickle=False) as saved:
            nodes = (saved[part] for part in ("tree", "feature", "threshold", "left", "values"))
            return cls(tuple(saved["names"].tolist()), *nodes)


@cache
def shipped() -> Forest:
    """The forest for conversations; `segue.evaluation.fusion` wrote it and tells what it learned from."""
    return Forest.load(BytesIO(files("segue.ranking").joinpath("data/dialogue.npz").read_bytes()))
