"""Sparse text: BM25 of the prompt's own words over title, artist, album, labels and description."""

from __future__ import annotations

import numpy as np

from segue.candidates.query import Proposal, Query

_SPOKEN = frozenset({"activity", "theme", "artist", "album", "track", "title", "entity", "similar"})
"""Attributes whose words may well stand in a text. Genres and moods are not among them: labels answer those, and a
title that merely contains the word would mislead."""
_DEEPER = 4
"""How many more hits are fetched than wanted, since some of them will not be eligible."""


def propose(query: Query) -> Proposal:
    """Tracks whose text holds the words of wanted names and labels, and the words that could not be read."""
    text = " ".join(_words(query))
    rows, scores = query.snapshot.text.search(text, query.limit * _DEEPER) if text else _NOTHING
    kept = query.allowed[rows]
    return Proposal(rows[kept][: query.limit], scores[kept][: query.limit])


def _words(query: Query) -> list[str]:
    wishes = [r for r in query.intent.requirements if r.polarity != "avoid" and r.attribute in _SPOKEN]
    wishes = [r for r in wishes if r.share >= 1 and r.scope == "list"]
    values = [v for r in wishes for v in (r.value if isinstance(r.value, tuple) else (r.value,))]
    return [r.phrase for r in wishes] + [str(v) for v in values] + [u.phrase for u in query.intent.unread]


_NOTHING = (np.empty(0, np.int32), np.empty(0, np.float32))
