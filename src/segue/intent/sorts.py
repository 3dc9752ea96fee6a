"""Orders that no number of a track tells, and orders said in short: "shuffled", "alphabetical", "by bpm"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern, words_of
from segue.knowledge.lexicon import lexicon

_MEASURES: Final = "|".join(sorted(lexicon().measures, key=len, reverse=True))
_SHUFFLED: Final = pattern(
    r"(?:please )?(?:shuffle(?:d)?(?: (?:it|them|the (?:list|songs|tracks|playlist)|everything|up|well))*|"
    r"(?:in )?(?:a )?random order|"
    r"(?:play )?(?:at|in) random|randomi[sz]ed?(?: (?:it|order|the order))?|on shuffle|(?:in )?no particular order|"
    r"in any order|"
    r"any order(?: is fine)?)"
)
_ALPHABETICAL: Final = pattern(
    r"(?:(?:sort(?:ed)?|order(?:ed)?|arranged?|listed|in) )*(?:alphabetical(?:ly)?(?: order)?|a to z|"
    r"a - z)(?: by (?:the )?(?P<by>title|artist|name|album|song))?"
    r"|(?:sort(?:ed)?|order(?:ed)?|arranged?)(?: (?:them|it))? by (?:the )?(?P<what>title|artist|name|album|genre)s?"
)
_BY: Final = pattern(
    rf"(?:by|in order of)(?: (?P<sign>ascending|descending|increasing|decreasing))? (?P<m>{_MEASURES})(?=$| [,.;!?])"
)
_FIRST: Final = pattern(
    r"(?:(?P<rated>(?:highest|best|top) rated)|(?P<played>most (?:often )?played|most listened to)|"
    r"(?P<added>(?:most )?recently added|newest additions|"
    r"latest additions|last added)|(?P<last>(?:most )?recently played)|(?P<seldom>least (?:often )?played)|"
    r"(?P<lowest>lowest rated|worst rated)|"
    r"(?P<longago>longest ago|not played (?:for|in) the longest)) (?:(?:songs|tracks|ones) )?(?P<where>first|last)"
)
_ATTRIBUTES: Final = {
    "rated": ("rating", -1), "played": ("play_count", -1), "added": ("added", -1), "last": ("last_played", -1),
    "seldom": ("play_count", 1), "lowest": ("rating", 1), "longago": ("last_played", 1),
}  # fmt: skip
_SHUFFLING: Final = words_of("shuffle shuffled random randomised randomized randomise randomize order")
_SORTING: Final = words_of("alphabetical alphabetically a sort sorted order ordered arrange arranged")


def sorts(tokens: Tokens) -> Iterator[Match]:
    """Matches of wishes for an order."""
    words = tokens.words
    if words & _SHUFFLING:
        for start, end, _ in tokens.find(_SHUFFLED):
            yield Match(start, end, (wish("arc", "is", "shuffled", strength="prefer"),), bonus=4)
    if words & _SORTING:
        for start, end, match in tokens.find(_ALPHABETICAL):
            by = (match["by"] or match["what"] or "title").replace("name", "title").replace("song", "title")
            yield Match(start, end, (wish("arc", "is", f"sorted by {by}"),), bonus=5)
    if words & {"by", "order"}:
        for start, end, match in tokens.find(_BY):
            rising = match["sign"] not in ("descending", "decreasing")
            course = wish("arc", "rising" if rising else "falling", lexicon().measures[match["m"]])
            yield Match(start, end, (course,), bonus=4)
    if words & {"first", "last"}:
        for start, end, match in tokens.find(_FIRST):
            attribute, sign = next(_ATTRIBUTES[name] for name in _ATTRIBUTES if match[name])
            rising = (sign > 0) == (match["where"] == "first")
            yield Match(start, end, (wish("arc", "rising" if rising else "falling", attribute),), bonus=6)
