"""Every word of a prompt is in a requirement, in `unread`, or listed as asking for nothing by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue.intent import parse, uncovered
from segue.knowledge.genres import graph
from segue.knowledge.lexicon import lexicon

_ROOT = Path(__file__).parents[2]
_GOLDEN = (_ROOT / "tests" / "golden" / "prompts_read.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]
_CHECKED = sorted((_ROOT / "benchmarks" / "prompts").glob("*.jsonl"))
_TEMPLATES = [
    "{} songs", "20 {} tracks without {}", "no {}", "only {} and {}, half an hour", "{} but not {}", "like {} but {}",
    "mostly {} with some {}", "first half {}, second half {}", "start with {} and end with {}", "something {} for {}",
    "songs about {}", "{} from the 80s, ideally {}", "not too {}, maybe {}", "a few {} touches, the rest {}",
    "nothing {} except {}", "{}, {} or {}", "30% {}", "{} by {}", "i don't want {}", "neither {} nor {}",
]  # fmt: skip
_JUNK = st.sampled_from(["zorb", "quux", "whale", "engineers", "left-handed", "Zürich", "12", "♫", "of", "mango's"])
_KNOWN = st.sampled_from(
    sorted({*lexicon().senses, *lexicon().markers, *lexicon().phrases, *lexicon().themes, *graph().names})
)
_FILLING = st.one_of(_KNOWN, _KNOWN, st.tuples(_JUNK, _KNOWN).map(" ".join), _JUNK)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(_TEMPLATES), st.lists(_FILLING, min_size=3, max_size=3))
def test_no_word_of_a_template_vanishes(template: str, said: list[str]) -> None:
    assert uncovered(parse(template.format(*said), None)) == []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(_KNOWN, _JUNK, st.sampled_from([",", ".", "and", "no", "20", "minutes", "%", "("])), max_size=12)
)
def test_no_word_of_any_row_of_words_vanishes(said: list[str]) -> None:
    assert uncovered(parse(" ".join(said), None)) == []


def _real() -> list[str]:
    checked = [json.loads(line)["prompt"] for path in _CHECKED for line in path.read_text("utf-8").splitlines() if line]
    return checked + [case.split("\n")[0].removeprefix("# ") for case in _GOLDEN]


def test_no_word_of_a_real_prompt_vanishes() -> None:
    lost = {prompt: words for prompt in _real() if (words := uncovered(parse(prompt, None)))}
    assert lost == {}


@pytest.mark.parametrize("prompt", ["jazz, not", "20 songs without", "no. 10 songs", "funk but never", "i don't"])
def test_a_negation_that_finds_nothing_to_turn_is_told(prompt: str) -> None:
    (unread,) = parse(prompt, None).unread
    assert unread.phrase.casefold() in ("not", "without", "no", "never", "don't")


@pytest.mark.parametrize("word", ["energy", "moody", "beautiful", "best of", "my favourites", "evening"])
def test_words_that_carry_a_wish_are_read_as_one(word: str) -> None:
    assert parse(f"songs: {word}", None).requirements
    assert word not in lexicon().function


def test_what_asks_for_nothing_is_no_wish() -> None:
    known = lexicon()
    wishes = known.senses.keys() - {"new", "old", "energy", "hits", "banger", "anthems"}
    assert not wishes & (known.function | known.nouns | known.phrases)
    assert not known.function & {t for t, m in known.markers.items() if m.kind == "avoid"}
