"""Reaching a total length: pairs of exchanges whose differences add up to what is missing."""

from __future__ import annotations

import numpy as np

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
    """Bring the total inside the length asked, or as near as pairs of exchanges lead."""
    for _ in range(8):
        if cast.excess() <= 0 or not _pair(cast):
            return
        improve(cast)


def _pair(cast: Cast) -> bool:
    """Apply the best legal pair of exchanges that comes nearer to the length."""
    slots = np.flatnonzero((cast.picks != NOBODY) & ~cast.fixed)
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
    return any(_apply(cast, moves[a], moves[b]) for a, b in _matched(cast, slots[at], track, flat[entries]))


def _matched(cast: Cast, slots: Ints, tracks: Ints, gain: Reals) -> list[tuple[int, int]]:
    """Pairs of entries by what they gain together, the length included, best first."""
    length = cast.frame.problem.length
    if length is None or len(slots) == 0:
        return []
    duration, total = cast.frame.problem.duration, cast.total()
    change = duration[tracks] - duration[cast.picks[slots]]
    by_change = np.argsort(change, kind="stable")
    nearest = np.searchsorted(change[by_change], length.aim - total - change)
    window = nearest[:, None] + np.arange(-BESIDE // 2, BESIDE // 2)[None, :]
    partner = by_change[np.clip(window, 0, len(change) - 1)]
    off = length.excess(total + change[:, None] + change[partner])
    worth = gain[:, None] + gain[partner] + (cast.excess() - off) * (HARD / MINUTE)
    clash = (slots[:, None] == slots[partner]) | (tracks[:, None] == tracks[partner])
    worth = np.where(clash, -np.inf, worth).ravel()
    best = np.argsort(-worth, kind="stable")[:ATTEMPTS]
    best = best[worth[best] > 1e-9]
    return [(int(b) // BESIDE, int(partner.ravel()[b])) for b in best]


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
