"""Evidence found once a request and cut out for fewer rows: what a track has to say depends on no other track."""

from __future__ import annotations

from typing import Final

import msgspec
import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.music import Evidence, Requirement, Rows
from segue.requirements.check import check

FEW: Final = 256
"""Rows up to which checking anew costs no more than cutting out."""


class Checked:
    """`check` for one request, whose steps ask about the same wishes on ever fewer rows."""

    def __init__(self, snapshot: Snapshot, few: int = FEW) -> None:
        self.snapshot, self._few = snapshot, few
        self._known: dict[Requirement, tuple[Rows, Evidence]] = {}
        self._places: dict[tuple[int, int], tuple[Rows, Rows, Rows | None]] = {}

    def __call__(self, wish: Requirement, rows: Rows) -> Evidence:
        """What the tracks at `rows`, which ascend, have to say on `wish`; as `check` tells."""
        if len(rows) <= self._few:
            return check(self.snapshot, wish, rows)
        asked = msgspec.structs.replace(wish, phrase="", span=(0, 0), share=1.0, scope="list", strength="must")
        known = self._known.get(asked)
        at = self._within(known[0], rows) if known is not None else None
        if known is None or at is None:
            found = check(self.snapshot, wish, rows)
            if known is None or len(rows) > len(known[0]):
                self._known[asked] = rows, found
            return found
        whole = known[1]
        return Evidence(
            wish, whole.held[at], whole.source[at], whole.subjective[at], whole.degree[at], whole.confidence[at]
        )

    def _within(self, wide: Rows, rows: Rows) -> Rows | None:
        """Where each of `rows` stands in `wide`; None where one does not."""
        known = self._places.get((id(wide), id(rows)))
        if known is None:
            at = np.searchsorted(wide, rows).astype(np.int32) if 0 < len(rows) <= len(wide) else None
            there = at is not None and at[-1] < len(wide) and bool((wide[at] == rows).all())
            known = wide, rows, at if there else None  # holding both keeps their ids
            self._places[id(wide), id(rows)] = known
        return known[2]
