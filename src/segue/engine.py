"""The story: a sentence comes in, a playlist goes out. The only file that knows the order of the stages."""

from __future__ import annotations

import secrets
from collections.abc import Sequence as Several

import msgspec
import numpy as np

from segue import candidates, explanation, intent, ranking, sequencing
from segue.catalogue.editorial import barred_rows, in_force, pinned_rows
from segue.clock import Clock
from segue.library import Library
from segue.music import Intent, Lock, Playlist, Ranked, RankQuery, Request, Scored


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
        clock = Clock()
        asked = intent.read(request, self.snapshot(), playlists=self.store.playlists())
        playlist = self._compose(asked, request, clock, _new_id(), self.seed(request))
        return self.playlists.save(playlist, request, asked)

    def refine(self, playlist_id: str, text: str) -> Playlist:
        """The playlist changed as `text` says, under the same id: what still fits stays, in its order."""
        kept, clock = self.playlists.get(playlist_id), Clock()
        edit = intent.refine(kept.intent, text, self.snapshot(), kept.playlist)
        out, slots = {*edit.drop, *edit.remove}, kept.playlist.tracks
        stay = [s.track_id for s in slots if s.position not in out]
        gone = [s.track_id for s in slots if s.position in {*edit.named, *edit.remove}]
        request = kept.request
        if edit.drop and edit.drop == edit.named:  # only swaps: everything else stays where it is
            locks = tuple(Lock(s.position, s.track_id) for s in slots if s.position not in out)
            request = msgspec.structs.replace(request, locks=locks)
        playlist = self._compose(
            edit.intent, request, clock, playlist_id, kept.playlist.seed, stay=stay, gone=gone, like=edit.more_like
        )
        return self.playlists.save(playlist, kept.request, edit.intent)

    def _compose(
        self, asked: Intent, request: Request, clock: Clock, playlist_id: str, seed: int,
        *, stay: Several[str] = (), gone: Several[str] = (), like: Several[str] = (),
    ) -> Playlist:  # fmt: skip
        clock.lap("intent")
        snapshot, rules = self.snapshot(), in_force(self.store.rules(), self.settings.today)
        pinned, barred = pinned_rows(snapshot, rules), barred_rows(snapshot, rules)
        pool = candidates.gather(
            asked, snapshot, seed=seed, need=sequencing.length(asked),
            barred=np.union1d(barred, self.known_rows(gone)), liked=self.known_rows(like),
            pinned=np.union1d(pinned, self.known_rows([*stay, *(lock.track_id for lock in request.locks)])),
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
        asked, snapshot = intent.read(request, self.snapshot(), playlists=self.store.playlists()), self.snapshot()
        pool = candidates.gather(asked, snapshot, seed=self.seed(request), need=top)
        context = ranking.Context.of(pool, asked, snapshot, seed=self.seed(request))
        return explanation.scored(ranking.rank(context, self.recipe), snapshot, top)

    def rank(self, query: RankQuery, top: int) -> list[str]:
        """Ids of the `top` tracks for a dialogue: all that was said, softly, and what was liked and disliked."""
        snapshot, heard = self.snapshot(), self.known_rows([*query.liked, *query.disliked])
        asked = intent.soften([intent.parse(text, snapshot) for text in query.said])
        pool = candidates.gather(
            asked, snapshot, seed=0, need=snapshot.n, barred=heard, limit=3 * top,
            liked=self.known_rows(query.liked), disliked=self.known_rows(query.disliked),
        )  # fmt: skip
        ranked: Ranked = ranking.rank(ranking.Context.of(pool, asked, snapshot, seed=0), self.recipe)
        return snapshot.ids.take(ranked.rows[:top])


def _new_id() -> str:
    return f"p{secrets.token_hex(8)}"
