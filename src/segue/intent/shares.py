"""Shares of the list: "mostly jazz with a few funk touches", "ten by A and five by B", "alternate rock and soul"."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from segue.intent.match import wish
from segue.intent.row import REACH, Placed, Row
from segue.music import WHOLE, Place, Reading, Requirement

_WEAK_SHARES: Final = frozenset(
    {"some", "a few", "a little", "a bit of", "with some", "occasional", "a couple of", "a fair bit of", "a handful of"}
)
"""Shares that are only meant as such beside a main wish: "give me some jazz" wants jazz throughout."""
_MAIN: Final = ("genre", "artist", "mood", "activity")
_AMONG: Final = frozenset({"among", "amongst", "amid", "amidst", "otherwise"})
"""Words behind which the main wish may follow: "a handful of funk songs among jazz"."""
_TURNS: Final = frozenset({"genre", "language", "country"})
"""What can be judged to alternate by the labels of tracks."""
_TURNERS: Final = frozenset({"share", "split", "each", "of_them", "avoid"})
"""Kinds of markers that are told as unread where they turn nothing."""
_SLACK: Final = 0.04
"""What a rest leaves free where the number of tracks is not told: one slot in a list of 25."""
_TINY: Final = 1e-6
_USUAL: Final = 25
"""Tracks of a list whose length is not told."""
_NEAR: Final = 5
"""Pieces behind a vague share among which the songs must stand that it counts."""
_VAGUE: Final = {"a few": (3, 5), "a couple of": (2, 3), "a handful of": (4, 6)}
"""How many tracks a vague share means where it is all that is asked for, at least and at most."""


def shares(row: Row) -> None:
    """Give wishes beside shares and counts their part of the list, in place."""
    _split(row)
    _each(row)
    _floors(row)
    _marked(row)
    _counts(row)
    _in_turn(row)
    _complements(row)


def size(row: Row) -> int | None:
    """The number of tracks asked for, where it is exact."""
    return next((c.wish.value for c in _sizes(row) if isinstance(c.wish.value, int)), None)


def _sizes(row: Row) -> list[Placed]:
    return [p for p in row.placed if p.wish.attribute == "count" and p.wish.operator == "is" and p.wish.scope == "list"]


def _give(placed: Placed, share: float) -> None:
    placed.wish, placed.shared = replace(placed.wish, share=share), True


def _split(row: Row) -> None:
    """Two shares that stand together are of the next two wishes in turn ("70/30 rock and jazz"); equal parts are of as
    many as are listed."""
    for at in row.markers("split"):
        match = row.pieces[at].match
        assert match is not None
        assert match.marker is not None
        listed = _listed(row, at)
        first = match.marker.amount or (1 / len(listed) if listed else 0)
        rest = (1 - first) / max(len(listed) - 1, 1)
        for placed in listed:
            row.spent.add(at)
            _give(placed, _down(first if placed is listed[0] else rest))


def _each(row: Row) -> None:
    """So many tracks of each of a list: even shares of their sum, or parts of that length one after the other."""
    for at in row.markers("each"):
        piece = row.pieces[at]
        assert piece.match is not None
        assert piece.match.marker is not None
        marker, listed = piece.match.marker, _listed(row, at)
        if not listed:
            continue
        row.spent.add(at)
        for number, placed in enumerate(listed if marker.block else ()):
            _stand(row, at, wish("count", "is", int(marker.amount), scope=Place(block=number)))
            placed.wish = replace(placed.wish, scope=Place(block=number))
        if not marker.block:
            for placed in listed:
                _give(placed, _down(1 / len(listed)))
            if size(row) is None:
                _stand(row, at, wish("count", "is", int(marker.amount) * len(listed)))


def _stand(row: Row, at: int, asked: Requirement) -> Placed:
    """Let piece `at` ask for something as well."""
    placed = Placed(asked, at, row.pieces[at].start, row.pieces[at].end, soft=False)
    row.placed.append(placed)
    row.placed.sort(key=lambda p: p.at)
    return placed


def _floors(row: Row) -> None:
    """ "At least two songs by A" is a share of the list, where that is told to be longer or several such are."""
    floors = [
        p for p in row.placed if p.wish.attribute == "count" and (p.wish.operator, p.wish.scope) == ("min", "list")
    ]
    tracks = size(row)
    if not (tracks or len(floors) > 1 or (floors and any(p.wish.attribute == "duration" for p in row.placed))):
        return
    for floor in floors:
        behind = [p for p in row.within(floor.at, row.clause(floor.at)[1]) if _can_share(p)][:1]
        share = _down(int(str(floor.wish.value)) / (tracks or _USUAL))
        if behind and 0 < share <= 1 and not _strange(row, floor.at, behind[0].at):
            _give(behind[0], share)
            behind[0].start = floor.start
            row.placed.remove(floor)


def _listed(row: Row, at: int) -> list[Placed]:
    """The wishes on one attribute that are listed behind `at`, else before it; none where there are not several."""
    behind = [p for p in row.within(at + 1, min(at + REACH, len(row.pieces))) if _can_share(p)]
    before = [p for p in row.within(max(0, at - REACH), at) if _can_share(p)]
    run = [p for p in behind if p.wish.attribute == behind[0].wish.attribute]
    if len(run) < 2:
        run = [p for p in before if p.wish.attribute == before[-1].wish.attribute]
    return _together(row, run) if len(run) > 1 else []


def _together(row: Row, run: list[Placed]) -> list[Placed]:
    """Those of `run` between which only joints and nouns stand, from the first on."""
    kept = run[:1]
    for before, placed in pairwise(run):
        between = row.pieces[before.at + 1 : placed.at]
        if any(p.kind not in ("noun", "function", "mark") or p.text in ".;" for p in between):
            break
        kept.append(placed)
    return kept if len(kept) > 1 else []


def _marked(row: Row) -> None:
    for at in row.markers("share", "of_them"):
        piece = row.pieces[at]
        assert piece.match is not None
        assert piece.match.marker is not None
        share = piece.match.marker.amount
        if row.marker(at) == "of_them":
            share = _down(share / (size(row) or math.inf))
        targets = _portion(row, at, weak=piece.text in _WEAK_SHARES)
        if piece.text in _WEAK_SHARES and not _has_main(row, at, targets):
            _vaguely(row, at, targets)
            continue
        for placed in targets if 0 < share <= 1 else ():
            _give(placed, share)
            row.spent.add(at)


def _vaguely(row: Row, at: int, kinds: list[Placed]) -> None:
    """ "A few country songs" that are all that is asked for are a few tracks."""
    few = _VAGUE.get(row.pieces[at].text)
    told = {"count", "duration"} | {p.wish.attribute for p in kinds}
    if few is None or any(p.wish.attribute in told and p not in kinds for p in row.placed):
        return
    behind = next((p for p in row.pieces[at + 1 : at + _NEAR] if p.kind not in ("wish", "function")), None)
    if behind is not None and behind.kind == "noun" and behind.text.endswith("s"):
        row.spent.add(at)
        _stand(row, at, wish("count", "between", few))


def _portion(row: Row, at: int, *, weak: bool) -> list[Placed]:
    """What a share is of: the wishes right behind it, up to a joint or boundary; else those right before it."""
    found: list[Placed] = []
    for i in range(at + 1, min(len(row.pieces), at + REACH)):
        piece = row.pieces[i]
        if (
            piece.is_boundary
            or piece.kind == "marker"
            or (found and piece.kind not in ("wish", "noun"))
            or piece.text in ("and", "with")
        ):
            break
        found += [p for p in row.wishes(i) if _can_share(p)]
    if found or weak:
        return found
    before = row.within(row.clause(at)[0], at)
    return [p for p in before[-1:] if _can_share(p)]


def _can_share(placed: Placed) -> bool:
    return placed.wish.attribute not in WHOLE and placed.wish.polarity != "avoid" and not placed.shared


def _has_main(row: Row, at: int, targets: list[Placed]) -> bool:
    wanted = {p.wish.attribute for p in targets}
    among = next((i for i in range(at, min(at + REACH, len(row.pieces))) if row.pieces[i].text in _AMONG), None)
    if among is not None and any(p.at > among and p.wish.attribute in wanted for p in row.placed):
        return True
    return any(p.at < at and p.wish.attribute in wanted and p.wish.polarity == "want" for p in row.placed) or any(
        p.at < at and p.wish.attribute in _MAIN for p in row.placed
    )


def _counts(row: Row) -> None:
    """Several counts, each of something, are shares of their sum ("5 jazz songs and 15 rock songs"), or of the first
    where that is the sum already: "20 songs: 5 by Nico and 15 by Can"."""
    counts = _sizes(row)
    if len(counts) < 2:
        return
    values = [int(str(c.wish.value)) for c in counts]
    if _is_sum(row, counts):
        _portions(row, counts[1:], values[0])
    elif _portions(row, counts, sum(values)):
        last = max(p.end for p in row.placed if p.shared)
        inside = (at for at, p in enumerate(row.pieces) if counts[0].end <= p.start < last and _is_strange(row, at))
        last = min((row.pieces[at].start for at in inside), default=last)
        whole = replace(counts[0].wish, value=sum(values))
        row.placed.insert(0, Placed(whole, counts[0].at, counts[0].start, max(last, counts[0].end), soft=False))
        row.placed.sort(key=lambda p: p.at)


def _is_sum(row: Row, counts: list[Placed]) -> bool:
    """Whether the first count is the list's, and the others portions of it: it has no wish of the kind they have."""
    first, *rest = (int(str(c.wish.value)) for c in counts)
    if len(counts) < 3 or first < sum(rest):
        return False
    own = {p.wish.attribute for p in row.within(counts[0].at, counts[1].at)}
    return not own & {p.wish.attribute for p in row.within(counts[1].at, len(row.pieces))}


