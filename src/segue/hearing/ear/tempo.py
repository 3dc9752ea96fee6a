"""Tempo: periodicity of onsets by autocorrelation and by Fourier sums, and a choice between the levels of the metre.

A pulse of period τ shows in an autocorrelation at τ, 2τ, 3τ … and in a Fourier sum at 1/τ, 2/τ, 3/τ …: the one is
deceived by multiples, the other by fractions, and their product by neither (Peeters 2006). Which of the periods
that remain is *the* beat is a matter of taste as much as of sound; listeners tap near 120 a minute (van Noorden &
Moelants 1999), which is where the prior comes from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.fft import irfft, next_fast_len, rfft
from scipy.ndimage import convolve1d

from segue.hearing.ear.onsets import Onsets

Floats = npt.NDArray[np.float64]

SLOWEST, FASTEST = 40.0, 240.0
_STEP = 0.005
"""Ratio between neighbouring candidates, less one."""
_WINDOW, _HOP = 11.9, 5.95
"""Seconds of music that are looked at together: eight beats of the slowest tempo; accelerations hardly show in it."""
_MULTIPLES: Final = (1, 2, 3, 4)
_USUAL, _OCTAVES = 118.0, 0.75
"""Centre (BPM) and standard deviation (octaves) of the prior."""
_REGISTERS: Final = (1.0, 1.0, 0.5)
"""Weights of `onsets.REGISTERS`: cymbals and hats divide beats more often than they mark them."""
_COMB, _PULSE = 2.0, 0.3
"""Exponents of the two signs against the prior."""
_FINE, _DIVISIONS = 0.03, (1, 2, 4)
"""Reach of the last refinement around the candidate, as a ratio; the pulses that it goes by."""
_OVERSAMPLED = 8
_BLUR: Final = np.array([1, 4, 6, 4, 1], np.float32) / 16
"""Onsets are struck to within a frame or two, by people."""
_LEAST = 3.0
"""Seconds below which no tempo is told."""
_SAME = 0.04
"""Two tempi within this ratio are the same."""
RELATIVES: Final = (0.5, 2.0, 2 / 3, 1.5, 1 / 3, 3.0)


@dataclass(frozen=True)
class Tempo:
    """Beats a minute (None where nothing pulses), the confidence in it, its relatives, and how clear the pulse is."""

    bpm: float | None = None
    confidence: float = 0.0
    tempi: tuple[tuple[float, float], ...] = ()
    clarity: float = 0.0
    """0–1: height of the autocorrelation at the beat (pulse clarity, Lartillot et al. 2008)."""


@lru_cache(maxsize=1)
def candidates() -> Floats:
    """Tempi that are considered, in BPM, in even ratios."""
    return np.asarray(SLOWEST * (1 + _STEP) ** np.arange(math.log(FASTEST / SLOWEST, 1 + _STEP)), np.float64)


def prior(bpm: Floats) -> Floats:
    """How usual each tempo is as a beat, at most 1."""
    return np.asarray(np.exp(-0.5 * (np.log2(bpm / _USUAL) / _OCTAVES) ** 2), np.float64)


@dataclass(frozen=True)
class Periods:
    """What the windows of a piece say of periodicity; each array is (windows, …)."""

    power: Floats
    """Power of the onsets at multiples of `hertz`, over all registers."""
    hertz: float
    similar: Floats
    """Autocorrelation at each lag in frames; 1 at lag 0."""
    rate: float
    weight: Floats
    """Share of each window, (windows,): by the root of its energy."""


def tempo_of(stretches: Sequence[Onsets]) -> Tempo:
    """Tempo of a piece from the onsets of its stretches (of one rate), each heard without a gap."""
    cut = windows(stretches)
    if cut.shape[2] < _LEAST * stretches[0].rate or not cut.any():
        return Tempo()
    periods = periodicity(cut, stretches[0].rate)
    combs, pulses = combed(periods), pulsed(periods)
    score = scored(periods.weight @ combs, periods.weight @ pulses)
    if score.max() <= 0:
        return Tempo()
    bpm = refined(periods, float(candidates()[score.argmax()]))
    tempi = relatives(score, bpm)
    clarity = float(np.clip(_near(periods.weight @ combs, bpm), 0, 1))
    return Tempo(round(bpm, 2), _confidence(clarity, _steadiness(combs, periods.weight, bpm), tempi), tempi, clarity)


def windows(stretches: Sequence[Onsets]) -> npt.NDArray[np.float32]:
    """(windows, registers, frames): overlapping windows of all stretches, smoothed, without their means, registers on
    the scale of their deviations over the whole piece and weighted."""
    rate = stretches[0].rate
    size = min(round(_WINDOW * rate), max(part.strength.shape[1] for part in stretches))
    cut = [_cut(part.strength, size, round(_HOP * rate)) for part in stretches if part.strength.size]
    joined = np.concatenate(cut) if cut else np.zeros((0, len(_REGISTERS), 0), np.float32)
    spread = joined.std(axis=(0, 2), keepdims=True) if joined.size else np.ones((1, len(_REGISTERS), 1))
    weights = np.sqrt(_REGISTERS)[None, :, None]
    return np.asarray(joined * (weights / np.maximum(spread, 1e-9)), np.float32)


def _cut(strength: npt.NDArray[np.float32], size: int, hop: int) -> npt.NDArray[np.float32]:
    smooth = convolve1d(strength, _BLUR, axis=1)
    missing = max(0, size - smooth.shape[1])
    view = np.lib.stride_tricks.sliding_window_view(smooth, size - missing, axis=1)[:, ::hop].transpose(1, 0, 2)
    return np.pad(view - view.mean(axis=2, keepdims=True), ((0, 0), (0, 0), (0, missing)))


def periodicity(cut: npt.NDArray[np.float32], rate: float) -> Periods:
    """Spectra and autocorrelations of windows (windows, registers, frames)."""
    frames = cut.shape[2]
    size = next_fast_len(_OVERSAMPLED * frames, real=True)
    spectra = rfft(cut, size, axis=2)
    power = (spectra.real**2 + spectra.imag**2).sum(axis=1).astype(np.float64)
    overlap = np.maximum(1 - np.arange(frames) / frames, 0.05)
    lags = irfft(power, size, axis=1)[:, :frames] / overlap
    energy = np.maximum(lags[:, :1], 1e-9)
    weight = np.sqrt(energy[:, 0])
    return Periods(power / (frames * energy), rate / size, lags / energy, rate, weight / weight.sum())


def combed(periods: Periods) -> Floats:
    """Mean autocorrelation of each window at the first multiples of each candidate's period; (windows, candidates)."""
    lags = np.outer(_MULTIPLES, 60 * periods.rate / candidates())
    return np.asarray(_between(periods.similar, lags).mean(axis=1), np.float64)


