"""Properties of importing: no input breaks it, what goes in comes out, and twice is once."""

from __future__ import annotations

import csv
import io
import math
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from segue.catalogue.importers import cells
from segue.catalogue.importers.csvfile import CsvTable
from segue.catalogue.importers.jsonl import JsonTable
from segue.catalogue.importers.parquet import ParquetTable
from segue.catalogue.importers.playlistfiles import read_playlist
from segue.catalogue.importers.reader import Offered
from segue.catalogue.importers.tabular import Table, read_table
from segue.catalogue.port import Rejected
from segue.errors import BadInput
from segue.music import NUMERIC, Track

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).filter(
    lambda word: bool(word.strip()) and cells.name(word) == word
)
float32 = st.floats(0, 1, width=32)
Song = tuple[str, str, list[str], float | None]
songs = st.lists(
    st.tuples(words, words, st.lists(words, max_size=4, unique=True), st.none() | float32),
    min_size=1, max_size=8, unique_by=lambda song: song[0],
)  # fmt: skip
OPENED: dict[str, Callable[[Path], Table]] = {
    "csv": lambda path: CsvTable(path, "utf-8"),
    "jsonl": lambda path: JsonTable(path, "utf-8"),
    "parquet": ParquetTable,
}
FIELDS = ("id", "title", "genres", "energy")


def _read(table: Table) -> list[Track]:
    items = [item for item in read_table(table, {}).items if isinstance(item, Offered)]
    return [track for track in (item.make() for item in items) if isinstance(track, Track)]


def _written(folder: str, kind: str, rows: Sequence[Song]) -> Table:
    path = Path(folder, f"songs.{kind}")
    if kind == "parquet":
        columns = dict(zip(FIELDS, map(list, zip(*rows, strict=True)), strict=True))
        kinds = (pa.string(), pa.string(), pa.list_(pa.string()), pa.float32())
        arrays = {name: pa.array(columns[name], kind_) for name, kind_ in zip(FIELDS, kinds, strict=True)}
        pq.write_table(pa.table(arrays), path)
        return ParquetTable(path)
    if kind == "jsonl":
        path.write_bytes(b"\n".join(msgspec.json.encode(dict(zip(FIELDS, row, strict=True))) for row in rows))
        return JsonTable(path, "utf-8")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    writer.writerows((id_, title, repr(genres), energy) for id_, title, genres, energy in rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return CsvTable(path, "utf-8")


@given(rows=songs, kind=st.sampled_from(("csv", "jsonl", "parquet")))
def test_what_goes_in_comes_out(rows: Sequence[Song], kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tracks = _read(_written(folder, kind, rows))
    assert [(track.id, track.title) for track in tracks] == [(row[0].strip(), row[1].strip()) for row in rows]
    for track, (_, _, _, energy) in zip(tracks, rows, strict=True):
        told = track.values.get("energy")
        assert (told.value if told else None) == energy


def _named(items: Sequence[Offered | Rejected]) -> list[object]:
    return [item[:3] if isinstance(item, Offered) else item for item in items]


@given(rows=songs)
def test_the_same_row_has_the_same_digest_and_another_another(rows: Sequence[Song]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = _written(folder, "jsonl", rows)
        once, twice = (list(read_table(table, {}).items) for _ in range(2))
        changed = [(*row[:1], row[1] + "x", *row[2:]) for row in rows]
        other = list(read_table(_written(folder, "jsonl", changed), {}).items)
    assert _named(once) == _named(twice)
    assert all(isinstance(a, Offered) and isinstance(b, Offered) and a.digest != b.digest
               for a, b in zip(once, other, strict=True))  # fmt: skip


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=6,
)


@given(cell=anything)
def test_no_cell_breaks_a_reader(cell: object) -> None:
    for read in (cells.text, cells.name, cells.credit, cells.release):
        assert isinstance(read(cell), str)
    for listed in (cells.labels(cell), cells.names(cell)):
        assert len(set(listed)) == len(listed)
        assert all(listed)
    for parse in (cells.number, cells.mode_of_key, *cells.PARSERS.values()):
        assert isinstance(parse(cell), float)


@given(values=st.lists(anything, min_size=1, max_size=6), field=st.sampled_from(sorted(NUMERIC)))
def test_a_number_is_in_its_range_or_missing(values: Sequence[object], field: str) -> None:
    rows = [{"id": str(at), "title": "T", field: value} for at, value in enumerate(values)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl")
        path.write_bytes(b"\n".join(msgspec.json.encode(row) for row in rows if _is_text(row)) or b"{}")
        tracks = _read(JsonTable(path, "utf-8")) if any(map(_is_text, rows)) else []
    for attribute in (track.values[field] for track in tracks if field in track.values):
        number = float(attribute.value)
        assert math.isfinite(number)
        assert NUMERIC[field].low <= number <= NUMERIC[field].high
        assert math.isfinite(np.float32(number))


def _is_text(row: object) -> bool:
    try:
        msgspec.json.encode(row)
    except (UnicodeEncodeError, OverflowError):
        return False
    return True


@given(raw=st.binary(max_size=300), kind=st.sampled_from(("csv", "jsonl", "parquet", "m3u", "xspf", "jspf")))
def test_no_bytes_break_a_reader(raw: bytes, kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "noise")
        path.write_bytes(raw)
        with suppress(BadInput):  # told, not thrown about
            if kind in OPENED:
                items = read_table(OPENED[kind](path), {}).items
                assert all(isinstance(item, Offered | Rejected) for item in items)
            else:
                assert read_playlist(path, kind).entries
