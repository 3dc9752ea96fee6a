"""Which tracks may be chosen at all: musts are never broken; preferences go one by one where they starve a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.candidates.sample import looked_at
from segue.catalogue.snapshot import Snapshot
from segue.music import FIRST_GUESSED, NUMERIC, Bools, Intent, Requirement, Rows
from segue.requirements import Checked, on_tracks, posted, standing, supported
from segue.requirements.numeric import told

_CHEAP_FIRST: Final = ("artist", "album", "track", "title", "genre", "instrument", "country", "language", "version")
"""Attributes answered from postings, which narrow the rows before whole columns are read."""


AMPLE: Final = 12
"""How many times the list's length must be left of a sample, before all tracks are looked at."""
PLENTY: Final = 4
"""How many times the list's length must keep the musts on numbers by known values, before guessed ones are left out."""
NEARLY: Final = 0.75
"""Degree from which a preference that starves the list is as good as kept."""
_EDGE: Final = 1e-6
_CLEARLY: Final = 200
"""Tracks within a bound from which those just on it are left out."""
_NUMBERS: Final = frozenset({*NUMERIC, "track_duration"})


Reach = Callable[[Rows, Bools], Rows]
"""From very many rows, and a mask (n,) of all that may be offered, to those that are looked at: fewer, ascending."""


@dataclass(frozen=True)
class Eligible:
    """`rows` (ascending) keep every must over the whole list and the preferences that were not `relaxed`.

    `loose` are the rows that keep the musts, whatever becomes of preferences.
    """

    rows: Rows
    loose: Rows
    relaxed: tuple[Requirement, ...]
    unsupported: tuple[Requirement, ...]


def eligible(checked: Checked, intent: Intent, barred: Rows, need: int, reach: Reach | None = None) -> Eligible:
    """Narrow the catalogue for a list of `need` tracks; `barred` rows are out by rule.

    Of more tracks than `sample.looked_at` that may be offered, only a sample is looked at and what `reach` adds to it,
    as long as that leaves `AMPLE` times what is needed; otherwise all are.
    """
    snapshot = checked.snapshot
    wishes = [r for r in intent.requirements if on_tracks(r) and r.scope == "list" and r.share >= 1]
    gaps = tuple(r for r in wishes if r.polarity != "avoid" and supported(snapshot, r))
    telling = [r for r in wishes if r not in gaps]
    offered = _offered(snapshot, intent, barred)
    rows = _allowed(snapshot, offered, telling)
    if reach is not None and len(rows) > looked_at(snapshot.n):
        found = _narrowed(checked, telling, gaps, reach(rows, offered), need)
        if len(found.rows) >= AMPLE * need and not found.relaxed:
            return found
    return _narrowed(checked, telling, gaps, rows, need)


def _narrowed(
    checked: Checked, telling: Sequence[Requirement], gaps: tuple[Requirement, ...], rows: Rows, need: int
) -> Eligible:
    """Those of `rows` that keep every must, and every preference that can be afforded."""
    rows, sure = _bound(checked, _ordered([r for r in telling if r.strength == "must"]), rows)
    preferences = [r for r in telling if r.strength == "prefer"]
    kept = _keeping(checked, preferences, rows)
    if len(kept) >= min(need, len(rows)):
        proven = kept[sure[np.searchsorted(rows, kept)]]
        return Eligible(proven if len(proven) >= PLENTY * need else kept, rows, (), gaps)
    affordable, relaxed = _affordable(checked, preferences, rows, need)
    return Eligible(rows[affordable], rows, relaxed, gaps)


def _bound(checked: Checked, musts: Sequence[Requirement], rows: Rows) -> tuple[Rows, Bools]:
    """Those of `rows` that keep all `musts`, and which of them keep those on numbers by known values."""
    sure: Bools = np.ones(len(rows), np.bool_)
    for wish in musts:
        evidence = checked(wish, rows)
        held = evidence.held
        if wish.attribute in _NUMBERS:
            sure &= (evidence.source > 0) & (evidence.source < FIRST_GUESSED)
            clear = held & ~_on_edge(checked.snapshot, wish, rows)
            held = clear if clear.sum() >= _CLEARLY else held
        rows, sure = rows[held], sure[held]
    return rows, sure


def _on_edge(snapshot: Snapshot, wish: Requirement, rows: Rows) -> Bools:
    """Which tracks lie just on a bound that is told in fractions: rounding has put half of them outside."""
    scale = NUMERIC.get(wish.attribute)
    if scale is None or scale.high != 1 or wish.operator not in ("min", "max", "between"):
        return np.zeros(len(rows), np.bool_)
    values, _ = told(snapshot, wish.attribute, rows)
    bounds = wish.value if isinstance(wish.value, tuple) else (wish.value,)
    near = np.zeros(len(rows), np.bool_)
    for edge in bounds:
        near |= np.abs(values - float(edge or 0)) < _EDGE
    return near


def _keeping(checked: Checked, wishes: Sequence[Requirement], rows: Rows) -> Rows:
    """Those of `rows` that keep all `wishes`; each looks only at what the ones before it left."""
    for wish in wishes:
        rows = rows[checked(wish, rows).held]
    return rows


def _offered(snapshot: Snapshot, intent: Intent, barred: Rows) -> Bools:
    """Mask (n,) of the tracks that may be offered."""
    mask = standing(snapshot, intent).copy()
    mask[barred] = False
    if intent.of("duration"):
        mask &= ~np.isnan(snapshot.numeric("duration_ms").values)
    return mask


def _allowed(snapshot: Snapshot, offered: Bools, telling: Sequence[Requirement]) -> Rows:
    """The rows of `offered`, ascending; where an index tells which keep a must, no others."""
    found = [posted(snapshot, r) for r in telling if r.strength == "must"]
    narrow = min((rows for rows in found if rows is not None), key=len, default=None)
    rows = np.flatnonzero(offered) if narrow is None else narrow[offered[narrow]]
    return rows.astype(np.int32)


def _ordered(musts: list[Requirement]) -> list[Requirement]:
    rank = {name: at for at, name in enumerate(_CHEAP_FIRST)}
    return sorted(musts, key=lambda r: (r.polarity == "avoid", rank.get(r.attribute, len(rank))))


def _affordable(
    checked: Checked, preferences: Sequence[Requirement], rows: Rows, need: int
) -> tuple[Bools, tuple[Requirement, ...]]:
    """Which rows keep all affordable preferences; each time they starve the list, the one that frees the most gives
    way: first to tracks that nearly keep it or of which nothing is known, then altogether."""
    evidence = {r: checked(r, rows) for r in preferences}
    held = {r: e.held for r, e in evidence.items()}
    relaxed: list[Requirement] = []
    everything: Bools = np.ones(len(rows), np.bool_)
    while True:
        kept = np.logical_and.reduce([everything, *held.values()])
        if not held or kept.sum() >= min(need, len(rows)):
            return kept, tuple(relaxed)
        worst = max(held, key=lambda r: _without(held, r, everything))
        if worst in relaxed:
            del held[worst]
        else:
            relaxed.append(worst)
            at = evidence[worst]
            silent = (at.source == 0) & (worst.attribute in _NUMBERS)
            held[worst] = at.held | silent | (at.degree >= NEARLY)


def _without(held: dict[Requirement, Bools], one: Requirement, everything: Bools) -> int:
    others = [mask for r, mask in held.items() if r is not one]
    return int(np.logical_and.reduce([everything, *others]).sum())
