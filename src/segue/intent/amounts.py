"""Spans of time as single tokens: "half an hour", "1h30", "two and a half minutes", "3:30" become "@30", "@90" …

The number behind "@" is in minutes. Everything that compares numbers can then compare times as well.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from segue.intent.tokens import Token, Tokens, pattern

_HOURS: Final = r"(?:h|hr|hrs|hour|hours)"
_MINUTES: Final = r"(?:m|min|mins|minute|minutes)"
_SECONDS: Final = r"(?:s|sec|secs|second|seconds)"
_SHAPES: Final = (
    (pattern(rf"{{N}} {_HOURS}(?: and)? {{N}}(?: {_MINUTES})?"), lambda h, m: 60 * h + m),
    (pattern(rf"{{N}} and a half {_HOURS}|{{N}} {_HOURS} and a half"), lambda a, b: 60 * ((a or b) + 0.5)),
    (pattern(r"(?:an? )?hour and a half"), lambda: 90),
    (pattern(r"(?:an? )?hour and a quarter"), lambda: 75),
    (pattern(r"(?:3|three) quarters of an hour"), lambda: 45),
    (pattern(r"(?:a )?half (?:an? )?hour|(?:a )?half 1 hour"), lambda: 30),
    (pattern(r"(?:a )?quarter (?:of an )?hour"), lambda: 15),
    (pattern(r"(?:a )?couple (?:of )?hours"), lambda: 120),
    (pattern(r"(?:a )?few hours"), lambda: 180),
    (pattern(r"(?:a )?couple (?:of )?minutes"), lambda: 2),
    (pattern(rf"{{N}}(?: odd)? {_HOURS}"), lambda h: 60 * h),
    (pattern(r"an hour|a full hour|hour(?= long)"), lambda: 60),
    (pattern(rf"{{N}} and a half {_MINUTES}|{{N}} {_MINUTES} and a half"), lambda a, b: (a or b) + 0.5),
    (pattern(rf"{{N}} {_MINUTES}(?: and)? {{N}}(?: {_SECONDS})?(?! {_MINUTES})"), lambda m, s: m + s / 60),
    (pattern(rf"{{N}}(?: odd)? {_MINUTES}"), lambda m: m),
    (pattern(r"a minute"), lambda: 1),
    (pattern(rf"{{N}} {_SECONDS}(?<!last 1 second)(?<!first 1 second)"), lambda s: s / 60),
)
"""Shapes, and the minutes that their numbers say; "put the last one second" says a place."""
_TO: Final = frozenset({"to", "-", "or", "and", "till", "through"})


def with_amounts(tokens: Tokens) -> Tokens:
    """The same tokens, each span of time as one."""
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for shape, minutes in _SHAPES:
        for start, end, match in tokens.find(shape):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                found[start] = (end, minutes(*(float(g) if g else 0.0 for g in match.groups())))
    for i, token in enumerate(tokens.items):
        if ":" in token.key and token.number is not None and i not in taken:
            found[i] = (i + 1, token.number)
    return dataclasses.replace(tokens, items=tuple(_merged(tokens, found))) if found else tokens


def _merged(tokens: Tokens, found: dict[int, tuple[int, float]]) -> list[Token]:
    items, i = [], 0
    while i < len(tokens):
        if i not in found:
            items.append(tokens.items[i])
            i += 1
            continue
        end, minutes = found[i]
        run = tokens.items[i:end]
        items.append(Token(_amount(minutes), " ".join(t.key for t in run), run[0].start, run[-1].end))
        _share_unit(items, run[-1].text[:1])
        i = end
    return items


def _share_unit(items: list[Token], unit: str) -> None:
    """Give the unit of a time just read to the number before it: "2-3 hours", "between 2 and 3 hours"."""
    if len(items) < 3 or items[-2].text not in _TO or items[-3].number is None:
        return
    if items[-2].text == "and" and (len(items) < 4 or items[-4].text not in ("between", "from")):
        return
    first = items[-3]
    scale = {"h": 60.0, "s": 1 / 60}.get(unit, 1.0)
    items[-3] = first._replace(text=_amount((first.number or 0) * scale), number=None)


def _amount(minutes: float) -> str:
    return f"@{minutes:.4f}".rstrip("0").rstrip(".")


AMOUNT: Final = re.compile(r"@([0-9.]+)")
"""A token that is a span of time; the group is its minutes."""
