"""Building a snapshot: tracks stream in by id, columns come out, and the whole appears at once under its final name."""

from __future__ import annotations

import secrets
import shutil
from array import array
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import msgspec
import numpy as np

from segue.catalogue import columns_io, guess, keys, labels, meaning, numerics, renown, vectors
from segue.catalogue.columns_io import ColumnsWriter
from segue.catalogue.genre_sound import genre_sound
from segue.catalogue.labels import LabelsWriter
from segue.catalogue.nameindex import NamesWriter
from segue.catalogue.numerics import NumericsWriter
from segue.catalogue.snapshot import FORMAT, META, Meta
from segue.catalogue.strings import CodedWriter, StringsWriter
from segue.catalogue.textindex import TextWriter
from segue.catalogue.versions import VersionsWriter
from segue.catalogue.works import WorksWriter
from segue.errors import InternalError
from segue.knowledge import names
from segue.music import Rows, Track


def build_snapshot(tracks: Iterable[Track], directory: Path, *, generation: int) -> Path:
    """Write the snapshot of `tracks` (ascending by id, each id once) into `directory`; its folder.

    The folder is `directory/GENERATION-DIGEST8`: it is complete and on disk when it appears under that name. Whoever
    calls says that it is the current one. Memory grows with the numbers and labels, not with the text. Raises `OSError`
    where the disk refuses; nothing is left behind then.
    """
    folder = directory / f".building-{secrets.token_hex(6)}"
    folder.mkdir(parents=True)
    try:
        with ExitStack() as files:
            digest = _Builder(folder, files).run(tracks, generation)
        columns_io.sync(folder)
        return _publish(folder, directory / f"{generation}-{digest[:8]}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(folder: Path, target: Path) -> Path:
    """Rename `folder` to `target`; where another process was faster, its equal stays."""
    if not (target / META).exists():
        folder.rename(target)
        columns_io.sync_one(target.parent)
    return target


class _Builder:
    """All writers of one snapshot."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self._folder = folder
        self._columns = columns = files.enter_context(ColumnsWriter(folder))
        plain = ("id", "title", "location", "description")
        coded = ("credit", "album", "album_artist", "release", "isrc", "mbid", "release_mbid", "artist_mbids")
        self._plain = {name: StringsWriter(columns, name) for name in plain}
        self._coded = {name: CodedWriter(columns, name) for name in coded}
        self._numerics, self._labels, self._names = NumericsWriter(), LabelsWriter(), NamesWriter()
        self._works, self._versions = WorksWriter(), VersionsWriter()
        self._text = files.enter_context(TextWriter(folder))
        self._ids, self._titles, self._albums = array("Q"), array("Q"), array("Q")
        self._namesakes, self._album_groups = array("Q"), array("Q")
        self._album_known: list[tuple[str, int, str]] = []
        self._last = ""

    def run(self, tracks: Iterable[Track], generation: int) -> str:
        """Take all tracks and write all columns; the digest of the content."""
        for row, track in enumerate(tracks):
            self._add(row, track)
        n = len(self._ids)
        parts = [writer.close() for writer in (*self._plain.values(), *self._coded.values())]
        self._text.close()
        values = self._numerics.finish(n)
        vocabulary, display, entries = self._labels.finish()
        parts += [numerics.digest(values), labels.digest(vocabulary, entries)]
        digest = columns_io.digest(*parts).hex()
        self._write_keys()
        self._write_derived(values, vocabulary, display, entries)
        self._columns.close()
        meta = Meta(format=FORMAT, generation=generation, digest=digest, n=n, coverage=values.coverage())
        (self._folder / META).write_bytes(msgspec.json.encode(meta))
        return digest

    def _add(self, row: int, track: Track) -> None:
        if row and track.id <= self._last:
            raise InternalError(f"Tracks must come by id: {track.id!r} came after {self._last!r}.")
        self._last = track.id
        self._add_strings(track)
        self._numerics.add(row, track)
        before = self._labels.size()
        self._labels.add(row, track)
        self._versions.add(track)
        credit = self._names.add(track)
        words = names.words(track.title)
        album = self._add_keys(row, track, credit, words)
        self._text.add(
            row,
            " ".join(words),
            self._names.words[credit],
            self._album_known[album][0],
            " ".join(self._labels.keys_since(before)),
            " ".join(names.words(track.description)) if track.description else "",
        )

    def _add_strings(self, track: Track) -> None:
        plain, coded = self._plain, self._coded
        plain["id"].add(track.id)
        plain["title"].add(track.title)
        plain["location"].add(track.location)
        plain["description"].add(track.description)
        coded["credit"].add(track.artist)
        coded["album_artist"].add(track.album_artist)
        coded["release"].add(track.release)
        coded["isrc"].add(track.isrc)
        coded["mbid"].add(track.mbid)
        coded["release_mbid"].add(track.release_mbid)
        coded["artist_mbids"].add(" ".join(track.artist_mbids))

    def _add_keys(self, row: int, track: Track, credit: int, words: tuple[str, ...]) -> int:
        """Remember the keys by which the track is found and grouped; the code of its album."""
        title, lead = names.title_key(track.title), self._names.lead[credit]
        popularity = track.values.get("popularity")
        self._works.add_track(row, title, words, float(popularity.value) if popularity else 0.0)
        self._ids.append(keys.hash64(track.id))
        self._titles.append(keys.hash64(title))
        self._namesakes.append(keys.hash64(f"{title}\n{lead}"))
        album = self._coded["album"].put(track.album)
        if album == len(self._album_known):
            key = names.title_key(track.album)
            self._album_known.append((" ".join(names.words(track.album)), keys.hash64(key) if key else 0, key))
            self._works.add(key)
        _, hashed, key = self._album_known[album]
        self._albums.append(hashed)
        owner = names.artist_key(track.album_artist) or lead
        self._album_groups.append(keys.hash64(f"{key}\n{owner}") if key else 0)
        return album

    def _write_keys(self) -> None:
        keys.write(self._columns, "id", np.asarray(self._ids))
        keys.write(self._columns, "title", np.asarray(self._titles))
        keys.write(self._columns, "album", np.asarray(self._albums), skip=0)

    def _write_derived(
        self, values: numerics.Numerics, vocabulary: list[str], display: list[str], entries: labels.LabelEntries
    ) -> None:
        n = values.values.shape[1]
        acts = self._names.primary()
        relatives = guess.Relatives(album=self._albums_grouped(), artist=acts)
        entries = entries.and_also(guess.guessed_genres(relatives, entries, n))
        guess.fill_sound(values, relatives, entries.in_fields("genre", "tag", "mood"), genre_sound(vocabulary))
        guess.fill_year(values, relatives)
        values.save(self._columns)
        labels.write(self._columns, vocabulary, display, entries, n)
        self._names.write(self._columns, values.column("popularity").values, self._works.titled)
        self._works.write(self._columns, n)
        twin = self._versions.write(self._columns, values, np.asarray(self._namesakes))
        found = vectors.build(values, entries, vocabulary, acts, self._names.keys())
        self._columns.save("vectors", found)
        meaning.write(self._columns, entries, vocabulary, acts, n, len(self._names.keys()))
        renown.write(self._columns, values.column("popularity").values, entries, twin, acts)

    def _albums_grouped(self) -> Rows:
        hashed = np.asarray(self._album_groups)
        group = np.unique(hashed, return_inverse=True)[1].astype(np.int32)
        group[hashed == 0] = -1
        return group
