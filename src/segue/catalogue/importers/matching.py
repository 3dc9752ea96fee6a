"""Which track of the catalogue an entry of a playlist means: by the surest evidence, and none rather than a wrong one.

In this order: the file's place, an id of ours, a MusicBrainz recording, an ISRC, and at last artist and title as
people compare them, told apart by length and album where several tracks bear the same names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Final
from urllib.parse import unquote

import numpy as np

from segue.catalogue.importers.playlistfiles import Entry
from segue.catalogue.snapshot import Snapshot
from segue.catalogue.strings import Strings
from segue.knowledge.names import artist_key, credited, fold, title_key

CLOSE_MS: Final = 5_000.0
"""Versions of one song whose lengths differ by more are not the same recording."""

_MBID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_ISRC = re.compile(r"(?<![A-Z0-9])[A-Z]{2}-?[A-Z0-9]{3}-?\d{2}-?\d{5}(?![A-Z0-9])")


class Matcher:
    """Finds entries in one snapshot; its indexes are built when the first entry needs them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def find(self, entry: Entry) -> str | None:
        """The id of the track that `entry` means, or None."""
        for rows in (self._by_place(entry), self._by_id(entry), self._by_code(entry)):
            if rows:
                return self._snapshot.ids[rows[0]]
        row = self._by_name(entry)
        return None if row is None else self._snapshot.ids[row]

    def _by_place(self, entry: Entry) -> list[int]:
        if not entry.location:
            return []
        place = _place_key(entry.location)
        return self._places.get(place) or _only(self._tails.get(_tail(place), []))

    def _by_id(self, entry: Entry) -> list[int]:
        wanted = [name for identifier in entry.identifiers for name in _ids_in(identifier)]
        return [int(row) for row in self._snapshot.rows_of(wanted) if row >= 0] if wanted else []

    def _by_code(self, entry: Entry) -> list[int]:
        said = " ".join(entry.identifiers)
        mbids = [row for mbid in _MBID.findall(said) for row in self._mbids.get(mbid.lower(), [])]
        return mbids or [row for isrc in _ISRC.findall(said) for row in self._isrcs.get(isrc.replace("-", ""), [])]

    def _by_name(self, entry: Entry) -> int | None:
        for artist, title in entry.names:
            rows = self._named(artist, title) if artist and title else []
            if rows:
                return min(rows, key=lambda row: (*self._unlikeness(row, title, entry), row))
        return None

    def _named(self, artist: str, title: str) -> list[int]:
        wanted = {artist_key(name) for name in credited(artist)}
        rows = [int(row) for row in self._snapshot.titles_index.find(title_key(title))]
        return [row for row in rows if wanted & {artist_key(name) for name in credited(self._snapshot.credits[row])}]

    def _unlikeness(self, row: int, title: str, entry: Entry) -> tuple[bool, bool, bool]:
        """How a track differs from an entry with the same names: length, wording of the title, album."""
        length = float(self._lengths[row])
        differs = entry.duration_ms is not None and abs(length - entry.duration_ms) > CLOSE_MS
        same_album = fold(self._snapshot.albums[row]) == fold(entry.album)
        return differs, fold(self._snapshot.titles[row]) != fold(title), bool(entry.album) and not same_album

    def _by(self, column: Strings, key: Callable[[str], str]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        rows = self._snapshot.rows()
        for row, text in zip(rows.tolist(), column.take(rows), strict=True):
            if text and (said := key(text)):
                found.setdefault(said, []).append(row)
        return found

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        return self._by(self._snapshot.locations, _place_key)

    @cached_property
    def _tails(self) -> Mapping[str, list[int]]:
        return self._by(self._snapshot.locations, lambda place: _tail(_place_key(place)))

    @cached_property
    def _mbids(self) -> Mapping[str, list[int]]:
        return self._by(self._snapshot.mbids, str.lower)

    @cached_property
    def _isrcs(self) -> Mapping[str, list[int]]:
        return self._by(self._snapshot.isrcs, lambda isrc: isrc.replace("-", "").upper())

    @cached_property
    def _lengths(self) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return self._snapshot.numeric("duration_ms").values


def _only(rows: list[int]) -> list[int]:
    return rows if len(rows) == 1 else []


def _place_key(location: str) -> str:
    """A path or URL without differences of case and of composed or decomposed letters."""
    path = unquote(location.removeprefix("file://")) if "://" in location else location
    return unicodedata.normalize("NFC", path).casefold()


def _tail(place: str) -> str:
    """The last folder and the file's name, by which a library that lies elsewhere is still told."""
    parts = place.replace("\\", "/").rsplit("/", 2)
    return "/".join(parts[-2:]) if len(parts) > 2 and "://" not in place else ""


def _ids_in(identifier: str) -> tuple[str, ...]:
    """What in an identifier may be an id of ours: all of it, or what stands behind its last `/` or `:`."""
    tail = re.split(r"[/:]", identifier)[-1]
    return tuple(dict.fromkeys((identifier, unquote(tail)))) if tail else (identifier,)
