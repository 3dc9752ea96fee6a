"""How well known each track is, by all that the catalogue tells of it, for tracks of which nobody stated a popularity.

A song that many want is released again and again, tagged by many, and by an act with many songs; each of these is a
column of its own, so that a learned ranking may weigh them, and `prominence` is a fixed sum of them for sources that
need one number:

    popularity / 100 + log(versions) / 4 + log(1 + tags) / 20 + log(1 + songs of the act) / 10
"""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.labels import LabelEntries
from segue.music import LABEL_FIELDS, Floats, Rows

_TAG: Final = LABEL_FIELDS.index("tag")
_UNKNOWN: Final = 30.0
"""Popularity of a track and an act of which nothing is known: a little under the mean of those that are."""
_PARTS: Final = ("popularity", "versions", "tags", "songs", "place", "prominence")


class Renown:
    """Columns float32[n]; none has a hole."""

    def __init__(self, columns: Columns) -> None:
        self.popularity, self.versions, self.tags, self.songs, self.place, self.prominence = (
            columns[f"renown.{part}"] for part in _PARTS
        )
        """0–100, an act's mean where a track's own is not known; tracks that are versions of the song; listeners' words
        on it; tracks of its act; how many tracks of its act are more prominent; and the sum of the module's formula."""
        self.foremost: Rows = columns["renown.foremost"]
        """int32[n]: all rows, the most prominent first."""


def write(columns: ColumnsWriter, popularity: Floats, entries: LabelEntries, twin: Rows, acts: Rows) -> None:
    """Write the columns. `popularity` is NaN where unknown; `twin` groups versions; `acts` is each track's act."""
    n = len(popularity)
    versions = np.bincount(twin, minlength=1)[twin] if n else np.empty(0)
    tags = np.bincount(entries.row[entries.field == _TAG], minlength=n)
    songs = np.where(acts >= 0, np.bincount(acts + 1, minlength=1)[acts + 1], 0)
    popular = _filled(popularity, acts)
    prominence = popular / 100 + np.log(np.maximum(versions, 1)) / 4 + np.log1p(tags) / 20 + np.log1p(songs) / 10
    prominence = prominence.astype(np.float32)
    foremost = np.argsort(-prominence, kind="stable").astype(np.int32)
    columns.save("renown.foremost", foremost)
    values = (popular, versions, tags, songs, _places(acts, foremost), prominence)
    for name, column in zip(_PARTS, values, strict=True):
        columns.save(f"renown.{name}", np.asarray(column, np.float32))


def _filled(popularity: Floats, acts: Rows) -> Floats:
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
