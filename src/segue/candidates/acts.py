"""Entities: the own tracks of the acts and the works that the conversation names, and of the acts liked so far."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from segue.candidates.query import NO_ROWS, NOTHING, Proposal, Query, Signals
from segue.candidates.space import RECENT
from segue.candidates.top import top
from segue.music import Floats, Rows
from segue.requirements.heard import FADING

NEVER: Final = np.float32(20)
"""Age of what was never said."""
_LIKED: Final = FADING**2
"""An act that was liked counts as if it had been named two turns ago."""
_RENOWN: Final = np.float32(0.05)


def propose(query: Query) -> Proposal:
    """Eligible tracks of those acts, the last named first, the most prominent first within."""
    ages = _ages(query)
    own = np.concatenate([NO_ROWS, *(query.snapshot.artists.rows(code) for code in _liked_acts(query))])
    rows = np.unique(np.concatenate([ages.rows, own])).astype(np.int32)
    rows = rows[query.allowed[rows]]
    if len(rows) == 0:
        return Proposal(NOTHING.rows, NOTHING.scores, partial(_appraise, query, ages))
    said = np.maximum(FADING ** ages.of(rows), np.where(np.isin(rows, own), _LIKED, 0))
    scores = said + _RENOWN * query.snapshot.renown.prominence[rows]
    found = top(rows, scores.astype(np.float32), query.limit)
    return Proposal(found.rows, found.scores, partial(_appraise, query, ages))


class _Ages:
    """How long ago the act of a track, or the track, was named: ascending `rows`, with the age of each."""

    def __init__(self, rows: Rows, ages: Floats) -> None:
        order = np.lexsort((ages, rows))
        rows, ages = rows[order], ages[order]
        first = np.flatnonzero(np.diff(rows, prepend=-1))
        self.rows, self._ages = rows[first].astype(np.int32), ages[first]

    def of(self, rows: Rows) -> Floats:
        """Turns since; `NEVER` for what was not named."""
        out = np.full(len(rows), NEVER, np.float32)
        if len(self.rows):
            at = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
            named = self.rows[at] == rows
            out[named] = self._ages[at[named]]
        return out


def _ages(query: Query) -> _Ages:
    named = [(query.snapshot.artists.rows(code), age) for code, age in query.heard.acts.items()]
    named += [(np.array([row], np.int32), age) for row, age in query.heard.tracks.items()]
    rows = np.concatenate([NO_ROWS, *(found for found, _ in named)])
    return _Ages(rows, np.repeat([age for _, age in named], [len(found) for found, _ in named]).astype(np.float32))


def _liked_acts(query: Query) -> list[int]:
    acts = np.unique(query.snapshot.artists.primary[query.liked])
    return [int(code) for code in acts if code >= 0]


def _appraise(query: Query, ages: _Ages, rows: Rows) -> Signals:
    """Turns since the act was named, whether it leads the credit, and how many of its tracks were judged."""
    heard, acts = query.heard, query.snapshot.artists.primary
    own, judged = acts[rows], acts[query.liked]
    liked = _count(judged, own)
    tracks = np.isin(query.snapshot.twin[rows], query.snapshot.twin[np.fromiter(heard.tracks, np.int32)])
    return {
        "named_age": ages.of(rows),
        "named_lead": np.isin(own, list(heard.acts)).astype(np.float32),
        "named_track": tracks.astype(np.float32),
        "acts_named": np.full(len(rows), len(heard.acts), np.float32),
        "named_now": np.full(len(rows), sum(age == 0 for age in heard.acts.values()), np.float32),
        "act_liked": liked,
        "act_liked_share": liked / np.float32(max(len(query.liked), 1)),
        "act_liked_lately": _count(judged[-RECENT:], own),
        "act_disliked": _count(acts[query.disliked], own),
        "likes": np.full(len(rows), len(query.liked), np.float32),
    }


def _count(judged: Rows, own: Rows) -> Floats:
    """How often each of `own` stands in `judged`."""
    codes, counts = np.unique(judged[judged >= 0], return_counts=True)
    if len(codes) == 0:
        return np.zeros(len(own), np.float32)
    at = np.minimum(np.searchsorted(codes, own), len(codes) - 1)
    return np.where(codes[at] == own, counts[at], 0).astype(np.float32)
