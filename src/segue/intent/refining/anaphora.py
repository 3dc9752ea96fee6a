"""Words that stand for an artist named before: "this artist", "the second one's artist", "whoever plays number 4"."""

from __future__ import annotations

from typing import Final

from segue.intent.refining.draft import Draft
from segue.intent.refining.places import target
from segue.intent.refining.standing import Standing
from segue.intent.refining.words import Cursor
from segue.intent.tokens import Token, Tokens, tokenize, words_of
from segue.knowledge.names import artist_key
from segue.music import Playlist

_ARTIST: Final = words_of("artist band singer act group musician rapper composer artists")
_LISTENED: Final = 40
"""Tokens of a follow-up that are looked through."""


def resolved(draft: Draft, tokens: Tokens) -> Tokens:
    """`tokens` with each such run as one token that has the artist's name for its key; what was decided is told."""
    items: list[Token] = []
    at = 0
    while at < len(tokens):
        found = _artist(draft.standing, Cursor(tokens, at, len(tokens))) if at < _LISTENED else None
        if found is None:
            items.append(tokens.items[at])
            at += 1
            continue
        name, why, end = found
        run = tokens.items[at:end]
        items.append(Token(_text(name), artist_key(name), run[0].start, run[-1].end, capital=True))
        draft.reasons.append(f"“{tokens.prompt[run[0].start : run[-1].end]}” is {name}{why}")
        at = end
    return Tokens(tokens.prompt, tuple(items))


def _text(name: str) -> str:
    return "".join(c for c in artist_key(name) if c.isalnum()) or "artist"


def _artist(standing: Standing, cursor: Cursor) -> tuple[str, str, int] | None:
    """Name, how it was decided, and the token behind the words; None where no artist is meant."""
    this = cursor.word() in ("this", "that", "same") or cursor.takes("the", "same")
    if this and (end := _noun(cursor)):
        return *_focus(standing), end
    whoever = cursor.past("talk", "artist_of")
    if whoever is not None:
        point = target(whoever.tokens, whoever.at, standing)
        if point is not None and point.positions:
            return _of(standing, point.positions[0]), f" ({standing.name(point.positions[0])})", point.end
        return None
    if cursor.word() not in ("the", "number", "track", "song", "#") and not _possessive(cursor):
        return None
    point = target(cursor.tokens, cursor.at, standing)
    if point is None or len(point.positions) != 1 or cursor.to(point.end).word() not in _ARTIST | {"s"}:
        return None
    end = cursor.to(point.end).skip("s").at
    if cursor.to(end).word() not in _ARTIST:
        return None
    return _of(standing, point.positions[0]), f" ({standing.name(point.positions[0])})", end + 1


def _possessive(cursor: Cursor) -> bool:
    """Whether a number has a possessive "s" behind it ("2's artist")."""
    if cursor.number() is None:
        return False
    after = cursor.tokens.prompt[cursor.tokens.items[cursor.at].end :]
    return after[:2].lower() in ("'s", "’s")


def _noun(cursor: Cursor) -> int:
    """The token behind "this artist"; 0 where another noun follows."""
    begin = cursor.skip("the this that same")
    return begin.at + 1 if begin.word() in _ARTIST else 0


def _of(standing: Standing, position: int) -> str:
    return standing.artist(position)


def _focus(standing: Standing) -> tuple[str, str]:
    """The artist named last: in a wish of the follow-up before, or by the one track that it pointed at; else the one
    that stands in the list most often."""
    start = standing.intent.prompt.rfind("\n") + 1
    named = [r for r in standing.intent.of("artist") if start and r.span[0] >= start and r.operator == "is"]
    if named:
        return str(named[-1].value), ", named last"
    position = _pointed_at(standing, start)
    if position is not None:
        return position
    name = standing.most_heard()
    return name, ", who stands in the list most often"


def _pointed_at(standing: Standing, start: int) -> tuple[str, str] | None:
    """The artist of the one track that the follow-up before pointed at, as the list then was."""
    before: Playlist | None = standing.before
    if before is None or not start:
        return None
    earlier = Standing(standing.snapshot, before, standing.intent)
    tokens = tokenize(standing.intent.prompt[start:])
    for at in range(min(len(tokens), _LISTENED)):
        point = _quietly(tokens, at, earlier)
        if point is not None:
            return earlier.artist(point), f" (of {earlier.name(point)}, named last)"
    return None


def _quietly(tokens: Tokens, at: int, standing: Standing) -> int | None:
    """The one position named at `at`, if there is one; a place that the list did not have is none."""
    if len(standing) == 0 or (at and tokens.items[at - 1].number is not None):
        return None
    number = tokens.items[at].number
    if number is not None and not 1 <= number <= len(standing):
        return None
    point = target(tokens, at, standing)
    return point.positions[0] if point is not None and len(point.positions) == 1 else None
