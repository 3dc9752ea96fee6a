"""Versions of one song: which tracks they are, of what kind each is, and which of them is the best.

The best is the plain studio recording on its own album: kinds count first (in the order of `titles.KINDS`), then the
album (its own, an enlarged one, a compilation or none told), then how much is known of the track, then popularity,
then the id.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.identity import IdentityWriter, components, numbered, song_keys
from segue.catalogue.keys import Hashes
from segue.catalogue.numerics import Numerics
from segue.knowledge.names import label_key
from segue.knowledge.titles import KINDS, AlbumRead, read_album, read_title
from segue.music import NUMERIC, Bools, Rows, Track

Masks = npt.NDArray[np.uint16]
ORIGINAL = "original"
"""What a prompt calls a version of no kind."""
_SAME_TAKE = ("remaster", "mono")
"""Kinds that are the original all the same."""


class Versions:
    """The songs of a snapshot's tracks."""

    def __init__(self, columns: Columns) -> None:
        self.song: Rows = columns["version.song"]
        """int32[n]: equal for versions of one song."""
        self.kinds: Masks = columns["version.kinds"]
        """uint16[n]: bit i = the track is a version of kind `KINDS[i]`, by its title, its album or a label."""
        self.told: Masks = columns["version.told"]
        """uint16[n]: those that the title or a label tells, and not the album alone."""
        self._rows: Rows = columns["version.rows"]
        self.several: Bools = columns["version.several"]
        """bool[n]: the catalogue has another version of the track's song."""
        self.others = int(columns["version.others"][0])
        """How many tracks are a version of another: all but one of each song."""

    def of(self, row: int) -> Rows:
        """All versions of the song at `row`, the best first."""
        found = self._rows[self.song[self._rows] == self.song[row]]
        return found if len(found) else np.array([row], np.int32)

    def outdone(self, allowed: Bools) -> Rows:
        """Rows of the mask `allowed` (n,) of whose song a better version is allowed too."""
        rows = self._rows[allowed[self._rows]]
        song = self.song[rows]
        worse: Rows = rows[1:][song[1:] == song[:-1]]
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

    def write(self, columns: ColumnsWriter, values: Numerics, namesakes: Hashes) -> Rows:
        """Write the columns; the last of them, int32[n]: equal for tracks that a list may not hold both of, versions
        and those of equal `namesakes` (their names read alike)."""
        song = self._identity.groups(values.column("duration_ms").values)
        n = len(song)
        columns.save("version.song", song)
        columns.save("version.kinds", np.asarray(self._kinds, np.uint16))
        columns.save("version.told", np.asarray(self._told, np.uint16))
        columns.save("version.several", np.bincount(song, minlength=1)[song] > 1)
        columns.save("version.rows", self._ranked(song, values))
        columns.save("version.others", np.array([n - len(np.unique(song))], np.int64))
        alike = numbered(namesakes).astype(np.intp)
        rows = np.arange(n)
        first = np.unique(song, return_index=True)[1][song], np.unique(alike, return_index=True)[1][alike]
        twin = numbered(components(n, (rows, first[0]), (rows, first[1])))
        columns.save("twin", twin)
        return twin

    def _ranked(self, song: Rows, values: Numerics) -> Rows:
        """Rows of songs with several versions, song by song, the best first."""
        rows = np.flatnonzero(np.bincount(song, minlength=1)[song] > 1)
        kinds, home = np.asarray(self._kinds)[rows], np.asarray(self._homes)[rows]
        popularity = np.nan_to_num(values.column("popularity").values[rows], nan=0.0)
        known = np.sum([values.column(name).known[rows] for name in NUMERIC], axis=0)
        order = np.lexsort((rows, -popularity, -known, home, kinds, song[rows]))
        return rows[order].astype(np.int32)
