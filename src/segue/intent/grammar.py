"""The grammar: tokens → proposals of every recogniser → the tagger's advice → the best cover → markers applied → an
Intent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from segue import clock
from segue.catalogue.snapshot import Snapshot
from segue.intent.ages import ages
from segue.intent.amounts import with_amounts
from segue.intent.announce import block_lengths
from segue.intent.arcs import arcs
from segue.intent.bare import bare_counts
from segue.intent.care import gently
from segue.intent.collection import collection
from segue.intent.compose import compose
from segue.intent.entities import entities
from segue.intent.genres import genres
from segue.intent.keys import keys
from segue.intent.languages import translated
from segue.intent.limits import limits
from segue.intent.match import Match, cover
from segue.intent.measures import measures
from segue.intent.mended import mended
from segue.intent.occasions import occasions
from segue.intent.phrases import phrases
from segue.intent.pieces import pieces
from segue.intent.plan import plan
from segue.intent.portions import portions
from segue.intent.radio import radio
from segue.intent.refusals import refusals
from segue.intent.resemblances import resemblances
from segue.intent.scope import place
from segue.intent.shapes import shapes
from segue.intent.sorts import sorts
from segue.intent.tagging import advise
from segue.intent.themes import themes
from segue.intent.titles import titles
from segue.intent.tokens import Tokens, tokenize
from segue.intent.years import years
from segue.music import Intent

_BY_WORDS = (
    measures, limits, titles, years, keys, arcs, shapes, block_lengths, portions, phrases, themes, occasions,
    refusals, resemblances, sorts,
)  # fmt: skip
_BY_CATALOGUE = (genres, entities)


def parse(prompt: str, snapshot: Snapshot | None, today: date | None = None) -> Intent:
    """What `prompt` asks for, read with the names and genres of `snapshot` (None: without). Never raises.

    Time is linear in the prompt's length. Spans are code points of `prompt`. `today` (default: the day it is) is what
    "this year" and "not played for a month" count from.
    """
    written = plan(prompt, snapshot) or radio(prompt, snapshot)
    if written:
        return gently(written)
    return read(words_of(prompt, snapshot), snapshot, today, advised=True)


def words_of(prompt: str, snapshot: Snapshot | None = None) -> Tokens:
    """The tokens of `prompt` as they are read: in English, without slips, each span of time as one."""
    typed = tokenize(prompt)
    english = translated(typed)
    return with_amounts(mended(typed, snapshot) if english is typed else english)


def markers(tokens: Tokens) -> Iterator[Match]:
    """Every run of words that asks for nothing by itself: those that turn the wishes beside them, and empty phrases."""
    return (match for recognise in _BY_WORDS for match in recognise(tokens) if not match.wishes)


def proposed(prompt: str, snapshot: Snapshot | None, today: date | None = None) -> tuple[Tokens, list[Match]]:
    """The tokens of `prompt`, and what every recogniser proposes for them."""
    tokens = words_of(prompt, snapshot)
    return tokens, _proposals(tokens, snapshot, today or clock.today())


def read(tokens: Tokens, snapshot: Snapshot | None, today: date | None = None, *, advised: bool = False) -> Intent:
    """What `tokens`, a prompt's or a part of them, ask for; spans are code points of their whole prompt. `advised`: the
    tagger is heard, as befits a whole prompt."""
    proposals = _proposals(tokens, snapshot, today or clock.today())
    if advised:
        proposals = advise(tokens, proposals, snapshot)
    row = place(pieces(tokens, bare_counts(tokens, cover(proposals, len(tokens)))))
    return gently(compose(tokens, row), tokens)


def _proposals(tokens: Tokens, snapshot: Snapshot | None, today: date) -> list[Match]:
    proposals = [match for recognise in _BY_WORDS for match in recognise(tokens)]
    proposals += [match for recognise in _BY_CATALOGUE for match in recognise(tokens, snapshot)]
    return [*proposals, *ages(tokens, today), *collection(tokens, snapshot, today)]
