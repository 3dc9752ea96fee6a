"""Where notes begin: spectral flux of log-mel frames in three registers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.hearing.ear.spectra import Frames, mel_centres

REGISTERS: Final = ((0.0, 180.0), (180.0, 2200.0), (2200.0, 1e9))
"""Hz: bass and bass drum; voices, chords and snare; cymbals and consonants."""
_COMPRESSION = 100.0
"""log(1 + 100 m) with m relative to the stretch's mean: what is 20 dB below it still counts (Klapuri 2006 uses 100)."""
_LAG = 2
"""Frames between the two that are compared: the window is four hops long, and an attack fills it in two."""
_SURROUNDINGS = 0.8
"""Seconds over which the mean is taken that an onset must exceed."""


@dataclass(frozen=True)
class Onsets:
    """Strength of onsets in each register, (`len(REGISTERS)`, frames), without unit and indifferent to gain."""

    strength: npt.NDArray[np.float32]
    rate: float
    """Frames a second."""
    delay: float
    """Seconds from the beginning of the stretch to frame 0."""


def onsets(mel: Frames, rate: float, delay: float) -> Onsets:
    """Onsets of a stretch from its mel frames (frames, bands).

    The rise of each compressed band against the loudest of three neighbouring bands two frames earlier (SuperFlux,
    Böck & Widmer 2013, which passes over vibrato), averaged over a register, less its surroundings.
    """
    if len(mel) <= _LAG or not mel.any():
        return Onsets(np.zeros((len(REGISTERS), len(mel)), np.float32), rate, delay)
    compressed = np.log1p(mel * (_COMPRESSION / mel.mean()))
    before = compressed[:-_LAG].copy()
    np.maximum(before[:, 1:], compressed[:-_LAG, :-1], out=before[:, 1:])
    np.maximum(before[:, :-1], compressed[:-_LAG, 1:], out=before[:, :-1])
    rise = np.maximum(compressed[_LAG:] - before, 0)
    centres = mel_centres()
    parts = [rise[:, (centres >= low) & (centres < high)].mean(axis=1) for low, high in REGISTERS]
    strength = np.pad(np.stack(parts), ((0, 0), (_LAG, 0)))
    return Onsets(np.maximum(strength - _smooth(strength, round(_SURROUNDINGS * rate)), 0), rate, delay)


def _smooth(rows: npt.NDArray[np.float32], width: int) -> npt.NDArray[np.float32]:
    """The centred moving mean of each row; windows are shorter at the ends."""
    sums = np.pad(np.cumsum(rows, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    at = np.arange(rows.shape[1])
    low, high = np.maximum(at - width // 2, 0), np.minimum(at + width // 2 + 1, rows.shape[1])
    return np.asarray((sums[:, high] - sums[:, low]) / (high - low), np.float32)
