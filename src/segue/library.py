"""What an engine stands on: one home with its catalogue, its made playlists and its rules. No stage is called here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import numpy as np

from segue import delivery, explanation, settings
from segue.catalogue.corrections import corrected
from segue.catalogue.editorial import barred_rows, in_force
from segue.catalogue.home import Home
from segue.catalogue.importers import import_source
from segue.catalogue.notes import Note
from segue.catalogue.port import CatalogueStore, EditorialRule, ImportReport, SavedPlaylist
from segue.catalogue.snapshot import Snapshot
from segue.catalogue.vectorindex import recall
from segue.errors import NotFound
from segue.intent import Edit, Reader, Standing
from segue.music import NUMERIC, Playlist, Request, Rows
from segue.notebook import HomeWords, Notebook
from segue.playlists import PlaylistStore, SqlitePlaylists, Version
from segue.ranking import Recipe, load_recipe

__version__ = version("segue")


class TrackFound(msgspec.Struct, frozen=True, kw_only=True):
    """One track of the catalogue as `GET /v1/tracks` tells it."""

    track_id: str
    title: str
    artist: str
    album: str
    duration_ms: int | None
    labels: dict[str, tuple[str, ...]]


class Coverage(msgspec.Struct, frozen=True):
    """Shares (0–1) of the tracks whose value of an attribute is known, and known or guessed."""

    known: float
    told: float


class Nearness(msgspec.Struct, frozen=True, kw_only=True):
    """How the nearest vectors are found: `exact` (each is compared) or `faiss` (an index proposes), and the share of
    the true 200 nearest that is found, 0–1, measured on some of the catalogue's own vectors."""

    kind: str
    recall: float
    fresh: int
    """Tracks beside the snapshot that it was built with, each of which is compared."""


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """How a library stands."""

    status: str
    version: str
    tracks: int
    sample: bool
    generation: int
    snapshot: str
    sources: dict[str, int]
    coverage: dict[str, Coverage]
    versions: int
    """How many tracks are a version of another: all but one of each song."""
    refusals: dict[str, int] = {}
    """How many prompts were refused, by the code of the error; nothing else is known of them."""


