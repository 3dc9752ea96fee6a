"""Tempo: the periods at which onsets repeat themselves, and a choice between the levels of the metre.

A beat is a period at which the music repeats itself, and so do its bars: the autocorrelation of the onsets is high at
the beat and at its multiples by two and four, or three and six (a metrical comb: Klapuri, Eronen & Astola 2006). It
is taken twice: register by register, where like must follow like, and over their sum, where a snare may answer a bass
drum. Which of the periods that remain is *the* beat is a matter of taste as much as of sound, hence a prior.
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

from segue.hearing.ear.onsets import REGISTERS, Onsets

Floats = npt.NDArray[np.float64]

SLOWEST, FASTEST = 40.0, 240.0
_STEP = 0.005
"""Ratio between neighbouring candidates, less one."""
_WINDOW, _HOP = 11.9, 5.95
"""Seconds of music that are looked at together: eight beats of the slowest tempo; a slow drift hardly shows in it."""
_METRES: Final = (((1, 2, 4, 8), (0.25, 0.25, 0.25, 0.25)), ((1, 2, 3, 6), (0.27, 0.14, 0.27, 0.27)))
"""What repeats in bars of four and of three: multiples of the beat, and their weights, which sum to less for three."""
_USUAL = 120.0
"""BPM to which candidates are compared; listeners tap between 120 and 130 (Moelants 2002)."""
_BROAD = 1.2
"""Octaves: standard deviation of the prior by which the metre is found, before its level is chosen."""
_PULSES: Final = (1, 2, 3, 4)
"""Pulses within a beat whose strength says at which level of the metre it lies."""
_WEIGHTS: Final = np.array([2.37, 2.04, -0.095, 0.814, 0.869, 8.23, 3.4, 12.0, 0.188, -1.5])
"""What each of `signs` counts in the choice of the level. Fitted (conditional logit, ridge 0.03, on standard scores) to
the notated tempi of 64 pieces of two free games (OpenTTD's OpenMSX, Freedoom) as a synthesizer plays them: 75 % right
when each is left out in turn. They are not fitted to the rendered sample library, on which the benches measure."""
_MARKS: Final = (1.0, 1.0, 0.5)
"""Weights of `onsets.REGISTERS` where they are summed: cymbals divide beats more often than they mark them."""
_FINE, _DIVISIONS = 0.03, (1, 2, 4)
"""Reach of the last refinement around the candidate, as a ratio; the pulses that it goes by."""
_OVERSAMPLED = 8
_BLUR: Final = np.array([1, 4, 6, 4, 1], np.float32) / 16
"""Onsets are struck to within a frame or two, by people."""
_LEAST = 3.0
"""Seconds below which no tempo is told."""
_RARE = 0.01
"""Relatives less probable than this are not told."""
_SAME = 0.04
"""Two tempi within this ratio are the same."""
RELATIVES: Final = (0.5, 2.0, 2 / 3, 1.5, 1 / 3, 3.0, 0.75, 4 / 3)
_DANCED = 0.8
"""Octaves about `_USUAL`: standard deviation of tempi that are danced and tapped to."""


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


def prior(bpm: Floats, octaves: float = _DANCED) -> Floats:
    """How usual each tempo is as a beat, at most 1: a bell over the octaves."""
    return np.asarray(np.exp(-0.5 * (np.log2(bpm / _USUAL) / octaves) ** 2), np.float64)


@dataclass(frozen=True)
class Periods:
    """What the windows of a piece say of periodicity; each array is (windows, …)."""

    power: Floats
    """Power of the onsets at multiples of `hertz`, over all registers."""
    hertz: float
    apart: Floats
    """Autocorrelation of the registers, like with like, at each lag in frames; 1 at lag 0."""
    summed: Floats
    """Autocorrelation of their sum."""
    rate: float
    weight: Floats
    """Share of each window, (windows,): by the root of its energy."""


def tempo_of(stretches: Sequence[Onsets]) -> Tempo:
    """Tempo of a piece from the onsets of its stretches (of one rate), each heard without a gap."""
    cut = windows(stretches)
    if cut.shape[2] < _LEAST * stretches[0].rate or not cut.any():
        return Tempo()
    periods = periodicity(cut, stretches[0].rate)
    combs = [combed(lags, periods.rate) for lags in (periods.apart, periods.summed)]
    repeats = np.mean(combs, axis=0)
    metre = np.maximum(periods.weight @ repeats, 0) * prior(candidates(), _BROAD)
    if metre.max() <= 0:
        return Tempo()
    tempi = levels(metre, signs(periods, *(periods.weight @ comb for comb in combs)))
    bpm = refined(periods, tempi[0][0])
    tempi = tuple((round(bpm * other / tempi[0][0], 2), share) for other, share in tempi)
    clarity = float(np.clip(_near(periods.weight @ repeats, bpm), 0, 1))
    return Tempo(round(bpm, 2), _confidence(clarity, _steadiness(repeats, periods.weight, bpm), tempi), tempi, clarity)


def windows(stretches: Sequence[Onsets]) -> npt.NDArray[np.float32]:
    """(windows, registers, frames): overlapping windows of all stretches, smoothed, without their means, each
    register on the scale of its deviation over the whole piece."""
    rate = stretches[0].rate
    size = min(round(_WINDOW * rate), max(part.strength.shape[1] for part in stretches))
    cut = [_cut(part.strength, size, round(_HOP * rate)) for part in stretches if part.strength.size]
    joined = np.concatenate(cut) if cut else np.zeros((0, len(REGISTERS), 0), np.float32)
    spread = joined.std(axis=(0, 2), keepdims=True) if joined.size else np.ones((1, 1, 1))
    return np.asarray(joined / np.maximum(spread, 1e-9), np.float32)


def _cut(strength: npt.NDArray[np.float32], size: int, hop: int) -> npt.NDArray[np.float32]:
    smooth = convolve1d(strength, _BLUR, axis=1)
    missing = max(0, size - smooth.shape[1])
    view = np.lib.stride_tricks.sliding_window_view(smooth, size - missing, axis=1)[:, ::hop].transpose(1, 0, 2)
    return np.pad(view - view.mean(axis=2, keepdims=True), ((0, 0), (0, 0), (0, missing)))


def periodicity(cut: npt.NDArray[np.float32], rate: float) -> Periods:
    """Spectra and autocorrelations of windows (windows, registers, frames)."""
    size = next_fast_len(_OVERSAMPLED * cut.shape[2], real=True)
    apart = _power(cut, size).sum(axis=1)
    together = _power(np.einsum("r,wrf->wf", np.array(_MARKS, np.float32), cut), size)
    energy = np.sqrt(np.maximum(irfft(apart, size, axis=1)[:, 0], 1e-9))
    frames = cut.shape[2]
    share = apart / (frames * energy[:, None] ** 2)
    like, summed = _similar(apart, frames), _similar(together, frames)
    return Periods(share, rate / size, like, summed, rate, energy / energy.sum())


def _power(cut: npt.NDArray[np.float32], size: int) -> Floats:
    spectra = rfft(cut, size, axis=-1)
    return np.asarray(spectra.real**2 + spectra.imag**2, np.float64)


def _similar(power: Floats, frames: int) -> Floats:
    """Autocorrelations, freed of the lags' shrinking overlap, from power spectra (windows, bins)."""
    lags = irfft(power, axis=1)[:, :frames] / np.maximum(1 - np.arange(frames) / frames, 0.05)
    return np.asarray(lags / np.maximum(lags[:, :1], 1e-9), np.float64)


def combed(lags: Floats, rate: float) -> Floats:
    """How far each window repeats itself at each candidate's beat and bars; (windows, candidates)."""
    beat = 60 * rate / candidates()
    metres = [
        np.einsum("m,wmc->wc", weights, _between(lags, np.outer(multiples, beat))) for multiples, weights in _METRES
    ]
    return np.asarray(np.maximum(*metres), np.float64)


def signs(periods: Periods, comb_apart: Floats, comb_summed: Floats) -> Floats:
    """What speaks for each candidate as *the* beat, (10, candidates): the two combs, repetition at the beat alone (by
    register and summed), the strength of the pulses at once to four times its rate, and its distance from the usual
    tempo in octaves, plain and squared."""
    beat = 60 * periods.rate / candidates()
    once = [periods.weight @ _between(lags, beat) for lags in (periods.apart, periods.summed)]
    rates = np.outer(_PULSES, candidates() / 60 / periods.hertz)
    pulses = np.einsum("w,wpc->pc", periods.weight, np.sqrt(_between(periods.power, rates)))
    away = np.log2(candidates() / _USUAL)
    return np.stack([comb_apart, comb_summed, *once, *pulses, away, away**2])


def levels(metre: Floats, evidence: Floats) -> tuple[tuple[float, float], ...]:
    """The candidates that may be the beat, with their probabilities, best first: the strongest period of the metre and
    its relatives in range, each at the best of the candidates within 2 %."""
    chosen = []
    for ratio in (1.0, *RELATIVES):
        close = np.flatnonzero(np.abs(candidates() / (candidates()[metre.argmax()] * ratio) - 1) <= 0.02)
        if len(close):
            chosen.append(int(close[metre[close].argmax()]))
    logit = _WEIGHTS @ evidence[:, chosen]
    chance = np.exp(logit - logit.max())
    ranked = sorted(zip(chance / chance.sum(), candidates()[chosen], strict=True), reverse=True)
    return tuple((float(bpm), round(float(share), 3)) for share, bpm in ranked if share >= _RARE)


def _between(rows: Floats, places: Floats) -> Floats:
    """Each row's values at fractional `places` of any shape, linearly; 0 past the end."""
    low = np.minimum(places.astype(np.int64), rows.shape[1] - 2)
    share = places - low
    return np.asarray(np.where(share <= 1, rows[:, low] * (1 - share) + rows[:, low + 1] * share, 0.0), np.float64)


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
    """How clear and how steady the pulse is, times the probability of its level in the metre."""
    clear = np.clip((clarity - 0.05) / 0.25, 0, 1)
    steady = np.clip((steadiness - 0.2) / 0.6, 0, 1)
    return round(float(clear * steady * tempi[0][1]), 3)