def _portions(row: Row, counts: list[Placed], total: int) -> bool:
    """Make each of `counts` the share of the wish behind it, in place of a number of its own; whether all have one."""
    edges = [p.at for p in counts[1:]] + [len(row.pieces)]
    found = [[p for p in row.within(c.at, edge) if _can_share(p)][:1] for c, edge in zip(counts, edges, strict=True)]
    shares = [_down(int(str(count.wish.value)) / max(total, 1)) for count in counts]
    if not all(shares) or not all(found):
        return False
    if any(_strange(row, count.at, placed.at) for count, (placed,) in zip(counts, found, strict=True)):
        return False
    for count, share, (placed,) in zip(counts, shares, found, strict=True):
        _give(placed, share)
        placed.start = count.start
    spent = {id(p) for p in counts}
    row.placed = [p for p in row.placed if id(p) not in spent]
    return True


def _in_turn(row: Row) -> None:
    """What is to alternate shares the list evenly; where no label can tell the sides apart, that is all that is left of
    the wish."""
    for placed in [p for p in row.placed if p.wish.attribute == "arc" and p.wish.value == "alternate"]:
        listed = _listed(row, placed.at)
        if not listed or listed[0].wish.attribute == "artist" or _strange(row, *sorted((placed.at, listed[0].at))):
            continue
        for each in listed:
            _give(each, _down(1 / len(listed)))
        if listed[0].wish.attribute in _TURNS:
            placed.wish = _alternating([each.wish for each in listed], placed.wish)
        else:
            listed[0].start = min(listed[0].start, placed.start)
            row.placed.remove(placed)


