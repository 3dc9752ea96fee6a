"""A listener's "this is wrong": a tempo, a mood, a genre put right, kept as a note that wins over every source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from segue.catalogue.notes import Note
from segue.errors import BadInput
from segue.music import LABEL_FIELDS, NUMERIC, Attribute, Labels

NUMBERS: Final = (
    "tempo", "key", "mode", "energy", "valence", "danceability", "acousticness", "instrumentalness", "speechiness",
    "liveness", "loudness", "year", "explicit",
)  # fmt: skip
"""What can be put right in numbers; the key also by the name of its tonic."""
_TONICS: Final = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_SIGNS: Final = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}
_MODES: Final = {"major": 1, "minor": 0}


def corrected(track_id: str, before: Note | None, said: Mapping[str, str]) -> Note:
    """The listener's note on a track after `said`: a text by field, words divided by commas, "" to take it back.

    Raises `BadInput` (correction_field, correction_value).
    """
    values, labels = (dict(before.values), dict(before.labels)) if before is not None else ({}, {})
    for field, text in said.items():
        if field not in NUMBERS and field not in LABEL_FIELDS:
            hint = f"Use one of {', '.join((*NUMBERS, *LABEL_FIELDS))}."
            raise BadInput("correction_field", f"“{field}” cannot be put right.", hint=hint, field=field)
        values.pop(field, None)
        labels.pop(field, None)
        if text.strip() and field in NUMBERS:
            values[field] = Attribute(_number(field, text.strip().lower()), "listener")
        elif words := tuple(dict.fromkeys(w.strip() for w in text.split(",") if w.strip())):
            labels[field] = Labels(words, "listener")
    return Note(track_id=track_id, kind="listener", values=values, labels=labels)


def _number(field: str, text: str) -> float:
    scale, value = NUMERIC[field], _value(field, text)
    if value is None or not scale.low <= value <= scale.high:
        said = f"from {scale.low:g} to {scale.high:g} ({scale.unit})"
        raise BadInput("correction_value", f"“{text}” is no {field}.", hint=f"It is a number {said}.", field=field)
    return value


def _value(field: str, text: str) -> float | None:
    if field == "key" and text[:1] in _TONICS and text[1:] in _SIGNS:
        return float((_TONICS[text[:1]] + _SIGNS[text[1:]]) % 12)
    if field == "mode" and text in _MODES:
        return float(_MODES[text])
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
