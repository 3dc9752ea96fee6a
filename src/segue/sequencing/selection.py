"""Choosing: which candidate takes which slot, before the order inside blocks is looked at.

Slots are filled one by one, demands first, then improved by the best exchange (chosen against unchosen, and between
blocks) until none helps. All exchanges are judged at once on arrays of shape (n, m).
"""

from __future__ import annotations

import numpy as np

from segue.music import Bools
from segue.sequencing import arcs
from segue.sequencing.problem import Ints, Problem, Reals
from segue.sequencing.rules import HARD, Frame, permitted

KEEP = 1e3
"""Worth of a track that is to stay: below any must, above any preference."""
DEGREE = 1.5
"""Worth (on the scale of relevance) of how well a track suits its block."""
ARC_HARD, ARC_SOFT = 0.6, 0.25
"""Worth of standing on the arc asked for, as a must and as a preference."""
CELLS = 1_000_000
"""Most exchanges judged at once."""
SWEEPS = 3
"""Rounds over all slots of the longest lists."""
MINUTE = 60_000.0
NOBODY = -1
ALL = slice(None)


def suited(problem: Problem) -> Reals:
    """How relevant each candidate is to each block: shape (blocks, m)."""
    base = problem.relevance.astype(np.float64) + np.zeros((problem.blocks, 1))
    for block in range(problem.blocks):
        degrees = [d.degree for d in problem.demands if d.block == block]
        if degrees:
            base[block] += DEGREE * np.mean(degrees, axis=0)
    return base


def worth(frame: Frame, *, arc_gain: float = 1.0) -> tuple[Reals, Ints]:
    """What each candidate is worth in each class of slots, and each slot's class: arrays (classes, m) and (n,).

    Without an arc the classes are the blocks; with one every slot is a class of its own. `arc_gain` multiplies the
    worth of standing on the arc.
    """
    problem = frame.problem
    base = suited(problem)
    base[:, list(problem.keep)] += KEEP
    if not problem.arcs:
        return base, frame.zone
    by_slot = base[frame.zone]
    pool, everyone = np.flatnonzero(frame.allowed.any(axis=0)), np.arange(problem.m)
    for arc in problem.arcs:
        gain = arc_gain * (ARC_HARD if arc.hard else ARC_SOFT)
        by_slot = by_slot - gain * arcs.misfit(arc, pool, everyone, frame.zone)
    return by_slot, np.arange(frame.n)


