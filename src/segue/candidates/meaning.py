"""Dense text: tracks near the labels that are asked for, whatever words they carry themselves."""

from __future__ import annotations

from functools import partial

from segue.candidates.query import NOTHING, Proposal, Query, Signals
from segue.candidates.space import cosine, nearest
from segue.music import Floats, Rows


def propose(query: Query) -> Proposal:
    """Eligible tracks near the middle of the wanted labels, those of earlier turns faded."""
    heard = query.heard
    if not heard.labels:
        return NOTHING
    direction = query.snapshot.meaning.of_labels(heard.faded(heard.labels))
    found = nearest(query, direction)
    return Proposal(found.rows, found.scores, partial(_appraise, query, direction))


def _appraise(query: Query, direction: Floats, rows: Rows) -> Signals:
    return {"near_wanted": cosine(query, rows, direction)}
