"""A voice: a glottal source with vibrato and glides, through vowels that change with each syllable."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.hearing.rendering.grid import Grid, Note
from segue.hearing.rendering.plan import Register
from segue.hearing.rendering.waves import Audio, Doubles, noise

_VOWELS: Final[dict[Register, tuple[tuple[int, int, int], ...]]] = {
    "low": ((730, 1090, 2440), (530, 1840, 2480), (270, 2290, 3010), (570, 840, 2410), (300, 870, 2240)),
    "high": ((850, 1220, 2810), (610, 2330, 2990), (310, 2790, 3310), (590, 920, 2710), (370, 950, 2670)),
}
"""Formants in Hz of the vowels of father, bet, beet, bought and boot: means of men and of women in Peterson and Barney,
"Control methods used in a study of the vowels" (1952)."""
_WIDTHS: Final = (90.0, 110.0, 170.0)
_GAINS: Final = (1.0, 0.6, 0.25)
_CONTROL: Final = 64
"""Samples between two values of pitch and loudness."""
_WINDOW: Final = 1024
_TABLE: Final = 4096


def sung(bus: Audio, notes: list[Note], grid: Grid, *, register: Register, speech: float, cents: float,
         rng: np.random.Generator, rate: int) -> None:  # fmt: skip
    """Add the voice to `bus`, one syllable a note. `speech` in 0–1: how far it is spoken rather than sung."""
    if not notes:
        return
    frames = len(bus)
    starts = np.array([grid.at(note) for note in notes])
    ends = np.minimum(starts + grid.tick * np.array([note.ticks for note in notes]), np.append(starts[1:], np.inf))
    pitch, voiced, breath = _controls(notes, starts, ends, frames, speech, rng, rate)
    source = _glottis(pitch + cents / 100.0, frames, rate) * _stretched(voiced, frames)
    source += np.float32(0.25) * noise(frames, rng) * _stretched(breath + 0.04 * voiced, frames)
    bus += _articulated(source, _weights(starts, ends, frames, rng, rate), _responses(register, rate))


def _controls(
    notes: list[Note], starts: Doubles, ends: Doubles, frames: int, speech: float, rng: np.random.Generator, rate: int
) -> tuple[Doubles, Doubles, Doubles]:
    """Pitch (MIDI), loudness of the voice and of consonants, every `_CONTROL` samples."""
    times = np.arange(frames // _CONTROL + 2) * (_CONTROL / rate)
    which = np.clip(np.searchsorted(starts, times, "right") - 1, 0, None)
    since, left = times - starts[which], ends[which] - times
    pitch = _smoothed(np.array([note.pitch for note in notes])[which], 0.045, rate)
    vibrato = 0.3 * (1.0 - speech) * np.clip((since - 0.18) / 0.25, 0.0, 1.0) * np.sin(2 * np.pi * 5.4 * times)
    falling = speech * (2.0 - 9.0 * np.clip(since, 0.0, 0.5)) + speech * 2.0 * rng.standard_normal(len(notes))[which]
    strength = np.array([note.strength for note in notes])[which]
    consonant = (rng.random(len(notes)) < 0.55)[which] * 0.05
    held = np.clip((since - consonant) / 0.03, 0.0, 1.0) * np.clip(left / 0.05, 0.0, 1.0) * (since >= 0.0)
    hiss = (consonant > 0.0) * (since >= 0.0) * np.clip(1.0 - since / 0.07, 0.0, 1.0)
    return pitch + vibrato + falling, strength * held * (1.0 + 0.1 * np.sin(7.0 * times)), strength * hiss


def _smoothed(values: Doubles, width: float, rate: int) -> Doubles:
    """Values glide over `width` seconds."""
    size = max(1, round(width * rate / _CONTROL))
    padded = np.pad(values, (size // 2, size - 1 - size // 2), mode="edge")
    return np.convolve(padded, np.full(size, 1.0 / size), "valid")


def _stretched(control: Doubles, frames: int) -> Audio:
    """Control values as samples, by straight lines."""
    ramp = (np.arange(_CONTROL, dtype=np.float32) / np.float32(_CONTROL))[None, :]
    values = control.astype(np.float32)
    lines = values[:-1, None] * (1 - ramp) + values[1:, None] * ramp
    return np.asarray(lines.reshape(-1)[:frames], dtype=np.float32)


def _glottis(pitch: Doubles, frames: int, rate: int) -> Audio:
    """A source with partials that fall by 6 dB an octave (12 of the glottis less 6 of radiation), none above half the
    rate."""
    hertz = 440.0 * 2.0 ** ((pitch - 69.0) / 12.0)
    phase = np.cumsum(np.repeat(hertz, _CONTROL)[:frames] / rate)
    partials = np.arange(1, max(2, int(0.48 * rate / hertz.max())))
    turn = 2 * np.pi * np.arange(_TABLE) / _TABLE
    table = (np.cos(np.outer(turn, partials)) @ (1.0 / partials)).astype(np.float32)
    return np.asarray(table[(phase * _TABLE).astype(np.int64) % _TABLE], dtype=np.float32)


def _responses(register: Register, rate: int) -> Audio:
    """Gain of each vowel at each bin of a window, shape (vowels, bins)."""
    hertz = np.fft.rfftfreq(_WINDOW, 1.0 / rate)[None, None, :]
    centres = np.array(_VOWELS[register], dtype=np.float64)[:, :, None]
    widths, gains = np.array(_WIDTHS)[None, :, None], np.array(_GAINS)[None, :, None]
    peaks = gains / np.sqrt(1.0 + ((hertz - centres) / (0.5 * widths)) ** 2)
    return np.asarray(peaks.sum(axis=1), dtype=np.float32)


def _weights(starts: Doubles, ends: Doubles, frames: int, rng: np.random.Generator, rate: int) -> Audio:
    """How far each window sounds like each vowel, shape (windows, vowels): a syllable glides from one to another."""
    hop = _WINDOW // 2
    times = (np.arange(frames // hop + 2) - 0.5) * (hop / rate)
    which = np.clip(np.searchsorted(starts, times, "right") - 1, 0, None)
    along = np.clip((times - starts[which]) / np.maximum(ends[which] - starts[which], 0.05), 0.0, 1.0)
    first, last = rng.integers(0, 5, len(starts)), rng.integers(0, 5, len(starts))
    share = np.clip(1.6 * along - 0.5, 0.0, 1.0)[:, None]
    return np.asarray((1.0 - share) * np.eye(5)[first[which]] + share * np.eye(5)[last[which]], dtype=np.float32)


def _articulated(source: Audio, weights: Audio, responses: Audio) -> Audio:
    """`source` through the vowels: windows that overlap by half, each shaped by its own mixture, added up again."""
    hop, count = _WINDOW // 2, len(weights)
    padded = np.zeros((count + 1) * hop, dtype=np.float32)
    padded[hop : hop + len(source)] = source
    taper = np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW)).astype(np.float32)
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::hop] * taper
    shaped = np.fft.irfft(np.fft.rfft(windows, axis=1) * (weights @ responses), _WINDOW, axis=1) * taper
    out = np.zeros_like(padded)
    out[: count * hop] += shaped[:, :hop].reshape(-1)
    out[hop:] += shaped[:, hop:].reshape(-1)
    return np.asarray(out[hop : hop + len(source)], dtype=np.float32)
