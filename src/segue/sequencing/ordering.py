"""Ordering: the cheapest path through the chosen tracks, by local search on several orders side by side.

An order costs the sum of `cost` over neighbours plus the sum of `place` over slots. Moves: reverse a stretch (2-opt),
shift up to three neighbours elsewhere (or-opt), exchange two tracks. The best move of each kind is found on arrays of
shape (starts, n, n) at once; what a move costs in places comes from cumulative sums along diagonals.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from segue.music import Bools
from segue.sequencing.problem import Ints, Reals

EPSILON = 1e-10
LONGEST = 3
"""Most neighbours that move together."""


@dataclass(frozen=True)
class Path:
    """What orders of n tracks cost."""

    cost: Reals
    """(n, n), symmetric: between neighbours."""
    place: Reals | None = None
    """(slots, tracks): for standing there; None where every slot is alike."""
    movable: Bools | None = None
    """(n,): tracks that may move against the others; None = all."""

    def of(self, orders: Ints) -> Reals:
        """The cost of each order; (s, n) → (s,)."""
        total: Reals = self.cost[orders[:, :-1], orders[:, 1:]].sum(axis=1)
        if self.place is not None:
            total = total + self.place[np.arange(orders.shape[1]), orders].sum(axis=1)
        return total


def search(path: Path, orders: Ints, rounds: int) -> Ints:
    """Improve `orders` (s, n) by at most `rounds` moves each; the cheapest of them, the first among equals."""
    orders = orders.copy()
    for _ in range(rounds):
        if orders.shape[1] < 2 or not (_reversed(path, orders) or _shifted(path, orders) or _exchanged(path, orders)):
            break
    best: Ints = orders[int(path.of(orders).argmin())]
    return best


def nearest(path: Path, acts: Ints, first: int) -> Ints:
    """An order that starts with `first` and takes the cheapest next track, yet leaves the tracks of no act for a pile
    at the end. `acts` are codes from 0, shape (n,)."""
    n = len(acts)
    left, counts = np.ones(n, np.bool_), np.bincount(acts)
    order = np.empty(n, np.intp)
    for slot in range(n):
        order[slot] = track = first if slot == 0 else _next(path, acts, counts, left, int(order[slot - 1]), slot)
        left[track] = False
        counts[acts[track]] -= 1
    return order


def _next(path: Path, acts: Ints, counts: Ints, left: Bools, last: int, slot: int) -> int:
    costs = np.where(left, path.cost[last], np.inf)
    if path.place is not None:
        costs = costs + path.place[slot]
    pile = int(counts.argmax())
    if 2 * counts[pile] > len(acts) - slot and acts[last] != pile:
        costs = np.where(acts == pile, costs, np.inf)
    return int(costs.argmin())


class _View:
    """The neighbourhood of each order: costs between all positions, with a free stop before and behind."""

    def __init__(self, path: Path, orders: Ints) -> None:
        s, n = orders.shape
        self.path, self.orders, self.n = path, orders, n
        padded = np.zeros((n + 1, n + 1))
        padded[:n, :n] = path.cost
        stops = np.full((s, n + 2), n, np.intp)
        stops[:, 1:-1] = orders
        self.g = padded[stops[:, :, None], stops[:, None, :]]
        """(s, n + 2, n + 2): cost between stops; position p is stop p + 1."""
        at = np.arange(n + 1)
        self.edge = self.g[:, at, at + 1]
        """(s, n + 1): cost from stop k to k + 1."""
        self.q: Reals | None = None
        """(s, n, n): cost of moving to position p the track now at position k, against leaving it."""
        if path.place is not None:
            here = path.place[np.arange(n)[None, :], orders]
            self.q = path.place[np.arange(n)[None, :, None], orders[:, None, :]] - here[:, None, :]

    def movable(self) -> Bools:
        """(s, n): whether the track at a position may move."""
        if self.path.movable is None:
            return np.ones(self.orders.shape, np.bool_)
        return self.path.movable[self.orders]


def _reversed(path: Path, orders: Ints) -> bool:
    """Reverse the best stretch of each order, in place; whether any order gained."""
    if path.movable is not None:
        return False
    view, n = _View(path, orders), orders.shape[1]
    g, edge = view.g, view.edge
    delta = g[:, :n, 1 : n + 1] + g[:, 1 : n + 1, 2:] - edge[:, :n, None] - edge[:, None, 1:]
    if view.q is not None:
        delta = delta + _places_reversed(view.q)
    delta = np.where(np.tri(n, dtype=np.bool_), np.inf, delta)
    any_gain = False
    for start, (a, b) in _winners(delta):
        orders[start, a : b + 1] = orders[start, a : b + 1][::-1]
        any_gain = True
    return any_gain


def _places_reversed(q: Reals) -> Reals:
    """What reversing positions a..b costs in places, for all a ≤ b: sums along anti-diagonals, from the middle out."""
    both = q + q.transpose(0, 2, 1)
    inside, a, b, middle, out = _diagonals(q.shape[1])
    result: Reals = np.cumsum(np.where(inside, both[:, a, b], 0), axis=2)[:, middle, out]
    return result


@lru_cache(maxsize=2)
def _diagonals(n: int) -> tuple[Bools, Ints, Ints, Ints, Ints]:
    """The anti-diagonals of an (n, n) table as rows, from the middle out: which cells of that layout exist, their
    indices in the table, and where in the layout each cell of the table lies."""
    rows, steps = np.arange(2 * n - 1)[:, None], np.arange((n + 1) // 2)[None, :]
    a = rows // 2 - steps
    b = rows - a
    inside = (a >= 0) & (b < n)
    at, to = np.indices((n, n))
    return inside, np.where(inside, a, 0), np.where(inside, b, 0), at + to, (at + to) // 2 - np.minimum(at, to)


def _shifted(path: Path, orders: Ints) -> bool:
    """Move the best run of up to three neighbours of each order elsewhere, in place; whether any order gained."""
    view = _View(path, orders)
    longest = 1 if path.movable is not None else min(LONGEST, view.n - 1)
    moves = [(length, turned) for length in range(1, longest + 1) for turned in (False, True)[: min(length, 2)]]
    deltas = [_shift_delta(view, length, turned=turned) for length, turned in moves]
    best = np.stack([d.reshape(len(orders), -1).min(axis=1) for d in deltas])
    for start in np.flatnonzero(best.min(axis=0) < -EPSILON):
        kind = int(best[:, start].argmin())
        length, turned = moves[kind]
        a, gap = np.unravel_index(int(deltas[kind][start].argmin()), deltas[kind][start].shape)
        orders[start] = _shift(orders[start], int(a), length, int(gap), turned=turned)
    return bool((best < -EPSILON).any())


def _shift_delta(view: _View, length: int, *, turned: bool) -> Reals:
    """(s, n − length + 1, n + 1): cost of moving the run that starts at position a into the gap behind stop g."""
    n, g, edge = view.n, view.g, view.edge
    at, runs = np.arange(n - length + 1), n - length + 1
    leave = g[:, at, at + length + 1] - edge[:, at] - edge[:, at + length]
    head, tail = (slice(length, n + 1), slice(1, runs + 1)) if turned else (slice(1, runs + 1), slice(length, n + 1))
    delta = leave[:, :, None] + g[:, head, : n + 1] + g[:, tail, 1:] - edge[:, None, :]
    gap = np.arange(n + 1)[None, :]
    within = (gap >= at[:, None]) & (gap <= at[:, None] + length)
    if view.q is not None:
        delta = delta + _places_shifted(view.q, length, within, turned=turned)
    frozen = ~view.movable()[:, :runs, None] if view.path.movable is not None else False
    return np.where(within | frozen, np.inf, delta)


def _places_shifted(q: Reals, length: int, within: Bools, *, turned: bool) -> Reals:
    """What a shift costs in places: the run at its new place, and those it passes, who make room."""
    s, n, _ = q.shape
    runs = n - length + 1
    at, gap = np.arange(runs)[:, None], np.arange(n + 1)[None, :]
    target = np.clip(np.where(gap > at, gap - length, gap), 0, runs - 1)
    moved = sum(q[:, target + t, at + (length - 1 - t if turned else t)] for t in range(length))
    k = np.arange(n - length)
    earlier, later = np.zeros((s, n + 1)), np.zeros((s, n + 1))
    np.cumsum(q[:, k, k + length], axis=1, out=earlier[:, length + 1 :])
    np.cumsum(q[:, k + length, k], axis=1, out=later[:, 1:runs])
    later[:, runs:] = later[:, runs - 1 : runs]
    passed_right = earlier[:, None, :] - earlier[:, length:, None]
    passed_left = later[:, :runs, None] - later[:, None, :]
    passed = np.where(gap > at, passed_right, passed_left)
    result: Reals = np.where(within, 0, moved + passed)
    return result


def _shift(order: Ints, a: int, length: int, gap: int, *, turned: bool) -> Ints:
    run = order[a : a + length]
    rest = np.delete(order, np.s_[a : a + length])
    target = gap - length if gap > a else gap
    return np.concatenate([rest[:target], run[::-1] if turned else run, rest[target:]])


def _exchanged(path: Path, orders: Ints) -> bool:
    """Exchange the best two tracks of each order that are not neighbours, in place; whether any order gained."""
    n = orders.shape[1]
    if n < 3 or (path.place is None and path.movable is None):
        return False
    view = _View(path, orders)
    g, edge, inner = view.g, view.edge, slice(1, n + 1)
    joined = g[:, :n, inner] + g[:, 2:, inner]  # [a, b]: the track of b between the neighbours of a
    around = edge[:, :n] + edge[:, 1:]
    delta = joined + joined.transpose(0, 2, 1) - around[:, :, None] - around[:, None, :]
    if view.q is not None:
        delta = delta + view.q + view.q.transpose(0, 2, 1)
    free = view.movable()
    apart = np.arange(n)[None, :] - np.arange(n)[:, None] >= 2
    any_gain = False
    for start, (a, b) in _winners(np.where(apart & free[:, :, None] & free[:, None, :], delta, np.inf)):
        orders[start, [a, b]] = orders[start, [b, a]]
        any_gain = True
    return any_gain


def _winners(delta: Reals) -> list[tuple[int, tuple[int, int]]]:
    """For each order that some move improves: its number, and the indices of the best move."""
    flat = delta.reshape(len(delta), -1)
    best = flat.argmin(axis=1)
    return [
        (start, (int(at) // delta.shape[2], int(at) % delta.shape[2]))
        for start, at in enumerate(best)
        if flat[start, at] < -EPSILON
    ]
