"""Finding rows by a key without holding the keys: sorted 64-bit hashes beside the rows they belong to.

Two different keys share a hash once in about 2^64 pairs, which a catalogue of a million keys meets with a chance of
one in ten million; where even that matters (track ids), the caller compares the text itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.music import Bools, Rows

Hashes = npt.NDArray[np.uint64]


def hash64(key: str) -> int:
    """A key's hash: the same in every process and on every machine."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class KeyIndex:
    """Key → rows. Keys are compared as given; see `segue.knowledge.names` for how each kind is made."""

    def __init__(self, hashes: Hashes, rows: Rows) -> None:
        self._hashes, self._rows = hashes, rows

    @classmethod
    def of(cls, columns: Columns, name: str) -> KeyIndex:
        """The index that `write` left."""
        return cls(columns[f"{name}.hashes"], columns[f"{name}.rows"])

    def find(self, key: str) -> Rows:
        """Rows of `key`, ascending; empty if there are none."""
        return self.find_hashed(np.uint64(hash64(key)))

    def find_hashed(self, wanted: np.uint64) -> Rows:
        """`find` of a key by its hash."""
        low, high = self._hashes.searchsorted(wanted), self._hashes.searchsorted(wanted, "right")
        return self._rows[low:high]

    def contains(self, keys: Sequence[str]) -> Bools:
        """For each key, whether any row has it; shape (len(keys),)."""
        return self.first(keys) >= 0

    def first(self, keys: Sequence[str]) -> Rows:
        """For each key its lowest row, or -1; shape (len(keys),)."""
        return self.first_hashed(hashed(keys))

    def first_hashed(self, wanted: Hashes) -> Rows:
        """`first` of keys by their hashes."""
        if not len(self._hashes) or not len(wanted):
            return np.full(len(wanted), -1, np.int32)
        at = np.minimum(self._hashes.searchsorted(wanted), len(self._hashes) - 1)
        return np.where(self._hashes[at] == wanted, self._rows[at], -1).astype(np.int32)


def hashed(keys: Sequence[str]) -> Hashes:
    """The hashes of `keys`; shape (len(keys),)."""
    return np.array([hash64(key) for key in keys], np.uint64)


def write(columns: ColumnsWriter, name: str, hashes: Hashes, *, skip: int = 0) -> None:
    """Write an index over one hash a row. Rows whose hash is `skip` have no key and are left out."""
    rows = np.flatnonzero(hashes != np.uint64(skip)).astype(np.int32)
    rows = rows[np.argsort(hashes[rows], kind="stable")]
    columns.save(f"{name}.hashes", hashes[rows])
    columns.save(f"{name}.rows", rows)


def hashes_of(collected: array[int]) -> Hashes:
    """The hashes gathered in an array of type "Q"."""
    return np.asarray(collected)
