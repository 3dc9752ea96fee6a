"""The values of the plan language: what each attribute, operator and field takes, in which form and range."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, Final, NoReturn

from segue.music.attributes import ATTRIBUTES, NUMERIC, WHOLE
from segue.music.request import MAX_MINUTES, MAX_TRACKS

FIELDS: Final = ("share", "scope", "block", "position", "reading", "phrase", "span")
"""What may follow a value, as name=value."""
EXAMPLE: Final = "Write for example: must tempo between 120 and 130   or: avoid must genre is rap"

_RANGES: Final[dict[str, tuple[float, float, str]]] = {
    **{name: (n.low, n.high, n.unit) for name, n in NUMERIC.items() if name != "explicit"},
    "count": (1, MAX_TRACKS, "tracks"),
    "per_artist": (1, MAX_TRACKS, "tracks"),
    "duration": (1, MAX_MINUTES, "minutes"),
    "track_duration": (0, MAX_MINUTES, "minutes"),
    "block": (0, MAX_MINUTES, "minutes or tracks"),
    "novelty": (0, 1, "0–1"),
    "era": (NUMERIC["year"].low, NUMERIC["year"].high, "year"),
}
"""Attributes told in numbers: the least, the most, the unit."""
_COURSES: Final = frozenset(_RANGES) - WHOLE - {"era"}
"""What a reading's regions are about, and what can rise and fall along a list."""
_NUMERIC: Final = frozenset({"is", "any", "not", "min", "max", "between", "about"})
_REGIONAL: Final = frozenset({"min", "max", "between", "about"})
_REGIONS: Final = {"regions": _COURSES, "spared": (_COURSES | ATTRIBUTES) - WHOLE - {"entity"}}
"""What the two kinds of regions of a reading may be about."""
_NAMING: Final = frozenset({"is", "any", "not"})
_PAIR: Final = re.compile(r"(-?[\d.]+?)(?:\s*(?:,|–|\.\.|and|to)\s*|\s+-\s+|-\s*|\s+)(-?[\d.]+)")
_PITCHES: Final = {
    name: at
    for at, names in enumerate(["c", "c# db", "d", "d# eb", "e", "f", "f# gb", "g", "g# ab", "a", "a# bb", "b"])
    for name in names.split()
}
_NAMED: Final[dict[str, dict[str, object]]] = {
    "explicit": {"yes": True, "no": False},
    "mode": {"major": 1, "minor": 0},
    "key": dict(_PITCHES),
}
"""Words that stand for a value of an attribute told in numbers."""
_PARTS: Final = frozenset({"text", "labels", "regions", "absent", "subjective", "spared"})
_HINTS: Final = {
    "share": "A share is a number above 0 and up to 1, or per cent: share=0.5, share=50%.",
    "scope": 'The scope is list, {"block":0} (parts count from 0) or {"position":1} (tracks count from 1).',
    "reading": 'A reading is none, or {"text":"…","labels":["…"],"regions":['
    '{"attribute":"energy","operator":"max","value":0.4}]}.',
    "span": "A span is a pair of code points, [from,to).",
}


class Wrong(Exception):
    """What is wrong with a line of a plan, and how to mend it."""

    def __init__(self, message: str, hint: str = EXAMPLE) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Bare(str):
    """Words without quotes, which may stand for numbers or for several texts."""

    __slots__ = ()


def json_at(text: str, at: int) -> tuple[object, int] | None:
    """The JSON value that begins at `at` and where it ends; None where none does (NaN and Infinity are none)."""
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER: Final = json.JSONDecoder(parse_constant=_refuse_constant)


def typed(attribute: str, operator: str, value: object, *, read: bool) -> object:
    """`value` in the form that `attribute` and `operator` take; `read` says that regions tell what its words mean.

    Raises `Wrong` for an operator that the attribute lacks, and a value of another form.
    """
    if attribute == "arc":
        return _course(operator, value)
    if attribute == "explicit":
        return _flag(operator, value)
    if attribute in _RANGES and not ((read or attribute == "era") and _is_text(attribute, operator, value)):
        return _numbers(attribute, operator, value)
    _known_operator(attribute, operator, _NAMING)
    return _names(operator, value)


def in_range(attribute: str, value: object) -> None:
    """Raises `Wrong` where a number lies outside what `attribute` can be."""
    if attribute not in _RANGES:
        return
    low, high, unit = _RANGES[attribute]
    for number in value if isinstance(value, tuple | list) else (value,):
        if isinstance(number, int | float) and not low <= number <= high:
            raise Wrong(f"{attribute} is {number:g}", f"It is told in {unit}, from {low:g} to {high:g}.")


def field(name: str, value: object) -> object:
    """The value of a field in the form that a requirement keeps. Raises `Wrong`."""
    return _FIELD_CHECKS[name](value)


def _known_operator(attribute: str, operator: str, known: frozenset[str]) -> None:
    if operator not in known:
        raise Wrong(f"{attribute} takes no “{operator}”", f"Operators of {attribute}: {', '.join(sorted(known))}.")


def _course(operator: str, value: object) -> object:
    _known_operator("arc", operator, frozenset({"rising", "falling", "is"}))
    if not isinstance(value, str) or not value or (operator != "is" and str(value) not in _COURSES):
        raise Wrong(f"no course is called {_short(value)}", f"What rises and falls: {', '.join(sorted(_COURSES))}.")
    return str(value)


def _flag(operator: str, value: object) -> object:
    _known_operator("explicit", operator, frozenset({"is", "not"}))
    flag = _NAMED["explicit"].get(value) if isinstance(value, Bare) else value
    if not isinstance(flag, bool | int) or flag not in (0, 1):
        raise Wrong(f"explicit is true or false, not {_short(value)}")
    return flag


