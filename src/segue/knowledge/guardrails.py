"""The guardrails: which words are refused, which are met with care, and which only sound alarming.

The rules stand in `data/guardrails.toml`, whose head explains how they are written. Text is compared as folded words;
a match lies within one sentence. Whatever no rule names passes, and music that is merely sad, angry or titled so must
pass untouched: the examples beside each rule, of both kinds, are run as tests.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Final, Literal

from segue.knowledge.names import fold
from segue.music import Reading, Region

Action = Literal["refuse", "support", "pass"]

_SCAN: Final = re.compile(
    r"[^\W_]+(?:['’`\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u0300-\u036f]+[^\W_]+)*|[.!?;\n\"“”„«»]"
)
_ENDS: Final = frozenset(".!?;\n")
_QUOTES: Final = frozenset('"“”„«»')
_LETTERS: Final = str.maketrans("013457", "oieast")
_ANY: Final = r'[^ ."]+ '
_GAP: Final = 3
"""Words that a `*` stands for, at most."""
_WINDOW: Final = 160
"""Characters beside a match in which its context is looked for, at most; so no text makes the search slow."""


@dataclass(frozen=True)
class Context:
    """Words that must stand `before` and `after` a match; without either, anywhere in its sentence."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    anywhere: re.Pattern[str] | None

    def holds(self, left: str, right: str, sentence: str) -> bool:
        """Whether the words stand there. `left` ends where the match begins, `right` begins where it ends."""
        if self.anywhere is not None:
            return bool(self.anywhere.search(sentence))
        before = self.before is None or bool(self.before.search(left))
        return before and (self.after is None or bool(self.after.match(right)))


@dataclass(frozen=True)
class Rule:
    """One rule of the policy."""

    code: str
    """Stable: part of the error code of a refusal, and what is counted."""
    kind: str
    """What the words are about, for people who read the counts."""
    action: Action
    needs: tuple[Context, ...]
    """One of these must hold, where there are any."""
    unless: tuple[Context, ...]
    """None of these may hold."""
    quoted: bool
    """Whether words between quotation marks count too: a title or a lyric is no wish."""
    message: str
    """What is said to the listener."""
    hint: str
    title: str
    """What a list is called that is made with care."""
    matching: tuple[str, ...]
    """Prompts that the rule must find; run as tests."""
    passing: tuple[str, ...]
    """Prompts that no rule may find; run as tests."""


Triggered = tuple[tuple[Rule, re.Pattern[str]], ...]
"""Patterns that begin with one word, each with its rule."""
_Hit = tuple[Rule, tuple[int, int]]


@dataclass(frozen=True)
class Finding:
    """A rule that a text met, and the code points it was met in (half-open)."""

    rule: Rule
    span: tuple[int, int]


@dataclass(frozen=True)
class Guardrails:
    """All rules, found by the first word of their patterns."""

    version: int
    rules: tuple[Rule, ...]
    gentle: Reading
    """What a list made with care leans to."""
    triggers: Mapping[str, Triggered]

    def find(self, text: str) -> tuple[Finding, ...]:
        """What `text` meets, first things first; refusals before all. Never raises. Linear in the text's length."""
        words = _words(text)
        if self.triggers.keys().isdisjoint(words):
            return ()
        hits = list(_Line(text, words).hits(self.triggers))
        shields = [span for rule, span in hits if rule.action == "pass"]
        bare = [(rule, span) for rule, span in hits if not any(_overlap(span, shield) for shield in shields)]
        found = sorted(_outermost(bare), key=lambda hit: (hit[0].action != "refuse", hit[1]))
        return tuple(Finding(rule, span) for rule, span in found)


def _words(text: str) -> list[str]:
    return [_plain(word) for word in _SCAN.findall(text)]


@lru_cache(4096)
def _plain(word: str) -> str:
    """A word folded to its letters, digits inside it read as the letters they look like; a mark as "." or a quote."""
    if word in _ENDS:
        return "."
    if word in _QUOTES:
        return '"'
    folded = "".join(c for c in fold(word) if c.isalnum())
    return folded if folded.isalpha() or folded.isdigit() else folded.translate(_LETTERS)


class _Line:
    """A text as one line of folded words, each with a space on both sides."""

    def __init__(self, text: str, words: Sequence[str]) -> None:
        self.words = words
        self.line = " " + " ".join(words) + " "
        self.starts = list(accumulate((len(word) + 1 for word in words), initial=1))
        self.spans = [match.span() for match in _SCAN.finditer(text)]

    def hits(self, triggers: Mapping[str, Triggered]) -> Iterator[_Hit]:
        """Every match whose context allows it, with its code points. A quotation mark that none closes is none."""
        quoted, marks = False, self.words.count('"')
        for at, word in enumerate(self.words):
            if word == '"':
                marks -= 1
                quoted = not quoted and marks > 0
            for rule, pattern in triggers.get(word, ()):
                match = pattern.match(self.line, self.starts[at]) if rule.quoted or not quoted else None
                if match and self._allowed(rule, match):
                    last = at + match.group().count(" ") - 1
                    yield rule, (self.spans[at][0], self.spans[last][1])

    def _allowed(self, rule: Rule, match: re.Match[str]) -> bool:
        if not rule.needs and not rule.unless:
            return True
        start, end = match.span()
        left = self.line[max(0, start - _WINDOW) : start].rpartition(" . ")[2]
        right = self.line[end : end + _WINDOW].partition(". ")[0]
        left, right = " " + left.replace(chr(34) + " ", "").lstrip(), right.replace(chr(34) + " ", "")
        sides = left, right, left + match.group() + right
        if any(context.holds(*sides) for context in rule.unless):
            return False
        return not rule.needs or any(context.holds(*sides) for context in rule.needs)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _outermost(hits: Sequence[_Hit]) -> Iterator[_Hit]:
    """The longest of the matches of one action that overlap."""
    taken: list[tuple[Action, tuple[int, int]]] = []
    for rule, span in sorted(hits, key=lambda hit: hit[1][0] - hit[1][1]):
        if not any(action == rule.action and _overlap(span, other) for action, other in taken):
            taken.append((rule.action, span))
            yield rule, span


