"""The order of the chosen, and the last exchanges that make it flow."""

from __future__ import annotations

import numpy as np

from segue.music import Bools
from segue.requirements.numeric import spread
from segue.sequencing import arcs, ordering, transitions
from segue.sequencing.ordering import Path
from segue.sequencing.parts import zones
from segue.sequencing.problem import Ints, Problem, Reals, Weights
from segue.sequencing.selection import Cast, suited

FORBIDDEN = 1e3
"""Cost of a slot where a track may not stand."""
NEIGHBOURS, ALTERNATE = 5.0, 50.0
"""Cost of neighbours by one act: more than all transitions and arcs together; more still where expressly ruled out."""
ABRUPT = 2.0
"""Cost of a step that is ruled out as too long."""
GAINS = (1.0, 4.0, 16.0, 64.0)
"""How much more an arc weighs, tried in turn until a rising or falling one is clear."""
ROUNDS = 3
"""How often exchanges with unchosen tracks and a new search for the order follow each other."""
WORK = 400_000
"""Cells of the cost tables that are searched side by side and again; bounds the time on long lists."""


def flow(cast: Cast, weights: Weights, seed: int) -> None:
    """Put the tracks of a filled cast in order, in place; blocks and fixed slots stay."""
    if cast.frame.n == 0:
        return
    chosen = cast.picks.copy()
    for gain in GAINS:
        cast.stand(chosen)
        _settle(cast, weights, seed, gain, kept=_kept_order(cast))
        if _clear(cast):
            return
    if cast.frame.problem.keep:
        cast.stand(chosen)
        _settle(cast, weights, seed, GAINS[-1], kept=None)


def score(problem: Problem, picks: Ints, weights: Weights) -> float:
    """The objective of an ordered list, in 0–1 for weights that add up to 1."""
    n, zone = len(picks), zones(len(picks), problem.parts)
    if n == 0:
        return 0.0
    pool = np.arange(problem.m)
    steps = transitions.between(problem.sound.take(picks[:-1]), problem.sound.take(picks[1:]))
    quality = 1 - float(steps.cost.mean()) if n > 1 else 1.0
    fits = [1 - float(np.diag(arcs.misfit(arc, pool, picks, zone)).mean()) for arc in problem.arcs]
    return (
        weights.relevance * float(problem.relevance[picks].mean())
        + weights.transition * quality
        + weights.arc * (float(np.mean(fits)) if fits else 1.0)
    )