class Library:
    """One home, opened. An empty one gets the sample library, so that the first prompt answers."""

    def __init__(self, home: str | Path | None = None) -> None:
        self.settings = settings.load(home)
        self.home = Home(self.settings.home)
        self.home.ensure_sample()
        self.home.catch_up()
        self.playlists: PlaylistStore = SqlitePlaylists(self.settings.home / "playlists.db")
        self.recipe: Recipe = load_recipe()
        self.dialogue_recipe: Recipe = load_recipe("dialogue")
        self.words = HomeWords(self.settings.home / "lexicon.toml")
        self.notebook = Notebook(self.settings.home)
        self._shelved: tuple[tuple[str, tuple[SavedPlaylist, ...]], list[Rows]] = (("", ()), [])
        self.reader = Reader(self.words, self.notebook, self.settings.today)

    @property
    def store(self) -> CatalogueStore:
        """The catalogue's durable truth."""
        return self.home.store

    def snapshot(self) -> Snapshot:
        """The newest published columns of the catalogue."""
        return self.home.snapshot()

    def close(self) -> None:
        """Release files and connections."""
        self.playlists.close()
        self.notebook.close()
        self.home.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def seed(self, request: Request) -> int:
        """The request's seed; by default one that changes once a day."""
        return self.settings.today.toordinal() if request.seed is None else request.seed

    def import_source(
        self,
        source: str,
        *,
        kind: str | None = None,
        columns: Mapping[str, str] | None = None,
        progress: Callable[[int, int | None], None] | None = None,
        encoding: str = "utf-8",
    ) -> ImportReport:
        """Take in a file or folder and publish the catalogue as it then is."""
        return import_source(self.home, source, kind=kind, columns=columns or {}, progress=progress, encoding=encoding)

    def correct(self, track_id: str, said: Mapping[str, str]) -> Note:
        """Put right what is told of a track, for good (see `catalogue.corrections`); the listener's note as it then
        stands. Raises `NotFound` (track_unknown) and `BadInput` (correction_field, correction_value)."""
        if not len(self.snapshot().known_rows((track_id,))):
            raise NotFound("track_unknown", f"There is no track {track_id!r}.", field="track_id")
        before = next((note for note in self.store.notes("listener") if note.track_id == track_id), None)
        note = corrected(track_id, before, said)
        if self.store.put_notes([note]):
            self.home.publish()
        return note

    def get(self, playlist_id: str) -> Playlist:
        """A made playlist as it stands. Raises `NotFound` (playlist_unknown)."""
        return self.playlists.get(playlist_id).playlist

    def undo(self, playlist_id: str, key: str | None = None) -> Playlist:
        """The playlist as it was before its last change; once only for each idempotency `key`."""
        return self.playlists.undo(playlist_id, key=key).playlist

    def redo(self, playlist_id: str, key: str | None = None) -> Playlist:
        """The playlist as it was before the last undo; once only for each idempotency `key`."""
        return self.playlists.redo(playlist_id, key=key).playlist

    def follow_up(self, playlist_id: str, text: str, snapshot: Snapshot) -> tuple[Version, Edit]:
        """What `text` asks, and the version that it is to change: the current one, or the first where the
        conversation starts over and goes on from there."""
        version = self.playlists.get(playlist_id)
        edit = self.reader.refine(self._standing(version, snapshot), text)
        if edit.control == "restart" and edit.rest:
            version = self.playlists.version(playlist_id, 1)
            edit = self.reader.refine(self._standing(version, snapshot), edit.rest)
        return version, edit

    def steer(self, version: Version, edit: Edit, text: str, key: str | None) -> Playlist:
        """Undo, redo, start over; or the playlist as it is, with a word on why `text` changed nothing."""
        playlist_id = version.playlist.id
        if edit.control == "undo":
            return explanation.returned(self.playlists.undo(playlist_id, edit.times, key=key).playlist, text)
        if edit.control == "redo":
            return explanation.returned(self.playlists.redo(playlist_id, key=key).playlist, text)
        if edit.control == "restart":
            first = self.playlists.version(playlist_id, 1)
            playlist = explanation.returned(first.playlist, text)
            return self.playlists.save(playlist, first.request, first.intent, key=key)
        return explanation.unchanged(version.playlist, text, edit.reasons, understood=edit.understood)

    def barred(self, snapshot: Snapshot, edit: Edit) -> Rows:
        """Rows that may not be chosen: those that a rule bars, those that give way, and all outside the list where it
        is closed."""
        ruled = barred_rows(snapshot, in_force(self.store.rules(), self.settings.today))
        out = np.union1d(ruled, snapshot.known_rows(edit.out)).astype(np.int32)
        if not edit.closed:
            return out
        outside = np.setdiff1d(snapshot.rows(), snapshot.known_rows(edit.keep))
        return np.union1d(out, outside).astype(np.int32)

    def shelves(self, snapshot: Snapshot) -> list[Rows]:
        """Imported playlists as rows of `snapshot`. Those made here are none: making one must not change the next."""
        key = snapshot.digest, self.store.playlists()
        if self._shelved[0] != key:
            self._shelved = key, [snapshot.known_rows(playlist.track_ids) for playlist in key[1]]
        return self._shelved[1]

    def _standing(self, version: Version, snapshot: Snapshot) -> Standing:
        playlist = version.playlist
        before = self.playlists.version(playlist.id, version.before).playlist if version.before else None
        rules = in_force(self.store.rules(), self.settings.today)
        barred = frozenset(snapshot.ids.take(barred_rows(snapshot, rules)))
        return Standing(
            snapshot, playlist, version.intent, version=version.number, before=before, barred=barred,
            locked=version.request.locks,
        )  # fmt: skip

    def write(self, playlist_id: str, target: Path) -> delivery.Written:
        """Write a made playlist to `target`; the suffix names the format."""
        return delivery.write(self.get(playlist_id), self.snapshot(), target)

    def add_rule(self, rule: EditorialRule) -> None:
        """Keep a curator's rule; it shapes every playlist made from now on."""
        self.store.put_rule(rule)

    def tracks(self, query: str = "", limit: int = 50, offset: int = 0) -> list[TrackFound]:
        """Tracks whose text matches `query`, best first; without one, all by id."""
        snapshot = self.snapshot()
        if query.strip():
            rows = snapshot.text.search(query, offset + limit)[0][offset:]
        else:
            rows = snapshot.rows()[offset : offset + limit]
        return [_found(snapshot, int(row)) for row in rows]

    def nearness(self) -> Nearness:
        """How well the nearest vectors are found; takes a second in a large catalogue."""
        snapshot = self.snapshot()
        fresh = snapshot.n - snapshot.base.n if snapshot.base is not None else 0
        found = recall(snapshot.nearness, snapshot.vectors, snapshot.gone)
        return Nearness(kind=snapshot.nearness.name, recall=round(found, 4), fresh=fresh)

    def health(self) -> Health:
        """How the library stands: counts, sources, coverage of attributes, freshness of the snapshot."""
        snapshot = self.snapshot()
        coverage = {name: Coverage(*(round(s, 4) for s in snapshot.coverage(name))) for name in NUMERIC}
        return Health(
            status="ok" if snapshot.generation == self.store.generation() else "rebuilding",
            version=__version__,
            tracks=len(snapshot),
            sample=self.store.is_sample(),
            generation=snapshot.generation,
            snapshot=snapshot.digest,
            sources=self.store.sources(),
            coverage=coverage,
            versions=snapshot.versions.others,
            refusals=self.notebook.refusals(),
        )


def _found(snapshot: Snapshot, row: int) -> TrackFound:
    length = float(snapshot.numeric("duration_ms").values[row])
    labels: dict[str, tuple[str, ...]] = {}
    for label in snapshot.labels.of(row):
        labels[label.field] = (*labels.get(label.field, ()), label.label)
    return TrackFound(
        track_id=snapshot.ids[row], title=snapshot.titles[row],
        artist=snapshot.credits[row], album=snapshot.albums[row],
        duration_ms=None if np.isnan(length) else int(length), labels=labels,
    )  # fmt: skip
