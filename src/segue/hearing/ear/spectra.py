"""Spectra of a stretch of sound: log-mel frames for rhythm and timbre, a histogram of pitches for the key.

Sound comes in blocks and only features stay, so that an hour of music needs no more memory than some fifty megabytes.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.fft import next_fast_len, rfft
from scipy.signal import firwin, upfirdn

from segue.hearing.ear.decoding import Samples

Frames = npt.NDArray[np.float32]

ANALYSIS_RATE: Final = 22_050
"""Hz, about: a file's own rate is divided by the power of two that comes nearest."""
MEL_BANDS: Final = 40
_MEL_RANGE: Final = (30.0, 10_000.0)
_MEL_WINDOW, _MEL_HOP = 0.0464, 0.0116
"""Seconds: 1024 and 256 samples at 22.05 kHz."""
_PITCH_WINDOW, _PITCH_HOP = 0.372, 0.186
"""Seconds. A semitone at 55 Hz is 3.3 Hz wide, a bin of this window 2.7 Hz; interpolation does the rest."""
STEPS_A_SEMITONE: Final = 10
LOWEST_PITCH, HIGHEST_PITCH = 31.0, 103.0
"""MIDI numbers, 49 Hz to 3.1 kHz: where fundamentals and their first harmonics lie."""
PITCH_STEPS: Final = int((HIGHEST_PITCH - LOWEST_PITCH) * STEPS_A_SEMITONE)
_PROMINENT = 2.0
"""A peak is a tone where it stands this many times above the mean of its surroundings; noise hardly does."""
_FAINT = 0.01
"""Peaks 40 dB below a frame's highest are left out."""
_ROOM: Final = 12
"""Bins to either side that make the surroundings of a peak."""
_TAPS_A_PHASE: Final = 16


def halvings(rate: int) -> int:
    """The power of two by which `rate` is divided to come near `ANALYSIS_RATE`."""
    return int(2 ** max(0, round(math.log2(rate / ANALYSIS_RATE))))


