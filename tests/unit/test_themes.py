"""What songs are about: to the end of the clause, and no further."""

from __future__ import annotations

import pytest

from segue.intent import parse


def _themes(prompt: str) -> list[tuple[str, str]]:
    return [(r.polarity, r.phrase) for r in parse(prompt, None).requirements if r.attribute == "theme"]


@pytest.mark.parametrize(
    ("prompt", "phrase"),
    [
        ("songs about technology", "songs about technology"),
        ("20 songs about being afraid to fall in love", "songs about being afraid to fall in love"),
        ("songs about bad things happening to good people", "songs about bad things happening to good people"),
        ("find some sadcore songs about having a crush", "songs about having a crush"),
        ("music about losing friends, nothing slow", "music about losing friends"),
        ("songs about someone who doesn't know you exist", "songs about someone who doesn't know you exist"),
        ("songs about trains by Johnny Cash", "songs about trains"),
        ("songs about ducks with acoustic guitar", "songs about ducks"),
        ("songs about whales that are upbeat", "songs about whales"),
        ("songs about pirates for a party", "songs about pirates"),
        ("songs about lighthouses or something similar", "songs about lighthouses"),
    ],
)
def test_a_theme_is_one_wish_to_the_end_of_its_clause(prompt: str, phrase: str) -> None:
    assert _themes(prompt) == [("want", phrase)]


@pytest.mark.parametrize("prompt", ["songs that aren't about love", "nothing about trains"])
def test_a_theme_can_be_turned_away(prompt: str) -> None:
    assert [polarity for polarity, _ in _themes(prompt)] == ["avoid"]


def test_what_is_wished_beside_a_theme_is_read() -> None:
    read = {r.attribute for r in parse("10 sad songs about whales with piano from the 90s", None).requirements}
    assert {"count", "mood", "theme", "instrument", "year"} <= read


def test_the_whole_theme_and_its_first_word_are_looked_for() -> None:
    (theme,) = [r for r in parse("songs about tax returns", None).requirements if r.attribute == "theme"]
    assert theme.value == "tax returns"
    assert theme.reading is not None
    assert theme.reading.labels == ("tax returns", "tax")
