"""A snapshot: the whole catalogue as memory-mapped columns, read-only, shared by every process that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from segue.catalogue import numerics
from segue.catalogue.columns_io import Columns
from segue.catalogue.keys import KeyIndex
from segue.catalogue.labels import LabelIndex
from segue.catalogue.meaning import Meaning
from segue.catalogue.nameindex import NameIndex
from segue.catalogue.numerics import NumericColumn
from segue.catalogue.renown import Renown
from segue.catalogue.strings import Strings
from segue.catalogue.textindex import TextIndex
from segue.catalogue.vectorindex import VectorIndex, open_index
from segue.catalogue.versions import Versions
from segue.catalogue.works import Works
from segue.errors import HomeError
from segue.music import Floats, Rows

FORMAT: Final = 6
"""Grows when the columns of a snapshot change; an older or newer one is not opened but built anew."""
META: Final = "snapshot.json"


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot says of itself."""

    format: int
    generation: int
    digest: str
    n: int
    coverage: dict[str, tuple[float, float]]


@dataclass(frozen=True, eq=False, repr=False)
class Snapshot:
    """Tracks as rows 0 to n-1, ascending by id. All files are mapped at once, so that a folder that is deleted later is
    still read to its end.

    With fresh tracks (`segue.catalogue.fresh`) those stand behind the others, ascending among themselves, and rows that
    are `gone` belong to no track any more: no index leads to them, and whoever looks at all rows leaves them out.
    """

    path: Path
    n: int
    generation: int
    """Of the store that it was built from."""
    digest: str
    """Of the content: the same tracks have the same digest."""
    ids: Strings
    titles: Strings
    credits: Strings
    """The artist as printed."""
    albums: Strings
    album_artists: Strings
    releases: Strings
    """The release date as given."""
    locations: Strings
    isrcs: Strings
    mbids: Strings
    release_mbids: Strings
    artist_mbids: Strings
    """Space between several."""
    descriptions: Strings
    labels: LabelIndex
    artists: NameIndex
    titles_index: KeyIndex
    """By `names.title_key`."""
    albums_index: KeyIndex
    """By `names.title_key` of the album's title."""
    works: Works
    """Titles of tracks and albums as prompts name them."""
    twin: Rows
    """int32[n]: equal numbers may not stand in one list: versions of one song, and tracks whose titles and first artist
    read alike (two different interludes)."""
    versions: Versions
    """Which tracks are versions of one song."""
    vectors: Floats
    """float32[n, d]: unit rows for similarity; zero where nothing is known."""
    meaning: Meaning
    renown: Renown
    scale: tuple[Floats, Floats]
    """Mean and spread by which sound stands in the vectors (`segue.catalogue.vectors.Scale`)."""
    text: TextIndex
    ids_index: KeyIndex
    """By track id; hashes alone, see `rows_of`."""
    _numerics: dict[str, NumericColumn]
    _coverage: dict[str, tuple[float, float]]
    gone: Rows
    """Rows of tracks that were removed, or changed and now stand elsewhere; ascending."""
    base: Snapshot | None
    """The snapshot that fresh tracks were added to; None for one without."""
    _by_id: Rows | None

    @classmethod
    def open(cls, path: Path) -> Snapshot:
        """The snapshot in the folder `path`.

        Raises `OSError` or `ValueError` where it is gone or torn (a newer one took its place: look again), and
        `HomeError` (snapshot_format) where another version of Segue wrote it.
        """
        try:
            meta = msgspec.json.decode((path / META).read_bytes(), type=Meta)
        except msgspec.DecodeError:
            meta = None
        if meta is None or meta.format != FORMAT:
            raise HomeError(
                "snapshot_format", f"Another version of Segue wrote the snapshot {path}.", hint="Build it anew."
            )
        columns = Columns(path)
        texts = {field: Strings.of(columns, name) for field, name in TEXTS.items()}
        return cls(
            path=path,
            n=meta.n,
            generation=meta.generation,
            digest=meta.digest,
            **texts,
            labels=LabelIndex(columns),
            artists=NameIndex(columns),
            titles_index=KeyIndex.of(columns, "title"),
            albums_index=KeyIndex.of(columns, "album"),
            works=Works.of(columns, texts["titles"]),
            twin=columns["twin"],
            versions=Versions.read(columns),
            vectors=columns["vectors"],
            meaning=Meaning.read(columns),
            renown=Renown.read(columns),
            scale=(columns["scale.mean"], columns["scale.spread"]),
            text=TextIndex(path),
            ids_index=KeyIndex.of(columns, "id"),
            _numerics=numerics.read(columns),
            _coverage=meta.coverage,
            gone=np.empty(0, np.int32),
            base=None,
            _by_id=None,
        )

    def __len__(self) -> int:
        """How many tracks there are: rows that are not `gone`."""
        return self.n - len(self.gone)

    def rows(self) -> Rows:
        """The rows of all tracks, ascending by id."""
        return np.arange(self.n, dtype=np.int32) if self._by_id is None else self._by_id

    @cached_property
    def nearness(self) -> VectorIndex:
        """Finds the nearest of `vectors`. For another column of unit vectors: one more such line."""
        return open_index((self.base or self).path, "vectors", self.vectors, self.gone)

    def rows_of(self, ids: Sequence[str]) -> Rows:
        """The row of each track id, -1 where the catalogue has none; shape (len(ids),)."""
        rows = self.ids_index.first(ids)
        for at in np.flatnonzero(rows >= 0).tolist():
            if self.ids[int(rows[at])] != ids[at]:
                rows[at] = self._search_id(ids[at])
        return rows

    def known_rows(self, ids: Sequence[str]) -> Rows:
        """Rows of those `ids` that the catalogue has, in their order."""
        rows = self.rows_of(ids)
        return rows[rows >= 0]

    def _search_id(self, wanted: str) -> int:
        """The row of an id whose hash another id shares."""
        return next((int(row) for row in self.ids_index.find(wanted) if self.ids[int(row)] == wanted), -1)

    def numeric(self, name: str) -> NumericColumn:
        """The column of an attribute in `NUMERIC`, guesses filled in. Raises KeyError for any other name."""
        return self._numerics[name]

    def coverage(self, name: str) -> tuple[float, float]:
        """Share of tracks with a known value of `name`, and with any value, both 0–1."""
        return self._coverage[name]


TEXTS: Final = {
    **{f"{name}s": name for name in (
        "id", "title", "credit", "album", "album_artist", "release", "location", "isrc", "mbid", "release_mbid",
        "description",
    )},
    "artist_mbids": "artist_mbids",
}  # fmt: skip
"""Field of a snapshot → the column of text that it reads."""
