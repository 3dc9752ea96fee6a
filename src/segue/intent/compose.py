"""From placed wishes to an Intent: lists become one wish, spans are cut out, what is left over is told as unread."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from segue.intent.mended import told
from segue.intent.row import Placed, Row
from segue.intent.tokens import Tokens
from segue.knowledge.lexicon import lexicon
from segue.music import Intent, Reading, Requirement, Unread, Value

SPARE: Final = 0.04
"""What equal shares leave open, so that they hold together when the slots do not divide evenly."""
LONGEST_UNREAD: Final = 6
"""Words in an unread phrase, at most."""
_WINDOW: Final = 18
"""Tokens looked at for one unread phrase; a word may be several ("1/2")."""
_BREAKS: Final = frozenset({"by", "with", "in", "on", "at", "from", "for", "and", "of", "that", "who"})
"""Words before which an unread run that is too long is cut."""
_JOINT: Final = frozenset({"and", "or", "nor", ",", "&", "/", "+", "vs"})
_ANY_OF: Final = dict.fromkeys(("genre", "artist", "language", "country", "track"), _JOINT) | {
    "instrument": frozenset({"or", "/"})
}
"""Attributes of which a list is one wish (any of them), and the words that join such a list."""


def compose(tokens: Tokens, row: Row) -> Intent:
    """The Intent of a prompt whose markers have all been applied."""
    cut = dict.fromkeys(_cut(tokens, placed) for placed in _merged(row))  # words that list as one say a thing once
    requirements = _side_by_side(_credited(_beside_artists(list(cut))))
    return Intent(prompt=tokens.prompt, requirements=requirements, unread=tuple(_unread(tokens, row)))


def _beside_artists(requirements: list[Requirement]) -> list[Requirement]:
    """A genre that the catalogue lacks is a preference beside artists, whose tracks its nearest kin hardly label."""
    if not any(r.attribute == "artist" and r.polarity == "want" for r in requirements):
        return requirements
    return [replace(r, strength="prefer") if _is_lacking(r) else r for r in requirements]


def _credited(requirements: list[Requirement]) -> list[Requirement]:
    """Who made the track named before ("creep by radiohead") is wished for no more than the track is."""
    kept = requirements[:1]
    for title, maker in pairwise(requirements):
        same = title.attribute == "track" and maker.attribute == "artist" and maker.polarity == title.polarity == "want"
        made = same and str(title.value).endswith(f" by {maker.value}") and maker.share == 1
        kept.append(replace(maker, share=title.share) if made else maker)
    return kept


def _is_lacking(requirement: Requirement) -> bool:
    reading = requirement.reading
    read = reading is not None and reading.subjective
    return requirement.attribute == "genre" and requirement.polarity == "want" and read


def _side_by_side(requirements: list[Requirement]) -> tuple[Requirement, ...]:
    """Artists wanted one by one share the list ("ten by A and five by B"), and so do times that do not touch ("70s
    disco mixed with 2010s house"): no track could be of each of them."""
    shares: dict[int, float] = {}
    for attribute in ("artist", "year"):
        apart = [r for r in requirements if r.attribute == attribute and r.polarity == "want" and r.scope == "list"]
        apart = [r for r in apart if r.share == 1 and r.strength == "must"]
        several = len({r.value for r in apart})
        if several > 1 and (attribute == "artist" or _disjoint(apart)):
            shares |= {id(r): round(1 / several - SPARE, 4) for r in apart}
    return tuple(replace(r, share=shares[id(r)]) if id(r) in shares else r for r in requirements)


def _disjoint(spans: list[Requirement]) -> bool:
    """Whether no two of these wishes for years, each for a span, have a year in common."""
    if not all(r.operator == "between" and isinstance(r.value, tuple) for r in spans):
        return False
    ends = sorted({r.value for r in spans if isinstance(r.value, tuple)}, key=str)
    return all(float(a[1]) < float(b[0]) for a, b in pairwise(ends))


def _cut(tokens: Tokens, placed: Placed) -> Requirement:
    start, end = tokens.span(placed.start, placed.end)
    wish = told(tokens, placed.wish, placed.start, placed.end)
    return replace(wish, phrase=tokens.prompt[start:end], span=(start, end))


def _merged(row: Row) -> list[Placed]:
    """The wishes; those of one list are each for any of its items, at the words of its own item."""
    group: list[Placed] = []
    for placed in row.placed:
        if not (group and _one_list(row, group[-1], placed)):
            group = [placed]
            continue
        group.append(placed)
        either = _either(group[0].wish, placed.wish)
        for member in group:
            member.wish = either
    return row.placed


def _one_list(row: Row, first: Placed, second: Placed) -> bool:
    if first.shared or second.shared:
        return False
    joints = _ANY_OF.get(first.wish.attribute)
    a, b = first.wish, second.wish
    alike = (a.attribute, a.polarity, a.strength, a.share, a.scope) == (
        b.attribute,
        b.polarity,
        b.strength,
        b.share,
        b.scope,
    )
    if joints is None or not alike or a.polarity != "want" or "any" not in (a.operator, "any") or a.value == b.value:
        return False
    between = [p for p in row.pieces[first.at + 1 : second.at] if p.kind != "noun" or p.text not in lexicon().nouns]
    return bool(between) and len(between) <= 2 and all(p.text in joints and p.match is None for p in between)


def _either(a: Requirement, b: Requirement) -> Requirement:
    value = tuple(dict.fromkeys((*_values(a.value), *_values(b.value))))
    return replace(a, operator="any", value=value, reading=_joint(a, b))


def _values(value: Value) -> tuple[str | int | float, ...]:
    return value if isinstance(value, tuple) else (value,) if value is not None else ()


def _joint(a: Requirement, b: Requirement) -> Reading | None:
    parts = [r.reading for r in (a, b) if r.reading is not None]
    if not parts:
        return None
    labels = tuple(dict.fromkeys(label for part in parts for label in part.labels))
    return Reading("; ".join(p.text for p in parts), labels, subjective=any(p.subjective for p in parts))


def _unread(tokens: Tokens, row: Row) -> Iterator[Unread]:
    for run in _runs(row, _halves(tokens, row)):
        yield from _told(tokens, run)


def _halves(tokens: Tokens, row: Row) -> set[int]:
    """Tokens that stand for a part of a word of another language ("route": road trip) of which a wish was read."""
    if not tokens.foreign:
        return set()
    read = {at for placed in row.placed for at in range(placed.start, placed.end)}
    words = {tokens.items[at].start for at in read}
    return {at for at, token in enumerate(tokens.items) if token.start in words}


def _runs(row: Row, halves: set[int]) -> Iterator[list[int]]:
    """Runs of tokens that were not understood, with the little words between them, without those around them."""
    run: list[int] = []
    waiting: list[int] = []
    for at, piece in enumerate(row.pieces):
        idle = piece.kind in ("function", "noun", "filler", "mark") or (
            piece.kind == "marker" and at not in row.spent and row.marker(at) in ("avoid", "like")
        )
        unknown = (piece.kind == "unknown" and piece.start not in halves) or _idle_share(row, at) or _negation(row, at)
        if unknown:
            run += [*(waiting if run or _negation(row, at - 1) else ()), *range(piece.start, piece.end)]
            waiting = []
        elif idle and not piece.is_boundary and len(waiting) < 3:
            waiting += range(piece.start, piece.end)
        else:
            if run:
                yield run
            run, waiting = [], []
        if not run and not unknown and not _negation(row, at):
            waiting = []
    if run:
        yield run


def _idle_share(row: Row, at: int) -> bool:
    """Whether a share in numbers stands there that found nothing to be a share of."""
    numbered = any(c.isdigit() for c in row.pieces[at].text)
    return numbered and row.marker(at) in ("share", "split", "each", "of_them") and at not in row.spent


def _negation(row: Row, at: int) -> bool:
    return at >= 0 and row.marker(at) == "avoid" and at not in row.spent


def _told(tokens: Tokens, run: list[int]) -> Iterator[Unread]:
    """One run as phrases of at most six words, cut before a preposition where one stands."""
    at = 0
    while at < len(run):
        end = at + _fitting(tokens, run[at : at + _WINDOW])
        start, stop = tokens.span(run[at], run[end - 1] + 1)
        yield Unread(tokens.prompt[start:stop], (start, stop))
        at = end
        while at < len(run) and tokens.items[run[at]].text in lexicon().function:
            at += 1


def _fitting(tokens: Tokens, run: list[int]) -> int:
    """How many tokens of `run` make the next phrase."""
    fits = len(run)
    while fits > 1 and len(tokens.prompt[slice(*tokens.span(run[0], run[fits - 1] + 1))].split()) > LONGEST_UNREAD:
        fits -= 1
    if fits == len(run):
        return fits
    breaks = [i for i in range(2, fits + 1) if tokens.items[run[i]].text in _BREAKS]
    return breaks[-1] if breaks else fits
