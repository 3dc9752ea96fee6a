"""Whether a word is an ordinary English one: a Bloom filter (1970) over a dictionary's words.

A name is often a word that no dictionary lists, so the tagger asks this of every word. The filter tells at most one
strange word in a hundred as ordinary and never an ordinary one as strange. It was built from the American English list
of SCOWL (the Spell Checker Oriented Word Lists, as Debian's `wamerican` packages it; its licence permits any use), of
which it holds bits and no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from math import ceil, log
from typing import Final
from zlib import crc32

FALSE_ALARMS: Final = 0.01
"""Share of strange words that the filter takes for ordinary ones, at most."""
_PROBES: Final = 7
_SECOND: Final = 0x9E3779B9


def build(words: Iterable[str]) -> bytes:
    """The filter over the lower-case words among `words`."""
    plain = {word for word in words if word.isascii() and word.isalpha() and word.islower()}
    size = ceil(-len(plain) * log(FALSE_ALARMS) / log(2) ** 2 / 8)
    bits = bytearray(size)
    for word in plain:
        for at in _places(word, size * 8):
            bits[at >> 3] |= 1 << (at & 7)
    return bytes(bits)


def is_english(word: str) -> bool:
    """Whether the folded `word`, or what it is the plural of, is an ordinary English word."""
    return _holds(word) or (len(word) > 3 and word.endswith("s") and _holds(word[:-1]))


def _holds(word: str) -> bool:
    bits = _shipped()
    return all(bits[at >> 3] >> (at & 7) & 1 for at in _places(word, len(bits) * 8))


def _places(word: str, size: int) -> Iterator[int]:
    """Double hashing (Kirsch and Mitzenmacher, 2006)."""
    data = word.encode()
    first, step = crc32(data), crc32(data, _SECOND) | 1
    return ((first + i * step) % size for i in range(_PROBES))


@cache
def _shipped() -> bytes:
    return files("segue.knowledge").joinpath("data/english.bloom").read_bytes()
