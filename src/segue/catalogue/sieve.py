"""A set of texts as one bit each: it tells for certain what is not in it, and is mistaken about few others.

It saves looking a run of words up that no name begins with. The place of a text is the CRC-32 of its letters without
spaces, which goes on from the words before: `place("dc", place("ac"))` is that of "ac dc".
"""

from __future__ import annotations

from array import array
from typing import Final
from zlib import crc32

import numpy as np

from segue.catalogue.columns_io import Columns, ColumnsWriter

_ROOM: Final = 16
"""Bits for each text, at least; one in so many texts that are not in the set is taken for one that is."""
_LEAST: Final = 10


def place(text: str, before: int = 0) -> int:
    """Where a `text` without spaces lies, `before` being the place of what stands before it."""
    return crc32(text.encode("utf-8", "surrogatepass"), before)


class Sieve:
    """Reads the bits that `write` left."""

    def __init__(self, bits: memoryview) -> None:
        self._bits = bits
        self._mask = 8 * len(bits) - 1

    @classmethod
    def of(cls, columns: Columns, name: str) -> Sieve:
        """The set that `write` left under that name."""
        return cls(columns[f"{name}.sieve"].data)

    def may_hold(self, place: int) -> bool:
        """Whether a text of that place may be in the set; False is certain."""
        at = place & self._mask
        return bool(self._bits[at >> 3] >> (at & 7) & 1)


def write(columns: ColumnsWriter, name: str, places: array[int], room: int = _ROOM) -> None:
    """Write the set of the texts at `places` (array of type "I"; repeats do no harm), `room` bits for each."""
    found = np.unique(np.frombuffer(places, np.uint32)) if len(places) else np.empty(0, np.uint32)
    size = 1 << max(_LEAST, (room * len(found) - 1).bit_length() if len(found) else 0)
    bits = np.zeros(size, np.bool_)
    bits[found & np.uint32(size - 1)] = True
    columns.save(f"{name}.sieve", np.packbits(bits, bitorder="little"))


def beginnings(key: str, most: int) -> list[int]:
    """The places of what `key` begins with, word by word, up to `most` words."""
    at = 0
    return [at := crc32(word, at) for word in key.encode("utf-8", "surrogatepass").split()[:most]]
