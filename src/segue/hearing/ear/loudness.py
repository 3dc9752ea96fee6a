"""Loudness as ITU-R BS.1770-4 and EBU R 128 measure it: K-weighted, gated, over all channels at the file's own rate."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.signal import sosfilt

from segue.hearing.ear.decoding import Samples
from segue.hearing.ear.heard import LOUDNESS_FLOOR, PEAK_FLOOR

Floats = npt.NDArray[np.float64]

LEVELS_A_STEP: Final = 5
"""Levels (20 ms each) within one step (100 ms) of the gating blocks."""
STEPS_A_BLOCK: Final = 4
"""Gating blocks are of 400 ms with an overlap of 75 %."""
REPLAYGAIN_TARGET: Final = -18.0
"""LUFS; ReplayGain 2.0 specification."""
_OFFSET, _RELATIVE_GATE = -0.691, -10.0
_SURROUND, _LFE = 1.41, 3
"""Weight of the channels behind the listener; place of the low-frequency one of six (BS.1770-4, table 3)."""


def step_size(rate: int) -> int:
    """Samples in 100 ms, as a whole number of levels: exact for the usual rates, 0.3 % off at worst from 8 kHz up."""
    return LEVELS_A_STEP * max(1, round(rate / (10 * LEVELS_A_STEP)))


def k_weighting(rate: int) -> Floats:
    """The two stages of BS.1770-4 as second-order sections (2, 6) for any sampling rate in Hz.

    The recommendation gives coefficients for 48 kHz only; these are the analogue prototypes behind them, as derived by
    libebur128 (a shelf of 4 dB above 1682 Hz, a high-pass at 38 Hz), through the bilinear transform.
    """
    return np.stack([_shelf(rate, 1681.974450955533, 3.999843853973347, 0.7071752369554196), _high_pass(rate)])


def _shelf(rate: int, at: float, decibels: float, quality: float) -> Floats:
    k = math.tan(math.pi * min(at / rate, 0.49))
    high = 10 ** (decibels / 20)
    band = high**0.4996667741545416
    scale = 1 + k / quality + k * k
    return np.array(
        [
            (high + band * k / quality + k * k) / scale,
            2 * (k * k - high) / scale,
            (high - band * k / quality + k * k) / scale,
            1.0,
            2 * (k * k - 1) / scale,
            (1 - k / quality + k * k) / scale,
        ]
    )


def _high_pass(rate: int, at: float = 38.13547087602444, quality: float = 0.5003270373238773) -> Floats:
    k = math.tan(math.pi * at / rate)
    scale = 1 + k / quality + k * k
    return np.array([1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / scale, (1 - k / quality + k * k) / scale])


def channel_weights(channels: int) -> Floats:
    """Weights of the channels (L, R, C, [LFE,] Ls, Rs); mono counts once, as the recommendation has it."""
    weights = np.ones(channels)
    if channels >= 5:
        weights[3:] = _SURROUND
    if channels >= 6:
        weights[_LFE] = 0.0
    return weights


class Meter:
    """Takes blocks of one stretch of sound and keeps what loudness, peak and silences need."""

    def __init__(self, rate: int, channels: int) -> None:
        self._step = step_size(rate)
        self._filter = k_weighting(rate).astype(np.float32)
        self._state = np.zeros((2, channels, 2), np.float32)
        self._weights = channel_weights(channels)
        self._steps: list[Floats] = []
        self._levels: list[Floats] = []
        self.peak = 0.0

    def take(self, block: Samples) -> None:
        """Hears a block (frames, channels). All but the last hold whole steps; a last part of a step is left out."""
        across = np.ascontiguousarray(block.T)
        self.peak = max(self.peak, float(np.abs(across).max()))
        weighted, self._state = sosfilt(self._filter, across, axis=1, zi=self._state)
        self._steps.append(self._weights @ mean_squares(weighted, self._step))
        self._levels.append(mean_squares(across, self._step // LEVELS_A_STEP).mean(axis=0))

    @property
    def steps(self) -> Floats:
        """Weighted power of each 100 ms."""
        return np.concatenate(self._steps)

    @property
    def levels(self) -> Floats:
        """Mean square of each 20 ms over all channels, unweighted."""
        return np.concatenate(self._levels)


def mean_squares(signal: Samples, size: int) -> Floats:
    """(channels, frames) → the mean square of each whole window of `size` frames, (channels, windows)."""
    whole = signal[:, : signal.shape[1] // size * size].reshape(len(signal), -1, size)
    return np.asarray(np.einsum("cws,cws->cw", whole, whole), np.float64) / size


def gating_blocks(steps: Floats) -> Floats:
    """Power of each 400 ms from that of each 100 ms; a stretch shorter than a block counts as one."""
    if len(steps) < STEPS_A_BLOCK:
        return steps.mean(keepdims=True) if len(steps) else steps
    return np.convolve(steps, np.full(STEPS_A_BLOCK, 1 / STEPS_A_BLOCK), mode="valid")


def integrated(powers: Floats) -> float:
    """Loudness in LUFS of blocks of given power: absolute gate at -70 LUFS, relative gate 10 LU below the mean."""
    heard = powers[decibels(powers) + _OFFSET > LOUDNESS_FLOOR]
    if not len(heard):
        return LOUDNESS_FLOOR
    gate = 10 * math.log10(heard.mean()) + _RELATIVE_GATE
    return _OFFSET + 10 * math.log10(heard[decibels(heard) > gate].mean())


def decibels(power: Floats) -> Floats:
    """10 log₁₀ of powers, not below `PEAK_FLOOR`."""
    return np.asarray(10 * np.log10(np.maximum(power, 10 ** (PEAK_FLOOR / 10))), np.float64)
