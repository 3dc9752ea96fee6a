"""The assembler: how many slots, who fills them, in what order, and what could not be had."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from segue.sequencing import arcs
from segue.sequencing.durations import reach
from segue.sequencing.exact import best_subset
from segue.sequencing.flow import flow
from segue.sequencing.parts import filled, stated, varied
from segue.sequencing.problem import Ints, Problem, Weights
from segue.sequencing.rules import Frame, by_block, frame, permitted, room
from segue.sequencing.selection import NOBODY, Cast, choose

CELLS = 4_000_000
"""Slots times candidates looked at; bounds time and memory of the longest lists."""
SAMPLE = 60
"""Tracks that a typical length is told from."""
_STEPS = (0, 1, -1)
"""Tracks more or less than is typical that are tried for a part that is to last a certain time."""
REACH = 2
"""Numbers of tracks tried either side of the likely one, for a length."""


@dataclass(frozen=True)
class Assembly:
    """A finished list: `picks` are candidates in order, `zone` the block of each."""

    picks: Ints
    zone: Ints
    excess_ms: float
    """How far the total lies outside the length asked."""


def assemble(problem: Problem, *, seed: int = 0, weights: Weights | None = None) -> Assembly:
    """Choose and order. The same problem, seed and weights give the same list."""
    at = _useful(problem)
    cast = _closed(_cast(problem.take(at)))
    flow(cast, weights or Weights(), seed)
    return Assembly(at[cast.picks], cast.frame.zone, cast.excess())


def _useful(problem: Problem) -> Ints:
    """The candidates worth looking at: all, or for long lists the most relevant ones, of each demand too, ascending."""
    most = int(CELLS // max(problem.count.aim, 1))
    if problem.m <= most:
        return np.arange(problem.m)
    allowed = permitted(problem)
    masks = [allowed, *(allowed & d.held for d in problem.demands)]
    useful = [np.flatnonzero(mask)[: most // (1 + (at > 0))] for at, mask in enumerate(masks)]
    return np.unique(np.concatenate([*useful, list(problem.locks.values()), problem.keep]).astype(np.intp))


def _cast(problem: Problem) -> Cast:
    """The first choice that keeps every hard rule; else the best of those tried; preferences are let go first."""
    best: Cast | None = None
    for cast in _tries(problem):
        if cast.whole():
            return cast
        if best is None or cast.value() > best.value():
            best = cast
    assert best is not None
    subset = best_subset(problem)
    if subset is not None:
        certain = _within(problem, subset)
        best = certain if certain.value() > best.value() else best
    return best


def _tries(problem: Problem) -> Iterator[Cast]:
    problem = _measured(problem)
    steps = _STEPS if any(part.length for part in problem.parts) else (0,)
    layouts = [replace(problem, parts=varied(problem.parts, more)) for more in steps]
    sizes = [(layout, n) for layout in layouts for n in _sizes(layout)]
    for narrow in (True, False):
        for layout, n in sizes:
            yield _try(layout, n, narrow=narrow)


def _measured(problem: Problem) -> Problem:
    """With the typical length of the tracks that suit each part that is to last a certain time."""
    if not any(part.length for part in problem.parts):
        return problem
    suited = by_block(problem)[0] & np.isfinite(problem.duration)
    lengths = [problem.duration[np.flatnonzero(mask)[:SAMPLE]] for mask in suited]
    parts = [
        replace(part, typical=float(found.mean())) if part.length and len(found) else part
        for part, found in zip(problem.parts, lengths, strict=True)
    ]
    return replace(problem, parts=tuple(parts))


def _try(problem: Problem, n: int, *, narrow: bool) -> Cast:
    """Choose n tracks; caps that nobody asked for give way where they leave slots empty, and the arc gains weight
    until it is clear."""
    problem = replace(problem, locks=_fitted(problem.locks, n))
    cast = _reached(frame(problem, n, narrow=narrow), 1.0)
    while cast.free_slots().size and not problem.cap_firm and problem.cap.min(initial=n) < n:
        problem = problem.with_cap(np.minimum(problem.cap * 2, n))
        cast = _reached(frame(problem, n, narrow=narrow), 1.0)
    for gain in (3.0, 9.0):
        if cast.free_slots().size or all(arcs.holds(arc, cast.picks, cast.frame.zone) for arc in problem.arcs):
            break
        cast = _reached(cast.frame, gain)
    return cast


def _fitted(locks: Mapping[int, int], n: int) -> dict[int, int]:
    """The locks inside a list of n slots: those behind its end move to the last slots, in their order."""
    fitted: dict[int, int] = {}
    last = n
    for slot, track in sorted(locks.items(), reverse=True):
        last = min(slot, last - 1)
        fitted[last] = track
    return fitted


def _reached(rules: Frame, arc_gain: float) -> Cast:
    cast = choose(rules, arc_gain=arc_gain)
    reach(cast)
    return cast


def _within(problem: Problem, subset: Ints) -> Cast:
    """A cast of exactly the candidates in `subset`."""
    fitted = replace(problem, locks=_fitted(problem.locks, len(subset)))
    rules = frame(fitted, len(subset), narrow=False)
    allowed = np.zeros_like(rules.allowed)
    allowed[:, subset] = True
    return choose(replace(rules, allowed=allowed, cap=np.full_like(rules.cap, len(subset))))


def _sizes(problem: Problem) -> Iterator[int]:
    """Numbers of tracks to try, the likeliest first."""
    together = stated(problem.parts)
    if together is not None:
        aim = float(np.clip(together, problem.count.low, problem.count.high))
        problem = replace(problem, count=replace(problem.count, aim=aim))
    locked = np.zeros(problem.m, np.bool_)
    locked[list(problem.locks.values())] = True
    firm = problem.cap if problem.cap_firm else np.full(problem.m, problem.m)
    most = max(int(min(room(problem, permitted(problem) | locked, firm), problem.count.high)), len(problem.locks))
    if problem.length is None:
        yield int(min(problem.count.aim, most))
        return
    likely = _likely(problem, most)
    for step in sorted(range(-REACH, REACH + 1), key=lambda d: (abs(d), -d)):
        if min(problem.count.low, most) <= likely + step <= most and likely + step >= 0:
            yield likely + step


def _likely(problem: Problem, most: int) -> int:
    """How many of the most relevant tracks come nearest to the length, one of each twin group."""
    assert problem.length is not None
    pool = np.flatnonzero(permitted(problem))
    pool = np.sort(pool[np.unique(problem.twin[pool], return_index=True)[1]])
    totals = np.concatenate([[0.0], np.cumsum(problem.duration[pool])])
    nearest = int(np.abs(totals - problem.length.aim).argmin())
    return int(np.clip(nearest, min(problem.count.low, most), most))


def _closed(cast: Cast) -> Cast:
    """The cast without slots that nobody could fill: a shorter list under the same rules."""
    while cast.free_slots().size:
        problem, n, zone = cast.frame.problem, cast.frame.n, cast.frame.zone
        there = cast.picks != NOBODY
        sizes, taken = (np.bincount(z, minlength=problem.blocks).tolist() for z in (zone, zone[there]))
        parts = filled(problem.parts, sizes, taken)
        if parts != problem.parts and any(part.free for part in parts) and problem.length is None:
            cast = _try(replace(problem, parts=parts), n, narrow=False)
            continue
        most = int(there.sum())
        shorter = replace(problem, parts=parts, count=replace(problem.count, aim=most, low=0, high=most))
        cast = _try(shorter, min(most, n - 1), narrow=False)
    return cast
