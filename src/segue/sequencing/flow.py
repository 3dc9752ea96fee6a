"""The order of the chosen, and the last exchanges that make it flow."""

from __future__ import annotations

import numpy as np

from segue.music import Bools
from segue.sequencing import arcs, ordering, transitions
from segue.sequencing.ordering import Path
from segue.sequencing.problem import Ints, Problem, Reals, Weights
from segue.sequencing.selection import Cast

FORBIDDEN = 1e3
"""Cost of a slot where a track may not stand."""
NEIGHBOURS, ALTERNATE = 5.0, 50.0
"""Cost of neighbours by one act: more than all transitions and arcs together; more still where expressly ruled out."""
GAINS = (1.0, 4.0, 16.0, 64.0)
"""How much more an arc weighs, tried in turn until a rising or falling one is clear."""
WORK = 400_000
"""Cells of the cost tables that are searched side by side and again; bounds the time on long lists."""


def flow(cast: Cast, weights: Weights, seed: int) -> None:
    """Put the tracks of a filled cast in order, in place; blocks and fixed slots stay."""
    if cast.frame.n == 0:
        return
    chosen = cast.picks.copy()
    for gain in GAINS:
        _restore(cast, chosen)
        _settle(cast, weights, seed, gain, kept=_kept_order(cast))
        if _clear(cast):
            return
    _restore(cast, chosen)
    _settle(cast, weights, seed, GAINS[-1], kept=None)


def score(problem: Problem, picks: Ints, weights: Weights) -> float:
    """The objective of an ordered list, in 0–1 for weights that add up to 1."""
    n = len(picks)
    if n == 0:
        return 0.0
    pool = np.arange(problem.m)
    steps = transitions.between(problem.sound.take(picks[:-1]), problem.sound.take(picks[1:]))
    quality = 1 - float(steps.cost.mean()) if n > 1 else 1.0
    fits = [1 - float(np.diag(arcs.misfit(arc, pool, picks, n)).mean()) for arc in problem.arcs]
    return (
        weights.relevance * float(problem.relevance[picks].mean())
        + weights.transition * quality
        + weights.arc * (float(np.mean(fits)) if fits else 1.0)
    )


