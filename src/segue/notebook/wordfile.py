"""The form of HOME/lexicon.toml, which holds the words that a home adds to the lexicon.

    format = 1

    [same]                          # means what a word of the lexicon, or a genre, means
    "sunday glow" = "relaxing"

    [scale.energy]                  # a range of one number, as in the lexicon that ships: condition = terms
    "min 0.7" = "goes hard | slaps"

    [label.artist]                  # one name or label: value = terms
    "The Beatles" = "fab four"

    [nothing]                       # asks for nothing
    words = "pretty please"

Terms are folded words, one space apart. The home's meaning of a term takes the place of the one that ships.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from segue.errors import BadInput
from segue.notebook.entries import Entry, check

FORMAT: Final = 1
"""Version of the form."""
_HEAD: Final = (
    "# Words of this home. `segue lexicon` writes this file; what is written by hand in its form is read too."
)


def load(text: str) -> tuple[Entry, ...]:
    """The entries in the file `text`, in alphabetical order. Raises ValueError, saying what is wrong, where it is none
    of this form, or a term stands twice, or means nothing."""
    try:
        entries = sorted(_entries(tomllib.loads(text)), key=lambda entry: entry.term)
        for entry in entries:
            check(entry)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a table is not as it should be: {error}") from error
    except BadInput as error:
        raise ValueError(error.message) from error
    twice = {a.term for a, b in pairwise(entries) if a.term == b.term}
    if twice:
        raise ValueError(f"“{min(twice)}” means two things")
    return tuple(entries)


def _entries(data: dict[str, Any]) -> Iterator[Entry]:
    if data.pop("format") != FORMAT or data.keys() - {"same", "scale", "label", "nothing"}:
        raise ValueError(f"it is not of format {FORMAT}")
    yield from (Entry(term, "same", str(meaning)) for term, meaning in data.get("same", {}).items())
    for attribute, meanings in data.get("scale", {}).items():
        for condition, said in meanings.items():
            yield from (Entry(term, "scale", f"{attribute} {condition}") for term in _terms(said))
    for attribute, meanings in data.get("label", {}).items():
        for value, said in meanings.items():
            yield from (Entry(term, "label", f"{attribute} {value}") for term in _terms(said))
    yield from (Entry(term, "nothing") for term in _terms(data.get("nothing", {}).get("words", "")))


def _terms(said: str) -> list[str]:
    return [term for part in said.replace("\n", "|").split("|") if (term := part.strip())]


def dump(entries: Iterable[Entry]) -> str:
    """The file that holds `entries`; `load` reads the same from it."""
    tables: dict[str, dict[str, list[str]]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.kind, entry.term)):
        table, key, said = _place(entry)
        tables.setdefault(table, {}).setdefault(key, []).append(said)
    lines = [_HEAD, f"format = {FORMAT}"]
    for table, keys in tables.items():
        lines += ["", f"[{table}]", *(f"{_quoted(key)} = {_quoted(' | '.join(said))}" for key, said in keys.items())]
    return "\n".join(lines) + "\n"


def _place(entry: Entry) -> tuple[str, str, str]:
    """The table, the key and the value of an entry."""
    if entry.kind == "same":
        return "same", entry.term, entry.meaning
    if entry.kind == "nothing":
        return "nothing", "words", entry.term
    attribute, _, rest = entry.meaning.partition(" ")
    return f"{entry.kind}.{attribute}", rest, entry.term


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
