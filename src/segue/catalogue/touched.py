"""The log of touched tracks: which ids the imports since a generation added, changed or removed.

It is kept short. An import that touches more than `MOST`, or fills the log beyond that, empties it and says from which
generation on it is whole; whoever wants to know of earlier changes is told that it cannot be known.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

import msgspec

from segue.catalogue.notes import Note, with_notes
from segue.catalogue.port import Changes
from segue.music import Track

MOST: Final = 100_000
"""Ids that the log holds at most."""

# SQLite takes the bare column from the row of the maximum; no two sources share a generation.
_NOTED: Final = """
SELECT document FROM note WHERE track_id IN (SELECT track_id FROM touched WHERE generation > ?) ORDER BY track_id, kind
"""
_NOW: Final = """
SELECT touched.track_id, document, MAX(statement.generation)
FROM (SELECT DISTINCT track_id FROM touched WHERE generation > ?) AS touched
LEFT JOIN statement ON statement.track_id = touched.track_id
GROUP BY touched.track_id ORDER BY touched.track_id
"""


class Touched:
    """What one import touches, written to the log when it ends."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._too_many = False

    def add(self, ids: Iterable[str]) -> None:
        """Remember `ids`, while they are few."""
        if not self._too_many:
            self._ids.update(ids)
            self._too_many = len(self._ids) > MOST

    def add_all(self) -> None:
        """More was touched than is worth telling."""
        self._too_many = True

    def write(self, connection: sqlite3.Connection, generation: int) -> None:
        """Append to the log as the changes of `generation`."""
        (before,) = connection.execute("SELECT COUNT(*) FROM touched").fetchone()
        if self._too_many or before + len(self._ids) > MOST:
            connection.execute("DELETE FROM touched")
            connection.execute("UPDATE meta SET told_from = ?", (generation,))
        else:
            rows = ((generation, track_id) for track_id in sorted(self._ids))
            connection.executemany("INSERT INTO touched VALUES (?, ?)", rows)


def changes(connection: sqlite3.Connection, since: int, most: int) -> Changes | None:
    """See `segue.catalogue.port.CatalogueStore.changes`; `connection` is in a transaction, so that all is of one
    moment."""
    generation, told_from = connection.execute("SELECT generation, told_from FROM meta").fetchone()
    if not told_from <= since <= generation:
        return None
    query = "SELECT COUNT(DISTINCT track_id) FROM touched WHERE generation > ?"
    if connection.execute(query, (since,)).fetchone()[0] > most:
        return None
    decoder = msgspec.msgpack.Decoder(Track)
    found = connection.execute(_NOW, (since,)).fetchall()
    notes = msgspec.msgpack.Decoder(Note)
    noted = (notes.decode(document) for (document,) in connection.execute(_NOTED, (since,)))
    stated = (decoder.decode(document) for _, document, _ in found if document is not None)
    tracks = tuple(with_notes(stated, noted))
    return Changes(generation, tracks, tuple(track_id for track_id, document, _ in found if document is None))
