"""JSPF in the dialect of ListenBrainz (https://musicbrainz.org/doc/jspf): extensions are objects keyed by their URI."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from segue.delivery.entries import Entry, one_line, plain, uri
from segue.delivery.xspf import reasons, recording
from segue.music import Playlist

PLAYLIST_EXTENSION: Final = "https://musicbrainz.org/doc/jspf#playlist"
TRACK_EXTENSION: Final = "https://musicbrainz.org/doc/jspf#track"

Json = dict[str, object]


def render_jspf(playlist: Playlist, entries: Sequence[Entry]) -> tuple[bytes, tuple[str, ...]]:
    """The document, and what its reader should know. Locations are absolute URIs."""
    document: Json = {
        "playlist": {
            "title": one_line(playlist.title),
            "creator": "Segue",
            "annotation": plain(f"{playlist.prompt}\n{playlist.notes}"),
            "track": [_track(entry) for entry in entries],
            "extension": {PLAYLIST_EXTENSION: _playlist_extension(playlist)},
        }
    }
    unknown = sum(not entry.mbid for entry in entries)
    notes = (f"{unknown} of {len(entries)} tracks have no MusicBrainz id: ListenBrainz cannot place them.",)
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n", notes if unknown else ()


def _playlist_extension(playlist: Playlist) -> Json:
    algorithm = {
        "source_patch": "segue",
        "recipe": one_line(playlist.recipe),
        "seed": playlist.seed,
        "prompt": one_line(playlist.prompt),
        "kept": playlist.kept,
        "proven": playlist.proven,
    }
    return {"public": False, "additional_metadata": {"algorithm_metadata": algorithm}}


def _track(entry: Entry) -> Json:
    slot = entry.slot
    told: Json = {
        "identifier": [recording(entry.mbid)] if entry.mbid else [],
        "location": [uri(entry.location)] if entry.location else [],
        "title": one_line(slot.title),
        "creator": one_line(slot.artist),
        "album": one_line(slot.album),
        "annotation": reasons(entry),
        "duration": slot.duration_ms,
        "extension": {TRACK_EXTENSION: {"additional_metadata": _additional(entry)}},
    }
    return {name: value for name, value in told.items() if value not in ("", [], None)}


def _additional(entry: Entry) -> Json:
    own: Json = {
        "track_id": one_line(entry.slot.track_id),
        "reasons": [{"kind": reason.kind, "text": one_line(reason.text)} for reason in entry.slot.reasons],
    }
    return {"segue": own, **({"isrc": entry.isrc} if entry.isrc else {})}
