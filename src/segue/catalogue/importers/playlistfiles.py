"""Playlist files as their formats define them: M3U and M3U8, XSPF version 1, JSPF with the ListenBrainz extension.

Readers are lenient in what they take, for players are careless in what they write; what an entry says is kept apart
from what it turns out to be (`segue.catalogue.importers.matching`).
"""

from __future__ import annotations

import codecs
import ntpath
import os.path
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import msgspec

from segue.catalogue.importers.cells import number, text
from segue.catalogue.importers.paths import names_of
from segue.catalogue.importers.text import empty, unreadable
from segue.errors import ImportFailed

LARGEST: Final = 64 << 20
"""Bytes. No playlist is larger; a file that is, is something else."""
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_LINE_END: Final = re.compile(r"\r\n?|\n")  # a file's name may hold what Python's splitlines takes for line ends
_LB_TRACK: Final = "https://musicbrainz.org/doc/jspf#track"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a playlist says of one track."""

    location: str = ""
    """Absolute path or URL."""
    identifiers: tuple[str, ...] = ()
    """URIs or bare ids, whatever scheme."""
    names: tuple[tuple[str, str], ...] = ()
    """(artist, title), the likeliest reading first; M3U does not tell where the artist ends."""
    album: str = ""
    duration_ms: float | None = None

    def __str__(self) -> str:
        """As a person would call it."""
        named = " – ".join(part for part in self.names[0] if part) if self.names else ""
        return named or self.location or ", ".join(self.identifiers) or "an empty entry"


class PlaylistFile(msgspec.Struct, frozen=True):
    """A playlist as it stands in its file. `name` is its own title, else the file's name."""

    name: str
    entries: tuple[Entry, ...]


def read_playlist(path: Path, kind: str, encoding: str = "utf-8") -> PlaylistFile:
    """Read a file of kind m3u, xspf or jspf. `encoding` is that of an M3U without a byte order mark that is not UTF-8.

    Raises `ImportFailed` source_damaged, source_empty (no entries), source_missing, source_too_large.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise _damaged(path, "too large for a playlist", code="source_too_large")
        raw = path.read_bytes()
    except OSError as fault:
        raise unreadable(path, fault) from fault
    if not raw.strip():
        raise empty(path)
    found = _m3u(raw, path, encoding) if kind == "m3u" else _xspf(raw, path) if kind == "xspf" else _jspf(raw, path)
    if not found.entries:
        raise empty(path)
    return found


def _damaged(path: Path, why: str, code: str = "source_damaged") -> ImportFailed:
    return ImportFailed(
        code, f"“{path.name}” cannot be read as a playlist: {why}.", hint="Export it again.", field="source"
    )


def _m3u(raw: bytes, path: Path, encoding: str) -> PlaylistFile:
    name, said = "", ""
    entries: list[Entry] = []
    for line in _LINE_END.split(_decoded(raw, path, encoding)):
        line = line.strip(" \t\ufeff")
        if line.upper().startswith("#PLAYLIST:"):
            name = line[10:].strip()
        elif line.upper().startswith("#EXTINF:"):
            said = line[8:]
        elif line and not line.startswith("#"):
            entries.append(_m3u_entry(line, said, path.parent))
            said = ""
    return PlaylistFile(name or path.stem, tuple(entries))


def _decoded(raw: bytes, path: Path, encoding: str) -> str:
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    for candidate in (marked,) if marked else ("utf-8", encoding):
        try:
            decoded = raw.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in decoded:
            return decoded
    if marked or b"\x00" in raw:
        raise _damaged(path, "it is not text", code="encoding")
    return raw.decode("cp1252", "replace")  # what old players on Windows wrote


def _m3u_entry(line: str, said: str, folder: Path) -> Entry:
    length, _, printed = said.partition(",")
    seconds = number(length.split(" ")[0])
    names = [*_splits(printed.strip()), *_from_path(line)]
    return Entry(
        location=_place(line, folder),
        names=tuple(dict.fromkeys(names)),
        duration_ms=seconds * 1000 if seconds > 0 else None,
    )


def _splits(printed: str) -> Iterator[tuple[str, str]]:
    """Every way to read "Artist - Title" where there are several dashes."""
    parts = printed.split(" - ")
    for at in range(1, len(parts)):
        yield " - ".join(parts[:at]).strip(), " - ".join(parts[at:]).strip()
    if len(parts) == 1 and printed:
        yield "", printed


def _from_path(line: str) -> Iterator[tuple[str, str]]:
    if "://" not in line:
        found = names_of(PurePath(line.replace("\\", "/").lstrip("/")))
        if found.artist and found.title:
            yield found.artist, found.title


def _place(raw: str, folder: Path, *, encoded: bool = False) -> str:
    """An absolute path or URL from what a playlist writes; `encoded`: relative references are percent-encoded too."""
    scheme = urlsplit(raw).scheme if "://" in raw else ""
    if scheme and scheme != "file":
        return raw
    path = unquote(raw[7:]) if scheme else unquote(raw) if encoded else raw
    if scheme:
        path = path.removeprefix("localhost")
        path = path[1:] if ntpath.splitdrive(path[1:])[0] else path
    if "\\" in path and "/" not in path:
        path = path.replace("\\", "/")
    return path if ntpath.splitdrive(path)[0] else os.path.normpath(folder / path)


class _NoDoctype(ElementTree.TreeBuilder):
    """Refuses a document type, and with it every entity that could grow or reach out."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Called before the first declaration of an entity is read."""
        raise ValueError("it has a document type, which playlists do not need")


