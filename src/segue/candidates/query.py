"""What a source is asked: the understood conversation, what was judged so far, and the rows it may propose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.music import Bools, Floats, Intent, Rows
from segue.requirements import Checked, Heard, hear

Signals = dict[str, Floats]
"""By name, what speaks for each of m tracks; every array has shape (m,), NaN where nothing can be told."""
NO_ROWS: Rows = np.empty(0, np.int32)
NO_SCORES: Floats = np.empty(0, np.float32)


@dataclass(frozen=True)
class Query:
    """One call of candidate generation.

    `intent` is all that was asked, as one; `turns` the same turn by turn, oldest first. `rows` are the eligible rows,
    ascending; `allowed` the same as a mask (n,). `liked` and `disliked` are rows that a listener judged, oldest first.
    `limit` is how many tracks a source should propose at the most. `shelves` are playlists as rows. `favoured` are
    rows that a curator's rule in force speaks for. `versions`: several versions of one song are wanted; else `rows`
    hold the best one of each. `evidence` is shared by all queries of one request.
    """

    intent: Intent
    snapshot: Snapshot
    rows: Rows
    allowed: Bools
    limit: int
    seed: int
    liked: Rows = field(default_factory=NO_ROWS.copy)
    disliked: Rows = field(default_factory=NO_ROWS.copy)
    turns: tuple[Intent, ...] = ()
    shelves: tuple[Rows, ...] = ()
    favoured: Rows = field(default_factory=NO_ROWS.copy)
    versions: bool = False
    evidence: Checked | None = None

    @cached_property
    def checked(self) -> Checked:
        """Evidence on the wishes of this request, found once."""
        return self.evidence or Checked(self.snapshot)

    @cached_property
    def heard(self) -> Heard:
        """What the turns name in this catalogue."""
        return hear(self.snapshot, self.turns or (self.intent,))


def silent(rows: Rows) -> Signals:
    """The appraisal of a source that has nothing to say."""
    return {}


@dataclass(frozen=True)
class Proposal:
    """Rows that one source proposes, best first, with its own scores (any scale, higher is better).

    `appraise` gives the source's evidence on any rows, whoever proposed them.
    """

    rows: Rows
    scores: Floats
    appraise: Callable[[Rows], Signals] = silent


NOTHING = Proposal(NO_ROWS, NO_SCORES)
