"""Sequencing: choose the tracks of a list and their order, hard rules first, then flow.

pose.py         nouns → a problem on plain arrays          problem.py    that problem
rules.py        what may stand where, how many, how often  arcs.py       named courses and how well a list follows
parts.py        how many slots each part of it takes       durations.py  reaching a total length
selection.py    who takes which slot
exact.py        all subsets of a small pool                transitions.py  what lies between two tracks
ordering.py     the cheapest path, by local search         flow.py       order, and last exchanges for its sake
assemble.py     all of that in turn
"""

from __future__ import annotations

from collections.abc import Sequence as Many

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.music import Intent, Lock, Ranked, Requirement, Sequence
from segue.sequencing.assemble import Assembly, assemble
from segue.sequencing.pose import length, misses, pose
from segue.sequencing.problem import Problem, Weights
from segue.sequencing.rules import need, permitted
from segue.sequencing.transitions import told

__all__ = ["Weights", "arrange", "length"]


def arrange(
    ranked: Ranked,
    intent: Intent,
    snapshot: Snapshot,
    *,
    seed: int,
    locks: Many[Lock] = (),
    keep: Many[str] = (),
    default_count: int = 25,
    count: int | None = None,
    weights: Weights | None = None,
) -> Sequence:
    """Choose and order the tracks of a list; deterministic by `seed`.

    `locks` stand where they are locked, whatever the wishes. `keep` are ids that stay where the musts let them, in
    their old order, with newcomers where they fit. The list has `count` tracks, whatever the wishes; where that is None
    as many as they say, or `default_count`. What could not be had is told in `notes`. Raises `BadInput` (lock_track,
    lock_position, lock_twice) for locks that cannot be honoured.
    """
    problem, wishes = pose(ranked, intent, snapshot, locks, keep, default_count, count)
    made = assemble(problem, seed=seed, weights=weights)
    return Sequence(made.picks, made.zone, told(problem.sound, made.picks), _notes(problem, made, intent, wishes))


def _notes(problem: Problem, made: Assembly, intent: Intent, wishes: tuple[Requirement, ...]) -> dict[Requirement, str]:
    """For each wish that the list falls short of: why."""
    notes: dict[Requirement, str] = {}
    n = len(made.picks)
    if n < problem.count.low:
        few = f"only {n} of {problem.m} candidates can stand together: {_limits(problem)}"
        notes |= dict.fromkeys((wish for wish in intent.of("count") if wish.scope == "list"), few)
    total = float(np.nansum(problem.duration[made.picks]))
    nearest = f"the nearest total is {round(total / 1000) // 60}:{round(total / 1000) % 60:02d} minutes"
    notes |= {w: nearest for w in intent.of("duration") if w.scope == "list" and misses(w, total)}
    for wish, demand in zip(wishes, problem.demands, strict=True):
        slots = made.zone == demand.block if demand.block is not None else np.ones(n, np.bool_)
        if demand.position is None and demand.held[made.picks[slots]].sum() < need(demand, int(slots.sum())):
            notes[wish] = f"{int((demand.held & permitted(problem)).sum())} of {problem.m} candidates keep it"
    return notes


def _limits(problem: Problem) -> str:
    """What limits the number of tracks, in words."""
    kept = int(permitted(problem).sum())
    cap = f", at most {int(problem.cap.min(initial=0))} by one artist" if problem.cap_firm else ""
    return f"{kept} keep every must{cap}, one version of each song"
