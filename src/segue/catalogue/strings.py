"""Columns of text: UTF-8 in one block with its borders; repeated values are stored once and referred to by code."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from segue.catalogue import columns_io

_ERRORS = "surrogatepass"
"""File names may hold bytes that are no text; they must come back as they went in."""


class Strings:
    """A read-only column of text: `[row]`, `take(rows)`, `len()`. Missing text is empty."""

    def __init__(self, borders: npt.NDArray[np.int64], block: npt.NDArray[np.uint8], codes: columns_io.Array) -> None:
        self._borders, self._block = borders, block
        self.codes = codes
        """uint32[rows]: equal codes = equal text; empty where every row has its own text."""

    @classmethod
    def open(cls, folder: Path, name: str) -> Strings:
        """The column that a writer of the same name left in `folder`."""
        return cls(*(columns_io.load(folder, f"{name}.{part}") for part in ("borders", "text", "codes")))

    def __len__(self) -> int:
        return len(self.codes) or len(self._borders) - 1

    def __getitem__(self, row: int) -> str:
        at = int(self.codes[row]) if len(self.codes) else int(row)
        if at < 0:
            at += len(self._borders) - 1
        return self._block[self._borders[at] : self._borders[at + 1]].tobytes().decode("utf-8", _ERRORS)

    def take(self, rows: Iterable[int] | columns_io.Array) -> list[str]:
        """The texts of `rows`, in their order."""
        at = np.asarray(rows, dtype=np.int64)
        if len(self.codes):
            at = self.codes[at].astype(np.int64)
        data = self._block.data
        starts, ends = self._borders[at].tolist(), self._borders[at + 1].tolist()
        return [str(data[a:b], "utf-8", _ERRORS) for a, b in zip(starts, ends, strict=True)]

    def all(self) -> list[str]:
        """Every row's text; for small columns such as vocabularies."""
        return self.take(np.arange(len(self)))


class StringsWriter:
    """Writes a column whose rows mostly differ. Use as a context: what breaks off leaves no file open."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._stream = columns_io.ByteStream(folder, f"{name}.text")
        self._borders = array("q", [0])

    def add(self, text: str) -> None:
        """Append one row."""
        self._borders.append(self._stream.write(text.encode("utf-8", _ERRORS)) if text else self._stream.size)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.abandon()

    def close(self) -> bytes:
        """Finish the files; the digest of the column."""
        return self._finish(np.empty(0, np.uint32))

    def _finish(self, codes: npt.NDArray[np.uint32]) -> bytes:
        borders = np.asarray(self._borders)
        columns_io.save(self._folder, f"{self._name}.borders", borders)
        columns_io.save(self._folder, f"{self._name}.codes", codes)
        return columns_io.digest(self._stream.close(), borders, codes)


class CodedWriter(StringsWriter):
    """Writes a column whose values repeat; each distinct value is kept in memory while writing."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(folder, name)
        self._code_of: dict[str, int] = {}
        self._codes = array("I")

    def add(self, text: str) -> None:
        """Append one row."""
        self.put(text)

    def put(self, text: str) -> int:
        """Append one row; the code of its value (codes count from 0 in order of appearance)."""
        code = self._code_of.get(text)
        if code is None:
            code = self._code_of[text] = len(self._code_of)
            super().add(text)
        self._codes.append(code)
        return code

    def close(self) -> bytes:
        """Finish the files; the digest of the column."""
        return self._finish(np.asarray(self._codes))


def write_all(folder: Path, name: str, texts: Iterable[str]) -> bytes:
    """Write `texts` as a column of its own; its digest."""
    with StringsWriter(folder, name) as writer:
        for text in texts:
            writer.add(text)
        return writer.close()
