"""Tokens and spans of time."""

from __future__ import annotations

import pytest

from segue.intent.amounts import with_amounts
from segue.intent.match import Match, cover
from segue.intent.tokens import tokenize


@pytest.mark.parametrize(
    ("prompt", "line"),
    [
        ("20 songs at 170bpm", "20 songs at 170 bpm"),
        ("'80s and 90's, nineties", "80s and 90s , nineties"),
        ("AC/DC, R.E.M. and Guns N' Roses", "ac dc , r e m and guns n ' roses"),
        ("late-night hip-hop", "late night hip hop"),
        ("120-130 bpm", "120 - 130 bpm"),
        ("60s-80s", "60s - 80s"),
        ("above .8, below -6 dB", "above 0.8 , below -6 db"),
        ("twenty five, half a dozen, one hundred and twenty", "25 , 6 , 120"),
        ("Beyoncé’s Motörhead", "beyonces motorhead"),
        ("1,000 songs of 3,5 minutes", "1000 songs of 3.5 minutes"),
    ],
)
def test_words_numbers_and_marks(prompt: str, line: str) -> None:
    assert tokenize(prompt).line == line


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("45 minutes", 45), ("half an hour", 30), ("an hour and a half", 90), ("1h30", 90), ("2 hours", 120),
        ("one and a half hours", 90), ("3:30", 3.5), ("two and a half minutes", 2.5), ("90 seconds", 1.5),
        ("1 hour and 15 minutes", 75), ("three quarters of an hour", 45), ("3 min 30", 3.5), ("90min", 90),
    ],
)  # fmt: skip
def test_spans_of_time_are_one_token_in_minutes(said: str, minutes: float) -> None:
    (token,) = with_amounts(tokenize(said)).items
    assert float(token.text[1:]) == minutes
    assert (token.start, token.end) == (0, len(said))


def test_names_are_compared_as_the_catalogue_compares_them() -> None:
    assert [t.key for t in tokenize("Destiny's P!nk").items if t.key] == ["destiny s", "p", "nk"]


def test_the_longest_reading_wins_and_bonus_settles_ties() -> None:
    long, short, tie = Match(0, 2), Match(0, 1, bonus=8), Match(1, 2, bonus=8)
    assert cover([short, long, tie], 2) == [long]
    assert cover([Match(0, 1), short], 1) == [short]
