"""Columns: known names, the user's mapping, and what the first rows show."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from segue.catalogue.importers.columns import Column, choose, report
from segue.catalogue.importers.fields import Target, known
from segue.catalogue.importers.profile import settle
from segue.errors import BadInput, ImportFailed


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Track Name", "title"), ("trackName", "title"), ("artist(s)_name", "artists"), ("Artist Name(s)", "artists"),
        ("danceability_%", "danceability"), ("Beats Per Minute (BPM)", "tempo"), ("Duration (ms)", "duration_ms"),
        ("duration_s", "duration_s"), ("Length", "duration"), ("artist_genres", "genre@artist"),
        ("listens", "play_count"), ("Release Date", "release"), ("moods", "mood"),
    ],
)  # fmt: skip
def test_known_names(name: str, field: str) -> None:
    hit = known(name)
    assert hit is not None
    assert str(hit[0]) == field


def _fields(columns: Sequence[Column]) -> dict[str, str]:
    return {column.name: str(column.target) for column in columns}


def test_what_is_said_wins_over_what_is_known() -> None:
    chosen = choose(["title", "song", "bpm", "genres", "x"], {"title": "song", "genre@artist": "genres", "theme": "x"})
    assert _fields(chosen) == {"song": "title", "genres": "genre@artist", "x": "theme", "bpm": "tempo"}


def test_an_empty_column_leaves_the_field_alone() -> None:
    assert _fields(choose(["title", "popularity"], {"popularity": ""})) == {"title": "title"}


def test_a_column_is_found_however_it_is_written() -> None:
    assert _fields(choose(["Song Title", "Mein Takt"], {"tempo": "mein_takt"}))["Mein Takt"] == "tempo"


def test_the_report_tells_of_every_column() -> None:
    names = ["id", "title", "colour"]
    assert report(names, choose(names, {})) == {"id": "id", "title": "title", "colour": "ignored"}


@pytest.mark.parametrize(
    ("mapping", "code", "hint"),
    [
        ({"tempo": "bmp"}, "segue.E.column_unknown", "“bpm”"),
        ({"tempi": "bpm"}, "segue.E.column_field_unknown", "tempo"),
        ({"tempo@guess": "bpm"}, "segue.E.column_source_unknown", "genre@artist"),
        ({"title@artist": "bpm"}, "segue.E.column_source_unknown", "genre@artist"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_mend(mapping: dict[str, str], code: str, hint: str) -> None:
    with pytest.raises(BadInput) as told:
        choose(["title", "bpm"], mapping)
    assert told.value.code == code
    assert hint in told.value.hint


def test_columns_that_name_no_track_are_refused() -> None:
    with pytest.raises(ImportFailed) as told:
        choose(["a", "b"], {})
    assert told.value.code == "segue.E.columns_unrecognised"


def _settled(field: str, values: Sequence[object], **others: Sequence[object]) -> Column:
    columns = [Column(field, Target(field)), *(Column(name, Target(name)) for name in others)]
    return settle(columns, {field: values, **others})[0]


@pytest.mark.parametrize(
    ("field", "values", "factor", "note"),
    [
        ("energy", [0.1, 0.9], 1.0, ""), ("energy", ["10", "90", "", "55"], 0.01, "0–100"),
        ("popularity", [0.1, 0.9], 100.0, "0–1"), ("popularity", [1, 0, 1], 1.0, ""), ("popularity", [1, 90], 1.0, ""),
        ("rating", [1, 5], 1.0, ""), ("rating", [2, 10], 0.5, "0–10"), ("rating", [20, 100], 0.05, "0–100"),
        ("duration", [180.5, 240], 1000.0, "in seconds"), ("duration", [180_500, 240_000], 1.0, ""),
        ("duration", [3.5, 4.1], 60_000.0, "in minutes"), ("duration", ["3:45", "4:00"], 1000.0, "in seconds"),
        ("duration_ms", [180, 240], 1000.0, "in seconds"), ("duration_s", [180_500, 240_000], 1.0, ""),
        ("added", [1.6e12, 1.7e12], 0.001, "in milliseconds"), ("loudness", [-7.0, 3.0], 1.0, ""),
    ],
)  # fmt: skip
def test_units_are_seen_from_the_values(field: str, values: Sequence[object], factor: float, note: str) -> None:
    column = _settled(field, values)
    assert (column.factor, column.note) == (factor, note)


def test_a_few_absurd_values_do_not_change_the_scale() -> None:
    assert _settled("energy", [0.5] * 99 + [77.0]).factor == 1.0


def test_a_release_that_is_no_date_is_an_album() -> None:
    assert _settled("release", ["Thriller", "Bad", "1999"]).target == Target("album")
    assert _settled("release", ["1999", "", "2001-02-03"]).target == Target("release")


def test_words_that_go_with_the_artist_are_the_artists() -> None:
    artists = [f"artist {n // 3}" for n in range(300)]
    of_artist = [[f"genre {n // 3 % 17}", f"scene {n // 3 % 23}"] for n in range(300)]
    of_song = [[f"genre {n % 17}", f"scene {n % 23}"] for n in range(300)]
    assert _settled("genre", of_artist, artist=artists).target == Target("genre", "artist")
    assert _settled("genre", of_song, artist=artists).target == Target("genre")


def test_one_genre_for_all_or_too_few_artists_prove_nothing() -> None:
    artists = [f"artist {n // 3}" for n in range(300)]
    assert _settled("genre", ["pop"] * 300, artist=artists).target == Target("genre")
    few = [f"artist {n // 3}" for n in range(60)]
    assert _settled("genre", few, artist=few).target == Target("genre")


def test_what_the_user_said_of_a_source_is_not_guessed_at() -> None:
    artists = [f"artist {n // 3}" for n in range(300)]
    said = (Column("g", Target("genre"), said=True), Column("a", Target("artist")))
    assert settle(said, {"g": artists, "a": artists})[0].target == Target("genre")


def test_a_named_key_tells_the_mode_too() -> None:
    columns = settle([Column("key", Target("key"))], {"key": ["Am", "C"]})
    assert [str(column.target) for column in columns] == ["key", "mode"]
    assert len(settle([Column("key", Target("key"))], {"key": [1, 2]})) == 1
