"""The home: one folder that holds all that Segue keeps. It may be moved; nothing in it names its own place.

HOME/home.json          the version of this layout
HOME/catalogue.db       the store: what can be played
HOME/playlists.db       made playlists and their history (`segue.playlists`)
HOME/analysis.db        what was heard in which content (`segue.hearing`)
HOME/notebook.db        counts of refusals; with consent, phrases that were missed (`segue.notebook`)
HOME/lexicon.toml       the home's own words
HOME/snapshots/         columnar snapshots built from the store, and `current`, which names the published one
"""

from __future__ import annotations

import secrets
from hashlib import blake2b
from pathlib import Path

import msgspec

from segue.catalogue.database import WAIT_S
from segue.catalogue.published import FRESH_FROM, Published, writable
from segue.catalogue.sample import sample_tracks
from segue.catalogue.snapshot import Snapshot
from segue.catalogue.sqlite import SqliteStore
from segue.errors import HomeError

FORMAT = 1
"""Version of the layout. A home of a later one is refused."""
SAMPLE = "sample"
"""Source name of the built-in sample library."""


class _Description(msgspec.Struct, frozen=True):
    format: int


class Home:
    """A home folder, made where it is missing. Thread-safe; several processes may hold one open.

    `wait_s`: how long a second import waits for the first, in seconds; `fresh_from`: tracks from which changes are
    published without building all anew. Raises `HomeError` (home_unwritable,
    home_newer, home_damaged, disk_full), here and in every method.
    """

    def __init__(self, path: Path, *, wait_s: float = WAIT_S, fresh_from: int = FRESH_FROM) -> None:
        self.path = path
        _enter(path)
        self.store = SqliteStore(path / "catalogue.db", wait_s=wait_s)
        self._published = Published(path / "snapshots", fresh_from=fresh_from)

    def snapshot(self, *, wait: bool = False) -> Snapshot:
        """The newest published snapshot; built where there is none.

        Where the store is newer than it (an import was killed before it published), it is built anew with `wait`, and
        served as it is without.
        """
        current = self._published.current()
        if current is None or (wait and current.generation != self.store.generation()):
            return self.publish()
        return current

    def publish(self) -> Snapshot:
        """Make the snapshot of the store as it is the current one; costs nothing where it already is."""
        return self._published.publish(self.store)

    def merge_due(self) -> bool:
        """True where fresh tracks have become many and nobody is at merging them."""
        return self._published.merge_due() and not self._published.is_building()

    def merge(self) -> Snapshot:
        """Take fresh tracks into the snapshot that they stand beside; takes as long as a whole build."""
        return self._published.merge(self.store)

    def catch_up(self) -> None:
        """Publish what an import left unpublished when it was killed; nothing to do while some process is at it."""
        if not self._published.is_building():
            self.snapshot(wait=True)

    def ensure_sample(self) -> None:
        """Give an empty library the built-in sample; it leaves when anything else is imported."""
        if any(self.store.sources().values()):
            return
        encoder = msgspec.msgpack.Encoder()
        with self.store.importing(SAMPLE, is_sample=True) as session:
            for track in sample_tracks():
                session.put(track, blake2b(encoder.encode(track), digest_size=16).digest())
        self.publish()

    def close(self) -> None:
        """Release the store. Snapshots stay readable as long as someone holds them."""
        self.store.close()


def _enter(path: Path) -> None:
    """Make the folder and its description, or check the one that is there."""
    with writable(path):
        if path.exists() and not path.is_dir():
            hint = "Choose a folder with --home."
            raise HomeError("home_unwritable", f"{path} is a file, not a folder.", hint=hint, field="home")
        path.mkdir(parents=True, exist_ok=True)
        described = path / "home.json"
        if not described.exists():
            _describe(described)
        _check(described)


def _describe(described: Path) -> None:
    fresh = described.with_name(f".home-{secrets.token_hex(4)}.json")
    fresh.write_bytes(msgspec.json.encode(_Description(FORMAT)))
    fresh.replace(described)


def _check(described: Path) -> None:
    try:
        found = msgspec.json.decode(described.read_bytes(), type=_Description)
    except msgspec.DecodeError as error:
        hint = "If this folder is a home of Segue, delete that file; if not, choose another folder with --home."
        raise HomeError("home_damaged", f"{described} says nothing ({error}).", hint=hint, field="home") from None
    if found.format > FORMAT:
        raise HomeError(
            "home_newer",
            f"{described.parent} was made by a newer Segue (layout {found.format}; this one knows {FORMAT}).",
            hint="Install the newer Segue again, or choose another folder with --home.",
            field="home",
        )
