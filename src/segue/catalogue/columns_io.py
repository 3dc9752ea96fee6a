"""Columns on disk: one little-endian `.npy` file an array, written durably, read memory-mapped."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_MAGIC = b"\x93NUMPY\x01\x00"
_HEADER = 128
"""Bytes of the header of a streamed column (a multiple of 64, as the format asks)."""


def save(folder: Path, name: str, array: Array) -> None:
    """Write `array` as `folder/name.npy`, little-endian and contiguous. Raises `OSError`."""
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    with (folder / f"{name}.npy").open("wb") as file:  # np.save would hide why a disk refuses
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(little))
        file.write(little.reshape(-1).view(np.uint8).data)


def load(folder: Path, name: str) -> Array:
    """`folder/name.npy`, memory-mapped and read-only. The mapping outlives the file's name. Raises OSError."""
    return np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)  # type: ignore[no-any-return]


class ByteStream:
    """A uint8 column written piece by piece, so that long text never stands in memory as a whole."""

    def __init__(self, folder: Path, name: str) -> None:
        self._file = (folder / f"{name}.npy").open("wb", buffering=1 << 18)
        self._file.write(b"\0" * _HEADER)
        self._hash = blake2b(digest_size=16)
        self.size = 0

    def write(self, piece: bytes) -> int:
        """Append `piece`; the size so far."""
        self._file.write(piece)
        self._hash.update(piece)
        self.size += len(piece)
        return self.size

    def abandon(self) -> None:
        """Let go of the file, finished or not."""
        self._file.close()

    def close(self) -> bytes:
        """Finish the file; the digest of its content."""
        header = f"{{'descr': '|u1', 'fortran_order': False, 'shape': ({self.size},), }}".encode()
        length = _HEADER - len(_MAGIC) - 2
        self._file.seek(0)
        self._file.write(_MAGIC + length.to_bytes(2, "little") + header.ljust(length - 1) + b"\n")
        self._file.close()
        return self._hash.digest()


def digest(*parts: bytes | Array) -> bytes:
    """16 bytes that identify `parts` in their order."""
    total = blake2b(digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else np.ascontiguousarray(part).reshape(-1).view(np.uint8).data
        total.update(len(data).to_bytes(8, "little"))
        total.update(data)
    return total.digest()


def sync(folder: Path) -> None:
    """Force every file of `folder`, and the folder itself, to disk."""
    for path in (*folder.rglob("*"), folder):
        sync_one(path)


def sync_one(path: Path) -> None:
    """Force a file, or the list of names of a folder, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def offsets_of(counts: Array) -> npt.NDArray[np.int64]:
    """Borders of consecutive groups of `counts` members: int64[len + 1], from 0."""
    borders = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=borders[1:])
    return borders


def spread(offsets: Array, groups: Array) -> npt.NDArray[np.int64]:
    """Positions of all members of `groups`, group after group: the concatenation of `offsets[g]:offsets[g + 1]`."""
    starts, counts = offsets[groups], offsets[groups + 1] - offsets[groups]
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts - (ends - counts), counts) + np.arange(total)
