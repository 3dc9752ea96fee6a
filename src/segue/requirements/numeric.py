"""Numbers: tempo, energy, year, durations … held exactly as users say them, with a soft degree around the edges."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.catalogue.numerics import NumericColumn
from segue.catalogue.snapshot import Snapshot
from segue.music import NUMERIC, SOURCE_CODE, Floats, Operator, Requirement, Rows, Value
from segue.requirements.answer import Answer, both

TOLERANCE: Final = 1e-6
"""Slack of a comparison, for values that went through 32-bit floats."""
ABOUT: Final = 0.06
"""“About 120” is met within six per cent: the span within which DJs beat-match without audible stretching."""

_MARKED: Final = frozenset({"rating", "play_count", "last_played"})
"""What listening leaves behind: where it is missing, nothing may have been done."""
_GUESS: Final = 0.6
"""Confidence that a track of which nothing is told was never played or rated."""
Doubles = npt.NDArray[np.float64]
_COLUMN: Final = {"track_duration": "duration_ms", "era": "year", "novelty": "play_count"}


def numeric(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Evidence from one numeric column, or from the regions of the requirement's reading where it has any."""
    reading = requirement.reading
    if reading is not None and reading.regions and not _is_number(requirement.value):
        parts = [region(snapshot, r.attribute, r.operator, r.value, rows) for r in reading.regions]
        return both(parts, subjective=reading.subjective)
    answer = region(snapshot, requirement.attribute, requirement.operator, requirement.value, rows)
    if requirement.attribute in _MARKED and requirement.operator == "max":
        answer = _unmarked(snapshot, requirement, rows, answer)
    return both([answer], subjective=reading is not None and reading.subjective)


def _unmarked(snapshot: Snapshot, requirement: Requirement, rows: Rows, answer: Answer) -> Answer:
    """`answer`, with the tracks of which nothing is told because nothing was done with them: libraries leave the play
    count of what was never played empty. Where others have one, an empty one is taken for none, as a guess; a count of
    0 says for certain that there was no last time."""
    attribute = requirement.attribute
    if attribute == "rating" and requirement.value != 0:
        return answer
    plays, counted = told(snapshot, "play_count", rows)
    silent, never = answer.source == 0, plays == 0
    if attribute == "last_played":
        certain, guessed = silent & never, silent & np.isnan(plays)
    else:
        certain, guessed = np.zeros_like(silent), silent
    guessed &= snapshot.coverage(attribute)[1] > 0
    source = np.where(certain, counted.source[rows], np.where(guessed, SOURCE_CODE["model"], answer.source))
    found = certain | guessed
    return replace(
        answer, held=answer.held | found, source=source.astype(np.uint8),
        degree=np.where(found, 0.8, answer.degree).astype(np.float32),
        confidence=np.where(certain, 1, np.where(guessed, _GUESS, answer.confidence)).astype(np.float32),
    )  # fmt: skip


def region(snapshot: Snapshot, attribute: str, operator: Operator, value: Value, rows: Rows) -> Answer:
    """Evidence that `attribute` lies where `operator` and `value` say (units: see `segue.music.NUMERIC`)."""
    values, column = told(snapshot, attribute, rows)
    known = ~np.isnan(values)
    gap = np.where(known, distance(values, operator, value), np.inf)
    scale = spread(attribute)
    held = gap <= 0
    return Answer(
        held,
        np.where(known, column.source[rows], 0).astype(np.uint8),
        np.zeros(len(rows), np.bool_),
        _degree(values, gap.astype(np.float32), operator, value, np.float32(scale)),
        np.where(known, column.confidence[rows], 0).astype(np.float32),
    )


def told(snapshot: Snapshot, attribute: str, rows: Rows) -> tuple[Floats, NumericColumn]:
    """Values of `attribute` at `rows` in the unit users say (float32, NaN = missing), and the column they came from."""
    column = snapshot.numeric(_COLUMN.get(attribute, attribute))
    values: Floats = column.values[rows]
    if attribute == "track_duration":
        values = values / np.float32(60_000)
    if attribute == "novelty":
        values = np.float32(1) / (1 + values)
    return values, column


def distance(values: Floats, operator: Operator, value: Value) -> Doubles:
    """How far each value lies outside the wish, in its own unit: 0 or less inside, NaN where it is missing."""
    v = values.astype(np.float64)
    if operator in ("is", "any", "not"):
        wanted = value if isinstance(value, tuple) else (value,)
        nearest = np.minimum.reduce([np.abs(v - float(w or 0)) for w in wanted])
        inside = nearest <= TOLERANCE
        return np.where(inside, 1.0, 0.0) if operator == "not" else np.where(inside, 0.0, nearest)
    low, high = bounds(operator, value)
    return np.asarray(np.maximum(low - v, v - high) - TOLERANCE)


def bounds(operator: Operator, value: Value) -> tuple[float, float]:
    """The closed interval that min, max, between or about stand for."""
    if operator == "between":
        assert isinstance(value, tuple)
        return float(value[0]), float(value[1])
    assert isinstance(value, int | float)
    if operator == "about":
        slack = abs(value) * ABOUT
        return value - slack, value + slack
    return (float(value), np.inf) if operator == "min" else (-np.inf, float(value))


def _degree(values: Floats, gap: Floats, operator: Operator, value: Value, spread: np.float32) -> Floats:
    """1 in the heart of the wish, 0.8 at its edge, falling as a Gaussian of the typical spread outside."""
    off = np.maximum(gap, np.float32(0)) / (np.float32(0.5) * spread)
    outside = np.float32(0.8) * np.exp(np.float32(-0.5) * off * off)
    if operator == "about":
        assert isinstance(value, int | float)
        depth = 1 - np.abs(values - np.float32(value)) / np.float32(max(abs(value) * ABOUT, TOLERANCE))
    else:
        depth = -gap / spread
    inside = np.float32(0.8) + np.float32(0.2) * np.clip(depth, np.float32(0), np.float32(1))
    degree = np.where(gap <= 0, inside, outside)
    return np.nan_to_num(degree, copy=False, nan=0.0).astype(np.float32, copy=False)


def spread(attribute: str) -> float:
    """A typical difference of `attribute`, in the unit users say."""
    return {"track_duration": 1.3, "novelty": 0.3}.get(attribute) or NUMERIC[_COLUMN.get(attribute, attribute)].spread


def _is_number(value: Value) -> bool:
    first = value[0] if isinstance(value, tuple) and value else value
    return isinstance(first, bool | int | float)
