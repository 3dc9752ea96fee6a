"""Time: bars of four ticks a beat, swung and drifting, in the sections of a song."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

import numpy as np

from segue.hearing.rendering.waves import Doubles

TICKS: Final = 4
"""A beat, sixteenths where a beat is a quarter."""
Part = Literal["intro", "verse", "chorus", "break"]
INTENSITY: Final[dict[Part, float]] = {"intro": 0.3, "verse": 0.65, "chorus": 1.0, "break": 0.35}


class Note(NamedTuple):
    """One note, hit or syllable."""

    tick: int
    ticks: float
    """Its length."""
    pitch: float
    """MIDI number; for a drum its number in the kit."""
    strength: float
    """0–1."""
    late: float = 0.0
    """Seconds behind the grid; early where negative."""


@dataclass(frozen=True)
class Grid:
    """Where each tick falls, in seconds, and which part of the song each bar belongs to."""

    times: Doubles
    """Shape (bars · bar + 1,): the last is the end of the last bar."""
    parts: tuple[Part, ...]
    """Of each bar."""
    bar: int
    """Ticks a bar."""
    tick: float
    """Mean length of a tick in seconds."""

    def at(self, note: Note) -> float:
        """When `note` sounds, in seconds."""
        return float(self.times[min(note.tick, len(self.times) - 1)]) + note.late

    def starts(self, *parts: Part) -> list[tuple[int, int]]:
        """Number and first tick of every bar in `parts` (of all bars where none is named)."""
        return [(number, number * self.bar) for number, part in enumerate(self.parts) if not parts or part in parts]


def grid_of(tempo: float, metre: int, length: float, *, lead_in: float, intro: int, swing: float, drift: float) -> Grid:
    """A grid that fills `length` seconds at `tempo` beats a minute.

    `lead_in`: silence before the first bar, in seconds. `intro`: its bars. `swing`: by which part of a beat the second
    half of it comes late, 0 to 1/6 (a triplet's). `drift`: how far the tempo strays, as a share of it.
    """
    tick, bar = 60.0 / tempo / TICKS, TICKS * metre
    bars = max(1, math.ceil((length - lead_in) / (tick * bar)))
    place = np.arange(bars * bar + 1, dtype=np.float64)
    swung = place + swing * TICKS * np.array([0.0, 0.5, 1.0, 0.5])[np.arange(len(place)) % TICKS]
    return Grid(lead_in + tick * _strayed(swung, drift, bars * bar), sections(bars, intro), bar, tick)


def _strayed(place: Doubles, drift: float, total: int) -> Doubles:
    """Ticks bent by two slow waves that leave the first and the last where they were, so that the mean tempo holds."""
    turn = np.pi * place / total
    waves = np.sin(2 * turn) / 2 + np.sin(6 * turn) / 6
    return np.asarray(place + drift * waves * total / (2 * np.pi), dtype=np.float64)


def sections(bars: int, intro: int) -> tuple[Part, ...]:
    """The part that each of `bars` bars belongs to: a song's usual course, in fours where it is short."""
    length = 8 if bars >= 28 else 4
    course: list[Part] = ["intro"] * min(intro, bars - 1)
    cycle: tuple[tuple[Part, int], ...] = (
        ("verse", length), ("chorus", length), ("verse", length), ("chorus", length), ("break", length // 2),
    )  # fmt: skip
    while len(course) < bars:
        for part, count in cycle:
            course += [part] * count
    return tuple(course[:bars])
