"""XSPF version 1 (https://xspf.org/spec), with the reasons as annotations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree

from segue.delivery.entries import Entry, one_line, plain, uri
from segue.music import Playlist

NAMESPACE: Final = "http://xspf.org/ns/0/"


def render_xspf(playlist: Playlist, entries: Sequence[Entry]) -> tuple[bytes, tuple[str, ...]]:
    """The document, and what its reader should know. Locations are absolute URIs: few players resolve relative ones."""
    root = ElementTree.Element("playlist", {"version": "1", "xmlns": NAMESPACE})
    _put(root, "title", one_line(playlist.title))
    _put(root, "creator", "Segue")
    _put(root, "annotation", plain(f"{playlist.prompt}\n{playlist.notes}"))
    for name, value in (("recipe", playlist.recipe), ("seed", str(playlist.seed)), ("prompt", playlist.prompt)):
        ElementTree.SubElement(root, "meta", rel=f"urn:segue:{name}").text = one_line(value)
    tracks = ElementTree.SubElement(root, "trackList")
    for entry in entries:
        _track(tracks, entry)
    ElementTree.indent(root)
    missing = sum(not entry.location for entry in entries)
    notes = (f"{missing} of {len(entries)} tracks have no file or address.",) if missing else ()
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n", notes


def _track(parent: ElementTree.Element, entry: Entry) -> None:
    track, slot = ElementTree.SubElement(parent, "track"), entry.slot
    _put(track, "location", uri(entry.location) if entry.location else "")
    _put(track, "identifier", recording(entry.mbid))
    _put(track, "title", one_line(slot.title))
    _put(track, "creator", one_line(slot.artist))
    _put(track, "annotation", reasons(entry))
    _put(track, "album", one_line(slot.album))
    _put(track, "duration", "" if slot.duration_ms is None else str(slot.duration_ms))


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    if text:
        ElementTree.SubElement(parent, name).text = text


def recording(mbid: str) -> str:
    """The URI of a MusicBrainz recording, "" for none."""
    return f"https://musicbrainz.org/recording/{mbid}" if mbid else ""


def reasons(entry: Entry) -> str:
    """Why the track is here, in one line."""
    return " · ".join(one_line(reason.text) for reason in entry.slot.reasons)
