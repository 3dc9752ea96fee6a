"""All subsets of a small pool at once: the certain answer where exchanges got stuck between hard rules."""

from __future__ import annotations

import numpy as np

from segue.music import Bools
from segue.sequencing.problem import Ints, Problem, Reals
from segue.sequencing.rules import HARD, permitted
from segue.sequencing.selection import KEEP, MINUTE

LARGEST = 14
"""Most candidates whose subsets are listed: 2^14 sets take about ten milliseconds."""
COUNT = 10 * HARD
"""Price of a track too few or too many: the number asked goes before shares of it."""


def best_subset(problem: Problem) -> Ints | None:
    """The candidates that keep the hard rules best and are then worth most, ascending.

    None where the pool is too large, or where blocks and positions make the answer depend on more than the set.
    """
    locked = list(problem.locks.values())
    mask = permitted(problem)
    mask[locked] = True
    pool = np.flatnonzero(mask)
    placed = any(d.block is not None or d.position is not None for d in problem.demands)
    placed = placed or any(part.length for part in problem.parts)
    if placed or not 0 < len(pool) <= LARGEST:
        return None
    sets = (np.arange(2 ** len(pool))[:, None] >> np.arange(len(pool))[None, :] & 1).astype(np.float64)
    sets = sets[sets[:, np.isin(pool, locked)].all(axis=1)]
    sets = sets[_lawful(problem, pool, sets)]
    best: Ints = pool[sets[int(_value(problem, pool, sets).argmax())] > 0]
    return best


def _lawful(problem: Problem, pool: Ints, sets: Reals) -> Bools:
    """Subsets with no twins, within the cap if it is firm, and no longer than allowed."""
    twins = sets @ _one_hot(problem.twin[pool])
    lawful: Bools = (twins <= 1).all(axis=1) & (sets.sum(axis=1) <= problem.count.high)
    if problem.cap_firm:
        acts = problem.artist[pool]
        cap = np.array([problem.cap[pool[acts == act][0]] for act in np.unique(acts)])
        lawful &= (sets @ _one_hot(acts) <= cap).all(axis=1)
    return lawful if lawful.any() else (sets.sum(axis=1) == sets.sum(axis=1).min())


def _value(problem: Problem, pool: Ints, sets: Reals) -> Reals:
    """Worth of each subset: hard rules first, then tracks that are to stay, then the mean relevance."""
    size = sets.sum(axis=1)
    value: Reals = sets @ problem.relevance[pool].astype(np.float64) / np.maximum(size, 1)
    value += KEEP * (sets @ np.isin(pool, problem.keep))
    value -= COUNT * np.maximum(problem.count.low - size, 0)
    for demand in (d for d in problem.demands if d.hard and not d.everywhere):
        need = np.ceil(demand.share * size - 1e-6)
        value -= HARD * np.maximum(need - sets @ demand.held[pool], 0)
    if problem.length:
        value -= HARD * problem.length.excess(sets @ np.nan_to_num(problem.duration[pool])) / MINUTE
    else:
        value -= COUNT * np.abs(problem.count.aim - size)
    return value


def _one_hot(codes: Ints) -> Reals:
    hot: Reals = (codes[:, None] == np.unique(codes)[None, :]).astype(np.float64)
    return hot
