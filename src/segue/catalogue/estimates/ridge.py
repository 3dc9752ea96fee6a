"""Ridge regression on a sparse matrix (Hoerl and Kennard 1970): normal equations, solved by conjugate gradients.

For X of shape (n, width), targets Y and penalties λ: the B that makes |Y - X·B|² + λ·|B|² least solves
(XᵀX + λ)·B = XᵀY. XᵀX is summed up from the pairs of cells of each row; all targets and penalties are solved together
(Hestenes and Stiefel 1952, with the diagonal as preconditioner).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from segue.catalogue.estimates.design import Cells, Doubles
from segue.music import Bools, Floats, Rows

PAIRS: Final = 40_000_000
"""Pairs of cells that are summed up at most; beyond, rows are left out, evenly."""
_CHUNK: Final = 2_000_000
_ROUNDS: Final = 60
_CLOSE: Final = 1e-2


def affordable(cells: Cells, rows: Bools) -> Bools:
    """As many of `rows` as `PAIRS` allows, evenly drawn; shape (n,)."""
    pairs = np.bincount(cells.row, minlength=len(rows)) ** 2
    step = -(-int(pairs[rows].sum()) // PAIRS)
    if step <= 1:
        return rows
    kept = np.zeros_like(rows)
    kept[np.flatnonzero(rows)[::step]] = True
    return kept


def gram(cells: Cells) -> Doubles:
    """XᵀX, shape (width, width)."""
    out = np.zeros(cells.width**2)
    for column, weight in _by_degree(cells):
        pair = column[:, :, None] * np.int64(cells.width) + column[:, None, :]
        np.add.at(out, pair.ravel(), (weight[:, :, None] * weight[:, None, :]).ravel())
    return out.reshape(cells.width, cells.width)


def _by_degree(cells: Cells) -> Iterator[tuple[Rows, Floats]]:
    """Columns and weights of rows with equally many cells, a bounded number at a time; each of shape (rows, cells)."""
    degrees = np.bincount(cells.row)
    start = np.cumsum(degrees) - degrees
    for degree in np.unique(degrees[degrees > 0]).tolist():
        rows = np.flatnonzero(degrees == degree)
        size = max(1, _CHUNK // degree**2)
        for first in range(0, len(rows), size):
            at = start[rows[first : first + size], None] + np.arange(degree)
            yield cells.column[at], cells.weight[at]


def solve(matrix: Doubles, right: Doubles, penalty: Doubles) -> Doubles:
    """The B of (matrix + penalty)·B = right; `right` has shape (width, targets), `penalty` (targets,)."""
    diagonal = np.diag(matrix)[:, None] + penalty
    found = np.zeros_like(right)
    rest = right.copy()
    step = rest / diagonal
    worth = np.sum(rest * step, axis=0)
    enough = _CLOSE**2 * worth
    for _ in range(_ROUNDS):
        if (worth <= enough).all():
            break
        moved = matrix @ step + penalty * step
        length = worth / np.maximum(np.sum(step * moved, axis=0), 1e-300)
        found += length * step
        rest -= length * moved
        ready = rest / diagonal
        before, worth = worth, np.sum(rest * ready, axis=0)
        step = ready + worth / np.maximum(before, 1e-300) * step
    return found
