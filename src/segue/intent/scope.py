"""What markers do to the wishes beside them: polarity, likeness, strength, the part of the list, the share of it."""

from __future__ import annotations

from segue.intent.blocks import blocks
from segue.intent.negation import polarity
from segue.intent.pieces import Piece
from segue.intent.row import Placed, Row
from segue.intent.shares import shares
from segue.intent.turns import likeness, strength


def place(pieces: list[Piece]) -> Row:
    """The wishes of `pieces`, turned by every marker."""
    row = Row(pieces, [])
    for at, piece in enumerate(pieces):
        for found in piece.match.wishes if piece.match else ():
            placed = Placed(found, at, piece.start, piece.end, bool(piece.match and piece.match.soft))
            row.placed.append(placed)
            row.by_piece.setdefault(at, []).append(placed)
    for turn in (polarity, likeness, strength, blocks, shares):
        turn(row)
    return row
