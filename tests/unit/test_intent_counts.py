"""How many tracks, in the many ways that people say it; parts that follow from counts and times."""

from __future__ import annotations

import pytest

from segue.intent import parse
from segue.music import Intent, Place


def counts(intent: Intent) -> list[tuple[str, object]]:
    return [(r.operator, r.value) for r in intent.of("count") if r.scope == "list"]


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("20 jazz", ("is", 20)), ("slow r&b 12", ("is", 12)), ("5 sad ones", ("is", 5)), ("3 ballads", ("is", 3)),
        ("two dozen oldies", ("is", 24)), ("ten or so folk tunes", ("about", 10)),
        ("around 15 calm songs", ("about", 15)),
        ("at least 12 calm jazz songs", ("min", 12)), ("20 of the best rock songs", ("is", 20)),
        ("a couple of songs", ("is", 2)), ("a few country songs", ("between", (3, 5))),
        ("a handful of blues tunes", ("between", (4, 6))), ("12 traks of techno", ("is", 12)),
        ("jazz, soul and funk, five of each", ("is", 15)), ("at least one jazz song, 12 rock songs", ("is", 12)),
    ],
)  # fmt: skip
def test_a_count_is_read(prompt: str, expected: tuple[str, object]) -> None:
    assert counts(parse(prompt, None)) == [expected]


@pytest.mark.parametrize(
    "prompt", ["techno 130", "each one a love song", "mostly jazz with a few funk songs", "songs from 1999", "5 stars"]
)
def test_other_numbers_count_nothing(prompt: str) -> None:
    assert counts(parse(prompt, None)) == []


def test_what_is_counted_keeps_what_it_says() -> None:
    assert [r.attribute for r in parse("7 instrumentals", None).requirements] == ["count", "instrumentalness"]
    assert [r.attribute for r in parse("10 short fast punk songs", None).requirements][1:] == [
        "track_duration", "tempo", "genre",
    ]  # fmt: skip


def test_at_least_so_many_of_a_longer_list_are_a_share() -> None:
    (jazz,) = (r for r in parse("at least 3 jazz songs, 12 songs in all", None).requirements if r.attribute == "genre")
    assert jazz.share == 0.25


def test_times_one_after_the_other_are_parts() -> None:
    intent = parse("20 minutes of jazz, 40 minutes of funk", None)
    assert [(r.value, r.scope) for r in intent.of("duration")] == [(20, Place(block=0)), (40, Place(block=1))]
    assert [r.scope for r in intent.of("genre")] == [Place(block=0), Place(block=1)]


def test_entries_of_a_numbered_list_are_no_numbers() -> None:
    intent = parse("1) calm 2) under 4 minutes 3) 12 songs", None)
    assert (counts(intent), [r.value for r in intent.of("track_duration")]) == ([("is", 12)], [4])
    assert not intent.unread


@pytest.mark.parametrize(
    ("prompt", "value"),
    [("one-word titles", "?"), ("titles of two words", "? ?"), ("titles of at most 2 words", None)],
)
def test_titles_are_asked_for_by_their_length(prompt: str, value: str | None) -> None:
    assert [r.value for r in parse(prompt, None).of("title")][:1] == ([value] if value else [])
