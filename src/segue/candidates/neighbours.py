"""Neighbours of the acts that the conversation names: tracks near the middle of them in the space of meaning."""

from __future__ import annotations

from functools import partial

import numpy as np

from segue.candidates.query import NOTHING, Proposal, Query, Signals
from segue.candidates.space import closest, cosine, nearest
from segue.music import Floats, Rows


def propose(query: Query) -> Proposal:
    """Eligible tracks near the acts named so far, those of earlier turns faded."""
    heard = query.heard
    if not heard.acts:
        return NOTHING
    middle = query.snapshot.meaning.of_acts(heard.faded(heard.acts))
    found = nearest(query, middle)
    return Proposal(found.rows, found.scores, partial(_appraise, query, middle))


def _appraise(query: Query, middle: Floats, rows: Rows) -> Signals:
    """Cosine to the middle of all acts named and of those named now, and of the act to the nearest of them."""
    space, heard = query.snapshot.meaning, query.heard
    now = {code: 1.0 for code, age in heard.acts.items() if age == 0}
    own = space.of_each_act(query.snapshot.artists.primary[rows])
    return {
        "near_named": cosine(query, rows, middle),
        "near_named_now": cosine(query, rows, space.of_acts(now) if now else None),
        "act_near_named": closest(own, space.of_each_act(np.fromiter(heard.acts, np.int32))),
    }
