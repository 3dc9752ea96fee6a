"""The drummer: patterns on the ticks of a bar, fills, and a kit made of swept sines, resonances and noise."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

import numpy as np

from segue.hearing.rendering.arrangement import Arrangement, Feel
from segue.hearing.rendering.grid import Note, Part
from segue.hearing.rendering.parts import Band
from segue.hearing.rendering.waves import Audio, band_pass, damped, filtered, high_pass, lay, noise, peaked, seconds

KIT: Final = ("kick", "snare", "hat", "open", "ride", "tom", "low tom", "shaker", "crash")
"""Drums by the number that stands for them in a note's pitch."""

_PATTERNS: Final[dict[Feel, dict[str, str]]] = {
    "none": {},
    "shaker": {"shaker": "x-o-x-o-x-o-x-o-", "kick": "o-------o-------"},
    "floor": {"kick": "X---X---X---X---", "snare": "----X-------X---", "open": "--x---x---x---x-",
              "hat": ".-.-.-.-.-.-.-.-"},
    "backbeat": {"kick": "X-----?-X-?----?", "snare": "----X--.----X-.-", "hat": "x-o-x-o-x-o-x-o-"},
    "half": {"kick": "X-----x---?---?-", "snare": "--------X------.", "hat": "x-o-x-o-x-o-x-o?"},
    "broken": {"kick": "X-x-------xx--?-", "snare": "----X--o-o--X--o", "hat": "x-x-x-x-x-x-x-x-"},
    "swung": {"ride": "x---x-o-x---x-o-", "hat": "----o-------o---", "kick": "o---.---o---.---",
              "snare": "------?----?--?-"},
    "tresillo": {"kick": "X---X---X---X---", "snare": "---x--x----x--x-", "hat": "o-o-o-o-o-o-o-o-"},
    "waltz": {"kick": "X-----------", "snare": "----o---o---", "hat": "x-.-x-.-x-.-"},
}  # fmt: skip
"""A bar of ticks: X full, x firm, o soft, . ghostly, ? soft at times, - nothing."""
_STRENGTH: Final = {"X": 1.0, "x": 0.75, "o": 0.5, ".": 0.25, "?": 0.5}
_LEVEL: Final = {
    "kick": 1.0, "snare": 0.8, "hat": 0.28, "open": 0.3, "ride": 0.25, "tom": 0.7, "low tom": 0.75, "shaker": 0.25,
    "crash": 0.4,
}  # fmt: skip


def hits(band: Band) -> list[Note]:
    """What the drummer plays: silent in the intro, hats alone in breaks, a fill before each new part."""
    rng = band.rng("drums")
    parts, notes = band.grid.parts, list[Note]()
    for number, start in band.grid.starts("verse", "chorus", "break"):
        part = parts[number]
        turn = number + 1 < len(parts) and parts[number + 1] != part
        fill = turn and band.arrangement.feel not in ("none", "shaker") and rng.random() < 0.3 + 0.6 * band.plan.energy
        until = band.grid.bar // 2 if fill else band.grid.bar
        notes += [note for note in _bar(band, start, part, rng) if note.tick < start + until]
        if fill:
            notes += _fill(band, start, rng)
        if number and part == "chorus" != parts[number - 1] and band.plan.energy > 0.45 and notes:
            notes.append(_hit(band, start, "crash", 0.8, rng))
    return notes


def _bar(band: Band, start: int, part: Part, rng: Random) -> Iterator[Note]:
    pattern = _PATTERNS[band.arrangement.feel]
    chance = 0.2 + 0.5 * band.plan.energy
    soft = {"verse": 0.85, "chorus": 1.0}.get(part, 0.6)
    for drum, ticks in pattern.items():
        if (part == "break" and drum in ("kick", "snare")) or (drum == "open" and part == "verse"):
            continue
        for tick, mark in enumerate(ticks[: band.grid.bar]):
            if mark == "-" or (mark in "?." and rng.random() > chance):
                continue
            yield _hit(band, start + tick, drum, soft * _STRENGTH[mark] * rng.uniform(0.85, 1.0), rng)


def _fill(band: Band, start: int, rng: Random) -> Iterator[Note]:
    """The second half of a bar on snare and toms, rising."""
    half = band.grid.bar // 2
    step = 1 if band.plan.energy > 0.55 and band.plan.tempo < 150 else 2
    for tick in range(half, band.grid.bar, step):
        along = (tick - half) / half
        drum = "snare" if along < 0.4 else "tom" if along < 0.7 else "low tom"
        if tick == half or rng.random() < 0.85:
            yield _hit(band, start + tick, drum, 0.55 + 0.4 * along, rng)


