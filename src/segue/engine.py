"""The story: a sentence comes in, a playlist goes out. The only file that knows the order of the stages."""

from __future__ import annotations

from collections.abc import Sequence as Several

import msgspec
import numpy as np

from segue import candidates, explanation, intent, ranking, sequencing
from segue.catalogue.editorial import barred_rows, in_force, pinned_rows
from segue.catalogue.snapshot import Snapshot
from segue.clock import Clock
from segue.library import Library
from segue.music import Intent, Lock, Playlist, RankQuery, Request, Scored
from segue.playlists import new_id


class Engine(Library):
    """Segue on one home. Thread-safe: every call reads one immutable snapshot of the catalogue."""

    def parse(self, prompt: str) -> Intent:
        """What `prompt` asks for, read against this catalogue; no playlist is made."""
        return intent.parse(prompt, self.snapshot())

    def make(self, request: Request) -> Playlist:
        """A playlist for `request`, kept under its id. The same idempotency key gives the same playlist again."""
        made = self.playlists.by_key(request.idempotency_key)
        if made is not None:
            return made
        clock, snapshot = Clock(), self.snapshot()
        asked = intent.read(request, snapshot, playlists=self.store.playlists())
        playlist = self._compose(snapshot, asked, request, clock, new_id(), self.seed(request))
        return self.playlists.save(playlist, request, asked)

    def refine(self, playlist_id: str, text: str) -> Playlist:
        """The playlist changed as `text` says, under the same id: what still fits stays, in its order."""
        kept, clock, snapshot = self.playlists.get(playlist_id), Clock(), self.snapshot()
        edit = intent.refine(kept.intent, text, snapshot, kept.playlist)
        out, slots = {*edit.drop, *edit.remove}, kept.playlist.tracks
        stay = [s.track_id for s in slots if s.position not in out]
        gone = [s.track_id for s in slots if s.position in {*edit.named, *edit.remove}]
        request = kept.request
        if edit.drop and edit.drop == edit.named:  # only swaps: everything else stays where it is
            locks = tuple(Lock(s.position, s.track_id) for s in slots if s.position not in out)
            request = msgspec.structs.replace(request, locks=locks)
        playlist = self._compose(
            snapshot, edit.intent, request, clock, playlist_id, kept.playlist.seed,
            stay=stay, gone=gone, like=edit.more_like,
        )  # fmt: skip
        return self.playlists.save(playlist, kept.request, edit.intent)

    def _compose(
        self, snapshot: Snapshot, asked: Intent, request: Request, clock: Clock, playlist_id: str, seed: int,
        *, stay: Several[str] = (), gone: Several[str] = (), like: Several[str] = (),
    ) -> Playlist:  # fmt: skip
        clock.lap("intent")
        rules = in_force(self.store.rules(), self.settings.today)
        pinned = pinned_rows(snapshot, rules)
        pool = candidates.gather(
            asked, snapshot, seed=seed, need=sequencing.length(asked), liked=snapshot.known_rows(like),
            barred=np.union1d(barred_rows(snapshot, rules), snapshot.known_rows(gone)),
            pinned=np.union1d(pinned, snapshot.known_rows(stay)),
            locked=snapshot.known_rows([lock.track_id for lock in request.locks]),
        )  # fmt: skip
        clock.lap("candidates")
        context = ranking.Context.of(pool, asked, snapshot, seed=seed, rules=rules)
        ranked = ranking.rank(context, self.recipe)
        clock.lap("ranking")
        keep = [*stay, *snapshot.ids.take(pinned)]
        sequence = sequencing.arrange(ranked, asked, snapshot, seed=seed, locks=request.locks, keep=keep)
        clock.lap("sequencing")
        playlist = explanation.explain(
            sequence, ranked, asked, snapshot, rules=rules,
            playlist_id=playlist_id, listener=request.listener, seed=seed, recipe=self.recipe.label,
        )  # fmt: skip
        clock.lap("explanation")
        return msgspec.structs.replace(playlist, timings_ms=clock.timings())

    def candidates(self, request: Request, top: int) -> list[Scored]:
        """The `top` ranked candidates for `request`, with what speaks for each."""
        snapshot = self.snapshot()
        asked = intent.read(request, snapshot, playlists=self.store.playlists())
        pool = candidates.gather(asked, snapshot, seed=self.seed(request), need=top)
        context = ranking.Context.of(pool, asked, snapshot, seed=self.seed(request))
        return explanation.scored(ranking.rank(context, self.recipe), snapshot, top)

    def rank(self, query: RankQuery, top: int) -> list[str]:
        """Ids of the `top` tracks for a dialogue: all that was said, softly, and what was liked and disliked."""
        snapshot = self.snapshot()
        liked, disliked = snapshot.known_rows(query.liked), snapshot.known_rows(query.disliked)
        asked = intent.soften([intent.parse(text, snapshot) for text in query.said])
        pool = candidates.gather(
            asked, snapshot, seed=0, need=snapshot.n, limit=3 * top,
            barred=np.union1d(liked, disliked), liked=liked, disliked=disliked,
        )  # fmt: skip
        ranked = ranking.rank(ranking.Context.of(pool, asked, snapshot, seed=0), self.recipe)
        return snapshot.ids.take(ranked.rows[:top])
