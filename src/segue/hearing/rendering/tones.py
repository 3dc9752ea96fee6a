"""Pitched instruments: each a recipe of partials, from struck strings to bowed and electric ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.hearing.rendering.grid import Grid, Note
from segue.hearing.rendering.waves import Audio, Doubles, damped, lay, peaked, seconds

_HIGHEST: Final = 0.45
"""Partials end at this share of the sampling rate."""


@dataclass(frozen=True)
class Timbre:
    """A recipe. The n-th partial has the amplitude n^-slope and dies by exp(-(decay + damping·n)·t)."""

    partials: int
    slope: float
    decay: float = 0.0
    damping: float = 0.0
    attack: float = 0.004
    """Seconds; `release` likewise: how long it sounds on."""
    release: float = 0.08
    stretch: float = 0.0
    """Inharmonicity B of a stiff string: partial n lies at n·√(1 + B·n²) (Fletcher 1964)."""
    spread: float = 0.0
    """Cents between two voices in unison; 0 for one voice."""
    odd: bool = False
    pick: float = 0.0
    """Where the string is struck, as a share of it: partials with a node there are missing."""
    drive: float = 0.0
    """How far it is overdriven."""


TIMBRES: Final = {
    "piano": Timbre(14, 1.15, 0.7, 0.45, 0.003, 0.12, stretch=4e-4, spread=1.2, pick=0.12),
    "tines": Timbre(6, 2.0, 0.9, 0.7, 0.004, 0.15, spread=0.8),
    "steel": Timbre(18, 0.85, 0.9, 0.4, 0.002, 0.1, stretch=6e-5, pick=0.17),
    "nylon": Timbre(12, 1.3, 1.3, 0.8, 0.003, 0.1, stretch=3e-5, pick=0.25),
    "bells": Timbre(4, 1.6, 0.9, 0.5, 0.002, 0.4, stretch=0.12),
    "organ": Timbre(8, 0.9, attack=0.012, release=0.06, spread=3.0),
    "strings": Timbre(16, 1.15, attack=0.11, release=0.25, spread=9.0),
    "saw": Timbre(22, 1.0, attack=0.02, release=0.2, spread=13.0),
    "square": Timbre(15, 1.0, 0.6, 0.03, 0.006, 0.08, odd=True, spread=6.0),
    "brass": Timbre(14, 0.8, 0.2, 0.06, 0.03, 0.1, spread=5.0),
    "overdrive": Timbre(14, 0.9, 0.35, 0.1, 0.003, 0.06, stretch=6e-5, pick=0.13, drive=5.0),
    "upright": Timbre(8, 1.5, 1.6, 0.8, 0.006, 0.06, pick=0.2),
    "finger": Timbre(10, 1.25, 0.9, 0.5, 0.004, 0.05, pick=0.15),
    "synth": Timbre(16, 1.0, 0.3, 0.15, 0.004, 0.04, spread=5.0),
    "sub": Timbre(3, 2.2, 0.1, 0.0, 0.008, 0.05),
}  # fmt: skip


def played(
    bus: Audio, notes: Iterable[Note], grid: Grid, timbre: Timbre, *, dark: float, cents: float, rate: int
) -> None:
    """Lay `notes` into `bus`. `dark`: by how much the slope of the partials grows; `cents`: the tuning.

    Each pitch and length is made once; overdriven timbres distort the whole bus, so that their chords growl.
    """
    shots: dict[tuple[float, float], Audio] = {}
    for note in notes:
        key = (note.pitch, round(note.ticks, 1))
        if key not in shots:
            shots[key] = tone(timbre, note.pitch + cents / 100.0, note.ticks * grid.tick, dark, rate)
        lay(bus, shots[key], grid.at(note), note.strength, rate)
    if timbre.drive:
        bus[:] = np.tanh(np.float32(timbre.drive) * peaked(bus))


def hertz(pitch: float) -> float:
    """Frequency of a MIDI pitch at A = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def tone(timbre: Timbre, pitch: float, length: float, dark: float, rate: int) -> Audio:
    """One note of `timbre` held for `length` seconds, at about the same level whatever its pitch."""
    times = seconds(length + timbre.release, rate)
    numbers = np.arange(1, 2 * timbre.partials if timbre.odd else timbre.partials + 1, 2 if timbre.odd else 1)
    ratios = numbers * np.sqrt(1.0 + timbre.stretch * numbers.astype(np.float64) ** 2)
    low = hertz(pitch)
    kept = low * ratios < _HIGHEST * rate
    numbers, ratios = numbers[kept], ratios[kept]
    amplitudes = _amplitudes(timbre, numbers.astype(np.float64), dark)
    decays = (timbre.decay + timbre.damping * numbers) * (low / 220.0) ** 0.5
    detuned = 2.0 ** (timbre.spread / 2400.0)
    voices = (detuned, 1.0 / detuned) if timbre.spread else (1.0,)
    wave = damped(
        low * np.concatenate([ratios * voice for voice in voices]),
        np.tile(decays, len(voices)),
        np.tile(amplitudes, len(voices)),
        np.concatenate([np.pi * numbers * (0.5 + 0.37 * voice) for voice in range(len(voices))]),
        len(times), rate,
    )  # fmt: skip
    return wave * _envelope(times, length, timbre)


def _amplitudes(timbre: Timbre, numbers: Doubles, dark: float) -> Doubles:
    amplitudes = numbers ** -(timbre.slope + dark)
    if timbre.pick:
        amplitudes = amplitudes * np.abs(np.sin(np.pi * numbers * timbre.pick))
    return np.asarray(amplitudes / np.sqrt(np.sum(amplitudes**2)), dtype=np.float64)


def _envelope(times: Doubles, length: float, timbre: Timbre) -> Audio:
    """A straight rise, then full, then a fall of `release` seconds from the end of the note on."""
    rise = np.minimum(1.0, times / timbre.attack)
    fall = np.clip(1.0 - (times - length) / timbre.release, 0.0, 1.0)
    return np.asarray(rise * fall * fall, dtype=np.float32)
