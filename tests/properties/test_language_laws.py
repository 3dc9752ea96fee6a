"""What holds for prompts in any language: spans cut out their phrases, nothing vanishes, no polarity flips by case."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue.intent import parse
from segue.intent.languages import translated
from segue.intent.tokens import tokenize
from segue.knowledge.languages import CODES, languages
from segue.music import Intent, Span

_NAMES = ["Queen", "Daft Punk", "L'Impératrice", "Die Ärzte", "zorb", "d'Indochine", "quux"]
_MARKS = [",", ".", "-", '"', "(", "120", "1985", "80", "½", "É", "ß"]


def _prompts(code: str) -> st.SearchStrategy[str]:
    language = next(spoken for spoken in languages() if spoken.code == code)
    terms = [run.replace("#y0", "1980").replace("#y", "1985").replace("#0", "80").replace("#", "12")
             for run in language.terms.said]  # fmt: skip
    return st.lists(st.sampled_from(terms) | st.sampled_from([*_NAMES, *_MARKS]), max_size=12).map(" ".join)


_ANY = st.one_of([_prompts(code) for code in CODES])


def _told(intent: Intent) -> list[tuple[str, Span]]:
    return [(r.phrase, r.span) for r in intent.requirements] + [(u.phrase, u.span) for u in intent.unread]


@settings(max_examples=400, deadline=None)
@given(_ANY)
def test_every_span_cuts_out_its_phrase(prompt: str) -> None:
    for phrase, (start, end) in _told(parse(prompt, None)):
        assert 0 <= start < end <= len(prompt)
        assert prompt[start:end] == phrase


@settings(max_examples=300, deadline=None)
@given(_ANY)
def test_tokens_in_english_cover_the_same_text(prompt: str) -> None:
    before, after = tokenize(prompt), translated(tokenize(prompt))
    covered = {at for token in after.items for at in range(token.start, token.end)}
    assert all(covered.issuperset(range(token.start, token.end)) for token in before.items)
    assert all(token.text and " " not in token.text for token in after.items)


@settings(max_examples=300, deadline=None)
@given(_ANY)
def test_no_word_that_is_not_listed_vanishes(prompt: str) -> None:
    told = {at for _, span in _told(parse(prompt, None)) for at in range(*span)}
    for token in tokenize(prompt).items:
        if token.text in ("zorb", "quux"):
            assert told.issuperset(range(token.start, token.end))


@pytest.mark.parametrize(
    ("without", "what"), [("sin", "rap"), ("sans", "techno"), ("ohne", "Rap"), ("keine", "Balladen")]
)
def test_case_flips_no_polarity(without: str, what: str) -> None:
    frame = {"sin": "canciones {} {}, diez temas", "sans": "musique {} {}, dix morceaux"}.get(
        without, "Lieder {} {}, zehn Titel"
    )
    for prompt in (
        frame.format(without, what),
        frame.format(without, what).upper(),
        frame.format(without, what).lower(),
    ):
        assert [r.polarity for r in parse(prompt, None).requirements if r.attribute != "count"] == ["avoid"]


@pytest.mark.parametrize(
    "unit",
    [
        "canciones tristes sin rap ",
        "mitad ",
        "título en el ",
        "d'été ",
        "de plus en plus ",
        "Klavierlieder ",
        '"con ',
        "de ",
    ],
)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def took(length: int) -> float:
        tokens = tokenize(unit * (length // len(unit) + 1))
        start = time.perf_counter()
        translated(tokens)
        return time.perf_counter() - start

    took(1_000)
    assert min(took(8_000) for _ in range(3)) < 12 * max(min(took(2_000) for _ in range(3)), 0.002)