def _settle(cast: Cast, weights: Weights, seed: int, gain: float, kept: Ints | None) -> None:
    """Order, then exchange with outsiders for the sake of flow and order again."""
    n = cast.frame.n
    rng = np.random.default_rng(seed)
    path = _path(cast, weights, gain, kept)
    starts = int(np.clip(WORK // (50 * n * n), 1, weights.starts))
    rounds = int(np.clip(10 * WORK // (starts * n * n), 10, 4 * n + 20))
    cast.stand(cast.picks[ordering.search(path, _starts(cast, path, starts, rng, kept), rounds)])
    for _ in range(ROUNDS if kept is None else 0):
        if not _exchange(cast, weights, gain):
            break
        again = _path(cast, weights, gain, None)
        cast.stand(cast.picks[ordering.search(again, np.arange(n, dtype=np.intp)[None, :], rounds)])


def _path(cast: Cast, weights: Weights, gain: float, kept: Ints | None) -> Path:
    """What orders of the cast's tracks cost; track i is the one that stands at slot i now."""
    movable = None
    if kept is not None:
        movable = np.ones(cast.frame.n, np.bool_)
        movable[kept] = False
    return Path(_costs(cast, cast.picks, weights), _places(cast, weights, gain), movable)


def _costs(cast: Cast, tracks: Ints, weights: Weights) -> Reals:
    p, n = cast.frame.problem, cast.frame.n
    cost = transitions.costs(p.sound.take(tracks)) * (weights.transition / max(n - 1, 1))
    total: Reals = cost + _clashes(p, tracks)
    return total


def _clashes(p: Problem, tracks: Ints) -> Reals:
    """(k, k): what it costs beyond the transition that two tracks are neighbours who should not be."""
    act = p.artist[tracks]
    cost: Reals = (act[:, None] == act[None, :]) * (ALTERNATE if p.alternate else NEIGHBOURS)
    if p.side is not None:
        side = p.side[tracks]
        cost = cost + ALTERNATE * ((side[:, None] == side[None, :]) & (side >= 0)[:, None])
    for arc in p.arcs:
        if arc.course.shape == "smooth":
            value = arc.values[tracks].astype(np.float64)
            step = np.abs(value[:, None] - value[None, :])
            cost = cost + ABRUPT * (np.nan_to_num(step) > spread(arc.course.attribute))
    return cost


def _along(cast: Cast, tracks: Ints, weights: Weights, gain: float) -> Reals:
    """(n, len(tracks)): what standing there costs by the arcs asked for, which span what can be chosen or, where
    all tracks are to stay, those alone."""
    p, n = cast.frame.problem, cast.frame.n
    place = np.zeros((n, len(tracks)))
    stays = bool(np.isin(cast.picks, p.keep).all())
    pool = cast.picks if stays else np.flatnonzero(cast.frame.allowed.any(axis=0))
    for arc in p.arcs:
        place += arcs.misfit(arc, pool, tracks, cast.frame.zone) * (gain * weights.arc / (n * len(p.arcs)))
    return place


def _places(cast: Cast, weights: Weights, gain: float) -> Reals | None:
    """(n, n): what standing at each slot costs each track of the cast: off the arc, in another block, off its lock.
    None where every slot is alike."""
    zone, fixed = cast.frame.zone, cast.fixed
    if not cast.frame.problem.arcs and zone[-1] == 0 and not fixed.any():
        return None
    stray = zone[:, None] != zone[None, :]
    unlocked = (fixed[:, None] | fixed[None, :]) & ~np.eye(len(zone), dtype=np.bool_)
    place: Reals = _along(cast, cast.picks, weights, gain) + FORBIDDEN * (stray | unlocked)
    return place


def _starts(cast: Cast, path: Path, starts: int, rng: np.random.Generator, kept: Ints | None) -> Ints:
    """Orders to improve: as chosen, then greedy ones from different first tracks; or, where tracks keep their order,
    newcomers strewn among them."""
    n = cast.frame.n
    orders = [np.arange(n, dtype=np.intp)] if kept is None else [_strewn(cast, kept, None)]
    acts = np.unique(cast.frame.problem.artist[cast.picks], return_inverse=True)[1]
    if kept is None:
        starts = starts // 2 if cast.frame.problem.arcs else starts  # the order chosen along an arc is a good start
        orders += [ordering.nearest(path, acts, int(first)) for first in rng.permutation(n)[:starts]]
    else:
        orders += [_strewn(cast, kept, rng) for _ in range(starts - 1)]
    return np.stack(orders)


def _strewn(cast: Cast, kept: Ints, rng: np.random.Generator | None) -> Ints:
    """Kept tracks in their old order, newcomers between them (where they stand, or anywhere), inside each block."""
    n, zone = cast.frame.n, cast.frame.zone
    order = np.arange(n, dtype=np.intp)
    for block in range(cast.frame.problem.blocks):
        free = np.flatnonzero((zone == block) & ~cast.fixed)
        old = kept[np.isin(kept, free)]
        new = np.setdiff1d(free, old)
        slots = np.sort(rng.choice(len(free), len(new), replace=False)) if rng else np.searchsorted(free, new)
        order[free[slots]] = new
        order[np.delete(free, slots)] = old
    return order


def _kept_order(cast: Cast) -> Ints | None:
    """The slots whose tracks were there before, in their old order; None without two of them."""
    at = {int(track): slot for slot, track in enumerate(cast.picks)}
    slots = [at[track] for track in cast.frame.problem.keep if track in at]
    return np.array(slots, np.intp) if len(slots) > 1 else None


def _clear(cast: Cast) -> bool:
    return all(arcs.holds(arc, cast.picks, cast.frame.zone) for arc in cast.frame.problem.arcs)


def _exchange(cast: Cast, weights: Weights, gain: float) -> bool:
    """Exchange chosen for unchosen tracks while the objective rises and no rule is the worse for it."""
    p, n = cast.frame.problem, cast.frame.n
    outside = np.flatnonzero(cast.frame.allowed.any(axis=0) & ~cast.chosen)[: weights.outsiders]
    tracks = np.concatenate([cast.picks, outside])
    cost, place = _costs(cast, tracks, weights), _along(cast, tracks, weights, gain)
    suits = suited(p)[cast.frame.zone]
    floor = suits[np.arange(n), cast.picks] - weights.slack
    worth = p.relevance[tracks].astype(np.float64) * (weights.relevance / n)
    inside, outside = np.arange(n), np.arange(n, len(tracks))
    for done in range(2 * n):
        gains = _exchange_gains(cost, place, worth, inside, outside)
        gains[~_acceptable(cast, tracks[outside], suits, floor)] = -np.inf
        if not gains.max(initial=-np.inf) > 1e-6:
            return done > 0
        slot, at = np.unravel_index(int(gains.argmax()), gains.shape)
        inside[slot], outside[at] = outside[at], inside[slot]
        cast.put(int(slot), int(tracks[inside[slot]]))
    return True


def _exchange_gains(cost: Reals, place: Reals, worth: Reals, inside: Ints, outside: Ints) -> Reals:
    """(slots, outsiders): what the objective gains where an outsider takes a slot."""
    around = np.zeros((len(inside), len(cost)))
    around[1:] += cost[inside[:-1]]
    around[:-1] += cost[inside[1:]]
    around += place - worth[None, :]
    gains: Reals = around[np.arange(len(inside)), inside][:, None] - around[:, outside]
    return gains


def _acceptable(cast: Cast, outsiders: Ints, suits: Reals, floor: Reals) -> Bools:
    """(n, outsiders): exchanges that no rule forbids, that cost no demand, no length and not much relevance to the
    block; `suits` is that relevance, (n, m), and `floor` the least for each slot."""
    p, slots = cast.frame.problem, np.arange(cast.frame.n)
    fine: Bools = cast.legal(slots, outsiders) & (cast.relief(slots, outsiders) >= 0)
    fine &= suits[:, outsiders] >= floor[:, None]
    fine &= ~(cast.fixed | np.isin(cast.picks, p.keep))[:, None]
    fine &= cast.stretch(slots, outsiders) >= 0
    return fine
