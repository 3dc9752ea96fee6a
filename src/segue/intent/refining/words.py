"""Tokens of a follow-up, looked at one after the other: where clauses begin and end, and how strongly things are put."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from segue.intent.refining.steps import BIT, MUCH, PLAIN, Force
from segue.intent.tokens import Tokens

_LEADS: Final = frozenset(
    [
        "and",
        "then",
        "but",
        "please",
        "now",
        "also",
        "just",
        "so",
        "ok",
        "okay",
        "maybe",
        "perhaps",
        "you",
        "to",
        "s",
        "lets",
        "let",
        "us",
        "i",
        "id",
        "we",
        "like",
        "want",
        "would",
        "can",
        "could",
        "should",
        "again",
        "plus",
        "actually",
        "hmm",
        "well",
        "oh",
        "yes",
        "no",
        "hey",
        "kindly",
        "instead",
        "next",
        "finally",
        "first",
        "though",
        "either",
        "otherwise",
    ]
)
"""Words before which nothing is said yet."""
_FILLERS: Final = frozenset(
    [
        "please",
        "thanks",
        "thank",
        "you",
        "now",
        "then",
        "though",
        "ok",
        "okay",
        "again",
        "overall",
        "in",
        "general",
        "too",
        "also",
    ]
)
VERBS: Final = frozenset(
    [
        "swap",
        "replace",
        "change",
        "exchange",
        "switch",
        "substitute",
        "remove",
        "drop",
        "delete",
        "take",
        "lose",
        "get",
        "kick",
        "throw",
        "cut",
        "skip",
        "discard",
        "ditch",
        "bin",
        "scrap",
        "leave",
        "keep",
        "hold",
        "lock",
        "retain",
        "move",
        "put",
        "bring",
        "shift",
        "place",
        "start",
        "begin",
        "open",
        "end",
        "close",
        "finish",
        "add",
        "include",
        "insert",
        "append",
        "make",
        "shuffle",
        "reverse",
        "sort",
        "order",
        "undo",
        "redo",
        "more",
        "less",
        "fewer",
        "no",
        "not",
        "without",
        "only",
        "too",
        "trim",
        "shorten",
        "extend",
        "double",
        "halve",
        "play",
        "give",
    ]
)
"""Words behind "and" that begin another order."""
_BIT: Final = (
    ("just", "a", "little", "bit"), ("just", "a", "bit"), ("a", "little", "bit"), ("a", "wee", "bit"), ("a", "bit"),
    ("a", "little"), ("a", "touch"), ("a", "tad"), ("a", "shade"), ("a", "smidge"), ("ever", "so", "slightly"),
    ("slightly",), ("somewhat",), ("marginally",), ("a", "notch"), ("bit",), ("tad",), ("little",),
)  # fmt: skip
_MUCH: Final = (
    ("a", "whole", "lot"), ("a", "great", "deal"), ("a", "good", "deal"), ("a", "lot"), ("so", "much"), ("lots",),
    ("much", "much"), ("way", "way"), ("much",), ("way",), ("far",), ("considerably",), ("significantly",), ("loads",),
    ("tons",), ("heaps",), ("really",), ("very",), ("seriously",), ("a", "ton"), ("lot",),
)  # fmt: skip
_EVEN: Final = (("even",), ("still",), ("somehow",), ("rather",), ("generally",), ("overall",), ("quite",))


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

    def skip(self, *words: str) -> Cursor:
        """Past any run of `words`."""
        cursor = self
        while cursor.at < cursor.end and cursor.word() in words:
            cursor = cursor.on()
        return cursor

    def first(self, *runs: tuple[str, ...] | str) -> Cursor | None:
        """Past the first of `runs` that comes next; None where none does."""
        for run in runs:
            words = tuple(run.split()) if isinstance(run, str) else run
            if self.takes(*words):
                return self.on(len(words))
        return None

    def number(self) -> int | None:
        """A whole number that comes next."""
        value = self.tokens.items[self.at].number if self.at < self.end else None
        return int(value) if value is not None and value == int(value) else None

    def minutes(self) -> float | None:
        """A span of time that comes next."""
        word = self.word()
        return float(word[1:]) if word.startswith("@") else None

    def said(self, end: int | None = None) -> tuple[str, tuple[int, int]]:
        """The words from here to token `end` (default: all), as written, and their span."""
        span = self.tokens.span(self.at, max(self.end if end is None else end, self.at + 1))
        return self.tokens.prompt[slice(*span)], span

    @property
    def done(self) -> bool:
        """Whether nothing but fillers is left."""
        return all(word in _FILLERS or word in ".!?;," for word in (self.word(i) for i in range(self.end - self.at)))


def begins(tokens: Tokens, at: int, read: set[int]) -> bool:
    """Whether a clause may begin at token `at`: behind a mark, a word that only leads in, or what is read already."""
    if at == 0 or (at - 1) in read:
        return True
    before = tokens.items[at - 1]
    return before.is_mark or before.text in _LEADS


def clause(tokens: Tokens, at: int) -> Cursor:
    """From `at` to the end of its clause: a mark, "but", or "and" before another order."""
    end = at
    while end < len(tokens):
        token = tokens.items[end]
        if (token.is_mark and token.text in ",;.!?():\n") or (token.text in ("but", "then") and end > at):
            break
        if token.text == "and" and end + 1 < len(tokens) and tokens.items[end + 1].text in VERBS | {"then"}:
            break
        end += 1
    return Cursor(tokens, at, end)


def force(cursor: Cursor) -> tuple[Force, Cursor]:
    """How strongly something is put ("a bit", "much"), and what follows."""
    found = PLAIN
    while True:
        for runs, meant in ((_BIT, BIT), (_MUCH, MUCH), (_EVEN, found)):
            after = cursor.first(*runs)
            if after is not None:
                cursor, found = after, meant
                break
        else:
            return found, cursor
