"""Orders about where tracks stand: move, exchange, start with, turn round, shuffle, sort."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from msgspec.structs import replace

from segue.intent.arcs import arc
from segue.intent.match import wish
from segue.intent.refining.content import Content, content
from segue.intent.refining.draft import Draft, Span
from segue.intent.refining.places import target
from segue.intent.refining.pointing import by_title, pointed
from segue.intent.refining.standing import is_scale, named
from segue.intent.refining.words import Cursor, clause
from segue.intent.tokens import Tokens
from segue.knowledge.lexicon import lexicon
from segue.music import Reading

_MOVE: Final = (
    "move",
    "put",
    "shift",
    "bring",
    "place",
    "make",
    "send",
    "push",
    "pull",
    "bump",
    "drag",
    "let s have",
    "play",
)
_START: Final = ("start with", "start off with", "begin with", "open with", "kick off with", "lead with", "starting with",
                 "opening with", "let it start with", "make it start with", "it should start with", "start on",
                 "first play", "play first")  # fmt: skip
_FINISH: Final = ("end with", "finish with", "close with", "end on", "finish on", "close on", "ending with",
                  "finish off with", "end up with", "wrap up with", "let it end with", "make it end with",
                  "it should end with", "close out with", "finish up with")  # fmt: skip
_FOR: Final = ("for", "with", "by", "to", "into")
_REVERSED: Final = ("reverse the order", "reverse the list", "reverse the playlist", "reverse it", "reverse order", "reverse",
                    "in reverse order", "turn it around", "turn it round", "the other way round", "other way round",
                    "the other way around", "flip the order", "flip it", "flip the list", "backwards", "play it backwards",
                    "back to front", "upside down", "invert the order", "in reverse")  # fmt: skip
_SHUFFLED: Final = (
    "shuffle the order",
    "shuffle the list",
    "shuffle the playlist",
    "shuffle the songs",
    "shuffle the tracks",
    "shuffle it",
    "shuffle them",
    "shuffle",
    "mix up the order",
    "mix it up",
    "mix them up",
    "randomise the order",
    "randomize the order",
    "randomise it",
    "randomize it",
    "randomise",
    "randomize",
    "random order",
    "in random order",
    "in a random order",
    "scramble it",
    "scramble the order",
    "jumble it up",
    "change the order",
    "a different order",
    "reorder it",
    "new order",
    "put it in a random order",
)
_SORTS: Final = (
    "sort by",
    "sort it by",
    "sort them by",
    "order by",
    "order it by",
    "order them by",
    "sort the list by",
    "arrange by",
    "arrange it by",
    "arrange them by",
    "sort the songs by",
    "sort the tracks by",
    "put it in order of",
    "put them in order of",
    "in order of",
    "order the list by",
    "sort everything by",
    "rank by",
    "rank them by",
)


def moved(draft: Draft, tokens: Tokens, at: int, today: date | None) -> int:
    """Read an order about where tracks stand that begins at `at`; the token behind it, 0 where none begins."""
    cursor = clause(tokens, at)
    for read in (_turned, _sorted, _at_ends, _exchanged, _moved):
        end = read(draft, cursor, today)
        if end:
            return end
    return 0


def _turned(draft: Draft, cursor: Cursor, _: date | None) -> int:
    """ "reverse the order", "shuffle"."""
    for table, name in ((_REVERSED, "the order is turned round"), (_SHUFFLED, "the order is drawn anew")):
        after = cursor.first(*table)
        if after is not None and after.skip("order", "please", "it").done:
            slots = draft.slots[::-1]
            if table is _SHUFFLED:
                rng = np.random.default_rng((draft.standing.playlist.seed, draft.standing.version))
                slots = [draft.slots[i] for i in rng.permutation(len(draft.slots))]
            draft.slots, draft.ordered = slots, True
            draft.why(f"{name}; every track stays")
            return after.at
    return 0


def _sorted(draft: Draft, cursor: Cursor, _: date | None) -> int:
    """ "sort by tempo", "sort by year, newest first"."""
    after = cursor.first(*_SORTS)
    if after is None:
        return 0
    after = after.skip("the", "their", "ascending", "descending", "rising", "falling")
    length = next((n for n in (3, 2, 1) if after.tokens.text(after.at, after.at + n) in lexicon().measures), 0)
    attribute = lexicon().measures.get(after.tokens.text(after.at, after.at + length), "")
    if not length or not is_scale(attribute):
        return 0
    behind = after.on(length)
    stretch = behind.tokens.text(cursor.at, min(behind.at + 5, len(behind.tokens)))
    down = any(w in stretch for w in ("descending", "falling", "newest first", "fastest first", "loudest first",
                                      "longest first", "highest first", "high to low", "most popular first",
                                      "downwards", "decreasing", "happiest first"))  # fmt: skip
    values = draft.standing.values(attribute)
    places = {track: values[at] for at, track in enumerate(draft.standing.ids)}
    sign = -1 if down else 1
    draft.slots.sort(key=lambda s: (np.isnan(places[s]), sign * places[s]) if isinstance(s, str) else (True, 0.0))
    draft.ordered = True
    draft.ask(arc(attribute, sign), *cursor.said(behind.at))
    draft.why(f"in order of {attribute.replace('_', ' ')}, {'falling' if down else 'rising'}; every track stays")
    end = behind.skip("ascending", "descending", "rising", "falling", "low", "high", "to", "first", "decreasing").at
    return end


def _at_ends(draft: Draft, cursor: Cursor, today: date | None) -> int:
    """ "start with the third", "open with Night Tram", "end on something calm"."""
    for table, last in ((_START, False), (_FINISH, True)):
        after = cursor.first(*table)
        if after is not None:
            return _placed(draft, cursor, after, len(draft.slots) - 1 if last else 0, today)
    return 0


def _placed(draft: Draft, cursor: Cursor, what: Cursor, at: int, today: date | None) -> int:
    """Let what is told stand at index `at`: a track of the list moves there, another takes the slot."""
    point = pointed(draft, what)
    phrase, span = cursor.said()
    if point is not None and len(point.positions) == 1 and what.to(point.end).done:
        return _seated(draft, point.positions[0], at, point.end)
    around = [at + 1] if at < len(draft.standing) else []
    found = content(draft, what, around, today)
    if found.tracks:
        return named_there(draft, found.tracks[0], at, phrase, span, cursor.end)
    if not found:
        return 0
    return _fitting_there(draft, found, at, phrase, span, cursor.end)


def _seated(draft: Draft, position: int, at: int, end: int) -> int:
    draft.seat(draft.standing.ids[position - 1], at)
    draft.ordered = True
    draft.why(f"{draft.standing.name(position)} goes from {position} to {at + 1}")
    return end


def named_there(draft: Draft, track: str, at: int, phrase: str, span: Span, end: int) -> int:
    """A track that was named: from its place in the list, or in place of the one that stands there."""
    if track in draft.standing.ids:
        position = draft.standing.ids.index(track) + 1
        draft.why("" if position == at + 1 else f"{draft.standing.name(position)} goes from {position} to {at + 1}")
        draft.ordered = True
    else:
        draft.why(f"“{phrase}”: in place of {draft.standing.name(min(at + 1, len(draft.standing)))}")
    draft.seat(track, at)
    draft.pin(track, wish("track", "is", track, Reading("by name", subjective=False)), phrase, span)
    draft.understood = True
    return end


def _fitting_there(draft: Draft, found: Content, at: int, phrase: str, span: Span, end: int) -> int:
    """Something of a kind: a track of the list that is by the artist named moves; else the slot asks for it."""
    names = [w for w in found.wishes if w.attribute in ("artist", "album")]
    kept = [p for p in draft.staying() if names and all(draft.standing.held(w)[p - 1] for w in found.wishes)]
    wishes = [replace(w, phrase=phrase, span=span) for w in found.wishes]
    if kept:
        track = draft.standing.ids[kept[0] - 1]
        draft.pins[track] = wishes[0]
        return _seated(draft, kept[0], at, end)
    there = draft.standing.zone(replace(wishes[0], scope="list"))
    position = at + 1
    if position in there and all(draft.standing.tells(w) and draft.standing.held(w)[at] for w in found.wishes):
        track = draft.standing.ids[at]
        draft.pins[track] = wishes[0]
        draft.why(f"{draft.standing.name(position)} stands there already")
        return end
    out = draft.open_up([position], wishes)
    draft.like += found.like
    draft.why(f"“{phrase}”: in place of {named(draft.standing, out)}")
    return end


def _exchanged(draft: Draft, cursor: Cursor, _: date | None) -> int:
    """ "swap 4 and 7", "switch the first with the last": two places exchange their tracks."""
    after = cursor.first(
        "swap the places of",
        "swap the positions of",
        "swap places of",
        "swap around",
        "swap",
        "switch",
        "exchange",
        "trade",
        "interchange",
    )
    if after is None:
        return 0
    point = target(after.tokens, after.at, draft.standing)
    if point is None:
        return 0
    positions, end = list(point.positions), point.end
    behind = after.to(end)
    if len(positions) == 1 and behind.word() in ("with", "for", "and"):
        other = target(behind.tokens, behind.at + 1, draft.standing)
        if other is None or len(other.positions) != 1 or not after.to(other.end).skip("around", "round", "over").done:
            return 0
        positions, end = [*positions, *other.positions], other.end
    if len(positions) != 2 or after.to(end).skip("around", "round", "over", "places").word() in _FOR:
        return 0
    a, b = (draft.at(p) for p in positions)
    if a is None or b is None:
        return 0
    draft.slots[a], draft.slots[b] = draft.slots[b], draft.slots[a]
    draft.ordered = True
    draft.why(f"{draft.standing.name(positions[0])} and {draft.standing.name(positions[1])} exchange places")
    return after.to(end).skip("around", "round", "over", "places").at


def _moved(draft: Draft, cursor: Cursor, today: date | None) -> int:
    """ "put 3 first", "move the last one to the top", "put 5 after 2", "move 4 up two"."""
    after = cursor.first(*_MOVE)
    if after is None:
        return 0
    point = pointed(draft, after)
    if point is None:
        there = next((i for i in range(after.at + 1, after.end) if _place(draft, after.to(i), 0) is not None), None)
        point = by_title(draft, after.until(there)) if there else None
    if point is None:
        return 0
    start = draft.at(point.positions[0])
    place = _place(draft, after.to(point.end), start if start is not None else 0)
    if place is None:
        return 0
    index, end = place
    tracks = [draft.standing.ids[p - 1] for p in point.positions if draft.at(p) is not None]
    draft.slots = [slot for slot in draft.slots if slot not in tracks]
    index = max(0, min(index if index >= 0 else len(draft.slots) + 1 + index, len(draft.slots)))
    draft.slots[index:index] = tracks
    draft.protected |= set(tracks)
    draft.ordered = True
    draft.why(f"{named(draft.standing, point.positions)} goes to {index + 1}")
    return end


def _place(draft: Draft, cursor: Cursor, start: int) -> tuple[int, int] | None:
    """The index that words like "to the top", "before 3", "up two" mean, and the token behind them."""
    begin = cursor.skip("to", "at", "in", "into", "the", "as", "be", "on", "very", "a", "all", "way", "right", "is")
    first = begin.first("first", "top", "start", "front", "beginning", "opener", "opening", "number 1", "position 1")
    if first is not None and begin.tokens.items[first.at - 1].number is None:
        return 0, first.skip(
            "track", "song", "one", "1", "of", "the", "list", "playlist", "spot", "place", "position"
        ).at
    last = begin.first("last", "end", "bottom", "back", "finish", "closer", "closing", "finale")
    if last is not None:
        return -1, last.skip(
            "track", "song", "one", "1", "of", "the", "list", "playlist", "spot", "place", "position"
        ).at
    middle = begin.first("middle", "centre", "center")
    if middle is not None:
        return len(draft.slots) // 2, middle.skip("of", "the", "list", "playlist").at
    return _beside(draft, begin) or _by_steps(begin, start) or _numbered(draft, cursor)


def _beside(draft: Draft, cursor: Cursor) -> tuple[int, int] | None:
    """ "before 3", "right after the second"."""
    side = cursor.first(
        "before", "after", "behind", "in front of", "ahead of", "above", "below", "next to", "following"
    )
    if side is None:
        return None
    point = target(side.tokens, side.at, draft.standing)
    index = draft.at(point.positions[0]) if point is not None and point.positions else None
    if point is None or index is None:
        return None
    behind = cursor.word() in ("after", "behind", "below", "next", "following")
    return _without_self(draft, index, behind), point.end


def _without_self(draft: Draft, index: int, behind: bool) -> int:
    """The index among the others: what moves stood before it or not."""
    moving = draft.pointed[-1:] and draft.at(draft.pointed[0])
    earlier = isinstance(moving, int) and moving < index
    return index + behind - earlier


def _by_steps(cursor: Cursor, start: int) -> tuple[int, int] | None:
    for word, sign in (("up", -1), ("earlier", -1), ("down", 1), ("later", 1)):
        if cursor.word() == word:
            after = cursor.on().skip("by")
            number = after.number()
            behind = after.on() if number is not None else after
            return max(0, start + sign * (number or 1)), behind.skip(
                "places", "spots", "slots", "positions", "place", "spot"
            ).at
    return None


def _numbered(draft: Draft, cursor: Cursor) -> tuple[int, int] | None:
    """ "to position 5", "in 4th place"."""
    begin = cursor.skip("to", "at", "in", "into", "the", "as", "be")
    if begin.at == cursor.at:
        return None
    point = target(begin.tokens, begin.at, draft.standing)
    return (point.positions[0] - 1, point.end) if point is not None and len(point.positions) == 1 else None
