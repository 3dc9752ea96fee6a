"""Numeric columns: for each attribute a value, its source and its confidence for each track."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np

from segue.catalogue import columns_io
from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.music import FIRST_GUESSED, NUMERIC, SOURCE_CODE, Attribute, Bools, Codes, Floats, Track

NAMES = tuple(NUMERIC)
_PARTS = ("values", "source", "confidence")
POSITION = {name: at for at, name in enumerate(NAMES)}


@dataclass(frozen=True)
class NumericColumn:
    """One attribute over all tracks; each array has shape (n,). `values` is NaN where missing, `source` then 0."""

    values: Floats
    source: Codes
    confidence: Floats

    @property
    def known(self) -> Bools:
        """Where the value was stated for the track itself."""
        return (self.source > 0) & (self.source < FIRST_GUESSED)


@dataclass(frozen=True)
class Numerics:
    """All attributes, in the order of `NUMERIC`; each array has shape (attributes, n)."""

    values: Floats
    source: Codes
    confidence: Floats

    def column(self, name: str) -> NumericColumn:
        """The attribute `name` of `NUMERIC` (KeyError otherwise)."""
        at = POSITION[name]
        return NumericColumn(self.values[at], self.source[at], self.confidence[at])

    def save(self, columns: ColumnsWriter, room: int) -> None:
        """Write the columns, with `room` for so many more tracks."""
        for name in NAMES:
            column = self.column(name)
            for part in _PARTS:
                columns.save_by_track(f"{name}.{part}", getattr(column, part), room)

    def head(self, n: int) -> Numerics:
        """The first `n` tracks."""
        return Numerics(self.values[:, :n], self.source[:, :n], self.confidence[:, :n])

    def coverage(self) -> dict[str, tuple[float, float]]:
        """Attribute → share of tracks with a known value, and with any value."""
        n = max(self.values.shape[1], 1)
        columns = {name: self.column(name) for name in NAMES}
        return {name: (int(c.known.sum()) / n, int((c.source > 0).sum()) / n) for name, c in columns.items()}


def read(columns: Columns) -> dict[str, NumericColumn]:
    """The columns that `Numerics.save` left, by attribute."""
    return {name: NumericColumn(*(columns[f"{name}.{part}"] for part in _PARTS)) for name in NAMES}


class _Stated:
    """What was stated of one attribute: rows and their values, sources, confidences."""

    def __init__(self) -> None:
        self.rows, self.values = array("i"), array("d")
        self.sources, self.confidences = array("B"), array("f")


class NumericsWriter:
    """Gathers the stated values of a stream of tracks."""

    def __init__(self) -> None:
        self._stated = {name: _Stated() for name in NAMES}
        self._append = {
            name: (s.rows.append, s.values.append, s.sources.append, s.confidences.append)
            for name, s in self._stated.items()
        }

    def add(self, row: int, track: Track) -> None:
        """Take the numbers of `track`; the year is read from its release date where it is not stated itself."""
        for name, attribute in track.values.items():
            self._put(row, name, attribute)
        if track.release and "year" not in track.values and track.release[:4].isdecimal():
            self._put(row, "year", Attribute(int(track.release[:4])))

    def _put(self, row: int, name: str, attribute: Attribute) -> None:
        append = self._append.get(name)
        if append is None or isinstance(attribute.value, str):
            return
        to_rows, to_values, to_sources, to_confidences = append
        to_rows(row)
        to_values(attribute.value)
        to_sources(SOURCE_CODE[attribute.source])
        to_confidences(attribute.confidence)

    def finish(self, n: int) -> Numerics:
        """The columns over `n` rows. Values that are not finite or outside the attribute's range are missing."""
        shape = (len(NAMES), n)
        out = Numerics(np.full(shape, np.nan, np.float32), np.zeros(shape, np.uint8), np.zeros(shape, np.float32))
        for name in NAMES:
            self._fill(out.column(name), name)
        return out

    def _fill(self, column: NumericColumn, name: str) -> None:
        stated, bounds = self._stated.pop(name), NUMERIC[name]
        values = np.asarray(stated.values)
        good = (values >= bounds.low) & (values <= bounds.high)
        rows = np.asarray(stated.rows)[good]
        column.values[rows] = values[good]
        column.source[rows] = np.asarray(stated.sources)[good]
        column.confidence[rows] = np.clip(np.asarray(stated.confidences)[good], 0, 1)


def digest(numerics: Numerics) -> bytes:
    """The digest of what was stated (call before guesses are filled in)."""
    return columns_io.digest(numerics.values, numerics.source, numerics.confidence)
