"""The lexicon: what words of a prompt mean, read once from `data/lexicon/*.toml` (`words.toml` explains the tables).

A term is kept under its folded words, one space apart. The lexicon holds data only; how terms combine into
requirements is the grammar's business (`segue.intent`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final

from segue.music import Operator, Polarity, Reading, Region, Value

_FILES: Final = (
    "words", "markers", "sounds", "moods", "moments", "eras", "instruments", "places", "versions", "genres",
)  # fmt: skip
_FORMAT: Final = 1
_MARKERS: Final = ("avoid", "must", "prefer", "allowed", "like")
_READINGS: Final = {"mood": "mood", "sound": "mood", "activity": "activity", "vocals": "vocals", "era": "era"}
"""Tables of readings → the attribute that they are of."""
_OF_A_CITY: Final = ("from {}", "{} scene", "{} based", "{} bands")
"""How a city is spoken of; alone, its name is more often that of an act or a title."""
_NAMED: Final = 4
"""So many members of a family are told by name."""
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
    """A word that turns the wishes beside it. `kind`: avoid, must, prefer, allowed, like, share, split, each, block."""

    kind: str
    amount: float = 0.0
    """The share, for kinds share, split (the first of two; 0 for equal ones) and block (0 where it is not told)."""
    block: str = ""
    """The part of the list, for kind block: first, second, start, end, then, rest; see also `segue.intent.announce`."""


@dataclass(frozen=True)
class Pole:
    """A direction along an attribute: −1 its low end, +1 its high end."""

    attribute: str
    sign: int


@dataclass(frozen=True)
class Occasions:
    """Words that the grammar needs to find an activity or an occasion that no term names."""

    events: frozenset[str]
    """What music can be for, behind "for a": an event, a work that it goes with, somebody."""
    not_done: frozenset[str]
    """Words in "-ing" and verbs that are no activity to listen by: "looking", "something", "add"."""
    joints: frozenset[str]
    """Words that end what an activity is said to be."""
    tails: frozenset[str]
    """Little words that it can end with: "cleaning up"."""


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
    grammar: frozenset[str]
    """Words that only the grammar's patterns look for: "between", "consecutive", "gradually"."""
    participles: frozenset[str]
    """How a track came about in ways that no catalogue tells: mastered, engineered, signed …"""
    ordinary: frozenset[str]
    """Everyday words that are also names of acts."""
    lookalikes: frozenset[str]
    """Everyday words of no meaning here that are one letter from a term: no misspellings of it."""
    slips: Mapping[str, str]
    """Common misspellings that no rule of letters tells → the word meant."""
    homes: Mapping[str, tuple[str, ...]]
    """Genres that speak for an instrument or a country where no label names it, by its value."""
    themes: Mapping[str, Sense]
    """What songs are about: a wish only where a prompt speaks of songs "about" it, or of such songs."""
    spoken_in: Mapping[str, Sense]
    """Names of languages, which are meant as such behind "in" ("in French") and before "lyrics"."""
    occasions: Occasions
    genre_forms: Mapping[str, str]
    """Adjectives and other forms of a genre's name → the name."""
    longest: int
    """Words in the longest term."""

    @cached_property
    def cities(self) -> frozenset[str]:
        """The first words of the cities' names."""
        return frozenset(t.split()[1] for t, s in self.senses.items() if s.attribute == "country" and t[:5] == "from ")

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What the terms of several words begin with: "in", "in the" and "in the kitchen" of "in the kitchen dancing";
        words that begin none need not be joined to longer runs."""
        tables = (self.senses, self.markers, self.phrases)
        several = (term.split() for table in tables for term in table if " " in term)
        return frozenset(" ".join(words[:n]) for words in several for n in range(1, len(words)))


_in_force: ContextVar[Lexicon | None] = ContextVar("segue lexicon in force", default=None)


def lexicon() -> Lexicon:
    """The lexicon in force: the one that ships, or what `using` put in its place."""
    return _in_force.get() or shipped()


@contextmanager
def using(words: Lexicon) -> Iterator[None]:
    """Have `words` read as the lexicon while the block runs, in this thread or task alone."""
    token = _in_force.set(words)
    try:
        yield
    finally:
        _in_force.reset(token)


@cache
def shipped() -> Lexicon:
    """The lexicon that ships with Segue, read once."""
    return build(load())


def load() -> dict[str, Any]:
    """All tables that ship. Raises ValueError where a file is of another format or two have the same table."""
    folder = files("segue.knowledge").joinpath("data/lexicon")
    texts = {name: folder.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in _FILES}
    return merged({name: tomllib.loads(text) for name, text in texts.items()})


def merged(parsed: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The tables of several parsed files, by file name, as one. Raises ValueError as `load` does."""
    data: dict[str, Any] = {}
    for name, tables in parsed.items():
        if tables.get("format") != _FORMAT:
            raise ValueError(f"{name} is of format {tables.get('format')}, not {_FORMAT}")
        if twice := (data.keys() & tables.keys()) - {"format"}:
            raise ValueError(f"{name} repeats {', '.join(sorted(twice))}")
        data |= tables
    return data


