"""How follow-ups are put: the phrases of `data/refinements.toml`, by what they mean.

`orders` move, replace and remove tracks; `sizes` are about how many and how long; `talk` is about the conversation;
`asking` leads in a wish for more or less, `force` says how much of it, `ways` in which direction.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from segue.knowledge.lexicon import Pole

Runs = tuple[tuple[str, ...], ...]
"""Phrases as words, the longest first."""

_NUMBERS: Final = {"one": "1", "two": "2", "three": "3"}
"""Numbers as tokens have them."""
_SIGNS: Final = {"+": 1, "-": -1}


@cache
def _data() -> Mapping[str, Any]:
    text = files("segue.knowledge").joinpath("data/refinements.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _terms(said: str) -> list[str]:
    return [term for part in said.replace("\n", "|").split("|") if (term := part.strip())]


def _runs(terms: list[str]) -> Runs:
    runs = (tuple(_NUMBERS.get(word, word) for word in term.split()) for term in terms)
    return tuple(sorted(runs, key=lambda run: -len(run)))


@cache
def phrases(table: str, name: str) -> Runs:
    """The phrases of one entry. Raises `KeyError` where the file has none of that name."""
    return _runs(_terms(_data()[table][name]))


@cache
def amounts() -> tuple[tuple[tuple[str, ...], int], ...]:
    """Words for a number of tracks that are no numbers, the longest first."""
    told = [(run, int(count)) for count, said in _data()["sizes"]["amounts"].items() for run in _runs(_terms(said))]
    return tuple(sorted(told, key=lambda pair: -len(pair[0])))


@cache
def directions(name: str) -> Mapping[str, Pole]:
    """Words → the direction that they mean: `named` behind "more", `up` and `down` as verbs ("liven it up")."""
    found: dict[str, Pole] = {}
    for way, said in _data()["ways"][name].items():
        attribute, sign = way.split()
        found |= dict.fromkeys(_terms(said), Pole(attribute, _SIGNS[sign]))
    return found
