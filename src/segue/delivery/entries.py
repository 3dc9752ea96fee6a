"""The tracks of a playlist with what the catalogue knows of them, and how text and places are made safe to write."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from segue.music import Playlist, Slot

if TYPE_CHECKING:
    from segue.catalogue.snapshot import Snapshot

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NOT_TEXT = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_URI_CHARACTERS = "/:?#[]@!$&'()*+,;=%~"


class Entry(NamedTuple):
    """One slot, with what it is known by; "" where the catalogue does not tell."""

    slot: Slot
    location: str = ""
    """Absolute path or URL."""
    mbid: str = ""
    """MusicBrainz recording id."""
    isrc: str = ""

    @property
    def name(self) -> str:
        """ "Artist - Title" in one line, as far as they are known."""
        return " - ".join(part for part in (one_line(self.slot.artist), one_line(self.slot.title)) if part)


def entries(playlist: Playlist, snapshot: Snapshot) -> tuple[Entry, ...]:
    """The slots of `playlist` with their location and identifiers; a track that has left the catalogue has none."""
    rows = snapshot.rows_of([slot.track_id for slot in playlist.tracks])
    known = rows[rows >= 0]
    columns = (snapshot.locations, snapshot.mbids, snapshot.isrcs)
    told = iter(zip(*(column.take(known) for column in columns), strict=True))
    placed = zip(playlist.tracks, rows, strict=True)
    return tuple(Entry(slot, *next(told)) if row >= 0 else Entry(slot) for slot, row in placed)


def one_line(text: str) -> str:
    """`text` without control characters, line breaks of any kind, or halves of surrogate pairs."""
    return _NOT_TEXT.sub("\ufffd", _BREAKS.sub(" ", text)).strip()


def plain(text: str) -> str:
    """`text` with its line breaks, but nothing else that XML 1.0 or UTF-8 cannot hold."""
    lines = (one_line(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def is_url(location: str) -> bool:
    """True for `scheme://…`; a Windows drive letter is no scheme."""
    return bool(_URL.match(location))


def uri(location: str) -> str:
    """`location` as a URI: a URL with stray characters quoted, an absolute path as `file://`, a relative one quoted."""
    if is_url(location):
        return quote(location.encode("utf-8", "surrogateescape"), safe=_URI_CHARACTERS)
    path = quote(PurePath(location).as_posix().encode("utf-8", "surrogateescape"), safe="/~")
    if location.startswith("/"):
        return f"file://{path}"
    # "C:/Music" keeps its colon, and needs the third slash.
    return f"file:///{path.replace('%3A', ':', 1)}" if PurePath(location).is_absolute() else path
