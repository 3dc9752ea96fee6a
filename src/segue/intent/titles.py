"""Words that titles must hold or must not: 'with "love" in the title', "titles without fire", "called Home"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern
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
_SHAPES: Final = (
    pattern(
rf"(?:{_NO} (?:(?:any )?(?:songs?|tracks?) )?(?:(?:{_WITH}) )?|(?:that |which )?(?:{_WITH}) )(?:either "
rf")?{_THE_WORD}{_RUNS} (?:is |are |appears? |appearing )?(?:in|inside|as part of|somewhere in|"
rf"anywhere in) (?:the|their|its|his|her|every|each|all|a|song|track|all the|any)? ?{_TITLE}"
),
    pattern(
rf"(?:whose |the |in (?:the|their) )?{_TITLE} (?:should |must |that |which |all |to )?(?:{_WITH}) (?:either "
rf")?{_THE_WORD}{_LIST}"
),
    pattern(rf"(?:whose |the )?{_TITLE} {_NO} {_THE_WORD}{_LIST}"),
    pattern(
rf"(?:whose |the )?{_TITLE} (?:that |which )?(?P<no>do not|dont|cannot|should not|must not|"
rf"never) (?:contain|have|include|mention|say) {_THE_WORD}{_LIST}"
),
    pattern(
rf"(?<!band )(?<!artist )(?<!group )(?<!singer )(?<!duo )(?<!album )(?:that are |all )?(?:called|"
rf"titled|entitled) (?:something with )?{_LIST}"
),
    pattern(rf"(?:{_NO} |the )?(?:word|words) {_LIST} (?:in|inside) (?:the|their|its|song|track|every|each) ?{_TITLE}"),
    pattern(rf"(?P<said>{_QUOTED}(?: (?:or|and|,) {_QUOTED})*) in (?:the|their|every|each) (?:song )?{_TITLE}"),
)  # fmt: skip
_SPLIT: Final = re.compile(r"\s(?:,|or|and|/)(?=\s)")


def titles(tokens: Tokens) -> Iterator[Match]:
    """Matches of wishes for words in titles."""
    for shape in _SHAPES:
        for start, end, match in tokens.find(shape):
            words = _words(tokens, match)
            if words:
                polarity: Polarity = "avoid" if "no" in match.groupdict() and match["no"] else "want"
                value: Value = words[0] if len(words) == 1 else words
                found = wish("title", "is" if len(words) == 1 else "any", value, polarity=polarity)
                yield Match(start, end, (found,), bonus=8)


def _words(tokens: Tokens, match: re.Match[str]) -> tuple[str, ...]:
    """The words asked for, each as its folded text, quotes away."""
    parts = _SPLIT.split(" " + match["said"])
    plain = (re.sub(r"[\"'/]", " ", part) for part in parts)
    return tuple(dict.fromkeys(" ".join(p.split()).removeprefix("the word ") for p in plain if p.strip()))
