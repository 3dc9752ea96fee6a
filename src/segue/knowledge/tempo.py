"""Tempo arithmetic: 70 and 140 BPM carry the same pulse, so changes are told to the nearest octave."""

from __future__ import annotations

from typing import overload

import numpy as np
import numpy.typing as npt

_OCTAVES = np.array([1.0, 0.5, 2.0])


@overload
def tempo_change(a: float, b: float) -> float: ...
@overload
def tempo_change(a: npt.ArrayLike, b: npt.ArrayLike) -> npt.NDArray[np.float64]: ...
def tempo_change(a: npt.ArrayLike, b: npt.ArrayLike) -> float | npt.NDArray[np.float64]:
    """Relative change of tempo from `a` to `b` (BPM), `b` at its half, whole or double, whichever is nearest.

    +0.02 = two per cent faster. Arrays broadcast; NaN where a tempo is missing or not above zero.
    """
    before, after = np.broadcast_arrays(np.asarray(a, np.float64), np.asarray(b, np.float64))
    usable = (before > 0) & (after > 0)
    ratio = np.divide(after, before, out=np.full(before.shape, np.nan), where=usable)
    folded = ratio[..., None] * _OCTAVES
    nearest = np.argmin(np.abs(np.log2(folded)), axis=-1)
    change = np.take_along_axis(folded, nearest[..., None], axis=-1)[..., 0] - 1
    return change if change.ndim else float(change)


def tempo_octave_close(a: npt.ArrayLike, b: npt.ArrayLike, tolerance: float = 0.06) -> npt.NDArray[np.bool_]:
    """Where `a` and `b` (BPM) lie within `tolerance` (relative) of each other, octaves aside. False where missing."""
    return np.abs(np.asarray(tempo_change(a, b))) <= tolerance
