"""Years and decades: "90s", "late 60s", "between 1975 and 1985", "before 1960", "60s and 70s", "20th century".

Years that count from today ("the last ten years") are read in `segue.intent.ages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern
from segue.music import Operator, Requirement, Value

Years = tuple[int, int]
"""First and last year, both included."""

_WORDS: Final = {
    "noughties": 2000, "naughties": 2000, "aughts": 2000, "twenties": 1920, "thirties": 1930, "forties": 1940,
    "fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990, "tens": 2010,
    "twenty tens": 2010,
}  # fmt: skip
_YEAR: Final = r"(?:1[89]|20)[0-9]{2}"
_DECADE: Final = rf"(?:(?:(?:1[89]|20)[0-9]|[0-9])0s|(?:19 |20 )?(?:{'|'.join(_WORDS)}))"
_PART: Final = (
    r"(?:(?:the )?(?:(?:very )?(?:early|mid|late|later|earlier|middle)(?: to (?:mid|late))?|beginning|"
    r"start|end|first half|second half|middle)(?: of)?(?: the)? )?"
)
_POINT: Final = rf"(?:the |year )?(?:{_PART}(?:(?:swinging|roaring) )?{_DECADE}|{_YEAR})"
_P, _Q = rf"(?P<p>{_POINT})", rf"(?P<q>{_POINT})"
_NOT: Final = (
    r"(?P<no>(?:no|nothing|not|none|never|without|avoid)(?: (?:songs?|tracks?|music|anything|one|"
    r"ones|any))?(?: from| that is| released| recorded| made)? )?"
)
_RELEASED: Final = r"(?:(?:released|recorded|made|published|issued|came out|coming out|out|from|dating|written) )?"
_THIS_CENTURY: Final = 2099
_CENTURY: Final = pattern(r"(?:the )?(?P<n>1[5-9]|20|21)(?:th|st) century")

_RANGE: Final = pattern(
    rf"(?:between|from|anywhere between|spanning|years?)? ?{_P} (?:and|to|-|through|until|till|"
    rf"up to|up until|thru) {_Q}"
)
_SHORT: Final = pattern(rf"(?:between |from )?(?P<p>{_YEAR}) (?:-|to|and) (?P<q>[0-9]{{2}})")
_SEASON: Final = pattern(r"(?:summer|spring|autumn|winter|fall|class|back in|year) (?:of )?(?P<q>[3-9][0-9])")
"""A year by its last two digits."""
_NAMED: Final = {
    "pre war": (None, 1939), "prewar": (None, 1939), "before the war": (None, 1939), "post war": (1945, 1959),
    "before the second world war": (None, 1939), "before world war 2": (None, 1939), "postwar": (1945, 1959),
    "before world war 1": (None, 1914), "before the first world war": (None, 1914), "after the war": (1945, 1959),
    "interwar": (1919, 1939), "between the wars": (1919, 1939), "between the world wars": (1919, 1939),
    "wartime": (1939, 1945), "during the war": (1939, 1945), "turn of the millennium": (1998, 2002),
    "turn of the century": (1998, 2002), "the millennium": (1998, 2002), "y2k": (1998, 2003),
    "fin de siecle": (1885, 1905),
}  # fmt: skip
"""Times with a name, as first and last year (None: open)."""
_BY_NAME: Final = pattern(
    rf"(?:the )?(?P<name>{'|'.join(sorted(_NAMED, key=len, reverse=True))})(?: era| years| period)?"
)
_BOUNDED: Final = pattern(
    rf"{_NOT}{_RELEASED}(?P<cmp>before|after|since|until|till|up to|up until|pre|post|prior to|"
    rf"older than|newer than|earlier than|"
    rf"later than|younger than|more recent than|no older than|no earlier than|no newer than|no later than|"
    rf"no more recent than|beyond|past|"
    rf"at the latest|at the earliest|by|starting in|starting from|beginning in|> =|< =|>|<) {_P}"
)
_OPEN: Final = pattern(
    rf"{_RELEASED}{_P} (?P<cmp>(?:or|and) (?:later|newer|after|onwards?|onward|beyond|up|above|"
    rf"more recent|younger|since)|on|onwards?|\+|plus|"
    r"to (?:now|today|present|the present|date)|(?:or|and) (?:earlier|older|before|below)|till now|"
    r"until now|until today)"
)
_AROUND: Final = pattern(
    rf"(?:around|circa|ca|about|approximately|roughly|near) (?P<p>(?:the year )?{_YEAR})|(?P<q>{_YEAR}) ish"
)
_LISTED: Final = pattern(rf"(?P<all>{_POINT}(?: ?(?:,|and|or|&|/|, and|, or)? {_POINT})+)(?: (?:music|era))?")
_ONE: Final = pattern(rf"{_P}")
_EACH: Final = re.compile(rf"(?<!\S){_POINT}(?!\S)")

_UPPER: Final = ("before", "pre", "prior to", "older than", "earlier than")
_LOWER: Final = ("after", "post", "newer than", "later than", "younger than", "more recent than", "beyond", "past")
_FROM: Final = (
    "since",
    "no older than",
    "no earlier than",
    "starting in",
    "starting from",
    "beginning in",
    "> =",
    "at the earliest",
)
_TO: Final = (
    "until",
    "till",
    "up to",
    "up until",
    "no newer than",
    "no later than",
    "no more recent than",
    "by",
    "< =",
    "at the latest",
)


def years(tokens: Tokens) -> Iterator[Match]:
    """Matches of years and spans of years."""
    listed = {at for start, end, _ in tokens.find(_LISTED) for at in range(start + 1, end)}
    for start, end, match in tokens.find(_RANGE):
        first, last = _point(match["p"]), _point(match["q"])
        spans = " and " not in match.group() or "between" in match.group()  # "from the 50s and 60s" lists
        if first[0] <= last[1] and start not in listed and spans:
            yield _match(start, end, "between", (first[0], last[1]), bonus=5)
    for start, end, match in tokens.find(_BOUNDED):
        operator, year = _bound(match["cmp"], _point(match["p"]), negated=bool(match["no"]))
        yield _match(start, end, operator, year, bonus=5)
    for start, end, match in tokens.find(_OPEN):
        point, upward = _point(match["p"]), not re.search("earlier|older|before|below", match["cmp"])
        yield _match(start, end, "min" if upward else "max", point[0] if upward else point[1], bonus=5)
    for start, end, match in tokens.find(_AROUND):
        year = _point(match["p"] or match["q"])[0]
        yield _match(start, end, "between", (year - 2, year + 2), bonus=5)
    yield from _short(tokens)
    for start, end, match in tokens.find(_CENTURY):
        last_year = int(match["n"]) * 100
        yield _match(start, end, "between", (last_year - 99, last_year), bonus=3)
    yield from _plain(tokens)


def _short(tokens: Tokens) -> Iterator[Match]:
    """ "1977-79", "summer of 69", "pre-war"."""
    for start, end, match in tokens.find(_SHORT):
        first = int(match["p"])
        last = first - first % 100 + int(match["q"])
        if first < last:
            yield _match(start, end, "between", (first, last), bonus=5)
    for _, end, match in tokens.find(_SEASON):
        yield _match(end - 1, end, "is", 1900 + int(match["q"]), bonus=2)
    for start, end, match in tokens.find(_BY_NAME):
        first_year, last_year = _NAMED[match["name"]]
        if first_year is None:
            yield _match(start, end, "max", last_year, bonus=4)
        else:
            yield _match(start, end, "between", (first_year, last_year), bonus=4)


def _plain(tokens: Tokens) -> Iterator[Match]:
    for start, _, match in tokens.find(_LISTED):
        points = list(_EACH.finditer(match["all"]))
        united = _union([_point(m.group()) for m in points])
        for m in points:
            first = start + match["all"].count(" ", 0, m.start())
            yield Match(first, first + m.group().count(" ") + 1, (united,), bonus=6)
    for start, end, match in tokens.find(_ONE):
        if match["p"].split()[0] in ("the", "year") and start + 1 < end:
            start += 1
        first, last = _point(match["p"])
        single = first == last
        yield _match(start, end, "is" if single else "between", first if single else (first, last), bonus=2)


def _match(start: int, end: int, operator: Operator, value: Value, bonus: int) -> Match:
    return Match(start, end, (wish("year", operator, value),), bonus=bonus)


def _point(text: str) -> Years:
    """The years that one decade, part of a decade, or year covers."""
    words = text.split()
    year = words[-1]
    if re.fullmatch(_YEAR, year):
        return int(year), int(year)
    decade = _decade(words)
    first, last = _part(" ".join(words[:-1]))
    return decade + first, decade + last


def _decade(words: list[str]) -> int:
    """ "1980s", "80s", "00s", "eighties"."""
    word = words[-1]
    if word in _WORDS:
        return _WORDS[word]
    digits = int(word[:-1])
    if digits >= 1000:
        return digits
    return 2000 + digits if digits < 20 else 1900 + digits


def _part(text: str) -> Years:
    """The years of a decade, from 0 to 9, that "early", "mid to late", "end of" leave."""
    early = bool(re.search(r"earl|beginning|start", text))
    mid = bool(re.search(r"mid", text))
    late = bool(re.search(r"late|end", text))
    if "half" in text:
        return (0, 4) if "first" in text else (5, 9)
    if not (early or mid or late):
        return 0, 9
    return (0 if early else 4 if mid else 6), (9 if late else 6 if mid else 3)


def _bound(comparison: str, point: Years, *, negated: bool) -> tuple[Operator, int]:
    """The operator and year of a comparison; turned round where it is negated ("nothing before 1990")."""
    first, last = point
    if comparison in (*_UPPER, "<"):
        return ("min", first) if negated else ("max", first - 1)
    if comparison in (*_LOWER, ">"):
        return ("max", last) if negated else ("min", last + 1)
    if comparison in _FROM:
        return ("max", first - 1) if negated else ("min", first)
    return ("min", last + 1) if negated else ("max", last)


def _union(points: list[Years]) -> Requirement:
    """One wish for any of several spans: a span where they touch, else every year of them."""
    covered = sorted({year for first, last in points for year in range(first, last + 1)})
    if covered[-1] - covered[0] + 1 == len(covered):
        return wish("year", "between", (covered[0], covered[-1]))
    return wish("year", "any", tuple(covered))
