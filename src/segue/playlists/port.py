"""The port of made playlists.

Adapters: `segue.playlists.sqlite`. The contract every adapter keeps is `segue.testing.playlists_contract`.
"""

from __future__ import annotations

import secrets
from typing import Protocol

import msgspec

from segue.errors import BadInput, NotFound
from segue.music import Intent, Playlist, Request


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a playlist, and what it came from."""

    number: int
    """From 1, in the order of saving."""
    before: int | None
    """Number of the version that this one changed; None for the first."""
    parent: str | None
    """Id of the playlist that this one was made from, where it began as another's offspring."""
    saved: str
    """When, in UTC, as ISO 8601."""
    playlist: Playlist
    request: Request
    intent: Intent


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """A playlist in a list of playlists, as its current version stands."""

    id: str
    title: str
    prompt: str
    tracks: int
    duration_ms: int
    versions: int
    changed: str
    """When it was last made, refined, undone or redone, in UTC, as ISO 8601."""


class PlaylistStore(Protocol):
    """Durable memory of made playlists. Thread-safe; several processes may hold one open.

    The versions of a playlist form a tree: a refinement follows the version that was current, undo goes back to the
    one before, redo to the latest that followed. No version is ever lost.
    """

    def save(
        self, playlist: Playlist, request: Request, intent: Intent, parent: str | None = None, *, key: str | None = None
    ) -> Playlist:
        """Keep `playlist`: a new one, or under a known id the next version of it, which becomes current.

        Returns the playlist that now counts: where the request's idempotency key already belongs to another playlist
        (two equal requests at once), that one; where the change that comes with the idempotency key `key` was made
        before, its answer. Nothing is kept then.
        """

    def answered(self, playlist_id: str, key: str | None) -> Version | None:
        """The version that answered the change of this playlist with the idempotency key `key`; None where none did."""

    def get(self, playlist_id: str) -> Version:
        """The current version. Raises `NotFound` (playlist_unknown), as all methods that take an id."""

    def version(self, playlist_id: str, number: int) -> Version:
        """One version, current or not. Raises `NotFound` (playlist_unknown) where there is none of that number."""

    def by_key(self, key: str | None) -> Playlist | None:
        """The playlist, as it stands, that was made for this idempotency key."""

    def history(self, playlist_id: str) -> tuple[Version, ...]:
        """Every version, oldest first."""

    def undo(self, playlist_id: str, steps: int = 1, *, key: str | None = None) -> Version:
        """Go back `steps` versions, or as many as there are. Raises `BadInput` (nothing_to_undo) at the first."""

    def redo(self, playlist_id: str, *, key: str | None = None) -> Version:
        """Go forth again. Raises `BadInput` (nothing_to_redo) where nothing was undone."""

    def list(self) -> tuple[Summary, ...]:
        """All playlists, the last changed first."""

    def close(self) -> None:
        """Release the connections of this process."""


def new_id() -> str:
    """An id for a new playlist: "p" and 64 random bits in hex."""
    return f"p{secrets.token_hex(8)}"


def unknown(playlist_id: str) -> NotFound:
    """The error of an id that no playlist has."""
    return NotFound(
        "playlist_unknown",
        f"There is no playlist {playlist_id!r}.",
        hint="`segue list` shows the playlists and their ids.",
        field="playlist_id",
    )


def no_step(word: str, playlist_id: str) -> BadInput:
    """The error of an undo or redo (`word`) that has nowhere to go."""
    return BadInput(f"nothing_to_{word}", f"There is nothing to {word} in playlist {playlist_id!r}.")
