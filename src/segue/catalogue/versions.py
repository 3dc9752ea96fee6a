"""Versions of one song: which tracks they are, of what kind each is, and which of them is the best.

The best is the plain studio recording on its own album: kinds count first (in the order of `titles.KINDS`), then the
album (its own, an enlarged one, a compilation or none told), then how much is known of the track, then popularity,
then the id.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.identity import IdentityWriter, components, numbered, song_keys
from segue.catalogue.keys import Hashes
from segue.catalogue.numerics import Numerics
from segue.knowledge.names import label_key
from segue.knowledge.titles import KINDS, AlbumRead, read_album, read_title
from segue.music import NUMERIC, Bools, Floats, Rows, Track

Masks = npt.NDArray[np.uint16]
ORIGINAL = "original"
"""What a prompt calls a version of no kind."""
_FEW: Final = 16
"""Where a catalogue has more tracks than so many for each one asked about, those are ranked anew."""
_SAME_TAKE = ("remaster", "mono")
"""Kinds that are the original all the same."""


class Versions:
    """The songs of a snapshot's tracks."""

    def __init__(self, columns: Columns, rows: Rows) -> None:
        """`rows` are those of songs with several versions, song by song, the best first."""
        self.song: Rows = columns["version.song"]
        """int32[n]: equal for versions of one song."""
        self.kinds: Masks = columns["version.kinds"]
        """uint16[n]: bit i = the track is a version of kind `KINDS[i]`, by its title, its album or a label."""
        self.told: Masks = columns["version.told"]
        """uint16[n]: those that the title or a label tells, and not the album alone."""
        self._worth: Hashes = columns["version.worth"]
        self._rows = rows

    @classmethod
    def read(cls, columns: Columns) -> Versions:
        """Those of a whole snapshot."""
        return cls(columns, columns["version.rows"])

    @classmethod
    def joined(cls, base: Versions, grown: Columns, gone: Rows) -> Versions:
        """Those of `base` and of the fresh tracks behind it, whose columns together are `grown`, without the rows that
        are `gone`."""
        song: Rows = grown["version.song"]
        changed = np.concatenate((song[len(base.song) :], song[gone]))
        anew = np.isin(song, changed)
        anew[gone] = False
        kept = base._rows[~np.isin(song[base._rows], changed)]
        rows = _ranked(np.flatnonzero(anew), song, grown["version.worth"])
        return cls(grown, np.concatenate((kept, rows)).astype(np.int32))

    @cached_property
    def several(self) -> Bools:
        """bool[n]: the catalogue has another version of the track's song."""
        held = np.zeros(len(self.song), np.bool_)
        held[self._rows] = True
        return held

    @cached_property
    def others(self) -> int:
        """How many tracks are a version of another: all but one of each song."""
        song = self.song[self._rows]
        return int((song[1:] == song[:-1]).sum())

    def of(self, row: int) -> Rows:
        """All versions of the song at `row`, the best first."""
        found = self._rows[self.song[self._rows] == self.song[row]]
        return found if len(found) else np.array([row], np.int32)

    def outdone(self, rows: Rows, allowed: Bools) -> Rows:
        """Those of `rows` (ascending; `allowed` is the same as a mask) of whose song a better version is among them."""
        if len(rows) * _FEW < len(self.song):
            ranked = _ranked(rows, self.song, self._worth)
        else:
            ranked = self._rows[allowed[self._rows]]
        song = self.song[ranked]
        worse: Rows = ranked[1:][song[1:] == song[:-1]]
        return worse

    def are(self, kind: str, rows: Rows) -> tuple[Bools, Bools]:
        """Which of `rows` are versions of `kind` (one of `KINDS`, or "original"; none for any other), and of which the
        album alone says whether they are."""
        wanted = _mask([kind]) if kind != ORIGINAL else ~_mask(_SAME_TAKE)
        kinds, told = self.kinds[rows] & wanted, self.told[rows] & wanted
        held: Bools = (kinds == 0) if kind == ORIGINAL else (kinds != 0)
        return held, (kinds != 0) & (told == 0)


def _mask(kinds: Iterable[str]) -> np.uint16:
    return np.uint16(sum(1 << KINDS.index(kind) for kind in set(kinds) if kind in KINDS))


class VersionsWriter:
    """Gathers what a stream of tracks tells of songs and versions."""

    def __init__(self) -> None:
        self._identity = IdentityWriter()
        self._kinds, self._told, self._homes = array("H"), array("H"), array("b")
        self._album_of: dict[str, AlbumRead] = {}

    def add(self, track: Track) -> None:
        """Take the next track."""
        title = read_title(track.title)
        album = self._album_of.get(track.album)
        if album is None:
            album = self._album_of[track.album] = read_album(track.album)
        labels = track.labels.get("version")
        said = int(_mask(map(label_key, labels.values))) if labels else 0
        self._identity.add(song_keys(track, title))
        self._kinds.append(title.kinds | album.kinds | said)
        self._told.append(title.kinds | said)
        self._homes.append(album.home)

    def songs(self, duration_ms: Floats) -> Rows:
        """The song of each track, int32[n], numbered from 0. `duration_ms` is NaN where unknown."""
        return self._identity.groups(duration_ms)

    def write(self, columns: ColumnsWriter, values: Numerics, song: Rows, room: int) -> None:
        """Write the columns of the first len(song) tracks, with `room` for so many more. `song`: the song of each."""
        worth = self._worth(values)
        columns.save_by_track("version.song", song, room)
        columns.save_by_track("version.kinds", np.asarray(self._kinds, np.uint16)[: len(song)], room)
        columns.save_by_track("version.told", np.asarray(self._told, np.uint16)[: len(song)], room)
        columns.save_by_track("version.worth", worth, room)
        columns.save("version.rows", _ranked(np.arange(len(song)), song, worth))

    def _worth(self, values: Numerics) -> Hashes:
        """What the best version has least of: kinds, then the album's place, then what is unknown, then obscurity."""
        n = values.values.shape[1]
        kinds, home = np.asarray(self._kinds, np.uint64)[:n], np.asarray(self._homes, np.uint64)[:n]
        unknown = len(NUMERIC) - np.sum([values.column(name).known for name in NUMERIC], axis=0)
        popularity = np.clip(np.nan_to_num(values.column("popularity").values, nan=0.0), 0, 100)
        obscurity = np.rint((100 - popularity) * 10).astype(np.uint64)
        ranked = (kinds << np.uint64(8)) | home
        worth: Hashes = (ranked << np.uint64(24)) | (unknown.astype(np.uint64) << np.uint64(12)) | obscurity
        return worth


def twins(song: Rows, namesakes: Hashes) -> Rows:
    """int32[n]: equal for tracks that a list may not hold both of: versions of one `song`, and those of equal
    `namesakes`, whose names read alike."""
    alike = numbered(namesakes).astype(np.intp)
    rows = np.arange(len(song))
    first = np.unique(song, return_index=True)[1][song], np.unique(alike, return_index=True)[1][alike]
    return numbered(components(len(song), (rows, first[0]), (rows, first[1])))


def _ranked(rows: npt.NDArray[np.signedinteger], song: Rows, worth: Hashes) -> Rows:
    """Those of `rows` whose song has several among them, song by song, the best first."""
    _, group, count = np.unique(song[rows], return_inverse=True, return_counts=True)
    several = rows[count[group] > 1]
    return several[np.lexsort((several, worth[several], song[several]))].astype(np.int32)
