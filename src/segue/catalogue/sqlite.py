"""The catalogue's store on SQLite: statements of sources on tracks, saved playlists and editorial rules.

An import is one transaction, committed durably (`synchronous = FULL`): a power cut or a kill at any moment leaves the
old catalogue or the new one. Readers work on the last commit and never wait for an import.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from segue.catalogue import touched
from segue.catalogue.database import WAIT_S, Database, migrations, undamaged
from segue.catalogue.held import Held
from segue.catalogue.notes import Kind, Note, with_notes
from segue.catalogue.port import Changes, EditorialRule, ImportReport, Outcome, Rejected, SavedPlaylist
from segue.catalogue.touched import Touched
from segue.errors import BadInput
from segue.music import Track

BATCH = 1000
"""Statements that are written at once."""
MOST_REJECTED = 1000
"""Rejected rows that a report tells one by one; the others are only counted."""

_STATE = """
INSERT INTO statement (track_id, source_id, generation, digest, document) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (track_id, source_id)
DO UPDATE SET generation = excluded.generation, digest = excluded.digest, document = excluded.document
"""
# SQLite takes the bare column from the row of the maximum; no two sources share a generation.
_TRACKS = "SELECT document, MAX(generation) FROM statement GROUP BY track_id ORDER BY track_id"
_NOTES = "SELECT document FROM note ORDER BY track_id, kind"
_NOTES_OF = "SELECT document FROM note WHERE kind = ? ORDER BY track_id"
_NOTE = "INSERT INTO note VALUES (?, ?, ?) ON CONFLICT (track_id, kind) DO UPDATE SET document = excluded.document"
_Document = TypeVar("_Document", SavedPlaylist, EditorialRule)


class SqliteSession:
    """One import under way (`segue.catalogue.port.ImportSession`), on a connection that holds the write lock."""

    def __init__(self, connection: sqlite3.Connection, source: str, *, is_sample: bool) -> None:
        self._connection = connection
        self._source = source
        self._generation = _generation(connection) + 1
        self._source_id = _source_id(connection, source, is_sample, self._generation)
        rows = connection.execute("SELECT id, track_id, digest FROM statement WHERE source_id = ?", (self._source_id,))
        self._held = Held(rows)
        self._touched = Touched()
        self._encoder = msgspec.msgpack.Encoder()
        self._batch: list[tuple[str, int, int, bytes, bytes]] = []
        self._counts = dict.fromkeys(("added", "changed", "same", "again", "removed"), 0)
        self._rejected: list[Rejected] = []
        self._rejected_total = 0

    def put(self, track: Track, digest: bytes) -> Outcome:
        """State one track; of two statements on one id the later counts. Raises `BadInput` (text) for broken text."""
        try:
            document = self._encoder.encode(track)
        except UnicodeEncodeError:
            raise BadInput("text", f"A text of track {track.id!r} is not valid Unicode.", field="track") from None
        outcome = self._held.state(track.id, digest)
        self._counts[outcome] += 1
        if outcome == "same":
            return "same"
        self._batch.append((track.id, self._source_id, self._generation, digest, document))
        if len(self._batch) >= BATCH:
            self._flush()
        return "added" if outcome == "added" else "changed"

    def keep(self, track_id: str, digest: bytes) -> bool:
        """True if the source already holds `track_id` with `digest`; it then stays."""
        same = self._held.is_same(track_id, digest)
        self._counts["same"] += same
        return same

    def reject(self, row: int | str, reason: str) -> None:
        """Count a row that cannot be taken; the first `MOST_REJECTED` are told in the report."""
        self._rejected_total += 1
        if len(self._rejected) < MOST_REJECTED:
            self._rejected.append(Rejected(row, reason))

    def seen(self, track_id: str) -> bool:
        """True if this session already stated `track_id`."""
        return self._held.seen(track_id)

    def report(self) -> ImportReport:
        """The counts so far."""
        return ImportReport(
            added=self._counts["added"],
            changed=self._counts["changed"],
            removed=self._counts["removed"],
            same=self._counts["same"],
            rejected=tuple(self._rejected),
            rejected_total=self._rejected_total,
            source=self._source,
        )

    def finish(self) -> None:
        """Write what is left, remove what was not stated again, and let the generation grow if anything changed."""
        self._flush()
        self._remove_gone()
        changed = any(self._counts[kind] for kind in ("added", "changed", "again", "removed"))
        if changed:
            tracks = len(self._held) + self._counts["added"] - self._counts["removed"]
            self._connection.execute(
                "UPDATE source SET tracks = ?, imported_generation = ? WHERE id = ?",
                (tracks, self._generation, self._source_id),
            )
        sample_left = _drop_sample(self._connection)
        if sample_left:
            self._touched.add_all()
        if sample_left or changed:
            self._touched.write(self._connection, self._generation)
            self._connection.execute("UPDATE meta SET generation = ?", (self._generation,))

    def _flush(self) -> None:
        self._connection.executemany(_STATE, self._batch)
        self._touched.add(track_id for track_id, *_ in self._batch)
        self._batch.clear()

    def _remove_gone(self) -> None:
        gone = [(statement,) for statement in self._held.gone()]
        if len(gone) > touched.MOST:
            self._touched.add_all()
        else:
            query = "SELECT track_id FROM statement WHERE id = ?"
            self._touched.add(self._connection.execute(query, one).fetchone()[0] for one in gone)
        self._connection.executemany("DELETE FROM statement WHERE id = ?", gone)
        self._counts["removed"] = len(gone)


class SqliteStore:
    """`segue.catalogue.port.CatalogueStore` on the SQLite file at `path`, made where it is missing.

    `wait_s`: how long a second import waits for the first. Raises `HomeError` (home_unwritable, home_newer,
    home_damaged, disk_full), here and in every method.
    """

    def __init__(self, path: Path, *, wait_s: float = WAIT_S) -> None:
        self._database = Database(path, migrations("segue.catalogue"), wait_s=wait_s)
        self._of_thread = threading.local()

    def generation(self) -> int:
        """Grows by one with every import that changes a track."""
        with self._database.reading() as connection:
            return _generation(connection)

    @contextmanager
    def importing(self, source: str, *, is_sample: bool = False) -> Iterator[SqliteSession]:
        """Import `source` in one transaction. Raises `BadInput` (import_busy) where another import does not end."""
        with self._database.writing() as connection:
            session = SqliteSession(connection, source, is_sample=is_sample)
            self._of_thread.connection = connection
            try:
                yield session
            finally:
                self._of_thread.connection = None
            session.finish()

    def sources(self) -> dict[str, int]:
        """Source name → number of tracks it states."""
        with self._database.reading() as connection:
            return dict(connection.execute("SELECT name, SUM(tracks) FROM source GROUP BY name ORDER BY name"))

    def is_sample(self) -> bool:
        """True while nothing but the sample is there."""
        with self._database.reading() as connection:
            return not _has_real(connection)

    def file_state(self, source: str) -> bytes | None:
        """The digest that was last recorded for `source`."""
        query = "SELECT file_state FROM source WHERE name = ? ORDER BY is_sample LIMIT 1"
        with self._database.reading() as connection:
            row = connection.execute(query, (source,)).fetchone()
        return row[0] if row else None

    def record_file_state(self, source: str, digest: bytes) -> None:
        """Remember `digest` for `source`, in the transaction of this thread's import where there is one."""
        with self._writing() as connection:
            connection.execute("UPDATE source SET file_state = ? WHERE name = ?", (digest, source))

    def count(self) -> int:
        """How many distinct tracks there are."""
        with self._database.reading() as connection:
            return int(connection.execute("SELECT COUNT(DISTINCT track_id) FROM statement").fetchone()[0])

    def tracks(self) -> Iterator[Track]:
        """Every track once, ordered by id, as of the moment when the first is taken."""
        decoder = msgspec.msgpack.Decoder(Track)
        with self._database.reading() as connection, undamaged(self._database.path):
            stated = (decoder.decode(document) for document, _ in connection.execute(_TRACKS))
            yield from with_notes(stated, _notes(connection.execute(_NOTES)))

    def changes(self, since: int, most: int) -> Changes | None:
        """What changed since the generation `since`; None where that is more than `most` tracks or not known."""
        with self._database.reading() as connection, undamaged(self._database.path):
            connection.execute("BEGIN")
            try:
                return touched.changes(connection, since, most)
            finally:
                connection.execute("COMMIT")

    def put_notes(self, notes: Iterable[Note]) -> int:
        """Keep notes in one transaction; how many changed anything."""
        with self._writing() as connection:
            fresh = [note for note in notes if _is_news(connection, note)]
            connection.executemany(_NOTE, [(n.track_id, n.kind, _packed(n)) for n in fresh if not n.is_empty])
            gone = [(note.track_id, note.kind) for note in fresh if note.is_empty]
            connection.executemany("DELETE FROM note WHERE track_id = ? AND kind = ?", gone)
            query = "SELECT 1 FROM statement WHERE track_id = ? LIMIT 1"
            there = {n.track_id for n in fresh if connection.execute(query, (n.track_id,)).fetchone()}
            if there:
                generation = _generation(connection) + 1
                log = Touched()
                log.add(there)
                log.write(connection, generation)
                connection.execute("UPDATE meta SET generation = ?", (generation,))
        return len(fresh)

    def notes(self, kind: Kind) -> Iterator[Note]:
        """The notes of one kind, ascending by track id."""
        with self._database.reading() as connection, undamaged(self._database.path):
            yield from _notes(connection.execute(_NOTES_OF, (kind,)))

    def put_playlist(self, playlist: SavedPlaylist) -> None:
        """Keep an imported playlist."""
        row = (playlist.source, playlist.name, _json(playlist))
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO saved_playlist VALUES (?, ?, ?)", row)

    def playlists(self) -> tuple[SavedPlaylist, ...]:
        """Imported playlists, by name."""
        return self._documents("SELECT document FROM saved_playlist ORDER BY name, source", SavedPlaylist)

    def put_rule(self, rule: EditorialRule) -> None:
        """Add an editorial rule."""
        upsert = """INSERT INTO rule (action, target, document) VALUES (?, ?, ?)
                    ON CONFLICT (action, target) DO UPDATE SET document = excluded.document"""
        with self._writing() as connection:
            connection.execute(upsert, (rule.action, rule.target, _json(rule)))

    def drop_rule(self, target: str) -> bool:
        """Remove every rule on `target`."""
        with self._writing() as connection:
            return connection.execute("DELETE FROM rule WHERE target = ?", (target,)).rowcount > 0

    def rules(self) -> tuple[EditorialRule, ...]:
        """Editorial rules, in the order they were made."""
        return self._documents("SELECT document FROM rule ORDER BY id", EditorialRule)

    def close(self) -> None:
        """Release the connections of this process."""
        self._database.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        importing: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if importing is not None:
            yield importing
            return
        with self._database.writing() as connection:
            yield connection

    def _documents(self, query: str, kind: type[_Document]) -> tuple[_Document, ...]:
        with self._database.reading() as connection, undamaged(self._database.path):
            return tuple(msgspec.json.decode(document, type=kind) for (document,) in connection.execute(query))


