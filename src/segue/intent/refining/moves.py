"""Orders about where tracks stand: move, exchange, start with, turn round, shuffle, sort."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from segue.intent.arcs import arc
from segue.intent.refining.content import Content, content, none_there
from segue.intent.refining.draft import Draft, Said
from segue.intent.refining.places import firm_target, target
from segue.intent.refining.pointing import by_title, pointed
from segue.intent.refining.standing import is_scale, named
from segue.intent.refining.words import Cursor
from segue.knowledge.followups import phrases
from segue.knowledge.lexicon import lexicon

_NOUNS = "track song one 1 of the list playlist spot place position"


def moved(draft: Draft, cursor: Cursor) -> int:
    """Read an order about where tracks stand that begins at `cursor`; the token behind it, 0 where none begins."""
    for read in (_turned, _sorted, _at_ends, _exchanged, _moved):
        end = read(draft, cursor)
        if end:
            return end
    return 0


def _turned(draft: Draft, cursor: Cursor) -> int:
    """ "reverse the order", "shuffle"."""
    for name in ("reverse", "shuffle"):
        after = cursor.past("orders", name)
        if after is not None and after.skip("order please it").done:
            reverse = name == "reverse"
            draft.slots = draft.slots[::-1] if reverse else [draft.slots[i] for i in _lot(draft)]
            draft.ordered = True
            draft.why(f"the order is {'turned round' if reverse else 'drawn anew'}; every track stays")
            return after.at
    return 0


def _lot(draft: Draft) -> Sequence[int]:
    """The slots in an order drawn by lot, another one with every change."""
    rng = np.random.default_rng((draft.standing.playlist.seed, draft.standing.version))
    return [int(i) for i in rng.permutation(len(draft.slots))]


def _sorted(draft: Draft, cursor: Cursor) -> int:
    """ "sort by tempo", "sort by year, newest first"."""
    after = cursor.past("orders", "sort")
    if after is None:
        return 0
    after = after.skip("the their ascending descending rising falling")
    length = next((n for n in (3, 2, 1) if after.text(n) in lexicon().measures), 0)
    attribute = lexicon().measures.get(after.text(length), "")
    if not length or not is_scale(attribute):
        return 0
    behind = Cursor(after.tokens, after.at + length, len(after.tokens))
    falls = _falls(cursor, behind)
    _sort(draft, attribute, falls=falls)
    draft.ask(arc(attribute, -1 if falls else 1), cursor.said(behind.at))
    draft.why(f"in order of {attribute.replace('_', ' ')}, {'falling' if falls else 'rising'}; every track stays")
    return (behind.skip(",").past("orders", "falling") or behind.skip("ascending rising low to high first")).at


def _falls(cursor: Cursor, behind: Cursor) -> bool:
    """Whether "newest first" or the like stands in the order or right behind it."""
    stretch = f" {cursor.tokens.text(cursor.at, min(behind.at + 4, behind.end))} "
    return any(f" {' '.join(run)} " in stretch for run in phrases("orders", "falling"))


def _sort(draft: Draft, attribute: str, *, falls: bool) -> None:
    """By the attribute; tracks on which nothing is known come last."""
    values = draft.standing.values(attribute) * (-1 if falls else 1)
    places = dict(zip(draft.standing.ids, np.nan_to_num(values, nan=np.inf).tolist(), strict=True))
    draft.slots.sort(key=lambda slot: places[slot] if isinstance(slot, str) else np.inf)
    draft.ordered = True


def _at_ends(draft: Draft, cursor: Cursor) -> int:
    """ "start with the third", "open with Night Tram", "end on something calm"."""
    for name in ("start", "finish"):
        after = cursor.past("orders", name)
        if after is not None:
            return _placed(draft, cursor, after, len(draft.slots) - 1 if name == "finish" else 0)
    return 0


def _placed(draft: Draft, cursor: Cursor, what: Cursor, at: int) -> int:
    """Let what is told stand at index `at`: a track of the list moves there, another takes the slot."""
    point = by_title(draft, what) or pointed(draft, what)
    if point is not None and len(point.positions) == 1 and what.to(point.end).done:
        return _seated(draft, point.positions[0], at, point.end)
    found = content(draft, what, [at + 1] if at < len(draft.standing) else [])
    if found.tracks:
        return named_there(draft, found.tracks[0], at, cursor.said(), cursor.end)
    return _fitting_there(draft, found, at, cursor.said(), cursor.end) if found else 0


def _seated(draft: Draft, position: int, at: int, end: int) -> int:
    draft.seat(draft.standing.ids[position - 1], at)
    draft.named.append(position)
    draft.ordered = True
    stands = "stands there already" if position == at + 1 else f"goes from {position} to {at + 1}"
    draft.why(f"{draft.standing.name(position)} {stands}")
    return end


def named_there(draft: Draft, track: str, at: int, said: Said, end: int) -> int:
    """Let a track that was named stand at index `at`: from its place in the list, or in place of the one there."""
    if track in draft.standing.ids:
        _seated(draft, draft.standing.ids.index(track) + 1, at, end)
    else:
        draft.why(f"“{said.phrase}”: in place of {draft.standing.name(min(at + 1, len(draft.standing)))}")
        draft.seat(track, at)
    draft.pin_by_name(track, said)
    return end


def _fitting_there(draft: Draft, found: Content, at: int, said: Said, end: int) -> int:
    """Something of a kind: a track of the list by the artist that is named moves; else the slot asks for it."""
    standing = draft.standing
    names = [w for w in found.wishes if w.attribute in ("artist", "album")]
    fits = [p for p in draft.staying() if all(standing.tells(w) and standing.held(w)[p - 1] for w in found.wishes)]
    there = at + 1 if at + 1 in fits else fits[0] if names and fits else None
    if there is not None:
        draft.pin(standing.ids[there - 1], found.wishes[0], said)
        return _seated(draft, there, at, end)
    if not none_there(draft, found, said.phrase):
        out = draft.open_up([at + 1], [said.of(w) for w in found.wishes])
        draft.like += found.like
        draft.why(f"“{said.phrase}”: in place of {named(standing, out)}")
    return end


def _exchanged(draft: Draft, cursor: Cursor) -> int:
    """ "swap 4 and 7", "switch the first with the last": two places exchange their tracks."""
    after = cursor.past("orders", "exchange")
    pair = _pair(draft, after) if after is not None else None
    if after is None or pair is None:
        return 0
    (one, other), end = pair
    a, b = draft.at(one), draft.at(other)
    if a is None or b is None:
        return 0
    draft.slots[a], draft.slots[b] = draft.slots[b], draft.slots[a]
    draft.ordered = True
    draft.named += [one, other]
    draft.why(f"{draft.standing.name(one)} and {draft.standing.name(other)} exchange places")
    return end


def _pair(draft: Draft, cursor: Cursor) -> tuple[tuple[int, int], int] | None:
    """Two positions, and the token behind them; None for another number, or where something is to come instead."""
    point = firm_target(cursor.tokens, cursor.at, draft.standing)
    if point is None:
        return None
    positions, behind = point.positions, cursor.to(point.end)
    if len(positions) == 1 and behind.word() in ("with", "for", "and"):
        other = target(behind.tokens, behind.at + 1, draft.standing)
        if other is None or len(other.positions) != 1:
            return None
        positions, behind = (*positions, *other.positions), cursor.to(other.end)
        if not behind.skip("around round over").done:
            return None
    behind = behind.skip("around round over places")
    if len(positions) != 2 or behind.word() in ("for", "with", "by", "to", "into"):
        return None
    return (positions[0], positions[1]), behind.at


def _moved(draft: Draft, cursor: Cursor) -> int:
    """ "put 3 first", "move the last one to the top", "put 5 after 2", "move 4 up two"."""
    after = cursor.past("orders", "move")
    if after is None:
        return 0
    point = by_title(draft, after) or pointed(draft, after)
    if point is None:
        return 0
    start = draft.at(point.positions[0])
    place = _place(draft, after.to(point.end), start or 0)
    if place is None or start is None:
        return 0
    index, end = place
    tracks = [draft.standing.ids[p - 1] for p in point.positions if draft.at(p) is not None]
    at = _carry(draft, tracks, index)
    draft.named += point.positions
    draft.why(f"{named(draft.standing, point.positions)} goes from {point.positions[0]} to {at + 1}")
    return end


def _carry(draft: Draft, tracks: Sequence[str], index: int) -> int:
    """Let `tracks` stand side by side from index `index` on (−1: at the end); where that is."""
    draft.slots = [slot for slot in draft.slots if slot not in tracks]
    at = max(0, min(index if index >= 0 else len(draft.slots), len(draft.slots)))
    draft.slots[at:at] = tracks
    draft.protected |= set(tracks)
    draft.ordered = True
    return at


def _place(draft: Draft, cursor: Cursor, start: int) -> tuple[int, int] | None:
    """The index that words like "to the top", "before 3", "up two" mean for a track at `start`, and the token behind
    them; −1 is the end."""
    begin = cursor.skip("to at in into the as be on very a all way right is")
    first = begin.first("first", "top", "start", "front", "beginning", "opener", "opening", "number 1", "position 1")
    if first is not None and begin.on().number() is None:
        return 0, first.skip(_NOUNS).at
    last = begin.first("last", "end", "bottom", "back", "finish", "closer", "closing", "finale")
    if last is not None:
        return -1, last.skip(_NOUNS).at
    middle = begin.first("middle", "centre", "center")
    if middle is not None:
        return len(draft.slots) // 2, middle.skip(_NOUNS).at
    return _beside(draft, begin, start) or _by_steps(begin, start) or _numbered(draft, cursor)


def _beside(draft: Draft, cursor: Cursor, start: int) -> tuple[int, int] | None:
    """ "before 3", "right after the second": an index among the other tracks."""
    ahead = cursor.first("before", "in front of", "ahead of", "above")
    side = ahead or cursor.first("after", "behind", "below", "next to", "following")
    if side is None:
        return None
    point = target(side.tokens, side.at, draft.standing)
    index = draft.at(point.positions[0]) if point is not None and point.positions else None
    if point is None or index is None:
        return None
    return index + (ahead is None) - (start < index), point.end


def _by_steps(cursor: Cursor, start: int) -> tuple[int, int] | None:
    """ "up two", "down a place"."""
    sign = {"up": -1, "earlier": -1, "down": 1, "later": 1}.get(cursor.word())
    if sign is None:
        return None
    after = cursor.on().skip("by a")
    number = after.number()
    behind = after if number is None else after.on()
    return max(0, start + sign * (number or 1)), behind.skip("places spots slots positions place spot").at


def _numbered(draft: Draft, cursor: Cursor) -> tuple[int, int] | None:
    """ "to position 5", "in 4th place", "second"."""
    begin = cursor.skip("to at in into the as be")
    told = begin.at > cursor.at or (begin.number() is None and begin.on().done)
    point = target(begin.tokens, begin.at, draft.standing) if told else None
    return (point.positions[0] - 1, point.end) if point is not None and len(point.positions) == 1 else None
