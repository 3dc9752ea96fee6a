"""The grammar: tokens → proposals of every recogniser → the best cover → markers applied → an Intent."""

from __future__ import annotations

from segue.catalogue.snapshot import Snapshot
from segue.intent.amounts import with_amounts
from segue.intent.arcs import arcs
from segue.intent.blocks import block_lengths, blocks
from segue.intent.compose import compose
from segue.intent.entities import entities
from segue.intent.genres import genres
from segue.intent.keys import keys
from segue.intent.limits import limits
from segue.intent.match import cover
from segue.intent.measures import measures
from segue.intent.phrases import phrases
from segue.intent.pieces import pieces
from segue.intent.scope import place
from segue.intent.titles import titles
from segue.intent.tokens import tokenize
from segue.intent.years import years
from segue.music import Intent

_BY_WORDS = (measures, limits, titles, years, keys, arcs, block_lengths, phrases)
_BY_CATALOGUE = (genres, entities)


def parse(prompt: str, snapshot: Snapshot | None) -> Intent:
    """What `prompt` asks for, read with the names and genres of `snapshot` (None: without). Never raises.

    Time is linear in the prompt's length. Spans are code points of `prompt`.
    """
    tokens = with_amounts(tokenize(prompt))
    proposals = [match for recognise in _BY_WORDS for match in recognise(tokens)]
    proposals += [match for recognise in _BY_CATALOGUE for match in recognise(tokens, snapshot)]
    row = place(pieces(tokens, cover(proposals, len(tokens))))
    blocks(row)
    return compose(tokens, row)
