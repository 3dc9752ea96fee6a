"""Key and mode: a chroma, tuned and cleared of harmonics, held against published profiles of the 24 keys.

Temperley's profile (2007, from the Kostka-Payne corpus) was compared too and made more mistakes on recordings.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from segue.hearing.ear.spectra import LOWEST_PITCH, PITCH_STEPS, STEPS_A_SEMITONE

Floats = npt.NDArray[np.float64]

_PROFILES: Final[dict[str, tuple[tuple[float, ...], tuple[float, ...]]]] = {
    # Krumhansl & Kessler 1982, listeners' ratings of probe tones.
    "krumhansl": (
        (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
        (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
    ),
    # Albrecht & Shanahan 2013, counted in 490 pieces.
    "albrecht": (
        (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081),
        (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052),
    ),
    # Sha'ath 2011, Krumhansl's adjusted to recordings of popular music (KeyFinder).
    "shaath": (
        (6.6, 2.0, 3.5, 2.3, 4.6, 4.0, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4),
        (6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4.0, 2.7, 4.3, 3.2),
    ),
}
_HARMONICS: Final = ((1, 1.0), (2, 0.6), (3, 0.36), (4, 0.216), (5, 0.13))
"""A peak may be the nth harmonic of a lower tone, with a weight of 0.6ⁿ⁻¹ (Gómez 2006, section 3.2.4)."""
_LOW = 0.3
"""A tone weighs less by 2 to the power of this for each octave that it lies higher: basses tell a chord's root."""
_MIDDLE = 60.0
"""MIDI number of the tone that keeps its weight."""
_MINOR = 0.05
"""Added to the scores of minor keys: their sevenths and sixths vary, so that they fit their one profile less well. On
the pieces that `tempo` was fitted to, whose notes are known, this rights a fifth of the mistakes.
"""
_CERTAIN = 0.12
"""A lead of the best key over the next, in correlation, that is trusted in full."""


def tuning(tones: Floats) -> float:
    """How far the music's A lies from 440 Hz, in semitones (-0.5 to 0.5): the circular mean of the peaks' offsets."""
    offsets = (np.arange(len(tones)) + 0.5) / STEPS_A_SEMITONE
    mean = np.vdot(np.exp(-2j * np.pi * offsets), tones)
    return float(np.angle(mean) / (2 * np.pi)) if abs(mean) > 0 else 0.0


def chroma(tones: Floats) -> Floats:
    """Weight of the twelve pitch classes (C first; sums to 1, or to 0 where nothing sounds) from a pitch histogram."""
    pitch = LOWEST_PITCH + (np.arange(PITCH_STEPS) + 0.5) / STEPS_A_SEMITONE - tuning(tones)
    tones = tones * 2 ** (_LOW * (_MIDDLE - pitch) / 12)
    classes = np.zeros(12)
    for harmonic, weight in _HARMONICS:
        root = pitch - 12 * np.log2(harmonic)
        away = (root[:, None] - np.arange(12) + 6) % 12 - 6
        classes += weight * (tones @ np.where(np.abs(away) < 0.5, np.cos(np.pi * away) ** 2, 0.0))
    total = classes.sum()
    return classes / total if total > 0 else classes


def correlations(classes: Floats) -> Floats:
    """Pearson's r of a chroma with the 24 keys, the mean over the profiles; (2, 12): minor and major by tonic."""
    centred = classes - classes.mean()
    scores = np.zeros((2, 12))
    for major, minor in _PROFILES.values():
        for mode, profile in enumerate((minor, major)):
            shape = np.array(profile) - np.mean(profile)
            turned = np.stack([np.roll(shape, tonic) for tonic in range(12)])
            scores[mode] += turned @ centred / (np.linalg.norm(shape) * np.linalg.norm(centred) + 1e-12)
    return scores / len(_PROFILES)


def key_of(tones: Floats) -> tuple[int | None, int | None, float]:
    """(tonic, mode, confidence) of a pitch histogram; (None, None, 0) where nothing tonal sounds.

    The confidence is the correlation of the best key, scaled by its lead over the next.
    """
    classes = chroma(tones)
    if not classes.any() or np.ptp(classes) < 1e-9:
        return None, None, 0.0
    scores = correlations(classes) + np.array([[_MINOR], [0.0]])
    second, best = np.sort(scores, axis=None)[-2:]
    mode, tonic = divmod(int(scores.argmax()), 12)
    certain = max(0.0, float(best)) * min(1.0, 0.25 + 0.75 * float(best - second) / _CERTAIN)
    return tonic, mode, round(min(1.0, certain), 3)
