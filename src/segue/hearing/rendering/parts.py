"""What each player plays: the chords' accompaniment, the bass, and a melody with a memory, as notes on the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from segue.hearing.rendering.arrangement import Arrangement
from segue.hearing.rendering.grid import INTENSITY, Grid, Note, Part
from segue.hearing.rendering.harmony import Chord, nearest, over
from segue.hearing.rendering.plan import Plan

_BLOCKS: Final = ((0, 4, 8, 12), (0, 6, 8, 14), (0, 3, 6, 10, 12), (0, 8), (0, 4, 6, 8, 12, 14))
_STRUMS: Final = ((0, 4, 6, 10, 12, 14), (0, 4, 8, 12), (0, 6, 8, 10, 14), (0, 2, 4, 6, 8, 10, 12, 14))
_STABS: Final = ((2, 6, 10, 14), (0, 3, 6), (4, 12), (0, 3, 8, 11, 14))
_STAGGER: Final = 0.011
"""Seconds from string to string of a strum."""


@dataclass(frozen=True)
class Band:
    """What every player needs to know."""

    plan: Plan
    arrangement: Arrangement
    grid: Grid

    def bars(self) -> Iterator[tuple[int, Part, Chord]]:
        """First tick, part and chord of each bar; a chord's turn counts from the start of its part."""
        begun, before = 0, None
        for number, part in enumerate(self.grid.parts):
            if part != before:
                begun, before = number, part
            yield number * self.grid.bar, part, self.arrangement.harmony(part, number - begun)

    def rng(self, player: str) -> Random:
        """The player's own generator."""
        return Random(f"{player} {self.plan.id}")

    def late(self, rng: Random) -> float:
        """How late a player is, in seconds."""
        return rng.gauss(0.0, self.arrangement.jitter)


def chords(band: Band) -> list[Note]:
    """The accompaniment, from the first bar to the last."""
    rng = band.rng("chords")
    pattern = _pattern(band, rng)
    centre = 58.0 + 8.0 * (band.plan.valence - 0.4)
    length = 1.05 - 0.5 * band.plan.valence * band.plan.energy
    notes: list[Note] = []
    for start, part, harmony in band.bars():
        strength = 0.55 + 0.45 * INTENSITY[part]
        notes += _accompany(band, harmony.voiced(centre), start, pattern, strength, length, rng)
    return notes


def _pattern(band: Band, rng: Random) -> tuple[int, ...]:
    """Ticks of a bar at which the accompaniment plays; fewer where the energy is low."""
    comping, bar = band.arrangement.comping, band.grid.bar
    pool: dict[str, tuple[tuple[int, ...], ...]] = {
        "hold": ((0,),), "block": _BLOCKS, "strum": _STRUMS, "stab": _STABS,
        "arpeggio": (tuple(range(0, 16, 4 if band.plan.energy < 0.25 else 2)),), "chug": (tuple(range(0, 16, 2)),),
    }  # fmt: skip
    fitting = sorted(pool[comping], key=len)
    most = max(1, round(len(fitting) * (0.35 + band.plan.energy)))
    chosen = rng.choice(fitting[:most])
    if bar == 12 and comping in ("block", "strum"):
        return (0, 4, 8)
    return tuple(tick for tick in chosen if tick < bar)


def _accompany(
    band: Band,
    pitches: tuple[int, ...],
    start: int,
    pattern: tuple[int, ...],
    strength: float,
    length: float,
    rng: Random,
) -> Iterator[Note]:
    comping, bar = band.arrangement.comping, band.grid.bar
    power = (pitches[0] - 12.0, pitches[0] - 5.0, float(pitches[0])) if comping == "chug" else pitches
    turn = (*power, *power[-2:0:-1]) if comping == "arpeggio" else power
    for place, tick in enumerate(pattern):
        until = pattern[place + 1] if place + 1 < len(pattern) else bar
        ticks = 1.2 if comping == "stab" else max(1.0, (until - tick) * length)
        heard = strength * (1.0 if tick % 8 == 0 else 0.8) * rng.uniform(0.85, 1.0)
        late = band.late(rng)
        if comping == "arpeggio":
            yield Note(start + tick, 2.0 * ticks, float(turn[place % len(turn)]), heard, late)
            continue
        order = power if comping != "strum" or tick % 4 == 0 else power[::-1]
        for string, pitch in enumerate(order):
            stagger = _STAGGER * string if comping == "strum" else 0.0
            yield Note(start + tick, ticks, float(pitch), heard, late + stagger)


