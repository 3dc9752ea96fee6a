"""Relatives of fresh tracks in the base: what guesses rest on.

A fresh track that lacks a value of sound, its year or its genres is told them by its album and its artist, as in a
whole build; of the base only a sample of either is looked at, and labels tell by these relatives alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, cast

import msgspec
import numpy as np

from segue.catalogue.guess import SOUND
from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import artist_key, credited, title_key
from segue.music import Attribute, Bools, Labels, Rows, Source, Track

_ALBUM: Final = 64
_ARTIST: Final = 32
"""So many tracks of an album's title, and of each artist, are looked at."""
_ALL: Final = 5_000
"""So many relatives of all fresh tracks together."""
_TOLD: Final = (*SOUND, "year")


def kin(base: Snapshot, fresh: Iterable[Track], live: Bools) -> list[Track]:
    """Tracks of the base, as far as they were stated, that may tell something of those `fresh` ones that lack it."""
    rows = [found for track in fresh if _lacks(track) for found in _related(base, track)]
    found = np.unique(np.concatenate(rows)) if rows else np.empty(0, np.int32)
    return _tracks(base, _some(found[live[found]], _ALL))


def _lacks(track: Track) -> bool:
    dated = "year" in track.values or bool(track.release)
    sounds = all(name in track.values for name in SOUND)
    return not (dated and sounds and "genre" in track.labels)


def _related(base: Snapshot, track: Track) -> Iterator[Rows]:
    album = title_key(track.album)
    if album:
        yield _some(base.albums_index.find(album), _ALBUM)
    for name in {artist_key(name) for name in (*credited(track.artist), *track.artists)} - {""}:
        code = base.artists.find(name)
        if code is not None:
            yield _some(base.artists.rows(code), _ARTIST)


def _some(rows: Rows, most: int) -> Rows:
    """At most `most` of `rows`, evenly spread."""
    return rows[:: -(-len(rows) // most)] if len(rows) > most else rows


def _tracks(base: Snapshot, rows: Rows) -> list[Track]:
    texts = [column.take(rows) for column in (base.ids, base.credits, base.albums, base.album_artists)]
    columns = {name: base.numeric(name) for name in _TOLD}
    stated = {name: (column.known[rows].tolist(), column.values[rows].tolist()) for name, column in columns.items()}
    acts = base.artists.primary[rows].tolist()
    found = []
    for at, (track_id, artist, album, album_artist) in enumerate(zip(*texts, strict=True)):
        values = {name: Attribute(value[at]) for name, (known, value) in stated.items() if known[at]}
        act = (base.artists.name(acts[at]),) if acts[at] >= 0 else ()
        labels = _labels(base, int(rows[at]))
        told = Track(id=track_id, artist=artist, artists=act, album=album, album_artist=album_artist)
        found.append(msgspec.structs.replace(told, values=values, labels=labels))
    return found


def _labels(base: Snapshot, row: int) -> dict[str, Labels]:
    found: dict[str, tuple[list[str], Source, float]] = {}
    for label in base.labels.of(row):
        words, *_ = found.setdefault(label.field, ([], cast("Source", label.source), label.confidence))
        words.append(label.label)
    return {field: Labels(tuple(words), source, confidence) for field, (words, source, confidence) in found.items()}
