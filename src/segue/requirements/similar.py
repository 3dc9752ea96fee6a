"""Likeness: how near a track lies to the seeds that a wish names, in the catalogue's own space of sound and words."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.music import SOURCE_CODE, Floats, Requirement, Rows
from segue.requirements.answer import Answer
from segue.requirements.labelled import wanted
from segue.requirements.named import album_rows, artist_rows, track_rows

ALIKE: Final = 0.5
"""Cosine from which a track counts as similar to the centroid of the seeds."""


def seeds(snapshot: Snapshot, requirement: Requirement) -> Rows:
    """The tracks that the wish names: an artist's, else those of an id or a title, else an album's; of several, all."""
    found = [_named(snapshot, name) for name in wanted(requirement.value)]
    return np.unique(np.concatenate([np.empty(0, np.int32), *found])).astype(np.int32)


def _named(snapshot: Snapshot, name: str) -> Rows:
    ways = (find(snapshot, [name]) for find in (artist_rows, track_rows, album_rows))
    return next((rows for rows in ways if len(rows)), np.empty(0, np.int32))


def centroid(snapshot: Snapshot, seed_rows: Rows) -> Floats:
    """The direction in which the seeds lie, a unit vector float32[d]; zero where nothing is known of them."""
    centre = snapshot.vectors[seed_rows].astype(np.float32).mean(axis=0)
    length = float(np.linalg.norm(centre))
    return np.asarray(centre / length if length else centre, np.float32)


def likeness(snapshot: Snapshot, seed_rows: Rows, rows: Rows) -> Floats:
    """Cosine between the tracks at `rows` and the centroid of the seeds, −1 to 1; 0 where nothing is known of one."""
    return along(snapshot.vectors, rows, centroid(snapshot, seed_rows))


def along(vectors: Floats, rows: Rows, direction: Floats) -> Floats:
    """The dot product of `vectors[rows]` with `direction`. Of most rows it is cheaper to take all than to copy some."""
    if 2 * len(rows) > len(vectors):
        return np.asarray((vectors @ direction)[rows], np.float32)
    return np.asarray(vectors[rows] @ direction, np.float32)


def similar(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Held from a cosine of `ALIKE`, or by the seeds themselves; always a subjective reading of a model's space."""
    found = seeds(snapshot, requirement)
    if len(found) == 0:
        return Answer.silent(len(rows))
    cosine = likeness(snapshot, found, rows)
    m = len(rows)
    return Answer(
        cosine >= ALIKE, np.full(m, SOURCE_CODE["model"], np.uint8), np.ones(m, np.bool_),
        np.clip(cosine, 0, 1), np.full(m, 0.5, np.float32),
    )  # fmt: skip
