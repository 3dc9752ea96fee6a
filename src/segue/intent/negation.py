"""What a negation reaches: "no rap or country", "without heavy vocals", "rap is out", "nothing by A except B"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from segue.intent.phrases import without
from segue.intent.row import JOINTS, Placed, Row
from segue.music import Reading, Region, Requirement

_CONJUNCTIONS: Final = frozenset({"or", "nor", "and", "&", "/", "+"})
_HESITATIONS: Final = frozenset({"um", "umm", "uh", "uhm", "erm", "hmm", "ok"})
_AFTER_WISH: Final = _HESITATIONS | {"please", "at", "all", "whatsoever", "ever", "like", "that", "is", "sounding"}
_TOLD: Final = 2
"""Words of a negation, at most, that are told as part of what it negates: "no rap", not "I am not a fan of rap"."""
_PATIENCE: Final = 6
"""Words that ask nothing which may stand between a negation and what it negates."""
_SINGLE_USE: Final = frozenset({"count", "duration", "per_artist", "arc", "explicit"})
"""What a bare negation does not turn: it has its own words for that."""
_ALTERNATIVES: Final = frozenset({"or", "nor"})
_HATED: Final = ("hate", "stand", "despise", "detest", "loathe", "dislike", "bear")
"""Ends of negations whose objects "and" joins, whatever they are: "I hate autotune and mumble rap"."""
_RESTART: Final = frozenset(
    {"with", "but", "just", "only", "instead", "give", "play", "want", "like", "maybe", "then", "i"}
)
"""Words behind "or" that begin something else than another thing to avoid."""
_LOOSE: Final = 4
"""Words that ask nothing which may stand between "or" and the next thing to avoid."""
_MILD: Final = (
    "too",
    "overly",
    "so",
    "very",
    "that",
    "super",
    "really",
    "particularly",
    "especially",
    "much",
    "heavily",
)
_QUALITIES: Final = frozenset(
    {
        "mood",
        "energy",
        "valence",
        "tempo",
        "danceability",
        "loudness",
        "popularity",
        "liveness",
        "track_duration",
        "era",
    }
)
_SOUNDS: Final = frozenset({"instrument", "vocals", "instrumentalness", "acousticness"})
_NAMES: Final = frozenset(
    {"genre", "artist", "track", "album", "version", "language", "country", "activity", "theme", "year", "similar"}
)
_LISTED: Final = _QUALITIES | _SOUNDS | _NAMES
_READ_AS_ABSENT: Final = frozenset({"no", "not", "nothing", "without", "non", "never", "zero"})
"""First words of terms that the lexicon lists with their negation ("no live versions")."""
_PREFIXES: Final = frozenset({"non", "anti"})
"""Negations of the very next word."""
_EXCEPTIONS: Final = (
    "except",
    "excluding",
    "other than",
    "apart from",
    "aside from",
    "besides",
    "save",
    "with the exception",
)
_WITHIN: Final = {"artist": ("track", "album", "artist"), "genre": ("artist", "track"), "country": ("artist",)}
"""What "but" can except from what was ruled out before it: "no rap but Eminem"."""
_UNCHECKED: Final = ("era", "similar", "entity")
"""What cannot be told of a track without a reading of its own."""
_AT_LEAST_ONE: Final = 0.04
"""The share of an exception: one track of a list of 25."""


def polarity(row: Row) -> None:
    """Turn what the negations of `row` reach into things to avoid, but for the exceptions."""
    last: tuple[int, list[Placed]] | None = None
    for at, piece in enumerate(row.pieces):
        kind = row.marker(at)
        if last is not None and _excepts(row, last, at):
            spare = _reached(row, at)
            if spare and _spare(last[1], spare, narrow=not kind):
                row.spent.add(at)
                continue
        if kind == "avoid":
            turned = _forward(row, at)
            last = (turned[-1].at, turned) if turned else last
        elif kind == "avoided":
            _backward(row, at)
        elif piece.kind == "wish" and piece.text.split(" ", 1)[0] in _READ_AS_ABSENT:
            wishes = row.wishes(at)
            if wishes[-1].wish.attribute in _LISTED and wishes[-1].soft:
                wishes = [*wishes, *_turned(_listed(row, at + 1, wishes[-1].wish.attribute), mild=False)]
            last = (wishes[-1].at, wishes)


def _forward(row: Row, at: int) -> list[Placed]:
    """The wishes that the negation at `at` reaches, turned; the phrase of the first takes the negation in."""
    marker = row.pieces[at]
    amount = marker.match.marker.amount if marker.match and marker.match.marker else 0
    reached = _reached(row, at)
    if not reached:
        return []
    first = row.pieces[reached[0].at].text.split(" ", 1)[0]
    mild = bool(amount) or marker.text.endswith(_MILD) or first in _MILD
    for placed in _turned(reached, mild=mild):
        if placed is reached[0] and _near(row, at, placed.at) and placed.start - marker.start <= _TOLD:
            placed.start = marker.start
    row.spent.add(at)
    return reached


def _turned(found: Sequence[Placed], *, mild: bool) -> Sequence[Placed]:
    """`found`, its wishes turned into ones to avoid."""
    for placed in found:
        if placed.wish.polarity != "want":
            continue
        wish = placed.wish
        if mild and (wish.attribute, wish.value) == ("vocals", "vocals"):
            wish = replace(wish, value="heavy vocals")
        placed.wish = replace(
            wish, polarity="avoid", reading=without(wish) or wish.reading, strength="prefer" if mild else "must"
        )
        placed.fixed = True
    return found


def _near(row: Row, marker: int, wish: int) -> bool:
    """Whether only words that ask nothing stand between a negation and what it negates."""
    between = row.pieces[marker + 1 : wish]
    return len(between) <= _PATIENCE and all(p.kind in ("function", "noun", "filler") for p in between)


def _open(row: Row, at: int) -> list[Placed]:
    """The wishes of piece `at` that a negation can turn: not those that hold one already."""
    if row.pieces[at].text.split(" ", 1)[0] in _READ_AS_ABSENT:
        return []
    return [p for p in row.wishes(at) if p.wish.attribute not in _SINGLE_USE]


def _reached(row: Row, marker: int) -> list[Placed]:
    """The wishes that a negation reaches: the first behind it, and the list that one stands in."""
    gap, close = 0, row.pieces[marker].text in _PREFIXES
    for at in range(marker + 1, len(row.pieces)):
        piece = row.pieces[at]
        wishes = _open(row, at)
        if wishes:
            titled = row.pieces[at - 1].text == "by" and _compares(row, marker)
            listed = _listed(row, at + 1, wishes[-1].wish.attribute, wide=row.pieces[marker].text.endswith(_HATED))
            return [] if titled else [*wishes, *listed]
        if row.wishes(at) or piece.is_boundary or gap > _PATIENCE or (close and piece.kind == "unknown"):
            return []
        if piece.kind == "marker" and row.marker(at) not in ("share", "like"):
            return []
        gap += piece.kind != "unknown"
    return []


def _compares(row: Row, at: int) -> bool:
    """Whether "like" stands before in the clause: "like I don't want to miss a thing by …" holds a title."""
    first, _ = row.clause(at)
    return any(row.marker(i) == "like" for i in range(max(first, at - _PATIENCE), at))


def _listed(row: Row, at: int, attribute: str, *, wide: bool = False) -> list[Placed]:
    """The rest of a negated list whose last wish so far was on `attribute` and ends before `at`; "and" joins things of
    any kind where it is `wide`."""
    found: list[Placed] = []
    while at < len(row.pieces):
        piece = row.pieces[at]
        wishes = _open(row, at)
        if wishes and wishes[-1].wish.attribute == attribute:
            found += wishes
        elif row.wishes(at) or (piece.kind == "marker" and row.marker(at) not in ("share", "like")):
            break
        elif piece.text in JOINTS:
            following = _goes_on(row, at, attribute, wide=wide)
            if following is None:
                break
            found += _open(row, following)
            attribute = found[-1].wish.attribute
            at = following
        elif piece.kind != "noun" and piece.text not in _AFTER_WISH:
            break
        at += 1
    return found


def _goes_on(row: Row, at: int, attribute: str, *, wide: bool) -> int | None:
    """The index of the next wish of a negated list that goes on behind a joint at `at`, or None.

    "no rap or country" goes on; "no rap, rock" does not, unless it is a list of names, of three or more, or one that
    ends in "or" or "and". "Or" joins things of any kind ("no rap or sad songs"), "and" those that are alike.
    """
    first, joints = _next_item(row, at, attribute, wide=wide)
    if first is None or joints & _CONJUNCTIONS or attribute == "artist":
        return first
    behind = first + 1
    while behind < len(row.pieces) and row.pieces[behind].kind == "noun":
        behind += 1
    second, joints = _next_item(row, behind, attribute, wide=wide)
    return first if second is not None or joints & _CONJUNCTIONS else None


def _next_item(row: Row, at: int, attribute: str, *, wide: bool) -> tuple[int | None, set[str]]:
    """The wish that goes on a list on `attribute` behind the joints at `at`, or None, and those joints."""
    joints: set[str] = set()
    slack = 0
    while at < len(row.pieces) and row.pieces[at].kind != "wish":
        piece = row.pieces[at]
        if piece.text in JOINTS:
            joints.add(piece.text)
        elif slack < _LOOSE and (piece.text in _HESITATIONS or (joints & _ALTERNATIVES and _idle(row, at))):
            slack += 1
        else:
            break
        at += 1
    told = joints | {"or"} if wide and joints else joints
    there = at < len(row.pieces) and bool(joints) and any(_kin(p, attribute, told) for p in _open(row, at))
    return (at, joints) if there else (None, joints & _ALTERNATIVES)


def _idle(row: Row, at: int) -> bool:
    piece = row.pieces[at]
    return piece.kind in ("function", "noun", "filler") and piece.text not in _RESTART and not piece.is_boundary


def _kin(placed: Placed, attribute: str, joints: set[str]) -> bool:
    """Whether a wish can stand in one negated list with a wish on `attribute`, joined by `joints`."""
    other = placed.wish.attribute
    if other == attribute:
        return True
    if other not in _LISTED or (other in _QUALITIES and placed.wish.reading is None):
        return False
    if joints & _ALTERNATIVES:
        return True
    return any({attribute, other} <= group for group in (_QUALITIES, _SOUNDS))


def _backward(row: Row, at: int) -> None:
    """Turn what stands before a negation that comes late: "rap and country are out"."""
    i, gap = at - 1, 0
    while i >= 0 and not row.wishes(i) and gap <= _PATIENCE and _passes(row, i):
        i, gap = i - 1, gap + 1
    found = _open(row, i) if i >= 0 else []
    if not found:
        return
    attribute = found[0].wish.attribute
    while (before := _joined(row, i)) is not None and _same(row, before, attribute):
        i = before
        found = [*_open(row, i), *found]
    found[-1].end = row.pieces[at].end
    _turned(found, mild=False)
    row.spent.add(at)


def _joined(row: Row, at: int) -> int | None:
    """The piece that a conjunction or a comma joins to piece `at`, hesitations passed over; None without one."""
    if at < 2 or row.pieces[at - 1].text not in _CONJUNCTIONS | {","}:
        return None
    return next((i for i in range(at - 2, -1, -1) if row.pieces[i].text not in _HESITATIONS), None)


def _passes(row: Row, at: int) -> bool:
    piece = row.pieces[at]
    return piece.kind in ("function", "noun", "filler") or piece.text == ","


def _same(row: Row, at: int, attribute: str) -> bool:
    return any(p.wish.attribute == attribute or {p.wish.attribute, attribute} <= _SOUNDS for p in _open(row, at))


def _excepts(row: Row, last: tuple[int, list[Placed]], at: int) -> bool:
    """Whether an exception to what was ruled out `last` begins at `at`."""
    piece = row.pieces[at]
    if not (piece.text == "but" or (row.marker(at) in ("avoid", "except") and piece.text.startswith(_EXCEPTIONS))):
        return False
    between = row.pieces[last[0] + 1 : at]
    return len(between) <= _LOOSE and all(p.kind in ("function", "noun", "filler") or p.text == "," for p in between)


def _spare(ruled_out: list[Placed], spare: list[Placed], *, narrow: bool) -> bool:
    """Let `spare` stand although `ruled_out` is avoided. False where that is no exception ("no drums but piano")."""
    within = {a for placed in ruled_out for a in _WITHIN.get(placed.wish.attribute, ())}
    if narrow and not all(p.wish.attribute in within for p in spare):
        return False
    for placed in spare:
        wish = placed.wish
        if wish.attribute == "artist" and any(p.wish.attribute == "artist" for p in ruled_out):
            wish = replace(wish, attribute="track")
        placed.wish = replace(wish, polarity="want", strength="prefer", share=_AT_LEAST_ONE)
        placed.fixed = True
    regions = tuple(
        Region(p.wish.attribute, p.wish.operator, p.wish.value) for p in spare if p.wish.attribute not in _UNCHECKED
    )
    for placed in ruled_out:
        placed.wish = _sparing(placed.wish, regions)
    return True


def _sparing(wish: Requirement, regions: tuple[Region, ...]) -> Requirement:
    """`wish`, read as one that lets the tracks of `regions` stand."""
    names = " or ".join(f"“{_said(region)}”" for region in regions)
    reading = wish.reading or Reading(f"{wish.value}", subjective=False)
    return replace(wish, reading=replace(reading, text=f"{reading.text}, except {names}", spared=regions))


def _said(region: Region) -> str:
    value = region.value
    if isinstance(value, tuple):
        return ("–" if region.operator == "between" else ", ").join(map(str, value))
    return str(value)
