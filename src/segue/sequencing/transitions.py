"""What lies between two tracks: tempo, key, energy and loudness, and what the step costs a listener."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.knowledge.keys import key_distances
from segue.knowledge.tempo import tempo_change
from segue.music import Floats, Transition
from segue.sequencing.problem import Ints, Reals, Sound

TEMPO, KEY, ENERGY, LOUDNESS = 0.35, 0.30, 0.25, 0.10
"""Weights of the parts of a transition's cost; they add up to 1."""
UNKNOWN: Final = 0.65
"""Cost of a part that cannot be told: that of a step between any two tracks, so that silence is no praise."""
HALF_TEMPO: Final = 0.10
"""Relative tempo change that costs one half: 95 of 100 transitions in recorded DJ sets stay below it."""
KEY_COST: Final = np.array([0.0, 0.1, 0.4, 0.6, 0.75, 0.85, 0.95, 1.0])
"""Cost by steps on the Camelot wheel: the same or a neighbouring key blends, two steps are heard, more clash."""
FULL_ENERGY, FULL_LOUDNESS = 0.5, 12.0
"""Steps of energy (0–1) and loudness (dB) that cost the full part."""


@dataclass(frozen=True)
class Steps:
    """From the tracks of one array to those of another; NaN where a value is missing."""

    tempo_change: Reals
    key_distance: Reals
    energy_step: Reals
    cost: Reals
    """0–1, 0 = seamless; never NaN."""


def between(a: Sound, b: Sound) -> Steps:
    """Judge the steps from `a` to `b`, whose arrays are broadcast against each other."""
    tempo = np.asarray(tempo_change(a.tempo, b.tempo), np.float64)
    key = np.asarray(key_distances(a.key, a.mode, b.key, b.mode), np.float64)
    energy = _rise(a.energy, b.energy)
    cost = (
        TEMPO * _told(_saturating(np.expm1(np.abs(np.log1p(tempo)))))
        + KEY * _key_cost(key)
        + ENERGY * _told(np.minimum(np.abs(energy) / FULL_ENERGY, 1))
        + LOUDNESS * _told(np.minimum(np.abs(_rise(a.loudness, b.loudness)) / FULL_LOUDNESS, 1))
    )
    return Steps(tempo, key, energy, cost)


def costs(sound: Sound) -> Reals:
    """The cost of every ordered pair of k tracks; shape (k, k)."""
    return between(sound.each(lambda v: v[:, None]), sound.each(lambda v: v[None, :])).cost


def told(sound: Sound, order: Ints) -> tuple[Transition | None, ...]:
    """The transitions along `order` as they are told to the listener; None behind the last track."""
    if len(order) == 0:
        return ()
    judged = between(sound.take(order[:-1]), sound.take(order[1:]))
    columns = (judged.tempo_change, judged.key_distance, judged.energy_step, judged.cost)
    return (*(_transition(*row) for row in np.stack(columns, axis=1).tolist()), None)


def _transition(tempo: float, key: float, energy: float, cost: float) -> Transition:
    return Transition(
        None if np.isnan(tempo) else round(tempo, 4),
        None if np.isnan(key) else int(key),
        None if np.isnan(energy) else round(energy, 4),
        round(cost, 4),
    )


def _saturating(change: Reals) -> Reals:
    """0 for no change, ½ at `HALF_TEMPO`, towards 1 beyond; `change` is told from the slower to the faster tempo, so
    that both ways cost the same."""
    return change**2 / (change**2 + HALF_TEMPO**2)


def _rise(a: Floats, b: Floats) -> Reals:
    return b.astype(np.float64) - a.astype(np.float64)


def _told(part: Reals) -> Reals:
    return np.nan_to_num(part, nan=UNKNOWN)


def _key_cost(distance: Reals) -> Reals:
    missing = np.isnan(distance)
    cost: Reals = KEY_COST[np.where(missing, 0, distance).astype(np.intp)]
    return np.where(missing, UNKNOWN, cost)
