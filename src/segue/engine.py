"""The story: a sentence comes in, a playlist goes out. The only file that knows the order of the stages."""

from __future__ import annotations

import msgspec
import numpy as np

from segue import candidates, explanation, intent, ranking, sequencing
from segue.catalogue.editorial import in_force, pinned_rows
from segue.catalogue.snapshot import Snapshot
from segue.clock import Clock
from segue.library import Library
from segue.music import Intent, Playlist, RankQuery, Request, Scored
from segue.playlists import new_id


class Engine(Library):
    """Segue on one home. Thread-safe: every call reads one immutable snapshot of the catalogue."""

    def parse(self, prompt: str) -> Intent:
        """What `prompt` asks for, read against this catalogue; no playlist is made."""
        return self.reader.parse(prompt, self.snapshot())

    def make(self, request: Request) -> Playlist:
        """A playlist for `request`, kept under its id. The same idempotency key gives the same playlist again."""
        made = self.playlists.by_key(request.idempotency_key)
        if made is not None:
            return made
        clock, snapshot = Clock(), self.snapshot()
        asked = self.reader.read(request, snapshot, self.store.playlists())
        edit = intent.Edit(asked, locks=request.locks)
        playlist = self._compose(snapshot, edit, clock, new_id(), request.listener, self.seed(request))
        return self.playlists.save(playlist, request, asked)

    def refine(self, playlist_id: str, text: str, key: str | None = None) -> Playlist:
        """The playlist changed as `text` says, under the same id: what still fits stays where it stood. The same
        idempotency `key` gives the same answer again. Where nothing is to change, nothing is kept."""
        done = self.playlists.answered(playlist_id, key)
        if done is not None:
            return done.playlist
        clock, snapshot = Clock(), self.snapshot()
        kept, edit = self.follow_up(playlist_id, text, snapshot)
        if edit.control or not edit.changes:
            return self.steer(kept, edit, text, key)
        old = kept.playlist
        playlist = self._compose(snapshot, edit, clock, playlist_id, old.listener, old.seed)
        if not playlist.tracks:
            return explanation.unchanged(old, text, (*edit.reasons, "No track keeps all of that"))
        playlist = explanation.changed(old, playlist, text, edit.reasons)
        return self.playlists.save(playlist, kept.request, edit.intent, key=key)

    def _compose(
        self, snapshot: Snapshot, edit: intent.Edit, clock: Clock, playlist_id: str, listener: str, seed: int
    ) -> Playlist:
        clock.lap("intent")
        asked, rules = edit.intent, in_force(self.store.rules(), self.settings.today)
        pinned = pinned_rows(snapshot, rules)
        pool = candidates.gather(
            asked, snapshot, seed=seed, need=edit.count or sequencing.length(asked),
            liked=snapshot.known_rows(edit.like), barred=self.barred(snapshot, edit),
            pinned=np.union1d(pinned, snapshot.known_rows(edit.keep)),
            locked=snapshot.known_rows([lock.track_id for lock in edit.locks]),
        )  # fmt: skip
        clock.lap("candidates")
        context = ranking.Context.of(pool, asked, snapshot, seed=seed, rules=rules)
        ranked = ranking.rank(context, self.recipe)
        clock.lap("ranking")
        keep = [*edit.keep, *snapshot.ids.take(pinned)]
        sequence = sequencing.arrange(ranked, asked, snapshot, seed=seed, locks=edit.locks, keep=keep, count=edit.count)
        clock.lap("sequencing")
        playlist = explanation.explain(
            sequence, ranked, asked, snapshot, rules=rules,
            playlist_id=playlist_id, listener=listener, seed=seed, recipe=self.recipe.label,
        )  # fmt: skip
        clock.lap("explanation")
        return msgspec.structs.replace(playlist, timings_ms=clock.timings())

    def candidates(self, request: Request, top: int) -> list[Scored]:
        """The `top` ranked candidates for `request`, with what speaks for each."""
        snapshot = self.snapshot()
        asked = self.reader.read(request, snapshot, self.store.playlists())
        pool = candidates.gather(asked, snapshot, seed=self.seed(request), need=top)
        context = ranking.Context.of(pool, asked, snapshot, seed=self.seed(request))
        return explanation.scored(ranking.rank(context, self.recipe), snapshot, top)

    def rank(self, query: RankQuery, top: int) -> list[str]:
        """Ids of the `top` tracks for a dialogue: all that was said, softly, and what was liked and disliked."""
        snapshot = self.snapshot()
        liked, disliked = snapshot.known_rows(query.liked), snapshot.known_rows(query.disliked)
        asked = intent.soften([self.reader.parse(text, snapshot) for text in query.said])
        pool = candidates.gather(
            asked, snapshot, seed=0, need=len(snapshot), limit=3 * top,
            barred=np.union1d(liked, disliked), liked=liked, disliked=disliked,
        )  # fmt: skip
        ranked = ranking.rank(ranking.Context.of(pool, asked, snapshot, seed=0), self.recipe)
        return snapshot.ids.take(ranked.rows[:top])
