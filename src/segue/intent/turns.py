"""Markers that turn wishes into likeness, musts and preferences."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from segue.intent.row import JOINTS, REACH, Placed, Row
from segue.music import Strength

_PREPOSITIONS: Final = frozenset({"for", "with", "from", "in", "to", "while", "when", "at", "on", "during"})
_NAMED: Final = ("artist", "track", "album")
_BESIDE: Final = JOINTS | {"by", "from", "song", "songs", "band", "bands", "track", "the"}
"""Words between the names of things to resemble: "X by A or Y by B"."""
_CREDITS: Final = frozenset({"by", "ft", "feat", "featuring"})
_STRANGE: Final = 6
"""Words that are not understood which may stand among such names: they are names that no catalogue lists."""
_SUFFIXES: Final = frozenset(
    {"style", "styled", "type", "esque", "inspired", "influenced", "sounding", "vibe", "vibes", "flavoured", "flavored",
     "adjacent", "ish", "fan", "fans", "alike", "soundalikes", "aesthetic", "energy"}
)  # fmt: skip
"""Words behind a name that make it something to resemble: "Coldplay-style", "a Drake type beat"."""
_EXTRAS: Final = frozenset({"explicit", "version", "liveness", "language", "instrumentalness", "vocals", "instrument"})
"""What may be allowed without being what is looked for: "live versions are fine"."""
_TWO_SIDED: Final = frozenset({"meets", "crossed with", "mixed with", "x"})


def likeness(row: Row) -> None:
    """Names behind "like" and its kin, before "-esque" and its kin, and those listed with them, are to resemble."""
    for at in row.markers("like"):
        reached = _resembled(row, at)
        if row.pieces[at].text in _TWO_SIDED and reached:
            reached = _before(row, at) or reached
        if reached:
            row.spent.add(at)
    for at in row.markers("alike"):
        if _before(row, at):
            row.spent.add(at)
    for at in row.markers("alike_all"):
        for placed in row.placed:
            _alike(placed)
        row.spent.add(at)
    for placed in row.placed:
        match = row.pieces[placed.at].match
        if placed.wish.attribute in _NAMED and (_suffixed(row, placed.at) or (match is not None and match.alike)):
            _alike(placed)


def _resembled(row: Row, at: int) -> bool:
    """Turn the names behind the marker at `at`; whether there are any."""
    reached, strange, opposed, past = False, 0, False, False
    for i in range(at + 1, min(len(row.pieces), at + REACH)):
        piece = row.pieces[i]
        named = [p for p in row.wishes(i) if p.wish.attribute in _NAMED]
        if named and (not past or row.pieces[i - 1].text in _CREDITS):
            for placed in named:
                _alike(placed, opposed=opposed)
            reached, strange, past = True, 0, False
        elif piece.is_boundary and not ((reached or strange) and piece.text == ","):
            break
        elif piece.text == "than" and reached and row.pieces[at].text.startswith("more like"):
            opposed = True
        elif piece.kind == "unknown" and strange < _STRANGE:
            strange += 1
        else:
            past = past or _breaks(row, i, begun=reached or strange > 0)
    return reached


def _breaks(row: Row, at: int, *, begun: bool) -> bool:
    """Whether the names to resemble end at `at`, but for those behind "by": what stands before it may be a title."""
    piece = row.pieces[at]
    if row.wishes(at) or (piece.kind == "marker" and row.marker(at) not in ("like", "alike")):
        return True
    return begun and piece.text not in _BESIDE


def _alike(placed: Placed, *, opposed: bool = False) -> None:
    """Make a name something to resemble, or not to."""
    wish = placed.wish
    if wish.attribute not in _NAMED:
        return
    away = opposed or wish.polarity == "avoid"
    placed.wish = replace(wish, attribute="similar", polarity="avoid" if away else "like", strength="prefer", share=1.0)
    placed.fixed = True


def _before(row: Row, at: int) -> bool:
    """Turn the name right before `at`, and those listed with it; whether there is one."""
    i = at - 1
    while i >= 0 and row.pieces[i].kind in ("function", "noun") and at - i <= 2:
        i -= 1
    reached = False
    while i >= 0 and any(p.wish.attribute in _NAMED for p in row.wishes(i)):
        for placed in row.wishes(i):
            _alike(placed)
        reached = True
        i -= 1
        while i >= 0 and row.pieces[i].text in JOINTS:
            i -= 1
    return reached


def _suffixed(row: Row, at: int) -> bool:
    following = row.pieces[at + 1] if at + 1 < len(row.pieces) else None
    return following is not None and following.kind != "wish" and following.text in _SUFFIXES


def strength(row: Row) -> None:
    """Make what "only" is about a must and what "ideally" is about a preference."""
    for at in row.markers("must", "prefer"):
        kind: Strength = "must" if row.marker(at) == "must" else "prefer"
        _strengthen(_qualified(row, at, kind), kind)
    for at in row.markers("allowed"):
        _strengthen([p for p in _with_whole(row, row.clause(at)[0], at) if p.wish.attribute in _EXTRAS], "prefer")


def _strengthen(wishes: list[Placed], strength: Strength) -> None:
    for placed in wishes:
        if not placed.fixed:
            placed.wish = replace(placed.wish, strength=strength)
            placed.fixed = True


def _qualified(row: Row, at: int, strength: str) -> list[Placed]:
    """What "only" or "ideally" is about: what follows in its clause, else what precedes it, else the clause before."""
    first, last = row.clause(at)
    following = _with_whole(row, at + 1, _phrase_end(row, at + 1, last) if strength == "must" else last)
    if following:
        return following
    before = _with_whole(row, first, at)
    if before or strength == "must" or first < 2:
        return before[-1:] if strength == "must" else before
    return _with_whole(row, *row.clause(first - 2))


def _phrase_end(row: Row, first: int, last: int) -> int:
    """Where the words that "only" is about end: at a preposition behind the first wish ("only jazz | for studying")."""
    told = False
    for at in range(first, last):
        if told and row.pieces[at].text in _PREPOSITIONS:
            return at
        told = told or bool(row.wishes(at))
    return last


def _with_whole(row: Row, first: int, last: int) -> list[Placed]:
    return [p for i in range(first, last) for p in row.wishes(i)]
