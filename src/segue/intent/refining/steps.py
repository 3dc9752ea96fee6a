"""Wishes relative to what stands: "more acoustic", "a bit slower", "much less popular", "too sad", "not loud enough"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from msgspec.structs import replace

from segue.intent.match import wish
from segue.intent.refining.draft import Draft, Span
from segue.intent.refining.standing import Standing, is_scale, limits, named
from segue.intent.tokens import Tokens
from segue.knowledge.lexicon import Pole, lexicon
from segue.music import Intent, Operator, Reading, Requirement
from segue.requirements.numeric import distance

NAMED: Final = {
    **dict.fromkeys(("vocals", "vocal", "singing", "lyrics", "voices", "voice", "words", "sung"),
                    Pole("instrumentalness", -1)),
    **dict.fromkeys(("hits", "well known", "big names", "known songs", "chart hits", "bangers everyone knows",
                     "popular songs", "well known songs"), Pole("popularity", 1)),
    **dict.fromkeys(("deep cuts", "hidden gems", "b sides", "unknown artists"), Pole("popularity", -1)),
    **dict.fromkeys(("live", "live sounding"), Pole("liveness", 1)),
    **dict.fromkeys(("talking", "talky", "spoken", "wordy"), Pole("speechiness", 1)),
    **dict.fromkeys(("energy", "oomph", "punch", "drive"), Pole("energy", 1)),
    **dict.fromkeys(("dance", "danceable", "groove"), Pole("danceability", 1)),
    **dict.fromkeys(("long", "lengthy", "long songs", "long tracks"), Pole("track_duration", 1)),
    **dict.fromkeys(("short", "short songs", "short tracks"), Pole("track_duration", -1)),
    **dict.fromkeys(("slow songs", "slow ones", "slow tracks"), Pole("tempo", -1)),
    **dict.fromkeys(("fast songs", "fast ones", "fast tracks"), Pole("tempo", 1)),
    **dict.fromkeys(("sad songs", "sad ones", "downers"), Pole("valence", -1)),
    **dict.fromkeys(("happy songs", "happy ones", "cheer", "joy"), Pole("valence", 1)),
    **dict.fromkeys(("old songs", "oldies", "old stuff", "classics", "old tracks"), Pole("year", -1)),
    **dict.fromkeys(("new songs", "new stuff", "recent songs", "new music", "new tracks"), Pole("year", 1)),
}  # fmt: skip
"""What "more" and "less" move that names no number itself."""
_WIDE: Final = {"year": 28.0}
"""Typical differences that are worth more than in ranking: a list called older is older by years one notices."""


@dataclass(frozen=True)
class Force:
    """How far a step goes: beyond the middle, in typical differences of the attribute; for how much of the list; and
    how much of what is told by name is added or taken."""

    step: float
    share: float
    part: float


BIT, PLAIN, MUCH = Force(0.1, 0.75, 0.1), Force(0.25, 0.75, 0.25), Force(0.75, 0.9, 0.5)
"""A bit, plainly, much."""


def pole(what: str, sign: int) -> Pole | None:
    """The direction that more (`sign` 1) or less (−1) of `what` goes; None where it is no number of a track."""
    if what in lexicon().measures and is_scale(lexicon().measures[what]):
        return Pole(lexicon().measures[what], sign)
    found = NAMED.get(what) or lexicon().poles.get(what) or lexicon().comparatives.get(what)
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


def step(draft: Draft, where: Sequence[int], way: Pole, force: Force, phrase: str, span: Span) -> None:
    """Move the tracks at `where` (all, where it is empty) a step: open up as many of those that fall short as needed
    and as the catalogue can replace."""
    standing = draft.standing
    around = list(where) or list(range(1, len(standing) + 1))
    moved = _moved(standing, around, way, force, whole=not where)
    short = _short(standing, moved, around)
    allowed = len(around) - math.ceil(moved.share * len(around) - 1e-6)
    due = short[: max(0, len(short) - allowed)]
    there = standing.supply(replace(moved, share=1.0), _without(standing.intent, moved)) if due else 0
    said = moved.reading.text if moved.reading else ""
    if not due or not there:
        draft.why(f"“{phrase}” changes nothing: " + (_already(said) if not due else f"no other track here has {said}"))
        return
    due = due[:there]
    if where:
        opened = draft.open_up(due, (replace(moved, share=1.0, phrase=phrase, span=span),))
    else:
        opened = draft.open_up(due)
        draft.ask(moved, phrase, span)
    draft.why(f"“{phrase}”: {said}; out go {named(standing, opened)}" if opened else f"“{phrase}”: {said}")


def step_wish(standing: Standing, around: Sequence[int], way: Pole, force: Force) -> Requirement:
    """The wish that a track is a step beyond the middle of those at `around`."""
    return replace(_moved(standing, around, way, force, whole=False), share=1.0)


def _already(said: str) -> str:
    return f"the list has {said} already"


def _without(intent: Intent, fresh: Requirement) -> Intent:
    """The intent less its wishes on the same number, which the step takes the place of."""
    return replace(intent, requirements=tuple(r for r in intent.requirements if r.attribute != fresh.attribute))


def _moved(standing: Standing, around: Sequence[int], way: Pole, force: Force, *, whole: bool) -> Requirement:
    """The wish a step beyond the middle of what stands; a range that was asked for moves as a whole."""
    low, high, spread = limits(way.attribute)
    old = [r for r in standing.intent.of(way.attribute) if r.operator in ("between", "about") and r.scope == "list"]
    if old and whole and old[-1].reading is None:
        return _shifted(old[-1], way, force, spread, standing)
    values = standing.values(way.attribute)[np.array(around) - 1]
    known = values[~np.isnan(values)]
    middle = float(np.median(known)) if len(known) else (low + high) / 2
    stride = force.step * _WIDE.get(way.attribute, spread)
    reach = high - middle if way.sign > 0 else middle - low
    bound = _rounded(middle + way.sign * min(stride, reach / 2), way)
    word = "at least" if way.sign > 0 else "at most"
    part = "" if not whole else " for most of the list" if force.share < 0.9 else " nearly throughout"
    name = _NAMES.get(way.attribute, way.attribute)
    text = f"{name} {word} {bound:g}{part} (the middle was {middle:.4g})"
    operator: Operator = "min" if way.sign > 0 else "max"
    return wish(
        way.attribute, operator, bound, Reading(text), strength="prefer", share=force.share if whole else 1.0
    )  # fmt: skip


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
    said = " to ".join(f"{n:g}" for n in moved)
    return replace(old, value=value, reading=Reading(f"{way.attribute} {old.operator} {said}", subjective=False))


def _rounded(bound: float, way: Pole) -> float:
    """A number as people say it, rounded so that it asks no less."""
    _, high, _ = limits(way.attribute)
    if way.attribute == "track_duration":
        return round(bound, 1)
    return round(bound, 2) if high <= 1 else round(bound)


def _short(standing: Standing, moved: Requirement, around: Sequence[int]) -> list[int]:
    """Positions among `around` that do not keep the wish, the farthest from it first, the unknown before all."""
    gaps = distance(standing.values(moved.attribute).astype(np.float32), moved.operator, moved.value)
    told = [(float(gaps[p - 1]), p) for p in around if not gaps[p - 1] <= 0]
    return [p for _, p in sorted(told, key=lambda pair: (-pair[0] if pair[0] == pair[0] else -math.inf, pair[1]))]