class Cast:
    """Who stands where so far, and what the rules leave open.

    `score` is what a candidate is worth in a class of slots, (classes, m); `kind` is each slot's class, (n,).
    """

    def __init__(self, frame: Frame, score: Reals, kind: Ints) -> None:
        self.frame, self.score, self.kind = frame, score, kind
        n, m = frame.n, frame.problem.m
        self.picks: Ints = np.full(n, NOBODY, np.intp)
        """Candidate at each slot, or NOBODY."""
        self.fixed: Bools = np.zeros(n, np.bool_)
        """Slots whose track may not be exchanged."""
        self.chosen: Bools = np.zeros(m, np.bool_)
        self.acts, self.twins = np.zeros(m, np.intp), np.zeros(m, np.intp)
        self.counts: Ints = np.zeros(len(frame.need), np.intp)
        """How many slots in scope hold each counted demand."""
        self._held = frame.held.astype(np.float64)

    def put(self, slot: int, track: int) -> None:
        """Let `track` stand at `slot`, in place of whoever stands there."""
        self._move(slot, int(self.picks[slot]), -1)
        self.picks[slot] = track
        self._move(slot, track, 1)

    def stand(self, picks: Ints) -> None:
        """Let exactly `picks` stand, slot by slot."""
        for slot, track in enumerate(self.picks.tolist()):
            self._move(slot, track, -1)
        self.picks = picks.copy()
        for slot, track in enumerate(picks.tolist()):
            self._move(slot, track, 1)

    def swap(self, a: int, b: int) -> None:
        """Let the tracks at slots `a` and `b` change places."""
        left, right = int(self.picks[a]), int(self.picks[b])
        self._move(a, left, -1)
        self._move(b, right, -1)
        self.picks[[a, b]] = right, left
        self._move(a, right, 1)
        self._move(b, left, 1)

    def _move(self, slot: int, track: int, by: int) -> None:
        if track != NOBODY:
            p = self.frame.problem
            self.chosen[track] = by > 0
            self.acts[p.artist[track]] += by
            self.twins[p.twin[track]] += by
            self.counts += by * (self.frame.cover[:, slot] & self.frame.held[:, track])

    def open(self) -> Bools:
        """Candidates that caps, twins and earlier picks leave open; shape (m,)."""
        p = self.frame.problem
        left: Bools = ~self.chosen & (self.acts[p.artist] < self.frame.cap) & (self.twins[p.twin] == 0)
        return left

    def free_slots(self) -> Ints:
        """Slots that nobody has."""
        return np.flatnonzero(self.picks == NOBODY)

    def total(self, slots: Bools) -> float:
        """Milliseconds of the picks at `slots`."""
        return float(np.nansum(self.frame.problem.duration[self.picks[slots & (self.picks != NOBODY)]]))

    def excess(self) -> float:
        """Milliseconds outside the lengths asked, of the list and of its parts; 0 without any."""
        return sum(float(asked.excess(self.total(slots))) for slots, asked in self.frame.spans)

    def stretch(self, slots: Ints, tracks: Ints | slice = ALL) -> Reals | float:
        """By how much each exchange of `slots` for `tracks` brings the lengths nearer, in ms; (len(slots),
        len(tracks)), or 0 where no length is asked."""
        if not self.frame.spans:
            return 0.0
        duration = self.frame.problem.duration
        change = duration[tracks][None, :] - np.nan_to_num(duration[self.picks[slots]])[:, None]
        after = sum(
            asked.excess(self.total(mask) + np.where(mask[slots][:, None], change, 0))
            for mask, asked in self.frame.spans
        )
        gained: Reals = self.excess() - np.nan_to_num(after, nan=np.inf)
        return gained

    def lacking(self) -> Ints:
        """How many slots each demand still lacks."""
        due: Ints = np.maximum(self.frame.need - self.counts, 0)
        return due

    def whole(self) -> bool:
        """True where every slot is filled, every hard demand met and the length kept."""
        due = self.lacking()[self.frame.price >= HARD].any()
        return bool((self.picks != NOBODY).all() and not due and self.excess() <= 0)

    def value(self) -> float:
        """What the choice is worth, penalties taken off."""
        at = self.picks != NOBODY
        worth = self.score[self.kind[at], self.picks[at]].sum()
        missing = self.lacking() @ self.frame.price
        return float(worth - missing - HARD * self.excess() / MINUTE - HARD * (~at).sum())

    def pull(self, slot: int) -> Reals:
        """What each candidate would add at an empty slot by worth and by demands; shape (m,)."""
        due = self.frame.price * (self.lacking() > 0) * self.frame.cover[:, slot]
        added: Reals = self.score[self.kind[slot]] + due @ self._held
        return added

    def exchanges(self, slots: Ints) -> Reals:
        """What every exchange at `slots` would gain, −inf where a rule forbids it; shape (len(slots), m)."""
        gain = self.relief(slots) + self.score[self.kind[slots]]
        gain -= self.score[self.kind[slots], self.picks[slots]][:, None]
        gain += self.stretch(slots) * (HARD / MINUTE)
        return np.where(self.legal(slots), gain, -np.inf)

    def relief(self, slots: Ints, tracks: Ints | slice = ALL) -> Reals:
        """What each exchange of `slots` for `tracks` gains in demands alone; shape (len(slots), len(tracks))."""
        f, there, here = self.frame, self._held[:, tracks], self._held[:, self.picks[slots]].T
        cover = f.cover[:, slots].T.astype(np.float64)
        up, down = f.price * (self.counts < f.need), -f.price * (self.counts <= f.need)
        gained: Reals = (cover * (1 - here) * up) @ there + (cover * here * down) @ (1 - there)
        return gained

    def legal(self, slots: Ints, tracks: Ints | slice = ALL) -> Bools:
        """Which exchanges of `slots` for `tracks` the rules allow; shape (len(slots), len(tracks))."""
        p, out = self.frame.problem, self.picks[slots]
        act, twin = p.artist[tracks], p.twin[tracks]
        act_ok = (self.acts[act] < self.frame.cap[tracks]) | (p.artist[out][:, None] == act[None, :])
        twin_ok = (self.twins[twin] == 0) | (p.twin[out][:, None] == twin[None, :])
        legal: Bools = self.frame.allowed[:, tracks][self.frame.zone[slots]] & ~self.chosen[tracks] & act_ok & twin_ok
        return legal


def choose(frame: Frame, *, arc_gain: float = 1.0) -> Cast:
    """Fill the slots: locks, positions with wishes of their own, the rest; then improve by exchanges.

    A slot for which the rules leave nobody stays `NOBODY`.
    """
    cast = Cast(frame, *worth(frame, arc_gain=arc_gain))
    for slot, track in frame.problem.locks.items():
        cast.put(slot, track)
        cast.fixed[slot] = True
    _fill_positions(cast)
    _fill(cast)
    improve(cast)
    return cast


def _fill_positions(cast: Cast) -> None:
    """Give slots with wishes of their own the best track that holds them all, the hardest to please first."""
    p, n = cast.frame.problem, cast.frame.n
    wishes: dict[int, list[Bools]] = {}
    for d in p.demands:
        if d.position is not None and d.position <= n and not cast.fixed[_slot(d.position, n)]:
            wishes.setdefault(_slot(d.position, n), []).append(d.held)
    masks = {slot: np.logical_and.reduce([permitted(p), *held]) for slot, held in wishes.items()}
    for slot in sorted(masks, key=lambda s: (int(masks[s].sum()), s)):
        _put_best(cast, slot, masks[slot])
        cast.fixed[slot] = cast.picks[slot] != NOBODY


def _slot(position: int, n: int) -> int:
    return position - 1 if position > 0 else n + position


