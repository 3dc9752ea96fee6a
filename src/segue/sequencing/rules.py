"""Hard rules: who may stand where, how many by one act, and how many slots each demand must get."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from segue.music import Bools
from segue.sequencing.parts import zones
from segue.sequencing.problem import Demand, Ints, Problem, Range, Reals

HARD = 1e4
"""Price of one missing slot of a hard demand, and of a minute outside the length asked."""
SOFT = 10.0
"""Price of one missing slot of a soft demand of weight 1; relevance and arcs together move less than 2 a slot."""


@dataclass(frozen=True)
class Frame:
    """The rules for a list of n slots."""

    problem: Problem
    zone: Ints
    """Block of each slot; shape (n,)."""
    allowed: Bools
    """Who may stand in which block; shape (blocks, m)."""
    cap: Ints
    """Most tracks by each candidate's act, as far as the cap could be kept; shape (m,)."""
    spans: tuple[tuple[Bools, Range], ...]
    """Slots, as a mask (n,), that are to last so many milliseconds together."""
    held: Bools
    """Who holds each counted demand; shape (K, m)."""
    cover: Bools
    """Which slots each counted demand counts; shape (K, n)."""
    need: Ints
    """How many of them must hold it; shape (K,)."""
    price: Reals
    """What each missing one costs; shape (K,)."""

    @property
    def n(self) -> int:
        """Number of slots."""
        return len(self.zone)


def need(demand: Demand, size: int) -> int:
    """How many of `size` slots must hold a demand."""
    return min(size, math.ceil(demand.share * size - 1e-6))


def permitted(problem: Problem) -> Bools:
    """Candidates that keep every must on the whole list, and whose duration is known where a length is asked."""
    musts = [d.held for d in problem.demands if d.hard and d.everywhere]
    known = np.isfinite(problem.duration) if problem.length else np.ones(problem.m, np.bool_)
    kept: Bools = np.logical_and.reduce([known, *musts])
    return kept


def room(problem: Problem, mask: Bools, cap: Ints | None = None) -> int:
    """How many candidates of `mask` a list can hold at once: one of each twin group, capped by act."""
    at = np.flatnonzero(mask)
    first = at[np.unique(problem.twin[at], return_index=True)[1]]
    per_act = np.bincount(problem.artist[first], minlength=problem.m)
    limit = np.zeros(problem.m, np.intp)
    limit[problem.artist[at]] = (problem.cap if cap is None else cap)[at]
    return int(np.minimum(per_act, limit).sum())


def frame(problem: Problem, n: int, *, narrow: bool = True) -> Frame:
    """State the rules for n slots. With `narrow`, preferences that all slots can keep together become rules."""
    zone = zones(n, problem.parts)
    allowed, hopeless = by_block(problem)
    counted = [d for d in problem.demands if d.position is None and not (d.everywhere and d.hard) and not _restricts(d)]
    counted += hopeless
    state = _Draft(problem, zone, allowed, counted)
    cap = state.affordable_cap()
    state = replace(state, problem=problem.with_cap(cap))
    dropped: list[Demand] = []
    if narrow:
        state, dropped = _narrowed(state)
    kept = [d for d in counted if not any(d is other for other in dropped)]
    return Frame(problem, zone, state.allowed, cap, _spans(problem, zone), *_counting(kept, zone, problem.m))


def _spans(problem: Problem, zone: Ints) -> tuple[tuple[Bools, Range], ...]:
    """What is to last a certain time: the list, and parts of it."""
    parts = [(zone == at, part.length) for at, part in enumerate(problem.parts) if part.length]
    return (*([(np.ones(len(zone), np.bool_), problem.length)] if problem.length else []), *parts)


def _restricts(demand: Demand) -> bool:
    """A must on every slot of a block restricts who may stand there."""
    return demand.hard and demand.block is not None and demand.share >= 1


def by_block(problem: Problem) -> tuple[Bools, list[Demand]]:
    """Who may stand in each block. Where nobody could, the block is left open and its demands are only counted."""
    base = permitted(problem)
    rows, hopeless = [], []
    for block in range(problem.blocks):
        musts = [d for d in problem.demands if _restricts(d) and d.block == block]
        timed = [np.isfinite(problem.duration)] if problem.parts[block].length else []
        strict = np.logical_and.reduce([base, *timed, *(d.held for d in musts)])
        rows.append(strict if strict.any() else base)
        hopeless += [] if strict.any() else musts
    return np.stack(rows), hopeless


@dataclass(frozen=True)
class _Draft:
    """Rules in the making."""

    problem: Problem
    zone: Ints
    allowed: Bools
    counted: list[Demand]

    def feasible(self, cap: Ints | None = None) -> bool:
        """Whether there is room for all slots, for each block, and for each must on a part of the list."""
        p, sizes = self.problem, np.bincount(self.zone, minlength=len(self.allowed))
        if room(p, np.asarray(self.allowed.any(axis=0)), cap) < len(self.zone):
            return False
        if len(sizes) > 1 and any(room(p, a, cap) < s for a, s in zip(self.allowed, sizes, strict=True)):
            return False
        return all(room(p, self._scope(d), cap) >= self._need(d) for d in self.counted if d.hard)

    def _scope(self, demand: Demand) -> Bools:
        allowed = np.asarray(self.allowed.any(axis=0)) if demand.block is None else self.allowed[demand.block]
        both: Bools = np.asarray(allowed & demand.held)
        return both

    def _need(self, demand: Demand) -> int:
        return need(demand, len(self.zone) if demand.block is None else int((self.zone == demand.block).sum()))

    def affordable_cap(self) -> Ints:
        """The cap; where it was not asked for, raised until it stands in nobody's way."""
        cap, most = self.problem.cap, len(self.zone)
        while not self.problem.cap_firm and cap.min(initial=most) < most and not self.feasible(cap):
            cap = np.minimum(cap + max(1, int(cap.min()) // 3), most)
        return cap


def _narrowed(state: _Draft) -> tuple[_Draft, list[Demand]]:
    """Turn what every slot can keep into rules: known values for the arcs, then preferences, the weightiest first and
    among equals the one that leaves the most room. Returns the rules and the demands that need no counting now."""
    soft = [d for d in state.counted if d.everywhere]
    staying = np.zeros(state.problem.m, np.bool_)
    staying[list(state.problem.keep)] = True
    order = sorted(soft, key=lambda d: (-d.weight, -int((d.held & state.allowed.any(axis=0)).sum())))
    wishes: list[tuple[Demand | None, Bools]] = [(None, ~np.isnan(arc.values)) for arc in state.problem.arcs]
    wishes += [(None, state.problem.side >= 0)] if state.problem.side is not None else []
    wishes += [(d, d.held) for d in order]
    won: list[Demand] = []
    for demand, held in wishes:
        stricter = replace(state, allowed=state.allowed & (held | staying))
        if stricter.feasible():
            state = stricter
            won += [demand] if demand is not None else []
    return state, won + [d for d in soft if room(state.problem, d.held) < len(state.zone)]


def _counting(demands: list[Demand], zone: Ints, m: int) -> tuple[Bools, Bools, Ints, Reals]:
    n, k = len(zone), len(demands)
    cover = np.array([zone == d.block if d.block is not None else np.ones(n, np.bool_) for d in demands], np.bool_)
    cover = cover.reshape(k, n)
    held = np.array([d.held for d in demands], np.bool_).reshape(k, m)
    needs = np.array([need(d, int(c.sum())) for d, c in zip(demands, cover, strict=True)], np.intp)
    price = np.array([HARD if d.hard else SOFT * d.weight for d in demands], np.float64)
    return held, cover, needs, price
