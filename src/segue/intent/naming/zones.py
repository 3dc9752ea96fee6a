"""Places where a name must follow: behind "like", "similar to", "in the vein of", "by"; and where they end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from segue.intent.naming.context import Context
from segue.intent.tokens import words_of

_LONGEST: Final = 24
_WORKS: Final = frozenset({"album", "song", "track", "single", "lp", "ep"})
_LEADS: Final = _WORKS | words_of(
    """like to of la as me by resembling resembles resemble featuring feat ft love loves loved enjoy enjoyed into adore
    liked likes vs"""
)
_LIKENED: Final = words_of("similar close comparable akin identical alike closer comparison related")
_OF: Final = words_of(
    """vein veins vibe vibes feel sound energy mood style styles spirit reminiscent likes lines fan fans manner mould
    mold tradition school ilk"""
)
_VERSIONS: Final = words_of("version versions rendition renditions recording recordings take takes remix remixes")
"""Words behind whose "of" a song is named."""
_OPINION: Final = words_of(
    """i we you they would id wed really also feel feels feeling felt look looks looking just id dont not he she and
    people"""
)
"""Words that make "like" a verb, or a comparison with anything but music."""
_LOVE: Final = words_of("love loves loved enjoy enjoyed into adore liked likes")
_ACTS: Final = words_of("bands artists groups singers rappers acts band artist group singer rapper")
_CREDITS: Final = frozenset({"by", "featuring", "feat", "ft"})
_NOT_BY: Final = words_of("followed accompanied driven led inspired influenced backed dominated surrounded sorted")
_ANOTHER: Final = _LEADS - _CREDITS - _WORKS - {"to", "of", "me", "la", "as", "into", "love"}
"""Leads that are seldom part of a name: there a new zone begins."""
_ENDS: Final = frozenset(";.:()|?#!")
_NEAR: Final = 4
_PAIRED: Final = 8
"""Words on either side of a dash."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Tokens `start` to `end`, in which names are expected."""

    start: int
    end: int
    is_sure: bool
    """Whether nothing but a name is expected."""
    credited: bool = False
    """Whether it is who made the music."""
    of_acts: bool = False
    """Whether it can be nothing but an act: "bands like …"."""
    of_title: bool = False
    """Whether it can be nothing but a title that the catalogue holds: "the album …"."""
    alone: bool = False
    """Whether the whole list is to be that song: "versions of …"."""


def zones(context: Context) -> Iterator[Zone]:
    """The zones of a prompt, in order; none overlap."""
    if not context.tokens.words & _LEADS:
        return
    reached = 0
    for at, token in enumerate(context.tokens.items):
        text = token.text
        if text not in _LEADS or at < reached:
            continue
        kind = _kind(context, at, text)
        if kind == "title":
            yield Zone(at, _end(context, at + 1), is_sure=True, of_title=True, alone=text == "of")
        elif kind:
            end = _end(context, at + 1)
            if end > at + 1:
                yield Zone(at + 1, end, kind != "weak", kind == "by", kind == "acts")
                reached = end


def _kind(context: Context, at: int, text: str) -> str:
    """What the word leads to: "by", "sure", "weak", or "" where it leads to no name."""
    before = context.word(at - 1)
    if text in _CREDITS:
        return "" if before in _NOT_BY else "by"
    if text in _LOVE:
        return "weak"
    if text == "like" and context.word(at + 1) == "to":
        return ""
    if text == "like":
        return "weak" if before in _OPINION else _sure(context, at)
    if text == "to":
        return _sure(context, at) if any(context.word(at - i) in _LIKENED for i in range(1, _NEAR)) else ""
    if text == "of":
        return "title" if before in _VERSIONS else "sure" if before in _OF else ""
    if text == "la":
        return "sure" if before == "a" else ""
    if text in _WORKS:
        return "title" if before in ("the", "from", "off", "on") else ""
    return "sure" if _compares(context, at, text) else ""


def _compares(context: Context, at: int, text: str) -> bool:
    """Whether the word ends a comparison: "the same mood as", "such as", "reminds me", "resembling"."""
    before = context.word(at - 1)
    if text == "as":
        return before == "such" or any(context.word(at - i) in ("same", "similar") for i in range(1, 7))
    return before.startswith("remind") if text == "me" else text.startswith("resembl")


def _sure(context: Context, at: int) -> str:
    before = (context.word(at - i) for i in range(1, _NEAR))
    return "acts" if any(word in _ACTS for word in before) else "sure"


def _end(context: Context, start: int) -> int:
    """Where the names that begin at `start` must have ended."""
    behind = context.tokens.items[start : start + _LONGEST]
    ends = (at for at, t in enumerate(behind) if t.text in _ENDS or (at and t.text in _ANOTHER))
    return start + next(ends, len(behind))


def pairs(context: Context) -> Iterator[tuple[int, int, int]]:
    """Clauses with a dash between two runs, as "Artist - Title" and "Title - Artist" have it: where the first begins,
    the dash, and where the second ends."""
    items = context.tokens.items
    for at in range(1, len(items) - 1):
        if items[at].text != "-" or not items[at].is_mark:
            continue
        start, end = at, at + 1
        while (
            start > 0
            and not items[start - 1].is_mark
            and at - start < _PAIRED
            and context.word(start - 1) not in _LEADS - _WORKS
        ):
            start -= 1
        while end < len(items) and not (items[end].is_mark and items[end].text not in "&'/") and end - at <= _PAIRED:
            end += 1
        if start < at and end > at + 1:
            yield start, at, end
