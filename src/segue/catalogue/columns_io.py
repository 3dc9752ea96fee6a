"""Columns on disk: all arrays of a snapshot in one file, little-endian, written durably, mapped as a whole.

    columns.bin     the arrays one after the other, each at a multiple of 64 bytes
    columns.json    name → kind (as numpy writes it), shape, where it begins, and for how many more rows there is room

One file means one open file a snapshot, however many columns it has: a server may hold several at once. Behind a column
that has one entry a track there is room for more: a reader maps the file copy-on-write and puts the values of fresh
tracks there, in its own memory, while all pages that it does not touch stay shared.
"""

from __future__ import annotations

import math
import mmap
import os
import shutil
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import msgspec
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_ALIGN = 64
_HEAD = b"segue columns 1\n".ljust(_ALIGN)
_TAIL = b"\n" * _ALIGN
_Index = dict[str, tuple[str, tuple[int, ...], int, int]]


class ColumnsWriter:
    """Writes the columns of one snapshot into `folder`. Use as a context: what breaks off leaves no file open.

    Every method raises `OSError` where the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index: _Index = {}
        self._streams: list[ByteStream] = []
        self._file = (folder / "columns.bin").open("wb", buffering=1 << 18)
        self._file.write(_HEAD)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self._streams:
            stream.abandon()
        self._file.close()

    def save(self, name: str, array: Array) -> None:
        """Write `array` as the column `name`."""
        little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
        self._begin(name, little.dtype.str, array.shape)
        self._file.write(little.reshape(-1).view(np.uint8).data)

    def save_by_track(self, name: str, array: Array, room: int) -> None:
        """Write `array`, whose first axis is the track, as a column with `room` for so many more tracks."""
        self.save(name, array)
        kind, shape, start, _ = self._index[name]
        self._index[name] = kind, shape, start, room
        self._file.seek(room * array.itemsize * math.prod(array.shape[1:]), os.SEEK_CUR)

    def stream(self, name: str) -> ByteStream:
        """A uint8 column `name` to be written piece by piece."""
        stream = ByteStream(self, name, self._folder / f"{name}.part")
        self._streams.append(stream)
        return stream

    def take_in(self, name: str, part: Path, size: int) -> None:
        """Append the `size` bytes of the file `part` as a uint8 column, and remove that file."""
        self._begin(name, "|u1", (size,))
        with part.open("rb") as source:
            shutil.copyfileobj(source, self._file, 1 << 20)
        part.unlink()

    def close(self) -> None:
        """Finish the files."""
        self._file.write(_TAIL)
        self._file.close()
        (self._folder / "columns.json").write_bytes(msgspec.json.encode(self._index))

    def _begin(self, name: str, kind: str, shape: tuple[int, ...]) -> None:
        at = self._file.tell()
        start = -(-at // _ALIGN) * _ALIGN
        self._file.write(b"\0" * (start - at))
        self._index[name] = (kind, shape, start, 0)


class ByteStream:
    """A uint8 column written piece by piece, so that long text never stands in memory as a whole."""

    def __init__(self, columns: ColumnsWriter, name: str, part: Path) -> None:
        self._columns, self._name, self._part = columns, name, part
        self._file = part.open("wb", buffering=1 << 18)
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
        """Finish the column; the digest of its content."""
        self._file.close()
        self._columns.take_in(self._name, self._part, self.size)
        return self._hash.digest()


class Columns:
    """The columns of a snapshot by name, memory-mapped and read-only. The mapping outlives the file's name."""

    def __init__(self, folder: Path) -> None:
        """Map the columns in `folder`. Raises `OSError` where there are none, `ValueError` where they are torn."""
        self._index = msgspec.json.decode((folder / "columns.json").read_bytes(), type=_Index)
        mapped = _mapped(folder, mmap.ACCESS_READ)
        self._arrays: dict[str, Array] = {
            name: np.ndarray(shape, np.dtype(kind), mapped, at) for name, (kind, shape, at, _) in self._index.items()
        }

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    @classmethod
    def grown(cls, folder: Path, fresh: Columns) -> Columns:
        """The columns in `folder`, with those of `fresh` behind each that has one entry a track.

        What is added lies in this process's own copy of a few pages. Raises like `Columns`, and `ValueError` where
        there is no room for so many.
        """
        grown = cls(folder)
        mapped = _mapped(folder, mmap.ACCESS_COPY)
        for name, (kind, shape, at, room) in grown._index.items():
            more = fresh[name] if room else np.empty(0)
            if len(more) > room:
                raise ValueError(f"{folder} has no room for {len(more)} more tracks")
            if room:
                whole = np.ndarray((shape[0] + len(more), *shape[1:]), np.dtype(kind), mapped, at)
                whole[shape[0] :] = more
                whole.flags.writeable = False
                grown._arrays[name] = whole
        return grown


def _mapped(folder: Path, access: int) -> mmap.mmap:
    with (folder / "columns.bin").open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=access)
    if mapped[:_ALIGN] != _HEAD or mapped[-_ALIGN:] != _TAIL:
        raise ValueError(f"{folder} holds no whole columns")
    return mapped


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
