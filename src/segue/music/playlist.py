"""The playlist document: what `make --json` prints and `POST /v1/playlists` answers, field by field."""

from __future__ import annotations

import msgspec

from segue.music.attributes import Attribute
from segue.music.requirement import Judged, Unread


class Reason(msgspec.Struct, frozen=True):
    """Why a track is here: `kind` names the evidence, `text` says it, `evidence` holds what it was composed from."""

    kind: str
    text: str
    evidence: dict[str, str | int | float | bool | None] = {}


class Next(msgspec.Struct, frozen=True):
    """The transition to the next track (see `segue.music.columns.Transition`)."""

    tempo_change: float | None
    key_distance: int | None
    energy_step: float | None
    cost: float


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """One position (1-based) of the list."""

    position: int
    track_id: str
    title: str
    artist: str
    album: str
    duration_ms: int | None
    block: int
    attributes: dict[str, Attribute]
    reasons: tuple[Reason, ...]
    next: Next | None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What the last follow-up did to the list, and why."""

    said: str
    """Its words."""
    understood: bool
    """False where nothing in it asked for anything; then nothing changed."""
    note: str
    """In words: what was decided, what came, went and moved."""
    stayed: int
    """How many tracks were there before and still are."""
    came: tuple[str, ...] = ()
    """Ids of new tracks, in their order."""
    went: tuple[str, ...] = ()
    """Ids of tracks that are no longer there, in the order they stood."""
    moved: tuple[str, ...] = ()
    """Ids of tracks that stayed, yet stand otherwise among those that did."""


class Playlist(msgspec.Struct, frozen=True, kw_only=True):
    """A made playlist.

    The same catalogue, listener, prompt and seed give the same bytes, but for `id` and `timings_ms`.
    """

    id: str
    title: str
    prompt: str
    listener: str
    seed: int
    recipe: str
    """Name and hash of the ranking recipe."""
    notes: str
    """Liner notes: a few sentences composed from this document alone."""
    care: str = ""
    """What is said beside a list whose prompt speaks of self-harm; "" for every other."""
    duration_ms: int
    """Sum of the known durations."""
    kept: float
    proven: float
    tracks: tuple[Slot, ...]
    requirements: tuple[Judged, ...]
    unread: tuple[Unread, ...]
    change: Change | None = None
    """What the follow-up that led here did; None for a list as first made."""
    timings_ms: dict[str, float] = {}


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """One ranked candidate, for services that order and show lists themselves (`POST /v1/rank`).

    `score` and the values of `features` and `sources` lie in 0–1; `reasons` are composed as for a playlist.
    """

    track_id: str
    title: str
    artist: str
    score: float
    features: dict[str, float]
    sources: dict[str, float]
    reasons: tuple[Reason, ...]
