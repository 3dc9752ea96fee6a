"""What a source is asked: the understood prompt, and the rows it may propose."""

from __future__ import annotations

from dataclasses import dataclass

from segue.catalogue.snapshot import Snapshot
from segue.music import Bools, Floats, Intent, Rows


@dataclass(frozen=True)
class Query:
    """One call of candidate generation.

    `rows` are the eligible rows, ascending; `allowed` the same as a mask (n,). `liked` and `disliked` are rows that a
    listener judged. `limit` is how many tracks a source should propose at the most. `versions`: several versions of
    one song are wanted; else `rows` hold the best one of each.
    """

    intent: Intent
    snapshot: Snapshot
    rows: Rows
    allowed: Bools
    limit: int
    seed: int
    liked: Rows
    disliked: Rows
    versions: bool = False


@dataclass(frozen=True)
class Proposal:
    """Rows that one source proposes, best first, with its own scores (any scale, higher is better)."""

    rows: Rows
    scores: Floats
