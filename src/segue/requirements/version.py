"""Versions of a song: live, remix, acoustic, remaster … told by a label, the album or the words beside the title."""

from __future__ import annotations

import re
from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.catalogue.versions import ORIGINAL
from segue.knowledge.names import fold
from segue.knowledge.titles import KINDS
from segue.music import SOURCE_CODE, Intent, Requirement, Rows
from segue.requirements.answer import Answer
from segue.requirements.labelled import wanted

_ASIDE: Final = re.compile(r"\(.*?\)|\[.*?\]| - .*$")


ALL: Final = "all"
"""The value of a wish for several versions of one song."""


def several(intent: Intent) -> bool:
    """Whether a list may hold several versions of one song, because the prompt asks for them or for that song alone."""
    wishes = [r for r in intent.requirements if r.polarity == "want" and r.scope == "list"]
    if any(r.attribute == "track" and r.share == 1 for r in wishes):
        return True
    return any(ALL in wanted(r.value) for r in wishes if r.attribute == "version")


def version(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Held by tracks that are one of the versions; a title without a mark says that the track is none."""
    kinds = wanted(requirement.value)
    m = len(rows)
    held, by_album = np.zeros(m, np.bool_), np.zeros(m, np.bool_)
    for kind in kinds:
        if kind in KINDS or kind == ORIGINAL:
            found, guessed = snapshot.versions.are(kind, rows)
            held, by_album = held | found, by_album | guessed
        else:
            held |= snapshot.versions.several[rows] if kind == ALL else np.isin(rows, _of_kind(snapshot, kind))
    source = np.where(by_album, SOURCE_CODE["album"], SOURCE_CODE["catalogue"]).astype(np.uint8)
    return Answer(
        held, source, np.zeros(m, np.bool_),
        held.astype(np.float32), np.full(m, 0.9, np.float32),
    )  # fmt: skip


def _of_kind(snapshot: Snapshot, kind: str) -> Rows:
    """Rows of a kind that a home's own words name: by label, or by its words in brackets or behind a dash."""
    code = snapshot.labels.code(kind)
    tagged = snapshot.labels.rows([code], ("version",))[0] if code is not None else np.empty(0, np.int32)
    return np.unique(np.concatenate([tagged, _marked(snapshot, kind)])).astype(np.int32)


def _marked(snapshot: Snapshot, mark: str) -> Rows:
    found = snapshot.text.title_rows(tuple(mark.split()))
    word = re.compile(rf"\b{re.escape(mark)}\b")
    asides = (" ".join(_ASIDE.findall(fold(t))) for t in snapshot.titles.take(found))
    marked: Rows = found[np.fromiter((bool(word.search(a)) for a in asides), np.bool_, len(found))]
    return marked
