"""Editorial rules: pin, boost, bury and block, with who set them and until when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import numpy as np

from segue.catalogue.port import EditorialRule
from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import artist_key, title_key
from segue.music import LABEL_FIELDS, Rows


def in_force(rules: Iterable[EditorialRule], day: datetime.date) -> tuple[EditorialRule, ...]:
    """The rules that hold on `day`: since it or before, until later."""
    today = day.isoformat()
    return tuple(r for r in rules if r.since <= today and (not r.until or today < r.until))


def targets(snapshot: Snapshot, target: str) -> Rows:
    """Rows that a rule's target names (see `EditorialRule.target`); none where it names nothing here."""
    kind, _, name = target.partition(":")
    if kind == "artist":
        code = snapshot.artists.find(artist_key(name))
        return snapshot.artists.rows(code) if code is not None else np.empty(0, np.int32)
    if kind == "album":
        return snapshot.albums_index.find(title_key(name))
    if kind == "label":
        code = snapshot.labels.code(name)
        return snapshot.labels.rows([code], LABEL_FIELDS)[0] if code is not None else np.empty(0, np.int32)
    rows = snapshot.rows_of([target])
    return rows[rows >= 0]


def barred_rows(snapshot: Snapshot, rules: Iterable[EditorialRule]) -> Rows:
    """Rows that a block keeps out."""
    return _union(snapshot, [r for r in rules if r.action == "block"])


def pinned_rows(snapshot: Snapshot, rules: Iterable[EditorialRule]) -> Rows:
    """Rows that a pin puts before ranking whenever they break no must."""
    return _union(snapshot, [r for r in rules if r.action == "pin"])


def favoured_rows(snapshot: Snapshot, rules: Iterable[EditorialRule]) -> Rows:
    """Rows that a pin or a boost speaks for."""
    return _union(snapshot, [r for r in rules if r.action in ("pin", "boost")])


def ruled_rows(snapshot: Snapshot, rules: Iterable[EditorialRule]) -> dict[int, EditorialRule]:
    """For each row that a pin, boost or bury names, the last such rule."""
    return {int(row): r for r in rules if r.action != "block" for row in targets(snapshot, r.target)}


def _union(snapshot: Snapshot, rules: list[EditorialRule]) -> Rows:
    parts = [targets(snapshot, r.target) for r in rules]
    return np.unique(np.concatenate([np.empty(0, np.int32), *parts])).astype(np.int32)