def build(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon of parsed TOML `data`. Raises KeyError or ValueError where a table is not as the file's head says."""
    function = data["function"]
    senses = dict(senses_of(data))
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
        grammar=frozenset(function["grammar"].split()),
        participles=frozenset(function["participles"].split()),
        ordinary=frozenset(data["ordinary"]["words"].split()),
        lookalikes=frozenset(data["ordinary"]["lookalikes"].split()),
        slips={slip: word for word, said in data["slip"].items() for slip in _terms(said)},
        homes={value: home for of in _LISTS for value, home in _homes(data[of].get("homes", "")).items()},
        themes=dict(_themes(data["theme"])),
        spoken_in={str(s.value).lower(): s for s in senses.values() if s.attribute == "language"},
        occasions=Occasions(**{name: frozenset(said.split()) for name, said in data["occasion"].items()}),
        genre_forms=forms,
        longest=max(term.count(" ") + 1 for table in (senses, markers, phrases, forms) for term in table),
    )


def _terms(said: str) -> list[str]:
    return [term for part in said.replace("\n", "|").split("|") if (term := part.strip())]


def senses_of(data: Mapping[str, Any]) -> Iterator[tuple[str, Sense]]:
    """Every term with what it wishes for, in the order of the tables."""
    yield from _cities(data["country"]["cities"])
    for attribute in _LISTS:
        homes = _homes(data[attribute].get("homes", ""))
        yield from _named(attribute, data[attribute]["names"], homes)
    for table, attribute in _READINGS.items():
        for value, entry in data[table].items():
            yield from _read(attribute, value, entry)
    for attribute, conditions in data["scale"].items():
        for condition, said in conditions.items():
            sense = scaled(attribute, condition)
            yield from ((term, sense) for term in _terms(said))
    for value, entry in data["version"].items():
        plain, ruled_out = Sense("version", "is", value), Sense("version", "is", value, polarity="avoid")
        yield from ((term, plain) for term in _terms(entry["say"]))
        yield from ((term, ruled_out) for term in _terms(entry.get("avoid", "")))
    for value, entry in data["explicit"].items():
        yield from ((term, Sense("explicit", "is", value == "true")) for term in _terms(entry["say"]))


def _homes(table: str) -> dict[str, tuple[str, ...]]:
    """Lines "value: genres"."""
    split = (line.partition(": ") for line in table.strip().splitlines())
    return {value: tuple(_terms(said)) for value, _, said in split}


def _named(attribute: str, table: str, homes: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Sense]]:
    """Lines "value: terms > members"; the terms say the very same, so the reading is no matter of opinion.

    A family is met by its members as well; they stand on lines above it.
    """
    labels: dict[str, tuple[str, ...]] = {}
    for line in table.strip().splitlines():
        value, _, rest = line.partition(": ")
        said, _, listed = rest.partition(" > ")
        terms, members = _terms(said), _terms(listed)
        below = (label for member in members for label in labels[member])
        labels[value] = tuple(dict.fromkeys((value.lower(), *terms, *below)))
        home = homes.get(value, ())
        told = f"{_family(value, members)}; at home in {', '.join(home)}" if home else _family(value, members)
        sense = Sense(attribute, "is", value, Reading(told, labels[value], subjective=False))
        yield from ((term, sense) for term in terms)


def _cities(said: str) -> Iterator[tuple[str, Sense]]:
    for name in _terms(said):
        term = name.lower()
        sense = Sense("country", "is", name, Reading(name, (term,), subjective=False))
        yield from ((form.format(term), sense) for form in _OF_A_CITY)


def _family(value: str, members: list[str]) -> str:
    """A family in words, its first members named: "brass: trumpet, trombone, tuba and 2 more"."""
    if not members:
        return value
    more = f" and {len(members) - _NAMED} more" if len(members) > _NAMED else ""
    return f"{value}: {', '.join(members[:_NAMED])}{more}"


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


def _themes(table: Mapping[str, str]) -> Iterator[tuple[str, Sense]]:
    for value, said in table.items():
        terms = _terms(said)
        labels = tuple(dict.fromkeys((value, *terms)))
        for term in terms:
            yield term, Sense("theme", "is", term, Reading(f"about {value}", labels))


def scaled(attribute: str, condition: str) -> Sense:
    """A range of one number, as `[scale]` writes it: ("energy", "min 0.7"). Raises KeyError, ValueError or TypeError
    where `condition` is none."""
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
