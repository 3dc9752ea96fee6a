"""One term that a home adds to the lexicon: what it may mean, and the lexicon with such terms in it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

import msgspec

from segue.errors import BadInput
from segue.knowledge.genres import graph
from segue.knowledge.lexicon import Lexicon, Sense, scaled, shipped
from segue.knowledge.names import fold, label_key, legible
from segue.music import ATTRIBUTES, NUMERIC, Reading

SCALES: Final = tuple(sorted((NUMERIC.keys() & ATTRIBUTES) - {"key", "mode", "explicit", "last_played", "added"}))
"""Attributes that a term may be a range of."""
LABELS: Final = ("activity", "artist", "country", "instrument", "language", "mood", "theme")
"""Attributes that a term may be a name or label of."""
_TERM: Final = re.compile(r"[^\W_]+(?: [^\W_]+)*")
_CONDITION: Final = re.compile(r"(min|max|between)((?: -?\d+(?:\.\d+)?)+)")
_NUMBERS: Final = {"min": 1, "max": 1, "between": 2}

Kind = Literal["same", "scale", "label", "nothing"]


class Entry(msgspec.Struct, frozen=True):
    """One term of a home."""

    term: str
    """Folded words, one space apart."""
    kind: Kind
    meaning: str = ""
    """By kind: a known term, folded; "energy min 0.7"; "artist The Beatles"; ""."""


def check(entry: Entry) -> None:
    """Raises `BadInput` where `entry` cannot be read as meant: lexicon_term (no words, or too many), lexicon_common (a
    little word that prompts are full of), lexicon_meaning (its meaning is none), lexicon_range (a number that is none
    of its attribute's)."""
    known, words = shipped(), entry.term.split()
    if not _TERM.fullmatch(entry.term) or entry.term != fold(entry.term) or len(words) > known.longest:
        told = f"“{legible(entry.term)}” is not one to {known.longest} words."
        raise BadInput("lexicon_term", told, hint="Give letters and digits, as they are said.", field="term")
    little = known.function | known.nouns | known.markers.keys()
    if len(words) == 1 and (entry.term in little or entry.term.isdigit()):
        told = f"Prompts are full of “{entry.term}”; it cannot mean something else here."
        raise BadInput("lexicon_common", told, hint="Give the whole phrase.", field="term")
    _CHECKS[entry.kind](entry.meaning)


def _same(meaning: str) -> None:
    known = shipped()
    if meaning in known.senses or meaning in known.markers or meaning in known.phrases or _genre(meaning):
        return
    near = difflib.get_close_matches(meaning, [*known.senses, *known.genre_forms, *graph().names], 3, 0.7)
    hint = (
        f"Known: {', '.join(near)}."
        if near
        else "Give a word that Segue reads, or --attribute with --min, --max or --is."
    )
    raise BadInput("lexicon_meaning", f"Segue does not know “{legible(meaning)}”.", hint=hint, field="meaning")


def _scale(meaning: str) -> None:
    attribute, _, condition = meaning.partition(" ")
    said = _CONDITION.fullmatch(condition)
    if attribute not in SCALES or said is None or len(said[2].split()) != _NUMBERS[said[1]]:
        told = f"“{legible(meaning)}” is no range of a number."
        raise BadInput("lexicon_meaning", told, hint=f"Attributes: {', '.join(SCALES)}.", field="attribute")
    numbers, limits = [float(n) for n in said[2].split()], NUMERIC[attribute]
    if sorted(numbers) != numbers or not all(limits.low <= n <= limits.high for n in numbers):
        told = f"{attribute} lies between {limits.low:g} and {limits.high:g}, the lower number first."
        raise BadInput("lexicon_range", told, hint=f"Its unit: {limits.unit}.", field="attribute")


def _label(meaning: str) -> None:
    attribute, _, value = meaning.partition(" ")
    if attribute not in LABELS or not label_key(value) or value != legible(value):
        told = f"“{legible(meaning)}” is no name or label."
        raise BadInput("lexicon_meaning", told, hint=f"Attributes: {', '.join(LABELS)}.", field="attribute")


def _nothing(meaning: str) -> None:
    if meaning:
        raise BadInput("lexicon_meaning", "What asks for nothing has no meaning.", field="meaning")


_CHECKS: Final = {"same": _same, "scale": _scale, "label": _label, "nothing": _nothing}


def _genre(name: str) -> str | None:
    """The genre that `name` is a form of."""
    return shipped().genre_forms.get(name) or graph().canonical(name)


def overlay(entries: Sequence[Entry]) -> Lexicon:
    """The lexicon that ships with checked `entries` in it."""
    known = shipped()
    senses, forms, markers = dict(known.senses), dict(known.genre_forms), dict(known.markers)
    phrases = set(known.phrases)
    for entry in entries:
        for table in (senses, forms, markers):
            table.pop(entry.term, None)
        phrases.discard(entry.term)
        genre = _genre(entry.meaning) if entry.kind == "same" else None
        if entry.kind == "nothing" or entry.meaning in known.phrases:
            phrases.add(entry.term)
        elif entry.kind != "same":
            senses[entry.term] = _sense(entry)
        elif entry.meaning in known.senses:
            senses[entry.term] = known.senses[entry.meaning]
        elif entry.meaning in known.markers:
            markers[entry.term] = known.markers[entry.meaning]
        elif genre:
            forms[entry.term] = genre
    longest = max(known.longest, *(entry.term.count(" ") + 1 for entry in entries), 0)
    return replace(
        known, senses=senses, genre_forms=forms, markers=markers, phrases=frozenset(phrases), longest=longest
    )


def _sense(entry: Entry) -> Sense:
    attribute, _, rest = entry.meaning.partition(" ")
    if entry.kind == "scale":
        return scaled(attribute, rest)
    listed = shipped().senses.get(label_key(rest))
    if listed is not None and listed.attribute == attribute:
        return listed
    named = attribute == "artist"
    return Sense(attribute, "is", rest, None if named else Reading(rest, (label_key(rest),), subjective=False))
