"""Text: how high the prompt's own words rank the track (BM25)."""

from __future__ import annotations

from segue.music import Floats
from segue.ranking.context import Context


def text(context: Context) -> Floats:
    """The reciprocal-rank term of the text source."""
    return context.source("text")
