"""An even sample of very many rows: it holds as good ones, at a cost that stays flat as catalogues grow."""

from __future__ import annotations

from typing import Final

from segue.music import Rows

MANY: Final = 200_000
"""Catalogues of up to so many tracks are looked at track by track."""
SOME: Final = 8_192
"""Of more than twice so many rows of a larger one about so many are."""
FEW: Final = 4_096
"""For a part of a list about so many are."""


def some(rows: Rows, seed: int, n: int) -> Rows:
    """`rows` of a catalogue of `n` tracks, or of very many every k-th from a seeded start."""
    step = len(rows) // SOME if len(rows) > looked_at(n) else 1
    return rows[seed % step :: step]


def few(rows: Rows, n: int) -> Rows:
    """`rows` of a catalogue of `n` tracks, or of a large one an even sample, for a part of a list."""
    return rows if n <= MANY else rows[:: -(-len(rows) // FEW) or 1]


def looked_at(n: int) -> int:
    """How many rows of a catalogue of `n` tracks are looked at one by one: every one where it is small."""
    return MANY if n <= MANY else 2 * SOME