def _packed(note: Note) -> bytes:
    return msgspec.msgpack.encode(note)


def _notes(rows: Iterable[tuple[bytes]]) -> Iterator[Note]:
    decoder = msgspec.msgpack.Decoder(Note)
    return (decoder.decode(document) for (document,) in rows)


def _is_news(connection: sqlite3.Connection, note: Note) -> bool:
    """Whether the note says anything else than the one that is kept, if one is."""
    query = "SELECT document FROM note WHERE track_id = ? AND kind = ?"
    kept = connection.execute(query, (note.track_id, note.kind)).fetchone()
    return not note.is_empty if kept is None else note.is_empty or bytes(kept[0]) != _packed(note)


def _json(document: SavedPlaylist | EditorialRule) -> str:
    return msgspec.json.encode(document).decode()


def _generation(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT generation FROM meta").fetchone()[0])


def _source_id(connection: sqlite3.Connection, name: str, is_sample: bool, generation: int) -> int:
    connection.execute(
        "INSERT OR IGNORE INTO source (name, is_sample, imported_generation) VALUES (?, ?, ?)",
        (name, is_sample, generation),
    )
    query = "SELECT id FROM source WHERE name = ? AND is_sample = ?"
    return int(connection.execute(query, (name, is_sample)).fetchone()[0])


def _has_real(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM source WHERE tracks > 0 AND NOT is_sample").fetchone() is not None


def _drop_sample(connection: sqlite3.Connection) -> bool:
    """Remove the sample where it stands beside a real library; True if it did."""
    samples = connection.execute("SELECT id FROM source WHERE is_sample").fetchall()
    if not samples or not _has_real(connection):
        return False
    connection.executemany("DELETE FROM statement WHERE source_id = ?", samples)
    connection.executemany("DELETE FROM source WHERE id = ?", samples)
    return True
