"""Runs of words that are an artist's name, in any spelling that `names.artist_key` forgives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from segue.catalogue.nameindex import LONGEST
from segue.catalogue.sieve import place
from segue.catalogue.snapshot import Snapshot
from segue.intent.tokens import Token, Tokens

_ENDS: Final = frozenset(';.:()"|?#')
_BARE: Final = 5
"""Letters from which a word may be a possessive without its apostrophe: "radioheads"."""
_Run = tuple[int, int, str, bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """A run of tokens that is an artist's name."""

    start: int
    end: int
    code: int
    words: int
    bare: bool = False
    """Whether it is one only without its last "s"."""


def hits(tokens: Tokens, snapshot: Snapshot) -> list[Hit]:
    """All of them, by their start; they overlap."""
    runs = [run for start in range(len(tokens)) for run in _runs(tokens, start, snapshot)]
    if not runs:
        return []
    codes = snapshot.artists.all_meant([key for _, _, key, _ in runs]).tolist()
    found: dict[tuple[int, int], Hit] = {}
    for (start, end, key, bare), code in zip(runs, codes, strict=True):
        if code >= 0 and (start, end) not in found:
            found[start, end] = Hit(start, end, code, key.count(" ") + 1, bare)
    return list(found.values())


def _runs(tokens: Tokens, start: int, snapshot: Snapshot) -> Iterator[_Run]:
    """Runs from `start` with the keys that they may stand for, as long as some name goes on so."""
    first = tokens.items[start]
    if first.is_mark or first.text.startswith("@"):
        return
    may_hold = snapshot.artists.beginnings.may_hold
    ways: list[tuple[str, int]] = [("", 0)]
    for end in range(start + 1, min(start + 2 * LONGEST, len(tokens)) + 1):
        token = tokens.items[end - 1]
        if token.is_mark:
            if token.text in _ENDS:
                return
            continue
        following: list[tuple[str, int]] = []
        for key, at in ways:
            if token.key == "the" and end == start + 1:
                following.append((key, at))
                continue
            if token.key == "and" and key:
                following += [(key, at), (f"{key} n", place("n", at))]
            further = place(token.key.replace(" ", ""), at)
            if may_hold(further):
                whole = f"{key} {token.key}" if key else token.key
                following.append((whole, further))
                yield start, end, whole, False
            yield from _stripped(token, key, at, start, end, may_hold)
        ways = following
        if not ways:
            return


def _stripped(token: Token, key: str, at: int, start: int, end: int, may_hold: Callable[[int], bool]) -> Iterator[_Run]:
    """The run without a possessive "s"."""
    if token.key.endswith(" s") and token.text == token.key.replace(" ", ""):
        stem, bare = token.key[:-2], False
    elif token.text.endswith("s") and len(token.text) >= _BARE and token.key == token.text:
        stem, bare = token.key[:-1], True
    else:
        return
    if may_hold(place(stem.replace(" ", ""), at)):
        yield start, end, f"{key} {stem}" if key else stem, bare
