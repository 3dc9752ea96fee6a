"""Genre kin: tracks that carry the wanted labels themselves, and those whose labels are those of the liked tracks."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from segue.candidates.carried import Own, carrying
from segue.candidates.query import NO_ROWS, NO_SCORES, Proposal, Query, Signals
from segue.candidates.top import top
from segue.music import Rows

_RENOWN: Final = np.float32(0.5)


def propose(query: Query) -> Proposal:
    """Eligible tracks by how many of the wanted labels they carry, later ones above earlier, and prominence."""
    heard, appraise = query.heard, partial(_appraise, query)
    if not heard.labels:
        return Proposal(NO_ROWS, NO_SCORES, appraise)
    rows, carried = carrying(query.snapshot, heard.faded(heard.labels), query.rows, query.allowed)
    scores = np.log1p(carried) + _RENOWN * query.snapshot.renown.prominence[rows]
    found = top(rows, scores, query.limit)
    return Proposal(found.rows, found.scores, appraise)


def _appraise(query: Query, rows: Rows) -> Signals:
    """Wanted labels carried (of all turns, faded; by idf; of the newest turn), shunned ones, and the overlap with the
    labels of what was liked: genres and tags apart, each a cosine under idf."""
    heard, idf = query.heard, query.snapshot.labels.idf
    own = Own(query.snapshot, rows)
    found: Signals = {"labels_shunned": own.sums(dict.fromkeys(heard.shunned_labels, 1.0))}
    if heard.labels:
        faded = heard.faded(heard.labels)
        found["labels_wanted"] = own.sums(faded)
        found["labels_rare"] = own.sums({code: weight * float(idf[code]) for code, weight in faded.items()})
        found["labels_now"] = own.sums({code: 1.0 for code, age in heard.labels.items() if age == 0})
    if len(query.liked):
        liked = Own(query.snapshot, query.liked)
        found["genres_liked"] = own.overlap(liked, "genre")
        found["tags_liked"] = own.overlap(liked, "tag")
    return found
