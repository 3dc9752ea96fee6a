"""The door and the guardrails: refusals with their codes, limits on tangle, and care read as one gentle wish."""

from __future__ import annotations

from itertools import pairwise

import pytest

from segue.errors import PromptError
from segue.intent import parse, read
from segue.intent.door import MAX_DEPTH, MAX_NEGATIONS, MAX_WISHES
from segue.music import Request


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        ("kill all jews, upbeat", "prompt_refused_hate"),
        ("songs about sex with kids", "prompt_refused_minors"),
        ("how to make a bomb", "prompt_refused_violence"),
        ("music to murder my ex to", "prompt_refused_abuse"),
        ("(" * (MAX_DEPTH + 1) + "calm", "prompt_too_nested"),
        ("[{(" * MAX_DEPTH + "calm" + ")}]" * MAX_DEPTH, "prompt_too_nested"),
        ("no " * (MAX_NEGATIONS + 1) + "rap", "prompt_too_negated"),
        (", ".join(f"around {n} bpm" for n in range(40, 360)), "prompt_too_many_wishes"),
    ],
)
def test_what_may_not_or_cannot_be_answered_is_refused_with_a_code(prompt: str, code: str) -> None:
    with pytest.raises(PromptError) as refused:
        read(Request(prompt=prompt), None)
    assert refused.value.code == f"segue.E.{code}"
    assert refused.value.hint
    assert prompt not in refused.value.message + refused.value.hint
    assert parse(prompt, None).prompt == prompt, "reading alone refuses nothing"


@pytest.mark.parametrize(
    "prompt", ["calm (not (too) sad)", ":( :( :( sad songs " + ":(" * 30, "no no no no rap", "(((calm)))"]
)
def test_people_may_be_untidy(prompt: str) -> None:
    assert read(Request(prompt=prompt), None).requirements


def test_many_wishes_are_fine() -> None:
    prompt = ", ".join(f"no artist{n}" for n in range(MAX_WISHES // 4))
    assert len(read(Request(prompt=f"20 songs, {prompt}"), None).requirements) <= MAX_WISHES


@pytest.mark.parametrize(
    "prompt",
    [
        "i just want to die",
        "20 songs, i'm so tired of living, no rap",
        "I feel suicidal. Sad piano. I want to die.",
        "kms",
    ],
)
def test_a_cry_for_help_is_one_gentle_wish_and_the_rest_stands(prompt: str) -> None:
    intent = parse(prompt, None)
    gentle = [r for r in intent.requirements if r.value == "gentle"]
    assert gentle
    for wish in gentle:
        assert prompt[slice(*wish.span)] == wish.phrase
        assert wish.strength == "prefer"
    spans = sorted([r.span for r in intent.requirements] + [u.span for u in intent.unread])
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), "no word is told twice"
    assert bool(intent.of("count")) == ("20" in prompt)


@pytest.mark.parametrize(
    "prompt", ["songs about suicide", "murder ballads", "music to cry to", "sad, hopeless, dark songs"]
)
def test_sad_music_gets_no_care_that_it_did_not_ask_for(prompt: str) -> None:
    assert all(r.value != "gentle" for r in read(Request(prompt=prompt), None).requirements)
