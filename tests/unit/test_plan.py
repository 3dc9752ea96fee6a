"""The plan language: what lines mean, how wrong ones are told, and how plans come in and go out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput
from segue.intent import as_plan, parse, read
from segue.music import Line, Place, Request, Requirement, Unread, parse_canonical, parse_line, parse_plan

_GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "plan-language.md"
_PLANS = re.findall(r"```plan\n(.*?)```", _GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def _told(r: Requirement) -> tuple[object, ...]:
    return (r.polarity, r.strength, r.attribute, r.operator, r.value)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("genre jazz", ("want", "must", "genre", "is", "jazz")),
        ("Want Must genre IS hip hop", ("want", "must", "genre", "is", "hip hop")),
        ("avoid genre any rap, trap ,drill", ("avoid", "must", "genre", "any", ("rap", "trap", "drill"))),
        ("prefer tempo between 120 and 130", ("want", "prefer", "tempo", "between", (120, 130))),
        ("tempo between 120-130", ("want", "must", "tempo", "between", (120, 130))),
        ("loudness between -20 -8.5", ("want", "must", "loudness", "between", (-20, -8.5))),
        ("energy max .4", ("want", "must", "energy", "max", 0.4)),
        ("year any 1994, 1999", ("want", "must", "year", "any", (1994, 1999))),
        ("era is 80s", ("want", "must", "era", "is", "80s")),
        ("era 1980", ("want", "must", "era", "is", 1980)),
        ("similar Björk", ("like", "must", "similar", "is", "Björk")),
        ("avoid similar Björk", ("avoid", "must", "similar", "is", "Björk")),
        ("title is 1999", ("want", "must", "title", "is", "1999")),
        ('title "# 1"  # not a comment before this', ("want", "must", "title", "is", "# 1")),
        ("title C# and A#", ("want", "must", "title", "is", "C# and A#")),
        ("key F#", ("want", "must", "key", "is", 6)),
        ("mode minor", ("want", "must", "mode", "is", 0)),
        ("avoid explicit yes", ("avoid", "must", "explicit", "is", True)),
        ("arc rising energy", ("want", "must", "arc", "rising", "energy")),
        ("  must \t count 20 \r", ("want", "must", "count", "is", 20)),
    ],
)
def test_a_line_by_hand_means(line: str, expected: tuple[object, ...]) -> None:
    assert _told(parse_canonical(line)) == expected


def test_fields_turn_a_requirement() -> None:
    half = parse_canonical("genre jazz share=50% block=1 reading=none # half")
    assert (half.share, half.scope, half.reading) == (0.5, Place(block=1), None)
    first = parse_canonical('mood calm position=3 reading="quiet, to me"')
    assert first.scope == Place(position=3)
    assert first.reading is not None
    assert first.reading.text == "quiet, to me"
    assert parse_canonical("genre jazz scope=list").scope == "list"


@pytest.mark.parametrize(
    ("line", "says", "hints"),
    [
        ("tempoo 120", "“tempoo” is not an attribute", "Did you mean tempo?"),
        ("genre", "there is no value", "for example"),
        ("genre is # nothing", "there is no value", "for example"),
        ("genre is jazz shares=0.5", "“shares=” is no field", "share, scope"),
        ('genre is "jazz', "not whole", "quotes"),
        ("tempo between 130 120", "the lower number comes first", "between 120 and 130"),
        ("tempo between 120", "takes two numbers", "for example"),
        ("tempo is fast", "“fast” is not a number", "BPM"),
        ("tempo about 900", "tempo is 900", "from 20 to 400"),
        ("tempo rising 3", "takes no “rising”", "between"),
        ("genre min 3", "takes no “min”", "any, is, not"),
        ("arc rising sadness", "no course is called “sadness”", "energy"),
        ("explicit maybe", "true or false", "for example"),
        ("genre jazz share=0", "share is", "above 0"),
        ("genre jazz share=150%", "share is", "above 0"),
        ("genre jazz share=0.5 share=0.6", "stated twice", "for example"),
        ("genre jazz position=0", "no part of a list", "count from 1"),
        ("genre jazz span=[1]", "not a pair", "code points"),
        ('mood sad reading={"labels":["sad"]}', "wrong kind", "for example"),
        ('mood sad reading={"text":"x","regions":[{"attribute":"joy","operator":"min","value":1}]}', "joy", "energy"),
        ("share=0.5", "begins with what is wished for", "for example"),
        ("prompt jazz=1", "no field", "quotes"),
        ("count NaN", "not a number", "tracks"),
    ],
)
def test_a_wrong_line_is_told_by_its_number_and_a_mend(line: str, says: str, hints: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_plan(f"# a plan\ngenre jazz\n{line}\n")
    error = refused.value
    assert error.code == "segue.E.rule_syntax"
    assert error.message.startswith("Line 3: ")
    assert says in error.message
    assert hints in error.hint


def test_a_plan_carries_its_prompt_and_what_was_unread() -> None:
    intent = parse_plan('prompt "jazz and zorb"\n\ngenre jazz # yes\nunread "zorb" span=[9,13]')
    assert intent.prompt == "jazz and zorb"
    assert [r.value for r in intent.requirements] == ["jazz"]
    assert intent.unread == (Unread("zorb", (9, 13)),)


def test_a_line_says_where_its_value_stands() -> None:
    for raw, cut in (
        ('  must genre is "hip hop" share=0.5', "hip hop"), ("genre jazz # x", "jazz"),
        ("must tempo between 90 and 95  # slow", "tempo between 90 and 95"), ('genre any ["a","b"]', '["a","b"]'),
    ):  # fmt: skip
        line = parse_line(raw)
        assert isinstance(line, Line)
        assert raw[slice(*line.at)].removeprefix("genre any ") == cut


def test_a_prompt_may_be_a_plan_and_words_mean_what_they_do_in_prose(tiny: Snapshot) -> None:
    prompt = "plan:\nmust genre is jazz\nprefer mood sad\navoid must vocals is vocals\nzorb is 3\n"
    intent = parse(prompt, tiny)
    prose = {r.attribute: r for r in parse("sad jazz, no vocals", tiny).requirements}
    assert {r.attribute: r.reading for r in intent.requirements} == {name: r.reading for name, r in prose.items()}
    assert [prompt[slice(*r.span)] for r in intent.requirements] == ["jazz", "sad", "vocals"]
    assert [u.phrase for u in intent.unread] == ["zorb is 3"]


def test_a_wrong_line_of_a_prompt_is_refused_when_a_list_is_to_be_made() -> None:
    with pytest.raises(BadInput) as refused:
        read(Request(prompt="plan:\ngenre jazz\nzorb is 3"), None)
    assert refused.value.message.startswith("Line 2: ")
    assert refused.value.field == "prompt"


def test_a_follow_up_can_be_written_for_a_plan() -> None:
    written = as_plan(parse("half jazz, no rap,\nfirst half calm, 20 songs of zorb", None), None)
    assert written.startswith("# half jazz, no rap,\n# first half calm")
    assert "\navoid must genre is " in written
    assert written.endswith("# not understood: zorb")


@pytest.mark.parametrize("text", _PLANS, ids=["by hand", "canonical"])
def test_the_plans_of_the_guide_are_plans(text: str) -> None:
    intent = parse_plan(text)
    assert len(intent.requirements) >= 2
    assert not parse(f"plan:\n{text}", None).unread
    for r in intent.requirements:
        assert intent.prompt[slice(*r.span)] == r.phrase


def test_the_canonical_plan_of_the_guide_is_canonical() -> None:
    assert parse_plan(_PLANS[1]).canonical() == _PLANS[1].strip()