@cache
def guardrails() -> Guardrails:
    """The rules that ship with Segue, read once."""
    return build(tomllib.loads(files("segue.knowledge").joinpath("data/guardrails.toml").read_text(encoding="utf-8")))


@lru_cache(64)
def find(text: str) -> tuple[Finding, ...]:
    """What `text` meets of the rules that ship; remembered for a while, since several stages ask."""
    return guardrails().find(text)


def care(text: str) -> Rule | None:
    """The rule of care that `text` meets, or None."""
    return next((finding.rule for finding in find(text) if finding.rule.action == "support"), None)


def build(data: Mapping[str, Any]) -> Guardrails:
    """The rules of parsed TOML `data`. Raises KeyError or ValueError where they are not as the file's head says."""
    lists = {name: _terms(said) for name, said in data["words"].items()}
    triggers: dict[str, list[tuple[Rule, re.Pattern[str]]]] = {}
    rules = []
    for code, entry in data["rule"].items():
        rule = _rule(code, entry, lists)
        rules.append(rule)
        for pattern in _terms(entry["patterns"]):
            for first in _first_words(pattern, lists):
                triggers.setdefault(first, []).append((rule, re.compile(_source(pattern, lists))))
    by_word = {word: tuple(found) for word, found in triggers.items()}
    return Guardrails(data["version"], tuple(rules), _gentle(**data["gentle"]), by_word)


def _gentle(labels: str, energy: float, valence: float) -> Reading:
    tags = tuple(_terms(labels))
    text = f"gentle: tagged {', '.join(tags)} or energy at most {energy} and valence at least {valence}"
    return Reading(text, tags, (Region("energy", "max", energy), Region("valence", "min", valence)))


def _rule(code: str, entry: Mapping[str, Any], lists: Mapping[str, list[str]]) -> Rule:
    if entry["action"] not in ("refuse", "support", "pass"):
        raise ValueError(f"{code}: {entry['action']}")
    return Rule(
        code=code, kind=entry["kind"], action=entry["action"], quoted=entry.get("quoted", False),
        needs=tuple(_context(said, lists) for said in _terms(entry.get("needs", ""))),
        unless=tuple(_context(said, lists) for said in _terms(entry.get("unless", ""))),
        message=entry.get("message", ""), hint=entry.get("hint", ""), title=entry.get("title", ""),
        matching=tuple(entry["matching"]), passing=tuple(entry["passing"]),
    )  # fmt: skip


def _terms(said: str) -> list[str]:
    return [term for part in said.replace("\n", "|").split("|") if (term := part.strip())]


def _context(said: str, lists: Mapping[str, list[str]]) -> Context:
    if "#" not in said:
        return Context(None, None, re.compile(f" {_source(said, lists)}"))
    before, after = (side.strip() for side in said.split("#"))
    return Context(
        re.compile(rf"(?<= ){_source(before, lists)}$") if before else None,
        re.compile(_source(after, lists)) if after else None,
        None,
    )


def _source(pattern: str, lists: Mapping[str, list[str]]) -> str:
    """A regular expression for `pattern`; every word takes the space behind it along."""
    return "".join(_item(item, lists) for item in pattern.split())


def _item(item: str, lists: Mapping[str, list[str]]) -> str:
    if item == "*":
        return f"(?:{_ANY}){{0,{_GAP}}}"
    if item == "_":
        return _ANY
    terms = sorted(_alternatives(item, lists), key=len, reverse=True)
    core = "|".join(re.escape(term).replace(r"\ ", " ").replace("\\~", r'[^ ."]*') for term in terms)
    return f"(?:(?:{core}) )?" if item.endswith("?") else f"(?:{core}) "


def _alternatives(item: str, lists: Mapping[str, list[str]]) -> list[str]:
    """What an item stands for: its words, and those of the lists that it names."""
    parts = item.removesuffix("?").split("/")
    return [term for part in parts for term in (lists[part[1:]] if part.startswith("@") else [part])]


def _first_words(pattern: str, lists: Mapping[str, list[str]]) -> set[str]:
    """The words that a match may begin with. Raises ValueError where they cannot be listed."""
    first: set[str] = set()
    for item in pattern.split():
        words = {term.split()[0] for term in _alternatives(item, lists)}
        if item in ("*", "_") or any("~" in word for word in words):
            break
        first |= words
        if not item.endswith("?"):
            return first
    raise ValueError(f"A pattern must begin with whole words: {pattern!r}")
