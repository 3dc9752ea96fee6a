"""Made playlists in SQLite, one row a version, the documents as JSON.

A killed process loses nothing that was saved; a power cut may lose the playlists of the last moments
(`synchronous = NORMAL`), so that no listener waits for the disk.
"""

from __future__ import annotations

import datetime
import sqlite3
from pathlib import Path

import msgspec

from segue.catalogue.database import Database, migrations, undamaged
from segue.music import Intent, Playlist, Request
from segue.playlists.port import Summary, Version, no_step, unknown

_VERSION = """
SELECT version.number, version.before, playlist.parent, version.saved, version.playlist, version.request, version.intent
FROM playlist JOIN version ON version.playlist_id = playlist.id
"""
_CURRENT = f"{_VERSION} WHERE playlist.id = ? AND version.number = playlist.current"
_NUMBERED = f"{_VERSION} WHERE playlist.id = ? AND version.number = ?"
_ANSWER = f"""{_VERSION} JOIN answer ON answer.playlist_id = version.playlist_id AND answer.number = version.number
WHERE answer.playlist_id = ? AND answer.idempotency_key = ?"""
_NEW = "INSERT INTO playlist (id, current, parent, idempotency_key, changed) VALUES (?, 1, ?, ?, ?)"
_NEXT = "SELECT playlist.current, MAX(version.number) + 1 FROM playlist JOIN version ON playlist_id = id WHERE id = ?"
_LIST = """
SELECT id, title, prompt, tracks, duration_ms, changed,
       (SELECT COUNT(*) FROM version WHERE playlist_id = id) AS versions
FROM playlist JOIN version ON playlist_id = id AND number = current
ORDER BY changed DESC, playlist.rowid DESC
"""
_BACK = "SELECT before FROM version JOIN playlist ON playlist_id = id AND number = current WHERE id = ?"
_FORTH = "SELECT MAX(number) FROM version JOIN playlist ON playlist_id = id AND before = current WHERE id = ?"


class SqlitePlaylists:
    """`segue.playlists.port.PlaylistStore` on the SQLite file at `path`, made where it is missing.

    Raises `HomeError` (home_unwritable, home_newer, home_damaged, disk_full), here and in every method.
    """

    def __init__(self, path: Path) -> None:
        self._database = Database(path, migrations("segue.playlists"), durable=False)

    def save(
        self, playlist: Playlist, request: Request, intent: Intent, parent: str | None = None, *, key: str | None = None
    ) -> Playlist:
        """Keep `playlist` as a new one, or as the next version under its id; the playlist that now counts."""
        now = _now()
        documents = [_json(document) for document in (playlist, request, intent)]
        with self._database.writing() as connection:
            current, number = connection.execute(_NEXT, (playlist.id,)).fetchone()
            if current is None:
                made = self._by_key(connection, request.idempotency_key)
                if made is not None:
                    return made
                connection.execute(_NEW, (playlist.id, parent, request.idempotency_key, now))
            answer = self._answered(connection, playlist.id, key)
            if answer is not None:
                return answer.playlist
            shown = (playlist.title, playlist.prompt, len(playlist.tracks), playlist.duration_ms)
            row = (playlist.id, number or 1, current, now, *shown, *documents)
            connection.execute("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            _point(connection, playlist.id, number or 1, now, key)
        return playlist

    def answered(self, playlist_id: str, key: str | None) -> Version | None:
        """The version that answered the change with this idempotency key."""
        with self._database.reading() as connection:
            return self._answered(connection, playlist_id, key)

    def get(self, playlist_id: str) -> Version:
        """The current version."""
        with self._database.reading() as connection:
            return self._current(connection, playlist_id)

    def version(self, playlist_id: str, number: int) -> Version:
        """One version, current or not."""
        with self._database.reading() as connection:
            row = connection.execute(_NUMBERED, (playlist_id, number)).fetchone()
        if row is None:
            raise unknown(playlist_id)
        return self._version(row)

    def by_key(self, key: str | None) -> Playlist | None:
        """The playlist that was made for this idempotency key."""
        with self._database.reading() as connection:
            return self._by_key(connection, key)

    def history(self, playlist_id: str) -> tuple[Version, ...]:
        """Every version, oldest first."""
        query = f"{_VERSION} WHERE playlist.id = ? ORDER BY version.number"
        with self._database.reading() as connection:
            versions = tuple(map(self._version, connection.execute(query, (playlist_id,))))
        if not versions:
            raise unknown(playlist_id)
        return versions

    def undo(self, playlist_id: str, steps: int = 1, *, key: str | None = None) -> Version:
        """Go back, one version or several."""
        return self._step(playlist_id, _BACK, "undo", steps, key)

    def redo(self, playlist_id: str, *, key: str | None = None) -> Version:
        """Go forth again."""
        return self._step(playlist_id, _FORTH, "redo", 1, key)

    def list(self) -> tuple[Summary, ...]:
        """All playlists, the last changed first."""
        with self._database.reading() as connection:
            cursor = connection.execute(_LIST)
            names = [column[0] for column in cursor.description]
            return tuple(msgspec.convert(dict(zip(names, row, strict=True)), Summary) for row in cursor)

    def close(self) -> None:
        """Release the connections of this process."""
        self._database.close()

    def _step(self, playlist_id: str, query: str, word: str, steps: int, key: str | None) -> Version:
        with self._database.writing() as connection:
            self._current(connection, playlist_id)
            answer = self._answered(connection, playlist_id, key)
            if answer is not None:
                return answer
            for step in range(steps):
                found = connection.execute(query, (playlist_id,)).fetchone()[0]
                if found is None and step == 0:
                    raise no_step(word, playlist_id)
                if found is None:
                    break
                _point(connection, playlist_id, found, _now(), key)
            return self._current(connection, playlist_id)

    def _answered(self, connection: sqlite3.Connection, playlist_id: str, key: str | None) -> Version | None:
        row = connection.execute(_ANSWER, (playlist_id, key)).fetchone()
        return self._version(row) if row else None

    def _by_key(self, connection: sqlite3.Connection, key: str | None) -> Playlist | None:
        found = connection.execute("SELECT id FROM playlist WHERE idempotency_key = ?", (key,)).fetchone()
        return self._current(connection, found[0]).playlist if found else None

    def _current(self, connection: sqlite3.Connection, playlist_id: str) -> Version:
        row = connection.execute(_CURRENT, (playlist_id,)).fetchone()
        if row is None:
            raise unknown(playlist_id)
        return self._version(row)

    def _version(self, row: tuple[int, int | None, str | None, str, str, str, str]) -> Version:
        number, before, parent, saved, playlist, request, intent = row
        with undamaged(self._database.path):
            return Version(
                number=number,
                before=before,
                parent=parent,
                saved=saved,
                playlist=msgspec.json.decode(playlist, type=Playlist),
                request=msgspec.json.decode(request, type=Request),
                intent=msgspec.json.decode(intent, type=Intent),
            )


def _point(connection: sqlite3.Connection, playlist_id: str, number: int, now: str, key: str | None) -> None:
    """Let version `number` count from now on, and be the answer to `key` where there is one."""
    connection.execute("UPDATE playlist SET current = ?, changed = ? WHERE id = ?", (number, now, playlist_id))
    if key is not None:
        connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (playlist_id, key, number))


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds")


def _json(document: Playlist | Request | Intent) -> str:
    return msgspec.json.encode(document).decode()
