"""From a finished sequence to the playlist document."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence as Several

import numpy as np

from segue.catalogue.editorial import ruled_rows
from segue.catalogue.port import EditorialRule
from segue.catalogue.snapshot import Snapshot
from segue.explanation.prose import liner_notes, title
from segue.explanation.reasons import Reasons
from segue.explanation.verdicts import judge, shares
from segue.knowledge import guardrails
from segue.music import (
    NUMERIC,
    SOURCES,
    Attribute,
    Floats,
    Intent,
    Next,
    Playlist,
    Ranked,
    Rows,
    Scored,
    Sequence,
    Slot,
    Transition,
)


def explain(
    sequence: Sequence,
    ranked: Ranked,
    intent: Intent,
    snapshot: Snapshot,
    *,
    playlist_id: str,
    listener: str,
    seed: int,
    recipe: str,
    rules: Several[EditorialRule] = (),
) -> Playlist:
    """The document of a finished list, without timings."""
    rows = ranked.rows[sequence.picked]
    notes = {**ranked.notes, **sequence.notes}
    judged = judge(snapshot, intent, rows, sequence.block, notes)
    kept, proven = shares(judged, intent.unread)
    slots = _slots(sequence, ranked, snapshot, rules)
    care = guardrails.care(intent.prompt)
    return Playlist(
        id=playlist_id, title=care.title if care else title(intent), care=care.message if care else "",
        prompt=intent.prompt, listener=listener, seed=seed, recipe=recipe,
        notes=liner_notes(slots, judged, len(intent.unread)), duration_ms=sum(s.duration_ms or 0 for s in slots),
        kept=kept, proven=proven, tracks=slots, requirements=judged, unread=intent.unread,
    )  # fmt: skip


def _slots(sequence: Sequence, ranked: Ranked, snapshot: Snapshot, rules: Several[EditorialRule]) -> tuple[Slot, ...]:
    rows = ranked.rows[sequence.picked]
    reasons = Reasons(snapshot, ranked, ruled_rows(snapshot, rules))
    facts = _attributes(snapshot, rows)
    ids, titles = snapshot.ids.take(rows), snapshot.titles.take(rows)
    artists, albums = snapshot.credits.take(rows), snapshot.albums.take(rows)
    lengths = snapshot.numeric("duration_ms").values[rows]
    return tuple(
        Slot(
            position=at + 1, track_id=ids[at], title=titles[at], artist=artists[at], album=albums[at],
            duration_ms=None if np.isnan(lengths[at]) else int(lengths[at]), block=int(sequence.block[at]),
            attributes=facts[at], reasons=reasons.of(int(sequence.picked[at])), next=_next(sequence.transitions[at]),
        )
        for at in range(len(rows))
    )  # fmt: skip


def _attributes(snapshot: Snapshot, rows: Rows) -> list[dict[str, Attribute]]:
    """Every numeric attribute that has a value, known or guessed, by row."""
    facts: list[dict[str, Attribute]] = [{} for _ in range(len(rows))]
    for name in NUMERIC:
        if name == "duration_ms":
            continue
        column = snapshot.numeric(name)
        told = zip(
            column.values[rows].tolist(), column.source[rows].tolist(), column.confidence[rows].tolist(), strict=True
        )
        for at, (value, source, confidence) in enumerate(told):
            if source:
                facts[at][name] = Attribute(float(f"{value:.6g}"), SOURCES[source], round(confidence, 3))
    return facts


def _next(transition: Transition | None) -> Next | None:
    if transition is None:
        return None
    return Next(
        _rounded(transition.tempo_change), transition.key_distance, _rounded(transition.energy_step),
        round(transition.cost, 4),
    )  # fmt: skip


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 4)


def scored(ranked: Ranked, snapshot: Snapshot, top: int) -> list[Scored]:
    """The `top` of a ranked pool as documents, for services that order and show lists themselves."""
    rows = ranked.rows[:top]
    reasons = Reasons(snapshot, ranked, {})
    ids, titles, artists = snapshot.ids.take(rows), snapshot.titles.take(rows), snapshot.credits.take(rows)
    return [
        Scored(
            track_id=ids[at], title=titles[at], artist=artists[at], score=round(float(ranked.scores[at]), 5),
            features=_terms(ranked.features, at), sources=_terms(ranked.sources, at), reasons=reasons.of(at),
        )
        for at in range(len(rows))
    ]  # fmt: skip


def _terms(columns: Mapping[str, Floats], at: int) -> dict[str, float]:
    return {name: round(float(column[at]), 5) for name, column in columns.items()}
