"""Wishes relative to what stands: "more acoustic", "a bit slower", "much less popular", "not loud enough"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from msgspec.structs import replace

from segue.intent.match import wish
from segue.intent.refining.draft import Draft, Said
from segue.intent.refining.standing import Standing, is_scale, limits
from segue.intent.refining.wishes import outside
from segue.intent.tokens import Tokens
from segue.knowledge.followups import directions
from segue.knowledge.lexicon import Pole, lexicon
from segue.music import Operator, Reading, Requirement
from segue.requirements.numeric import distance

_WIDE: Final = {"year": 28.0}
"""Typical differences that are worth more than in ranking: a list called older is older by years one notices."""


@dataclass(frozen=True)
class Force:
    """How far a step goes: beyond the middle, in typical differences of the attribute; for how much of the list; and
    how much of what is told by name is added or taken."""

    step: float
    share: float
    part: float
    most: float
    """Largest part of the list that gives way for it."""


BIT, PLAIN, MUCH = Force(0.1, 0.75, 0.1, 0.25), Force(0.25, 0.75, 0.25, 0.5), Force(0.75, 0.9, 0.5, 0.8)
"""A bit, plainly, much."""


def pole(what: str, sign: int) -> Pole | None:
    """The direction that more (`sign` 1) or less (−1) of `what` goes; None where it is no number of a track."""
    if what in lexicon().measures and is_scale(lexicon().measures[what]):
        return Pole(lexicon().measures[what], sign)
    found = directions("named").get(what) or lexicon().poles.get(what) or lexicon().comparatives.get(what)
    if found is None:
        sense = lexicon().senses.get(what)
        if sense is None or sense.operator not in ("min", "max") or not is_scale(sense.attribute):
            return None
        found = Pole(sense.attribute, 1 if sense.operator == "min" else -1)
    return Pole(found.attribute, found.sign * sign)


def longest_pole(tokens: Tokens, at: int, end: int, sign: int) -> tuple[Pole, int] | None:
    """The direction that the longest run of words from `at` on names, and the token behind it."""
    for stop in range(min(end, at + 4), at, -1):
        found = pole(tokens.text(at, stop), sign)
        if found is not None:
            return found, stop
    return None


def step(draft: Draft, where: Sequence[int], way: Pole, force: Force, said: Said) -> None:
    """Move the tracks at `where` (all, where it is empty) a step: open up as many of those that fall short as needed
    and as the catalogue can replace."""
    standing, phrase = draft.standing, said.phrase
    around = list(where) or list(range(1, len(standing) + 1))
    moved = _moved(standing, around, way, force, whole=not where)
    if not where and any((w.attribute, w.operator) == (moved.attribute, moved.operator) for w in draft.wishes):
        return  # "less electronic, more acoustic" says it twice
    short = _short(standing, moved, around)
    due = _due(short, len(around), moved, force, whole=not where)
    there = standing.supply(replace(moved, share=1.0), outside(standing.intent, moved)) if due else 0
    meaning = moved.reading.text if moved.reading else ""
    if not due and not where and moved.share >= 1:  # a range that was asked for has moved
        draft.ask(moved, said)
        draft.why(f"“{phrase}”: {meaning}; every track keeps it")
        return
    if not there:
        draft.why(f"“{phrase}” changes nothing: " + (_ALREADY if not due else _NO_OTHER).format(meaning))
        return
    out = draft.open_up(due[:there], (said.of(replace(moved, share=1.0)),) if where else ())
    keeping = len(around) - len(short) + len(out)
    if not where:
        draft.ask(replace(moved, share=min(moved.share, down(keeping / len(around)))), said)
    draft.why(f"“{phrase}”: {meaning}; {len(around) - len(short)} of {len(around)} kept it before")


_ALREADY: Final = "the list has {} as it is"
_NO_OTHER: Final = "no other track here has {} and keeps the rest"


def _due(short: Sequence[int], size: int, moved: Requirement, force: Force, *, whole: bool) -> Sequence[int]:
    """Which of the positions that fall short give way: as many as the wish's share needs, and not more than so many."""
    if not whole or moved.share >= 1:
        return short
    needed = len(short) - (size - math.ceil(moved.share * size - 1e-6))
    return short[: max(0, min(needed, math.ceil(force.most * size)))]


def down(share: float) -> float:
    """To four decimals, never above: a list of just that share must keep it."""
    return math.floor(share * 10_000 + 1e-6) / 10_000


def step_wish(standing: Standing, around: Sequence[int], way: Pole, force: Force) -> Requirement:
    """The wish that a track is a step beyond the middle of those at `around`."""
    return replace(_moved(standing, around, way, force, whole=False), share=1.0)


def _moved(standing: Standing, around: Sequence[int], way: Pole, force: Force, *, whole: bool) -> Requirement:
    """The wish a step beyond the middle of what stands; a range that was asked for moves as a whole."""
    low, high, spread = limits(way.attribute)
    old = [r for r in standing.intent.of(way.attribute) if r.operator in ("between", "about") and r.scope == "list"]
    if old and whole and (old[-1].reading is None or not old[-1].reading.subjective):
        return _shifted(old[-1], way, force, spread, standing)
    values = standing.values(way.attribute)[np.array(around) - 1]
    known = values[~np.isnan(values)]
    middle = float(np.median(known)) if len(known) else (low + high) / 2
    stride = force.step * _WIDE.get(way.attribute, spread)
    reach = high - middle if way.sign > 0 else middle - low
    bound = _rounded(middle + way.sign * min(stride, reach / 2), way)
    word = "at least" if way.sign > 0 else "at most"
    name = _NAMES.get(way.attribute, way.attribute)
    text = f"{name} {word} {bound:g} (the middle was {middle:.4g})"
    operator: Operator = "min" if way.sign > 0 else "max"
    return wish(way.attribute, operator, bound, Reading(text), share=force.share if whole else 1.0)


_NAMES: Final = {"track_duration": "minutes a track", "instrumentalness": "instrumentalness"}


def _shifted(old: Requirement, way: Pole, force: Force, spread: float, standing: Standing) -> Requirement:
    stride = force.step * spread
    if way.attribute == "year" and isinstance(old.value, tuple):
        width = float(old.value[1]) - float(old.value[0]) + 1
        stride = max(1.0, round(width * {BIT.step: 0.5, MUCH.step: 2.0}.get(force.step, 1.0)))
    low, high, _ = limits(way.attribute)
    numbers = old.value if isinstance(old.value, tuple) else (old.value,)
    moved = [_rounded(float(np.clip(float(n or 0) + way.sign * stride, low, high)), way) for n in numbers]
    value = tuple(moved) if isinstance(old.value, tuple) else moved[0]
    said = " and ".join(f"{n:g}" for n in moved)
    return replace(old, value=value, reading=Reading(f"{way.attribute} {old.operator} {said}", subjective=False))


def _rounded(bound: float, way: Pole) -> float:
    """A number as people say it."""
    _, high, _ = limits(way.attribute)
    if way.attribute == "track_duration":
        return round(bound, 1)
    return round(bound, 2) if high <= 1 else round(bound)


def _short(standing: Standing, moved: Requirement, around: Sequence[int]) -> list[int]:
    """Positions among `around` that do not keep the wish, the farthest from it first, the unknown before all."""
    gaps = distance(standing.values(moved.attribute).astype(np.float32), moved.operator, moved.value)
    told = [(float(gaps[p - 1]), p) for p in around if not gaps[p - 1] <= 0]
    return [p for _, p in sorted(told, key=lambda pair: (-pair[0] if pair[0] == pair[0] else -math.inf, pair[1]))]
