"""Versions of a song: live, remix, acoustic, remaster … told by a label or by the words in the title that mark them."""

from __future__ import annotations

import re
from typing import Final
from weakref import WeakKeyDictionary

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import fold
from segue.music import SOURCE_CODE, Requirement, Rows
from segue.requirements.answer import Answer
from segue.requirements.labelled import wanted

MARKS: Final[dict[str, tuple[str, ...]]] = {
    "live": ("live", "unplugged", "in concert"),
    "remix": ("remix", "rmx", "remixed", "rework", "bootleg"),
    "acoustic": ("acoustic", "unplugged", "stripped"),
    "remaster": ("remaster", "remastered"),
    "cover": ("cover", "tribute", "originally performed", "made famous", "in the style of"),
    "karaoke": ("karaoke", "backing track", "sing along"),
    "instrumental": ("instrumental",),
    "demo": ("demo", "rough mix", "outtake", "alternate take"),
    "sped up": ("sped up", "nightcore", "slowed"),
}
"""Words that mark a version, when they stand in brackets or behind a dash in the title."""

_ASIDE: Final = re.compile(r"\(.*?\)|\[.*?\]| - .*$")


_known: WeakKeyDictionary[Snapshot, dict[str, Rows]] = WeakKeyDictionary()
"""Rows by kind of version, which no prompt changes."""


def version(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Held by tracks that are one of the versions; a title without a mark says that the track is none."""
    mask = np.zeros(snapshot.n, np.bool_)
    for kind in wanted(requirement.value):
        mask[_of_kind(snapshot, kind)] = True
    held = mask[rows]
    m = len(rows)
    return Answer(
        held, np.full(m, SOURCE_CODE["catalogue"], np.uint8), np.zeros(m, np.bool_),
        held.astype(np.float32), np.full(m, 0.9, np.float32),
    )  # fmt: skip


def _of_kind(snapshot: Snapshot, kind: str) -> Rows:
    """Rows of one kind of version, by label or title mark."""
    if kind not in MARKS:
        return _found(snapshot, kind)
    known = _known.setdefault(snapshot, {})
    if kind not in known:
        known[kind] = _found(snapshot, kind)
    return known[kind]


def _found(snapshot: Snapshot, kind: str) -> Rows:
    code = snapshot.labels.code(kind)
    tagged = snapshot.labels.rows([code], ("version",))[0] if code is not None else np.empty(0, np.int32)
    titled = [_marked(snapshot, mark) for mark in MARKS.get(kind, (kind,))]
    return np.unique(np.concatenate([tagged, *titled])).astype(np.int32)


def _marked(snapshot: Snapshot, mark: str) -> Rows:
    found = snapshot.text.title_rows(tuple(mark.split()))
    word = re.compile(rf"\b{re.escape(mark)}\b")
    asides = (" ".join(_ASIDE.findall(fold(t))) for t in snapshot.titles.take(found))
    marked: Rows = found[np.fromiter((bool(word.search(a)) for a in asides), np.bool_, len(found))]
    return marked
