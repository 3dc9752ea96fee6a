"""Where music begins and ends within its file: silences, the fade-out, the first beat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.hearing.ear.loudness import Floats, decibels
from segue.hearing.ear.onsets import Onsets

_SILENT: Final = -60.0
"""dBFS (root mean square of 20 ms) below which nothing is heard at usual gain."""
_TAIL, _SMOOTHING = 60.0, 0.4
"""Seconds before the end in which a fade is looked for; over which levels are averaged."""
_LONGEST, _SHORTEST, _GRID = 40.0, 1.5, 0.1
"""Seconds: fades considered, and the steps between them. What falls away faster is an end, not a fade."""
_DEPTH = 20.0
"""A fade loses this many dB at least."""
_EXPLAINED = 0.7
"""Share of the variance of levels before the end that a fade has to explain."""
_FIRST_BEATS = 12.0
"""Seconds from the first sound in which the phase of the beat is sought."""
_STRONG = 0.25
"""A first beat has this share of the strength that beats near it have at best."""


@dataclass(frozen=True)
class Edges:
    """Milliseconds into the file; see `Heard`."""

    starts_ms: int | None = None
    ends_ms: int | None = None
    fade_ms: int | None = None


def edges(levels: Floats, seconds: float) -> Edges:
    """Edges from the mean squares of windows of `seconds` each, over the whole file. Silence throughout has none."""
    loud = np.flatnonzero(decibels(levels) > _SILENT)
    if not len(loud):
        return Edges()
    first, end = int(loud[0]), int(loud[-1]) + 1
    fade = _fade(levels[max(first, end - round(_TAIL / seconds)) : end], seconds)
    return Edges(round(first * seconds * 1000), round(end * seconds * 1000), round(fade * 1000))


def _fade(levels: Floats, seconds: float) -> float:
    """Length in seconds of the fade-out at the end of `levels`, 0 for none.

    Every length is tried with two shapes, straight in amplitude and straight in dB, from the mean level before; the
    one that leaves the least error is taken if it explains the fall better than chance and reaches deep enough.
    """
    width = max(1, round(_SMOOTHING / seconds))
    whole = levels[len(levels) % width :].reshape(-1, width).mean(axis=1)
    decibel, step = decibels(whole), width * seconds
    lengths = np.arange(_SHORTEST, min(_LONGEST, 0.8 * len(decibel) * step), _GRID)
    if not len(lengths):
        return 0.0
    before_end = (len(decibel) - np.arange(len(decibel)) - 0.5) * step
    left = np.minimum(before_end / lengths[:, None], 1.0)
    steady = (left >= 1) @ decibel / np.maximum((left >= 1).sum(axis=1), 1)
    depth = steady - decibel[-1]
    shapes = np.stack([20 * np.log10(left), (left - 1) * depth[:, None]])
    near = before_end <= 2 * lengths[:, None]  # a fade is judged on itself and on as much before it
    errors = (np.where(near, decibel - (steady[:, None] + shapes), 0) ** 2).sum(axis=2)
    flat = _spread(decibel, near)
    explained = 1 - errors / np.maximum(flat, 1e-9)
    deep = decibels(whole[-1:])[0] <= steady - _DEPTH
    explained[:, ~deep] = -np.inf
    best = int(explained.max(axis=0).argmax())
    fits = explained[:, best].max() >= _EXPLAINED and lengths[best] < _LONGEST - 1  # longer is a quiet end, not a fade
    return float(lengths[best]) if fits else 0.0


def _spread(values: Floats, chosen: npt.NDArray[np.bool_]) -> Floats:
    """Sum of squares about the mean of the `chosen` values of each row."""
    count, total = chosen.sum(axis=1), chosen @ values
    return np.asarray(chosen @ values**2 - total**2 / np.maximum(count, 1), np.float64)


def first_beat(onsets: Onsets, bpm: float, starts: float) -> int | None:
    """Milliseconds into the file of the first beat at or after `starts` (seconds), from the onsets at its beginning.

    The phase is that on which most onset strength falls; the first beat is the first that is struck and not
    only counted.
    """
    strength = onsets.strength.sum(axis=0)
    period = 60 / bpm * onsets.rate
    begin = max(0, round((starts - onsets.delay) * onsets.rate) - 2)
    part = strength[begin : begin + round(_FIRST_BEATS * onsets.rate)]
    beats = int((len(part) - 1) / period)
    if beats < 1 or not part.any():
        return None
    blurred = np.convolve(part, (0.25, 0.5, 1.0, 0.5, 0.25), mode="same")
    places = np.arange(0, period, 0.5)[:, None] + np.arange(beats) * period
    struck = np.interp(places, np.arange(len(part)), blurred)
    row = struck[int(struck.sum(axis=1).argmax())]
    beat = int(np.argmax(row >= _STRONG * row.max()))
    at = places[int(struck.sum(axis=1).argmax()), beat] + begin
    return max(round(starts * 1000), round(float(at / onsets.rate + onsets.delay) * 1000))
