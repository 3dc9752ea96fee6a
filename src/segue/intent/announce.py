"""Words that announce a part of the list and say how long it is: "the first ten minutes", "the last quarter", "after
five songs", "the opening track"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern
from segue.knowledge.lexicon import Marker, lexicon
from segue.music import MAX_TRACKS, Place, Requirement

_SIDES: Final = {
    "first": "first", "opening": "first", "initial": "first", "last": "last", "final": "last", "closing": "last",
    "next": "next", "following": "next",
}  # fmt: skip
"""Which end of the list a word means, or the part behind the one before."""
_NTH: Final = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "middle": 2, "central": 2}
_FRACTIONS: Final = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "fourth": 1 / 4}
_FEW: Final = {"few": (3, 5), "handful of": (4, 6), "handful": (4, 6), "couple of": (2, 3), "couple": (2, 3)}
"""How many tracks a vague word means, at least and at most."""
_MOMENT: Final = (4, 10)
"""How many minutes "a few minutes" are, at least and at most."""
_SONGS: Final = r"(?:songs?|tracks?|tunes?|ones|numbers|pieces)"
_ABOUT: Final = r"(?:(?:about|around|roughly|approximately|or so) )?"
_SIDE: Final = rf"(?P<side>{'|'.join(_SIDES)})"
_OF_LIST: Final = (
    r"(?: of (?:the |this |my |our )?(?:playlist|list|mix|mixtape|set|hour|session|show|it|songs|tracks|night|party|"
    r"run|workout))?"
)
_NOT_TRACKS: Final = (
    r"(?! (?:years?|days?|weeks?|months?|decades?|centur(?:y|ies)|albums?|records?|eps?|singles?|minutes?|mins?|"
    r"seconds?|hours?|bpm|times?|plays?|notes?|chords?|words?|letters?|%|percent|-|/|to|or|and [0-9]+))"
)
"""What does not follow a number of tracks that stands without a noun."""
_LONG: Final = pattern(
    rf"{_SIDE} {_ABOUT}(?:@(?P<minutes>[0-9.]+)|(?P<tracks>[0-9]+)(?: {_SONGS}|{_NOT_TRACKS})|"
    rf"(?P<few>{'|'.join(_FEW)}) (?:{_SONGS}|(?P<while>minutes|mins)))"
)
_FRACTION: Final = pattern(
    rf"(?:{_SIDE}|(?P<nth>{'|'.join(_NTH)})) (?:(?P<part>{'|'.join(_FRACTIONS)})|(?P<percent>[0-9.]+) (?:%|percent))"
    rf"(?! (?:hour|hours|world|wave|party|notes?|time)){_OF_LIST}"
)
_TWO_THIRDS: Final = pattern(rf"{_SIDE} (?P<n>2|3) (?P<part>thirds|quarters|fifths){_OF_LIST}")
_MIDDLE: Final = pattern(
    r"middle(?: (?:part|section|bit|portion|stretch|songs|tracks))?"
    r"(?! (?:east|eastern|age|ages|aged|class|c|school|of nowhere|of the (?:night|road|day|week)))" + _OF_LIST
)
_HALFWAY: Final = pattern(r"(?:halfway|midway|half way)(?: (?:through|in|point|mark))?")
_AFTER: Final = pattern(
    rf"after (?:the )?(?:first )?{_ABOUT}(?:@(?P<minutes>[0-9.]+)|(?P<tracks>[0-9]+) {_SONGS})(?! of)"
)
_SINGLE: Final = pattern(
    rf"(?:{_SIDE} (?:song|track|tune|number|one)|(?P<noun>opener|closer|finale))"
    r"(?! (?:of|on|by|from|i|we|you|with|to|in|about|called|ever|was|they|he|she))"
)
_SPAN: Final = pattern(r"(?:songs|tracks|numbers|positions) {N} (?:to|-|through|until|till) {N}")
_LEAD: Final = (frozenset({"the", "my", "our"}), frozenset({"for", "in", "during", "over", "at", "throughout"}))
"""Words before a part that belong to it, the nearer ones first."""
_MIDDLED: Final = frozenset({"the", *lexicon().poles})
"""Words before a bare "middle" that make it a part: "the middle", "a loud middle"."""
_STARTS: Final = frozenset(_SIDES)


def block_lengths(tokens: Tokens) -> Iterator[Match]:
    """Matches of announced parts: a marker of kind block, with a wish for the part's length where one is told in tracks
    (`count`) or minutes (`duration`); a share of the list is the marker's amount.

    The marker's block is a side ("first", "last", "next"), "opener" or "closer" for a single track, "after" for what
    precedes, or a number k for the k-th of parts of that size.
    """
    for start, end, match in tokens.starting(_LONG, _STARTS):
        few = wish("duration", "between", _MOMENT) if match["while"] else _few(match["few"])
        length = few or _long(match["minutes"], match["tracks"])
        yield from _announced(tokens, start, end, _SIDES[match["side"]], length=length)
    for start, end, match in tokens.starting(_FRACTION, _STARTS | _NTH.keys()):
        share = _FRACTIONS[match["part"]] if match["part"] else float(match["percent"]) / 100
        name = _SIDES[match["side"]] if match["side"] else str(_NTH[match["nth"]])
        middle = match["nth"] in ("middle", "central")
        if 0 < share < 1 and not (middle and match["part"] != "third"):
            yield from _announced(tokens, start, end, name, share=share)
    for start, end, match in tokens.starting(_TWO_THIRDS, _STARTS):
        share = int(match["n"]) * _FRACTIONS[match["part"].removesuffix("s")]
        yield from _announced(tokens, start, end, _SIDES[match["side"]], share=share)
    yield from _other(tokens)


def _other(tokens: Tokens) -> Iterator[Match]:
    for start, end, _ in tokens.starting(_MIDDLE, frozenset({"middle"})):
        if end > start + 1 or (start and tokens.items[start - 1].text in _MIDDLED):
            yield from _announced(tokens, start, end, "2", share=1 / 3)
    for start, end, _ in tokens.starting(_HALFWAY, frozenset({"halfway", "midway", "half"})):
        yield from _announced(tokens, start, end, "2", share=1 / 2)
    for start, end, match in tokens.starting(_AFTER, frozenset({"after"})):
        yield from _announced(tokens, start, end, "after", length=_long(match["minutes"], match["tracks"]))
    for start, end, match in tokens.starting(_SINGLE, _STARTS | {"opener", "closer", "finale"}):
        first = match["noun"] == "opener" or (match["side"] and _SIDES[match["side"]] == "first")
        if match["side"] not in ("next", "following"):
            yield from _announced(tokens, start, end, "opener" if first else "closer")
    for start, end, match in tokens.starting(_SPAN, frozenset({"songs", "tracks", "numbers", "positions"})):
        first, last = float(match[1]), float(match[2])
        if first.is_integer() and last.is_integer() and 1 <= first <= last <= MAX_TRACKS:
            name = "first" if first == 1 else "next"
            yield from _announced(tokens, start, end, name, length=wish("count", "is", int(last - first + 1)))


def _announced(
    tokens: Tokens, start: int, end: int, name: str, *, share: float = 0.0, length: Requirement | None = None
) -> Iterator[Match]:
    """The match, with the little words before it."""
    for words in _LEAD:
        if start and tokens.items[start - 1].text in words:
            start -= 1
    wishes = () if length is None else (_placed(length),)
    yield Match(start, end, wishes, Marker("block", amount=share, block=name), bonus=7)


def _placed(length: Requirement) -> Requirement:
    """A length that is one of a part, whichever that turns out to be: not of the list."""
    return wish(length.attribute, length.operator, length.value, scope=Place(block=0))


def _long(minutes: str | None, tracks: str | None) -> Requirement | None:
    if minutes is not None:
        value = float(minutes)
        return wish("duration", "about", int(value) if value.is_integer() else value) if value > 0 else None
    return wish("count", "is", int(tracks)) if tracks and 0 < int(tracks) <= MAX_TRACKS else None


def _few(word: str | None) -> Requirement | None:
    return wish("count", "between", _FEW[word]) if word else None
