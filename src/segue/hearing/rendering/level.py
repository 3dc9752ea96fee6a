"""Loudness as broadcasters count it, and a limiter that brings a mix to the loudness aimed at.

Loudness is measured here apart from `segue.hearing.ear`, so that what is rendered does not lean on what it tests.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from segue.hearing.rendering.waves import Audio, Doubles, fast_size, frequencies

_GRAIN: Final = 32
"""Samples of one step of gain."""
_HOLD: Final = 0.03
"""Seconds over which the limiter looks ahead, and lets go."""
_CEILING: Final = 0.96
_CLOSE: Final = 0.05
"""LU that do not matter."""
_TURNS: Final = 20
_SATURATIONS: Final = 6
_DRIVE: Final = 1.6


def brought(audio: Audio, loudness: float, rate: int) -> Audio:
    """`audio` at `loudness` LUFS, limited to stay within ±1; silence stays silence.

    What a limiter alone cannot bring there is saturated first, as loud records are.
    """
    if not audio.any():
        return audio
    for _ in range(_SATURATIONS):
        shaped, short = _turned(audio, loudness, rate)
        if short < _CLOSE:
            break
        audio = np.tanh(np.float32(_DRIVE) * shaped)
    return np.clip(shaped, -1.0, 1.0)


def _turned(audio: Audio, loudness: float, rate: int) -> tuple[Audio, float]:
    """`audio` under the gain and the limiter that bring it nearest to `loudness`, and how many LU it falls short.

    The gain is searched on the powers of short steps: what the limiter takes away is made up for by more gain, until
    that no longer helps.
    """
    steps = -(-len(audio) // _GRAIN)
    padded = np.pad(audio, (0, steps * _GRAIN - len(audio)))
    peaks = np.max(np.abs(padded.reshape(steps, _GRAIN)), axis=1).astype(np.float64)
    power = _weighted_power(padded, rate)
    gain, before = 1.0, np.inf
    for _ in range(_TURNS):
        shape = gain * _limited(gain * peaks, rate)
        short = loudness - integrated(power * shape**2, rate)
        if abs(short) < _CLOSE or before - short < _CLOSE < short:
            break
        gain, before = gain * 10.0 ** (short / 20.0), short if short > 0.0 else np.inf
    centres = (np.arange(steps) + 0.5) * _GRAIN
    return audio * np.interp(np.arange(len(audio)), centres, shape).astype(np.float32), short


def integrated(power: Doubles, rate: int) -> float:
    """Integrated loudness in LUFS of K-weighted `power`, one value a step of 32 samples (ITU-R BS.1770-5).

    Means over 400 ms, every 100 ms, those above -70 LUFS and then those within 10 LU below the mean of these. A piece
    shorter than 400 ms counts as one such mean; silence is -infinity.
    """
    summed = np.concatenate([[0.0], np.cumsum(power)])
    width, hop = 0.4 * rate / _GRAIN, 0.1 * rate / _GRAIN
    first = np.arange(0.0, max(len(power) - width, 0.0) + 1e-9, hop)
    places = np.arange(len(summed))
    last = np.minimum(first + width, len(power))
    means = (np.interp(last, places, summed) - np.interp(first, places, summed)) / (last - first)
    gated = means[means > _power(-70.0)]
    gated = gated[gated > 0.1 * gated.mean()] if len(gated) else gated
    return float(-0.691 + 10.0 * np.log10(gated.mean())) if len(gated) else -np.inf


def _power(lufs: float) -> float:
    return float(10.0 ** ((lufs + 0.691) / 10.0))


def _weighted_power(padded: Audio, rate: int) -> Doubles:
    size = fast_size(len(padded))
    spectrum = np.fft.rfft(padded, size) * _weights(size, rate)
    weighted = np.fft.irfft(spectrum, size)[: len(padded)].reshape(-1, _GRAIN)
    return np.asarray(np.mean(weighted.astype(np.float64) ** 2, axis=1), dtype=np.float64)


@lru_cache(maxsize=2)
def _weights(size: int, rate: int) -> Audio:
    return k_weighting(frequencies(size, rate)).astype(np.float32)


def k_weighting(hertz: Doubles) -> Doubles:
    """Gain of the two filters of BS.1770 at `hertz`: a shelf of 4 dB about 1,682 Hz and a high-pass at 38 Hz.

    From the analogue prototypes of its coefficients at 48 kHz, so that it holds at any rate.
    """
    high, q = 10.0 ** (3.99984 / 20.0), 0.7071752
    x = (hertz / 1681.974) ** 2
    shelf = ((1.0 - high * x) ** 2 + high**0.9993334 / q**2 * x) / ((1.0 - x) ** 2 + x / q**2)
    x = (hertz / 38.13547) ** 2
    passed = x**2 / ((1.0 - x) ** 2 + x / 0.5003270**2)
    return np.asarray(np.sqrt(shelf * passed), dtype=np.float64)


def _limited(peaks: Doubles, rate: int) -> Doubles:
    """Gain of each step that keeps its peak below the ceiling, falling and rising smoothly."""
    reach = max(1, round(_HOLD * rate / _GRAIN))
    need = np.minimum(1.0, _CEILING / np.maximum(peaks, 1e-9))
    if need.min() == 1.0:
        return need
    padded = np.pad(need, 2 * reach + 1, constant_values=1.0)
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 3).min(axis=1)
    taper = np.hanning(2 * reach + 1 + 2)[1:-1]
    return np.convolve(lowest, taper / taper.sum(), "valid")