def _settle(cast: Cast, weights: Weights, seed: int, gain: float, kept: Ints | None) -> None:
    """Order, exchange with outsiders for the sake of flow, and order once more."""
    n = cast.frame.n
    rng = np.random.default_rng(seed)
    path = _path(cast, weights, gain, kept)
    starts = int(np.clip(WORK // (50 * n * n), 1, weights.starts))
    rounds = int(np.clip(10 * WORK // (starts * n * n), 10, 4 * n + 20))
    _reorder(cast, ordering.search(path, _starts(cast, path, starts, rng, kept), rounds))
    if kept is None and _exchange(cast, weights, gain):
        again = _path(cast, weights, gain, None)
        _reorder(cast, ordering.search(again, np.arange(n, dtype=np.intp)[None, :], rounds))


def _path(cast: Cast, weights: Weights, gain: float, kept: Ints | None) -> Path:
    """What orders of the cast's tracks cost; track i is the one that stands at slot i now."""
    movable = None
    if kept is not None:
        movable = np.ones(cast.frame.n, np.bool_)
        movable[kept] = False
    return Path(_costs(cast, cast.picks, weights), _places(cast, cast.picks, weights, gain), movable)


def _costs(cast: Cast, tracks: Ints, weights: Weights) -> Reals:
    p, n = cast.frame.problem, cast.frame.n
    same = p.artist[tracks][:, None] == p.artist[tracks][None, :]
    cost = transitions.costs(p.sound.take(tracks)) * (weights.transition / max(n - 1, 1))
    return cost + same * (ALTERNATE if p.alternate else NEIGHBOURS)


def _places(cast: Cast, tracks: Ints, weights: Weights, gain: float) -> Reals | None:
    """(n, len(tracks)): what standing there costs. The first n tracks stay in their blocks and fixed slots."""
    p, n = cast.frame.problem, cast.frame.n
    if not p.arcs and p.blocks == 1 and not cast.fixed.any():
        return None
    place = np.zeros((n, len(tracks)))
    pool = np.flatnonzero(cast.frame.allowed.any(axis=0))
    for arc in p.arcs:
        place += arcs.misfit(arc, pool, tracks, n) * (gain * weights.arc / (n * len(p.arcs)))
    zone = cast.frame.zone
    place[:, :n] += FORBIDDEN * (zone[:, None] != zone[None, :])
    bound = cast.fixed[:, None] | cast.fixed[None, :]
    place[:, :n] += FORBIDDEN * (bound & ~np.eye(n, dtype=np.bool_))
    return place


def _starts(cast: Cast, path: Path, starts: int, rng: np.random.Generator, kept: Ints | None) -> Ints:
    """Orders to improve: as chosen, then greedy ones from different first tracks; or, where tracks keep their order,
    newcomers strewn among them."""
    n = cast.frame.n
    orders = [np.arange(n, dtype=np.intp)] if kept is None else [_strewn(cast, kept, None)]
    acts = np.unique(cast.frame.problem.artist[cast.picks], return_inverse=True)[1]
    if kept is None:
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
    """The slots whose tracks were there before, in their old order; None without any."""
    at = {int(track): slot for slot, track in enumerate(cast.picks)}
    slots = [at[track] for track in cast.frame.problem.keep if track in at]
    return np.array(slots, np.intp) if slots else None


def _clear(cast: Cast) -> bool:
    return all(arcs.holds(arc, cast.picks) for arc in cast.frame.problem.arcs)


def _exchange(cast: Cast, weights: Weights, gain: float) -> bool:
    """Exchange chosen for unchosen tracks while the objective rises and no rule is the worse for it."""
    p, n = cast.frame.problem, cast.frame.n
    outsiders = np.flatnonzero(cast.frame.allowed.any(axis=0) & cast.open())[: weights.outsiders]
    floor = p.relevance[cast.picks] - weights.slack
    rounds = 2 * n if len(outsiders) and weights.outsiders else 0
    for done in range(rounds):
        tracks = np.concatenate([cast.picks, outsiders])
        gains = _exchange_gains(cast, tracks, weights, gain)
        gains[~_acceptable(cast, outsiders, floor)] = -np.inf
        slot, at = np.unravel_index(int(gains.argmax()), gains.shape)
        if not gains[slot, at] > 1e-6:
            return done > 0
        gone = int(cast.picks[slot])
        cast.put(int(slot), int(outsiders[at]))
        outsiders[at] = gone
    return rounds > 0


def _exchange_gains(cast: Cast, tracks: Ints, weights: Weights, gain: float) -> Reals:
    """(n, outsiders): what the objective gains where an outsider takes a slot."""
    p, n = cast.frame.problem, cast.frame.n
    padded = np.zeros((len(tracks) + 1, len(tracks) + 1))
    padded[:-1, :-1] = _costs(cast, tracks, weights)
    stop = np.arange(n)
    before, after = np.where(stop > 0, stop - 1, -1), np.where(stop < n - 1, stop + 1, -1)
    around = padded[before, :-1] + padded[after, :-1]
    gains = around[stop, stop][:, None] - around[:, n:]
    gains += (p.relevance[tracks[n:]][None, :] - p.relevance[tracks[:n]][:, None]) * (weights.relevance / n)
    place = _places(cast, tracks, weights, gain)
    if place is not None:
        gains += place[stop, stop][:, None] - place[:, n:]
    return gains


def _acceptable(cast: Cast, outsiders: Ints, floor: Reals) -> Bools:
    """(n, outsiders): exchanges that no rule forbids, that cost no demand, no length and not much relevance."""
    p, slots = cast.frame.problem, np.arange(cast.frame.n)
    fine: Bools = cast.legal(slots)[:, outsiders] & (cast.relief(slots)[:, outsiders] >= 0)
    fine &= p.relevance[outsiders][None, :] >= floor[:, None]
    fine &= ~(cast.fixed | np.isin(cast.picks, p.keep))[:, None]
    if p.length:
        totals = cast.total() - p.duration[cast.picks][:, None] + p.duration[outsiders][None, :]
        fine &= p.length.excess(totals) <= cast.excess()
    return fine


def _reorder(cast: Cast, order: Ints) -> None:
    _restore(cast, cast.picks[order])


def _restore(cast: Cast, picks: Ints) -> None:
    """Let `picks` stand, slot by slot."""
    cast.cast_as(picks)
