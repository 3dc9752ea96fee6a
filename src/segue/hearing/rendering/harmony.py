"""Chords and scales: progressions as musicians write them, in numerals of the major scale, and what lies over them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Final

MAJOR: Final = (0, 2, 4, 5, 7, 9, 11)
MINOR: Final = (0, 2, 3, 5, 7, 8, 10)

_COMMON: Final = {
    1: ("I V vi IV", "I vi IV V", "vi IV I V", "I IV V IV", "I IV vi V", "I iii IV V", "I V IV I", "ii7 V7 Imaj7 vi7",
        "I IV I V", "IV I V vi", "Imaj7 IVmaj7 Imaj7 IVmaj7", "I I IV V"),
    0: ("i bVI bIII bVII", "i bVII bVI bVII", "i iv V7 i", "i iv bVII bIII", "i bVI iv V7", "bVI bVII i i",
        "i v bVI bVII", "i bIII bVII iv", "i7 iv7 i7 v7", "iio7 V7 i i", "i i iv i"),
}  # fmt: skip
_RARER: Final = {
    1: ("I bVII IV I", "I IV iv I", "I III7 vi IV", "I II7 IV V", "I7 I7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7",
        "I bVI bVII I", "Imaj7 VI7 ii7 V7", "I iii7 vi7 bVII"),
    0: ("i bVII bVI V7", "i IV i bVII", "i bII i V7", "i7 i7 iv7 i7 bVI7 V7", "i I7 iv V7", "i bVI bII V7"),
}  # fmt: skip
"""With a chord borrowed from the other mode, or the dominant of another degree than the first."""
_RARE: Final = 0.25
_NUMERAL: Final = re.compile(r"(b?)(VII|VI|V|IV|III|II|I)(maj7|o7|7)?", re.IGNORECASE)
_DEGREES: Final = {"I": 0, "II": 2, "III": 4, "IV": 5, "V": 7, "VI": 9, "VII": 11}
_SEVENTHS: Final = {"maj7": (11,), "7": (10,), "o7": (9,), None: ()}


@dataclass(frozen=True)
class Chord:
    """`root`: pitch class, 0 = C; `intervals`: semitones above it, the root's own 0 first."""

    root: int
    intervals: tuple[int, ...]

    @property
    def classes(self) -> tuple[int, ...]:
        """Pitch classes, the root first."""
        return tuple((self.root + interval) % 12 for interval in self.intervals)

    def voiced(self, centre: float) -> tuple[int, ...]:
        """Its pitches (MIDI) in close position about `centre`, ascending: neighbours move little between chords."""
        return tuple(sorted(nearest(centre, (pitch_class,)) for pitch_class in self.classes))


def progression(mode: int, rng: Random) -> tuple[str, ...]:
    """Numerals of a progression in `mode`, now and then one that leaves it for a chord."""
    pool = _RARER if rng.random() < _RARE else _COMMON
    return tuple(rng.choice(pool[mode]).split())


def chord(numeral: str, key: int) -> Chord:
    """The chord of `numeral` in `key`: "vi" and "bVII" count on the major scale, lower case is minor."""
    match = _NUMERAL.fullmatch(numeral)
    if match is None:
        raise ValueError(numeral)
    flat, degree, seventh = match[1], match[2], match[3]
    third = 4 if degree.isupper() else 3
    fifth = 6 if seventh == "o7" else 7
    root = (key + _DEGREES[degree.upper()] - len(flat)) % 12
    return Chord(root, (0, third, fifth, *_SEVENTHS[seventh]))


def scale(key: int, mode: int) -> tuple[int, ...]:
    """Pitch classes of the major or the natural minor scale, from the tonic on."""
    return tuple((key + step) % 12 for step in (MAJOR if mode else MINOR))


def over(harmony: Chord, key: int, mode: int) -> tuple[int, ...]:
    """Pitch classes that a melody takes over `harmony`: the scale, bent to the tones that the chord has outside it."""
    own = scale(key, mode)
    foreign = [tone for tone in harmony.classes if tone not in own]
    kept = [tone for tone in own if all((tone - other) % 12 not in (1, 11) for other in foreign)]
    return tuple(dict.fromkeys((*kept, *harmony.classes)))


def nearest(pitch: float, classes: tuple[int, ...]) -> int:
    """The pitch (MIDI) nearest to `pitch` that belongs to one of `classes`."""
    around = range(round(pitch) - 6, round(pitch) + 7)
    return min((p for p in around if p % 12 in classes), key=lambda p: abs(p - pitch))
