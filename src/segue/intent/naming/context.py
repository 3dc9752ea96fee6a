"""What stands around a run of words that may be a name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from segue.catalogue.snapshot import Snapshot
from segue.intent.genres import genre_named
from segue.intent.naming.words import BY, LITTLE
from segue.intent.tokens import Tokens, words_of
from segue.knowledge.everyday import is_everyday_english
from segue.knowledge.lexicon import lexicon

_PASSED: Final = words_of("the artist band group any songs tracks anything music rapper singer more")
_ACT: Final = words_of("band artist group singer rapper duo trio")
_JOINING: Final = frozenset({"and", "&"})
_FORMS: Final = ("ing", "ly", "ness", "tion", "able", "less", "ful", "ous", "ive", "ical", "ish", "est", "ed", "ers")
"""How everyday words end and names seldom do."""
_FORMED: Final = 5
_KIND: Final = 4
"""Words in which it is told what kind of act one is."""
_TITLED: Final = 0.85
"""Share of capitalised words from which capitals tell nothing (a title-cased prompt)."""


@dataclass(frozen=True)
class Context:
    """A prompt as its names are looked for."""

    tokens: Tokens
    snapshot: Snapshot | None = None

    @cached_property
    def capitals_tell(self) -> bool:
        """Whether capitals mark names in this prompt, rather than every word."""
        words = [t for t in self.tokens.items if t.key and t.text.isalpha()]
        return sum(t.capital for t in words) <= _TITLED * len(words) or len(words) <= 3

    def word(self, at: int) -> str:
        """The text of token `at`; "" beyond either end."""
        return self.tokens.items[at].text if 0 <= at < len(self.tokens) else ""

    def lead(self, start: int) -> str:
        """The word before a name, "the", "band", "artist", "songs" … passed over."""
        at = start - 1
        while at > 0 and self.word(at) in _PASSED:
            at -= 1
        return self.word(at)

    def is_called_so(self, start: int, end: int) -> bool:
        """Whether words say that the run is an act's name: "the band Low", "America the band"."""
        return self.word(start - 1) in BY or self.aside(end) > end

    def aside(self, at: int) -> int:
        """Where the words end that say behind a name what kind of act it is ("America the band", "Air (the French
        duo)"); `at` if there are none."""
        the = at + (self.word(at) in (",", "("))
        if self.word(the) != "the":
            return at
        kinds = (i for i in range(the + 1, the + _KIND) if self.word(i) in _ACT)
        return next((i + 1 for i in kinds if not any(self.tokens.items[j].is_mark for j in range(the, i))), at)

    def capital(self, start: int, end: int) -> bool:
        """Whether the run is written as a name, in a place where a capital says so."""
        return (
            self.capitals_tell and any(t.capital for t in self.tokens.items[start:end]) and not self._opens(start, end)
        )

    def is_language(self, word: str) -> bool:
        """Whether the word is language before it is a name: the lexicon has it, or many titles hold it."""
        return (
            is_everyday(word)
            or is_everyday_english(word)
            or (self.snapshot is not None and self.snapshot.works.everyday(word))
        )

    def is_strange(self, word: str) -> bool:
        """Whether a word can hardly be anything but a name."""
        formed = word.endswith(_FORMS) and len(word) > _FORMED
        return len(word) > 2 and word.isalnum() and not formed and not word.isdecimal() and not self.is_language(word)

    def is_common(self, start: int, end: int) -> bool:
        """Whether every word of the run is an everyday one, or the run is a term of its own (a genre, a mood, a
        number)."""
        words = [t for t in self.tokens.items[start:end] if not t.is_mark]
        if is_term(" ".join(t.text for t in words)):
            return True
        return all(
            t.number is not None or len(t.text) == 1 or t.text.startswith("@") or is_everyday(t.text) for t in words
        )

    def capitals(self, start: int, most: int) -> int:
        """Where a run of capitalised words, little words between them, that begins at `start` ends; `start` if it does
        not or capitals tell nothing."""
        items = self.tokens.items
        if not self.capitals_tell or start >= len(items) or not items[start].capital:
            return start
        end = at = start + 1
        while at < min(len(items), start + most):
            if items[at].capital or (items[at].number is not None and not items[at].is_mark):
                end = at + 1
            elif items[at].text not in LITTLE - _JOINING:
                break
            at += 1
        return end

    def _opens(self, start: int, end: int) -> bool:
        opening = start == 0 or self.word(start - 1) in (".", "!", "?", ";", ":")
        return opening and not any(t.capital for t in self.tokens.items[start + 1 : end])


def is_term(text: str) -> bool:
    """Whether the words say something by themselves: a genre, a mood, a marker."""
    known = lexicon()
    return text in known.senses or text in known.markers or text in known.phrases or genre_named(text)


def is_everyday(word: str) -> bool:
    """Whether the lexicon has the word, or it is a genre."""
    known = lexicon()
    return (
        word in known.function or word in known.ordinary or word in known.senses or word in known.nouns
        or word in known.markers or word in known.poles or word in known.participles or genre_named(word)
    )  # fmt: skip