def _hit(band: Band, tick: int, drum: str, strength: float, rng: Random) -> Note:
    return Note(tick, 1.0, float(KIT.index(drum)), strength, band.late(rng))


def drummed(bus: Audio, notes: list[Note], band: Band, rng: np.random.Generator, rate: int) -> None:
    """Lay the hits into `bus`, each drum in two takes that alternate."""
    softness = 1.0 - band.plan.energy
    used = sorted({int(note.pitch) for note in notes})
    takes = {at: [_shot(KIT[at], band.arrangement, softness, rng, rate) for _ in range(2)] for at in used}
    for number, note in enumerate(notes):
        drum = int(note.pitch)
        lay(bus, takes[drum][number % 2], band.grid.at(note), note.strength * _LEVEL[KIT[drum]], rate)


def _shot(drum: str, played: Arrangement, softness: float, rng: np.random.Generator, rate: int) -> Audio:
    """One hit at full strength, its peak 1. `softness` in 0–1 takes away from the top."""
    machine = played.kit == "machine"
    if drum == "kick":
        return _sweep(
            48.0 if machine else 58.0, 190.0 if machine else 110.0, 0.16 if machine else 0.09, softness, rng, rate
        )
    if drum in ("tom", "low tom"):
        low = 130.0 if drum == "tom" else 88.0
        return _sweep(low, 1.5 * low, 0.12, softness, rng, rate)
    if drum == "snare":
        return _clap(rng, rate) if machine and softness < 0.5 else _snare(softness, rng, rate)
    if drum == "shaker":
        return _hiss(5500.0, 0.03, 0.015, rng, rate)
    return _metal(drum, softness, rng, rate)


def _sweep(low: float, high: float, decay: float, softness: float, rng: np.random.Generator, rate: int) -> Audio:
    """A drum head: a sine that falls from `high` to `low` Hz, with the knock of the beater."""
    times = seconds(5.0 * decay, rate)
    fall = 0.025
    phase = 2 * np.pi * (low * times + (high - low) * fall * (1.0 - np.exp(-times / fall)))
    head = np.sin(phase) * np.exp(-times / decay) * np.minimum(1.0, times / 0.001)
    knock = 0.35 * (1.0 - softness) * np.exp(-times / 0.004) * noise(len(times), rng)
    return peaked((head + knock).astype(np.float32))


def _snare(softness: float, rng: np.random.Generator, rate: int) -> Audio:
    """Two modes of the head and the rattle of the wires."""
    times = seconds(0.3, rate)
    head = damped(np.array([187.0, 331.0]), np.array([22.0, 30.0]), np.array([0.7, 0.4]), np.zeros(2), len(times), rate)
    wires = filtered(noise(len(times), rng), rate, high_pass(1400.0 - 600.0 * softness))
    rattle = wires * np.exp(-times / 0.07).astype(np.float32)
    return peaked(head + np.float32(1.1 - 0.5 * softness) * rattle)


def _clap(rng: np.random.Generator, rate: int) -> Audio:
    """Hands that are not quite together: bursts 11 ms apart, then the room."""
    times = seconds(0.25, rate)
    bursts = sum(np.where(times >= at, np.exp(-(times - at) / 0.006), 0.0) for at in (0.0, 0.011, 0.022))
    tail = np.where(times >= 0.03, 0.7 * np.exp(-(times - 0.03) / 0.06), 0.0)
    shaped = noise(len(times), rng) * (bursts + tail).astype(np.float32)
    return peaked(filtered(shaped, rate, band_pass(1300.0, 1500.0)))


def _metal(drum: str, softness: float, rng: np.random.Generator, rate: int) -> Audio:
    """Hats and cymbals: noise above some thousand Hz; a ride rings besides."""
    decay = {"hat": 0.028, "open": 0.13, "ride": 0.22, "crash": 0.55}[drum]
    hiss = _hiss(6500.0 - 2500.0 * softness, decay, 0.0005, rng, rate)
    if drum != "ride":
        return hiss
    modes = 3000.0 + 5000.0 * rng.random(14)
    ring = damped(modes, np.full(14, 7.0), np.full(14, 0.12), 6.28 * rng.random(14), len(hiss), rate)
    return peaked(0.5 * hiss + ring)


def _hiss(corner: float, decay: float, attack: float, rng: np.random.Generator, rate: int) -> Audio:
    """Noise above `corner` Hz (at most a third of the rate) that dies in `decay` seconds."""
    times = seconds(6.0 * decay + attack, rate)
    shaped = np.minimum(1.0, times / attack) * np.exp(-times / decay)
    return peaked(
        filtered(noise(len(times), rng), rate, high_pass(min(corner, rate / 3.0))) * shaped.astype(np.float32)
    )
