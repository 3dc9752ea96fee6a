"""Sparse text: BM25 of the prompt's own words over title, artist, album, labels and description."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from segue.candidates.query import NO_ROWS, NO_SCORES, Proposal, Query, Signals
from segue.music import Floats, Rows

_SPOKEN = frozenset({"activity", "theme", "artist", "album", "track", "title", "entity", "similar"})
"""Attributes whose words may well stand in a text. Genres and moods are not among them: labels answer those, and a
title that merely contains the word would mislead."""
_DEEPER = 4
"""How many more hits are fetched than wanted, since some of them will not be eligible."""
_HITS: Final = 400
"""Hits in a conversation's words that count as evidence."""
Hits = tuple[Rows, Floats]


def propose(query: Query) -> Proposal:
    """Tracks whose text holds the words of wanted names and labels, and the words that could not be read.

    Of a conversation the words of all turns count; those of the newest alone are evidence of their own.
    """
    if not query.turns:
        hits = _search(query, " ".join(_words(query)), query.limit * _DEEPER)
        return Proposal(*_allowed(query, hits), partial(_appraise, {}))
    texts = query.heard.texts
    now, ever = _search(query, texts[0], _HITS), _search(query, " ".join(texts), _HITS)
    return Proposal(*_allowed(query, ever), partial(_appraise, {"words_now": now, "words": ever}))


def _search(query: Query, text: str, limit: int) -> Hits:
    return query.snapshot.text.search(text, limit) if text else (NO_ROWS, NO_SCORES)


def _allowed(query: Query, hits: Hits) -> Hits:
    rows, scores = hits
    kept = query.allowed[rows]
    return rows[kept][: query.limit], scores[kept][: query.limit]


def _appraise(hits: dict[str, Hits], rows: Rows) -> Signals:
    """For each text its BM25 score, and one over the hit's place; 0 for what it did not find."""
    found: Signals = {}
    for name, (hit, scores) in hits.items():
        order = np.argsort(hit)
        at = np.minimum(np.searchsorted(hit[order], rows), max(len(hit) - 1, 0))
        held = hit[order][at] == rows if len(hit) else np.zeros(len(rows), np.bool_)
        place = order[at] if len(hit) else at
        found[name] = np.where(held, scores[place] if len(hit) else 0, 0).astype(np.float32)
        found[f"{name}_place"] = np.where(held, 1 / (1 + place), 0).astype(np.float32)
    return found


def _words(query: Query) -> list[str]:
    wishes = [r for r in query.intent.requirements if r.polarity != "avoid" and r.attribute in _SPOKEN]
    wishes = [r for r in wishes if r.share >= 1 and r.scope == "list"]
    values = [v for r in wishes for v in (r.value if isinstance(r.value, tuple) else (r.value,))]
    return [r.phrase for r in wishes] + [str(v) for v in values] + [u.phrase for u in query.intent.unread]
