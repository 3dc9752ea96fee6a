"""What holds for every reading: spans cut, polarities stand, nothing is raised, and the work grows with the length."""

from __future__ import annotations

import random
import re
import string
import sys
from collections.abc import Callable
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from prompts import compose, composed, mutated, real
from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput
from segue.intent import parse
from segue.knowledge import genres
from segue.knowledge.lexicon import lexicon
from segue.knowledge.names import fold
from segue.music import Intent, Requirement, canonical, parse_canonical

Reader = Callable[[str], Intent]
_STOPS = ("um", "uhm", "hmm")
"""Words that ask for nothing wherever they stand."""
_LONG = 8
"""Letters of a word from which one of them may be wrong."""
_prompts = st.sampled_from(real()) | composed()


@pytest.fixture(scope="module")
def read(tiny: Snapshot) -> Reader:
    """`parse` against the tiny world."""

    def reader(prompt: str) -> Intent:
        return parse(prompt, tiny)

    return reader


def _polarities(intent: Intent) -> dict[tuple[str, str], str]:
    """What is asked for, and whether it is wanted or avoided; what is both is left away."""
    told: dict[tuple[str, str], set[str]] = {}
    for r in intent.requirements:
        for value in r.value if isinstance(r.value, tuple) else (r.value,):
            told.setdefault((r.attribute, str(value)), set()).add("avoid" if r.polarity == "avoid" else "want")
    return {asked: next(iter(polarity)) for asked, polarity in told.items() if len(polarity) == 1}


def _flips(first: str, second: str, read: Reader) -> list[tuple[str, str]]:
    """What one of two prompts wants and the other avoids."""
    before, after = _polarities(read(first)), _polarities(read(second))
    return [asked for asked in before.keys() & after.keys() if before[asked] != after[asked]]


def _spans_hold(prompt: str, intent: Intent) -> None:
    read: set[int] = set()
    for r in intent.requirements:
        start, end = r.span
        assert 0 <= start < end <= len(prompt), prompt
        assert prompt[start:end] == r.phrase, prompt
        read.update(range(start, end))
    for u in intent.unread:
        assert prompt[slice(*u.span)] == u.phrase, prompt
        assert read.isdisjoint(range(*u.span)), prompt


@settings(max_examples=300, deadline=None)
@given(_prompts)
def test_spans_cut_out_their_phrases(read: Reader, prompt: str) -> None:
    _spans_hold(prompt, read(prompt))


@settings(max_examples=300, deadline=None)
@given(_prompts, st.sampled_from(_STOPS), st.integers(0, 40))
def test_a_stop_word_flips_no_polarity(read: Reader, prompt: str, stop: str, at: int) -> None:
    words = prompt.split(" ")
    at %= len(words) + 1
    assume(not _in_a_term(words, at) and not _in_a_phrase(read(prompt), len(" ".join(words[:at]))))
    assert _flips(prompt, " ".join([*words[:at], stop, *words[at:]]), read) == []


@settings(max_examples=100, deadline=None)
@given(_prompts, st.sampled_from(("please {}", "{} please", "ok, {}", "{}, thank you", "hey: {}")))
def test_politeness_flips_no_polarity(read: Reader, prompt: str, polite: str) -> None:
    assert _flips(prompt, polite.format(prompt), read) == []


def _in_a_term(words: list[str], at: int) -> bool:
    """Whether the words before and behind `at` may belong together: a term ("a few", "anything but"), a comparison
    ("no slower than"), or a number and what it counts."""
    before, behind = (
        fold(word).strip(",.;:!?").replace("'", "") for word in (*["", *words][at : at + 1], *[*words, ""][at : at + 1])
    )
    return f"{before} {behind}" in _pairs() or behind in lexicon().comparatives or behind.isdigit()


def _in_a_phrase(intent: Intent, at: int) -> bool:
    """Whether the code point `at` lies inside a phrase that was read as one."""
    return any(r.span[0] < at < r.span[1] for r in intent.requirements)


@cache
def _pairs() -> frozenset[str]:
    """Every two neighbouring words of the terms that the lexicon and the genre graph list."""
    known = lexicon()
    listed = (known.senses, known.markers, known.phrases, known.poles, known.genre_forms, genres.graph().names)
    runs = [term.split(" ") for table in listed for term in table]
    return frozenset(f"{a} {b}" for words in runs for a, b in pairwise(words))


@settings(max_examples=300, deadline=None)
@given(_prompts, st.sampled_from((str.upper, str.lower, str.title, str.capitalize)))
def test_the_case_flips_no_polarity(read: Reader, prompt: str, turned: object) -> None:
    assert callable(turned)
    assert _flips(prompt, turned(prompt), read) == []


@settings(max_examples=300, deadline=None)
@given(_prompts, st.integers(0, 1 << 32))
def test_one_wrong_letter_in_a_long_word_flips_no_polarity(read: Reader, prompt: str, seed: int) -> None:
    assume(not re.search(r"\b(?:words?|titled?|called|named)\b", prompt))  # near these, names are left as typed
    long = [m.span() for m in re.finditer(rf"[A-Za-z]{{{_LONG},}}", prompt)]
    assume(long)
    assert _flips(prompt, _mistyped(prompt, *random.Random(seed).choice(long), random.Random(seed)), read) == []


def _mistyped(prompt: str, start: int, end: int, rng: random.Random) -> str:
    """`prompt` with one letter of a word left away, doubled, swapped with the next or another; the first one stands."""
    at = rng.randrange(start + 1, end - 1)
    letter = prompt[at]
    wrong = rng.choice(("", letter * 2, prompt[at + 1] + letter, rng.choice(string.ascii_lowercase)))
    return prompt[:at] + wrong + prompt[at + (2 if wrong == prompt[at + 1] + letter else 1) :]


@pytest.mark.slow
def test_no_text_is_too_much(read: Reader, fuzz: range) -> None:
    """`pytest tests/properties/test_reading_laws.py -k too_much --fuzz 200000` reads all of them."""
    for seed in fuzz:
        text = mutated(seed)
        try:
            intent = read(text) if seed % 2 else parse(text, None)
        except Exception as error:
            raise AssertionError(f"text {seed}: {text!r}") from error
        _spans_hold(text, intent)
        assert all(map(_comes_back, intent.requirements)), text


def _comes_back(requirement: Requirement) -> bool:
    """Whether its line reads back as itself, or is refused only for a number that nothing can have ("900 bpm")."""
    try:
        return parse_canonical(canonical(requirement)) == requirement
    except BadInput as error:
        return "It is told in" in error.hint


@pytest.mark.parametrize("seed", range(4))
def test_the_work_grows_with_the_length_and_no_faster(read: Reader, seed: int) -> None:
    rng = random.Random(seed)
    text = ". ".join(rng.choice(real()) if rng.random() < 0.5 else compose(rng) for _ in range(200))
    read(text[:8_000])
    short, long = _calls(text[:2_000], read), _calls(text[:8_000], read)
    assert long < 5 * short


def _calls(prompt: str, read: Reader) -> int:
    """How many functions are called to read `prompt`, ours and built-in ones: work that no clock disturbs."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        read(prompt)
    finally:
        sys.setprofile(None)
    return calls
