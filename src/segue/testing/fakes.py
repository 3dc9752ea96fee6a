"""Ports in memory, for tests that need a store or playlists but no disk. They keep the same contracts as SQLite."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count

import msgspec

from segue.catalogue.notes import Kind, Note, with_notes
from segue.catalogue.port import Changes, EditorialRule, ImportReport, Outcome, Rejected, SavedPlaylist
from segue.catalogue.sqlite import MOST_REJECTED
from segue.errors import BadInput
from segue.music import Intent, Playlist, Request, Track
from segue.playlists.port import Summary, Version, no_step, unknown


@dataclass
class _Statement:
    track: Track
    digest: bytes
    generation: int


@dataclass
class _Source:
    is_sample: bool
    file_state: bytes | None = None
    held: dict[str, _Statement] = field(default_factory=dict)


@dataclass
class _State:
    generation: int = 0
    sources: dict[tuple[str, bool], _Source] = field(default_factory=dict)
    touched: tuple[tuple[int, str], ...] = ()
    told_from: int = 0

    def copy(self) -> _State:
        """The same with dictionaries of its own; what stands in them is never changed, only replaced."""
        copied = {key: replace(source, held=dict(source.held)) for key, source in self.sources.items()}
        return _State(self.generation, copied, self.touched, self.told_from)

    def drop_sample(self) -> bool:
        samples = [key for key, source in self.sources.items() if source.is_sample]
        if not samples or not any(source.held for source in self.sources.values() if not source.is_sample):
            return False
        for key in samples:
            del self.sources[key]
        return True


class FakeSession:
    """An import into a copy of the state, which takes the place of the state when the import ends well."""

    def __init__(self, state: _State, name: str, is_sample: bool) -> None:
        self.state = state.copy()
        self._name = name
        self._source = self.state.sources.setdefault((name, is_sample), _Source(is_sample))
        self._counts = dict.fromkeys(("added", "changed", "same", "removed"), 0)
        self._seen: set[str] = set()
        self._again = False
        self._rejected: list[Rejected] = []

    def put(self, track: Track, digest: bytes) -> Outcome:
        """State one track."""
        try:
            msgspec.msgpack.encode(track)
        except UnicodeEncodeError:
            raise BadInput("text", f"A text of track {track.id!r} is not valid Unicode.", field="track") from None
        again, before = self.seen(track.id), self._source.held.get(track.id)
        outcome: Outcome = "added" if before is None else "changed" if again or before.digest != digest else "same"
        if again:
            self._again = True
        else:
            self._counts[outcome] += 1
        self._seen.add(track.id)
        if outcome != "same":
            self._source.held[track.id] = _Statement(track, digest, self.state.generation + 1)
        return outcome

    def keep(self, track_id: str, digest: bytes) -> bool:
        """True if the source already holds `track_id` with `digest`."""
        before = self._source.held.get(track_id)
        if before is None or before.digest != digest or self.seen(track_id):
            return False
        self._seen.add(track_id)
        self._counts["same"] += 1
        return True

    def reject(self, row: int | str, reason: str) -> None:
        """Tell of a row that cannot be taken."""
        self._rejected.append(Rejected(row, reason))

    def seen(self, track_id: str) -> bool:
        """True if this session already stated `track_id`."""
        return track_id in self._seen

    def report(self) -> ImportReport:
        """The counts so far."""
        told = tuple(self._rejected[:MOST_REJECTED])
        report = ImportReport(rejected=told, rejected_total=len(self._rejected), source=self._name)
        return msgspec.structs.replace(report, **self._counts)

    def finish(self) -> None:
        """Remove what was not stated again, and count the generation."""
        gone = self._source.held.keys() - self._seen
        fresh = {track_id for track_id in self._seen if self._source.held[track_id].generation > self.state.generation}
        for track_id in gone:
            del self._source.held[track_id]
        self._counts["removed"] = len(gone)
        changed = self._again or any(self._counts[kind] for kind in ("added", "changed", "removed"))
        sample_left = self.state.drop_sample()
        if sample_left or changed:
            self.state.generation += 1
            self.state.touched += tuple((self.state.generation, track_id) for track_id in fresh | gone)
        if sample_left:
            self.state.told_from = self.state.generation


class FakeStore:
    """`segue.catalogue.port.CatalogueStore` in memory; `wait_s` is how long a second import waits for the first."""

    def __init__(self, *, wait_s: float = 0.1) -> None:
        self._wait_s = wait_s
        self._state = _State()
        self._importing = threading.Lock()
        self._session: FakeSession | None = None
        self._playlists: dict[str, SavedPlaylist] = {}
        self._rules: dict[tuple[str, str], EditorialRule] = {}
        self._notes: dict[tuple[str, str], Note] = {}

    def generation(self) -> int:
        """Grows by one with every import that changes a track."""
        return self._state.generation

    @contextmanager
    def importing(self, source: str, *, is_sample: bool = False) -> Iterator[FakeSession]:
        """Import `source`: all of it or nothing."""
        if not self._importing.acquire(timeout=self._wait_s):
            raise BadInput("import_busy", "Another import is under way.")
        try:
            self._session = FakeSession(self._state, source, is_sample)
            yield self._session
            self._session.finish()
            self._state = self._session.state
        finally:
            self._session = None
            self._importing.release()

    def sources(self) -> dict[str, int]:
        """Source name → number of tracks it states."""
        return {name: len(source.held) for (name, _), source in sorted(self._state.sources.items())}

    def is_sample(self) -> bool:
        """True while nothing but the sample is there."""
        return not any(source.held for source in self._state.sources.values() if not source.is_sample)

    def file_state(self, source: str) -> bytes | None:
        """The digest that was last recorded for `source`."""
        found = self._state.sources.get((source, False)) or self._state.sources.get((source, True))
        return found.file_state if found else None

    def record_file_state(self, source: str, digest: bytes) -> None:
        """Remember `digest` for `source`."""
        state = self._session.state if self._session else self._state
        for (name, _), found in state.sources.items():
            if name == source:
                found.file_state = digest

    def count(self) -> int:
        """How many distinct tracks there are."""
        return len({track_id for source in self._state.sources.values() for track_id in source.held})

    def tracks(self) -> Iterator[Track]:
        """Every track once, ordered by id."""
        latest: dict[str, _Statement] = {}
        for source in self._state.sources.values():
            for track_id, statement in source.held.items():
                if track_id not in latest or latest[track_id].generation < statement.generation:
                    latest[track_id] = statement
        stated = (latest[track_id].track for track_id in sorted(latest))
        yield from with_notes(stated, iter([self._notes[key] for key in sorted(self._notes)]))

    def changes(self, since: int, most: int) -> Changes | None:
        """What changed since the generation `since`."""
        state = self._state
        ids = {track_id for generation, track_id in state.touched if generation > since}
        if len(ids) > most or not state.told_from <= since <= state.generation:
            return None
        tracks = tuple(track for track in self.tracks() if track.id in ids)
        return Changes(state.generation, tracks, tuple(sorted(ids - {track.id for track in tracks})))

    def put_notes(self, notes: Iterable[Note]) -> int:
        """Keep notes; how many changed anything."""
        before = dict(self._notes)
        for note in notes:
            self._notes.pop((note.track_id, note.kind), None)
            self._notes |= {} if note.is_empty else {(note.track_id, note.kind): note}
        changed = {key for key in before | self._notes if before.get(key) != self._notes.get(key)}
        there = {track.id for track in self.tracks()} & {track_id for track_id, _ in changed}
        if there:
            state = self._state
            state.generation += 1
            state.touched += tuple((state.generation, track_id) for track_id in there)
        return len(changed)

    def notes(self, kind: Kind) -> Iterator[Note]:
        """The notes of one kind."""
        yield from (self._notes[key] for key in sorted(self._notes) if key[1] == kind)

    def put_playlist(self, playlist: SavedPlaylist) -> None:
        """Keep an imported playlist."""
        self._playlists[playlist.source] = playlist

    def playlists(self) -> tuple[SavedPlaylist, ...]:
        """Imported playlists, by name."""
        return tuple(sorted(self._playlists.values(), key=lambda playlist: (playlist.name, playlist.source)))

    def put_rule(self, rule: EditorialRule) -> None:
        """Add an editorial rule."""
        self._rules[rule.action, rule.target] = rule

    def drop_rule(self, target: str) -> bool:
        """Remove every rule on `target`."""
        gone = [key for key in self._rules if key[1] == target]
        for key in gone:
            del self._rules[key]
        return bool(gone)

    def rules(self) -> tuple[EditorialRule, ...]:
        """Editorial rules, in the order they were made."""
        return tuple(self._rules.values())

    def close(self) -> None:
        """Nothing to release."""


class FakePlaylists:
    """`segue.playlists.port.PlaylistStore` in memory. Its clock counts changes."""

    def __init__(self) -> None:
        self._versions: dict[str, list[Version]] = {}
        self._current: dict[str, int] = {}
        self._changed: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        self._answers: dict[tuple[str, str], int] = {}
        self._clock = count(1)
        self._lock = threading.Lock()

    def save(
        self, playlist: Playlist, request: Request, intent: Intent, parent: str | None = None, *, key: str | None = None
    ) -> Playlist:
        """Keep `playlist`; the playlist that now counts."""
        making = request.idempotency_key
        with self._lock:
            if playlist.id not in self._versions:
                made = self.by_key(making)
                if made is not None:
                    return made
                self._versions[playlist.id] = []
                self._keys.update({making: playlist.id} if making is not None else {})
            answer = self.answered(playlist.id, key)
            if answer is not None:
                return answer.playlist
            self._append(playlist, request, intent, parent)
            self._answer(playlist.id, key)
        return playlist

    def answered(self, playlist_id: str, key: str | None) -> Version | None:
        """The version that answered the change with this idempotency key."""
        number = self._answers.get((playlist_id, key)) if key is not None else None
        return self._versions[playlist_id][number - 1] if number else None

    def get(self, playlist_id: str) -> Version:
        """The current version."""
        return self.history(playlist_id)[self._current[playlist_id] - 1]

    def version(self, playlist_id: str, number: int) -> Version:
        """One version, current or not."""
        found = next((v for v in self.history(playlist_id) if v.number == number), None)
        if found is None:
            raise unknown(playlist_id)
        return found

    def by_key(self, key: str | None) -> Playlist | None:
        """The playlist that was made for this idempotency key."""
        return self.get(self._keys[key]).playlist if key is not None and key in self._keys else None

    def history(self, playlist_id: str) -> tuple[Version, ...]:
        """Every version, oldest first."""
        if playlist_id not in self._versions:
            raise unknown(playlist_id)
        return tuple(self._versions[playlist_id])

    def undo(self, playlist_id: str, steps: int = 1, *, key: str | None = None) -> Version:
        """Go back, one version or several."""
        return self.answered(playlist_id, key) or self._back(playlist_id, steps, key)

    def redo(self, playlist_id: str, *, key: str | None = None) -> Version:
        """Go forth again."""
        answer = self.answered(playlist_id, key)
        if answer is not None:
            return answer
        current = self.get(playlist_id).number
        after = [version.number for version in self._versions[playlist_id] if version.before == current]
        if not after:
            raise no_step("redo", playlist_id)
        self._point(playlist_id, max(after))
        self._answer(playlist_id, key)
        return self.get(playlist_id)

    def list(self) -> tuple[Summary, ...]:
        """All playlists, the last changed first."""
        ids = sorted(self._versions, key=lambda playlist_id: self._changed[playlist_id], reverse=True)
        return tuple(self._summary(self.get(playlist_id).playlist) for playlist_id in ids)

    def close(self) -> None:
        """Nothing to release."""

    def _back(self, playlist_id: str, steps: int, key: str | None) -> Version:
        if self.get(playlist_id).before is None:
            raise no_step("undo", playlist_id)
        for _ in range(steps):
            before = self.get(playlist_id).before
            if before is not None:
                self._point(playlist_id, before)
        self._answer(playlist_id, key)
        return self.get(playlist_id)

    def _answer(self, playlist_id: str, key: str | None) -> None:
        if key is not None:
            self._answers[playlist_id, key] = self._current[playlist_id]

    def _append(self, playlist: Playlist, request: Request, intent: Intent, parent: str | None) -> None:
        versions = self._versions[playlist.id]
        before = self._current.get(playlist.id)
        self._point(playlist.id, len(versions) + 1)
        version = Version(
            number=len(versions) + 1,
            before=before,
            parent=versions[0].parent if versions else parent,
            saved=self._changed[playlist.id],
            playlist=playlist,
            request=request,
            intent=intent,
        )
        versions.append(version)

    def _summary(self, playlist: Playlist) -> Summary:
        return Summary(
            id=playlist.id,
            title=playlist.title,
            prompt=playlist.prompt,
            tracks=len(playlist.tracks),
            duration_ms=playlist.duration_ms,
            versions=len(self._versions[playlist.id]),
            changed=self._changed[playlist.id],
        )

    def _point(self, playlist_id: str, number: int) -> None:
        self._current[playlist_id] = number
        self._changed[playlist_id] = f"2000-01-01T00:00:00.{next(self._clock):06}+00:00"
