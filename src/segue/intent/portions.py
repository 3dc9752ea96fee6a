"""Portions in numbers and fractions: "one in three songs", "every other track", "70/30", "half the list"."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern
from segue.knowledge.lexicon import Marker
from segue.music import MAX_TRACKS

_SONGS: Final = r"(?:songs?|tracks?|tunes?|ones?)"
_ONE_IN: Final = pattern(rf"{{N}} (?:in|out of) (?:every )?{{N}}(?: {_SONGS})?(?: (?:is|are|should be|must be))?")
_EVERY: Final = pattern(
    rf"every (?P<nth>other|second|2nd|third|3rd|fourth|4th|fifth|5th|tenth|10th|{{N}}) {_SONGS}"
    r"(?: (?:is|by|should be|must be))?"
)
_NTH: Final = {
    "other": 2, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "tenth": 10, "10th": 10,
}  # fmt: skip
_RATIO: Final = pattern(
    r"(?:a )?{N}(?: [-/:])? {N}(?: (?:split|mix|ratio|blend))?(?: (?:between|of|in favour of))?"
    r"(?! (?:bpm|%|percent|songs?|tracks?|minutes?|mins?|years?|-|/|[0-9]))"
)
_EQUAL: Final = pattern(
    r"(?:(?:evenly|equally) (?:split|divided|mixed)|split (?:evenly|equally)|equal (?:parts|shares|amounts|numbers)|"
    r"(?:an? )?(?:even|equal) (?:mix|split|blend))(?: (?:between|of|among))?"
)
_OF_LIST: Final = pattern(
    r"(?P<part>half|a third|1 third|2 thirds|a quarter|1 quarter|3 quarters|most|the bulk|the majority)(?: of)? "
    r"(?:the |this |my )?(?:playlist|list|mix|set|time|songs|tracks|tunes|music)"
    r"(?: (?:is|are|should be|must be|to be|being|has to be))?"
)
_PARTS: Final = {
    "half": 0.5, "a third": 0.3333, "1 third": 0.3333, "2 thirds": 0.6666, "a quarter": 0.25, "1 quarter": 0.25,
    "3 quarters": 0.75, "most": 0.75, "the bulk": 0.75, "the majority": 0.75,
}  # fmt: skip
_COUNTED: Final = pattern(r"{N}(?= (?:by|from)(?! (?:[0-9]|each|every|any|one|the same|a single|different|now)))")
_OF_EACH: Final = pattern(
    rf"{{N}}(?: {_SONGS})?(?: (?:of|from|by))? (?:each|apiece)"
    r"(?! (?:of|songs?|tracks?|artists?|bands?|singers?|acts?|groups?|rappers?|composers?|1|one|day|week|time))"
)
_IN_BLOCKS: Final = pattern(
    rf"{{N}} (?:blocks?|parts|sets|groups|sections|chunks|rounds|segments) of {{N}}(?: {_SONGS})?"
)
_EVEN: Final = frozenset({"evenly", "equally", "split", "equal", "a", "an", "even"})
_FRACTION_WORDS: Final = frozenset({"half", "a", "1", "2", "3", "most", "the"})
"""Words that an even split and a fraction of the list begin with."""
_FINEST: Final = 50
"""The largest number of songs of which one can be asked to be of a kind."""
_SAID: Final = frozenset({"split", "mix", "ratio", "blend", "between", "/", ":", "-"})
"""What makes two numbers a ratio."""


def portions(tokens: Tokens) -> Iterator[Match]:
    """Matches of shares: markers of kind share (its amount), of kind split (the first of two shares, or 0 for equal
    ones) or each (how many tracks of everything listed; block "next": one after the other), and counts of which several
    make a list."""
    for start, end, match in tokens.find(_ONE_IN) if {"in", "out"} & tokens.words else ():
        one, of = float(match[1]), float(match[2])
        if 0 < one < of <= _FINEST:
            yield _share(start, end, one / of)
    for start, end, match in tokens.starting(_EVERY, frozenset({"every"})):
        of = _NTH.get(match["nth"]) or float(match["nth"])
        if 1 < of <= _FINEST:
            yield _share(start, end, 1 / of)
    for start, end, match in tokens.starting(_OF_LIST, _FRACTION_WORDS):
        yield _share(start, end, _PARTS[match["part"]])
    yield from _ratios(tokens)
    yield from _each(tokens)
    for start, end, match in tokens.find(_COUNTED) if {"by", "from"} & tokens.words else ():
        number = float(match[1])
        if number.is_integer() and 1 < number <= MAX_TRACKS:
            yield Match(start, end, (wish("count", "is", int(number)),), bonus=7)


def _ratios(tokens: Tokens) -> Iterator[Match]:
    for start, end, match in tokens.find(_RATIO):
        first, second = float(match[1]), float(match[2])
        told = first == second or not _SAID.isdisjoint(match.group().split())
        if first + second == 100 and first > 0 and second > 0 and told:
            yield Match(start, end, marker=Marker("split", amount=first / 100), bonus=6)
    for start, end, _ in tokens.starting(_EQUAL, _EVEN):
        yield Match(start, end, marker=Marker("split"), bonus=6)


def _each(tokens: Tokens) -> Iterator[Match]:
    """ "Five of each" is of everything in a list; "four blocks of five" of one after the other."""
    for start, end, match in tokens.find(_OF_EACH) if {"each", "apiece"} & tokens.words else ():
        if tokens.items[start].number and 0 < float(match[1]) <= MAX_TRACKS:
            yield Match(start, end, marker=Marker("each", amount=int(float(match[1]))), bonus=6)
    for start, end, match in tokens.find(_IN_BLOCKS) if "of" in tokens.words else ():
        if 0 < float(match[2]) <= MAX_TRACKS:
            yield Match(start, end, marker=Marker("each", amount=int(float(match[2])), block="next"), bonus=6)


def _share(start: int, end: int, share: float) -> Match:
    return Match(start, end, marker=Marker("share", amount=math.floor(10_000 * share + 1e-6) / 10_000), bonus=6)
