"""Building a snapshot: tracks stream in by id, columns come out, and the whole appears at once under its final name."""

from __future__ import annotations

import secrets
import shutil
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from segue.catalogue import columns_io, guess, keys, labels, meaning, numerics, renown, vectorindex, vectors
from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.estimates import Told, WordsWriter, estimate_sound
from segue.catalogue.genre_sound import genre_sound
from segue.catalogue.labels import LabelsWriter
from segue.catalogue.nameindex import NamesWriter
from segue.catalogue.numerics import NumericsWriter
from segue.catalogue.snapshot import FORMAT, META, Meta
from segue.catalogue.strings import CodedWriter, StringsWriter
from segue.catalogue.textindex import TextWriter
from segue.catalogue.vectors import Scale
from segue.catalogue.versions import VersionsWriter, twins
from segue.catalogue.works import WorksWriter
from segue.errors import InternalError
from segue.knowledge import names
from segue.music import Floats, Rows, Track

_LEAST_ROOM: Final = 4096


def build_snapshot(tracks: Iterable[Track], directory: Path, *, generation: int) -> Path:
    """Write the snapshot of `tracks` (ascending by id, each id once) into `directory`; its folder.

    The folder is `directory/GENERATION-DIGEST8`: it is complete and on disk when it appears under that name. Whoever
    calls says that it is the current one. Memory grows with the numbers and labels, not with the text. Raises `OSError`
    where the disk refuses; nothing is left behind then.
    """

    def write(folder: Path, files: ExitStack) -> str:
        builder = Builder(folder, files, files.enter_context(TextWriter(folder)))
        n = builder.take(tracks)
        digest, coverage = builder.write(room_beside(n))
        vectorindex.write(folder, "vectors", Columns(folder)["vectors"])
        meta = Meta(format=FORMAT, generation=generation, digest=digest, n=n, coverage=coverage)
        (folder / META).write_bytes(msgspec.json.encode(meta))
        return f"{generation}-{digest[:8]}"

    return appear(directory, META, write)


