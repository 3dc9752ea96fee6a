"""Words in a terminal: exactly as wide as asked, and never able to steer it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.cli.text import WIDTH, clean, clock, columns, fit, meaning, number, wrap
from segue.music import Place, Requirement

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANY, st.integers(2, 90))
def test_fit_takes_exactly_its_columns(text: str, width: int) -> None:
    assert columns(fit(text, width)) == width


@given(ANY)
def test_nothing_cleaned_can_steer_a_terminal(text: str) -> None:
    assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for c in clean(text))


@given(st.text(st.sampled_from("abc äあ"), max_size=400))
def test_wrapped_lines_stay_within_the_page_and_lose_no_word(text: str) -> None:
    lines = list(wrap(text, 4))
    assert all(columns(line) <= WIDTH for line in lines if len(line.split()) > 1)
    assert " ".join(lines).split() == text.split()


@pytest.mark.parametrize(
    ("ms", "said"), [(None, "–:––"), (0, "0:00"), (59_600, "1:00"), (214_000, "3:34"), (3_725_000, "1:02:05")]
)
def test_a_duration_is_said_as_a_clock(ms: int | None, said: str) -> None:
    assert clock(ms) == said


def test_numbers_carry_no_needless_digits() -> None:
    assert [number(v) for v in (124.0, 0.62, -5.8, 100)] == ["124", "0.62", "−5.8", "100"]


def wish(**fields: object) -> Requirement:
    plain = {"phrase": "x", "span": (0, 1), "attribute": "tempo", "operator": "about", "value": 170.0}
    return Requirement(**{**plain, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("requirement", "said"),
    [
        (wish(), "tempo ≈ 170"),
        (wish(operator="between", value=(120, 130)), "tempo 120–130"),
        (wish(attribute="duration", value=60), "duration ≈ 60 min"),
        (wish(attribute="track_duration", operator="between", value=(2, 3.5)), "track duration 2–3.5 min"),
        (wish(attribute="genre", operator="any", value=("jazz", "soul")), "genre jazz / soul"),
        (wish(attribute="artist", operator="is", value="Ada", polarity="avoid"), "no artist Ada"),
        (wish(attribute="similar", operator="is", value="Ada", polarity="like"), "like similar Ada"),
        (wish(attribute="arc", operator="rising", value="energy"), "energy rising"),
        (wish(operator="min", scope=Place(block=0), share=0.5, strength="prefer"),
         "tempo ≥ 170, part 1, 50% of them, if possible"),
    ],
)  # fmt: skip
def test_a_requirement_is_said_in_short(requirement: Requirement, said: str) -> None:
    assert meaning(requirement) == said