def pulsed(periods: Periods) -> Floats:
    """Share of each window's energy at each candidate, as an amplitude; (windows, candidates)."""
    return np.sqrt(_between(periods.power, candidates() / 60 / periods.hertz))


def _between(rows: Floats, places: Floats) -> Floats:
    """Each row's values at fractional `places` of any shape, linearly; 0 past the end."""
    low = np.minimum(places.astype(np.int64), rows.shape[1] - 2)
    share = places - low
    return np.asarray(np.where(share <= 1, rows[:, low] * (1 - share) + rows[:, low + 1] * share, 0.0), np.float64)


def scored(comb: Floats, pulse: Floats) -> Floats:
    """How well each candidate serves as the beat. The exponents lie in the middle of a plateau: see the tests' notes."""
    return np.asarray(np.maximum(comb, 0) ** _COMB * pulse**_PULSE * prior(candidates()), np.float64)


def refined(periods: Periods, bpm: float) -> float:
    """The tempo near a candidate at which the beat and its divisions hold most power, to about a thousandth."""
    near = bpm * np.linspace(1 - _FINE, 1 + _FINE, 241)
    power = _between((periods.weight @ periods.power)[None], np.outer(_DIVISIONS, near / 60 / periods.hertz))[0]
    # Leaning to the candidate keeps a neighbouring pulse from taking over at the edge of the grid.
    total = power.sum(axis=0) * np.cos(np.linspace(-1, 1, 241))
    at = int(np.clip(total.argmax(), 1, len(near) - 2))
    left, here, right = total[at - 1 : at + 2]
    bend = left - 2 * here + right
    return float(near[at] + (near[1] - near[0]) * (np.clip(0.5 * (left - right) / bend, -1, 1) if bend < 0 else 0.0))


def relatives(score: Floats, bpm: float) -> tuple[tuple[float, float], ...]:
    """The tempo and its relatives in range with their shares of the score, best first."""
    scores = {ratio: float(_near(score, bpm * ratio)) for ratio in (1.0, *RELATIVES)}
    total = sum(scores.values())
    ranked = sorted(scores.items(), key=lambda item: (item[0] != 1.0, -item[1]))
    return tuple((round(bpm * ratio, 2), round(value / total, 3)) for ratio, value in ranked if value >= 0.01 * total)


def _near(values: Floats, bpm: float) -> float:
    """The highest of the candidates' values within 2 % of a tempo; 0 out of range."""
    close = np.abs(candidates() / bpm - 1) <= 0.02
    return float(values[close].max()) if close.any() else 0.0


def _steadiness(combs: Floats, weight: Floats, bpm: float) -> float:
    """Share of the windows that, asked alone, name this tempo or an octave of it: low where the beat wanders."""
    alone = candidates()[np.argmax(np.maximum(combs, 0) * prior(candidates()), axis=1)]
    octaves = np.abs(np.log2(alone / bpm) - np.round(np.log2(alone / bpm)))
    return float(weight @ (octaves <= math.log2(1 + _SAME)))


def _confidence(clarity: float, steadiness: float, tempi: tuple[tuple[float, float], ...]) -> float:
    """Clear, steady, and alone on its level of the metre: the product of the three."""
    clear = np.clip((clarity - 0.05) / 0.25, 0, 1)
    steady = np.clip((steadiness - 0.2) / 0.6, 0, 1)
    rival = max((share for _, share in tempi[1:]), default=0.0)
    alone = tempi[0][1] / (tempi[0][1] + rival)
    return round(float(clear * steady * min(1.0, 0.3 + alone)), 3)
