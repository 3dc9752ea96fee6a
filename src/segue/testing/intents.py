"""Intents of every valid form, for Hypothesis: all attributes, operators, values, readings, shares, scopes and spans.

from hypothesis import given
from segue.testing.intents import intents

@given(intents())
def test_…(intent): …
"""

from __future__ import annotations

from typing import Any, Final, Literal

from hypothesis import strategies as st

from segue.music import (
    ATTRIBUTES,
    MAX_MINUTES,
    MAX_TRACKS,
    NUMERIC,
    WHOLE,
    Intent,
    Place,
    Reading,
    Region,
    Requirement,
    Unread,
)

_RANGES: Final[dict[str, tuple[float, float]]] = {
    **{name: (n.low, n.high) for name, n in NUMERIC.items() if name != "explicit"},
    "count": (1, MAX_TRACKS), "per_artist": (1, MAX_TRACKS), "duration": (1, MAX_MINUTES), "novelty": (0, 1),
    "track_duration": (0, MAX_MINUTES), "block": (0, MAX_MINUTES), "era": (1000, 2100),
}  # fmt: skip
_COURSES: Final = sorted(set(_RANGES) - WHOLE - {"era"})
_NUMERIC_OPERATORS: Final = ("is", "not", "min", "max", "about")

_SURROGATES: Final[tuple[Literal["Cs"], ...]] = ("Cs",)
texts = st.text(st.characters(exclude_categories=_SURROGATES), min_size=1, max_size=30) | st.sampled_from(
    ["jazz", "hip hop", 'a "quoted" name', "share=0.5 # no", "two\nlines", "\u2028 \x85", "[1,2]", "true", "1999", " "]
)
"""Words and names, among them those that a careless reader takes for syntax."""


def numbers(attribute: str) -> st.SearchStrategy[int | float]:
    """Numbers that `attribute` can be, whole and broken."""
    low, high = _RANGES[attribute]
    return st.integers(int(low), int(high)) | st.floats(low, high, allow_nan=False)


def _in_numbers(attribute: str) -> st.SearchStrategy[tuple[Any, Any]]:
    number = numbers(attribute)
    return st.one_of(
        st.tuples(st.sampled_from(_NUMERIC_OPERATORS), number),
        st.tuples(st.just("between"), st.tuples(number, number).map(lambda pair: tuple(sorted(pair)))),
        st.tuples(st.just("any"), st.lists(number, min_size=1, max_size=4).map(tuple)),
    )


_in_words: Final[st.SearchStrategy[tuple[Any, Any]]] = st.one_of(
    st.tuples(st.sampled_from(("is", "not")), texts),
    st.tuples(st.just("any"), st.lists(texts, min_size=1, max_size=4).map(tuple)),
)
_special: Final[dict[str, st.SearchStrategy[tuple[Any, Any]]]] = {
    "arc": st.tuples(st.sampled_from(("rising", "falling")), st.sampled_from(_COURSES))
    | st.tuples(st.just("is"), texts),
    "explicit": st.tuples(st.sampled_from(("is", "not")), st.booleans()),
}


def _conditions(attribute: str) -> st.SearchStrategy[tuple[Any, Any]]:
    """Operators of `attribute`, each with a value that it takes."""
    if attribute in _special:
        return _special[attribute]
    if attribute == "era":
        return _in_words | _in_numbers(attribute)
    return _in_numbers(attribute) if attribute in _RANGES else _in_words


@st.composite
def regions(draw: st.DrawFn) -> Region:
    """A part of the range of a numeric attribute."""
    attribute = draw(st.sampled_from(_COURSES))
    between = st.tuples(numbers(attribute), numbers(attribute)).map(lambda pair: tuple(sorted(pair)))
    one = st.tuples(st.sampled_from(("min", "max", "about")), numbers(attribute))
    condition: tuple[Any, Any] = draw(one | st.tuples(st.just("between"), between))
    return Region(attribute, *condition)


_named_regions = st.builds(Region, attribute=st.sampled_from(("artist", "genre")), operator=st.just("is"), value=texts)
readings = st.builds(
    Reading,
    text=texts | st.just(""),
    labels=st.lists(texts, max_size=3).map(tuple),
    regions=st.lists(regions(), max_size=2).map(tuple),
    absent=st.booleans(),
    subjective=st.booleans(),
    spared=st.lists(regions() | _named_regions, max_size=2).map(tuple),
)
_scopes: Final[st.SearchStrategy[Any]] = (
    st.just("list") | st.builds(Place, block=st.integers(0, 50)) | st.builds(Place, position=st.integers(1, MAX_TRACKS))
)


@st.composite
def requirements(draw: st.DrawFn, prompt: str = "") -> Requirement:
    """A valid requirement; its span lies in `prompt`, or it came by an option."""
    attribute = draw(st.sampled_from(sorted(ATTRIBUTES)))
    operator, value = draw(_conditions(attribute))
    span = draw(_spans(prompt)) if prompt and draw(st.booleans()) else (0, 0)
    return Requirement(
        phrase=prompt[slice(*span)], span=span, attribute=attribute, operator=operator, value=value,
        reading=draw(st.none() | readings),
        polarity=draw(st.sampled_from(("want", "avoid", "like"))),
        strength=draw(st.sampled_from(("must", "prefer"))),
        share=draw(st.just(1.0) | st.floats(0, 1, exclude_min=True)),
        scope=draw(_scopes),
    )  # fmt: skip


@st.composite
def _spans(draw: st.DrawFn, prompt: str) -> tuple[int, int]:
    start = draw(st.integers(0, len(prompt) - 1))
    return start, draw(st.integers(start + 1, len(prompt)))


@st.composite
def intents(draw: st.DrawFn) -> Intent:
    """A valid Intent."""
    prompt = draw(st.just("") | texts)
    asked = draw(st.lists(requirements(prompt), max_size=5))
    spans = draw(st.lists(_spans(prompt), max_size=2)) if prompt else []
    unread = tuple(Unread(prompt[slice(*span)], span) for span in spans)
    return Intent(prompt=prompt, requirements=tuple(asked), unread=unread)
