"""From the nouns to the problem: the one place of sequencing that knows intents, requirements and snapshots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput
from segue.knowledge import names
from segue.music import MAX_TRACKS, Floats, Intent, Lock, Place, Ranked, Requirement
from segue.requirements import several, supported
from segue.requirements.courses import ALTERNATE, course, in_turn
from segue.requirements.numeric import told
from segue.requirements.whole import sides
from segue.sequencing.parts import TYPICAL_MS, Part, Range
from segue.sequencing.problem import Arc, Demand, Ints, Problem, Sound

TOLERANCE_MS: Final = 30_000.0
"""A length asked is kept within so much, where any choice can."""


def pose(
    ranked: Ranked,
    intent: Intent,
    snapshot: Snapshot,
    locks: Sequence[Lock],
    keep: Sequence[str],
    default_count: int,
    exactly: int | None = None,
) -> tuple[Problem, tuple[Requirement, ...]]:
    """The problem over the rows of `ranked`, and the requirement that each of its demands came from.

    Raises `BadInput` for locks that cannot be honoured.
    """
    rows = ranked.rows
    placed = _locks(ranked, snapshot, locks)
    length = _length(intent)
    count = _count(intent, length, max(default_count, 1 + max(placed, default=0)))
    count = count if exactly is None else Range(exactly, exactly, exactly)
    if max(placed, default=0) >= count.high:
        raise BadInput("lock_position", "A lock stands behind the end of the list.", field="locks")
    asked = [(e, d) for e in ranked.evidence if (d := _demand(e.requirement, e.held, e.degree, snapshot))]
    cap, firm = _cap(intent, snapshot, ranked, int(count.aim))
    staying = [at for at in _positions(ranked, snapshot, keep) if at >= 0]
    problem = Problem(
        relevance=np.clip(np.nan_to_num(ranked.scores), 0, 1).astype(np.float32),
        sound=Sound(*(_values(snapshot, name, ranked) for name in ("tempo", "key", "mode", "energy", "loudness"))),
        duration=_values(snapshot, "duration_ms", ranked).astype(np.float64),
        artist=snapshot.artists.primary[rows].astype(np.intp),
        twin=np.full(len(rows), -1) if several(intent) else snapshot.twin[rows].astype(np.intp),
        count=count,
        cap=cap,
        cap_firm=firm,
        length=length,
        demands=tuple(demand for _, demand in asked),
        arcs=_arcs(intent, snapshot, ranked, staying),
        parts=_parts(intent, count, length),
        locks=placed,
        keep=tuple(staying),
        alternate=any(r.value == ALTERNATE for r in intent.of("arc")),
        side=_sides(intent, snapshot, ranked),
    )
    return problem, tuple(evidence.requirement for evidence, _ in asked)


def length(intent: Intent, default: int = 25) -> int:
    """About how many slots the list will have, before its tracks are known."""
    return int(_count(intent, _length(intent), default).aim)


def _values(snapshot: Snapshot, name: str, ranked: Ranked) -> Floats:
    values: Floats = snapshot.numeric(name).values[ranked.rows]
    return values


def _positions(ranked: Ranked, snapshot: Snapshot, ids: Sequence[str]) -> list[int]:
    """Where in `ranked` each id stands, −1 where it does not."""
    if not ids:
        return []
    at = {int(row): position for position, row in enumerate(ranked.rows)}
    return [at.get(int(row), -1) for row in snapshot.rows_of(list(ids))]


def _locks(ranked: Ranked, snapshot: Snapshot, locks: Sequence[Lock]) -> dict[int, int]:
    placed: dict[int, int] = {}
    for lock, at in zip(locks, _positions(ranked, snapshot, [lock.track_id for lock in locks]), strict=True):
        if at < 0:
            raise BadInput("lock_track", f"The locked track is not to be had: {lock.track_id!r}.", field="locks")
        if not 1 <= lock.position <= MAX_TRACKS:
            raise BadInput("lock_position", f"Not a position: {lock.position}.", field="locks")
        if lock.position - 1 in placed or at in placed.values():
            raise BadInput("lock_twice", f"Position {lock.position} or its track is locked twice.", field="locks")
        placed[lock.position - 1] = at
    return placed


def _count(intent: Intent, length: Range | None, default: int) -> Range:
    """How many tracks: what the wishes on `count` leave, else the default, else whatever fills the length."""
    low, high, aim = 0.0, float(MAX_TRACKS), float(default)
    for wish in _of_list(intent, "count"):
        one, other, at = _bounds(wish, spare=0.06)
        low, high = max(low, one), min(high, other)
        aim = at if wish.operator in ("is", "any", "about") else aim
    high = max(high, low)
    if length is not None and not _of_list(intent, "count"):
        aim = max(1.0, round(length.aim / TYPICAL_MS))
    return Range(math.ceil(low), math.floor(high), float(np.clip(aim, low, high)))


def _length(intent: Intent) -> Range | None:
    """The total length asked, in ms; the first wish for one counts. “At least” and “at most” stay within
    two tracks of their number."""
    return next((_lasting(wish) for wish in _of_list(intent, "duration")), None)


def _lasting(wish: Requirement) -> Range:
    """The milliseconds that a wish for a length allows."""
    low, high, aim = (60_000 * x for x in _bounds(wish, spare=0.0))
    if wish.operator in ("is", "about", "any"):
        return Range(aim - TOLERANCE_MS, aim + TOLERANCE_MS, aim)
    if wish.operator == "min":
        high = low + 2 * TYPICAL_MS
    elif wish.operator == "max":
        low = max(high - 2 * TYPICAL_MS, 0.0)
    return Range(low, high, (low + high) / 2)


def _of_list(intent: Intent, attribute: str) -> list[Requirement]:
    return [wish for wish in intent.of(attribute) if wish.scope == "list"]


def _parts(intent: Intent, count: Range, length: Range | None) -> tuple[Part, ...]:
    """The parts of the list in order, with a last free one where those that are told cannot be all of it.

    They are all of it where there are several, each told in tracks or minutes, and the list itself is not told to be
    longer.
    """
    places = [(r.scope.block, r) for r in intent.requirements if isinstance(r.scope, Place)]
    parts = [Part()] * (1 + max((block or 0 for block, _ in places), default=0))
    for block, wish in places:
        if block is not None:
            parts[block] = _part(wish, parts[block])
    if any(part.free for part in parts):
        return tuple(parts)
    asked = sum(part.slots(int(count.aim)) for part in parts)
    closed = length is None and not _of_list(intent, "count") and not any(part.share for part in parts)
    open_end = len(parts) == 1 or (not closed and asked < count.aim - 0.5)
    return (*parts, Part()) if open_end else tuple(parts)


def _part(wish: Requirement, part: Part) -> Part:
    """`part` with the length that `wish` states, if any."""
    if wish.attribute == "count":
        return replace(part, tracks=int(_bounds(wish, spare=0.0)[2]))
    if wish.attribute == "duration":
        return replace(part, length=_lasting(wish))
    if wish.attribute == "block" and isinstance(wish.value, int | float):
        return replace(part, share=float(wish.value))
    return part


def _sides(intent: Intent, snapshot: Snapshot, ranked: Ranked) -> Ints | None:
    """Which of the labels that are to alternate each candidate carries; None where nothing is to."""
    asked = next((wish for wish in intent.of("arc") if in_turn(wish) and wish.polarity == "want"), None)
    return sides(snapshot, asked, ranked.rows)[0] if asked else None


def misses(wish: Requirement, total_ms: float) -> bool:
    """Whether a total length falls short of a wish for one."""
    low, high, _ = (60_000 * x for x in _bounds(wish, spare=0.0))
    slack = TOLERANCE_MS if wish.operator in ("is", "about", "any") else 0.0
    return not low - slack <= total_ms <= high + slack


def _bounds(wish: Requirement, spare: float) -> tuple[float, float, float]:
    """Low, high and aim of a number; `spare` is the share by which “about” may miss."""
    value = wish.value[0] if isinstance(wish.value, tuple) else wish.value
    number = float(value) if isinstance(value, int | float) else 0.0
    if wish.operator == "between" and isinstance(wish.value, tuple):
        return number, float(wish.value[1]), number
    if wish.operator == "min":
        return number, math.inf, number
    if wish.operator == "max":
        return 0.0, number, number
    slack = number * spare if wish.operator == "about" else 0.0
    return number - slack, number + slack, number


def _demand(wish: Requirement, held: np.ndarray, degree: Floats, snapshot: Snapshot) -> Demand | None:
    """What a requirement demands of slots; None where nothing in the catalogue can tell, or likeness is only preferred
    (the scores carry it)."""
    if wish.polarity != "avoid" and supported(snapshot, wish):
        return None
    hard = wish.strength == "must"
    if not hard and (wish.polarity == "like" or wish.attribute == "similar"):
        return None
    scope = wish.scope if isinstance(wish.scope, Place) else Place()
    return Demand(held, degree, wish.share, hard, 1.0 if hard else wish.weight, scope.block, scope.position)


def _arcs(intent: Intent, snapshot: Snapshot, ranked: Ranked, staying: Sequence[int]) -> tuple[Arc, ...]:
    """Arcs over numeric attributes, from the known values of what may be chosen, so that a verdict can be proven; of
    the tracks that are `staying` guessed ones count too, as they will in the verdict."""
    arcs = []
    for wish in intent.of("arc"):
        asked = course(wish)
        if wish.polarity != "avoid" and asked is not None:
            values, column = told(snapshot, asked.attribute, ranked.rows)
            counts = column.known[ranked.rows]
            counts[staying] = True
            block = wish.scope.block if isinstance(wish.scope, Place) else None
            arcs.append(Arc(np.where(counts, values, np.nan).astype(np.float32), asked, wish.strength == "must", block))
    return tuple(arcs)


def _cap(intent: Intent, snapshot: Snapshot, ranked: Ranked, n: int) -> tuple[Ints, bool]:
    """Most tracks by each candidate's act, and whether that was asked for.

    Without a wish a tenth of the list and one more; acts wanted by name share their part of the list evenly.
    """
    cap = np.full(len(ranked.rows), n // 10 + 1, np.intp)
    primary = snapshot.artists.primary[ranked.rows]
    for acts, share in _wanted(intent, snapshot):
        cap[np.isin(primary, acts)] = math.ceil(math.ceil(share * n) / len(acts))
    asked = [int(_bounds(wish, spare=0.0)[1]) for wish in intent.of("per_artist") if wish.operator != "min"]
    musts = [wish for wish in intent.of("per_artist") if wish.operator != "min" and wish.strength == "must"]
    if asked:
        cap = np.full_like(cap, max(1, min(asked)))
    return cap, bool(musts)


def _wanted(intent: Intent, snapshot: Snapshot) -> list[tuple[list[int], float]]:
    """Acts wanted by name in one wish, and the share of the list meant for them together."""
    found = []
    for wish in intent.of("artist"):
        if wish.polarity == "want" and wish.operator in ("is", "any") and wish.scope == "list":
            values = wish.value if isinstance(wish.value, tuple) else (wish.value,)
            codes = [snapshot.artists.find(names.artist_key(str(value))) for value in values]
            acts = sorted({code for code in codes if code is not None})
            found += [(acts, wish.share)] if acts else []
    return found
