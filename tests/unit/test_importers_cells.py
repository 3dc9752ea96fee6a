"""Cells: every spelling of a value comes to the same value, and what is no value is missing."""

from __future__ import annotations

import datetime
import math

import pytest

from segue.catalogue.importers import cells


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (120, 120.0), (True, 1.0), ("120", 120.0), (" 120.5 ", 120.5), ("128 BPM", 128.0), ("-7,5 dB", -7.5),
        ("0,53", 0.53), ("85%", 85.0), ("1,234", 1234.0), ("1,234,567.5", 1_234_567.5), ("1e3", 1000.0),
    ],
)  # fmt: skip
def test_numbers(cell: object, value: float) -> None:
    assert cells.number(cell) == value


@pytest.mark.parametrize("cell", ["", "None", "nan", "null", "n/a", "fast", "1.2.3", None, [1], {"a": 1}, "12 apples"])
def test_what_is_no_number_is_missing(cell: object) -> None:
    assert math.isnan(cells.number(cell))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("rock", ("rock",)),
        ("a, b; c|d", ("a", "b", "c", "d")),
        ('["pop", "art pop"]', ("pop", "art pop")),
        ("['indie rock', \"rock 'n' roll\"]", ("indie rock", "rock 'n' roll")),
        ("[rock, pop]", ("rock", "pop")),
        ("['broken", ("['broken",)),
        (["rock", "", None, "rock", " pop "], ("rock", "pop")),
        ([["rock", "100"], ["pop", "7"]], ("rock", "pop")),
        ([{"name": "Chill"}], ("Chill",)),
        ("None", ()),
        ("[]", ()),
        ("", ()),
        (None, ()),
        (math.nan, ()),
    ],
)
def test_labels(cell: object, words: tuple[str, ...]) -> None:
    assert cells.labels(cell) == words


def test_a_comma_may_belong_to_a_name() -> None:
    assert cells.names("Tyler, The Creator") == ("Tyler, The Creator",)
    assert cells.names("A;B") == cells.names("['A', 'B']") == cells.names(["A", "B"]) == ("A", "B")
    assert cells.credit("['A', 'B']") == "A, B"
    assert cells.credit("[:SITD:]") == "[:SITD:]"
    assert cells.credit("[ocean jams]") == "[ocean jams]"


@pytest.mark.parametrize(
    ("cell", "text"),
    [(" A\tB\x00 ", "A B"), (17, "17"), (17.0, "17"), (math.nan, ""), (None, ""), (True, ""), ({"name": "X"}, "X")],
)
def test_text(cell: object, text: str) -> None:
    assert cells.text(cell) == text


def test_words_for_nothing_are_no_names_but_may_be_titles() -> None:
    assert cells.name("None") == cells.name("nan") == ""
    assert cells.text("None") == "None"


@pytest.mark.parametrize(
    ("cell", "date", "year"),
    [
        ("2019-04-26", "2019-04-26", 2019), ("2019-04", "2019-04", 2019), (1999, "1999", 1999), (1999.0, "1999", 1999),
        ("20190426", "2019-04-26", 2019), ("2019-04-26T10:00:00Z", "2019-04-26", 2019), ("2019-13-01", "2019", 2019),
        ("26/04/2019", "2019", 2019), (datetime.date(2001, 2, 3), "2001-02-03", 2001),
    ],
)  # fmt: skip
def test_dates(cell: object, date: str, year: int) -> None:
    assert cells.release(cell) == date
    assert cells.year(cell) == year


@pytest.mark.parametrize("cell", ["", "0000", "0000-00-00", "soon", None, 0, -1, math.nan])
def test_what_is_no_date_is_missing(cell: object) -> None:
    assert cells.release(cell) == ""
    assert math.isnan(cells.year(cell))


@pytest.mark.parametrize(
    ("cell", "pitch", "mode"),
    [("Am", 9, 0), ("F#m", 6, 0), ("Bb major", 10, 1), ("8A", 9, 0), ("1m", 9, 0)],
)
def test_keys_by_name(cell: str, pitch: int, mode: int) -> None:
    assert cells.pitch_class(cell) == pitch
    assert cells.mode_of_key(cell) == mode


def test_keys_by_number_tell_no_mode() -> None:
    assert cells.pitch_class("7") == cells.pitch_class(7.0) == 7
    assert math.isnan(cells.mode_of_key("7"))
    assert math.isnan(cells.pitch_class("H#9"))


def test_clocks_flags_and_moments() -> None:
    assert cells.duration("3:45") == 225
    assert cells.duration("1:02:03") == 3723
    assert (cells.flag("True"), cells.flag("clean"), cells.flag(1)) == (1, 0, 1)
    assert (cells.mode("Major"), cells.mode("minor"), cells.mode(0)) == (1, 0, 0)
    assert cells.moment("1970-01-02") == cells.moment("1970-01-02T00:00:00Z") == 86_400
    assert cells.moment(datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC)) == 86_400
    assert math.isnan(cells.moment("yesterday"))
