"""The words of tracks (genres, tags, moods …): by track and by word, each with its field, source and confidence."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from segue.catalogue import columns_io, strings
from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.strings import Strings
from segue.knowledge import names
from segue.music import LABEL_FIELDS, SOURCE_CODE, SOURCES, Bools, Codes, Floats, Labels, Rows, Track

_FIELD_CODE = {name: code for code, name in enumerate(LABEL_FIELDS)}
WISHED = ("genre", "tag")
_NOBODY = 255
_REMEMBERED = 4096
"""So many answers of `matching` are kept."""
_CARRIED = 128
"""So many answers of `rows` are kept: a request asks for the same several times."""
_COLUMNS = ("row", "code", "field", "source", "confidence")


class LabelOf(NamedTuple):
    """One label of a track: its key, field name, source name, confidence (0–1) and code."""

    label: str
    field: str
    source: str
    confidence: float
    code: int


def _field_mask(fields: Iterable[str]) -> Bools:
    """By field code, whether it is one of `fields`."""
    return np.isin(np.arange(len(LABEL_FIELDS)), [_FIELD_CODE[name] for name in fields])


@dataclass(frozen=True)
class LabelEntries:
    """Every (track, label) pair as columns of equal length, ordered by row."""

    row: Rows
    code: Rows
    field: Codes
    source: Codes
    confidence: Floats

    def take(self, at: columns_io.Array) -> LabelEntries:
        """The entries at positions (or where a mask) `at`."""
        return LabelEntries(*(getattr(self, name)[at] for name in _COLUMNS))

    def and_also(self, more: LabelEntries) -> LabelEntries:
        """These and `more`, ordered by row."""
        both = LabelEntries(*(np.concatenate((getattr(self, c), getattr(more, c))) for c in _COLUMNS))
        return both.take(np.argsort(both.row, kind="stable"))

    def in_fields(self, *fields: str) -> LabelEntries:
        """The entries of these fields."""
        return self.take(_field_mask(fields)[self.field])


class LabelIndex:
    """The vocabulary of a catalogue's labels and who carries them. Codes are positions in `vocabulary`."""

    def __init__(self, columns: Columns) -> None:
        self._keys = Strings.of(columns, "label.key")
        self._display = Strings.of(columns, "label.display")
        self._by_row = [columns[f"label.{name}"] for name in ("code", "field", "source", "confidence")]
        self._row_borders = columns["label.borders"]
        self._by_code = [columns[f"labelled.{name}"] for name in ("row", "field", "source")]
        self._code_borders = columns["labelled.borders"]
        self._matched: dict[str, Rows] = {}
        self._carried: dict[tuple[bytes, tuple[str, ...]], tuple[Rows, Codes]] = {}
        self._take_best(columns)

    def _take_best(self, columns: Columns) -> None:
        self._best_by_field = [columns[f"label.best.{field}"] for field in range(len(LABEL_FIELDS))]
        self._best: dict[tuple[str, ...], Codes] = {}

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every label's key (`names.label_key`), sorted."""
        return self._keys.all()

    @property
    def display(self) -> Strings:
        """By code: the label as first printed."""
        return self._display

    @cached_property
    def _code_of(self) -> dict[str, int]:
        return {key: code for code, key in enumerate(self.vocabulary)}

    @cached_property
    def _lines(self) -> tuple[str, npt.NDArray[np.int64]]:
        """All keys in one text, each as " key \\n", and where each begins."""
        lines = [f" {key} \n" for key in self.vocabulary]
        return "".join(lines), columns_io.offsets_of(np.array([len(line) for line in lines], np.int64))

    @cached_property
    def _squeezed(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for code, key in enumerate(self.vocabulary):
            found.setdefault(key.replace(" ", ""), []).append(code)
        return found

    @cached_property
    def fields_present(self) -> frozenset[str]:
        """The fields in which this catalogue has any label."""
        return frozenset(LABEL_FIELDS[code] for code in np.unique(self._by_code[1]).tolist())

    def code(self, label: str) -> int | None:
        """The code of a label in any spelling; None if the catalogue does not have it."""
        return self.code_of_key(names.label_key(label))

    def code_of_key(self, key: str) -> int | None:
        """The code of a label's key; None if the catalogue does not have it."""
        return self._code_of.get(key)

    def sizes(self) -> columns_io.Array:
        """By code: how many entries it has, counting a track once for each field."""
        return np.diff(self._code_borders)

    def entries_of(self, rows: Rows) -> columns_io.Array:
        """By code: how many of its entries are those of `rows`."""
        codes = self._by_row[0][columns_io.spread(self._row_borders, rows)]
        return np.bincount(codes, minlength=len(self._keys))

    def matching(self, wanted: str) -> Rows:
        """Codes of labels that hold the words of `wanted` as a run of whole words, or equal it without spaces.

        "punk" matches "pop punk", "hip hop" matches "hiphop". Sorted; empty where `wanted` has no words.
        """
        key = names.label_key(wanted)
        if len(self._matched) >= _REMEMBERED:
            self._matched.clear()
        if key not in self._matched:
            self._matched[key] = self._match(key)
        return self._matched[key]

    def _match(self, key: str) -> Rows:
        if not key:
            return np.empty(0, np.int32)
        text, borders = self._lines
        codes = set(self._squeezed.get(key.replace(" ", ""), ()))
        at = text.find(f" {key} ")
        while at >= 0:
            code = int(np.searchsorted(borders, at, "right")) - 1
            codes.add(code)
            at = text.find(f" {key} ", int(borders[code + 1]))
        return np.array(sorted(codes), np.int32)

    def rows(self, codes: Iterable[int] | Rows, fields: Sequence[str] = WISHED) -> tuple[Rows, Codes]:
        """Tracks that carry any of `codes` in any of `fields`: rows (ascending, each once), and for each row the best
        source code among what matched (the lowest: known before guessed)."""
        wanted = np.asarray(codes, np.int64)
        asked = wanted.tobytes(), tuple(fields)
        found = self._carried.get(asked)
        if found is None:
            if len(self._carried) >= _CARRIED:
                self._carried.clear()
            found = self._carried[asked] = self._rows(wanted, fields)
        return found

    def _rows(self, codes: columns_io.Array, fields: Sequence[str]) -> tuple[Rows, Codes]:
        at = columns_io.spread(self._code_borders, codes)
        row, field, source = (column[at] for column in self._by_code)
        kept = _field_mask(fields)[field]
        if not kept.all():
            row, source = row[kept], source[kept]
        best = np.full(len(self._row_borders) - 1, _NOBODY, np.uint8)
        for code in reversed(range(len(SOURCES))):
            here = source == code
            if here.all():
                best[row] = code
            elif here.any():
                best[row[here]] = code
        rows = np.flatnonzero(best != _NOBODY)
        found = rows.astype(np.int32), best[rows]
        for column in found:
            column.flags.writeable = False
        return found

    def count(self, codes: Iterable[int] | Rows, fields: Sequence[str] = WISHED) -> int:
        """How many tracks carry any of `codes` in any of `fields`."""
        return len(self.rows(codes, fields)[0])

    @cached_property
    def idf(self) -> Floats:
        """By code: how much the label tells, ln(1 + tracks / tracks that carry it)."""
        carried = np.maximum(np.diff(self._code_borders), 1)
        return np.log1p((len(self._row_borders) - 1) / carried).astype(np.float32)

    def carriers(self, codes: Rows) -> tuple[Rows, Rows]:
        """Tracks that carry each of `codes` in any field: rows, and for each the position in `codes`."""
        at = columns_io.spread(self._code_borders, codes.astype(np.int64))
        counts = self._code_borders[codes + 1] - self._code_borders[codes]
        return self._by_code[0][at], np.repeat(np.arange(len(codes), dtype=np.int32), counts)

    def of_rows(self, rows: Rows) -> tuple[Rows, Rows, Codes]:
        """All labels of `rows`: the position in `rows` (ascending), the code and the field of each."""
        at = columns_io.spread(self._row_borders, rows)
        counts = self._row_borders[rows + 1] - self._row_borders[rows]
        return np.repeat(np.arange(len(rows), dtype=np.int32), counts), self._by_row[0][at], self._by_row[1][at]

    def best_source(self, fields: Sequence[str]) -> Codes:
        """For each track, the best (lowest) source code among its labels in any of `fields`, 0 where it has none."""
        wanted = tuple(fields)
        if wanted not in self._best:
            columns = [self._best_by_field[_FIELD_CODE[field]] for field in wanted]
            # 0 means "none": one less wraps it to the top, so that the minimum prefers any label to none.
            self._best[wanted] = np.minimum.reduce([column - np.uint8(1) for column in columns]) + np.uint8(1)
        return self._best[wanted]

    def of(self, row: int) -> list[LabelOf]:
        """The labels of one track, field by field in the order of `LABEL_FIELDS`, each field as it was stated."""
        part = slice(int(self._row_borders[row]), int(self._row_borders[row + 1]))
        codes, fields, sources, confidences = (column[part].tolist() for column in self._by_row)
        keys = self._keys.take(codes) if codes else []
        told = zip(keys, fields, sources, confidences, codes, strict=True)
        return [LabelOf(key, LABEL_FIELDS[f], SOURCES[s], c, code) for key, f, s, c, code in told]

    def codes_of(self, row: int) -> Rows:
        """Codes of one track's labels in any field, in the order of `of`."""
        codes: Rows = self._by_row[0][int(self._row_borders[row]) : int(self._row_borders[row + 1])]
        return codes


class LabelsWriter:
    """Gathers the labels of a stream of tracks."""

    def __init__(self) -> None:
        self._code_of_text: dict[str, int] = {}
        self._code_of_key: dict[str, int] = {}
        self._keys: list[str] = []
        self._display: list[str] = []
        self._codes = array("i")
        self._rows, self._counts = array("i"), array("i")
        self._fields, self._sources, self._confidences = array("B"), array("B"), array("f")

    def add(self, row: int, track: Track) -> None:
        """Take the labels of `track`."""
        for field in LABEL_FIELDS if track.labels else ():
            labels = track.labels.get(field)
            if labels:
                self._add_field(row, field, labels)

    def _add_field(self, row: int, field: str, labels: Labels) -> None:
        before = len(self._codes)
        codes = (self._code(text) for text in labels.values)
        self._codes.extend(dict.fromkeys(code for code in codes if code >= 0))
        self._rows.append(row)
        self._fields.append(_FIELD_CODE[field])
        self._sources.append(SOURCE_CODE[labels.source])
        self._confidences.append(labels.confidence)
        self._counts.append(len(self._codes) - before)

    def _code(self, text: str) -> int:
        code = self._code_of_text.get(text)
        if code is None:
            code = self._code_of_text[text] = self._new_code(text)
        return code

    def _new_code(self, text: str) -> int:
        key = names.label_key(text)
        if not key:
            return -1
        code = self._code_of_key.setdefault(key, len(self._code_of_key))
        if code == len(self._keys):
            self._keys.append(key)
            self._display.append(" ".join(text.split()))
        return code

    def keys_since(self, before: int) -> list[str]:
        """Keys of the labels taken since `size()` was `before`, for the text index."""
        return [self._keys[code] for code in self._codes[before:]]

    def size(self) -> int:
        """How many labels were taken so far."""
        return len(self._codes)

    def finish(self) -> tuple[list[str], list[str], LabelEntries]:
        """The vocabulary (sorted keys), how each is displayed, and all entries with codes into that vocabulary."""
        keys = self._keys
        order = sorted(range(len(keys)), key=keys.__getitem__)
        rank = np.empty(len(keys), np.int32)
        rank[order] = np.arange(len(keys), dtype=np.int32)
        columns = (self._rows, self._fields, self._sources, self._confidences)
        row, field, source, confidence = (np.repeat(np.asarray(c), np.asarray(self._counts)) for c in columns)
        entries = LabelEntries(row, rank[np.asarray(self._codes)], field, source, np.clip(confidence, 0, 1))
        return [keys[at] for at in order], [self._display[at] for at in order], entries


def write(
    columns: ColumnsWriter, keys: Sequence[str], display: Sequence[str], entries: LabelEntries, n: int, room: int
) -> None:
    """Write the index over `n` tracks, with `room` for so many more."""
    strings.write_all(columns, "label.key", keys)
    strings.write_all(columns, "label.display", display)
    for name in ("code", "field", "source", "confidence"):
        columns.save(f"label.{name}", getattr(entries, name))
    columns.save("label.borders", columns_io.offsets_of(np.bincount(entries.row, minlength=n)))
    by_code = entries.take(np.argsort(entries.code, kind="stable"))
    for name in ("row", "field", "source"):
        columns.save(f"labelled.{name}", getattr(by_code, name))
    columns.save("labelled.borders", columns_io.offsets_of(np.bincount(by_code.code, minlength=len(keys))))
    for field in range(len(LABEL_FIELDS)):
        columns.save_by_track(f"label.best.{field}", _best_of_field(entries, field, n), room)


def _best_of_field(entries: LabelEntries, field: int, n: int) -> Codes:
    best = np.zeros(n, np.uint8)
    here = entries.field == field
    rows, sources = entries.row[here], entries.source[here]
    for source in np.unique(sources)[::-1]:
        best[rows[sources == source]] = source
    return best


def digest(keys: Sequence[str], entries: LabelEntries) -> bytes:
    """The digest of what was stated (call before guesses are added)."""
    return columns_io.digest("\n".join(keys).encode("utf-8"), *(getattr(entries, name) for name in _COLUMNS))
