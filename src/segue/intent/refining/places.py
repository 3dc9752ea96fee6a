"""Which tracks of the list words point at: "the third", "2 and 5", "3 to 6", "the last two", "the slowest"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.errors import BadInput
from segue.intent.refining.standing import Standing
from segue.intent.tokens import Tokens, words_of
from segue.knowledge.lexicon import lexicon
from segue.music import MAX_TRACKS

_ORDINALS: Final = {
    word: at
    for at, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
         "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
         "twentieth"), 1,
    )
}  # fmt: skip
_NUMBERED: Final = words_of("number no nr track tracks song songs position slot numbers")
_UNITS: Final = words_of(
    "song songs track tracks tune tunes one ones 1 piece pieces title titles spot place position slot entry number"
)
_SINGLE: Final = frozenset({"song", "track", "tune", "one", "1", "piece", "number"})
_ARTICLES: Final = frozenset({"the", "my", "that", "this", "those", "these", "its"})
_JOINTS: Final = frozenset({"and", "or", ",", "&", "plus"})
_TO: Final = frozenset({"to", "-", "through", "thru", "until", "till"})
_FIRST: Final = frozenset({"first", "opening", "top"})
_LAST: Final = frozenset({"last", "final", "closing", "bottom"})
_OPENERS: Final = frozenset({"beginning", "start", "opening", "intro", "top"})
_ENDERS: Final = frozenset({"ending", "end", "finale", "finish", "closing", "outro", "bottom"})
_ONE: Final = {"opener": 1, "closer": -1, "penultimate": -2}
_MIDDLE: Final = frozenset({"middle", "centre", "center"})
_OTHERS: Final = frozenset({"rest", "others", "remaining", "remainder"})
_COUNTED: Final = words_of(
    "songs tracks tunes ones pieces more fewer less extra additional bpm of other others minutes new percent % times "
    "too"
)
"""Words behind a number that is no position."""
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4}
_SOME: Final = {"few": 3, "couple": 2, "pair": 2, "several": 4, "handful": 5}
_STRICT: Final = frozenset({"beginning", "start", "opening", "end", "finish", "closing", "top", "bottom"})
"""Words that name a part of the list only behind an article: bare, they begin another sentence ("…, start with")."""
_ALL: Final = frozenset({"all", "both", "just", "only"})
_EXCEPT: Final = frozenset({"but", "except", "besides"})


@dataclass(frozen=True)
class Target:
    """Positions (from 1) in the order of mention, each once, and the token behind the words that named them."""

    positions: tuple[int, ...]
    end: int
    part: bool = False
    """Whether a stretch of the list was named ("the ending"), not tracks one by one."""


def target(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """What the tokens from `at` on point at, as many as belong to it; None where they point at no place that the list
    has."""
    point = _target(tokens, at, standing)
    return point if point is not None and all(1 <= p <= len(standing) for p in point.positions) else None


def firm_target(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """As `target`, where an order must mean a place: raises `BadInput` (position_range) for one that is not there."""
    point = _target(tokens, at, standing)
    for position in point.positions if point is not None else ():
        if not 1 <= position <= len(standing):
            raise BadInput(
                "position_range",
                f"There is no position {position} in a list of {len(standing)}.",
                hint=f"Positions go from 1 to {len(standing)}.",
                field="text",
            )
    return point


def _target(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    found = _item(tokens, at, standing)
    if found is None:
        return None
    positions, end, part = list(found.positions), found.end, found.part
    while (more := _joined(tokens, end, standing)) is not None:
        positions += more.positions
        end, part = more.end, False
    excepted = _excepted(tokens, end, standing)
    if excepted is not None:
        positions, end = [p for p in positions if p not in excepted.positions], excepted.end
    return Target(tuple(dict.fromkeys(positions)), end, part)


def _excepted(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """What "except the third" leaves out."""
    if _word(tokens, at) not in _EXCEPT:
        return None
    return target(tokens, at + (2 if _word(tokens, at + 1) == "for" else 1), standing)


def _joined(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    end = at
    while _word(tokens, end) in _JOINTS and end - at < 2:
        end += 1
    if end == at or _word(tokens, end) in _STRICT | _OTHERS:
        return None
    return _item(tokens, end, standing)


def _word(tokens: Tokens, at: int) -> str:
    return tokens.items[at].text if 0 <= at < len(tokens) else ""


def _number(tokens: Tokens, at: int) -> int | None:
    token = tokens.items[at] if 0 <= at < len(tokens) else None
    whole = token is not None and token.number is not None and token.number == int(token.number)
    return int(token.number or 0) if token is not None and whole else None


def _ordinal(word: str) -> int | None:
    if word in _ORDINALS:
        return _ORDINALS[word]
    return int(word[:-2]) if word[-2:] in ("st", "nd", "rd", "th") and word[:-2].isdecimal() else None


def _item(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """One place, its article and the noun behind it included."""
    start = at
    while _leads_in(tokens, at):
        at += 1
    if at == start and _word(tokens, at) in _STRICT and _word(tokens, at + 1) in ("with", "of", "on"):
        return None
    for read in _READERS:
        found = read(tokens, at, standing)
        if found is not None:
            end = found.end
            while end < len(tokens) and _word(tokens, end) in _UNITS:
                end += 1
            return Target(found.positions, end, found.part)
    return None


def _leads_in(tokens: Tokens, at: int) -> bool:
    """Whether an article or the like stands there; the "all" of "all but the first" is none."""
    word = _word(tokens, at)
    return word in _ARTICLES or (word in _ALL and _word(tokens, at + 1) not in _EXCEPT)


def _range(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """ "3 to 6", "from the 3rd to the 6th"; the second end may be "the end"."""
    at += _word(tokens, at) == "from"
    first = _single(tokens, at)
    if first is None or _word(tokens, first[1]) not in _TO:
        return None
    behind = first[1] + 1
    behind += _word(tokens, behind) == "the"
    last = _single(tokens, behind)
    if last is None and _word(tokens, behind) in ("end", "last", "bottom"):
        last = (len(standing), behind + 1)
    if last is None:
        return None
    if _word(tokens, last[1]) in _COUNTED - {"songs", "tracks", "ones"}:
        return None
    low, high = sorted((first[0], last[0]))
    return Target(tuple(range(low, min(high, len(standing) + 1) + 1)), last[1])


def _single(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A position by number or ordinal, and the token behind it."""
    while _word(tokens, at) == "the" or (_word(tokens, at) in _NUMBERED and _numbered(tokens, at + 1)):
        at += 1
    while _word(tokens, at) in ("#", ".", "number"):
        at += 1
    number = _number(tokens, at)
    value = number if number is not None else _ordinal(_word(tokens, at))
    return None if value is None or value > MAX_TRACKS else (value, at + 1)


