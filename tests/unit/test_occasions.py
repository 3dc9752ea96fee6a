"""Activities and occasions in the listener's own words, and words that only look like them."""

from __future__ import annotations

import pytest

from segue.intent import parse
from segue.intent.tagging import tagging_with


def _read(prompt: str) -> list[tuple[str, object, str]]:
    return [(r.attribute, r.value, r.phrase) for r in parse(prompt, None).requirements]


@pytest.mark.parametrize(
    ("prompt", "phrase"),
    [
        ("music for skipping rope", "skipping rope"),
        ("songs for a nurse pinning ceremony", "nurse pinning ceremony"),
        ("something to breakdance to", "to breakdance to"),
        ("music for when my printer is broken", "my printer is broken"),
        ("calm songs while waiting for the bus", "waiting for the bus"),
    ],
)
def test_an_occasion_that_no_term_names_is_one_wish(prompt: str, phrase: str) -> None:
    assert ("activity", phrase, phrase) in _read(prompt)


@pytest.mark.parametrize("prompt", ["songs to add to my playlist", "thanks for helping", "something for listening"])
def test_other_words_behind_for_and_to_are_none(prompt: str) -> None:
    assert not [r for r in _read(prompt) if r[0] == "activity"]


def test_a_term_inside_is_the_wish_and_the_rest_is_told() -> None:
    with tagging_with(None):
        intent = parse("something for my pet iguana's birthday", None)
    assert [(r.attribute, r.value, r.phrase) for r in intent.requirements] == [("activity", "party", "birthday")]
    assert [u.phrase for u in intent.unread] == ["pet iguana's"]


def test_an_activity_inside_a_name_to_resemble_is_none() -> None:
    assert not [r for r in _read("songs like half moon run") if r[0] == "activity"]


def test_what_one_looks_for_as_new_is_new_to_them() -> None:
    assert _read("looking for new punk bands")[0][::2] == ("novelty", "new")
    assert _read("new releases only")[0][0] == "era"


@pytest.mark.parametrize(
    ("prompt", "strength"), [("rock, live versions are fine", "prefer"), ("rock, live versions", "must")]
)
def test_what_is_allowed_is_no_must(prompt: str, strength: str) -> None:
    assert [r.strength for r in parse(prompt, None).requirements if r.attribute == "version"] == [strength]


def test_several_bare_counts_are_shares_of_their_sum() -> None:
    read = parse("5 jazz, 5 blues, 10 soul", None).requirements
    assert [(r.attribute, r.value, r.share) for r in read] == [
        ("count", 20, 1.0), ("genre", "jazz", 0.25), ("genre", "blues", 0.25), ("genre", "soul", 0.5)
    ]  # fmt: skip


def test_a_couple_of_dozen_is_a_number_and_a_couple_none() -> None:
    assert _read("a couple of dozen tunes")[0][:2] == ("count", 24)