def bass(band: Band) -> list[Note]:
    """The bass line; it waits for the end of the intro and rests in breaks."""
    rng, notes = band.rng("bass"), list[Note]()
    bars = list(band.bars())
    for at, (start, part, harmony) in enumerate(bars):
        if part in ("intro", "break"):
            continue
        following = bars[(at + 1) % len(bars)][2]
        for tick, ticks, pitch in _bass_bar(band, harmony, following, rng):
            heard = rng.uniform(0.85, 1.0) * (0.7 + 0.3 * INTENSITY[part])
            notes.append(Note(start + tick, ticks, float(pitch), heard, band.late(rng)))
    return notes


def _bass_bar(band: Band, harmony: Chord, following: Chord, rng: Random) -> list[tuple[int, float, int]]:
    """Tick, length and pitch of each note of a bar."""
    root = nearest(34.0, (harmony.root,))
    fifth = nearest(root + 5.0, (harmony.classes[2],))
    bar, walk = band.grid.bar, band.arrangement.walk
    if walk == "walking":
        goal = nearest(34.0, (following.root,))
        line = (root, nearest(root + 4.0, harmony.classes), fifth, goal + rng.choice((-1, 1)))
        return [(4 * beat, 3.8, pitch) for beat, pitch in enumerate(line[: bar // 4])]
    if walk == "two":
        return [(0, 7.0, root), (8, bar - 8.5, fifth if rng.random() < 0.6 else root)]
    if walk == "eighths":
        return [(tick, 1.7, fifth if tick == bar - 2 and rng.random() < 0.3 else root) for tick in range(0, bar, 2)]
    if walk == "octaves":
        return [(tick, 1.5, root + 12 * (tick % 4 == 2)) for tick in range(0, bar, 2)]
    return [(0, 0.9 * bar, root)]


@dataclass(frozen=True)
class _Motif:
    """Two bars of melody: onset and length in ticks, and how far from the middle each note goes, in semitones."""

    notes: tuple[tuple[int, float, float], ...]


def melody(band: Band, centre: float) -> list[Note]:
    """A tune about `centre` (MIDI): two-bar motifs as A A B A, bent to the chords; it rests in intro and breaks."""
    rng = band.rng("melody")
    first, second = _motif(band, rng), _motif(band, rng)
    bars, bar, notes = list(band.bars()), band.grid.bar, list[Note]()
    for at in range(0, len(bars), 2):
        motif = second if at // 2 % 4 == 2 else first
        for onset, ticks, step in motif.notes:
            number = at + onset // bar
            if number < len(bars) and bars[number][1] not in ("intro", "break"):
                start, part, harmony = bars[number]
                pitch = _sung(band, harmony, centre + step + 2.0 * (part == "chorus"), onset % bar)
                heard = rng.uniform(0.8, 1.0) * (0.7 + 0.3 * INTENSITY[part])
                notes.append(Note(start + onset % bar, ticks, float(pitch), heard, band.late(rng)))
    return notes


def _motif(band: Band, rng: Random) -> _Motif:
    """A random walk on a rhythm with a breath at its end; denser where there is energy, or speech."""
    density = 0.3 + 0.35 * band.plan.energy + 0.5 * band.plan.speechiness
    span = 2 * band.grid.bar
    onsets = [t for t in range(span - 5) if rng.random() < density * (0.0, 1.15, 0.22, 0.7)[_weight(t)]] or [0]
    step, notes = rng.uniform(-3.0, 3.0), list[tuple[int, float, float]]()
    for onset, until in zip(onsets, [*onsets[1:], span - 3], strict=True):
        ticks = min(float(until - onset), 8.0) * (1.0 - 0.3 * band.plan.valence * (1.0 - 0.5 * band.plan.acousticness))
        notes.append((onset, ticks, step))
        step = 0.85 * step + rng.choice((-4.0, -2.0, -2.0, -1.0, 0.0, 1.0, 2.0, 2.0, 5.0))
    return _Motif(tuple(notes))


def _weight(tick: int) -> int:
    """1 on a beat, 3 on an eighth between, 2 on the sixteenths."""
    return 1 if tick % 4 == 0 else 3 if tick % 2 == 0 else 2


def _sung(band: Band, harmony: Chord, pitch: float, tick: int) -> int:
    """A chord tone where the bar is strong, else any tone that lies over the chord."""
    if tick % 8 == 0:
        return nearest(pitch, harmony.classes)
    return nearest(pitch, over(harmony, band.plan.key, band.plan.mode))
