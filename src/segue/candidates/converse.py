"""Candidates for a conversation: every source asked about all that was said and judged, and all evidence kept.

Nothing is narrowed by wishes here, since a ranking follows rather than a list with verdicts; only what nobody asks for
(Christmas songs, spoken word) and what was judged already stay out, that in any version. Of the versions of one song
the most prominent is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from segue.candidates.blend import blend
from segue.candidates.gather import SOURCES
from segue.candidates.query import NO_ROWS, Proposal, Query, Signals
from segue.catalogue.snapshot import Snapshot
from segue.music import Bools, Candidates, Intent, RankQuery, Rows
from segue.requirements import standing

WEIGHTS: Final[Mapping[str, float]] = {
    "acts": 1.0, "text": 1.0, "neighbours": 1.0, "liked": 1.0, "kin": 1.0, "meaning": 0.5, "alike": 0.25,
    "together": 0.5, "popular": 0.25,
}  # fmt: skip
"""Share of each source in the blend, of those that propose anything."""
LIMIT: Final = 1_500
"""Candidates that are ranked, at the least: where a conversation goes next is rarely said."""
_A_PLACE: Final = 3


def converse(
    query: RankQuery,
    asked: Intent,
    turns: Sequence[Intent],
    snapshot: Snapshot,
    *,
    top: int,
    barred: Rows = NO_ROWS,
    shelves: Sequence[Rows] = (),
) -> Candidates:
    """Candidates for the best `top` tracks. `turns` is how each text of `query` was understood, oldest first, `asked`
    the same as one; `barred` rows are out by rule; `shelves` are playlists as rows."""
    liked, disliked = snapshot.known_rows(query.liked), snapshot.known_rows(query.disliked)
    limit = max(LIMIT, _A_PLACE * top)
    allowed = _open(snapshot, asked, barred, np.concatenate([liked, disliked]))
    rows = np.flatnonzero(allowed).astype(np.int32)
    heard = tuple(turns) or (asked,)
    question = Query(asked, snapshot, rows, allowed, limit, 0, liked, disliked, heard, tuple(shelves))
    proposals = {name: SOURCES[name](question) for name in WEIGHTS}
    rows, sources = blend(proposals, WEIGHTS, limit)
    best = _one_a_song(snapshot, rows)
    kept = {name: term[best] for name, term in sources.items()}
    return Candidates(rows[best], kept, signals=_signals(proposals, rows[best]))


def _open(snapshot: Snapshot, asked: Intent, barred: Rows, judged: Rows) -> Bools:
    """Which tracks may be proposed; shape (n,)."""
    heard = np.zeros(int(snapshot.twin.max(initial=-1)) + 1, np.bool_)
    heard[snapshot.twin[judged]] = True
    allowed: Bools = standing(snapshot, asked) & ~heard[snapshot.twin]
    allowed[barred] = False
    return allowed


def _one_a_song(snapshot: Snapshot, rows: Rows) -> Rows:
    """Positions in `rows` of the most prominent version of each song, ascending."""
    order = np.lexsort((-snapshot.renown.prominence[rows], snapshot.twin[rows]))
    first = np.flatnonzero(np.diff(snapshot.twin[rows[order]], prepend=-1))
    return np.sort(order[first]).astype(np.int32)


def _signals(proposals: Mapping[str, Proposal], rows: Rows) -> Signals:
    found: Signals = {}
    for proposal in proposals.values():
        found |= proposal.appraise(rows)
    return found
