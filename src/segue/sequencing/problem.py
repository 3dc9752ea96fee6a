"""The sequencing problem on plain arrays: nothing here knows of snapshots, intents or sentences.

Choose n of m candidates and their order, to maximise

    0.5 · mean relevance + 0.3 · mean transition quality + 0.2 · arc fit        (each in 0–1; `Weights`)

under hard rules: count or total length, demands on all slots or a part of them, caps by artist, one of each twin
group, locked slots.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from segue.music import Bools, Floats
from segue.requirements.courses import Course
from segue.sequencing.parts import Ints, Part, Range, Reals

__all__ = ["Arc", "Demand", "Ints", "Problem", "Range", "Reals", "Sound", "Weights"]


@dataclass(frozen=True)
class Weights:
    """What the parts of the objective weigh, and how far the search may go for them."""

    relevance: float = 0.5
    """Weight of the mean relevance of the chosen tracks."""
    transition: float = 0.3
    """Weight of the mean quality (1 − cost) of the transitions."""
    arc: float = 0.2
    """Weight of the fit to the arc asked for; without one every order fits."""
    slack: float = 0.1
    """Most relevance (0–1) that one slot may lose for the sake of flow."""
    outsiders: int = 60
    """How many unchosen tracks may be exchanged for chosen ones once the order stands."""
    starts: int = 8
    """Orders that are improved side by side (fewer for long lists)."""


@dataclass(frozen=True)
class Sound:
    """What transitions are judged by: BPM, pitch class, 1 = major, 0–1, dB; arrays of shape (m,), NaN = unknown."""

    tempo: Floats
    key: Floats
    mode: Floats
    energy: Floats
    loudness: Floats

    def take(self, at: Ints) -> Sound:
        """The same at positions `at`."""
        return self.each(lambda values: values[at])

    def each(self, change: Callable[[Floats], Floats]) -> Sound:
        """The same with every array changed."""
        return Sound(*(change(v) for v in (self.tempo, self.key, self.mode, self.energy, self.loudness)))


@dataclass(frozen=True)
class Demand:
    """At least `share` of the slots in scope hold it; scope is the list, a block (0-based) or a position (1-based)."""

    held: Bools
    degree: Floats
    """How well each candidate holds it, 0–1."""
    share: float = 1.0
    hard: bool = True
    weight: float = 1.0
    block: int | None = None
    position: int | None = None

    @property
    def everywhere(self) -> bool:
        """True where it asks something of every slot of the list."""
        return self.block is None and self.position is None and self.share >= 1


@dataclass(frozen=True)
class Arc:
    """The course an attribute should take along the list, or along one block of it."""

    values: Floats
    """The attribute's *known* values in the unit users say, NaN elsewhere; shape (m,)."""
    course: Course
    hard: bool = True
    block: int | None = None

    def slots(self, zone: Ints) -> Ints:
        """The slots it runs along."""
        return np.flatnonzero(zone == self.block) if self.block is not None else np.arange(len(zone))


@dataclass(frozen=True)
class Problem:
    """One instance over m candidates, the most relevant first. Arrays have shape (m,)."""

    relevance: Floats
    """0–1."""
    sound: Sound
    duration: Reals
    """Milliseconds, NaN = unknown."""
    artist: Ints
    """Equal codes = one act; −1 = not told (never capped, never a repeat)."""
    twin: Ints
    """Equal codes = versions of one song; −1 = on its own."""
    count: Range
    """Number of tracks."""
    cap: Ints
    """Most tracks by the candidate's act."""
    cap_firm: bool = False
    """True where the cap was asked for; else it gives way when the list could not be filled."""
    length: Range | None = None
    """Total milliseconds, where a length is asked."""
    demands: tuple[Demand, ...] = ()
    arcs: tuple[Arc, ...] = ()
    parts: tuple[Part, ...] = (Part(),)
    """The blocks of the list, in order."""
    locks: Mapping[int, int] = field(default_factory=dict)
    """Slot (0-based) → candidate that must stand there."""
    keep: tuple[int, ...] = ()
    """Candidates that stay if the rules let them, in the order they stood in."""
    alternate: bool = False
    """True where neighbours by one act were expressly ruled out."""
    side: Ints | None = None
    """Equal codes may not be neighbours (what is to alternate); below 0 = on no one side. None: nothing alternates."""

    def __post_init__(self) -> None:
        """Give tracks without an act or twins codes of their own, and number all codes from 0."""
        object.__setattr__(self, "artist", _numbered(self.artist))
        object.__setattr__(self, "twin", _numbered(self.twin))

    @property
    def m(self) -> int:
        """Number of candidates."""
        return len(self.relevance)

    @property
    def blocks(self) -> int:
        """Number of parts."""
        return len(self.parts)

    @property
    def timed(self) -> bool:
        """Whether the list, or a part of it, is to last a certain time."""
        return self.length is not None or any(part.length for part in self.parts)

    def take(self, at: Ints) -> Problem:
        """The same over the candidates at positions `at` (ascending) alone; locked tracks must be among them."""
        place = {int(old): new for new, old in enumerate(at)}
        return replace(
            self,
            relevance=self.relevance[at],
            sound=self.sound.take(at),
            duration=self.duration[at],
            artist=self.artist[at],
            twin=self.twin[at],
            cap=self.cap[at],
            demands=tuple(replace(d, held=d.held[at], degree=d.degree[at]) for d in self.demands),
            arcs=tuple(replace(arc, values=arc.values[at]) for arc in self.arcs),
            locks={slot: place[track] for slot, track in self.locks.items()},
            side=None if self.side is None else self.side[at],
            keep=tuple(place[track] for track in self.keep if track in place),
        )

    def with_cap(self, cap: Ints) -> Problem:
        """The same under other caps."""
        return replace(self, cap=cap)


def _numbered(codes: Ints) -> Ints:
    told = np.asarray(codes, np.int64)
    alone = np.where(told < 0, told.max(initial=0) + 1 + np.arange(len(told)), told)
    return np.unique(alone, return_inverse=True)[1].astype(np.intp)
