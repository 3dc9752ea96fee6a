"""One import from beginning to end: find the source, read it, state its tracks in one transaction, publish."""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from segue.catalogue.importers.csvfile import CsvTable
from segue.catalogue.importers.files import read_folder
from segue.catalogue.importers.jsonl import JsonTable
from segue.catalogue.importers.kinds import PLAYLISTS, TABLES, find_kind
from segue.catalogue.importers.parquet import ParquetTable
from segue.catalogue.importers.playlists import import_playlist
from segue.catalogue.importers.reader import IMPORTER_VERSION, Offered, Progress, Reading
from segue.catalogue.importers.tabular import NOT_TEXT, Table, read_table
from segue.catalogue.importers.text import empty, unreadable
from segue.catalogue.port import CatalogueStore, ImportReport, ImportSession, Rejected
from segue.errors import BadInput, ImportFailed

if TYPE_CHECKING:
    from segue.catalogue.home import Home

_STEP: Final = 2000
"""Rows between two calls of progress."""
_CHUNK: Final = 1 << 20


def import_source(
    home: Home,
    source: str | Path,
    *,
    kind: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    encoding: str = "utf-8",
) -> ImportReport:
    """Bring a source into the catalogue of `home` and publish the outcome.

    `kind` is one of `kinds.KINDS`, or found; `columns` maps field=column (see `columns.choose`); `encoding` is that of
    text without a byte order mark. The report tells what changed since this source was last imported; a playlist's
    counts its matched entries as added and the others as rejected.

    Raises `ImportFailed` for a source that cannot be read (source_missing, source_damaged, source_empty, encoding …)
    and `BadInput` for what was said of it; the catalogue is then as it was.
    """
    path = _existing(source)
    kind = find_kind(path, kind)
    mapping = columns or {}
    if mapping and kind not in TABLES:
        raise BadInput(
            "columns_unused", f"A source of kind {kind} has no columns.", hint="Leave --columns away.", field="columns"
        )
    if kind in PLAYLISTS:
        return import_playlist(home.store, home.snapshot(wait=True), path, kind, encoding)
    report = _tracks(home.store, path, kind, mapping, progress, encoding)
    home.publish()
    return report


def _existing(source: str | Path) -> Path:
    try:
        path = Path(os.path.abspath(Path(source).expanduser()))  # noqa: PTH100  (a link keeps its name)
        if path.exists():
            return path
    except (OSError, ValueError, RuntimeError):  # a name too long, a NUL or a lone surrogate in it, no such user
        pass
    raise ImportFailed(
        "source_missing", f"There is no file or folder “{source}”.", hint="Check the name.", field="source"
    )


def _tracks(
    store: CatalogueStore, path: Path, kind: str, mapping: Mapping[str, str], progress: Progress | None, encoding: str
) -> ImportReport:
    name = str(path)
    if kind == "files":
        return _stated(store, name, read_folder(path, progress=progress), None, progress)
    state = _state(path, kind, mapping, encoding)
    if store.file_state(name) == state:
        return ImportReport(source=name, same=store.sources().get(name, 0))
    return _stated(store, name, read_table(_table(path, kind, encoding), mapping), state, progress)


def _table(path: Path, kind: str, encoding: str) -> Table:
    if kind == "parquet":
        return ParquetTable(path)
    return CsvTable(path, encoding) if kind == "csv" else JsonTable(path, encoding)


def _state(path: Path, kind: str, mapping: Mapping[str, str], encoding: str) -> bytes:
    """16 bytes that identify a file's content and the way in which it is read."""
    said = (IMPORTER_VERSION, kind, sorted(mapping.items()), encoding)
    digest = blake2b(msgspec.msgpack.encode(said), digest_size=16)
    try:
        with path.open("rb") as raw:
            if not path.stat().st_size:
                raise empty(path)
            while chunk := raw.read(_CHUNK):
                digest.update(chunk)
    except OSError as fault:
        raise unreadable(path, fault) from fault
    return digest.digest()


def _stated(
    store: CatalogueStore, name: str, reading: Reading, state: bytes | None, progress: Progress | None
) -> ImportReport:
    with store.importing(name) as session:
        _fill(session, reading, progress)
        report = session.report()
        if not report.added + report.changed + report.same:
            raise _no_valid_row(report)
        # With rejected rows nothing is remembered, so that the next import tells of them again.
        if state and not report.rejected:
            store.record_file_state(name, state)
    return msgspec.structs.replace(session.report(), source=name, columns=dict(reading.columns))


def _fill(session: ImportSession, reading: Reading, progress: Progress | None) -> None:
    done = 0
    for done, item in enumerate(reading.items, 1):
        if isinstance(item, Rejected):
            session.reject(item.row, item.reason)
        else:
            _take(session, item)
        if progress and done % _STEP == 0:
            progress(done, reading.total)
    if progress:
        progress(done, reading.total)


def _take(session: ImportSession, item: Offered) -> None:
    if session.seen(item.track_id):
        session.reject(item.row, f"the id “{item.track_id}” stands in an earlier row")
    elif not session.keep(item.track_id, item.digest):
        track = item.make()
        if isinstance(track, Rejected):
            session.reject(track.row, track.reason)
        else:
            session.put(track, item.digest)


def _no_valid_row(report: ImportReport) -> ImportFailed:
    told = report.rejected[0] if report.rejected else None
    if told and told.reason == NOT_TEXT:
        return ImportFailed(
            "encoding",
            f"“{report.source}” is not text in the encoding it was read in.",
            hint="Say its encoding, such as --encoding latin-1.",
            field="encoding",
        )
    why = f" Row {told.row}: {told.reason}." if told else ""
    return ImportFailed(
        "source_empty", f"There is no valid row in “{report.source}”.{why}", hint="Nothing was changed.", field="source"
    )
