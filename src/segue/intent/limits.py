"""Limits on how often one artist may stand in the list, and on neighbours by the same artist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern
from segue.music import MAX_TRACKS

_ARTIST: Final = (
    r"(?:artists?|bands?|singers?|acts?|musicians?|groups?|performers?|composers?|rappers?|djs?|producers?|person)"
)
_SONGS: Final = r"(?:songs?|tracks?|tunes?|pieces?|titles?|entries|cuts?|times?)"
_UP_TO: Final = (
    r"(?:(?:at most|at the most|max|maximum|a maximum of|maximum of|max of|no more than|not more than|"
    r"never more than|up to|only|just|limit of|limit to|"
    r"limited to|with|exactly|a limit of|dont use more than|not over|no over|capped at|cap of|a cap of)(?: only)? )?"
)
_EACH: Final = (
    r"(?:(?:per|by each|from each|for each|by any|from any|by every|from every|by the same|from the same|"
    r"by a single|from a single|each|for every|by one|"
    r"from one|by any one|from any one|by any single|from any single|of each|of the same|a|an|/|of any)(?: one)?)"
)
_NUMBERED: Final = (
    pattern(
        rf"{_UP_TO}{{N}}(?: {_SONGS})?(?: max| maximum| at most| tops)? {_EACH} {_ARTIST}(?: max| maximum|"
        rf" at most| tops)?"
    ),
    pattern(
        rf"{_UP_TO}{{N}}(?: {_SONGS})?(?: max| maximum| at most)? by (?:anyone|anybody|one artist|one band|"
        rf"someone|each)"
    ),
    pattern(
        rf"(?:each|every|any|an|one|1|the same|no|per) {_ARTIST}(?: :)?(?: (?:can|may|should|must|appears?|"
        rf"appearing|be|to be|is|used|shows?|up|comes?|gets?|allowed|featured))* {_UP_TO}{{N}}(?: {_SONGS})?(?: "
        rf"max| maximum| at most)?"
    ),
    pattern(
        rf"(?:artists?|bands?)(?: (?:can|may|should|appear|be|show up))* (?:at most|max|maximum|no more than|"
        rf"up to) {{N}}(?: {_SONGS})?"
    ),
    pattern(
        rf"(?:no|never|not|dont repeat)(?: the same)? {_ARTIST}(?: (?:appears?|appearing|showing up|"
        rf"more|featured|used|with|should|come up))* (?:more than|over) {{N}}(?: {_SONGS})?"
    ),
    pattern(rf"(?:max|maximum|limit)(?: {_SONGS})? per {_ARTIST} (?:: |= |of |is |to )?{{N}}"),
    pattern(rf"limit (?:each |every |any )?{_ARTIST} to {{N}}(?: {_SONGS})?"),
)
_WORDED: Final = (
    (
        1,
        pattern(
            rf"(?:no|never|not)(?: (?:the same|any|an))? {_ARTIST}(?: (?:appears?|appearing|is|used|repeated|"
            rf"to appear))* (?:twice|2 times|more than once|repeated|repeating|repeats?|more than 1 time)"
        ),
    ),
    (
        1,
        pattern(
            rf"(?:no|without|avoid|dont|do not|never) (?:any )?(?:repeat(?:ed|ing|s)?|duplicate|double|"
            rf"recurring) (?:the same )?{_ARTIST}(?: twice)?"
        ),
    ),
    (
        1,
        pattern(
            rf"(?:no|without|avoid) (?:repeats|repeating|repetition|duplicates) (?:of|by|from) (?:the same |"
            rf"any )?{_ARTIST}"
        ),
    ),
    (
        1,
        pattern(
            rf"(?:all |only )?(?:different|distinct|unique|separate) {_ARTIST}(?: only| each time| for each song|"
            rf" for every song)?"
        ),
    ),
    (
        1,
        pattern(
            rf"(?:each|every)(?: song| track| one)?(?: (?:by|from|is by|should be by|must be by))? (?:a )?(?:different|"
            rf"another|new|unique|distinct) {_ARTIST}"
        ),
    ),
    (
        1,
        pattern(
            rf"(?:a )?different {_ARTIST} (?:each time|for each|for every|every time|on each|on every)(?: song|"
            rf" track)?"
        ),
    ),
    (
        1,
        pattern(
            rf"(?:each|every|any) {_ARTIST}(?: (?:can|may|should|must|appears?|is|only|just|at most|used))* once(?: "
            rf"only)?"
        ),
    ),
    (
        2,
        pattern(
            rf"(?:each|every|any|an|no) {_ARTIST}(?: (?:can|may|should|must|appears?|only|just|at most|"
            rf"more than))* twice(?: at most| only| max)?"
        ),
    ),
    (1, pattern(rf"(?:only |just |at most )?once (?:per|by each|for each|each|from each) {_ARTIST}")),
    (
        2,
        pattern(
            rf"(?:only |just |at most |no more than |max )?twice (?:per|by each|for each|each|from each) {_ARTIST}"
        ),
    ),
    (1, pattern(r"no 2 (?:songs |tracks |tunes )?(?:by|from|of) (?:the same|1|any) (?:artist|band|singer|act)")),
    (1, pattern(r"(?:never|not|no) (?:the same|same) (?:artist|band|singer|act) twice")),
    (
        1,
        pattern(
            rf"(?:no|without|avoid|without any|avoid any) (?:duplicates?|repeats?|doubles?|double ups?|repetitions?) "
            rf"(?:by|of|from) (?:(?:the same|a single|any|any 1|1) )?{_ARTIST}"
        ),
    ),
    (1, pattern(r"(?:a )?single (?:song|track) (?:per|by each|from each) (?:artist|band|act)")),
)
_SO_MANY: Final = pattern(
    rf"(?:(?:1|a|single) {_SONGS} (?:each )?(?:by|from) )?{{N}} (?:different|distinct|unique|separate) {_ARTIST}"
)
"""One track by each of so many artists."""
_ALTERNATE: Final = (
    pattern(
        r"(?:alternate|alternating|alternately|alternates|interleave|interleaved|interleaving|take turns|"
        r"taking turns|back and forth)(?: (?:between )?(?:them|the 2|both|the|artists|bands|each|between them|"
        r"between artists|evenly))*"
    ),
    pattern(
        rf"(?:no|never|not|avoid|without) (?:2 |1 )?(?:{_SONGS} )?(?:(?:by|from|of) )?(?:the )?(?:same )?{_ARTIST} "
        rf"(?:twice |2 times )?(?:in a row|back to back|in succession|consecutively|after each other|"
        rf"next to each other|one after another|one after the other)"
    ),
    pattern(rf"(?:no|never|not|avoid|without) 2 (?:{_SONGS} )?in a row (?:by|from|of) (?:the same|1|any) {_ARTIST}"),
    pattern(
        rf"(?:no|never|avoid) (?:back to back|consecutive|successive) (?:{_SONGS} )?(?:by |from |of )?(?:the )?(?:same "
        rf")?{_ARTIST}"
    ),
)


def limits(tokens: Tokens) -> Iterator[Match]:
    """Matches of "at most two per artist", "no artist twice", "alternate" and their kin."""
    for shape in _NUMBERED:
        for start, end, match in tokens.find(shape):
            number = float(match[1])
            if number == int(number) and 1 <= number <= 100:
                yield Match(start, end, (wish("per_artist", "max", int(number)),), bonus=6)
    for start, end, match in tokens.find(_SO_MANY):
        if 1 <= float(match[1]) <= MAX_TRACKS and float(match[1]) == int(float(match[1])):
            yield Match(start, end, (wish("count", "is", int(float(match[1]))), wish("per_artist", "max", 1)), bonus=7)
    for most, shape in _WORDED:
        for start, end, _ in tokens.find(shape):
            yield Match(start, end, (wish("per_artist", "max", most),), bonus=6)
    for shape in _ALTERNATE:
        for start, end, _ in tokens.find(shape):
            yield Match(start, end, (wish("arc", "is", "alternate"),), bonus=7)
