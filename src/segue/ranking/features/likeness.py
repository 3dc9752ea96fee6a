"""Likeness: nearness to the named seeds and the tracks liked so far."""

from __future__ import annotations

from segue.music import Floats
from segue.ranking.context import Context


def likeness(context: Context) -> Floats:
    """The reciprocal-rank term of the sound-alike source."""
    return context.source("alike")
