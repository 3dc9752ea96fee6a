"""The folder of published snapshots: which one is current, how a new one takes its place, and what is swept away.

`current` is a text file with the name of a folder beside it: a whole snapshot, GENERATION-DIGEST8, or a segment of
fresh tracks on one, GENERATION-DIGEST8-on-BASE. Either is built in a folder of its own, renamed when it is whole, and
then pointed to; so readers see the old one or the new one. Processes that build at the same time need no lock: each
points to the newest whole folder, and looks again after it has.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from segue.catalogue import columns_io
from segue.catalogue.build import build_snapshot, room_beside
from segue.catalogue.database import disk_full, unwritable
from segue.catalogue.fresh import ON, base_of, build_segment, fits, open_published
from segue.catalogue.port import CatalogueStore
from segue.catalogue.snapshot import Snapshot
from segue.errors import HomeError, InternalError

_TRIES = 5
"""How often a reader looks again when the snapshot that it was pointed to is gone."""
_STALE_S = 3600.0
"""Age in seconds at which a half-built folder is given up, whoever made it."""
FRESH_FROM = 10_000
"""Tracks from which changes are published as a fresh segment; a smaller catalogue is built anew as quickly."""
_MERGE_SHARE = 50
_MERGE_LEAST = 1_000
"""A segment is merged once it holds more changes than this, and than one for so many tracks of its base."""
_Stamp = tuple[int, int, int]


class Published:
    """The snapshots in `folder`, which is made when the first is published. Thread-safe; processes may share it.

    `fresh_from`: tracks from which changes are published as a fresh segment.
    """

    def __init__(self, folder: Path, *, fresh_from: int = FRESH_FROM) -> None:
        self._folder = folder
        self._fresh_from = fresh_from
        self._pointer = folder / "current"
        self._opened: tuple[_Stamp, Snapshot] | None = None
        self._opening = threading.Lock()
        self._building = threading.Lock()

    def current(self) -> Snapshot | None:
        """The published snapshot; None where there is none that can be opened. Costs a `stat` while nothing changes."""
        stamp, opened = self._stamp(), self._opened
        if stamp is not None and opened is not None and opened[0] == stamp:
            return opened[1]
        with self._opening:
            return self._open()

    def publish(self, store: CatalogueStore) -> Snapshot:
        """Make what `store` holds the current snapshot; nothing to do where it already is.

        A few changes to a large catalogue become a fresh segment, anything else is built as a whole. Raises `HomeError`
        (home_unwritable, disk_full); the current snapshot then stays.
        """
        with self._building, writable(self._folder):
            generation = store.generation()
            current = self.current()
            if current is not None and current.generation == generation:
                return current
            if not self._add_fresh(store):
                self._build(store, generation)
            return self._settle(store)

    def merge_due(self) -> bool:
        """True where the current snapshot has so many fresh and gone tracks that it should be built as a whole."""
        current = self.current()
        if current is None or current.base is None:
            return False
        changes = current.n - current.base.n + len(current.gone)
        return changes > max(_MERGE_LEAST, current.base.n // _MERGE_SHARE)

    def merge(self, store: CatalogueStore) -> Snapshot:
        """Build `store` as a whole and make that the current snapshot. What is imported meanwhile is published on the
        old base, and on the new one at the end. Raises like `publish`."""
        with self._building, writable(self._folder):
            self._build(store, generation := store.generation())
            if store.generation() != generation:
                self._add_fresh(store)
            return self._settle(store)

    def _settle(self, store: CatalogueStore) -> Snapshot:
        self._point_to_newest(store)
        self._sweep(store)
        current = self.current()
        if current is None:
            raise InternalError("The snapshot that was just built cannot be opened.")
        return current

    def is_building(self) -> bool:
        """True while some process builds a snapshot."""
        return any(not _is_abandoned(folder) for folder in self._folder.glob(".tmp-*"))

    def _open(self) -> Snapshot | None:
        for _ in range(_TRIES):
            stamp, name = self._stamp(), self._named()
            if stamp is None or name is None:
                return None
            if self._opened is not None and self._opened[0] == stamp:
                return self._opened[1]
            snapshot = _opened(self._folder / name, self._opened[1] if self._opened is not None else None)
            if snapshot is not None:
                self._opened = stamp, snapshot
                return snapshot
        return None

    def _stamp(self) -> _Stamp | None:
        try:
            found = self._pointer.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _named(self) -> str | None:
        try:
            return self._pointer.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None

    def _build(self, store: CatalogueStore, generation: int) -> None:
        with self._temporary() as folder:
            self._adopt(build_snapshot(store.tracks(), folder, generation=generation))

    def _add_fresh(self, store: CatalogueStore) -> bool:
        """Write the changes since the newest whole snapshot as a segment on it; False where that does not pay."""
        base = self._newest_base(store)
        if base is None or len(base) < self._fresh_from:
            return False
        changes = store.changes(base.generation, room_beside(base.n))
        if changes is None or not fits(base, changes):
            return False
        try:
            with self._temporary() as folder:
                self._adopt(build_segment(base, changes, folder))
        except OSError:  # another process swept the base away; whether the disk is full shows when all is built
            return False
        return True

    def _newest_base(self, store: CatalogueStore) -> Snapshot | None:
        current = self.current()
        if current is None:
            return None
        known, names = current.base or current, [name for name in self._whole(store) if ON not in name]
        if not names or known.path == self._folder / names[-1]:
            return known
        return _opened(self._folder / names[-1])

    def _adopt(self, built: Path) -> None:
        """Give what was built its place; where another process was faster, its equal stays."""
        target = self._folder / built.name
        if target.exists() and _opened(target) is None:
            shutil.rmtree(target, ignore_errors=True)
        try:
            built.rename(target)
        except OSError:
            if not target.is_dir():
                raise
        columns_io.sync_one(self._folder)

    def _point_to_newest(self, store: CatalogueStore) -> None:
        while (newest := self._whole(store)[-1]) != self._named():
            with self._temporary() as folder:
                pointer = folder / "current"
                pointer.write_text(f"{newest}\n", encoding="utf-8")
                columns_io.sync_one(pointer)
                pointer.replace(self._pointer)
            columns_io.sync_one(self._folder)

    def _whole(self, store: CatalogueStore) -> list[str]:
        """Names of the whole snapshots that `store` may have led to, oldest first."""
        newest = store.generation()
        return [name for generation, _, name in self._numbered() if generation <= newest]

    def _numbered(self) -> list[tuple[int, int, str]]:
        """Generation, that of the base, and name of each; of equal ones the one on the newer base comes last."""
        names = [entry.name for entry in self._folder.iterdir() if entry.name.partition("-")[0].isdecimal()]
        parts = [(name.partition("-")[0], name.partition(ON)[2], name) for name in names]
        return sorted((int(number), int(base or number), name) for number, base, name in parts)

    def _sweep(self, store: CatalogueStore) -> None:
        """Remove all but the current snapshot, the one before it and what they stand on, and what killed builds left.

        A snapshot that is newer than the current one stays, for another process is about to point to it, unless the
        store has never been so far (it was put back from a backup).
        """
        found, newest = self._numbered(), store.generation()
        names = [name for *_, name in found]
        at = names.index(current) if (current := self._named()) in names else 0
        impossible = {name for generation, _, name in found[at + 1 :] if generation > newest}
        kept = {name for name in names[max(0, at - 1) :] if name not in impossible}
        kept |= {base for name in kept if (base := base_of(self._folder / name)) is not None}
        for name in names:
            if name not in kept:
                shutil.rmtree(self._folder / name, ignore_errors=True)
        for left in self._folder.glob(".tmp-*"):
            if _is_abandoned(left):
                shutil.rmtree(left, ignore_errors=True)

    @contextmanager
    def _temporary(self) -> Iterator[Path]:
        folder = self._folder / f".tmp-{os.getpid()}-{secrets.token_hex(4)}"
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Turn a refusal of the file system to write at `path` into `HomeError` (home_unwritable, disk_full)."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(path) from error
        raise unwritable(path, error.strerror or str(error)) from error


def _opened(path: Path, known: Snapshot | None = None) -> Snapshot | None:
    """The snapshot in `path`; None where it is gone, torn, or of another format. `known`: see `open_published`."""
    try:
        return open_published(path, known)
    except (OSError, ValueError, HomeError):
        return None


def _is_abandoned(path: Path) -> bool:
    """True for a half-built folder whose process is gone, or that is too old to be in work."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _STALE_S:
            return True
    number = path.name.split("-")[1]
    return os.name == "posix" and number.isdecimal() and not _is_running(int(number))


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
