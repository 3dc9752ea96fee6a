"""What holds of every snapshot, whatever the tracks."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tracks import ANY, NAME, TRACKS, WORD

from segue.catalogue import guess
from segue.catalogue.build import build_snapshot
from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.snapshot import Snapshot
from segue.catalogue.strings import CodedWriter, Strings, StringsWriter
from segue.knowledge import names
from segue.music import FIRST_GUESSED, LABEL_FIELDS, NUMERIC, SOURCES, Track

_few = settings(max_examples=40, deadline=None)


def _id(track: Track) -> str:
    return track.id


@contextmanager
def _world(tracks: list[Track], generation: int = 1) -> Iterator[Snapshot]:
    # A text index that was just opened may still touch its lock file while its folder goes.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        yield Snapshot.open(build_snapshot(tracks, Path(directory), generation=generation))


@_few
@given(TRACKS)
def test_everything_stated_comes_back(tracks: list[Track]) -> None:
    with _world(tracks) as world:
        assert world.n == len(tracks)
        assert world.ids.all() == [track.id for track in tracks]
        assert world.rows_of([track.id for track in tracks]).tolist() == list(range(len(tracks)))
        assert world.titles.all() == [track.title for track in tracks]
        assert world.credits.all() == [track.artist for track in tracks]
        assert world.albums.all() == [track.album for track in tracks]
        assert world.locations.all() == [track.location for track in tracks]
        assert world.descriptions.all() == [track.description for track in tracks]


@_few
@given(TRACKS)
def test_numbers_are_exact_missing_or_guessed(tracks: list[Track]) -> None:
    with _world(tracks) as world:
        for name, bounds in NUMERIC.items():
            column = world.numeric(name)
            assert (np.isnan(column.values) == (column.source == 0)).all()
            assert ((column.confidence >= 0) & (column.confidence <= 1)).all()
            for row, track in enumerate(tracks):
                stated = track.values.get(name)
                if stated is not None and bounds.low <= stated.value <= bounds.high:  # type: ignore[operator]
                    assert column.values[row] == np.float32(stated.value)
                    assert SOURCES[int(column.source[row])] == stated.source


@_few
@given(TRACKS)
def test_guesses_lie_among_what_is_known(tracks: list[Track]) -> None:
    with _world(tracks) as world:
        for name in (*guess.SOUND, "year"):
            column = world.numeric(name)
            stated = {row for row, track in enumerate(tracks) if name in track.values}
            filled = [row for row in np.flatnonzero(column.source >= FIRST_GUESSED).tolist() if row not in stated]
            assert (column.confidence[filled] > 0).all()
            assert (column.values[filled] >= NUMERIC[name].low).all()
            assert (column.values[filled] <= NUMERIC[name].high).all()
            known = column.values[column.known]
            of_kin = column.values[[row for row in filled if SOURCES[int(column.source[row])] in ("album", "artist")]]
            if len(of_kin):
                assert known.min() - 1e-3 <= of_kin.min()
                assert of_kin.max() <= known.max() + 1e-3


@_few
@given(TRACKS, st.integers(2, 99))
def test_the_same_tracks_have_the_same_digest(tracks: list[Track], generation: int) -> None:
    with _world(tracks) as one, _world(tracks, generation) as two:
        assert one.digest == two.digest
        assert two.generation == generation
    if tracks:
        with _world(tracks[1:]) as other:
            assert other.digest != one.digest


@_few
@given(TRACKS, WORD)
def test_labels_by_word_are_those_by_track(tracks: list[Track], wanted: str) -> None:
    with _world(tracks) as world:
        codes = world.labels.matching(wanted)
        key = names.label_key(wanted)
        for code, label in enumerate(world.labels.vocabulary):
            same = key.replace(" ", "") == label.replace(" ", "")
            assert (code in codes) == bool(key and (f" {key} " in f" {label} " or same))
        for fields in (("genre", "tag"), LABEL_FIELDS):
            rows, source = world.labels.rows(codes, fields)
            brute = {
                row: min(SOURCES.index(label.source) for label in found)
                for row in range(world.n)
                if (found := [x for x in world.labels.of(row) if x.code in codes and x.field in fields])
            }
            assert dict(zip(rows.tolist(), source.tolist(), strict=True)) == brute


def _norm(raw: str) -> str:
    """How the outside checker of playlists compares titles and names."""
    text = unicodedata.normalize("NFKD", raw or "").encode("ascii", "ignore").decode().lower()
    text = re.sub(r" - .*$", " ", re.sub(r"\(.*?\)|\[.*?\]", " ", text))
    return re.sub(r"[^a-z0-9]+", " ", text).strip() or " ".join((raw or "").casefold().split())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.builds(Track, id=ANY, title=NAME, artist=NAME), max_size=12, unique_by=_id))
def test_twins_by_the_outside_checker_are_twins(tracks: list[Track]) -> None:
    tracks.sort(key=_id)
    groups = defaultdict(list)
    for row, track in enumerate(tracks):
        groups[_norm(track.title), re.sub("^the ", "", _norm(track.artist.split(",")[0]))].append(row)
    with _world(tracks) as world:
        for rows in groups.values():
            assert len(set(world.twin[rows].tolist())) == 1


@_few
@given(TRACKS)
def test_every_credited_name_leads_to_its_tracks(tracks: list[Track]) -> None:
    with _world(tracks) as world:
        for row, track in enumerate(tracks):
            for name in (*names.credited(track.artist), *track.artists):
                key = names.artist_key(name)
                code = world.artists.find(key) if key else None
                assert (code is not None) == bool(key)
                if code is not None:
                    assert row in world.artists.rows(code)
                    assert world.artists.contains([key]).all()
            primary = int(world.artists.primary[row])
            assert primary == -1 or row in world.artists.rows(primary)
            assert row in world.titles_index.find(names.title_key(track.title))


@_few
@given(TRACKS, st.text(st.characters(), max_size=40))
def test_text_search_takes_anything(tracks: list[Track], query: str) -> None:
    with _world(tracks) as world:
        rows, scores = world.text.search(query, 5)
        assert len(set(rows.tolist())) == len(rows) == len(scores)
        for row, track in enumerate(tracks):
            if words := names.words(track.title):
                assert row in world.text.search(" ".join(words), len(tracks))[0]


@given(st.lists(ANY))
def test_strings_round_trip(texts: list[str]) -> None:
    # A text index that was just opened may still touch its lock file while its folder goes.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as directory:
        with ColumnsWriter(Path(directory)) as columns:
            for writer in (StringsWriter(columns, "plain"), CodedWriter(columns, "coded")):
                for text in texts:
                    writer.add(text)
                writer.close()
            columns.close()
        for name in ("plain", "coded"):
            column = Strings.of(Columns(Path(directory)), name)
            assert len(column) == len(texts)
            assert column.all() == texts
            assert [column[row] for row in range(len(texts))] == texts
            assert column.take(list(range(len(texts)))[::-1]) == texts[::-1]
