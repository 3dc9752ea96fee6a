"""Numbers that nothing else has read and that count the songs all the same: "20 jazz", "slow r&b 12"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.pieces import BOUNDARIES
from segue.intent.tokens import Tokens
from segue.music import MAX_TRACKS

_LAST: Final = 50
"""The highest number behind what it counts; beyond, it may be a tempo ("techno 130")."""
_LENGTHS: Final = frozenset({"count", "duration"})


def bare_counts(tokens: Tokens, matches: Sequence[Match]) -> list[Match]:
    """`matches` with a count of the one number that opens a clause right before a wish, or ends one right behind it,
    where nothing else says how long the list is to be; of several numbers where each opens its clause ("5 jazz, 5
    blues")."""
    if any(w.attribute in _LENGTHS for m in matches for w in m.wishes):
        return list(matches)
    starts, ends = ({getattr(m, side) for m in matches if m.wishes} for side in ("start", "end"))
    taken = {at for m in matches for at in range(m.start, m.end)}
    found = [at for at in range(len(tokens)) if at not in taken and _is_number(tokens, at)]
    counts = [at for at in found if _opens(tokens, at, starts) or (len(found) == 1 and _closes(tokens, at, ends))]
    if counts != found:
        return list(matches)
    read = (Match(at, at + 1, (wish("count", "is", int(tokens.items[at].number or 0)),)) for at in counts)
    return sorted([*matches, *read], key=lambda m: m.start)


def _is_number(tokens: Tokens, at: int) -> bool:
    number = tokens.items[at].number
    return number is not None and number.is_integer() and 1 <= number <= MAX_TRACKS


def _opens(tokens: Tokens, at: int, starts: set[int]) -> bool:
    return at + 1 in starts and (
        at == 0 or tokens.items[at - 1].text in BOUNDARIES or tokens.items[at - 1].text == "and"
    )


def _closes(tokens: Tokens, at: int, ends: set[int]) -> bool:
    last = at + 1 == len(tokens) or tokens.items[at + 1].text in BOUNDARIES
    return last and at in ends and (tokens.items[at].number or 0) <= _LAST
