"""Words that titles must hold or must not: 'with "love" in the title', "titles without fire", "called Home"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern, words_of
from segue.music import Polarity, Value

_W: Final = r"[^\s,;.!?:()\"'@]+"
_ITEM: Final = rf"(?:[\"'] {_W}(?: {_W}){{0,3}} [\"']|{_W})"
_QUOTED: Final = rf"[\"'] {_W}(?: {_W}){{0,3}} [\"']"
_RUN: Final = (
    rf"(?:[\"'] {_W}(?: {_W}){{0,3}} [\"']|(?!(?:no|not|without|with|the|a|an|has|have|having|containing|"
    rf"word|words|song|songs)\b){_W}(?: (?!(?:or|and|in|no|not|without|with|song|songs|tracks|has|"
    rf"have)\b){_W}){{0,2}})"
)
_LIST: Final = rf"(?P<said>{_ITEM}(?:(?: , {_ITEM})* ?(?:, )?(?:or|and|/) (?:the word )?{_ITEM})*)"
_RUNS: Final = rf"(?P<said>{_RUN}(?:(?: , {_RUN})* ?(?:, )?(?:or|and|/) {_RUN})*)"
_THE_WORD: Final = r"(?:the |a )?(?:(?:word|words|term|name)s? )?"
_TITLE: Final = r"(?:titles?|song titles?|track titles?|song names?|track names?)"
_NO: Final = r"(?P<no>no|not|without|nothing with|none with|avoid|except|excluding)"
_WITH: Final = (
    r"with|containing|contain|contains|having|have|has|mention|mentions|mentioning|include|includes|"
    r"including|featuring|that say|"
    r"saying|that says|use|uses|using|where|is|got"
)
_IN: Final = (
    r"(?:in|inside|as part of|somewhere in|anywhere in)(?: (?:the|their|its|his|her|every|each|all|a|song|track|"
    r"all the|all of the|any|all song|all track|every song|each song|all their))? "
    r"(?:titles?|song titles?|track titles?|(?:song |track )?names?(?! of\b))"
)
_NOT_AN_ACT: Final = r"(?<!band )(?<!artist )(?<!group )(?<!singer )(?<!duo )(?<!album )"
_SHAPES: Final = (
    pattern(
        rf"(?:{_NO} (?:(?:any )?(?:songs?|tracks?) )?(?:(?:{_WITH}) )?|(?:that |which )?(?:{_WITH}) )(?:either )?"
        rf"{_THE_WORD}{_RUNS} (?:is |are |appears? |appearing )?{_IN}"
    ),
    pattern(
        rf"(?:whose |the |in (?:the|their) )?{_TITLE} (?:should |must |that |which |all |to )?(?:{_WITH}) (?:either )?"
        rf"{_THE_WORD}{_LIST}"
    ),
    pattern(rf"(?:whose |the )?{_TITLE} {_NO} {_THE_WORD}{_LIST}"),
    pattern(
        rf"(?:whose |the )?{_TITLE} (?:that |which )?(?P<no>do not|dont|cannot|should not|must not|never) "
        rf"(?:contain|have|include|mention|say) {_THE_WORD}{_LIST}"
    ),
    pattern(rf"{_NOT_AN_ACT}(?:that are |all )?(?:called|titled|entitled) (?:something with )?{_LIST}"),
    pattern(rf"(?:songs?|tracks?|tunes?|pieces|ones) (?:that are )?named (?!after\b)(?:something with )?{_LIST}"),
    pattern(
        rf"(?:{_NO} |the )?(?:word|words) {_LIST} (?:(?:should|must|has to|have to|needs to|need to|is|are|be|"
        rf"appears?|appearing|stands?|occurs?|always) )*{_IN}"
    ),
    pattern(rf"(?:{_NO}|with|having|containing|including|that (?:have|use|say)) the (?:word|words) {_LIST}(?! in\b)"),
    pattern(rf"(?P<said>{_QUOTED}(?: (?:or|and|,) {_QUOTED})*) {_IN}"),
)
_OPENING: Final = pattern(
    rf"(?:(?:whose |the )?(?:{_TITLE}|names?) (?:that )?(?:starts?|begins?|starting|beginning) with|"
    r"(?:songs?|tracks?|tunes?|titles?) (?:that )?(?:starts?|begins?|starting|beginning) with the (?:letter|word)s?) "
    rf"(?:the (?:letter|word)s? )?(?:an? (?=[\"']))?{_LIST}"
)
"""How titles begin: the wish's value ends in "*"."""
_COUNTED: Final = pattern(
    r"(?:(?P<most>at most|up to|no more than|maximum|max) )?{N}(?: (?:to|or|-) {N})? words?(?: long)? "
    r"(?:titles?|names?|song titles?|song names?|titled)|"
    r"(?:titles?|names?)(?: (?:that|which|are|is|should|must|be|have|has|of|with|only|just|exactly|consist|"
    r"consisting))* {N} words?(?: long)?"
)
"""How many words titles have: the wish's value has a "?" for each."""
_LONGEST: Final = 6
_GUARD: Final = words_of(
    "title titles name names called titled entitled named word words letter starts begins starting beginning"
)
_SPLIT: Final = re.compile(r"\s(?:,|or|and|/)(?=\s)")


def titles(tokens: Tokens) -> Iterator[Match]:
    """Matches of wishes for words in titles, and for how titles begin."""
    if not _GUARD & tokens.words:
        return
    for shape in _SHAPES:
        for start, end, match in tokens.find(shape):
            yield from _titled(start, end, match, _words(match))
    for start, end, match in tokens.find(_COUNTED) if {"word", "words"} & tokens.words else ():
        yield from _counted(start, end, match)
    for start, end, match in tokens.find(_OPENING):
        yield from _titled(start, end, match, tuple(f"{word}*" for word in _words(match)))


def _titled(start: int, end: int, match: re.Match[str], words: tuple[str, ...]) -> Iterator[Match]:
    if not words:
        return
    polarity: Polarity = "avoid" if "no" in match.re.groupindex and match["no"] else "want"
    value: Value = words[0] if len(words) == 1 else words
    yield Match(start, end, (wish("title", "is" if len(words) == 1 else "any", value, polarity=polarity),), bonus=8)


def _counted(start: int, end: int, match: re.Match[str]) -> Iterator[Match]:
    numbers = [float(n) for n in match.groups()[1:] if n]
    if not all(n.is_integer() and 1 <= n <= _LONGEST for n in numbers):
        return
    low, high = (1, int(numbers[0])) if match["most"] else (int(min(numbers)), int(max(numbers)))
    forms = tuple(" ".join("?" * n) for n in range(low, high + 1))
    yield Match(
        start, end, (wish("title", "is", forms[0]) if len(forms) == 1 else wish("title", "any", forms),), bonus=8
    )


def _words(match: re.Match[str]) -> tuple[str, ...]:
    """The words asked for, each as its folded text, quotes away."""
    parts = _SPLIT.split(" " + match["said"])
    plain = (re.sub(r"[\"'/]", " ", part) for part in parts)
    return tuple(dict.fromkeys(" ".join(p.split()).removeprefix("the word ") for p in plain if p.strip()))
