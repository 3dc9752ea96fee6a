"""The lexicon: what words of a prompt mean, read once from `data/lexicon.toml` (its head explains the tables).

A term is kept under its folded words, one space apart. The lexicon holds data only; how terms combine into
requirements is the grammar's business (`segue.intent`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from segue.music import Operator, Polarity, Reading, Region, Value

_MARKERS: Final = ("avoid", "must", "prefer", "like")
_READINGS: Final = ("mood", "activity", "vocals", "era")
_LISTS: Final = ("instrument", "language", "country")


@dataclass(frozen=True)
class Sense:
    """What a term wishes for: the parts of a requirement that words alone decide."""

    attribute: str
    operator: Operator
    value: Value
    reading: Reading | None = None
    without: Reading | None = None
    """How its absence is read, where that is not merely the opposite (no vocals = instrumental)."""
    polarity: Polarity = "want"


@dataclass(frozen=True)
class Marker:
    """A word that turns the wishes beside it. `kind`: avoid, must, prefer, like, share or block."""

    kind: str
    amount: float = 0.0
    """The share, for kind share."""
    block: str = ""
    """first, second, start, end or then, for kind block."""


@dataclass(frozen=True)
class Pole:
    """A direction along an attribute: −1 its low end, +1 its high end."""

    attribute: str
    sign: int


@dataclass(frozen=True)
class Lexicon:
    """All tables, by folded term."""

    senses: Mapping[str, Sense]
    markers: Mapping[str, Marker]
    poles: Mapping[str, Pole]
    comparatives: Mapping[str, Pole]
    superlatives: Mapping[str, Pole]
    """The pole that comes first: "slowest first" rises."""
    measures: Mapping[str, str]
    """Words for a number of a track, or its unit → its attribute."""
    function: frozenset[str]
    """Words that ask for nothing by themselves."""
    phrases: frozenset[str]
    """Runs of words that ask for nothing by themselves."""
    nouns: frozenset[str]
    """What a playlist consists of: songs, tracks, music …"""
    participles: frozenset[str]
    """How a track came about in ways that no catalogue tells: mastered, engineered, signed …"""
    ordinary: frozenset[str]
    """Everyday words that are also names of acts."""
    spoken_in: frozenset[str]
    """Languages that are meant as such behind "in" ("in French")."""
    genre_forms: Mapping[str, str]
    """Adjectives and other forms of a genre's name → the name."""
    longest: int
    """Words in the longest term."""


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with Segue, read once."""
    data = tomllib.loads(files("segue.knowledge").joinpath("data/lexicon.toml").read_text(encoding="utf-8"))
    return build(data)


def build(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon of parsed TOML `data`. Raises KeyError or ValueError where a table is not as the file's head says."""
    function = data["function"]
    senses = dict(_senses(data))
    markers = dict(_markers(data))
    phrases = frozenset(_terms(function["phrases"]))
    forms = {term: name for name, said in data["genreform"].items() for term in _terms(said)}
    return Lexicon(
        senses=senses,
        markers=markers,
        poles=dict(_poles(data["pole"])),
        comparatives=dict(_poles(data["comparative"])),
        superlatives=dict(_poles(data["superlative"])),
        measures={term: name for name, said in data["measure"].items() for term in _terms(said)},
        function=frozenset(function["words"].split()),
        phrases=phrases,
        nouns=frozenset(function["nouns"].split()),
        participles=frozenset(function["participles"].split()),
        ordinary=frozenset(data["ordinary"]["words"].split()),
        spoken_in=frozenset(data["language"]["spoken_in"].split()),
        genre_forms=forms,
        longest=max(term.count(" ") + 1 for table in (senses, markers, phrases, forms) for term in table),
    )


def _terms(said: str) -> list[str]:
    return [term for part in said.replace("\n", "|").split("|") if (term := part.strip())]


def _senses(data: Mapping[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Later tables give way to none: a term listed twice keeps its last sense, so the numbers come last."""
    for attribute in _LISTS:
        yield from _named(attribute, data[attribute]["names"])
    for attribute in _READINGS:
        for value, entry in data[attribute].items():
            yield from _read(attribute, value, entry)
    for attribute, table in data["scale"].items():
        for condition, said in table.items():
            sense = _scaled(attribute, condition)
            yield from ((term, sense) for term in _terms(said))
    for value, entry in data["version"].items():
        sense = Sense("version", "is", value, polarity=entry.get("polarity", "want"))
        yield from ((term, sense) for term in _terms(entry["say"]))
    for value, entry in data["explicit"].items():
        yield from ((term, Sense("explicit", "is", value == "true")) for term in _terms(entry["say"]))


def _named(attribute: str, table: str) -> Iterator[tuple[str, Sense]]:
    """Lines "value: terms"; the terms say the very same, so the reading is no matter of opinion."""
    for line in table.strip().splitlines():
        value, _, said = line.partition(": ")
        terms = _terms(said)
        sense = Sense(
            attribute, "is", value, Reading(value, tuple(dict.fromkeys((value.lower(), *terms))), subjective=False)
        )
        yield from ((term, sense) for term in terms)


def _read(attribute: str, value: str, entry: Mapping[str, str]) -> Iterator[tuple[str, Sense]]:
    labels = tuple(_terms(entry.get("labels", "")))
    regions = tuple(map(_region, entry["regions"].split(" & "))) if "regions" in entry else ()
    spoken = " and ".join(map(_say, regions))
    text = f"{value}: " + " or ".join(filter(None, ("tagged " + ", ".join(labels) if labels else "", spoken)))
    without = None
    if "without" in entry:
        absent = _region(entry["without"])
        without = Reading(f"no {value}: {_say(absent)}", regions=(absent,), absent=True)
    sense = Sense(attribute, "is", value, Reading(text, labels, regions), without)
    yield from ((term, sense) for term in _terms(entry["say"]))


def _scaled(attribute: str, condition: str) -> Sense:
    region = _region(f"{attribute} {condition}")
    return Sense(attribute, region.operator, region.value, Reading(_say(region)))


def _region(text: str) -> Region:
    """ "energy max 0.4" or "tempo between 95 130"."""
    attribute, operator, *numbers = text.split()
    values = tuple(float(n) if "." in n else int(n) for n in numbers)
    return Region(attribute, _OPERATORS[operator], values if len(values) > 1 else values[0])


_OPERATORS: Final[dict[str, Operator]] = {"min": "min", "max": "max", "between": "between", "about": "about"}


def _say(region: Region) -> str:
    """A region in words: "energy at most 0.4"."""
    name = region.attribute.replace("_", " ")
    if isinstance(region.value, tuple):
        return f"{name} between {region.value[0]} and {region.value[1]}"
    return f"{name} {'at least' if region.operator == 'min' else 'at most'} {region.value}"


def _markers(data: Mapping[str, Any]) -> Iterator[tuple[str, Marker]]:
    for kind in _MARKERS:
        yield from ((term, Marker(kind)) for term in _terms(data["marker"][kind]))
    for amount, said in data["share"].items():
        yield from ((term, Marker("share", amount=float(amount))) for term in _terms(said))
    for block, said in data["block"].items():
        yield from ((term, Marker("block", block=block)) for term in _terms(said))


def _poles(table: Mapping[str, str]) -> Iterator[tuple[str, Pole]]:
    for name, said in table.items():
        attribute, sign = name.split()
        yield from ((term, Pole(attribute, 1 if sign == "+" else -1)) for term in _terms(said))
