"""What was heard, by the content of files: HOME/analysis.db. A file that moves is not heard again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from segue.catalogue.database import Database, migrations, undamaged
from segue.hearing.ear import Heard

METHOD: Final = 1
"""Version of the ear: what an earlier one heard is heard anew."""
_CHUNK: Final = 1 << 20


class FileState(NamedTuple):
    """A file as the system tells of it; `modified` in ns since the epoch."""

    location: str
    size: int
    modified: int


class Known(NamedTuple):
    """What is remembered of a file: its content, and why it could not be heard ("" where it could)."""

    digest: bytes
    failure: str


class Result(NamedTuple):
    """One file, listened to: what was heard, or why nothing was. Without a digest the file could not even be read."""

    state: FileState
    digest: bytes
    heard: Heard | None
    failure: str = ""


class Counts(NamedTuple):
    """How many contents were heard whole, and by excerpts only; how many files could not be heard."""

    whole: int
    quick: int
    failed: int


def state_of(path: Path) -> FileState:
    """The state of a file. Raises OSError."""
    found = path.stat()
    return FileState(str(path), found.st_size, found.st_mtime_ns)


def digest_of(path: Path) -> bytes:
    """16 bytes that identify the content of a file. Raises OSError."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as raw:
        while chunk := raw.read(_CHUNK):
            digest.update(chunk)
    return digest.digest()


class Memory:
    """The database in the folder `home`, made where it is missing. Thread-safe. Raises as `Database` does."""

    def __init__(self, home: Path) -> None:
        self._database = Database(home / "analysis.db", migrations("segue.hearing"), durable=False)

    def known(self, state: FileState) -> Known | None:
        """What is remembered of a file that is as it was; None where it changed or was never seen."""
        query = "SELECT digest, failure FROM file WHERE location = ? AND size = ? AND modified = ?"
        with self._database.reading() as connection, undamaged(self._database.path):
            row = connection.execute(query, state).fetchone()
        return Known(*row) if row else None

    def heard(self, digest: bytes) -> Heard | None:
        """What this version of the ear heard of a content."""
        query = "SELECT document FROM heard WHERE digest = ? AND method = ?"
        with self._database.reading() as connection, undamaged(self._database.path):
            row = connection.execute(query, (digest, METHOD)).fetchone()
        return msgspec.msgpack.decode(row[0], type=Heard) if row else None

    def keep(self, results: Iterable[Result]) -> None:
        """Remember `results` in one transaction. Excerpts never take the place of the whole."""
        upsert = """INSERT INTO heard VALUES (?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE
                    SET method = excluded.method, quick = excluded.quick, document = excluded.document
                    WHERE excluded.quick <= heard.quick OR excluded.method > heard.method"""
        with self._database.writing() as connection:
            for result in (one for one in results if one.digest):
                row = (*result.state, result.digest, result.failure)
                connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", row)
                if result.heard is not None:
                    document = msgspec.msgpack.encode(result.heard)
                    connection.execute(upsert, (result.digest, METHOD, result.heard.quick, document))

    def counts(self) -> Counts:
        """How much is remembered."""
        query = "SELECT TOTAL(quick = 0), TOTAL(quick = 1) FROM heard WHERE method = ?"
        with self._database.reading() as connection, undamaged(self._database.path):
            whole, quick = connection.execute(query, (METHOD,)).fetchone()
            failed = connection.execute("SELECT COUNT(*) FROM file WHERE failure != ''").fetchone()[0]
        return Counts(int(whole), int(quick), int(failed))

    def close(self) -> None:
        """Release the connections of this process."""
        self._database.close()
