"""Numbers and how they are compared: "between 120 and 130 bpm", "nothing faster than 90", "energy above .8", "70+".

A quantity is an operator with one or two numbers, and what it is about: the attribute's name or unit beside it, or the
comparison itself ("faster than" is about tempo).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from segue.intent.tokens import Tokens, pattern
from segue.knowledge.lexicon import lexicon
from segue.music import Operator

NAMES: Final = {word: name for word, name in lexicon().measures.items() if name not in ("year", "track_duration")}
"""Words that name a numeric attribute or its unit."""
_NAME: Final = "|".join(sorted(NAMES, key=len, reverse=True))
_X: Final = r"(?P<{0}>@[0-9.]+|(?:minus )?-?[0-9]+(?:[.][0-9]+)?)(?P<{0}p> %| percent)?(?P<{0}u> (?:{1}))?"
_A, _B = _X.format("a", _NAME), _X.format("b", _NAME)
_BY_WORD: Final = (
    ("tempo", ("faster", "quicker", "slower")), ("loudness", ("louder", "quieter", "softer")),
    ("length", ("longer", "shorter")), ("popularity", ("more popular", "less popular")),
    ("energy", ("more energetic", "less energetic")),
    ("danceability", ("more danceable", "less danceable")),
)  # fmt: skip
"""What a comparison is about that names its measure itself."""
_MORE: Final = (
    "above|over|more than|greater than|bigger than|higher than|at least|at the least|minimum|"
    "min|a minimum of|minimum of|"
    "min of|from|exceeding|upwards of|> =|>|north of|beyond|past|faster than|quicker than|louder than|longer than|"
    "more popular than|more energetic than|more danceable than|starting at|starting from|better than"
)
_LESS: Final = (
    "below|under|less than|fewer than|lower than|smaller than|at most|at the most|maximum|max|"
    "a maximum of|maximum of|max of|"
    "up to|< =|<|sub|south of|beneath|slower than|quieter than|softer than|shorter than|less popular than|"
    "less energetic than|"
    "less danceable than|within|inside of|not exceeding|capped at|limited to|until|as much as"
)
_ABOUT: Final = (
    "around|about|approximately|approx|roughly|circa|ca|near|close to|nearly|almost|~|some|somewhere around|"
    "right around|in the region of|give or take"
)
_BETWEEN: Final = (
    "between|from|anywhere between|somewhere between|anywhere from|in the range(?: of| from)?|ranging from|"
    "ranging between|range of|within"
)
_EXACT: Final = "exactly|precisely|of|is|at|equal to|=|a"
_NOT: Final = (
    r"(?P<no>(?:no|not|nothing|none|never|avoid|without|dont go|dont exceed|nor)"
    r"(?: (?:songs?|tracks?|tunes?|pieces?|music|anything|any|one|ones|single|of them|song|going|go|be|to be))*"
    r"(?: (?:that|which))?(?: (?:is|are|be|goes|go|with|has|have|of|lasts|last|runs|run))? )?"
)
_LINK: Final = (
    r"(?: (?:level|levels|score|scores|rating|value|values|range|ranging|is|are|of|at|=|:|should|"
    r"must|be|stays|staying|stay|kept|keep|being|to|that|all|a|an|has|have|in|the|with|anywhere|"
    r"somewhere|always))*"
)
_PRE: Final = rf"(?:(?P<pre>{_NAME})(?:{_LINK}) )?"
_POST: Final = rf"(?: (?:of |in |for |on )?(?P<post>{_NAME}))?"
_UP: Final = "more|above|higher|over|up|upwards|upward|faster|longer|greater|louder|beyond|better|quicker"
_DOWN: Final = "less|below|lower|under|slower|shorter|fewer|quieter|down"

_SHAPES: Final[tuple[tuple[re.Pattern[str], Operator | None], ...]] = tuple(
    (pattern(source), operator)  # type: ignore[misc]
    for source, operator in (
        (
            rf"{_PRE}{_NOT}(?:{_BETWEEN}) {_A} (?:and|to|-|through|till|until|up to) {_B}{_POST}",
            "between",
        ),
        (rf"{_PRE}{_A} (?:to|-|through) {_B}{_POST}", "between"),
        (rf"{_PRE}{_NOT}(?P<cmp>{_MORE}) {_A}{_POST}", "min"),
        (rf"{_PRE}{_NOT}(?P<cmp>{_LESS}) {_A}{_POST}", "max"),
        (rf"no (?P<cmp>faster|quicker|louder|longer|higher|more|greater) than {_A}{_POST}", "max"),
        (rf"{_PRE}no (?P<cmp>slower|quieter|softer|shorter|lower|less|fewer) than {_A}{_POST}", "min"),
        (rf"{_PRE}{_A} (?:or|and) (?P<cmp>{_UP}){_POST}", "min"),
        (rf"{_PRE}{_A} (?:or|and) (?P<cmp>{_DOWN}){_POST}", "max"),
        (rf"{_PRE}{_A} ?(?:plus|\+|upwards|minimum|min|at least|at minimum|at the least){_POST}", "min"),
        (rf"{_PRE}{_A} (?:max|maximum|tops|at most|at the most|or bust){_POST}", "max"),
        (rf"(?:max|maximum|highest) (?P<pre>{_NAME}){_LINK} {_A}", "max"),
        (rf"(?:min|minimum|lowest) (?P<pre>{_NAME}){_LINK} {_A}", "min"),
        (rf"{_PRE}(?P<about>{_ABOUT}) {_A}{_POST}(?: or so)?", "about"),
        (
            rf"{_PRE}{_A} ?(?P<about>or so|ish|odd|or thereabouts|more or less|approximately|roughly){_POST}",
            "about",
        ),
        (rf"{_PRE}{_A} (?:(?P<slack>±|\+ / -|plus or minus|plus minus|give or take|\+ or -)) {_B}{_POST}", "between"),
        (rf"{_PRE}(?P<exact>exactly|precisely|=) {_A}{_POST}", "is"),
        (rf"{_PRE}(?:(?:{_EXACT}) )?{_A}{_POST}", None),
    )
)


@dataclass(frozen=True)
class Quantity:
    """Tokens `start` to `end` compare `about` (an attribute, "length", or "" where nothing says) with two numbers."""

    start: int
    end: int
    operator: Operator | None
    """None for a bare number."""
    low: float
    high: float
    """Equal to `low` but for between."""
    about: str
    is_time: bool
    """The numbers are minutes."""
    percent: bool
    negated: bool
    """The comparison was turned by a negation ("no songs over …")."""


def quantities(tokens: Tokens) -> list[Quantity]:
    """Every reading of every number; several may overlap."""
    found: list[Quantity] = []
    for shape, operator in _SHAPES:
        for start, end, match in tokens.find(shape):
            found.extend(_read(tokens, start, end, match, operator))
    return found


def _read(tokens: Tokens, start: int, end: int, match: re.Match[str], operator: Operator | None) -> Iterator[Quantity]:
    said = {name: value.strip() for name, value in match.groupdict().items() if value}
    a, b = said["a"], said.get("b", said["a"])
    if a.startswith("@") != b.startswith("@") and "b" in said:
        a, b = _same_unit(a, b)
    low, high = _value(a), _value(b)
    if "slack" in said:
        low, high = low - high, low + high
    about = _about(said)
    quantity = Quantity(
        start + (operator is None and tokens.items[start].text in ("a", "of", "is", "at") and "pre" not in said),
        end, operator, low, high, about, b.startswith("@"),
        bool({"ap", "bp"} & said.keys()), "no" in said,
    )  # fmt: skip
    yield _turned(quantity)


def _same_unit(a: str, b: str) -> tuple[str, str]:
    """ "2 to @4" is 2 to 4 minutes."""
    return (f"@{a}", b) if b.startswith("@") else (a, f"@{b}")


def _value(text: str) -> float:
    plain = text.removeprefix("@")
    return -float(plain.removeprefix("minus ")) if plain.startswith("minus ") else float(plain)


def _about(said: dict[str, str]) -> str:
    for part in ("post", "au", "bu", "pre"):
        if part in said:
            return NAMES[said[part]]
    return next((about for about, words in _BY_WORD if said.get("cmp", "").startswith(words)), "")


def _turned(quantity: Quantity) -> Quantity:
    """With its operator turned where it was negated, and its numbers in order."""
    low, high = sorted((quantity.low, quantity.high))
    operator = quantity.operator
    if quantity.negated:
        operator = {"min": "max", "max": "min"}.get(operator or "", operator)  # type: ignore[assignment]
    return replace(quantity, operator=operator, low=low, high=high)