def _numbered(tokens: Tokens, at: int) -> bool:
    return _number(tokens, at) is not None or _word(tokens, at) in ("#", ".", "number")


def _stretch(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """ "first five", "last half", "second third", "opening two songs", "last few"."""
    word, n = _word(tokens, at), len(standing)
    ordinal = _ordinal(word)
    if word in _LAST:
        ordinal = 0
    elif word in _FIRST:
        ordinal = 1
    if ordinal is None:
        return None
    part = _PARTS.get(_word(tokens, at + 1))
    if part and (ordinal <= part) and _word(tokens, at + 2) != "last":
        index = (ordinal or part) - 1
        return Target(tuple(range(1 + n * index // part, 1 + n * (index + 1) // part)), at + 2, part=True)
    if ordinal > 1:
        return None
    count, end = _count(tokens, at + 1)
    if count is None:
        return None
    count = min(count, n + 1)  # one too many is enough to be refused
    return Target(tuple(range(1, count + 1) if ordinal else range(n - count + 1, n + 1)), end)


def _count(tokens: Tokens, at: int) -> tuple[int | None, int]:
    """ "five", "few", "couple of"; not the "one" of "the last one"."""
    some = _SOME.get(_word(tokens, at))
    if some:
        return some, at + (2 if _word(tokens, at + 1) == "of" else 1)
    number = _number(tokens, at)
    return (None, at) if number in (None, 0) else (number, at + 1)


def _from_end(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """ "last", "second to last", "last but one", "next to last", "penultimate", "opener"."""
    n, words = len(standing), [_word(tokens, i) for i in range(at, at + 3)]
    if words[0] in _ONE:
        where = _ONE[words[0]]
        return Target((where if where > 0 else n + 1 + where,), at + 1)
    back = _ordinal(words[0]) or (2 if words[0] == "next" else None)
    if back and words[1:] == ["to", "last"]:
        return Target((n + 1 - back,), at + 3)
    if back and words[1] == "last":
        return Target((n + 1 - back,), at + 2)
    if words[0] in ("last", "final") and _count(tokens, at + 1)[0] in (None, 1) and words[1] not in _PARTS:
        return Target((n - 1,), at + 3) if words[1:] == ["but", "1"] else Target((n,), at + 1)
    return None


def _every(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """ "every other one", "every third", "everything", "everything after 5", "all of them"."""
    word, following, n = _word(tokens, at), _word(tokens, at + 1), len(standing)
    if word in ("every", "each"):
        step = 2 if following == "other" else _ordinal(following)
        return Target(tuple(range(step, n + 1, step)), at + 2) if step else None
    if word not in ("everything", "anything", "all", "it", "them", "songs", "tracks"):
        return None
    if following in ("after", "from", "before", "until", "past", "behind"):
        border = _single(tokens, at + 2)
        if border is None:
            return None
        ahead = following in ("before", "until")
        low, high = (1, border[0] - (following == "before")) if ahead else (border[0] + (following != "from"), n)
        return Target(tuple(range(low, high + 1)), border[1])
    return Target(tuple(range(1, n + 1)), at + 1) if following in _EXCEPT else None


def _rest(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """ "the rest", "the others": all; who reads it leaves out what was named before."""
    if _word(tokens, at) in _OTHERS or (_word(tokens, at) == "other" and _word(tokens, at + 1) in _UNITS):
        return Target(tuple(range(1, len(standing) + 1)), at + 1, part=True)
    return None


def _part(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """ "the beginning", "the middle", "the ending": some tracks there."""
    word, n = _word(tokens, at), len(standing)
    few = 3 if n >= 9 else max(1, n // 3)
    if word in _OPENERS | _ENDERS and _word(tokens, at + 1) in _SINGLE:
        few = 1
    if word in _OPENERS:
        return Target(tuple(range(1, few + 1)), at + 1, part=True)
    if word in _ENDERS:
        return Target(tuple(range(n - few + 1, n + 1)), at + 1, part=True)
    if word in _MIDDLE:
        third = max(1, n // 3)
        first = (n - third) // 2 + 1
        return Target(tuple(range(first, first + third)), at + 1, part=True)
    return None


def _extreme(tokens: Tokens, at: int, standing: Standing) -> Target | None:
    """ "the slowest", "the two longest", "the three most popular ones"."""
    count = _number(tokens, at)
    begin = at + (count is not None)
    for length in (3, 2, 1):
        pole = lexicon().superlatives.get(tokens.text(begin, begin + length)) if begin + length <= len(tokens) else None
        if pole is None:
            continue
        values = standing.values(pole.attribute) * pole.sign
        order = np.argsort(np.where(np.isnan(values), np.inf, values), kind="stable")
        end = begin + length
        if count is None and _word(tokens, end) != "1" and _number(tokens, end):
            count, end = _number(tokens, end), end + 1
        return Target(tuple(int(i) + 1 for i in order[: count or 1]), end)
    return None


def _plain(tokens: Tokens, at: int, _: Standing) -> Target | None:
    """ "the third", "number 4", "7"; "4 songs" and "10 more" are numbers of tracks."""
    if _number(tokens, at) is not None and _word(tokens, at + 1) in _COUNTED:
        return None
    found = _single(tokens, at)
    return None if found is None else Target((found[0],), found[1])


_READERS: Final[tuple[Callable[[Tokens, int, Standing], Target | None], ...]] = (
    _every, _rest, _extreme, _from_end, _range, _stretch, _part, _plain,
)  # fmt: skip
