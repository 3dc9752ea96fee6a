"""HOME/notebook.db: refusals counted by code and day; with consent, what the lexicon has still to learn."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from segue import clock
from segue.catalogue.database import Database, migrations, undamaged
from segue.notebook.lessons import Lesson

MOST: Final = 10_000
"""Lessons that are kept, at most; the oldest give way."""
_KEEP: Final = "keep_misses"
_COUNT: Final = """
INSERT INTO refusal VALUES (?, ?, 1) ON CONFLICT (code, day) DO UPDATE SET count = count + 1
"""
_LEARN: Final = """
INSERT INTO lesson VALUES (:phrase, :old, :new, 1, :day, :day, :beside, (SELECT IFNULL(MAX(number), 0) + 1 FROM lesson))
ON CONFLICT (phrase, old, new)
DO UPDATE SET count = count + 1, last = excluded.last, beside = excluded.beside, number = excluded.number
"""
_LESSONS: Final = "SELECT phrase, old, new, count, first, last, beside FROM lesson ORDER BY number DESC"
_TRIM: Final = "DELETE FROM lesson WHERE number <= (SELECT MAX(number) FROM lesson) - ?"


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase that was not understood."""

    phrase: str
    """Folded: no case, no accents, no marks."""
    count: int
    first: str
    """The day it was first seen, YYYY-MM-DD."""
    last: str
    beside: tuple[str, ...]
    """Wishes that stood beside it the last time, in canonical form."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """A reading that a follow-up took back; both in canonical form."""

    phrase: str
    old: str
    new: str
    count: int
    first: str
    last: str


class Notebook:
    """The notebook of the home folder `home`; its file is made when there is something to note.

    `today` tells the day. Thread-safe; several processes may hold one open. Raises `HomeError` (home_unwritable,
    home_newer, home_damaged, disk_full) in every method.
    """

    def __init__(self, home: Path, today: Callable[[], datetime.date] = clock.today) -> None:
        self._path = home / "notebook.db"
        self._today = today
        self._opened: Database | None = None
        self._opening = threading.Lock()

    @property
    def keeps_misses(self) -> bool:
        """Whether somebody allowed phrases to be kept."""
        return bool(self._rows("SELECT 1 FROM consent WHERE name = ?", _KEEP))

    def keep_misses(self, allowed: bool) -> None:
        """Allow phrases to be kept from now on; or forbid it, which forgets what was kept."""
        if not allowed:
            self.forget()
            self._write("DELETE FROM consent WHERE name = ?", [(_KEEP,)])
        elif not self.keeps_misses:
            self._write("INSERT OR IGNORE INTO consent VALUES (?, ?)", [(_KEEP, self._day())])

    def refused(self, code: str) -> None:
        """Count a refusal."""
        self._write(_COUNT, [(code, self._day())])

    def refusals(self) -> dict[str, int]:
        """How often each code was refused, most often first."""
        query = "SELECT code, SUM(count) FROM refusal GROUP BY code ORDER BY 2 DESC, 1"
        return {str(code): int(count) for code, count in self._rows(query)}

    def learn(self, lessons: Iterable[Lesson], fold: Callable[[str], str]) -> None:
        """Keep `lessons`, their phrases folded; only where that is allowed."""
        if not self.keeps_misses:
            return
        day = self._day()
        rows = [
            lesson._asdict() | {"phrase": phrase, "day": day, "beside": msgspec.json.encode(lesson.beside).decode()}
            for lesson in lessons
            if (phrase := fold(lesson.phrase))
        ]
        if rows:
            self._write(_LEARN, rows)
            self._write(_TRIM, [(MOST,)])

    def misses(self) -> tuple[Miss, ...]:
        """Phrases that were not understood, the last seen first."""
        with undamaged(self._path):
            return tuple(
                Miss(
                    phrase=phrase, count=count, first=first, last=last,
                    beside=msgspec.json.decode(beside, type=tuple[str, ...]),
                )
                for phrase, _, new, count, first, last, beside in self._rows(_LESSONS)
                if not new
            )  # fmt: skip

    def corrections(self) -> tuple[Correction, ...]:
        """Readings that were taken back, the last seen first."""
        return tuple(
            Correction(phrase=phrase, old=old, new=new, count=count, first=first, last=last)
            for phrase, old, new, count, first, last, _ in self._rows(_LESSONS)
            if new
        )

    def forget(self) -> None:
        """Remove all phrases. Counts of refusals, which hold none, stay."""
        if not self._path.exists():
            return
        self._write("DELETE FROM lesson", [()])
        with self._database().reading() as connection:  # so that no text stays behind in the files
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Release the connections of this process."""
        if self._opened is not None:
            self._opened.close()

    def _day(self) -> str:
        return self._today().isoformat()

    def _database(self) -> Database:
        with self._opening:
            if self._opened is None:
                self._opened = Database(self._path, migrations("segue.notebook"), durable=False)
            return self._opened

    def _rows(self, query: str, *values: object) -> list[Any]:
        if not self._path.exists():
            return []
        with self._database().reading() as connection:
            return connection.execute(query, values).fetchall()

    def _write(self, statement: str, rows: list[Any]) -> None:
        with self._database().writing() as connection:
            connection.executemany(statement, rows)
