"""What a path says of a track whose tags say nothing: artist, album and title from file and folder names."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final, NamedTuple

_NUMBER: Final = r"(?:\d{1,2}[-.])?\d{1,3}"
_TRACK_NUMBER = re.compile(rf"^(?:\[{_NUMBER}\]|\({_NUMBER}\)|{_NUMBER}(?:\s*[-.)_]\s*|\s+))\s*(?=\S)")
_DISC = re.compile(r"(?:cd|disc|disk|side)\W*(?:\d{1,2}|[a-d])", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]\s+")


class Names(NamedTuple):
    """What the names suggest; "" where they suggest nothing."""

    title: str
    artist: str
    album: str


def names_of(path: PurePath) -> Names:
    """The names in `path`, relative to the imported folder.

    Files are read as "Title", "03 Title", "01 - Artist - Title" or "Artist - Title"; folders as "Artist/Album",
    "Artist - Album" or "Album"; folders of single discs ("CD 2") are passed over.
    """
    folders = [folder for folder in path.parts[:-1] if not _DISC.fullmatch(folder)]
    folder_artist, album = _folders(folders)
    stem = path.stem.replace("_", " ") if " " not in path.stem else path.stem
    bare = _TRACK_NUMBER.sub("", stem).strip() or stem.strip()
    parts = [part.strip() for part in _DASH.split(bare, maxsplit=1)]
    if len(parts) == 2 and all(parts):
        return Names(parts[1], parts[0], album)
    return Names(bare, folder_artist, album)


def _folders(folders: list[str]) -> tuple[str, str]:
    if not folders:
        return "", ""
    artist, dash, album = (part.strip() for part in folders[-1].partition(" - "))
    if dash and artist and album:
        return artist, album
    return (folders[-2] if len(folders) > 1 else ""), folders[-1]