class Decimator:
    """Divides the rate of a signal that comes in blocks, through a linear-phase low-pass at 0.9 of the new Nyquist."""

    def __init__(self, factor: int) -> None:
        self._factor = factor
        taps = 2 * _TAPS_A_PHASE * factor
        self._low_pass = firwin(taps + 1, 0.9 / factor, window=("kaiser", 5.0)).astype(np.float32)
        self._before = np.zeros(taps // 2, np.float32)
        self._reach = taps

    def take(self, signal: Samples) -> Samples:
        """The next samples at the lower rate. Blocks but the last are multiples of `factor`, 32 of it at least."""
        if self._factor == 1:
            return signal
        joined = np.concatenate((self._before, signal))
        filtered = upfirdn(self._low_pass, joined, 1, self._factor)
        first, end = self._reach // self._factor, len(joined) // self._factor
        self._before = joined[len(joined) - self._reach :]
        return np.asarray(filtered[first:end], np.float32)


class Framer:
    """Cuts a signal that comes in blocks into overlapping frames."""

    def __init__(self, window: int, hop: int) -> None:
        self._window, self._hop = window, hop
        self._rest = np.zeros(0, np.float32)

    def take(self, signal: Samples) -> Frames:
        """Frames that are complete now, (frames, window), as a view."""
        joined = np.concatenate((self._rest, signal))
        count = max(0, (len(joined) - self._window) // self._hop + 1)
        self._rest = joined[count * self._hop :]
        if not count:
            return np.zeros((0, self._window), np.float32)
        return np.lib.stride_tricks.sliding_window_view(joined, self._window)[:: self._hop][:count]


class MelFrames:
    """Mel power of a signal that comes in blocks, about 86 frames a second."""

    def __init__(self, rate: float) -> None:
        window, hop = round(rate * _MEL_WINDOW), round(rate * _MEL_HOP)
        self.rate = rate / hop
        """Frames a second."""
        self.delay = window / 2 / rate
        """Seconds from the beginning of the signal to the middle of the first frame."""
        self._framer = Framer(window, hop)
        self._taper = np.hanning(window).astype(np.float32)
        self._size = next_fast_len(window, real=True)
        self._bank = mel_bank(rate, self._size)
        self._parts: list[Frames] = []

    def take(self, signal: Samples) -> None:
        """Hears the next samples."""
        spectra = rfft(self._framer.take(signal) * self._taper, self._size, axis=1)
        power = spectra.real**2 + spectra.imag**2
        self._parts.append(power @ self._bank)

    @property
    def frames(self) -> Frames:
        """(frames, `MEL_BANDS`), power."""
        return np.concatenate(self._parts)


@lru_cache(maxsize=8)
def mel_bank(rate: float, size: int) -> Frames:
    """Triangles of equal area on the mel scale (2595 log₁₀(1 + f/700), O'Shaughnessy 1987); (bins, `MEL_BANDS`).

    Bands above the Nyquist frequency of a low-rate file stay empty.
    """
    low, high = (2595 * math.log10(1 + hertz / 700) for hertz in _MEL_RANGE)
    edges = 700 * (10 ** (np.linspace(low, high, MEL_BANDS + 2) / 2595) - 1)
    bins = np.arange(size // 2 + 1)[:, None] * (rate / size)
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    triangles = np.clip(np.minimum(rising, falling), 0, None)
    return np.asarray(triangles * (2 / (edges[2:] - edges[:-2])), np.float32)


def mel_centres() -> npt.NDArray[np.float64]:
    """Middle of each mel band in Hz."""
    low, high = (2595 * math.log10(1 + hertz / 700) for hertz in _MEL_RANGE)
    return np.asarray(700 * (10 ** (np.linspace(low, high, MEL_BANDS + 2)[1:-1] / 2595) - 1), np.float64)


class PitchHistogram:
    """How much tone sounds at each pitch, from the peaks of long spectra (as HPCP, Gómez 2006, without the folding).

    Each frame counts by the square root of its peaks' magnitudes, so that neither one loud passage nor one loud voice
    decides a key.
    """

    def __init__(self, rate: float) -> None:
        window = round(rate * _PITCH_WINDOW)
        self._framer = Framer(window, round(rate * _PITCH_HOP))
        self._taper = np.hanning(window).astype(np.float32)
        self._size = next_fast_len(window, real=True)
        self._hertz = rate / self._size
        first, last = (440 * 2 ** ((pitch - 69) / 12) for pitch in (LOWEST_PITCH, HIGHEST_PITCH))
        self._first = max(_ROOM, int(first / self._hertz))
        self._end = min(self._size // 2 - _ROOM, int(last / self._hertz))
        self.tones = np.zeros(PITCH_STEPS)
        """Weight of each tenth of a semitone from `LOWEST_PITCH` up."""
        self.tonal, self.total = 0.0, 0.0
        """Magnitude in tones, and altogether, in the range of pitches."""

    def take(self, signal: Samples) -> None:
        """Hears the next samples."""
        frames = self._framer.take(signal)
        if not len(frames):
            return
        magnitude = np.abs(rfft(frames * self._taper, self._size, axis=1)[:, : self._end + _ROOM + 1])
        rows, bins = _peaks(magnitude, self._first, self._end)
        height = magnitude[rows, bins]
        pitch = 69 + 12 * np.log2(_between(magnitude, rows, bins) * (self._hertz / 440))
        step = np.floor((pitch - LOWEST_PITCH) * STEPS_A_SEMITONE).astype(np.int64)
        inside = (step >= 0) & (step < PITCH_STEPS)
        self.tones += np.bincount(step[inside], np.sqrt(height[inside]), PITCH_STEPS)
        self.tonal += 3 * float(height.sum())  # a Hann window spreads a tone over three bins or so
        self.total += float(magnitude[:, self._first : self._end].sum())


def _peaks(magnitude: Frames, first: int, end: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows and bins of the tones among the bins `first` to `end`."""
    here = magnitude[:, first:end]
    sums = np.cumsum(magnitude, axis=1, dtype=np.float32)
    around = (sums[:, first + _ROOM : end + _ROOM] - sums[:, first - _ROOM : end - _ROOM]) / (2 * _ROOM)
    floor = np.maximum(_PROMINENT * around, _FAINT * here.max(axis=1, keepdims=True))
    tone = (here > floor) & (here > magnitude[:, first - 1 : end - 1]) & (here >= magnitude[:, first + 1 : end + 1])
    rows, bins = np.nonzero(tone)
    return rows, bins + first


def _between(magnitude: Frames, rows: npt.NDArray[np.intp], bins: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """The place of each peak in bins, by a parabola through the logarithms of three (Smith & Serra 1987)."""
    left, here, right = (np.log(magnitude[rows, bins + by] + 1e-20).astype(np.float64) for by in (-1, 0, 1))
    return np.asarray(bins + np.clip(0.5 * (left - right) / (left - 2 * here + right - 1e-12), -0.5, 0.5), np.float64)
