"""Tables of any format into tracks: columns are cleaned a batch at a time, tracks made only for new or changed rows."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain, islice
from typing import Any, Final, NamedTuple, Protocol, TypeVar

import msgspec
import numpy as np

from segue.catalogue.importers import cells, columns, profile
from segue.catalogue.importers.columns import Column
from segue.catalogue.importers.reader import Offered, Reading, row_digest
from segue.catalogue.port import Rejected
from segue.music import NUMERIC, Attribute, Labels, Track

NOT_TEXT: Final = "not text in this encoding"
Item = TypeVar("Item")
_NEVER_ZERO: Final = frozenset(("rating", "last_played", "added"))
"""Fields in which 0 is how programs write “none”."""
_READ: Final[Mapping[str, Callable[[cells.Cell], object]]] = {
    "title": cells.text,
    "artist": cells.credit,
    "artists": cells.names,
    "artist_mbids": cells.names,
    "release": cells.release,
}

Row = tuple[Any, ...]
"""One row's cleaned cells, in the order of the plan: str, tuple of str, or float (NaN = missing)."""


class Batch(NamedTuple):
    """Some rows of a table, column by column. `rows` are their numbers; `rejected`: those that could not be split."""

    rows: Sequence[int]
    cells: Mapping[str, Sequence[cells.Cell]]
    rejected: Sequence[Rejected] = ()


class Table(Protocol):
    """A table as a format's adapter opens it."""

    @property
    def names(self) -> Sequence[str]:
        """Names of its columns, each once."""

    @property
    def total(self) -> int | None:
        """Number of rows, where known beforehand."""

    def batches(self, wanted: Sequence[str]) -> Iterator[Batch]:
        """The rows in order, with the cells of the columns `wanted`. Raises `ImportFailed` when the source breaks."""


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """`items` in lists of `size`, the last one shorter."""
    source = iter(items)
    while some := list(islice(source, size)):
        yield some


def read_table(table: Table, mapping: Mapping[str, str]) -> Reading:
    """Understand a table's columns (see `columns.choose`) and read its rows.

    A row without an id gets one from what it says of artist, title, album and ISRC; the second such row gets "-2".
    """
    chosen = columns.choose(table.names, mapping)
    batches = table.batches(tuple(dict.fromkeys(column.name for column in chosen)))
    first = _first(batches)
    plan = profile.settle(chosen, _joined(first, chosen))
    return Reading(_items(plan, chain(first, batches)), table.total, columns.report(table.names, plan))


def _first(batches: Iterator[Batch]) -> list[Batch]:
    taken: list[Batch] = []
    rows = 0
    for batch in batches:
        taken.append(batch)
        rows += len(batch.rows)
        if rows >= profile.ROWS:
            break
    return taken


def _joined(batches: Sequence[Batch], chosen: Sequence[Column]) -> dict[str, list[cells.Cell]]:
    return {
        column.name: list(chain.from_iterable(batch.cells[column.name] for batch in batches))[: profile.ROWS]
        for column in chosen
    }


def _items(plan: Sequence[Column], batches: Iterator[Batch]) -> Iterator[Offered | Rejected]:
    salt = msgspec.msgpack.encode([(str(column.target), column.factor) for column in plan])
    ids = _Ids(plan)
    for batch in batches:
        cleaned = [_clean(column, batch.cells[column.name]) for column in plan]
        offered = _offered(plan, salt, ids, zip(batch.rows, zip(*cleaned, strict=True), strict=True))
        yield from heapq.merge(batch.rejected, offered, key=_row_of) if batch.rejected else offered


def _row_of(item: Offered | Rejected) -> int:
    return int(item.row)


def _offered(
    plan: Sequence[Column], salt: bytes, ids: _Ids, rows: Iterable[tuple[int, Row]]
) -> Iterator[Offered | Rejected]:
    encode = msgspec.msgpack.Encoder().encode
    for number, row in rows:
        try:
            digest = row_digest(salt, encode(row))
        except UnicodeEncodeError:
            yield Rejected(number, NOT_TEXT)
            continue
        track_id = ids.of(row)
        yield Offered(number, track_id, digest, partial(_track, plan, number, track_id, row))


def _clean(column: Column, values: Sequence[cells.Cell]) -> Sequence[object]:
    if column.numeric:
        return _numbers(column, values)
    read = cells.labels if column.labelled else _READ.get(column.target.field, cells.name)
    return list(map(read, values))


def _numbers(column: Column, values: Sequence[cells.Cell]) -> Sequence[object]:
    """The numbers of a column in the field's unit, as the source's own bits where the unit is the same; NaN outside
    the field's range."""
    field = column.target.field
    from_key = column.derived and field == "mode"
    parse = cells.mode_of_key if from_key else cells.PARSERS.get(field, cells.number)
    found = np.fromiter(map(parse, values), np.float64, len(values))
    if column.factor != 1.0:
        found *= column.factor
    limits = NUMERIC[field]
    good = (found >= limits.low) & (found <= limits.high)
    if field in _NEVER_ZERO:
        good &= found != 0
    if field in {"key", "mode", "explicit"}:
        good &= found == np.rint(found)
    cleaned: list[object] = np.where(good, found, np.nan).tolist()
    return cleaned


class _Ids:
    """Ids of rows: their own, else one made of what they say."""

    _NAMING = ("artist", "artists", "title", "album", "isrc", "mbid")

    def __init__(self, plan: Sequence[Column]) -> None:
        at = {field: [i for i, c in enumerate(plan) if c.target.field == field] for field in ("id", *self._NAMING)}
        self._own = at["id"]
        self._naming = [i for field in self._NAMING for i in at[field]]
        self._times: dict[bytes, int] = {}

    def of(self, row: Row) -> str:
        """The id of `row`; asking again for the same cells is a repeat of the row."""
        own = next((row[i] for i in self._own if row[i]), "")
        return str(own) if own else self._made(row)

    def _made(self, row: Row) -> str:
        said = msgspec.msgpack.encode([row[i] for i in self._naming])
        key = blake2b(said, digest_size=8).digest()
        times = self._times[key] = self._times.get(key, 0) + 1
        return f"t{key.hex()}" if times == 1 else f"t{key.hex()}-{times}"


def _track(plan: Sequence[Column], number: int, track_id: str, row: Row) -> Track | Rejected:
    fields: dict[str, Any] = {}
    values: dict[str, Attribute] = {}
    labels: dict[str, Labels] = {}
    for column, cell in zip(plan, row, strict=True):
        field, source = column.target.field, column.target.source
        if isinstance(cell, float):
            if cell == cell:  # NaN is the one number unlike itself
                values.setdefault(field, Attribute(cell, source, column.confidence))
        elif cell and column.labelled:
            labels.setdefault(field, Labels(cell, source, column.confidence))
        elif cell:
            fields.setdefault(field, cell)
    fields.setdefault("artist", ", ".join(fields.get("artists", ())))
    if not (fields["artist"] or "title" in fields or values or labels):
        return Rejected(number, "says neither title nor artist nor anything else of a track")
    return Track(**{**fields, "id": track_id}, values=values, labels=labels)
