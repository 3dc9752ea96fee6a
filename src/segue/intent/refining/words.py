"""Tokens of a follow-up, one after the other: where clauses begin and end, and how strongly things are put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from segue.intent.refining.draft import Said
from segue.intent.refining.steps import BIT, MUCH, PLAIN, Force
from segue.intent.tokens import Tokens, words_of
from segue.knowledge.followups import phrases

_LEADS: Final = words_of(
    "and then but please now also just so ok okay maybe perhaps you to s lets let us i id we like want would can could "
    "should again plus actually hmm well oh yes hey kindly instead next finally first though either otherwise"
)
"""Words before which nothing is said yet."""
_FILLERS: Final = words_of("please thanks thank you now then though ok okay again overall in general too also mate")
_VERBS: Final = words_of(
    "swap replace change exchange switch substitute remove drop delete take lose get kick throw cut skip discard ditch "
    "bin scrap leave keep hold lock retain move put bring shift place start begin open end close finish add include "
    "insert append make shuffle reverse sort order undo redo more less fewer no not without only too trim shorten "
    "extend double halve play give then"
)
"""Words behind "and" that begin another order."""
_COUNTED: Final = words_of("songs tracks more fewer less bpm tunes extra")
_ENDS: Final = frozenset(",;.!?\n")


@dataclass(frozen=True)
class Cursor:
    """`tokens` looked at from token `at` to `end`."""

    tokens: Tokens
    at: int
    end: int

    def word(self, ahead: int = 0) -> str:
        """The word `ahead` tokens on; "" behind the end."""
        at = self.at + ahead
        return self.tokens.items[at].text if 0 <= at < self.end else ""

    def text(self, length: int) -> str:
        """The next `length` words, one space apart; "" where there are fewer."""
        return self.tokens.text(self.at, self.at + length) if self.at + length <= self.end else ""

    def words(self) -> list[str]:
        """All words to the end."""
        return [token.text for token in self.tokens.items[self.at : self.end]]

    def on(self, by: int = 1) -> Cursor:
        """The same, `by` tokens on."""
        return Cursor(self.tokens, min(self.at + by, self.end), self.end)

    def to(self, at: int) -> Cursor:
        """The same, from token `at` on."""
        return Cursor(self.tokens, at, self.end)

    def until(self, end: int) -> Cursor:
        """The same, with its end at `end`."""
        return Cursor(self.tokens, self.at, end)

    def takes(self, *words: str) -> bool:
        """Whether exactly these words come next."""
        return all(self.word(i) == word for i, word in enumerate(words))

    def find(self, *words: str) -> int | None:
        """The token where exactly these words begin; None where they do not come."""
        return next((at for at in range(self.at, self.end) if self.to(at).takes(*words)), None)

    def skip(self, words: str) -> Cursor:
        """Past any run of `words`, given one space apart."""
        passed = words.split()
        cursor = self
        while cursor.at < cursor.end and cursor.word() in passed:
            cursor = cursor.on()
        return cursor

    def first(self, *runs: str) -> Cursor | None:
        """Past the first of `runs` that comes next; None where none does."""
        for run in runs:
            words = run.split()
            if self.takes(*words):
                return self.on(len(words))
        return None

    def past(self, table: str, name: str) -> Cursor | None:
        """Past the longest phrase of that entry of the follow-ups that comes next; None where none does."""
        return next((self.on(len(run)) for run in phrases(table, name) if self.takes(*run)), None)

    def number(self) -> int | None:
        """A whole number that comes next."""
        value = self.tokens.items[self.at].number if self.at < self.end else None
        return int(value) if value is not None and value == int(value) else None

    def minutes(self) -> float | None:
        """A span of time that comes next."""
        word = self.word()
        return float(word[1:]) if word.startswith("@") else None

    def said(self, end: int | None = None) -> Said:
        """The words from here to token `end` (default: all)."""
        span = self.tokens.span(self.at, max(self.end if end is None else end, self.at + 1))
        return Said(self.tokens.prompt[slice(*span)], span)

    def cut(self) -> Tokens:
        """The tokens from here to the end, by themselves."""
        return Tokens(self.tokens.prompt, self.tokens.items[self.at : self.end])

    @property
    def done(self) -> bool:
        """Whether nothing but fillers is left."""
        return all(word in _FILLERS or word in _ENDS for word in self.words())


def begins(tokens: Tokens, at: int, read: set[int]) -> bool:
    """Whether a clause may begin at token `at`: behind a mark, a word that only leads in, or what is read already."""
    if at == 0 or (at - 1) in read:
        return True
    before = tokens.items[at - 1]
    return before.is_mark or before.text in _LEADS


def clause(tokens: Tokens, at: int) -> Cursor:
    """From `at` to the end of its clause: a mark, "but", or "and" before another order."""
    end = at
    while end < len(tokens) and not _ends(tokens, end, at):
        end += 1
    return Cursor(tokens, at, end)


def _ends(tokens: Tokens, at: int, begun: int) -> bool:
    """Whether the clause that began at `begun` ends before token `at`."""
    token = tokens.items[at]
    if token.text == "," and _goes_on(tokens, at + 1):
        return False
    if token.is_mark:
        return token.text in _ENDS
    if token.text in ("but", "then"):
        return at > begun and tokens.items[at - 1].text not in ("all", "everything", "anything")
    return token.text == "and" and at + 1 < len(tokens) and tokens.items[at + 1].text in _VERBS


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether behind a comma a list of places goes on: "2, 5 and 9", "the first, the last"."""
    while at < len(tokens) and tokens.items[at].text in ("and", "the", "number", "track"):
        at += 1
    if at >= len(tokens):
        return False
    token = tokens.items[at]
    counted = at + 1 < len(tokens) and tokens.items[at + 1].text in _COUNTED
    return (token.number is not None and not counted) or token.text == "last" or token.text[:1].isdigit()


def force(cursor: Cursor) -> tuple[Force, Cursor]:
    """How strongly something is put ("a bit", "much"), and what follows."""
    found = PLAIN
    while True:
        for name, meant in (("bit", BIT), ("much", MUCH), ("even", found)):
            after = cursor.past("force", name)
            if after is not None:
                cursor, found = after, meant
                break
        else:
            return found, cursor
