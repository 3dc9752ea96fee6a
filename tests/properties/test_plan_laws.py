"""What holds for every plan: the canonical form comes back, wrong lines are told by name, and no text is too much."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from prompts import composed, real
from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput
from segue.intent import as_plan, parse
from segue.music import ATTRIBUTES, Intent, Requirement, canonical, parse_canonical, parse_plan
from segue.testing.intents import intents, requirements

_SYNTAX = st.sampled_from(
    ["want", "avoid", "must", "prefer", "genre", "tempo", "arc", "is", "any", "between", "[1,2]", '"jazz"', "share=",
     "0.5", "50%", "block=0", "reading={", "}", "#", "=", "prompt ", "unread ", '"', "span=[0,1]", " ", "\t", "null",
     "NaN", "1e999", "[" * 2000, '{"a":' * 2000, "9" * 5000, "\n", "explicit", "yes", "mode", "major", "-", ".5"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(intents())
def test_the_canonical_form_parses_back_to_itself(intent: Intent) -> None:
    text = intent.canonical()
    assert parse_plan(text) == intent
    assert parse_plan(text).canonical() == text


@settings(max_examples=200, deadline=None)
@given(requirements())
def test_one_requirement_parses_back_to_itself(requirement: Requirement) -> None:
    line = canonical(requirement)
    assert "\n" not in line
    assert parse_canonical(f"  {line}  # as said\r") == requirement


@settings(max_examples=400, deadline=None)
@given(st.lists(_SYNTAX | st.text(max_size=8), max_size=12).map(" ".join))
def test_any_text_is_a_plan_or_is_refused_by_its_line(text: str) -> None:
    error = _refusal(text)
    if error is not None:
        assert error.code == "segue.E.rule_syntax"
        assert error.message.startswith("Line ")
        assert error.hint
        assert len(error.message) < 300


def _refusal(text: str) -> BadInput | None:
    try:
        parse_plan(text)
    except BadInput as error:
        return error
    return None


@settings(max_examples=200, deadline=None)
@given(st.lists(_SYNTAX | st.text(max_size=8), max_size=12).map(" ".join))
def test_a_prompt_that_is_a_plan_is_read_whatever_it_says(text: str) -> None:
    prompt = f"Plan:\n{text}"
    intent = parse(prompt, None)
    told = [(r.phrase, r.span) for r in intent.requirements] + [(u.phrase, u.span) for u in intent.unread]
    assert all(prompt[slice(*span)] == phrase != "" for phrase, span in told)
    assert all(len(u.phrase.split()) <= 6 for u in intent.unread)


def _asked(intent: Intent) -> list[Requirement]:
    return [replace(r, phrase="", span=(0, 0)) for r in intent.requirements]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(real()) | composed())
def test_what_is_read_can_be_written_down_and_read_again(prompt: str) -> None:
    for r in (first := parse(prompt, None)).requirements:
        assert r.attribute in ATTRIBUTES
    written = as_plan(first, None)
    refused = _refusal(written)
    if refused is not None:  # "12 s" is a length that no list can have: it is read, and refused at the door
        assert "It is told in" in refused.hint
        return
    assert _asked(parse("plan:\n" + written, None)) == _asked(first)


@pytest.mark.parametrize("prompt", ["late-night synthwave, no vocals, half jazz", "no sad songs, dream pop or bolero"])
def test_a_plan_is_read_against_the_catalogue(prompt: str, tiny: Snapshot) -> None:
    first = parse(prompt, tiny)
    assert _asked(parse("plan:\n" + as_plan(first, tiny), tiny)) == _asked(first)
