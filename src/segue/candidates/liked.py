"""Relevance feedback: near the middle of what was liked, lately above all, and away from what was disliked.

Rocchio's formula (1971) in the space of meaning; a ranking that learns sees its parts one by one.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from segue.candidates.query import NOTHING, Proposal, Query, Signals
from segue.candidates.space import RECENT, closest, cosine, nearest
from segue.music import Floats, Rows

_LATELY: Final = np.float32(0.5)
"""Weight of the newest likes beside that of all."""
_AWAY: Final = np.float32(0.25)
"""Weight of the disliked (0.25 against 1 is the usual setting)."""


def propose(query: Query) -> Proposal:
    """Eligible tracks where the judgements so far point; none where nothing was liked."""
    if len(query.liked) == len(query.disliked) == 0:
        return NOTHING
    space = query.snapshot.meaning
    every, lately = space.of_tracks(query.liked), space.of_tracks(query.liked[-RECENT:])
    direction = every + _LATELY * lately
    if len(query.disliked):
        direction = direction - _AWAY * space.of_tracks(query.disliked)
    found = nearest(query, direction) if len(query.liked) else NOTHING
    return Proposal(found.rows, found.scores, partial(_appraise, query, every, lately))


def _appraise(query: Query, every: Floats, lately: Floats, rows: Rows) -> Signals:
    """Cosine to what was liked, liked lately, to the nearest liked track and act, and to the nearest disliked track."""
    space, acts = query.snapshot.meaning, query.snapshot.artists.primary
    own, liked_acts = space.of_each_act(acts[rows]), np.unique(acts[query.liked])
    return {
        "near_liked": cosine(query, rows, every),
        "near_liked_lately": cosine(query, rows, lately),
        "near_one_liked": closest(space.tracks[rows], space.tracks[query.liked]),
        "act_near_liked": closest(own, space.of_each_act(liked_acts[liked_acts >= 0])),
        "near_disliked": closest(space.tracks[rows], space.tracks[query.disliked]),
    }
