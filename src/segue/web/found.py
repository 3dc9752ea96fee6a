"""What could be imported: music and playlists at the standard places of this user, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

AUDIO: Final = frozenset({".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".wav", ".aiff"})
PLAYLISTS: Final = frozenset({".m3u", ".m3u8", ".xspf", ".jspf"})
_LOOKED_AT: Final = 20_000
"""Most files looked at, so that a slow disk does not hold the page."""
_MOST_PLAYLISTS: Final = 20


class FoundSource(msgspec.Struct, frozen=True):
    """Something that `POST /v1/import` would take. `count`: audio files in a folder; None for a playlist file."""

    source: str
    kind: str
    count: int | None


class Found(msgspec.Struct, frozen=True):
    """What stands at the standard places; `complete` is False where there were too many files to look at all."""

    sources: list[FoundSource]
    complete: bool


def found(folder: Path) -> Found:
    """Look through `folder` (the user's music folder). A folder that is not there or may not be read has nothing."""
    files = list(islice(_files(folder), _LOOKED_AT))
    audio = sum(path.suffix.lower() in AUDIO for path in files)
    playlists = [path for path in files if path.suffix.lower() in PLAYLISTS][:_MOST_PLAYLISTS]
    sources = [FoundSource(str(folder), "files", audio)] if audio else []
    sources += [FoundSource(str(path), path.suffix.lower().lstrip("."), None) for path in playlists]
    return Found(sources, len(files) < _LOOKED_AT)


def _files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in sorted(names) if not name.startswith("."))