def _is_text(attribute: str, operator: str, value: object) -> bool:
    """Whether the value is words that stand for no number."""
    if isinstance(value, Bare):
        return operator in _NAMING and value.casefold() not in _NAMED.get(attribute, ()) and not value.isdecimal()
    values = value if isinstance(value, list) else [value]
    return all(isinstance(v, str) for v in values)


def _names(operator: str, value: object) -> object:
    if operator == "any":
        values = [v.strip() for v in value.split(",")] if isinstance(value, Bare) else value
        if not isinstance(values, list) or not values or not all(isinstance(v, str) and v for v in values):
            raise Wrong("“any” takes several texts", 'Write: any jazz, soul   or: any ["jazz","soul"]')
        return values
    if isinstance(value, bool | int | float):
        value = json.dumps(value)
    if not isinstance(value, str) or not value:
        raise Wrong(f"“{operator}” takes one text", 'Write: is jazz   or: is "hip hop"')
    return str(value)


def _numbers(attribute: str, operator: str, value: object) -> object:
    _known_operator(attribute, operator, _NUMERIC)
    if isinstance(value, Bare):
        value = _bare_numbers(attribute, operator, value)
    several = operator in ("any", "between")
    numbers: list[Any] = value if isinstance(value, list) else [value]
    if not numbers or isinstance(value, list) != several or (operator == "between" and len(numbers) != 2):
        takes = {"between": "two numbers", "any": "several numbers"}.get(operator, "one number")
        raise Wrong(f"“{operator}” takes {takes}")
    for number in numbers:
        _check_number(attribute, number)
    if operator == "between" and numbers[0] > numbers[1]:
        raise Wrong("the lower number comes first", f"Write: between {numbers[1]:g} and {numbers[0]:g}")
    return value


def _check_number(attribute: str, number: object) -> None:
    flag = attribute == "mode" and isinstance(number, bool)
    if not isinstance(number, int | float) or (isinstance(number, bool) and not flag) or not math.isfinite(number):
        raise Wrong(f"{attribute} takes a number, not {_short(number)}", f"It is told in {_RANGES[attribute][2]}.")


def _bare_numbers(attribute: str, operator: str, text: str) -> object:
    if operator == "between":
        pair = _PAIR.fullmatch(text)
        return [_number(attribute, part) for part in (pair.groups() if pair else (text,))]
    if operator == "any":
        return [_number(attribute, part.strip()) for part in text.split(",")]
    return _number(attribute, text)


def _number(attribute: str, text: str) -> object:
    named = _NAMED.get(attribute, {})
    if text.casefold() in named:
        return named[text.casefold()]
    whole = re.sub(r"^(-?)\.(?=\d)", r"\g<1>0.", text)
    found = json_at(whole, 0)
    if found is None or found[1] != len(whole):
        raise Wrong(f"“{text[:40]}” is not a number", f"{attribute} is a bare number, in {_RANGES[attribute][2]}.")
    return found[0]


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{text[:40]}”"


def _share(value: object) -> object:
    if isinstance(value, Bare) and (match := re.fullmatch(r"(\d{1,3}(?:\.\d+)?)%", value)):
        value = float(match[1]) / 100
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise Wrong(f"share is {_short(value)}", _HINTS["share"])
    return float(value)


def _scope(value: object) -> object:
    if value == "list":
        return str(value)
    if isinstance(value, dict) and len(value) == 1:
        ((name, at),) = value.items()
        least = {"block": 0, "position": 1}.get(name)
        if least is not None and type(at) is int and at >= least:
            return value
    raise Wrong("the scope is no part of a list", _HINTS["scope"])


def _span(value: object) -> object:
    if isinstance(value, list) and len(value) == 2 and all(type(v) is int and 0 <= v < 1 << 53 for v in value):
        return value
    raise Wrong("the span is not a pair", _HINTS["span"])


def _reading(value: object) -> object:
    if value is None or value == "none":
        return None
    if isinstance(value, str) and not isinstance(value, Bare):
        return {"text": value}
    if not isinstance(value, dict) or not value.keys() <= _PARTS:
        raise Wrong("the reading is of no known form", _HINTS["reading"])
    return value | {name: [_region(name, r) for r in _listed(value[name])] for name in _REGIONS.keys() & value.keys()}


def _listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise Wrong("regions are a list", _HINTS["reading"])
    return value


def _region(part: str, region: object) -> dict[str, Any]:
    """A region; what is spared may be of any attribute on tracks, what is read only of those told in numbers."""
    if not isinstance(region, dict) or region.keys() != {"attribute", "operator", "value"}:
        raise Wrong("a region is an attribute, an operator and a value", _HINTS["reading"])
    attribute, operator = region["attribute"], region["operator"]
    if not isinstance(attribute, str) or attribute not in _REGIONS[part]:
        raise Wrong(f"there is no region of {_short(attribute)}", f"Known: {', '.join(sorted(_REGIONS[part]))}.")
    if part == "regions":
        _known_operator(attribute, str(operator), _REGIONAL)
    return region | {"value": typed(attribute, str(operator), region["value"], read=False)}


def _phrase(value: object) -> object:
    if not isinstance(value, str) or isinstance(value, Bare):
        raise Wrong("the phrase is not a text in quotes", 'Write: phrase="…"')
    return value


_FIELD_CHECKS: Final[dict[str, Callable[[object], object]]] = {
    "share": _share, "scope": _scope, "span": _span, "reading": _reading, "phrase": _phrase,
}  # fmt: skip
