"""Misspelt words put right before anything is read: "wihtout" is "without", "synthwvae" is "synthwave".

Only a long word that no table knows is touched, and only where it is no name: not written with a capital in the middle
of a sentence, not in quotes, not among the words of a title, and neither an artist nor a genre label of the catalogue.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from segue.catalogue.snapshot import Snapshot
from segue.intent.tokens import Token, Tokens, number_words
from segue.knowledge.lexicon import lexicon, shipped
from segue.knowledge.typos import SHORTEST, Typos, typos
from segue.music import Reading, Requirement

_NAMING: Final = frozenset({"title", "titles", "titled", "entitled", "called", "word", "words", "named"})
"""Words that speak of names and titles: what stands near them is left as typed."""
_REACH: Final = 6
"""Tokens that are near."""
_STOPS: Final = frozenset(".!?;:")
_MOSTLY: Final = 0.5
"""Share of capitalised words from which capitals mark no names."""
_BY_NAME: Final = frozenset({"artist", "similar", "track", "album", "title"})
"""Attributes whose value is a name, which is found by its letters as typed."""


def mended(tokens: Tokens, snapshot: Snapshot | None) -> Tokens:
    """The same tokens with misspelt words as the words that they stand for; spans and keys stay as typed."""
    dictionary, slips = typos(), shipped().slips
    found = {at: meant for at, token in enumerate(tokens.items) if (meant := _meant(token.text, dictionary, slips))}
    if not found:
        return tokens
    kept = _as_names(tokens) | _added(tokens, found)
    held = (at for at in found if tokens.items[at].text not in slips and _is_held(tokens, at, snapshot))
    left = kept.union(held)
    right = {at: meant for at, meant in found.items() if at not in left}
    items = [t._replace(text=right[at], typed=t.text) if at in right else t for at, t in enumerate(tokens.items)]
    return dataclasses.replace(tokens, items=tuple(number_words(items))) if right else tokens


def _meant(word: str, dictionary: Typos, slips: Mapping[str, str]) -> str | None:
    if word in slips:
        return slips[word]
    return dictionary.meant(word) if len(word) >= SHORTEST and word not in dictionary.known else None


def told(tokens: Tokens, requirement: Requirement, start: int, end: int) -> Requirement:
    """`requirement`, read from tokens `start` to `end`, with a reading that tells which of its words were mended."""
    slips = [f"“{t.typed}” read as “{t.text}”" for t in tokens.items[start:end] if t.typed]
    if not slips or requirement.attribute in _BY_NAME:
        return requirement
    reading = requirement.reading or Reading("", subjective=False)
    return replace(requirement, reading=replace(reading, text="; ".join(filter(None, (*slips, reading.text)))))


def _as_names(tokens: Tokens) -> frozenset[int]:
    """Indexes of tokens that are written or placed as names are."""
    items, found = tokens.items, set[int]()
    tell, quoted = _capitals_tell(items), False
    for at, token in enumerate(items):
        if token.text == '"':
            quoted = not quoted
        if token.text in _NAMING:
            found.update(range(at - _REACH, at + _REACH))
        before = items[at - 1].text if at else "."
        if quoted or before == "by" or (token.capital and tell and before not in _STOPS):
            found.add(at)
    return frozenset(found)


def _added(tokens: Tokens, at: Iterable[int]) -> frozenset[int]:
    """Those of `at` whose words a home has added to the lexicon that ships."""
    if lexicon() is shipped():
        return frozenset()
    terms = lexicon().senses.keys() | lexicon().markers.keys() | lexicon().phrases | lexicon().genre_forms.keys()
    words = {word for term in terms for word in term.split()}
    return frozenset(i for i in at if tokens.items[i].text in words)


def _capitals_tell(items: tuple[Token, ...]) -> bool:
    words = [t for t in items if t.key and t.number is None]
    return sum(t.capital for t in words) < _MOSTLY * len(words)


def _is_held(tokens: Tokens, at: int, snapshot: Snapshot | None) -> bool:
    """Whether the catalogue has an artist of that name, alone or with the word beside it, or a genre label."""
    if snapshot is None:
        return False
    keys = [t.key for t in tokens.items[max(0, at - 1) : at + 2]]
    here = keys[min(at, 1)]
    names = [here, f"{keys[0]} {here}", f"{here} {keys[-1]}"]
    code = snapshot.labels.code(tokens.items[at].text)
    return bool(snapshot.artists.contains(names).any()) or (
        code is not None and snapshot.labels.count((code,), ("genre",)) > 0
    )
