"""Numbers in words: "twenty five", "a hundred and ten", "two dozen", "nineteen eighty four"."""

from __future__ import annotations

from typing import Final

LONGEST_NUMBER: Final = 9
"""Words of the longest number that is looked for."""
_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ONES: Final = {word: i for i, word in enumerate(str.split(_SMALL))}
_TENS: Final = {
    word: 10 * i
    for i, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
_HUNDRED: Final = 100
_SIZES: Final = (("dozen", 12), ("hundred", _HUNDRED), ("thousand", 1000))
_STARTS: Final = frozenset({*_ONES, *_TENS, "a", "half", "dozen", "hundred", "thousand"})
_DECADE_LENGTH: Final = 10
_SPELLED_UNTIL: Final = 40
"""Years of this century that are said in pairs end before this: "twenty fifty" is none."""


def spelled(words: list[str]) -> tuple[float, int]:
    """The value of the number that `words` begin with, and how many of them it takes (0: none)."""
    if words[0] not in _STARTS:
        return 0, 0
    if words[:3] == ["half", "a", "dozen"]:
        return 6, 3
    if words[:2] == ["a", "couple"]:
        return _couple(words, 2 + (words[2:3] == ["of"]))
    return _spelled_year(words) or _cardinal(words)


def _couple(words: list[str], at: int) -> tuple[float, int]:
    """The value of "a couple of dozen", whose size stands at `at`; a couple of anything else is no exact number."""
    size = dict(_SIZES).get(words[at]) if at < len(words) else None
    return (2 * size, at + 1) if size else (0, 0)


def _spelled_year(words: list[str]) -> tuple[float, int] | None:
    """A year said in pairs ("nineteen eighty four", "twenty twenty", "nineteen oh five"), and the words it takes."""
    if words[0] not in ("eighteen", "nineteen", "twenty") or len(words) < 2:
        return None
    century = 100 * (_ONES.get(words[0]) or _TENS[words[0]])
    if words[1] in ("oh", "o") and words[2:3] and 0 < _ONES.get(words[2], 0) < _DECADE_LENGTH:
        return century + _ONES[words[2]], 3
    pair, used = _below_hundred(words[1:])
    later = words[0] != "twenty" or _DECADE_LENGTH <= pair < _SPELLED_UNTIL
    return (century + pair, 1 + used) if pair >= _DECADE_LENGTH and later else None


def _cardinal(words: list[str]) -> tuple[float, int]:
    """The value of "a hundred and ten", "two thousand and five", "two dozen", and the words it takes."""
    article = words[0] == "a"
    if article and words[1:2] not in (["hundred"], ["thousand"], ["dozen"]):
        return 0, 0
    value, used = (0.0, 1) if article else _below_hundred(words)
    for name, size in _SIZES:
        if words[used : used + 1] != [name]:
            continue
        value, used = size * (value or 1), used + 1
        if name == "dozen":
            return value, used
        joint = words[used : used + 1] == ["and"]
        rest, more = _cardinal_rest(words[used + joint :], size)
        value, used = (value + rest, used + joint + more) if more else (value, used)
        break
    return value, used


def _cardinal_rest(words: list[str], size: float) -> tuple[float, int]:
    """What follows "hundred" or "thousand": a smaller number, or none."""
    if not words or words[0] == "a":
        return 0, 0
    value, used = _cardinal(words) if size > _HUNDRED and words[1:2] == ["hundred"] else _below_hundred(words)
    return (value, used) if 0 < value < size else (0, 0)


def _below_hundred(words: list[str]) -> tuple[float, int]:
    if not words:
        return 0, 0
    if words[0] in _TENS:
        one = _ONES.get(words[1], 0) if len(words) > 1 else 0
        return (_TENS[words[0]] + one, 2) if 0 < one < 10 else (_TENS[words[0]], 1)
    return (_ONES[words[0]], 1) if words[0] in _ONES else (0, 0)
