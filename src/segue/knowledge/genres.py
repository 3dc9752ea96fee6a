"""The genre graph: which genre is a kind of which, by what names it goes, what it usually sounds like, what is near it.

The data is `data/genres.csv`, one genre a row: name, parents, aliases, neighbours (lists split by "|") and typical
features, blank where not known. Parents form a directed graph without cycles; a genre may have several.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from segue.knowledge.names import label_key

FEATURES = (
    "tempo", "energy", "valence", "danceability", "acousticness", "instrumentalness", "speechiness", "loudness",
)  # fmt: skip
"""Features of a genre, in the units of `segue.music.NUMERIC`: BPM, 0–1, and dB for loudness."""

_SCALE = {"tempo": 60.0, "loudness": 15.0}
"""Difference of a feature that counts as full; 1 for the others."""
_SMALL_WORDS = frozenset({"and", "n", "the"})
_TAILS = (" music", " song", " track", " tune", " beat")
_NEIGHBOUR, _CHILD, _PARENT, _SIBLING = 0.95, 0.8, 0.7, 0.6
"""Closeness by relation, before it is weighed by breadth and sound."""
_BROAD = 12
"""Families above this size say less about each of their members."""


@dataclass(frozen=True)
class Genre:
    """One row of the graph. `features` is None where the typical sound is not known."""

    name: str
    parents: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    features: Mapping[str, float] | None = None


@dataclass(frozen=True)
class GenreGraph:
    """All genres. Methods take a name in any spelling that `canonical` knows; unknown names give empty answers."""

    genres: Mapping[str, Genre]
    _children: Mapping[str, tuple[str, ...]]
    _by_key: Mapping[str, str]
    _by_squeezed: Mapping[str, str]
    _down: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical names, in the order of the data (families first)."""
        return tuple(self.genres)

    @property
    def roots(self) -> tuple[str, ...]:
        """Genres without parents."""
        return tuple(name for name, genre in self.genres.items() if not genre.parents)

    def canonical(self, name: str) -> str | None:
        """The name under which the graph holds `name`, or None.

        Forgives case, accents, punctuation, "and", missing spaces ("drumnbass"), plurals and a trailing "music".
        """
        if name in self.genres:
            return name
        key = label_key(name)
        for form in _forms(key):
            if found := self._by_key.get(form) or self._by_squeezed.get(_squeezed(form)):
                return found
        return None

    def aliases(self, name: str) -> tuple[str, ...]:
        """Other names of the same genre, without its canonical one."""
        genre = self._genre(name)
        return genre.aliases if genre else ()

    def parents(self, name: str) -> tuple[str, ...]:
        """What `name` is directly a kind of."""
        genre = self._genre(name)
        return genre.parents if genre else ()

    def children(self, name: str) -> tuple[str, ...]:
        """The direct kinds of `name`."""
        return self._children.get(self.canonical(name) or "", ())

    def neighbours(self, name: str) -> tuple[str, ...]:
        """Genres that sound alike without being kinds of each other, nearest first, told from either side."""
        genre = self._genre(name)
        return genre.neighbours if genre else ()

    def descendants(self, name: str) -> frozenset[str]:
        """Every kind of `name`, at any depth, without itself."""
        canonical = self.canonical(name)
        if canonical is None:
            return frozenset()
        if canonical not in self._down:
            self._down[canonical] = _reach(canonical, lambda at: self._children.get(at, ()))
        return self._down[canonical]

    def ancestors(self, name: str) -> frozenset[str]:
        """Everything that `name` is a kind of, at any depth, without itself."""
        canonical = self.canonical(name)
        return _reach(canonical, lambda at: self.genres[at].parents) if canonical else frozenset()

    def features(self, name: str) -> Mapping[str, float] | None:
        """Typical features (see `FEATURES`): the genre's own, else the mean of its parents', else None."""
        genre = self._genre(name)
        if genre is None or genre.features is not None:
            return genre.features if genre else None
        known = [found for parent in genre.parents if (found := self.features(parent))]
        return {name: sum(f[name] for f in known) / len(known) for name in FEATURES} if known else None

    def kin(self, name: str, limit: int = 8) -> list[tuple[str, float]]:
        """At most `limit` nearest genres with their closeness (0–1, 1 = the same), nearest first.

        Neighbours count most, then kinds, parents and siblings; each is weighed by how alike the genres sound, and
        relatives through a wide family (all of "rock") by how little that says.
        """
        canonical = self.canonical(name)
        if canonical is None:
            return []
        close = self._relations(canonical)
        close.pop(canonical, None)
        ranked = [(other, round(base * self._alike(canonical, other), 3)) for other, base in close.items()]
        return sorted(ranked, key=lambda pair: (-pair[1], -len(self.descendants(pair[0])), pair[0]))[:limit]

    def _genre(self, name: str) -> Genre | None:
        canonical = self.canonical(name)
        return self.genres[canonical] if canonical else None

    def _relations(self, name: str) -> dict[str, float]:
        """Relatives of `name` with the closeness of their best relation."""
        genre, close = self.genres[name], dict[str, float]()
        for place, other in enumerate(genre.neighbours):
            _keep(close, (other,), _NEIGHBOUR - 0.02 * min(place, 8))
        _keep(close, self.children(name), _CHILD * self._narrow(name))
        for parent in genre.parents:
            width = self._narrow(parent)
            _keep(close, (parent,), _PARENT * width)
            _keep(close, self.children(parent), _SIBLING * width)
        return close

    def _narrow(self, family: str) -> float:
        """1 for a small family, falling towards ½ as it grows."""
        return 0.5 + 0.5 * min(1.0, _BROAD / (1 + len(self.descendants(family))))

    def _alike(self, a: str, b: str) -> float:
        """How alike two genres sound: 1 the same, ½ opposite in everything; ¾ where that is not known."""
        first, second = self.genres[a].features, self.genres[b].features
        if first is None or second is None:
            return 0.75
        apart = sum(min(1.0, abs(first[f] - second[f]) / _SCALE.get(f, 1.0)) for f in FEATURES) / len(FEATURES)
        return 1 - 0.5 * min(1.0, 2 * apart)


