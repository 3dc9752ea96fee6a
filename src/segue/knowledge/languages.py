"""The languages besides English that prompts are read in: what their words are in the English lexicon's own words.

One file a language, `data/languages/<code>.toml`. Its tables:

  words      shared = words that names, English or other languages have too; own = words that tell the language though
             English has them from it; loans = words used as English uses them
  elided     short forms before an apostrophe that are words of their own ("d'été", "l'amour")
  endings    a sign and the endings it stands for, "-" for none: "lent~" lists every form of the adjective at once
  tails      the last parts of compounds, and joints, the letters between the parts
  counting   words = the numbers from 2 on, in their order; more = further ones
  say        the rest, by subject: "term | term = English words"

A term is one to six words. In it "#" stands for any number, "#0" for one that can be a decade (80, 1980), "#y" for a
year; the English side repeats them in their order ("#s" is a decade). "of/by" is "of", and "by" before a name. Where a
term is listed twice the first listing holds. Everything is folded when it is read, so files are spelt as people write.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, product
from typing import Any, Final

from segue.knowledge.names import fold

CODES: Final = ("es", "fr", "de")
"""ISO 639-1 codes of the languages that ship."""
_NUMBERS: Final = {"#": ("#", "#0", "#y", "#y0"), "#0": ("#0", "#y0"), "#y": ("#y", "#y0")}
"""What a number in a term is looked up as: any number, a decade's two digits, a year, a year that opens a decade."""
_DECADES: Final = range(20, 100, 10)
_YEARS: Final = range(1900, 2101)
_UMLAUT: Final = re.compile("[äöüœ]")
_SPELT_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "œ": "oe"})
_INSIDE: Final = re.compile(r"' ?|(?<=\w)-(?=\w)")


@dataclass(frozen=True)
class Terms:
    """Runs of folded words, one space apart, and what stands in their place."""

    said: Mapping[str, str]
    longest: Mapping[str, int]
    """First word → words in the longest run that begins with it."""

    def at(self, keys: Sequence[str], start: int) -> tuple[int, str]:
        """How many of `keys` the longest run from `start` on takes, and what it says; (0, "") where none is listed."""
        for length in range(min(self.longest.get(keys[start], 0), len(keys) - start), 0, -1):
            english = self.said.get(" ".join(keys[start : start + length]))
            if english is not None:
                return length, english
        return 0, ""


@dataclass(frozen=True)
class Language:
    """A language that prompts are read in."""

    code: str
    """ISO 639-1."""
    name: str
    """In English."""
    capital_nouns: bool
    """Whether all nouns have capitals, so that a capital makes no name."""
    terms: Terms
    """Terms → words of the English lexicon."""
    numbers: Terms
    """Number words → digits."""
    words: frozenset[str]
    """Every word that some term holds."""
    own: frozenset[str]
    """Those of `words` that tell the language even where English has them from it."""
    shared: frozenset[str]
    """Those of `words` that alone do not tell the language."""
    loans: frozenset[str]
    """Words used as English uses them."""
    elided: frozenset[str]
    """Short forms before an apostrophe that are words of their own."""
    tails: Mapping[str, str]
    """The last parts of compounds → what they are in English, longest first."""
    joints: tuple[str, ...]
    """Letters that join the parts of a compound; the empty string is the first."""


@cache
def languages() -> tuple[Language, ...]:
    """The languages that ship with Segue, read once."""
    folder = files("segue.knowledge").joinpath("data/languages")
    texts = (folder.joinpath(f"{code}.toml").read_text(encoding="utf-8") for code in CODES)
    return tuple(build(tomllib.loads(text)) for text in texts)


def build(data: Mapping[str, Any]) -> Language:
    """The language of parsed TOML `data`. Raises KeyError or ValueError where it is not as the module says."""
    endings = {sign: tuple(said.replace("-", "").split(" ")) for sign, said in data["endings"].items()}
    terms = _terms((pair for said in data["say"].values() for pair in _pairs(said)), endings)
    counting = "\n".join(f"{word} = {i}" for i, word in enumerate(_split(data["counting"]["words"]), 2))
    numbers = _terms(chain(_pairs(counting), _pairs(data["counting"]["more"])), {})
    tails = sorted(_pairs(data.get("tails", {}).get("words", "")), key=lambda pair: -len(pair[0]))
    return Language(
        code=data["code"],
        name=data["name"],
        capital_nouns=data.get("capital_nouns", False),
        terms=terms,
        numbers=numbers,
        words=frozenset(word for run in (*terms.said, *numbers.said) for word in run.split()),
        own=frozenset(_plain(data["words"].get("own", "")).split()),
        shared=frozenset(_plain(data["words"]["shared"]).split()),
        loans=frozenset(_plain(data["words"]["loans"]).split()),
        elided=frozenset(data.get("elided", {}).get("words", "").split()),
        tails=dict(tails),
        joints=("", *data.get("tails", {}).get("joints", "").split()),
    )


def number_key(value: float) -> str:
    """What a number is looked up as in `Language.terms`: "#", "#0", "#y" or "#y0"."""
    if value in _DECADES:
        return "#0"
    if value in _YEARS:
        return "#y" if value % 10 else "#y0"
    return "#"


def _plain(said: str) -> str:
    """Text folded, apostrophes and hyphens inside words as spaces."""
    return _INSIDE.sub(" ", fold(said))


def _split(said: str) -> list[str]:
    return [term for part in said.replace("\n", "|").split("|") if (term := part.strip())]


def _pairs(said: str) -> Iterator[tuple[str, str]]:
    """Lines "term | term = English" as (term, English); those with umlauts again, as they are spelt without."""
    yield from _listed(said)
    spelt_out = [line for line in said.splitlines() if _UMLAUT.search(line)]
    yield from _listed("\n".join(spelt_out).translate(_SPELT_OUT))


def _listed(said: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, said.splitlines()):
        foreign, english = _plain(line).split(" = ")
        for term in foreign.split(" | "):
            yield term, english


def _terms(pairs: Iterable[tuple[str, str]], endings: Mapping[str, Sequence[str]]) -> Terms:
    said: dict[str, str] = {}
    longest: dict[str, int] = {}
    signs = frozenset("".join(endings)) | {"#"}
    for term, english in pairs:
        for run in (term,) if signs.isdisjoint(term) else _runs(term, endings):
            if run not in said:
                said[run] = english
                first, length = run.split(" ", 1)[0], run.count(" ") + 1
                if length > longest.get(first, 0):
                    longest[first] = length
    return Terms(said, longest)


def _runs(term: str, endings: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """Every run of words that a term with numbers or signs stands for."""
    if " " not in term:
        return _forms(term, endings)
    return map(" ".join, product(*(_forms(word, endings) for word in term.split(" "))))


def _forms(word: str, endings: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    if word in _NUMBERS:
        return _NUMBERS[word]
    found = endings.get(word[-1], ())
    return tuple(word[:-1] + ending for ending in found) or (word,)
