"""Spellings of keys, the Camelot wheel, and changes of tempo."""

from __future__ import annotations

import numpy as np
import pytest

from segue.knowledge.keys import camelot, camelot_name, key_distance, key_distances, key_name, parse_key
from segue.knowledge.tempo import tempo_change, tempo_octave_close


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Am", (9, 0)),
        ("A minor", (9, 0)),
        ("F#m", (6, 0)),
        ("f-sharp minor", (6, 0)),
        ("G♭ major", (6, 1)),
        ("b flat major", (10, 1)),
        ("C-Dur", (0, 1)),
        ("a-Moll", (9, 0)),
        ("CM", (0, 1)),
        ("Bb", (10, None)),
        ("b", (11, None)),
        ("bm", (11, 0)),
        ("A#/Bb minor", (10, 0)),
        ("Cb", (11, None)),
        ("8A", (9, 0)),
        ("08B", (0, 1)),
        ("12a", (1, 0)),
        ("1m", (9, 0)),
        ("1d", (0, 1)),
        ("12d", (5, 1)),
    ],
)
def test_keys_are_read_as_people_and_taggers_write_them(text: str, key: tuple[int, int | None]) -> None:
    assert parse_key(text) == key


@pytest.mark.parametrize("text", ["", "o", "0A", "13B", "8C", "H", "Amazing", "band", "A minor scale", "#"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert parse_key(text) is None


@pytest.mark.parametrize(
    ("key", "place"),
    [((0, 1), (8, "B")), ((9, 0), (8, "A")), ((7, 1), (9, "B")), ((11, 1), (1, "B")), ((8, 0), (1, "A"))],
)
def test_the_wheel_stands_where_deejays_expect_it(key: tuple[int, int], place: tuple[int, str]) -> None:
    assert camelot(*key) == place


def test_keys_are_printed() -> None:
    assert camelot_name(9, 0) == "8A"
    assert key_name(10, 1) == "B♭ major"
    assert key_name(6) == "F♯"


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [((0, 1), (0, 1), 0), ((0, 1), (9, 0), 1), ((0, 1), (7, 1), 1), ((0, 1), (6, 1), 6), ((0, 1), (3, 0), 7)],
)
def test_key_distance(one: tuple[int, int], other: tuple[int, int], steps: int) -> None:
    assert key_distance(*one, *other) == steps


def test_missing_keys_have_no_distance() -> None:
    found = key_distances(np.array([0, np.nan, 0]), 1, np.array([7, 7, 7]), np.array([1, 1, np.nan]))
    np.testing.assert_array_equal(found, [1, np.nan, np.nan])


def test_tempo_changes_to_the_nearest_octave() -> None:
    assert tempo_change(100, 102) == pytest.approx(0.02)
    assert tempo_change(70, 141) == pytest.approx(0.5 * 141 / 70 - 1)
    assert tempo_change(174, 86) == pytest.approx(2 * 86 / 174 - 1)
    np.testing.assert_array_equal(tempo_change([100, 0, 120], [50, 90, np.nan]), [0, np.nan, np.nan])


def test_tempo_octave_close() -> None:
    assert tempo_octave_close([85, 85, 100, np.nan], [170, 128, 105, 100]).tolist() == [True, False, True, False]
