"""What is asked of the engine: the body of `POST /v1/playlists`, and the arguments of `segue make`."""

from __future__ import annotations

import msgspec

MAX_PROMPT = 20_000
"""Longest prompt, in Unicode code points."""
MAX_TRACKS = 1_000
"""Longest playlist."""
MAX_MINUTES = 24 * 60.0
"""Longest playlist, in minutes."""


class Lock(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A track that must stand at a position (1-based)."""

    position: int
    track_id: str


class Request(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wish for a playlist. `like` names tracks (id or title), artists or playlists to resemble."""

    prompt: str
    listener: str = "me"
    like: tuple[str, ...] = ()
    context: dict[str, str | int | float] = {}
    tracks: int | None = None
    minutes: float | None = None
    novelty: float | None = None
    popularity: float | None = None
    locks: tuple[Lock, ...] = ()
    rules: tuple[str, ...] = ()
    """Requirements in canonical form."""
    seed: int | None = None
    idempotency_key: str | None = None


class RankQuery(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `rank --batch`: what a listener said so far, oldest first, and the tracks liked and disliked."""

    id: str
    said: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
