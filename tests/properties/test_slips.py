"""One slip in a long word neither flips a polarity nor raises."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from segue.intent import parse
from segue.knowledge.lexicon import lexicon

_LONG = 7
_WORDS = sorted(
    term
    for term in lexicon().senses
    if len(term) >= _LONG and " " not in term and parse(f"{term} songs", None).requirements
)
_TEMPLATES = ["no {}", "{} songs", "20 {} tracks", "20 songs without {}", "not {}, please", "jazz but no {}"]


@st.composite
def _slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same with one letter wrong, missing, doubled, or swapped with the next."""
    word = draw(st.sampled_from(_WORDS))
    at = draw(st.integers(1, len(word) - 2))
    kind = draw(st.sampled_from(["wrong", "missing", "doubled", "swapped"]))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    middle = {"wrong": letter, "missing": "", "doubled": word[at] * 2, "swapped": word[at + 1] + word[at]}[kind]
    return word, word[:at] + middle + word[at + 1 + (kind == "swapped") :]


@settings(max_examples=400, deadline=None)
@given(_slipped(), st.sampled_from(_TEMPLATES))
def test_a_slip_flips_no_polarity(slip: tuple[str, str], template: str) -> None:
    word, typed = slip
    right = {r.attribute: r.polarity for r in parse(template.format(word), None).requirements}
    for r in parse(template.format(typed), None).requirements:
        assert r.polarity == right.get(r.attribute, r.polarity)


@settings(max_examples=200, deadline=None)
@given(_slipped(), st.sampled_from(["without", "except", "excluding", "nothing"]), st.integers(1, 5))
def test_a_slip_in_the_negation_never_makes_a_wish_of_what_is_to_be_avoided(
    slip: tuple[str, str], negation: str, at: int
) -> None:
    at = min(at, len(negation) - 2)
    typed = negation[:at] + negation[at + 1] + negation[at] + negation[at + 2 :]
    right = parse(f"jazz {negation} {slip[0]}", None).requirements
    slipped = parse(f"jazz {typed} {slip[0]}", None).requirements
    assert [(r.attribute, r.polarity) for r in slipped] == [(r.attribute, r.polarity) for r in right]
