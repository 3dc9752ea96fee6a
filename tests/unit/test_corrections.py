"""What a listener puts right: texts become notes, what is none is refused."""

from __future__ import annotations

import pytest

from segue.catalogue.corrections import corrected
from segue.errors import BadInput
from segue.music import Attribute, Labels


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [("tempo", " 121.5 ", 121.5), ("key", "F#", 6), ("key", "Bb", 10), ("key", "11", 11), ("mode", "Minor", 0),
     ("energy", "0", 0), ("year", "1994", 1994)],
)  # fmt: skip
def test_numbers_are_read(field: str, text: str, value: float) -> None:
    assert corrected("1", None, {field: text}).values == {field: Attribute(value, "listener")}


def test_words_are_read_each_once() -> None:
    note = corrected("1", None, {"mood": "calm, dreamy,calm , ", "genre": "trip hop"})
    assert note.labels == {"mood": Labels(("calm", "dreamy"), "listener"), "genre": Labels(("trip hop",), "listener")}


def test_a_later_word_counts_and_an_empty_one_takes_it_back() -> None:
    first = corrected("1", None, {"tempo": "120", "mood": "calm"})
    second = corrected("1", first, {"tempo": "60"})
    assert (second.values["tempo"].value, second.labels) == (60, first.labels)
    assert corrected("1", second, {"tempo": "", "mood": " "}).is_empty


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [("tempo", "fast", "correction_value"), ("tempo", "5", "correction_value"), ("energy", "nan", "correction_value"),
     ("key", "h", "correction_value"), ("year", "inf", "correction_value"), ("popularity", "3", "correction_field"),
     ("title", "x", "correction_field")],
)  # fmt: skip
def test_what_is_none_is_refused(field: str, text: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        corrected("1", None, {field: text})
    assert refused.value.code == f"segue.E.{code}"
    assert refused.value.hint