def room_beside(n: int) -> int:
    """For how many fresh tracks there is room beside `n`: a sixteenth, and some thousands in a small catalogue."""
    return max(_LEAST_ROOM, n // 16)


def appear(directory: Path, last: str, write: Callable[[Path, ExitStack], str]) -> Path:
    """Let `write` fill a new folder and tell its name, then give it that name in `directory` once it is on disk.

    `last` is the file without which a folder is not whole; where another process was faster, its equal stays.
    """
    folder = directory / f".building-{secrets.token_hex(6)}"
    folder.mkdir(parents=True)
    try:
        with ExitStack() as files:
            target = directory / write(folder, files)
        columns_io.sync(folder)
        if not (target / last).exists():
            folder.rename(target)
            columns_io.sync_one(directory)
        return target
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Builder:
    """All writers of one snapshot. What depends on the catalogue at large can be told otherwise by a subclass."""

    def __init__(self, folder: Path, files: ExitStack, text: TextWriter) -> None:
        self._columns = columns = files.enter_context(ColumnsWriter(folder))
        plain = ("id", "title", "location", "description")
        coded = ("credit", "album", "album_artist", "release", "isrc", "mbid", "release_mbid", "artist_mbids")
        self._plain = {name: StringsWriter(columns, name) for name in plain}
        self._coded = {name: CodedWriter(columns, name) for name in coded}
        self._numerics, self._labels, self._names = NumericsWriter(), LabelsWriter(), NamesWriter()
        self._works, self._versions, self._words = WorksWriter(), VersionsWriter(), WordsWriter()
        self._text = text
        self._ids, self._titles, self._albums = array("Q"), array("Q"), array("Q")
        self._namesakes, self._album_groups = array("Q"), array("Q")
        self._album_known: list[tuple[str, int, str]] = []
        self._last = ""

    def take(self, tracks: Iterable[Track]) -> int:
        """Take all tracks; how many there were."""
        for row, track in enumerate(tracks):
            self._add(row, track)
        return len(self._ids)

    def take_kin(self, tracks: Iterable[Track]) -> None:
        """Take tracks of elsewhere that guesses may rest on; call after `take`. They are not part of the snapshot."""
        for row, track in enumerate(tracks, len(self._ids)):
            self._numerics.add(row, track)
            self._labels.add(row, track)
            credit = self._names.add(track)
            self._album_groups.append(_album_group(names.title_key(track.album), track, self._names.lead[credit]))

    def write(self, room: int) -> tuple[str, dict[str, tuple[float, float]]]:
        """Write all columns, with `room` for so many more tracks; the digest of the content, and the coverage."""
        n = len(self._ids)
        parts = [writer.close() for writer in (*self._plain.values(), *self._coded.values())]
        self._text.close()
        values = self._numerics.finish(len(self._album_groups))
        vocabulary, display, entries = self._labels.finish()
        parts += [numerics.digest(values), labels.digest(vocabulary, entries)]
        self._write_keys()
        entries = self._guess(values, entries, vocabulary)
        values, entries = values.head(n), entries.take(entries.row < n)
        values.save(self._columns, room)
        labels.write(self._columns, vocabulary, display, entries, n, room)
        self._names.write(self._columns, values.column("popularity").values, self._titled())
        self._works.write(self._columns, n, room)
        scale = self._scale(values, entries, vocabulary)
        scale.save(self._columns)
        acts, act_keys = self._names.primary()[:n], self._names.keys()
        self._columns.save_by_track("artist.primary", self._act_codes(acts), room)
        self._columns.save_by_track("vectors", vectors.build(values, entries, vocabulary, acts, act_keys, scale), room)
        song, twin = self._songs(values)
        self._versions.write(self._columns, values, song, room)
        self._columns.save_by_track("twin", twin, room)
        self._write_learned(values, entries, vocabulary, acts, twin, room)
        self._columns.close()
        return columns_io.digest(*parts).hex(), self._coverage(values)

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
        album = self._album_known[self._add_keys(row, track, credit, words)][0]
        self._words.add(words, album)
        self._text.add(
            row,
            " ".join(words),
            self._names.words[credit],
            album,
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
        self._works.add_track(row, track.title, title, words, float(popularity.value) if popularity else 0.0)
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
        self._album_groups.append(_album_group(key, track, lead))
        return album

    def _write_keys(self) -> None:
        keys.write(self._columns, "id", np.asarray(self._ids))
        keys.write(self._columns, "title", np.asarray(self._titles))
        keys.write(self._columns, "album", np.asarray(self._albums), skip=0)

    def _coverage(self, values: numerics.Numerics) -> dict[str, tuple[float, float]]:
        """Shares of the catalogue's tracks with a known value of each attribute, and with any."""
        return values.coverage()

    def _songs(self, values: numerics.Numerics) -> tuple[Rows, Rows]:
        """The song of each track, and its number as `versions.twins` tells."""
        song = self._versions.songs(values.column("duration_ms").values)
        return song, twins(song, np.asarray(self._namesakes))

    def _write_learned(
        self, values: numerics.Numerics, entries: labels.LabelEntries, vocabulary: list[str], acts: Rows, twin: Rows,
        room: int,
    ) -> None:  # fmt: skip
        """Write what is learned from the catalogue as a whole: its space of meaning, and renown."""
        meaning.write(self._columns, entries, vocabulary, acts, len(self._names.keys()), room)
        renown.write(self._columns, values.column("popularity").values, entries, twin, acts, room)

    def _act_codes(self, acts: Rows) -> Rows:
        """The codes by which readers know `acts`."""
        return acts

    def _titled(self) -> Mapping[str, int]:
        """Of words, how many titles of the catalogue hold them."""
        return self._works.titled

    def _scale(self, values: numerics.Numerics, entries: labels.LabelEntries, vocabulary: Sequence[str]) -> Scale:
        """What the vectors are measured by."""
        return Scale.of(values, entries, len(vocabulary))

    def _guess(
        self, values: numerics.Numerics, entries: labels.LabelEntries, vocabulary: Sequence[str]
    ) -> labels.LabelEntries:
        """Fill in what relatives tell; `entries` with the genres that they tell."""
        relatives = guess.Relatives(album=self._albums_grouped(), artist=self._names.primary())
        entries = entries.and_also(guess.guessed_genres(relatives, entries, values.values.shape[1]))
        guess.fill_year(values, relatives)
        speaking, knowledge = entries.in_fields("genre", "tag", "mood"), genre_sound(vocabulary)
        self._estimate(values, relatives, speaking, knowledge)
        guess.fill_sound(values, relatives, speaking, knowledge)
        return entries

    def _estimate(
        self, values: numerics.Numerics, relatives: guess.Relatives, speaking: labels.LabelEntries, knowledge: Floats
    ) -> None:
        """Fill in what can be learned from the catalogue as a whole; `speaking` are the labels that tell of sound."""
        years = values.column("year").values
        told = Told(values.values.shape[1], speaking, len(knowledge), self._words.finish(), years, relatives)
        estimate_sound(values, told, knowledge)

    def _albums_grouped(self) -> Rows:
        hashed = np.asarray(self._album_groups)
        group = np.unique(hashed, return_inverse=True)[1].astype(np.int32)
        group[hashed == 0] = -1
        return group


def _album_group(key: str, track: Track, lead: str) -> int:
    """By which the tracks of one album are told: its title key and who it is by; 0 where it has no title."""
    owner = names.artist_key(track.album_artist) or lead
    return keys.hash64(f"{key}\n{owner}") if key else 0
