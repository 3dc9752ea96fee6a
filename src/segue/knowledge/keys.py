"""Musical keys: how people and taggers write them, and how far apart they sound.

A key is a pitch class (0 = C … 11 = B) and a mode (1 major, 0 minor), as in `segue.music.NUMERIC`. Distances are steps
on the Camelot wheel: twelve numbers around the circle of fifths, an inner ring A (minor) and an outer ring B (major);
relative keys share their number. Open Key notation is the same wheel turned by seven, with m and d for A and B.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from segue.music import Floats

NOTES = ("C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
"""Names of the pitch classes, by their number."""

_NATURALS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "sharp": 1, "b": -1, "♭": -1, "flat": -1}
_MODES = {
    "m": 0, "min": 0, "minor": 0, "moll": 0, "mineur": 0, "menor": 0,
    "maj": 1, "major": 1, "dur": 1, "majeur": 1, "mayor": 1,
}  # fmt: skip
_WHEEL = re.compile(r"(0?[1-9]|1[0-2])\s*([abmd])", re.IGNORECASE)
_NOTE = re.compile(r"([a-g])(?:[\s-]*(sharp|flat)|([#♯b♭]))?(?:/[a-g][#♯b♭]?)?[\s-]*([a-z]*)", re.IGNORECASE)


def parse_key(text: str) -> tuple[int, int | None] | None:
    """Pitch class and mode that `text` names, or None if it names no key.

    Reads notes ("Am", "F# minor", "G♭ major", "b-flat", "C-Dur"), Camelot ("8A", "08B") and Open Key ("1m", "12d").
    The mode is None where only a note is told ("Bb"); in an initial-key tag a bare note means major (ID3v2.4, TKEY).
    """
    bare = text.strip()
    if wheel := _WHEEL.fullmatch(bare):
        return _from_wheel(int(wheel[1]), wheel[2].lower())
    note = _NOTE.fullmatch(bare)
    if note is None:
        return None
    letter, spelt, sign, ending = note.groups(default="")
    mode = 1 if ending == "M" else _MODES.get(ending.lower())
    if ending and mode is None:
        return None
    pitch = _NATURALS[letter.lower()] + _ACCIDENTALS[(spelt or sign).lower()]
    return pitch % 12, mode


def camelot(pitch_class: int, mode: int) -> tuple[int, str]:
    """Number (1–12) and ring ("A" minor, "B" major) of a key: C major is (8, "B"), A minor (8, "A")."""
    major = pitch_class if mode else pitch_class + 3
    return (7 * major + 7) % 12 + 1, "B" if mode else "A"


def camelot_name(pitch_class: int, mode: int) -> str:
    """Camelot name of a key, "8A" for A minor."""
    number, ring = camelot(pitch_class, mode)
    return f"{number}{ring}"


def key_name(pitch_class: int, mode: int | None = None) -> str:
    """A key in words: "A minor", "B♭ major"; the bare note where the mode is not known."""
    note = NOTES[pitch_class % 12]
    return note if mode is None else f"{note} {'major' if mode else 'minor'}"


def key_distance(pc1: int, mode1: int, pc2: int, mode2: int) -> int:
    """Steps between two keys on the Camelot wheel, 0–7: around the circle, and one more where the ring differs."""
    return int(key_distances(pc1, mode1, pc2, mode2))


def key_distances(pc1: npt.ArrayLike, mode1: npt.ArrayLike, pc2: npt.ArrayLike, mode2: npt.ArrayLike) -> Floats:
    """`key_distance` over arrays that broadcast against each other; NaN where any of the four is NaN."""
    first, second = np.asarray(mode1, np.float32), np.asarray(mode2, np.float32)
    apart = np.abs(_numbers(pc1, first) - _numbers(pc2, second))
    steps: Floats = np.minimum(apart, 12 - apart) + np.abs(first - second)
    return steps


def _numbers(pitch_class: npt.ArrayLike, mode: Floats) -> Floats:
    """Position on the wheel, 0–11 (one less than the Camelot number)."""
    major = np.asarray(pitch_class, np.float32) + 3 * (1 - mode)
    position: Floats = np.mod(7 * major + 7, 12)
    return position


def _from_wheel(number: int, ring: str) -> tuple[int, int]:
    """Key at `number` (1–12): rings a and b count as Camelot does, m and d as Open Key does."""
    camelot_number = number if ring in "ab" else number + 7
    mode = int(ring in "bd")
    major = 7 * (camelot_number - 8) % 12
    return (major if mode else major - 3) % 12, mode
