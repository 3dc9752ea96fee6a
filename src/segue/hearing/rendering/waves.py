"""Sound from arithmetic: damped partials, shaped noise, filters by spectrum, shots laid into a bus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt

Audio = npt.NDArray[np.float32]
"""Samples of one channel, shape (frames,)."""
Doubles = npt.NDArray[np.float64]

_COLUMNS: Final = 256
_FAST: Final = 4096
"""Transforms are made a multiple of this long, which keeps their prime factors small."""


def damped(hertz: Doubles, decay: Doubles, amplitude: Doubles, phase: Doubles, frames: int, rate: int) -> Audio:
    """The sum of sinusoids that die away: amplitude·exp(-decay·t)·cos(2π·hertz·t + phase), shape (frames,).

    The four arrays have shape (partials,); `decay` is in 1/s. With t = (256·j + k)/rate each term is the product of a
    factor in j and one in k, so the sum over partials is a matrix product: no sine is computed a sample.
    """
    step = (2j * np.pi * hertz - decay) / rate
    rows = -(-frames // _COLUMNS)
    coarse = np.exp(np.outer(np.arange(rows) * _COLUMNS, step) + 1j * phase) * amplitude
    fine = np.exp(np.outer(step, np.arange(_COLUMNS)))
    real = coarse.real.astype(np.float32) @ fine.real.astype(np.float32)
    imaginary = coarse.imag.astype(np.float32) @ fine.imag.astype(np.float32)
    return np.asarray((real - imaginary).reshape(-1)[:frames], dtype=np.float32)


def seconds(length: float, rate: int) -> Doubles:
    """Times of the samples of `length` seconds, at least one."""
    return np.arange(max(1, round(length * rate))) / rate


def noise(frames: int, rng: np.random.Generator) -> Audio:
    """White noise in -1 to 1."""
    return rng.random(frames, dtype=np.float32) * np.float32(2) - np.float32(1)


def filtered(audio: Audio, rate: int, response: Callable[[Doubles], Doubles]) -> Audio:
    """`audio` with its spectrum multiplied by `response(hertz)`, a real gain; without delay or change of length."""
    size = fast_size(len(audio) + rate // 50)
    spectrum = np.fft.rfft(audio, size) * response(frequencies(size, rate)).astype(np.float32)
    return np.asarray(np.fft.irfft(spectrum, size)[: len(audio)], dtype=np.float32)


def fast_size(frames: int) -> int:
    """A length of at least `frames` that transforms fast."""
    grain = _FAST if frames > _FAST else 256
    return -(-frames // grain) * grain


def frequencies(size: int, rate: int) -> Doubles:
    """The frequencies, in Hz, of a real transform of `size` samples."""
    return np.asarray(np.fft.rfftfreq(size, 1.0 / rate), dtype=np.float64)


def high_pass(corner: float, order: int = 2) -> Callable[[Doubles], Doubles]:
    """Gain of a Butterworth high-pass at `corner` Hz."""
    return lambda hertz: 1.0 / np.sqrt(1.0 + (corner / np.maximum(hertz, 1e-3)) ** (2 * order))


def band_pass(centre: float, width: float) -> Callable[[Doubles], Doubles]:
    """Gain of a resonance at `centre` Hz, `width` Hz between its half-power points."""
    return lambda hertz: 1.0 / np.sqrt(1.0 + ((hertz - centre) / (0.5 * width)) ** 2)


def lay(bus: Audio, shot: Audio, at: float, gain: float, rate: int) -> None:
    """Add `shot` to `bus` at `at` seconds; what lies outside the bus is cut."""
    first = round(at * rate)
    skipped = max(0, -first)
    room = min(len(shot), len(bus) - first)
    if room > skipped:
        bus[first + skipped : first + room] += np.float32(gain) * shot[skipped:room]


def peaked(audio: Audio) -> Audio:
    """`audio` scaled to a peak of 1; silence stays silence."""
    return audio / np.float32(max(float(np.max(np.abs(audio), initial=0.0)), 1e-9))


def levelled(bus: Audio, decibels: float, rate: int) -> Audio:
    """`bus` scaled so that where it sounds its mean level is `decibels` (dB re 1, RMS); silence stays silence.

    Where it sounds: the tenths of a second within 30 dB of the loudest one.
    """
    grain = max(1, rate // 10)
    whole = bus[: len(bus) // grain * grain].reshape(-1, grain)
    power = np.mean(whole * whole, axis=1) if len(whole) else np.mean(bus * bus, keepdims=True)
    loudest = float(power.max(initial=0.0))
    if loudest <= 0.0:
        return bus
    mean = float(power[power >= loudest * 1e-3].mean())
    return bus * np.float32(10.0 ** (decibels / 20.0) / np.sqrt(mean))
