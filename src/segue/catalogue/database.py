"""One SQLite file as the adapters use it: connections, transactions, migrations, and its errors translated once.

A database is in WAL mode, so readers never wait for a writer, and a writer that is killed leaves what was there
before. Writers take their lock at the start (`BEGIN IMMEDIATE`) and wait for each other.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import msgspec

from segue.errors import BadInput, HomeError, InternalError, SegueError

WAIT_S = 30.0
"""How long a writer waits for another one, in seconds."""
_SETTINGS = ("foreign_keys = ON", "journal_size_limit = 16777216", "cache_size = -16384", "temp_store = MEMORY")
_DISK_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC}
_UNWRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def migrations(package: str) -> tuple[str, ...]:
    """The numbered SQL scripts in the folder `migrations` of `package`, in order; number n leads to version n."""
    folder = resources.files(package) / "migrations"
    scripts = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda entry: entry.name)
    return tuple(script.read_text(encoding="utf-8") for script in scripts)


class Database:
    """A SQLite file at the newest version of its schema. Thread-safe; several processes may hold it open.

    `scripts` are its migrations; `wait_s` is how long a writer waits for another one; `durable` says whether a commit
    must outlive a power cut at once (a killed process never loses one). Raises `HomeError` (home_unwritable,
    home_newer, home_damaged, disk_full) and `BadInput` (import_busy), here and in every method.
    """

    def __init__(self, path: Path, scripts: Sequence[str], *, wait_s: float = WAIT_S, durable: bool = True) -> None:
        self.path = path
        self._wait_s = wait_s
        self._synchronous = "FULL" if durable else "NORMAL"
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        with self.reading() as connection:
            self._upgrade(connection, scripts)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reads; each statement sees the latest commit."""
        with translated(self.path):
            connection = self._take()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._give(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction that holds the write lock; committed when the block ends well."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close every connection; those in use close when they are given back."""
        with self._lock:
            idle, self._idle, self._closed = self._idle, [], True
        for connection in idle:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise InternalError(f"{self.path.name} was used after it was closed.")
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._wait_s, isolation_level=None, check_same_thread=False)
        for setting in (*_SETTINGS, f"synchronous = {self._synchronous}"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _upgrade(self, connection: sqlite3.Connection, scripts: Sequence[str]) -> None:
        if self._version(connection, len(scripts)) == len(scripts):
            return
        self._enter_wal(connection)
        with self.writing() as writer:
            done = self._version(writer, len(scripts))
            for number, script in enumerate(scripts[done:], done + 1):
                for statement in _statements(script):
                    writer.execute(statement)
                writer.execute(f"PRAGMA user_version = {number}")

    def _version(self, connection: sqlite3.Connection, newest: int) -> int:
        version = _version(connection)
        if version > newest:
            raise HomeError(
                "home_newer",
                f"{self.path.name} was written by a newer Segue (version {version}; this one knows {newest}).",
                hint="Install the newer Segue again, or choose another folder with --home.",
                field="home",
            )
        return version

    def _enter_wal(self, connection: sqlite3.Connection) -> None:
        # SQLite does not wait for other connections here, whatever its timeout, so this does.
        deadline = time.monotonic() + self._wait_s
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if _code(error) not in _BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)
            else:
                return


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite raises about the file at `path` into an error of Segue's own tree."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translation(error, path) from error
    except UnicodeEncodeError as error:
        raise BadInput(
            "text", "A text is not valid Unicode (half of a surrogate pair).", hint="Mend the text's encoding."
        ) from error


@contextmanager
def undamaged(path: Path) -> Iterator[None]:
    """Turn a document that cannot be decoded into `HomeError` (home_damaged)."""
    try:
        yield
    except msgspec.DecodeError as error:
        raise _damaged(path, error) from error


def disk_full(path: Path) -> HomeError:
    """The error of a disk that takes no more data, at the folder `path`."""
    hint = "Free some space there and run the same command again; what was there before is unharmed."
    return HomeError("disk_full", f"The disk of {path} is full.", hint=hint, field="home")


def unwritable(path: Path, reason: str) -> HomeError:
    """The error of a folder or file `path` that may not be written."""
    hint = "Make the folder writable, or choose another one with --home."
    return HomeError("home_unwritable", f"{path} cannot be written ({reason}).", hint=hint, field="home")


def _translation(error: sqlite3.Error, path: Path) -> SegueError:
    exact = getattr(error, "sqlite_errorcode", 0)
    kinds = {exact, exact & 0xFF}
    if kinds & _DISK_FULL:
        return disk_full(path.parent)
    if kinds & _UNWRITABLE:
        return unwritable(path, str(error))
    if kinds & _BUSY:
        hint = "Wait until the other import has ended, then run this again."
        return BadInput("import_busy", f"Another import holds {path.name}.", hint=hint)
    if kinds & _DAMAGED:
        return _damaged(path, error)
    return InternalError(f"{path.name}: {error}.")


def _damaged(path: Path, error: Exception) -> HomeError:
    hint = f"Check the disk; then move {path.name} away and start again from your music."
    return HomeError("home_damaged", f"{path} cannot be read ({error}).", hint=hint, field="home")


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _statements(script: str) -> Iterator[str]:
    """The statements of `script`, each ending at the end of a line."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