@cache
def graph() -> GenreGraph:
    """The genre graph that ships with Segue, read once."""
    text = files("segue.knowledge").joinpath("data/genres.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return build(_genre_of(row) for row in rows)


def build(genres: Iterable[Genre]) -> GenreGraph:
    """A graph of `genres`, neighbours told from both sides. KeyError where a parent or neighbour is not there."""
    table = {genre.name: genre for genre in genres}
    children: dict[str, list[str]] = {name: [] for name in table}
    near: dict[str, list[str]] = {name: list(genre.neighbours) for name, genre in table.items()}
    for name, genre in table.items():
        for parent in genre.parents:
            children[parent].append(name)
        for other in genre.neighbours:
            if name not in near[other]:
                near[other].append(name)
    for name, others in near.items():
        if len(others) > len(table[name].neighbours):
            genre = table[name]
            table[name] = Genre(name, genre.parents, genre.aliases, tuple(others), genre.features)
    by_key, by_squeezed = _index(table.values())
    return GenreGraph(table, {name: tuple(kinds) for name, kinds in children.items()}, by_key, by_squeezed)


def _genre_of(row: list[str]) -> Genre:
    name, parents, aliases, neighbours, *numbers = row
    features = MappingProxyType(dict(zip(FEATURES, map(float, numbers), strict=True))) if numbers[0] else None
    return Genre(name, _split(parents), _split(aliases), _split(neighbours), features)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _index(genres: Iterable[Genre]) -> tuple[dict[str, str], dict[str, str]]:
    """Names by label key, and by squeezed key; a canonical name wins over an alias."""
    by_key: dict[str, str] = {}
    by_squeezed: dict[str, str] = {}
    table = list(genres)
    pairs = [(g.name, g.name) for g in table] + [(alias, g.name) for g in table for alias in g.aliases]
    for spelling, name in pairs:
        # The key of plain lower-case words is themselves; folding 2,000 names would cost most of the loading time.
        key = spelling if spelling.isascii() and spelling.replace(" ", "").isalnum() else label_key(spelling)
        by_key.setdefault(key, name)
        by_squeezed.setdefault(_squeezed(key), name)
    return by_key, by_squeezed


def _squeezed(key: str) -> str:
    """A label key without spaces and small words: "drum and bass", "drum n bass" and "drumbass" are one."""
    return "".join(word for word in key.split(" ") if word not in _SMALL_WORDS)


def _forms(key: str) -> Iterable[str]:
    """`key`, then what it is without a plural, and without a tail such as "music"."""
    yield key
    if key.endswith("s"):
        yield (key := key[:-1])
    for tail in _TAILS:
        if key.endswith(tail):
            yield key.removesuffix(tail)


def _reach(start: str, step: Callable[[str], Iterable[str]]) -> frozenset[str]:
    """Everything reached from `start` by `step`, without `start`."""
    found: set[str] = set()
    queue = deque([start])
    while queue:
        fresh = [at for at in step(queue.popleft()) if at not in found]
        found.update(fresh)
        queue.extend(fresh)
    return frozenset(found)


def _keep(close: dict[str, float], names: Iterable[str], value: float) -> None:
    """Note `value` for each of `names` where it is more than what is there."""
    for name in names:
        close[name] = max(value, close.get(name, 0.0))
