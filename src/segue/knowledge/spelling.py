"""How names are misspelt: by how many letters two differ, and what of a name survives most slips."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = str.maketrans({"$": "s", "!": "i", "@": "a", "€": "e", "¥": "y", "£": "l", "Æ": "ae", "æ": "ae"})
_ALIKE: Final = str.maketrans({"c": "k", "q": "k", "z": "s", "x": "ks", "y": "i", "v": "f", "d": "t", "b": "p"})
_SILENT: Final = re.compile(r"(?<=.)[aeiouhw]+")
_TWICE: Final = re.compile(r"(.)\1+")
_SHORT: Final = 4
_LONG: Final = 9


def plain_letters(name: str) -> str:
    """`name` with signs that stand for letters as those: "P!nk" → "Pink", "Ke$ha" → "Kesha"."""
    head, last = name[:-1], name[-1:]
    return head.translate(_SIGNS) + (last if last == "!" else last.translate(_SIGNS))


def squashed(key: str) -> str:
    """A key without its spaces: "ac dc" → "acdc"."""
    return key.replace(" ", "")


def skeleton(letters: str) -> str:
    """What most slips leave of squashed `letters`: no vowels behind the first letter, letters that sound alike as one,
    none twice in a row ("metalica" and "metallica" → "mtlk")."""
    sounds = letters.replace("ph", "f").translate(_ALIKE)
    return _TWICE.sub(r"\1", _SILENT.sub("", sounds))


def slips_allowed(length: int) -> int:
    """How many slips a word of `length` letters may have and still be told: none in 4 letters, two from 9 on."""
    return 0 if length <= _SHORT else 1 if length < _LONG else 2


def slips(a: str, b: str, most: int) -> int:
    """Letters left out, added, changed or swapped with their neighbour between `a` and `b` (optimal string alignment);
    `most` + 1 where there are more than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    a, b = _trimmed(a, b)
    if not a or not b:
        return min(max(len(a), len(b)), most + 1)
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        before, row, above = row, [i], before
        for j, other in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _trimmed(a: str, b: str) -> tuple[str, str]:
    """Without the letters that both begin with and those that both end with."""
    start = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        start += 1
    a, b = a[start:], b[start:]
    end = 0
    for x, y in zip(reversed(a), reversed(b), strict=False):
        if x != y:
            break
        end += 1
    return a[: len(a) - end], b[: len(b) - end]