def _fill(cast: Cast) -> None:
    """Fill the rest: blocks with the fewest candidates first, along an arc its ends first."""
    f = cast.frame
    supply = f.allowed.sum(axis=1)[f.zone]
    ends = -np.abs(np.arange(f.n) - (f.n - 1) / 2) if f.problem.arcs else np.zeros(f.n)
    for slot in np.lexsort((np.arange(f.n), ends, supply)):
        if cast.picks[slot] == NOBODY and not _put_best(cast, slot, f.allowed[f.zone[slot]]):
            _make_way(cast, slot)


def _put_best(cast: Cast, slot: int, mask: Bools) -> bool:
    pull = np.where(mask & cast.open(), cast.pull(slot), -np.inf)
    best = int(pull.argmax()) if len(pull) else NOBODY
    if best == NOBODY or pull[best] == -np.inf:
        return False
    cast.put(slot, best)
    return True


def _make_way(cast: Cast, slot: int) -> None:
    """Fill `slot` with a track of another block for which that block has a substitute."""
    f = cast.frame
    others = np.flatnonzero((cast.picks != NOBODY) & ~cast.fixed)
    others = others[f.allowed[f.zone[slot], cast.picks[others]]]
    if len(others) == 0:
        return
    gone = cast.picks[others]
    legal = f.allowed[f.zone[others]] & cast.open()
    gain = np.where(legal, cast.score[cast.kind[others]], -np.inf)
    at, substitute = np.unravel_index(int(gain.argmax()), gain.shape)
    if gain[at, substitute] > -np.inf:
        moved = int(gone[at])
        cast.put(int(others[at]), int(substitute))
        cast.put(slot, moved)


def improve(cast: Cast) -> None:
    """Exchange until nothing gains: the best single exchange, then the best trade between two blocks.

    Where that would look at more than `CELLS` exchanges at once, slot after slot takes its best one instead.
    """
    slots = np.flatnonzero((cast.picks != NOBODY) & ~cast.fixed)
    if len(slots) * cast.frame.problem.m > CELLS:
        for _ in range(SWEEPS):
            if sum(_exchange(cast, slots[at : at + 1]) for at in range(len(slots))) == 0:
                break
        return
    for _ in range(4 * len(slots) + 20):
        if not (_exchange(cast, slots) or _trade(cast, slots)):
            break


def _exchange(cast: Cast, slots: Ints) -> bool:
    """Make the best exchange at `slots`; whether one gained."""
    if len(slots) == 0:
        return False
    gain = cast.exchanges(slots)
    at, track = np.unravel_index(int(gain.argmax()), gain.shape)
    if not gain[at, track] > 1e-9:
        return False
    cast.put(int(slots[at]), int(track))
    return True


def _trade(cast: Cast, slots: Ints) -> bool:
    """Let the two tracks of different blocks that gain most by it change places."""
    f = cast.frame
    if f.problem.blocks == 1 or len(slots) == 0:
        return False
    tracks, zone = cast.picks[slots], f.zone[slots]
    mine = cast.score[cast.kind[slots]][:, tracks]
    gain = mine + mine.T - np.diag(mine)[:, None] - np.diag(mine)[None, :] + _trade_relief(cast, slots)
    gain += _trade_stretch(cast, slots) * (HARD / MINUTE)
    fits = f.allowed[zone][:, tracks]
    gain = np.where(fits & fits.T & (zone[:, None] != zone[None, :]), gain, -np.inf)
    a, b = np.unravel_index(int(gain.argmax()), gain.shape)
    if not gain[a, b] > 1e-9:
        return False
    cast.swap(int(slots[a]), int(slots[b]))
    return True


def _trade_stretch(cast: Cast, slots: Ints) -> Reals | float:
    """By how much each trade brings the lengths of parts nearer, in ms; (len(slots), len(slots)), or 0 without any."""
    spans = [(mask, asked) for mask, asked in cast.frame.spans if not mask.all()]
    duration = np.nan_to_num(cast.frame.problem.duration[cast.picks[slots]])
    change = duration[None, :] - duration[:, None]  # [a, b]: what the slot a gains
    gained: Reals | float = 0.0
    for mask, asked in spans:
        crosses = mask[slots].astype(np.float64)[:, None] - mask[slots].astype(np.float64)[None, :]
        total = cast.total(mask)
        gained = gained + (asked.excess(total) - asked.excess(total + change * crosses))
    return gained


def _trade_relief(cast: Cast, slots: Ints) -> Reals:
    """What each trade gains in demands; shape (len(slots), len(slots))."""
    f = cast.frame
    total = np.zeros((len(slots), len(slots)))
    for k, price in enumerate(f.price):
        cover, held = f.cover[k, slots].astype(np.intp), f.held[k, cast.picks[slots]].astype(np.intp)
        change = (cover[:, None] - cover[None, :]) * (held[None, :] - held[:, None])
        after = np.maximum(f.need[k] - (cast.counts[k] + change), 0)
        total += price * (max(int(f.need[k] - cast.counts[k]), 0) - after)
    return total
