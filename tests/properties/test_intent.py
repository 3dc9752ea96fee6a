"""What holds for any text: nothing is raised, spans cut out their phrases, nothing is told twice, nothing vanishes."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue.intent import parse
from segue.intent.tokens import tokenize
from segue.knowledge.lexicon import lexicon
from segue.music import ATTRIBUTES, Intent, Span

_WORDS = [
    "20", "songs", "no", "rap", "or", "electronic", ",", "only", "Queen", "like", "Radiohead", "a few", "touches",
    "90s", "between 120 and 130 bpm", "start calm", "and end wild", "half", "synthwave", "then", "first half",
    "with love in the title", "at most two per artist", "not too", "sad", "for", "running", "by", "mastered",
    "at midnight", "half an hour", "1h30", "above", ".8", "energy", "%", "if you can", "but", "(", ")", '"', "'80s",
    "sorted by tempo", "without", "vocals", ".", "first ten minutes", "5 of them", "3:30", "the rest", "2/3",
    "getting faster", "in French", "up to", "minutes", "-", "in C minor", "nothing popular", "maybe", "1984",
]  # fmt: skip
prompts = st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join)
texts = st.text(max_size=120) | st.text(st.characters(), max_size=60) | prompts


def _told(intent: Intent) -> list[tuple[str, Span]]:
    return [(r.phrase, r.span) for r in intent.requirements] + [(u.phrase, u.span) for u in intent.unread]


@settings(max_examples=400, deadline=None)
@given(texts)
def test_any_text_is_read_and_every_span_cuts_out_its_phrase(prompt: str) -> None:
    intent = parse(prompt, None)
    for phrase, (start, end) in _told(intent):
        assert 0 <= start < end <= len(prompt)
        assert prompt[start:end] == phrase
    for requirement in intent.requirements:
        assert requirement.attribute in ATTRIBUTES
        assert 0 < requirement.share <= 1


@settings(max_examples=200, deadline=None)
@given(texts)
def test_unread_phrases_are_short_and_no_word_stands_in_both(prompt: str) -> None:
    intent = parse(prompt, None)
    read = {at for r in intent.requirements for at in range(*r.span)}
    for unread in intent.unread:
        assert len(unread.phrase.split()) <= 6
        assert read.isdisjoint(range(*unread.span))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*_WORDS, "zorb", "quux", "midnight", "engineers", "whale"]), max_size=10).map(" ".join)
)
def test_no_word_vanishes_that_is_not_listed_as_asking_nothing(prompt: str) -> None:
    intent = parse(prompt, None)
    told = {at for _, span in _told(intent) for at in range(*span)}
    for token in tokenize(prompt).items:
        if token.text in ("zorb", "quux", "whale"):
            assert told.issuperset(range(token.start, token.end))


@settings(max_examples=100, deadline=None)
@given(prompts)
def test_the_same_text_is_read_the_same_way(prompt: str) -> None:
    assert parse(prompt, None) == parse(prompt, None)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["rap", "hip hop", "sad songs", "Eminem", "vocals", "synthwave"]),
    st.sampled_from(["please", "ok", "the"]),
)
def test_a_word_that_asks_nothing_flips_no_polarity(what: str, word: str) -> None:
    for prompt in (f"{word} no {what}, 10 songs", f"no {what} {word}, 10 songs", f"NO {what}, 10 songs"):
        wishes = [r for r in parse(prompt, None).requirements if r.attribute != "count"]
        assert [r.polarity for r in wishes] == ["avoid"]


@pytest.mark.parametrize(
    "unit",
    [
        "slowly ", "no rap or ", "start very ", "1 ", "energy is at ", "\u201c", "getting more and ", "half ",
        "then jazz ", "only ", "by Mastered at ", "like Queen and ", "love or ",
    ],
)  # fmt: skip
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def took(length: int) -> float:
        prompt = unit * (length // len(unit))
        start = time.perf_counter()
        parse(prompt, None)
        return time.perf_counter() - start

    took(1_000)
    assert min(took(8_000) for _ in range(3)) < 12 * max(min(took(2_000) for _ in range(3)), 0.01)


def test_terms_of_the_lexicon_are_folded_and_mean_one_thing() -> None:
    known = lexicon()
    for term in [*known.senses, *known.markers, *known.poles, *known.comparatives]:
        assert re.fullmatch(r"[^\W_A-Z]+(?: [^\W_A-Z]+)*", term), term
    assert known.function & known.participles <= {"mixed"}
