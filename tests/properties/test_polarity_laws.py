"""What must not matter to a polarity: case, politeness, filler words, and where in the prompt the wish stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue.intent import parse

_TERMS = [
    "jazz", "techno", "hip hop", "sad songs", "drums", "piano", "female vocals", "ballads", "reggae", "death metal",
    "French songs", "christmas songs", "remixes", "80s music",
]  # fmt: skip
_AVOIDING = [
    "no {}", "without {}", "not {}", "I don't want {}", "I hate {}", "I can't stand {}", "avoid {}", "skip the {}",
    "please leave out {}", "anything but {}", "I'm not a fan of {}", "I'm tired of {}", "steer clear of {}", "zero {}",
    "{} is out", "nothing with {}", "get rid of the {}", "everything except {}", "I never want to hear {}",
]  # fmt: skip
_WANTING = [
    "{}", "only {}", "give me {}", "I want {}", "ideally {}", "not only {}", "not without {}", "nothing but {}",
    "I can't live without {}", "don't skip the {}", "never without {}", "nothing except {}", "{} would be nice",
]  # fmt: skip
_FILLERS = ["really ", "please ", "well, ", "ok so ", "hey, ", "so "]
_TAILS = ["", " please", ", thanks", ", 20 songs", " for tonight", ". That is all.", ", one hour"]
_CASES = [str, str.upper, str.title, str.capitalize, str.lower]


def _polarities(prompt: str) -> set[str]:
    return {r.polarity for r in parse(prompt, None).requirements if r.attribute not in ("count", "duration")}


@settings(max_examples=250, deadline=None)
@given(
    st.sampled_from([*((t, "avoid") for t in _AVOIDING), *((t, "want") for t in _WANTING)]),
    st.sampled_from(_TERMS),
    st.sampled_from(_FILLERS),
    st.sampled_from(_TAILS),
    st.sampled_from(_CASES),
)
def test_fillers_case_and_what_follows_flip_no_polarity(
    template: tuple[str, str], term: str, filler: str, tail: str, case: type[str]
) -> None:
    said, polarity = template[0].format(term), template[1]
    expected = _polarities(said)
    assert polarity in expected
    assert _polarities(case(filler + said + tail)) - {"want"} == expected - {"want"}


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["no", "without", "I don't want", "avoid"]),
    st.lists(st.sampled_from(_TERMS), min_size=2, max_size=3),
)
def test_a_list_behind_or_is_avoided_whole(marker: str, terms: list[str]) -> None:
    prompt = f"{marker} {' or '.join(terms)}"
    assert "want" not in _polarities(prompt)


@pytest.mark.parametrize("term", _TERMS)
def test_some_and_any_are_no_negations(term: str) -> None:
    assert "avoid" not in _polarities(f"some {term}")
    assert "want" not in _polarities(f"not any {term}")
