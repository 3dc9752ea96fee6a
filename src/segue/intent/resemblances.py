"""Ways to ask for what resembles a name: "reminds me of", "same vibe as", "a cross between", "anything similar?".

The lexicon lists the plain markers ("like", "similar to"); `segue.intent.turns` applies all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match
from segue.intent.tokens import Opened, Tokens, opened
from segue.knowledge.lexicon import Marker

_LIKE: Final = Marker("like")
_ALIKE: Final = Marker("alike")
"""Turns the names before it: "Radiohead and similar"."""
_ALIKE_ALL: Final = Marker("alike_all")
"""Turns every name: "… any other bands like them?"."""
_KIND: Final = (
    r"(?:bands?|songs?|artists?|music|stuff|tracks?|albums?|things|acts|singers?|suggestions?|recommendations?|ones|"
    r"groups)"
)
_THEM: Final = r"(?:it|them|that|this|these|those|him|her|this one|that one)"
_WOULD: Final = r" (?:would|should|might|could|can|do|may|will)"

_TOWARDS: Final = (
    opened(
        "reminds me of|remind me of|reminded me of|reminding me of|reminds us of|remind us of|reminds you of|"
        "remind you of|"
        "makes me think of|make me think of|brings to mind|bring to mind|channeling|channelling|evokes|evoking|evoke|"
        "evocative of|echoes|echoing|echoes of|recalling|resembles|resemble|resembling|in the mould of|in the mold of|"
        "from the school of|of the ilk of|cross between|hybrid of|hybrid between|mash up of|mashup of|marriage of|"
        "somewhere between|something between|halfway between|half way between|midway between|love child of|"
        "lovechild of|"
        "fans of|fan of|along those lines|crossed with|for lovers of|comparable with|kinda like|kind of like|"
        "sort of like|"
        "not unlike|reminiscent to|if it was by|as if by|much like|just like|exactly like|a bit like|a little like|"
        "a lot like|something like|somewhat like",
    ),
    opened(
        "if|since|because|as|people who|someone who|who|and|but|she|he|they",
        r"(?: (?:i|you|really|also))* (?:likes?|loves?|liked|loved|enjoys?|enjoyed|digs?)(?! (?:to|it|this|that|them|"
        r"the)\b)",
    ),
    opened("think|think of", r"(?<!\bi think)(?<!\bwe think)(?<!\bto think)(?<!\byou think)"),
    opened(
        "same|similar|the same|a similar|in the same|in a similar|with the same|with a similar|has the same|"
        "has a similar|"
        "have the same|have a similar|of the same|very similar|quite similar|really similar",
        r"(?: (?!to\b|as\b|than\b|like\b)[a-z]+){0,5} (?:as|to|than|like)(?= (?!it\b|this\b|that\b|them\b))",
    ),
)
_AND_SIMILAR: Final = opened(
    ",|and|or",
    rf"(?: (?:any|other|more|some))*(?: (?:similar|comparable|related|like minded)(?: {_KIND})?|"
    rf"(?: {_KIND})? (?:like|similar to) {_THEM}| the like| such| co| friends)",
)
_OTHERS: Final = (
    opened(
        "what|which|any|some|suggest|recommend|are there|other|more|find|similar|need|want|for",
        rf"(?: (?:me|some|any|other|more|further|good|new))*(?: similar)? {_KIND}(?: (?:that (?:are|sound)|sounding|"
        rf"who sound))? "
        rf"(?:like|similar to|resembling|along the lines of) {_THEM}",
    ),
    opened("anything|something|stuff|music|songs|more|bands|artists|others", r" similar(?! to)"),
    opened("what|which", rf" (?:else|other {_KIND}(?: or {_KIND})?){_WOULD}"),
    opened("what", rf" {_KIND}{_WOULD} (?:i|you|we) (?:like|love|enjoy|recommend|suggest|listen to|check out)"),
    opened("what", rf"{_WOULD} (?:i|we) (?:listen to|check out|try)"),
    opened("any|some|more|other", rf" similar (?:[a-z]+ )?{_KIND}(?! to)"),
    opened("with similar|with a similar", r" (?:sound|vibe|feel|style|mood|energy|tone|vibes)(?! (?:to|as))"),
    opened("any", r" (?:[a-z]+ ){0,2}(?:suggestions?|rec+om+[ae]ndations?|recs)"),
    opened("any similar|any other|any more|any further", r"(?: good)? (?:bands|artists|songs)"),
    opened("more of the same|others like it|others like them"),
)
_MARKED: Final[tuple[tuple[tuple[Opened, ...], Marker, int], ...]] = (
    (_TOWARDS, _LIKE, 2), ((_AND_SIMILAR,), _ALIKE, 3), (_OTHERS, _ALIKE_ALL, 3),
)  # fmt: skip


def resemblances(tokens: Tokens) -> Iterator[Match]:
    """Markers of likeness put together from several words, and "-like" and "-esque" behind a name."""
    for shapes, marker, bonus in _MARKED:
        for shape in shapes:
            for start, end, _ in tokens.opening(shape):
                yield Match(start, end, marker=marker, bonus=bonus)
    if tokens.words & {"like", "esque", "beat", "beats"}:
        yield from _suffixes(tokens)


def _suffixes(tokens: Tokens) -> Iterator[Match]:
    items = tokens.items
    for i in range(1, len(items)):
        text, before = items[i].text, items[i - 1]
        joined = tokens.prompt[before.end : items[i].start] == "-"
        if text == "esque" or (text == "like" and joined):
            yield Match(i, i + 1, marker=_ALIKE, bonus=5)
        elif text in ("beat", "beats") and before.text == "type":
            yield Match(i - 1, i + 1, marker=_ALIKE, bonus=3)
