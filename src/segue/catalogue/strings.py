"""Columns of text: UTF-8 in one block with its borders; repeated values are stored once and referred to by code."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from segue.catalogue import columns_io
from segue.catalogue.columns_io import Columns, ColumnsWriter

_ERRORS = "surrogatepass"
"""File names may hold bytes that are no text; they must come back as they went in."""


class Strings:
    """A read-only column of text: `[row]`, `take(rows)`, `len()`. Missing text is empty."""

    def __init__(self, borders: npt.NDArray[np.int64], block: npt.NDArray[np.uint8], codes: columns_io.Array) -> None:
        self._borders, self._block = borders, block
        self.codes = codes
        """uint32[rows]: equal codes = equal text; empty where every row has its own text."""

    @classmethod
    def of(cls, columns: Columns, name: str) -> Strings:
        """The column that a writer of the same name left."""
        return cls(*(columns[f"{name}.{part}"] for part in ("borders", "text", "codes")))

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

    def chosen(self, rows: columns_io.Array) -> Strings:
        """A column of those `rows` in that order; for columns in which every row has its own text."""
        return Strings(self._borders, self._block, np.asarray(rows, np.uint32)) if len(rows) else _NONE

    def distinct(self) -> columns_io.Array:
        """One row for each distinct text of a column whose values repeat, else every row."""
        return np.unique(self.codes, return_index=True)[1] if len(self.codes) else np.arange(len(self))


_NONE = Strings(np.zeros(1, np.int64), np.empty(0, np.uint8), np.empty(0, np.uint32))


class StringsWriter:
    """Writes a column whose rows mostly differ."""

    def __init__(self, columns: ColumnsWriter, name: str) -> None:
        self._columns, self._name = columns, name
        self._stream = columns.stream(f"{name}.text")
        self._borders = array("q", [0])

    def add(self, text: str) -> None:
        """Append one row."""
        self._borders.append(self._stream.write(text.encode("utf-8", _ERRORS)) if text else self._stream.size)

    def close(self) -> bytes:
        """Finish the files; the digest of the column."""
        return self._finish(np.empty(0, np.uint32))

    def _finish(self, codes: npt.NDArray[np.uint32]) -> bytes:
        borders = np.asarray(self._borders)
        self._columns.save(f"{self._name}.borders", borders)
        self._columns.save(f"{self._name}.codes", codes)
        return columns_io.digest(self._stream.close(), borders, codes)


class CodedWriter(StringsWriter):
    """Writes a column whose values repeat; each distinct value is kept in memory while writing."""

    def __init__(self, columns: ColumnsWriter, name: str) -> None:
        super().__init__(columns, name)
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


def write_all(columns: ColumnsWriter, name: str, texts: Iterable[str]) -> bytes:
    """Write `texts` as a column of its own; its digest."""
    writer = StringsWriter(columns, name)
    for text in texts:
        writer.add(text)
    return writer.close()
