"""What newcomers shall be: "something calmer", "a jazz track", "“Night Tram”", "one like number 2"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from msgspec.structs import replace

from segue.intent import grammar
from segue.intent.refining.draft import Draft, Span
from segue.intent.refining.parts import similar_to
from segue.intent.refining.places import target
from segue.intent.refining.steps import step_wish
from segue.intent.refining.ways import way
from segue.intent.refining.words import Cursor
from segue.intent.tokens import Tokens
from segue.knowledge.names import title_key
from segue.music import WHOLE, Requirement, Unread

_LONGEST_TITLE = 9
_ARTICLES = ("a", "an", "the", "some", "something", "one", "1", "ones", "another", "any", "few", "song", "track", "songs",
             "tracks", "called", "titled", "named", "of")  # fmt: skip


@dataclass
class Content:
    """What was read of a stretch of words."""

    wishes: list[Requirement] = field(default_factory=list)
    """About each of the newcomers, with phrases and spans."""
    tracks: list[str] = field(default_factory=list)
    """Ids of tracks that were named."""
    like: list[str] = field(default_factory=list)
    """Ids of tracks that newcomers shall resemble."""
    unread: tuple[Unread, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wishes or self.tracks or self.like)


def content(draft: Draft, cursor: Cursor, around: Sequence[int], today: date | None) -> Content:
    """What the words under `cursor` ask of tracks; what is relative in them is so to the tracks at `around`."""
    if cursor.at >= cursor.end:
        return Content()
    found = _likeness(draft, cursor)
    if found:
        return found
    named = title(draft, cursor)
    if named:
        return Content(tracks=[named])
    found = _relative(draft, cursor, around)
    said = grammar.read(
        Tokens(cursor.tokens.prompt, cursor.tokens.items[cursor.at : cursor.end]), draft.snapshot, today
    )
    taken = [one.span for one in found.wishes]
    fresh = [r for r in said.requirements if r.attribute not in WHOLE and _free(r.span, taken)]
    found.wishes += [replace(r, scope="list", share=1.0) for r in fresh]
    found.unread = tuple(u for u in said.unread if _free(u.span, taken))
    return found


def _free(span: Span, taken: Sequence[Span]) -> bool:
    return all(span[1] <= a or b <= span[0] for a, b in taken)


def _likeness(draft: Draft, cursor: Cursor) -> Content:
    """ "like number 2", "similar to the third": of tracks of the list."""
    at = cursor.skip("a", "an", "something", "one", "1", "more", "another", "some", "songs", "tracks", "track", "song")
    after = at.first("like", "similar to", "in the style of", "that sounds like", "that sound like", "close to")
    if after is None:
        return Content()
    point = target(after.tokens, after.at, draft.standing)
    if point is None or not after.to(point.end).done:
        return Content()
    wish = worded(similar_to(draft.standing, point.positions), cursor)
    return Content(wishes=[wish], like=[draft.standing.ids[p - 1] for p in point.positions])


def worded(wish: Requirement, cursor: Cursor) -> Requirement:
    """`wish` in the words under `cursor`."""
    phrase, span = cursor.said()
    return replace(wish, phrase=phrase, span=span)


def title(draft: Draft, cursor: Cursor) -> str:
    """The id of the track whose title the words are, one of the list before one of the catalogue; "" for none.

    A single word that means something else ("jazz") is no title, unless it stands in quotes.
    """
    bare = cursor.skip(*_ARTICLES)
    for at in dict.fromkeys((cursor.at, bare.at)):
        found = _titled(draft, cursor.to(at))
        if found:
            return found
    return ""


def _titled(draft: Draft, cursor: Cursor) -> str:
    by = next((i for i in range(cursor.at + 1, cursor.end) if cursor.tokens.items[i].text == "by"), None)
    end = cursor.end if by is None else by
    while end > cursor.at and cursor.tokens.items[end - 1].is_mark and cursor.tokens.items[end - 1].text not in '"':
        end -= 1
    if not 0 < end - cursor.at <= _LONGEST_TITLE:
        return ""
    raw = cursor.tokens.prompt[slice(*cursor.tokens.span(cursor.at, end))]
    quoted = raw[:1] in "\"“”„«'‘"
    key = title_key(raw.strip("\"“”„«»'‘’ "))
    rows = draft.snapshot.titles_index.find(key) if key else np.empty(0, np.int32)
    rows = _credited(draft, rows, cursor.until(cursor.end), by)
    if len(rows) == 0 or not (quoted or by is not None or _is_title(draft, cursor.until(end))):
        return ""
    there = [int(row) for row in draft.standing.rows if row in rows]
    known = np.nan_to_num(draft.snapshot.numeric("popularity").values[rows], nan=-1.0)
    return draft.snapshot.ids[there[0] if there else int(rows[int(known.argmax())])]


def _credited(draft: Draft, rows: np.ndarray, cursor: Cursor, by: int | None) -> np.ndarray:
    """Those of `rows` that credit the artist named behind "by", if one is."""
    if by is None:
        return rows
    code = draft.snapshot.artists.find(title_key(cursor.tokens.text(by + 1, cursor.end)))
    return rows if code is None else np.intersect1d(rows, draft.snapshot.artists.rows(code))


def _is_title(draft: Draft, cursor: Cursor) -> bool:
    """Whether words that are some title are more likely meant as one than as anything else."""
    tokens = cursor.tokens.items[cursor.at : cursor.end]
    said = grammar.read(Tokens(cursor.tokens.prompt, tokens), draft.snapshot)
    whole = any(r.span == cursor.tokens.span(cursor.at, cursor.end) for r in said.requirements)
    capital = sum(t.capital for t in tokens) > len(tokens) / 2
    return not whole and (capital or len(tokens) >= 2)


def _relative(draft: Draft, cursor: Cursor, around: Sequence[int]) -> Content:
    """What is said by comparison with the tracks at `around`."""
    found = Content()
    at = cursor
    while at.at < at.end:
        read = way(at)
        if read is None:
            at = at.on()
            continue
        moved = step_wish(draft.standing, around, read.pole, read.force)
        found.wishes.append(worded(moved, at.until(read.end)))
        at = at.to(read.end)
    return found
