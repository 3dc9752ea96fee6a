"""Verdicts: for each wish, whether the finished list keeps it, and on what ground."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

import msgspec
import numpy as np
import numpy.typing as npt

from segue.catalogue.snapshot import Snapshot
from segue.music import (
    FIRST_GUESSED,
    SOURCES,
    Bools,
    Evidence,
    Intent,
    Judged,
    Place,
    Requirement,
    Rows,
    Unread,
    Verdict,
)
from segue.requirements import Whole, absent, check, on_tracks, supported, whole

Positions = npt.NDArray[np.intp]


def judge(
    snapshot: Snapshot, intent: Intent, rows: Rows, blocks: Positions, notes: Mapping[Requirement, str]
) -> tuple[Judged, ...]:
    """A verdict for every requirement on the list of `rows` (in order), whose slots lie in `blocks`.

    `notes` are what earlier stages recorded about a requirement.
    """
    return tuple(_judged(snapshot, r, rows, blocks, notes.get(r, "")) for r in intent.requirements)


def shares(judged: tuple[Judged, ...], unread: tuple[Unread, ...]) -> tuple[float, float]:
    """`kept` and `proven`: weight of what holds, and of what is verified, over the weight of all asked.

    An unread phrase weighs 1. Both are 1 where nothing was asked.
    """
    asked = sum(j.weight for j in judged) + len(unread)
    if asked == 0:
        return 1.0, 1.0
    kept = sum(j.weight for j in judged if j.verdict in ("verified", "inferred"))
    proven = sum(j.weight for j in judged if j.verdict == "verified")
    return round(kept / asked, 4), round(proven / asked, 4)


def _judged(snapshot: Snapshot, wish: Requirement, rows: Rows, blocks: Positions, note: str) -> Judged:
    reason = supported(snapshot, wish)
    if reason:
        return _verdict(wish, "unsupported", 0, len(rows) if on_tracks(wish) else 1, reason)
    scope = rows[_in_scope(wish, blocks)]
    if not on_tracks(wish):
        return _whole(wish, whole(snapshot, wish, scope, len(rows)), note)
    if len(scope) == 0:
        return _verdict(
            wish, "unsupported", 0, 0, "; ".join(part for part in ("no track to check it on", note) if part)
        )
    return _counted(check(snapshot, wish, scope), _joined(note, absent(snapshot, wish)))


def _in_scope(wish: Requirement, blocks: Positions) -> Bools:
    place = wish.scope
    if not isinstance(place, Place):
        return np.ones(len(blocks), np.bool_)
    if place.block is not None:
        return np.asarray(blocks == place.block)
    return np.asarray(np.arange(1, len(blocks) + 1) == place.position)


def _whole(wish: Requirement, answer: Whole, note: str) -> Judged:
    held, known, found = answer
    verdict: Verdict = "unmet" if not held else "verified" if known else "inferred"
    return _verdict(wish, verdict, int(held), 1, "; ".join(part for part in (found, note) if part))


def _counted(evidence: Evidence, note: str) -> Judged:
    wish, of, held = evidence.requirement, len(evidence.held), int(evidence.held.sum())
    needed = max(1, math.ceil(wish.share * of - 1e-6))
    if held < needed:
        return _verdict(wish, "unmet", held, of, _joined(_shortfall(evidence, needed), note))
    known = (evidence.source > 0) & (evidence.source < FIRST_GUESSED)
    if known.all() and not evidence.subjective.any():
        return _verdict(wish, "verified", held, of, note)
    return _verdict(wish, "inferred", held, of, _joined(_ground(evidence, known), _reading(wish), note))


def _verdict(wish: Requirement, verdict: Verdict, held: int, of: int, note: str) -> Judged:
    return Judged(**msgspec.structs.asdict(wish), verdict=verdict, held=held, of=of, note=note)


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _shortfall(evidence: Evidence, needed: int) -> str:
    of, held = len(evidence.held), int(evidence.held.sum())
    missing = int((evidence.source == 0).sum())
    unknown = f"; of {missing} nothing is known" if missing else ""
    return f"{held} of {of} keep it, {needed} are asked{unknown}"


def _ground(evidence: Evidence, known: Bools) -> str:
    """How many checks used a guess, from what, how sure; and how many a reading."""
    guessed = ~known & (evidence.source > 0)
    parts = []
    if guessed.any():
        sources = Counter(SOURCES[code] for code in evidence.source[guessed].tolist())
        origins = ", ".join(f"{n} from the {_ORIGIN[name]}" for name, n in sources.most_common())
        sure = float(evidence.confidence[guessed].mean())
        parts.append(f"{int(guessed.sum())} of {len(known)} guessed ({origins}; {sure:.0%} sure)")
    missing = int((evidence.source == 0).sum())
    if missing:
        parts.append(f"nothing known of {missing}")
    read = int((evidence.subjective & evidence.held).sum())
    if read:
        parts.append(f"{read} by a reading")
    return ", ".join(parts)


_ORIGIN = {"artist": "artist", "album": "album", "genre": "genre", "model": "model"}


def _reading(wish: Requirement) -> str:
    return f"read as {wish.reading.text}" if wish.reading is not None and wish.reading.text else ""
