"""Years that count from today: "the last ten years", "this decade", "20 years ago", "older than 30 years"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern, words_of
from segue.music import Operator, Requirement, Value

_FIRST_WORDS: Final = words_of(
    "the last past previous recent this current older newer younger over more less under at no not within a "
    "about around released made recorded"
)
_UNIT: Final = r"(?P<unit>years?|decades?|months?|weeks?|century|centuries|millennium)"
_N: Final = r"(?P<n>[0-9]+|a|an|couple(?: of)?|a couple(?: of)?|few|a few|several|half a)"
_LAST: Final = pattern(rf"(?:the )?(?:last|past|previous|recent)(?: {_N})? {_UNIT}")
_THIS: Final = pattern(r"(?:this|the current|current) (?P<unit>year|decade|month|week|century|millennium)")
_AGED: Final = pattern(
    r"(?P<cmp>older than|newer than|younger than|no older than|not older than|no newer than|not newer than|over|"
    r"more than|"
    r"less than|under|at least|at most|no more than|not more than|within)(?: the)?(?: last| past)? (?P<n>[0-9]+|an?) "
    r"(?P<unit>years?|decades?)(?: (?P<old>old|ago|of age))?"
)
_AGO: Final = pattern(r"(?:(?:about|around|roughly|some|almost) )?(?P<n>[0-9]+|a) (?P<unit>years?|decades?) ago")
_OLD: Final = pattern(
    r"(?P<n>[0-9]+) (?P<unit>years?|decades?) (?:(?P<or>or|and) (?P<way>older|newer|younger|more)|old(?: or older)?)"
)
_WORTH: Final = {"year": 1, "decade": 10, "century": 100, "millennium": 1000, "month": 0, "week": 0}
_COUNTS: Final = {"couple": 2, "few": 3, "several": 5, "half": 0}
_OLDER: Final = ("older", "over", "more than", "at least", "no newer", "not newer")
_ROUGH: Final = 10
"""Years from which "ago" is meant as about."""


def ages(tokens: Tokens, today: date) -> Iterator[Match]:
    """Matches of years told by their distance from `today`."""
    for start, end, match in tokens.starting(_LAST, _FIRST_WORDS):
        yield Match(start, end, (_recent(match, today),), bonus=5)
    for start, end, match in tokens.starting(_THIS, _FIRST_WORDS):
        yield Match(start, end, (_current(match["unit"], today),), bonus=5)
    for start, end, match in tokens.starting(_AGED, _FIRST_WORDS):
        found = _aged(match, today)
        if found is not None:
            yield Match(start, end, (found,), bonus=6)
    yield from _distant(tokens, today)


def _distant(tokens: Tokens, today: date) -> Iterator[Match]:
    """ "20 years ago", "30 years or older"."""
    if "ago" in tokens.words:
        for start, end, match in tokens.find(_AGO):
            back = _years(match["n"], match["unit"])
            year = today.year - back
            slack = 1 if back >= _ROUGH else 0
            asked = _year("between", (year - slack, year + slack)) if slack else _year("is", year)
            yield Match(start, end, (asked,), bonus=5)
    if tokens.words & {"old", "older", "newer", "younger"}:
        for start, end, match in tokens.find(_OLD):
            year = today.year - _years(match["n"], match["unit"])
            operator: Operator = "min" if match["way"] in ("newer", "younger") else "max"
            yield Match(start, end, (_year(operator, year),), bonus=5)


def _recent(match: re.Match[str], today: date) -> Requirement:
    unit, count = match["unit"], match["n"]
    if count is None and unit.startswith("decade") and match.group().startswith(" last"):
        first = today.year - today.year % 10 - 10
        return _year("between", (first, first + 9))
    if count is None:
        return _before(unit, today)
    back = _years(count, unit)
    if unit.startswith(("month", "week")):
        back = -(-_number(count) // (12 if unit.startswith("month") else 52))
    return _year("min", today.year - back)


def _before(unit: str, today: date) -> Requirement:
    """ "last year" is the year before this one; "the last decade" the ten years up to now, unlike "last decade"."""
    if unit == "year":
        return _year("is", today.year - 1)
    if unit in ("century", "millennium"):
        return _year("between", (today.year - today.year % 100 - 99, today.year - today.year % 100))
    return (
        _year("min", today.year - _WORTH[unit.removesuffix("s")]) if unit != "years" else _year("min", today.year - 3)
    )


def _current(unit: str, today: date) -> Requirement:
    worth = _WORTH[unit]
    if worth <= 1:
        return _year("is", today.year)
    first = today.year - today.year % worth
    return _year("between", (first, first + 9)) if worth == _WORTH["decade"] else _year("min", first + 1)


def _aged(match: re.Match[str], today: date) -> Requirement | None:
    """A bound on the age; a bare "over 5 years" says nothing of an age."""
    comparison = match["cmp"]
    by_itself = comparison.endswith(("older than", "newer than", "younger than"))
    if not by_itself and not match["old"]:
        return None
    year = today.year - _years(match["n"], match["unit"])
    older = comparison.startswith(_OLDER)
    strict = comparison in ("older than", "newer than", "younger than", "over", "more than", "under", "less than")
    if older:
        return _year("max", year - strict)
    return _year("min", year + strict)


def _years(count: str | None, unit: str) -> int:
    return _number(count) * _WORTH[unit.removesuffix("s").replace("centurie", "century")]


def _number(count: str | None) -> int:
    if count is None or count in ("a", "an"):
        return 1
    if count[0].isdigit() or count[0] == "-":
        return min(1000, abs(int(float(count))))
    return next(value for word, value in _COUNTS.items() if word in count)


def _year(operator: Operator, value: Value) -> Requirement:
    return wish("year", operator, value)
