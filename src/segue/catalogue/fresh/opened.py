"""Opening what is published: a snapshot, or a snapshot with a fresh segment as one."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np

from segue.catalogue import numerics
from segue.catalogue.columns_io import Columns
from segue.catalogue.fresh.artists import JoinedArtists
from segue.catalogue.fresh.joined import JoinedKeys, JoinedSieve, JoinedSpelling, JoinedStrings, living
from segue.catalogue.fresh.labels import JoinedLabels
from segue.catalogue.fresh.segment import FRESH, FreshMeta
from segue.catalogue.keys import KeyIndex
from segue.catalogue.labels import LabelIndex
from segue.catalogue.meaning import Meaning
from segue.catalogue.nameindex import NameIndex
from segue.catalogue.renown import Renown
from segue.catalogue.sieve import Sieve
from segue.catalogue.snapshot import FORMAT, TEXTS, Snapshot
from segue.catalogue.spelling import SpellingIndex
from segue.catalogue.strings import Strings
from segue.catalogue.textindex import TextIndex
from segue.catalogue.versions import Versions
from segue.catalogue.works import Forms, Works
from segue.errors import HomeError
from segue.music import Bools, Rows


def open_published(path: Path, known: Snapshot | None = None) -> Snapshot:
    """The snapshot in the folder `path`, or the fresh segment there with its base; `known` is one that is open already,
    whose base is taken where it is the same.

    Raises like `Snapshot.open`.
    """
    if not (path / FRESH).exists():
        return Snapshot.open(path)
    meta = msgspec.json.decode((path / FRESH).read_bytes(), type=FreshMeta)
    if meta.format != FORMAT:
        raise HomeError("snapshot_format", f"Another version of Segue wrote {path}.", hint="Build it anew.")
    place = path.parent / meta.base
    base = known.base or known if known is not None else None
    return _Opening(path, meta, base if base is not None and base.path == place else Snapshot.open(place)).snapshot()


class _Opening:
    """The parts of a base and its fresh segment, joined."""

    def __init__(self, path: Path, meta: FreshMeta, base: Snapshot) -> None:
        self._path, self._meta, self._base = path, meta, base
        self._fresh = Columns(path)
        self._grown = Columns.grown(base.path, self._fresh)
        self._gone: Rows = self._fresh["gone"]
        self._live = self._live_rows()

    def snapshot(self) -> Snapshot:
        """All of them as one snapshot."""
        base, fresh, n = self._base, self._fresh, self._base.n
        texts = {field: JoinedStrings(getattr(base, field), Strings.of(fresh, name)) for field, name in TEXTS.items()}
        titles_index = JoinedKeys(base.titles_index, KeyIndex.of(fresh, "title"), n, self._live)
        albums_index = JoinedKeys(base.albums_index, KeyIndex.of(fresh, "album"), n, self._live)
        return Snapshot(
            path=self._path, n=n + self._meta.n, generation=self._meta.generation, digest=self._meta.digest, **texts,
            labels=JoinedLabels(
                base.labels, LabelIndex(fresh), fresh["label.here"], self._grown, n, self._live, self._gone
            ),
            artists=JoinedArtists(
                base.artists, NameIndex(fresh), fresh["artist.here"], self._grown["artist.primary"], n, self._live
            ),
            titles_index=titles_index, albums_index=albums_index,
            works=self._works(texts["titles"], titles_index, albums_index),
            twin=self._grown["twin"], versions=Versions.joined(base.versions, self._grown, self._gone),
            meaning=Meaning.joined(base.meaning, self._grown, fresh), renown=Renown.joined(base.renown, self._grown),
            vectors=self._grown["vectors"], scale=base.scale, text=TextIndex(self._path),
            ids_index=JoinedKeys(base.ids_index, KeyIndex.of(fresh, "id"), n, self._live),
            _numerics=numerics.read(self._grown), _coverage=self._meta.coverage,
            gone=self._gone, base=base, _by_id=self._by_id(),
        )  # fmt: skip

    def _live_rows(self) -> Bools | None:
        if not len(self._gone):
            return None
        live = np.ones(self._base.n, np.bool_)
        live[self._gone] = False
        return live

    def _works(self, titles: Strings, by_title: KeyIndex, by_album: KeyIndex) -> Works:
        base, n = self._base.works, np.int32(self._base.n)
        spelling = JoinedSpelling(
            base.spelling, SpellingIndex.of(self._fresh, "title"), lambda rows: rows + n,
            lambda rows: living(rows, self._live),
        )  # fmt: skip
        beginnings = JoinedSieve(base.beginnings, Sieve.of(self._fresh, "work"))
        return Works(titles, by_title, by_album, spelling, base.everyday_words, beginnings, Forms(self._grown, titles))

    def _by_id(self) -> Rows:
        """Rows in the order of ids."""
        n = self._base.n
        own = np.arange(n, n + self._meta.n, dtype=np.int32)
        everything = np.insert(np.arange(n, dtype=np.int32), self._fresh["place"], own)
        return (
            everything if self._live is None else everything[np.append(self._live, np.ones(len(own), bool))[everything]]
        )
