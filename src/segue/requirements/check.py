"""Evidence for one requirement over many tracks: dispatch by attribute, then polarity."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.music import NUMERIC, WHOLE, Bools, Evidence, Region, Requirement, Rows
from segue.requirements.answer import Answer
from segue.requirements.labelled import LABELLED, labelled
from segue.requirements.named import album, artist, title, track
from segue.requirements.numeric import numeric
from segue.requirements.similar import similar
from segue.requirements.version import version

_CHECKERS: Final[dict[str, Callable[[Snapshot, Requirement, Rows], Answer]]] = {
    **dict.fromkeys((*NUMERIC, "track_duration", "novelty"), numeric),
    **dict.fromkeys(LABELLED, labelled),
    "era": numeric,
    "artist": artist,
    "album": album,
    "track": track,
    "title": title,
    "similar": similar,
    "version": version,
}


def on_tracks(requirement: Requirement) -> bool:
    """True for a wish that each track keeps or not; False for one about the list as a whole or an unknown name."""
    return requirement.attribute not in WHOLE and requirement.attribute in _CHECKERS


def check(snapshot: Snapshot, requirement: Requirement, rows: Rows | None = None) -> Evidence:
    """What the tracks at `rows` (default: all, ascending by id) have to say on `requirement`; arrays of shape
    (len(rows),).

    Raises `KeyError` for a requirement that is not `on_tracks`.
    """
    rows = snapshot.rows() if rows is None else rows
    answer = _CHECKERS[requirement.attribute](snapshot, requirement, rows)
    reading = requirement.reading
    if requirement.polarity == "avoid" and not (reading is not None and reading.absent):
        answer = _inverted(answer)
    for spared in reading.spared if reading is not None and requirement.polarity == "avoid" else ():
        answer = _sparing(answer, _CHECKERS[spared.attribute](snapshot, _wish(spared), rows))
    return Evidence(requirement, *answer)


def _wish(region: Region) -> Requirement:
    return Requirement(phrase="", span=(0, 0), attribute=region.attribute, operator=region.operator, value=region.value)


def _sparing(answer: Answer, spared: Answer) -> Answer:
    """Also held by what is excepted; that it was meant to be is a reading."""
    let = spared.held & ~answer.held
    return replace(
        answer, held=answer.held | let, source=np.where(let, spared.source, answer.source).astype(np.uint8),
        subjective=answer.subjective | let, degree=np.where(let, spared.degree, answer.degree).astype(np.float32),
    )  # fmt: skip


def _inverted(answer: Answer) -> Answer:
    """Freedom from what `answer` found; a track on which nothing is known is not known to be free."""
    told: Bools = answer.source > 0
    return replace(answer, held=told & ~answer.held, degree=np.where(told, 1 - answer.degree, 0).astype(np.float32))
