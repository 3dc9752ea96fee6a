"""The words that a home adds to the lexicon, kept in HOME/lexicon.toml, and the lexicon with them in it."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from segue.catalogue.published import writable
from segue.errors import BadInput, HomeError, NotFound
from segue.knowledge.lexicon import Lexicon, shipped
from segue.knowledge.names import legible
from segue.notebook.entries import Entry, check, overlay
from segue.notebook.wordfile import dump, load

MOST: Final = 5_000
"""Terms of one home, at most."""
_Stamp = tuple[int, int, int]
_State = tuple[_Stamp | None, tuple[Entry, ...], Lexicon]


class HomeWords:
    """The words in the file at `path`. Thread-safe; a change by any process is seen at the next call.

    Raises `HomeError` (lexicon_damaged, home_unwritable, disk_full), here and in every method.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._read: _State = (None, (), shipped())

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon that ships, with the home's words in it. Costs a `stat` while nothing changes."""
        return self._current()[2]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The home's terms, in alphabetical order."""
        return self._current()[1]

    def add(self, entry: Entry) -> Entry | None:
        """Add `entry`; what its term meant here before. Raises `BadInput` as `check` does, and lexicon_full."""
        check(entry)
        with self._lock:
            others = {known.term: known for known in self.entries}
            before = others.get(entry.term)
            if before is None and len(others) >= MOST:
                raise BadInput("lexicon_full", f"A home holds at most {MOST:,} words.", hint="Remove some first.")
            self._write((others | {entry.term: entry}).values())
        return before

    def remove(self, term: str) -> Entry:
        """Take out `term`; what it meant here. Raises `NotFound` (lexicon_term_unknown)."""
        with self._lock:
            entries = {known.term: known for known in self.entries}
            entry = entries.pop(term, None)
            if entry is None:
                told = f"This home has no word “{legible(term)}”."
                raise NotFound("lexicon_term_unknown", told, hint="segue lexicon list", field="term")
            self._write(entries.values())
        return entry

    def _current(self) -> _State:
        stamp = self._stamp()
        known = self._read
        if known[0] != stamp:
            entries = _entries(self._path) if stamp else ()
            known = self._read = stamp, entries, overlay(entries) if entries else shipped()
        return known

    def _stamp(self) -> _Stamp | None:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _damaged(self._path, error.strerror or str(error)) from error
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _write(self, entries: Iterable[Entry]) -> None:
        draft = self._path.with_name(f".lexicon-{secrets.token_hex(4)}.toml")
        try:
            with writable(self._path):
                with draft.open("w", encoding="utf-8") as file:
                    file.write(dump(entries))
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(self._path)
        finally:
            draft.unlink(missing_ok=True)


def _entries(path: Path) -> tuple[Entry, ...]:
    try:
        return load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, reason: str) -> HomeError:
    told = f"{path.name} of this home cannot be read: {reason}."
    hint = f"Mend it, or move it away: {path}"
    return HomeError("lexicon_damaged", told, hint=hint, field="home")
