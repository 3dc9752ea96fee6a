"""Slips of the finger: what is put right, what is left alone."""

from __future__ import annotations

import pytest

from segue.intent import parse
from segue.knowledge.typos import typos


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("synthwvae", "synthwave"), ("instumental", "instrumental"), ("melancoly", "melancholy"),
        ("accoustic", "acoustic"), ("realxing", "relaxing"), ("wihtout", "without"), ("excpet", "except"),
        ("betwen", "between"), ("psychadelic", "psychedelic"), ("elctronic", "electronic"), ("dancin", "dancing"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert typos().meant(typed) == meant


@pytest.mark.parametrize(
    "word",
    ["martial", "marital", "expect", "without", "guitars", "message", "jaz", "bowie", "weezer", "slayer", "christina",
     "12345678", "ελληνικα", "parents", "features", ""],
)  # fmt: skip
def test_a_word_of_its_own_is_left_alone(word: str) -> None:
    assert typos().meant(word) is None


def test_a_mended_word_is_read_where_it_stands_and_the_reading_tells() -> None:
    vocals, genre = parse("wihtout vocals, synthwvae", None).requirements
    assert (vocals.polarity, vocals.phrase, vocals.span) == ("avoid", "wihtout vocals", (0, 14))
    assert (genre.value, genre.phrase) == ("synthwave", "synthwvae")
    assert genre.reading is not None
    assert genre.reading.text.startswith("“synthwvae” read as “synthwave”; ")


@pytest.mark.parametrize(
    "prompt",
    [
        "with synthwvae in the title",
        'songs like "Synthwvae"',
        "songs by Instumental",
        "songs like Accoustic",
        "called realxing",
    ],
)
def test_names_and_titles_stay_as_typed(prompt: str) -> None:
    intent = parse(prompt, None)
    assert all("read as" not in r.reading.text for r in intent.requirements if r.reading)
    assert not any(r.attribute in ("genre", "mood", "acousticness", "instrumentalness") for r in intent.requirements)
