"""What a source held when its import began, in about 33 bytes a track, and which of it was stated again."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Literal

import numpy as np

_SIZE = 16


class Held:
    """The digests of one source by track id, and the ids that this import has seen.

    Ids are told apart by Python's own 64-bit hash of them (keyed anew in every process), so that a million of them
    need no text in memory; two ids of a million share one with a chance of 3 in 100 million, and then one of them
    is taken for the other's repetition.
    """

    def __init__(self, rows: Iterable[tuple[int, str, bytes]]) -> None:
        """`rows`: number of the statement, track id, digest."""
        keys, statements, digests = array("q"), array("q"), bytearray()
        for statement, track_id, digest in rows:
            keys.append(hash(track_id))
            statements.append(statement)
            digests += _fixed(digest)
        order = np.argsort(np.array(keys, np.int64))
        self._keys = array("q", np.array(keys, np.int64)[order].tobytes())
        self._statements = np.array(statements, np.int64)[order]
        self._digests = np.frombuffer(bytes(digests), f"V{_SIZE}")[order].tobytes()
        self._seen = bytearray(len(keys))
        self._new: set[int] = set()

    def __len__(self) -> int:
        return len(self._keys)

    def is_same(self, track_id: str, digest: bytes) -> bool:
        """True if `track_id` was held with `digest` and was not seen yet; it is then seen."""
        at = self._find(hash(track_id))
        if at is None or self._seen[at] or not self._equals(at, digest):
            return False
        self._seen[at] = 1
        return True

    def state(self, track_id: str, digest: bytes) -> Literal["added", "changed", "same", "again"]:
        """What a statement on `track_id` means here ("again": it was seen before); it is then seen."""
        key = hash(track_id)
        at = self._find(key)
        if at is None:
            known = len(self._new)
            self._new.add(key)
            return "added" if len(self._new) > known else "again"
        if self._seen[at]:
            return "again"
        self._seen[at] = 1
        return "same" if self._equals(at, digest) else "changed"

    def seen(self, track_id: str) -> bool:
        """True if `track_id` was stated since the import began."""
        key = hash(track_id)
        at = self._find(key)
        return key in self._new if at is None else bool(self._seen[at])

    def gone(self) -> Iterator[int]:
        """Numbers of the statements that were not made again."""
        return iter(self._statements[np.frombuffer(bytes(self._seen), np.uint8) == 0].tolist())

    def _find(self, key: int) -> int | None:
        at = bisect_left(self._keys, key)
        return at if at < len(self._keys) and self._keys[at] == key else None

    def _equals(self, at: int, digest: bytes) -> bool:
        return self._digests[at * _SIZE : (at + 1) * _SIZE] == _fixed(digest)


def _fixed(digest: bytes) -> bytes:
    return digest if len(digest) == _SIZE else blake2b(digest, digest_size=_SIZE).digest()
