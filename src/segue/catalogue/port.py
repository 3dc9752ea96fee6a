"""The port of the catalogue's store: what importers write to and snapshots are built from.

Adapters: `segue.catalogue.sqlite`. The contract every adapter keeps is `segue.testing.store_contract`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Literal, NamedTuple, Protocol

import msgspec

from segue.catalogue.notes import Kind, Note
from segue.music import Track

Outcome = Literal["added", "changed", "same"]


class Rejected(msgspec.Struct, frozen=True):
    """A row that could not be taken, and why. Rows count from 1 as a person counts them (a CSV header is not a row)."""

    row: int | str
    reason: str


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one import did. `removed` counts tracks that this source held before and no longer holds."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    rejected: tuple[Rejected, ...] = ()
    """The first thousand at most, in the order of the source."""
    rejected_total: int = 0
    """How many rows were rejected in all."""
    same: int = 0
    source: str = ""
    columns: dict[str, str] = {}
    """How each column was understood: field, or field@source."""


class SavedPlaylist(msgspec.Struct, frozen=True, kw_only=True):
    """An imported playlist: matched track ids in order, and the entries that matched nothing."""

    name: str
    source: str
    track_ids: tuple[str, ...]
    unmatched: tuple[str, ...] = ()


class EditorialRule(msgspec.Struct, frozen=True, kw_only=True):
    """A curator's word: `target` is a track id, or `artist:NAME`, `album:NAME`, `label:WORD`."""

    action: Literal["pin", "boost", "bury", "block"]
    target: str
    who: str
    since: str = ""
    """ISO date from which it holds; empty = always."""
    until: str = ""
    """ISO date up to which it holds, exclusive; empty = for good."""
    amount: float = 1.0
    """Strength of a boost or bury, 0–1."""
    note: str = ""


class Changes(NamedTuple):
    """What changed between two generations, as it is at the later one: `generation`."""

    generation: int
    tracks: tuple[Track, ...]
    """Tracks that were added or changed, ascending by id."""
    removed: tuple[str, ...]
    """Ids that are no longer there (some of them may have come and gone in between), ascending."""


class ImportSession(Protocol):
    """One import in one transaction: all of it is seen at once when the block ends well, none of it otherwise."""

    def put(self, track: Track, digest: bytes) -> Outcome:
        """State one track. `digest` identifies what the source said: an equal one is "same" and costs no write."""

    def keep(self, track_id: str, digest: bytes) -> bool:
        """True if this source already holds `track_id` with `digest`; it is then marked as still there."""

    def reject(self, row: int | str, reason: str) -> None:
        """Tell of a row that cannot be taken."""

    def seen(self, track_id: str) -> bool:
        """True if this session already stated `track_id` (an id twice in one source)."""

    def report(self) -> ImportReport:
        """The counts so far; complete after the block has ended."""


class CatalogueStore(Protocol):
    """Durable truth about what can be played. Thread-safe; several processes may hold one open."""

    def generation(self) -> int:
        """Grows by one with every committed import that changes a track; never comes back to an earlier number."""

    def importing(self, source: str, *, is_sample: bool = False) -> AbstractContextManager[ImportSession]:
        """Begin the import of `source` (one name per file or folder; tracks it no longer states are removed).

        The sample library leaves, in the same transaction, as soon as another source states a track. A second import
        at the same time waits, then raises `BadInput` (import_busy).
        """

    def sources(self) -> dict[str, int]:
        """Source name → number of tracks it states."""

    def is_sample(self) -> bool:
        """True while the library is empty or holds nothing but the built-in sample."""

    def file_state(self, source: str) -> bytes | None:
        """The digest of `source` as a whole when it was last imported, if it was recorded."""

    def record_file_state(self, source: str, digest: bytes) -> None:
        """Remember `digest` for `source` (called inside the importing block)."""

    def count(self) -> int:
        """How many distinct tracks there are."""

    def tracks(self) -> Iterator[Track]:
        """Every track once, ordered by id, streamed, its notes laid over it. Where several sources state one id, the
        latest import counts."""

    def changes(self, since: int, most: int) -> Changes | None:
        """What changed since the generation `since`, read at one moment; None where more than `most` tracks did, or
        where the store no longer knows."""

    def put_notes(self, notes: Iterable[Note]) -> int:
        """Keep notes, all of them or none; each takes the place of the one on the same track and of the same kind, an
        empty one takes it away. How many changed anything; the generation grows where one is on a track of the
        catalogue."""

    def notes(self, kind: Kind) -> Iterator[Note]:
        """The notes of one kind, ascending by track id, streamed; also those on tracks that are not there."""

    def put_playlist(self, playlist: SavedPlaylist) -> None:
        """Keep an imported playlist (replaces the one of the same source)."""

    def playlists(self) -> tuple[SavedPlaylist, ...]:
        """Imported playlists, by name."""

    def put_rule(self, rule: EditorialRule) -> None:
        """Add an editorial rule (replaces the one of the same action and target)."""

    def drop_rule(self, target: str) -> bool:
        """Remove every rule on `target`; False if there was none."""

    def rules(self) -> tuple[EditorialRule, ...]:
        """Editorial rules, in the order they were made."""

    def close(self) -> None:
        """Release the connections of this process."""
