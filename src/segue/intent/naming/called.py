"""Acts by what they are called for short or by nickname, and titles that a list is to begin or end with."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from segue.catalogue.snapshot import Snapshot
from segue.intent.match import Match
from segue.intent.naming import meaning
from segue.intent.naming.context import Context, is_everyday
from segue.intent.naming.hits import Hit
from segue.intent.tokens import words_of
from segue.knowledge.names import artist_key
from segue.knowledge.nicknames import LONGEST, nicknames

_NAMING: Final = words_of("title titles titled called word words named")
"""Words in a prompt that may speak of titles, which hold short names as any words."""


def called(context: Context, found: list[Hit], snapshot: Snapshot) -> Iterator[Match]:
    """Matches of nicknames ("the stones"), and of short names written as names ("Chopin's", "some Debussy"); none
    inside a longer name among those that are `found`."""
    if context.tokens.words & _NAMING:
        return
    within = {at: (hit.start, hit.end) for hit in found if hit.words > 1 for at in range(hit.start, hit.end)}
    reached = 0
    for at in range(len(context.tokens)):
        match = _nickname(context, snapshot, at) or _short(context, snapshot, at) if at >= reached else None
        start, end = within.get(at, (at, at))
        if match is not None and not (start < match.start or end > match.end) and not _goes_on(context, match):
            yield match
            reached = match.end


@cache
def _openings() -> frozenset[str]:
    """The first words of nicknames, with and without the plural that a possessive looks like."""
    first = {nickname.split()[0] for nickname in nicknames()}
    return frozenset(first | {f"{word}s" for word in first})


def _nickname(context: Context, snapshot: Snapshot, at: int) -> Match | None:
    if context.word(at) not in _openings():
        return None
    for end in range(min(at + LONGEST, len(context.tokens)), at, -1):
        text = context.tokens.text(at, end)
        name = nicknames().get(text) or nicknames().get(text.removesuffix("s"))
        code = snapshot.artists.find(artist_key(name)) if name else None
        if code is not None:
            return _match(context, snapshot, at, end, code)
    return None


def _short(context: Context, snapshot: Snapshot, at: int) -> Match | None:
    """A single word that is written as a name, and no name as it stands."""
    token = context.tokens.items[at]
    if not token.capital or not context.capital(at, at + 1) or context.is_common(at, at + 1):
        return None
    key = token.key.removesuffix(" s")
    code = snapshot.artists.called(key) if snapshot.artists.meant(key) is None else None
    return _match(context, snapshot, at, at + 1, code) if code is not None else None


def _goes_on(context: Context, match: Match) -> bool:
    """Whether the run is a part of a longer name that no catalogue holds: "Elvis Impersonator"."""
    items = context.tokens.items
    before, behind = items[match.start - 1 : match.start], items[match.end : match.end + 1]
    if any(t.capital for t in behind) or any(t.capital and not is_everyday(t.text) for t in before):
        return context.capitals_tell
    return bool(behind) and not items[match.start].capital and context.is_strange(behind[0].text)


def _match(context: Context, snapshot: Snapshot, start: int, end: int, code: int) -> Match:
    said = meaning.artist_of(snapshot, code, meaning.written(context.tokens, start, end))
    return Match(start, end, (said,), bonus=6)