def _xspf(raw: bytes, path: Path) -> PlaylistFile:
    parser = ElementTree.XMLParser(target=_NoDoctype())  # noqa: S314  (no document type, no entities)
    try:
        parser.feed(raw)
        root = parser.close()
    except (ElementTree.ParseError, ValueError, LookupError) as fault:
        raise _damaged(path, str(fault)) from fault
    if _local(root) != "playlist":
        raise _damaged(path, f"it holds <{_local(root)}>, not <playlist>")
    tracks = [track for listed in _all(root, "trackList") for track in _all(listed, "track")]
    entries = tuple(_xspf_entry(track, path.parent) for track in tracks)
    return PlaylistFile(_said(root, "title") or path.stem, entries)


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (child for child in element if _local(child) == name)


def _said(element: ElementTree.Element, name: str) -> str:
    return next((text(child.text) for child in _all(element, name) if text(child.text)), "")


def _xspf_entry(track: ElementTree.Element, folder: Path) -> Entry:
    return _entry(
        {name: _said(track, name) for name in ("title", "creator", "album", "duration", "location")},
        [text(child.text) for child in _all(track, "identifier")],
        folder,
    )


def _jspf(raw: bytes, path: Path) -> PlaylistFile:
    try:
        document = msgspec.json.decode(raw.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, RecursionError, UnicodeError) as fault:
        raise _damaged(path, str(fault)) from fault
    playlist = document.get("playlist") if isinstance(document, dict) else None
    if not isinstance(playlist, dict):
        raise _damaged(path, "it has no “playlist”")
    tracks = playlist.get("track")
    listed = [track for track in tracks if isinstance(track, dict)] if isinstance(tracks, list) else []
    entries = tuple(_jspf_entry(track, path.parent) for track in listed)
    return PlaylistFile(text(playlist.get("title")) or path.stem, entries)


def _jspf_entry(track: Mapping[str, Any], folder: Path) -> Entry:
    said = {name: text(track.get(name)) for name in ("title", "creator", "album", "duration")}
    said["location"] = next(iter(_strings(track.get("location"))), "")
    return _entry(said, [*_strings(track.get("identifier")), *_subsonic(track)], folder)


def _subsonic(track: Mapping[str, Any]) -> Iterator[str]:
    found: object = track
    for step in ("extension", _LB_TRACK, "additional_metadata", "subsonic_identifier"):
        found = found[0] if isinstance(found, list) and found else found  # the Xiph draft puts extensions in arrays
        found = found.get(step) if isinstance(found, dict) else None
    yield from _strings(found)


def _strings(found: object) -> list[str]:
    listed = found if isinstance(found, list) else [found]
    return [item for item in map(text, listed) if item]


def _entry(said: Mapping[str, str], identifiers: list[str], folder: Path) -> Entry:
    length = number(said["duration"])
    return Entry(
        location=_place(said["location"], folder, encoded=True) if said["location"] else "",
        identifiers=tuple(item for item in identifiers if item),
        names=((said["creator"], said["title"]),) if said["title"] else (),
        album=said["album"],
        duration_ms=length if length > 0 else None,
    )