def _strange(row: Row, first: int, last: int) -> bool:
    """Whether words that are not understood, or that turned nothing, stand among pieces `first` to `last`."""
    return any(_is_strange(row, at) for at in range(first, last))


def _is_strange(row: Row, at: int) -> bool:
    return row.pieces[at].kind == "unknown" or (row.marker(at) in _TURNERS and at not in row.spent)


def _alternating(listed: list[Requirement], arc: Requirement) -> Requirement:
    values = [v for r in listed for v in (r.value if isinstance(r.value, tuple) else (r.value,))]
    labels = tuple(str(v) for v in values)
    reading = Reading(f"{' and '.join(labels)} in turn", labels, subjective=False)
    return replace(arc, value=f"alternate of {listed[0].attribute}", reading=reading)


def _complements(row: Row) -> None:
    """A wish without a share gets what the shared ones of its attribute and place leave: a few funk touches, the rest
    jazz."""
    tracks = size(row)
    for attribute, scope in {(p.wish.attribute, p.wish.scope) for p in row.placed if p.shared}:
        alike = [p for p in row.placed if (p.wish.attribute, p.wish.scope) == (attribute, scope)]
        same = [p for p in alike if p.wish.polarity == "want"]
        whole = tracks if scope == "list" else None
        if whole:
            _fit([p for p in same if p.shared], whole)
        rest = 1 - sum(p.wish.share for p in same if p.shared)
        left = _down(_whole(rest, whole) if whole else rest - _SLACK)
        for placed in same if rest > _SLACK and left > 0 else ():
            if not placed.shared:
                placed.wish = replace(placed.wish, share=left)


def _fit(shared: list[Placed], tracks: int) -> None:
    """Lower the later of several shares by less than a slot until they fit: half and half of 15 is 8 and 7."""
    over = sum(math.ceil(p.wish.share * tracks - _TINY) for p in shared) - tracks
    for placed in reversed(shared):
        slots = placed.wish.share * tracks
        if 0 < over <= len(shared) and slots % 1 > _TINY and slots >= 1:
            placed.wish = replace(placed.wish, share=_down(math.floor(slots) / tracks))
            over -= 1


def _whole(rest: float, tracks: int) -> float:
    """The share that whole slots leave of `rest`."""
    return math.floor(rest * tracks + _TINY) / tracks


def _down(share: float) -> float:
    """`share` to four decimals, never above: a list of just that share must keep it."""
    return math.floor(share * 10_000 + _TINY) / 10_000
