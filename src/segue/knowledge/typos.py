"""Misspelt words: the word of the lexicon, or of a genre's name, that a word with one slip in it stands for.

A slip is a letter wrong, missing, doubled or added, or two neighbours swapped. Every word that can be meant is filed
under itself and under itself less any one letter. Two words one slip apart share such a form, so a look-up takes as
many steps as the word has letters. Most short words are one letter from another good word: the less a slip is like
those that fingers make, the longer a word must be to count as misspelt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Final

from segue.knowledge.genres import graph
from segue.knowledge.lexicon import shipped
from segue.knowledge.names import label_key

SHORTEST: Final = 6
"""Letters from which a typed word is long enough to tell what it was meant to be: two swapped, or one doubled."""
_MISSING: Final = 7
"""The same for a letter missing or added."""
_WRONG: Final = 8
"""The same for a wrong letter; one less where it is a vowel for a vowel."""
_VOWELS: Final = frozenset("aeiouy")
_LEAST: Final = 5
"""Letters of a word that one may have been meant to be."""


@dataclass(frozen=True)
class Typos:
    """Known words, and those among them that a misspelt word may stand for."""

    known: frozenset[str]
    """Words that are spelt as they are meant."""
    forms: dict[str, str]
    """A word, or a word less one letter → the words that it may come from, one space apart, the likelier first."""

    def meant(self, word: str) -> str | None:
        """What the folded `word` stands for; None where it is known or too short, or nothing is one slip from it."""
        if len(word) < SHORTEST or word in self.known or (word[-1] == "s" and word[:-1] in self.known):
            return None
        if not (word.isascii() and word.isalpha()):
            return None
        if word.endswith("in") and word + "g" in self.known:
            return word + "g"
        if word.endswith("ik") and f"{word[:-1]}c" in self.known:
            return f"{word[:-1]}c"
        slips = (other for other in self._sharing(word) if _is_slip(word, other))
        return min(slips, key=lambda other: _is_odd(word, other), default=None)

    def _sharing(self, word: str) -> Iterator[str]:
        """Words that share a form with `word`, the likelier first by form; some more than once."""
        return chain.from_iterable(self.forms[form].split() for form in _forms(word) if form in self.forms)


def _is_slip(word: str, other: str) -> bool:
    """Whether `word` is `other` with one slip that fingers make in a word of that length; never in the first letter.

    Nor is another letter, or one more or less, at the end: that is how words are inflected.
    """
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, meant = word[at:], other[at:]
    if at == 0 or not (rest and meant):
        return False
    if len(word) == len(other):
        swapped = len(rest) > 1 and rest[1::-1] + rest[2:] == meant
        wrong = rest[1:] == meant[1:] != "" and len(word) >= _WRONG - (rest[0] in _VOWELS and meant[0] in _VOWELS)
        return swapped or wrong
    longer, shorter = (rest, meant) if len(word) > len(other) else (meant, rest)
    doubled = longer[0] == word[at - 1]
    return longer[1:] == shorter and len(word) >= (SHORTEST if doubled else _MISSING)


def _is_odd(word: str, other: str) -> bool:
    """Whether a vowel was typed for a consonant, or a consonant for one: "excleding" is rather "excluding" than
    "exceeding"."""
    return len(word) == len(other) and any((a in _VOWELS) != (b in _VOWELS) for a, b in zip(word, other, strict=True))


@cache
def typos() -> Typos:
    """The dictionary of the lexicon and the genre graph, built once (some 30 ms)."""
    words, genres, ordinary = _lexicon_words(), _genre_words(), shipped().ordinary
    forms: dict[str, str] = {}
    for word in dict.fromkeys(w for w in chain(words, genres) if len(w) >= _LEAST and w.isascii() and w.isalpha()):
        for form in _forms(word):
            forms[form] = f"{forms[form]} {word}" if form in forms else word
    return Typos(ordinary.union(words, genres, shipped().lookalikes), forms)


def _forms(word: str) -> Iterator[str]:
    """The word, and the word less one letter; a letter of a double is left out once."""
    yield word
    for at, letter in enumerate(word):
        if at == 0 or letter != word[at - 1]:
            yield word[:at] + word[at + 1 :]


def _lexicon_words() -> dict[str, None]:
    """The single words of the lexicon's terms, in the order of how much depends on them."""
    known = shipped()
    tables: Iterable[Iterable[str]] = (
        known.markers, known.grammar, known.measures, known.function, known.nouns, known.senses, known.genre_forms,
        known.poles, known.comparatives, known.superlatives, known.phrases, known.participles, known.themes,
    )  # fmt: skip
    return dict.fromkeys(word for term in chain.from_iterable(tables) for word in term.split())


def _genre_words() -> dict[str, None]:
    """The words of all names of genres."""
    names = (name for genre in graph().genres.values() for name in (genre.name, *genre.aliases))
    return dict.fromkeys(word for name in names for word in label_key(name).split())
