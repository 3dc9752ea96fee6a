"""How well known each track is, by all that the catalogue tells of it, for tracks of which nobody stated a popularity.

A song that many want is released again and again, tagged by many, and by an act with many songs; each of these is a
column of its own, so that a learned ranking may weigh them, and `prominence` is a fixed sum of them for sources that
need one number:

    popularity / 100 + log(versions) / 4 + log(1 + tags) / 20 + log(1 + songs of the act) / 10
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.labels import LabelEntries
from segue.music import LABEL_FIELDS, Floats, Rows

_TAG: Final = LABEL_FIELDS.index("tag")
_UNKNOWN: Final = 30.0
"""Popularity of a track and an act of which nothing is known: a little under the mean of those that are."""
_PARTS: Final = ("popularity", "versions", "tags", "songs", "place", "prominence")


class Renown:
    """Columns float32[n]; none has a hole. `foremost`: all rows, the most prominent first."""

    def __init__(self, columns: Columns, foremost: Rows) -> None:
        self.popularity, self.versions, self.tags, self.songs, self.place, self.prominence = (
            columns[f"renown.{part}"] for part in _PARTS
        )
        """0–100, an act's mean where a track's own is not known; tracks that are versions of the song; listeners' words
        on it; tracks of its act; how many tracks of its act are more prominent; and the sum of the module's formula."""
        self.foremost = foremost

    @classmethod
    def read(cls, columns: Columns) -> Renown:
        """That of a whole snapshot."""
        return cls(columns, columns["renown.foremost"])

    @classmethod
    def joined(cls, base: Renown, grown: Columns) -> Renown:
        """That of `base` and of the fresh tracks behind it, which come first in `foremost`: so few cost nothing."""
        fresh = np.arange(len(base.popularity), len(grown["renown.popularity"]), dtype=np.int32)
        return cls(grown, np.concatenate((fresh, base.foremost)))


class Told(NamedTuple):
    """What is known of n tracks; all of shape (n,)."""

    popular: Floats
    """0–100, no holes."""
    versions: Rows
    """Tracks that are versions of the same song."""
    tags: Rows
    """Listeners' words."""
    songs: Rows
    """Tracks of the same act."""

    def prominence(self) -> Floats:
        """The sum of the module's formula."""
        parts = np.log(np.maximum(self.versions, 1)) / 4, np.log1p(self.tags) / 20, np.log1p(self.songs) / 10
        return np.asarray(self.popular / 100 + sum(parts), np.float32)


def write(columns: ColumnsWriter, popularity: Floats, entries: LabelEntries, twin: Rows, acts: Rows, room: int) -> None:
    """Write the columns of a whole snapshot, with `room` for so many more tracks. `popularity` is NaN where unknown;
    `twin` groups versions; `acts` is each track's act."""
    versions = np.bincount(twin, minlength=1)[twin] if len(twin) else twin
    songs = np.where(acts >= 0, np.bincount(acts + 1, minlength=1)[acts + 1], 0)
    told = Told(filled(popularity, acts), versions.astype(np.int32), tags_of(entries, len(acts)), songs)
    foremost = np.argsort(-told.prominence(), kind="stable").astype(np.int32)
    columns.save("renown.foremost", foremost)
    save(columns, told, _places(acts, foremost), room)


def save(columns: ColumnsWriter, told: Told, place: Rows, room: int) -> None:
    """Write the columns by track; `place`: how many tracks of its act are more prominent."""
    for name, column in zip(_PARTS, (*told, place, told.prominence()), strict=True):
        columns.save_by_track(f"renown.{name}", np.asarray(column, np.float32), room)


def tags_of(entries: LabelEntries, n: int) -> Rows:
    """How many words of listeners each of `n` tracks carries."""
    return np.bincount(entries.row[entries.field == _TAG], minlength=n).astype(np.int32)


def filled(popularity: Floats, acts: Rows) -> Floats:
    """The act's mean in place of what is not known."""
    known = ~np.isnan(popularity) & (acts >= 0)
    size = int(acts.max(initial=-1)) + 1
    count = np.bincount(acts[known], minlength=size)
    mean = np.bincount(acts[known], weights=popularity[known], minlength=size) / np.maximum(count, 1)
    mean = np.append(np.where(count > 0, mean, _UNKNOWN), _UNKNOWN)
    return np.where(np.isnan(popularity), mean[acts], popularity).astype(np.float32)


def _places(acts: Rows, foremost: Rows) -> Rows:
    """For each track how many of its act's tracks come before it in `foremost`."""
    order = foremost[np.argsort(acts[foremost], kind="stable")]
    begins = np.flatnonzero(np.diff(acts[order], prepend=-2))
    sizes = np.diff(np.append(begins, len(order)))
    places = np.empty(len(acts), np.int32)
    places[order] = np.arange(len(order)) - np.repeat(begins, sizes)
    return places
