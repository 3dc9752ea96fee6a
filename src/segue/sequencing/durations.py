"""Reaching a total length: pairs of exchanges whose differences add up to what is missing."""

from __future__ import annotations

import numpy as np

from segue.music import Bools
from segue.sequencing.parts import Range
from segue.sequencing.problem import Ints, Reals
from segue.sequencing.rules import HARD
from segue.sequencing.selection import MINUTE, NOBODY, Cast, improve

CELLS = 1_000_000
"""Exchanges looked at; on the longest lists only every so many slots take part."""
ENTRIES = 3000
"""Single exchanges that pairs are made of: the best by what they gain otherwise."""
BESIDE = 6
"""Partners tried for each, those that come nearest to the missing length."""
ATTEMPTS = 40
"""Pairs tried against the rules, best first."""


def reach(cast: Cast) -> None:
    """Bring the totals inside the lengths asked, parts of the list first, or as near as pairs of exchanges lead."""
    for _ in range(8 if cast.frame.spans else 0):
        missed = [(mask, asked) for mask, asked in reversed(cast.frame.spans) if asked.excess(cast.total(mask)) > 0]
        if not any(_pair(cast, mask, asked) for mask, asked in missed):
            return
        improve(cast)


def _pair(cast: Cast, mask: Bools, asked: Range) -> bool:
    """Apply the best legal pair of exchanges at the slots of `mask` that brings them nearer to the length asked."""
    slots = np.flatnonzero((cast.picks != NOBODY) & ~cast.fixed & mask)
    if len(slots) < 2:
        return False
    slots = slots[:: 1 + len(slots) * cast.frame.problem.m // CELLS]
    gain = np.where(cast.legal(slots), cast.relief(slots) + cast.score[cast.kind[slots]], -np.inf)
    gain -= cast.score[cast.kind[slots], cast.picks[slots]][:, None]
    flat = gain.ravel()
    entries = np.argsort(-flat, kind="stable")[:ENTRIES]
    entries = entries[flat[entries] > -np.inf]
    at, track = np.divmod(entries, gain.shape[1])
    moves = list(zip(slots[at].tolist(), track.tolist(), strict=True))
    missing = asked.aim - cast.total(mask)
    pairs = _matched(cast, slots[at], track, flat[entries], missing)
    return any(_apply(cast, moves[a], moves[b]) for a, b in pairs)


def _matched(cast: Cast, slots: Ints, tracks: Ints, gain: Reals, missing: float) -> list[tuple[int, int]]:
    """Pairs of entries by what they gain together, the lengths included, best first; `missing` is what they are to
    add, in ms."""
    if len(slots) == 0:
        return []
    duration = cast.frame.problem.duration
    change = duration[tracks] - np.nan_to_num(duration[cast.picks[slots]])
    by_change = np.argsort(change, kind="stable")
    nearest = np.searchsorted(change[by_change], missing - change)
    window = nearest[:, None] + np.arange(-BESIDE // 2, BESIDE // 2)[None, :]
    partner = by_change[np.clip(window, 0, len(change) - 1)]
    worth = gain[:, None] + gain[partner] + (cast.excess() - _off(cast, slots, change, partner)) * (HARD / MINUTE)
    clash = (slots[:, None] == slots[partner]) | (tracks[:, None] == tracks[partner])
    worth = np.where(clash, -np.inf, worth).ravel()
    best = np.argsort(-worth, kind="stable")[:ATTEMPTS]
    best = best[worth[best] > 1e-9]
    return [(int(b) // BESIDE, int(partner.ravel()[b])) for b in best]


def _off(cast: Cast, slots: Ints, change: Reals, partner: Ints) -> Reals:
    """Milliseconds outside the lengths asked after each pair; shape (entries, `BESIDE`)."""
    off: Reals = np.zeros(partner.shape)
    for mask, asked in cast.frame.spans:
        counted = change * mask[slots]
        off += asked.excess(cast.total(mask) + counted[:, None] + counted[partner])
    return off


def _apply(cast: Cast, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Make both exchanges if the rules allow the second after the first, and both are worth it; else leave all."""
    before, undo = cast.value(), [(slot, int(cast.picks[slot])) for slot, _ in (first, second)]
    cast.put(*first)
    if cast.legal(np.array([second[0]]))[0, second[1]]:
        cast.put(*second)
        if cast.value() > before + 1e-9:
            return True
    for slot, track in reversed(undo):
        cast.put(slot, track)
    return False
