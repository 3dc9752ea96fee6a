"""Guesses from relatives: what is filled, from whom, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from segue.catalogue import guess
from segue.catalogue.build import build_snapshot
from segue.catalogue.labels import LabelEntries
from segue.catalogue.numerics import NumericsWriter
from segue.catalogue.snapshot import Snapshot
from segue.music import FIRST_GUESSED, NUMERIC, SOURCES, Attribute, Labels, Track
from segue.testing.tiny import tiny_tracks, tiny_world


def _track(number: int, *, artist: str = "", album: str = "", genre: str = "", **values: float) -> Track:
    labels = {"genre": Labels((genre,))} if genre else {}
    stated = {name: Attribute(value) for name, value in values.items()}
    return Track(id=f"{number:04}", title=str(number), artist=artist, album=album, labels=labels, values=stated)


def _world(directory: Path, tracks: Sequence[Track]) -> Snapshot:
    return Snapshot.open(build_snapshot(tracks, directory, generation=1))


def _told(world: Snapshot, name: str, row: int) -> tuple[float, str, float]:
    column = world.numeric(name)
    return float(column.values[row]), SOURCES[int(column.source[row])], float(column.confidence[row])


def _calm_and_wild(count: int = 12) -> list[Track]:
    """Two artists at the ends of the energy scale, and two tracks of theirs that do not say."""
    calm = [
        _track(n, artist="Calm", album=f"C{n % 2}", genre="ambient", energy=0.1 + 0.01 * (n % 3)) for n in range(count)
    ]
    wild = [_track(n, artist="Wild", genre="metal", energy=0.9 - 0.01 * (n % 3)) for n in range(100, 100 + count)]
    return [*calm, *wild, _track(200, artist="Calm", album="C0"), _track(201, artist="Wild")]


def test_album_comes_before_artist_before_genre(tmp_path: Path) -> None:
    others = [_track(202, artist="New", genre="Metal"), _track(203, artist="Unheard of")]
    world = _world(tmp_path, [*_calm_and_wild(), *others])
    assert [_told(world, "energy", row)[1] for row in (24, 25, 26, 27)] == ["album", "artist", "genre", "missing"]
    assert _told(world, "energy", 24)[0] == pytest.approx(0.11, abs=0.03)
    assert _told(world, "energy", 25)[0] == pytest.approx(0.89, abs=0.03)
    assert _told(world, "energy", 26)[0] == pytest.approx(0.89, abs=0.03)


def test_one_relative_is_not_enough(tmp_path: Path) -> None:
    others = [_track(300, artist="Duo", energy=0.5), _track(301, artist="Duo")]
    world = _world(tmp_path, [*_calm_and_wild(), *others])
    assert _told(world, "energy", 27)[1] == "missing"


def test_confidence_grows_with_agreement_and_number(tmp_path: Path) -> None:
    mixed = [_track(n, artist="Mixed", energy=0.1 if n % 2 else 0.9) for n in range(300, 312)]
    few = [_track(n, artist="Few", energy=0.88) for n in range(400, 402)]
    unsaid = [_track(500, artist="Mixed"), _track(501, artist="Few"), _track(502, artist="Wild")]
    world = _world(tmp_path, [*_calm_and_wild(), *mixed, *few, *unsaid])
    disagreeing, two, many = (_told(world, "energy", world.n - 3 + at)[2] for at in range(3))
    assert guess.FLOOR <= disagreeing < 0.2
    assert disagreeing < two < many < 1
    assert many > 0.6


def test_year_is_the_median_of_album_then_artist_and_never_of_genre(tmp_path: Path) -> None:
    stated = [_track(n, artist="A", album="X", genre="rock", year=year) for n, year in enumerate((1990, 1990, 1992))]
    more = [_track(n, artist="A", album="Y", year=1980) for n in range(3, 7)]
    unsaid = [
        _track(10, artist="A", album="X"),
        _track(11, artist="A", album="Z"),
        *(_track(12 + n, artist=f"B{n}", genre="rock") for n in range(2)),
    ]
    world = _world(tmp_path, [*stated, *more, *unsaid])
    assert _told(world, "year", 7)[:2] == (1990, "album")
    assert _told(world, "year", 8)[:2] == (1980, "artist")
    assert _told(world, "year", 9)[1] == "missing"
    assert _told(world, "year", 8)[2] < _told(world, "year", 7)[2]


def test_one_year_is_enough_for_an_album(tmp_path: Path) -> None:
    world = _world(
        tmp_path,
        [*(_track(n, artist="O", album=f"O{n}", year=1960 + n) for n in range(40)), _track(50, artist="O", album="O7")],
    )
    assert _told(world, "year", 40)[:2] == (1967, "album")


def test_what_belongs_to_a_track_alone_is_not_guessed(tmp_path: Path) -> None:
    world = tiny_world(tmp_path)
    for name in set(NUMERIC) - {*guess.SOUND, "year"}:
        column = world.numeric(name)
        assert (column.source < FIRST_GUESSED).all()


def test_genres_are_taken_over_from_relatives(tmp_path: Path) -> None:
    stated = [_track(n, artist="A", album="X", genre="ska") for n in range(3)]
    stated += [_track(n, artist="A", album="Y", genre="dub") for n in range(3, 9)]
    unsaid = [_track(10, artist="A", album="X"), _track(11, artist="A"), _track(12, artist="Nobody")]
    world = _world(tmp_path, [*stated, *unsaid])
    told = [{(label.label, label.source) for label in world.labels.of(row)} for row in (9, 10, 11)]
    assert told == [{("ska", "album")}, {("dub", "artist"), ("ska", "artist")}, set()]
    confidence = {label.label: label.confidence for label in world.labels.of(10)}
    assert confidence["dub"] > confidence["ska"]
    rows, source = world.labels.rows(world.labels.matching("ska"), fields=("genre",))
    assert rows.tolist() == [0, 1, 2, 9, 10]
    assert [SOURCES[code] for code in source[-2:]] == ["album", "artist"]


def test_knowledge_fills_what_the_catalogue_cannot(tmp_path: Path) -> None:
    writer = NumericsWriter()
    numbers = writer.finish(2)
    nothing = np.full(2, -1, np.int32)
    entries = LabelEntries(
        np.array([0], np.int32),
        np.array([0], np.int32),
        np.zeros(1, np.uint8),
        np.ones(1, np.uint8),
        np.ones(1, np.float32),
    )
    known = np.full((1, len(guess.SOUND)), np.nan, np.float32)
    known[0, guess.SOUND.index("tempo")] = 174
    guess.fill_sound(numbers, guess.Relatives(nothing, nothing), entries, known)
    tempo = numbers.column("tempo")
    assert tempo.values[0] == 174
    assert SOURCES[int(tempo.source[0])] == "genre"
    assert 0 < tempo.confidence[0] < 0.5
    assert np.isnan(tempo.values[1])
    assert np.isnan(numbers.column("energy").values).all()


def test_the_tiny_world_is_filled_from_albums(tmp_path: Path) -> None:
    world = tiny_world(tmp_path)
    undertow = next(row for row, track in enumerate(tiny_tracks()) if track.title == "Undertow")
    value, source, confidence = _told(world, "energy", undertow)
    assert source == "album"
    assert value == pytest.approx(0.77, abs=0.06)
    assert confidence > 0.4
