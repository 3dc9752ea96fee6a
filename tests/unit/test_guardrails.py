"""The policy at the door: each rule finds its examples, passes what is close to it, and costs next to nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from segue.intent.tokens import tokenize
from segue.knowledge import guardrails
from segue.knowledge.guardrails import Rule, build, find

RULES = guardrails.guardrails().rules
FOUND = [(rule, text) for rule in RULES for text in rule.matching]
PASSED = [(rule, text) for rule in RULES for text in rule.passing]


def _name(value: object) -> str:
    return value.code if isinstance(value, Rule) else str(value)[:40]


@pytest.mark.parametrize(("rule", "text"), FOUND, ids=_name)
def test_a_rule_finds_its_examples(rule: Rule, text: str) -> None:
    assert [finding.rule.code for finding in find(text)][:1] == [rule.code]


@pytest.mark.parametrize(("rule", "text"), PASSED, ids=_name)
def test_music_passes_untouched(rule: Rule, text: str) -> None:
    assert find(text) == ()


def test_every_rule_says_what_it_must() -> None:
    for rule in RULES:
        assert rule.code.replace("_", "").isalpha()
        assert bool(rule.message) == (rule.action != "pass")
        assert bool(rule.title) == (rule.action == "support")
        assert len(rule.passing) >= 4
        assert not any(character.isdigit() for character in rule.message), "a number that may be wrong where you are"


@pytest.mark.parametrize(
    "text",
    [
        "I don't wanna live anymore!!!", "i dont want 2 play, i want to die.",
        "ｉ　ｗａｎｔ　ｔｏ　ｄｉｅ", "I wan\u200bt to d\u00adie",
        "play jazz\ni want to die\nthanks", 'he said "hello". I want to die', '5" single, I want to die',
    ],
)  # fmt: skip
def test_spelling_does_not_hide_a_cry_for_help(text: str) -> None:
    assert guardrails.care(text) is not None


@pytest.mark.parametrize("text", ['"I want to die"', "songs about how i want to die", "i want to. die another day"])
def test_titles_and_sentences_keep_words_apart(text: str) -> None:
    assert guardrails.care(text) is None


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["i", "want", "to", "die", "kill", "all", ".", '"', "by"])).map(" ".join)
)
@example("\x00\ud800")
@example('"' * 99)
def test_any_text_is_judged_and_spans_lie_in_it(text: str) -> None:
    for finding in find(text):
        start, end = finding.span
        assert 0 <= start < end <= len(text)
        assert tokenize(text[start:end]).items


def _rules(**fields: Any) -> dict[str, Any]:
    rule = {"kind": "k", "action": "refuse", "patterns": "a b", "matching": [], "passing": []} | fields
    return {"version": 1, "gentle": {"labels": "x", "energy": 0.5, "valence": 0.1}, "words": {}, "rule": {"r": rule}}


@pytest.mark.parametrize(
    ("patterns", "unless", "text", "found"),
    [
        ("a b", "", "x a b y", True), ("a b", "", "a, b", True), ("a b", "", "a. b", False),
        ("a c? b", "", "a c b", True),
        ("a * b", "", "a 1 2 3 b", True), ("a * b", "", "a 1 2 3 4 b", False), ("a _ b", "", "a x b", True),
        ("a/c b", "", "c b", True), ("a b~", "", "a bees", True), ("a b", "not #", "not a b", False),
        ("a b", "not #", "not x a b", True), ("a b", "# z", "a b z", False), ("a b", "q # z", "a b z", True),
        ("a b", "w", "w x a b", False), ("a b", "w", "w. a b", True),
    ],
)  # fmt: skip
def test_patterns_and_contexts(patterns: str, unless: str, text: str, found: bool) -> None:
    assert bool(build(_rules(patterns=patterns, unless=unless)).find(text)) == found


def test_a_rule_may_need_a_context() -> None:
    rails = build(_rules(needs="z"))
    assert rails.find("a b z")
    assert not rails.find("a b")


@pytest.mark.parametrize("fields", [{"patterns": "* a"}, {"patterns": "a~ b"}, {"patterns": "a?"}, {"action": "smile"}])
def test_rules_that_cannot_work_are_told(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"pattern|smile"):
        build(_rules(**fields))


@pytest.mark.shared
def test_hardly_a_title_of_a_large_catalogue_is_mistaken(shared: Path) -> None:
    columns = pyarrow.parquet.read_table(shared / "data" / "songs.parquet", columns=["title", "artist", "album"])
    names = {name for column in columns.itercolumns() for name in column.to_pylist() if name}
    assert sum(bool(guardrails.guardrails().find(name)) for name in names) < len(names) / 10_000
