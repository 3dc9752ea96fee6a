"""What newcomers shall be: "something calmer", "a jazz track", "“Night Tram”", "one like number 2"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from msgspec.structs import replace

from segue.intent.refining.draft import Draft
from segue.intent.refining.parts import similar_to
from segue.intent.refining.places import target
from segue.intent.refining.steps import step_wish
from segue.intent.refining.ways import way
from segue.intent.refining.words import Cursor
from segue.knowledge.names import artist_key, title_key
from segue.music import WHOLE, Requirement, Rows, Span
from segue.requirements import check, on_tracks

_LONGEST_TITLE: Final = 9
_ARTICLES: Final = "a an the some something one 1 ones another any few song track songs tracks called titled named of"
_QUOTES: Final = "\"“”„«»'‘’ "


@dataclass
class Content:
    """What was read of a stretch of words."""

    wishes: list[Requirement] = field(default_factory=list)
    """About each of the newcomers, with phrases and spans."""
    tracks: list[str] = field(default_factory=list)
    """Ids of tracks that were named."""
    like: list[str] = field(default_factory=list)
    """Ids of tracks that newcomers shall resemble."""

    def __bool__(self) -> bool:
        return bool(self.wishes or self.tracks)


def content(draft: Draft, cursor: Cursor, around: Sequence[int]) -> Content:
    """What the words under `cursor` ask of tracks; what is relative in them is so to the tracks at `around`."""
    if cursor.at >= cursor.end:
        return Content()
    found = _likeness(draft, cursor)
    if found:
        return found
    named = title(draft, cursor)
    if named:
        return Content(tracks=[named])
    wishes = _relative(draft, cursor, around)
    taken = [one.span for one in wishes]
    said = draft.read(cursor.cut())
    fresh = [r for r in said.requirements if r.attribute not in WHOLE and _free(r.span, taken)]
    return Content(wishes + [replace(r, scope="list", share=1.0) for r in fresh])


def none_there(draft: Draft, found: Content, phrase: str) -> bool:
    """Whether the catalogue has no other track that is all that was asked; told if so."""
    wishes = [w for w in found.wishes if w.polarity != "like" and on_tracks(w)]
    if not wishes:
        return False
    there = ~np.isin(draft.snapshot.rows(), draft.standing.rows)
    there &= np.logical_and.reduce([check(draft.snapshot, wish).held for wish in wishes])
    if not there.any():
        draft.why(f"“{phrase}” changes nothing: the library has no other such track")
    return not there.any()


def _free(span: Span, taken: Sequence[Span]) -> bool:
    return all(span[1] <= a or b <= span[0] for a, b in taken)


def _likeness(draft: Draft, cursor: Cursor) -> Content:
    """ "like number 2", "similar to the third": of tracks of the list; "like these": of all of it."""
    at = cursor.skip(_ARTICLES)
    after = at.first("like", "similar to", "in the style of", "that sounds like", "that sound like", "close to")
    if after is None:
        return Content()
    if after.word() in ("this", "that", "these", "those", "them") and after.on().done:
        positions = tuple(range(1, len(draft.standing) + 1))
    else:
        point = target(after.tokens, after.at, draft.standing)
        positions = point.positions if point is not None and after.to(point.end).done else ()
    if not positions:
        return Content()
    ids = [draft.standing.ids[p - 1] for p in positions]
    return Content([cursor.said().of(similar_to(draft.standing, positions))], like=ids)


def title(draft: Draft, cursor: Cursor) -> str:
    """The id of the track whose title the words are, one of the list before one of the catalogue; "" for none.

    A single word that means something else ("jazz") is no title, unless it stands in quotes.
    """
    if cursor.at >= cursor.end:
        return ""
    bare = cursor.skip(_ARTICLES)
    return next((found for at in dict.fromkeys((cursor.at, bare.at)) if (found := _titled(draft, cursor.to(at)))), "")


def _titled(draft: Draft, cursor: Cursor) -> str:
    by = cursor.on().find("by")
    name = cursor if by is None else cursor.until(by)
    if not 0 < name.end - name.at <= _LONGEST_TITLE:
        return ""
    raw = name.said().phrase
    rows = draft.snapshot.titles_index.find(title_key(raw.strip(_QUOTES)))
    if by is not None:
        rows = _credited(draft, rows, cursor.to(by + 1))
    if len(rows) == 0 or not (raw[0] in _QUOTES or by is not None or _is_title(draft, name)):
        return ""
    there = [int(row) for row in draft.standing.rows if row in rows]
    known = np.nan_to_num(draft.snapshot.numeric("popularity").values[rows], nan=-1.0)
    return draft.snapshot.ids[there[0] if there else int(rows[int(known.argmax())])]


def _credited(draft: Draft, rows: Rows, cursor: Cursor) -> Rows:
    """Those of `rows` that credit the artist named under `cursor`."""
    code = draft.snapshot.artists.find(artist_key(cursor.said().phrase)) if cursor.at < cursor.end else None
    return rows[:0] if code is None else np.intersect1d(rows, draft.snapshot.artists.rows(code)).astype(np.int32)


def _is_title(draft: Draft, cursor: Cursor) -> bool:
    """Whether words that are some title are more likely meant as one than as anything else."""
    tokens = cursor.cut().items
    whole = any(r.span == cursor.said().span for r in draft.read(cursor.cut()).requirements)
    capital = sum(t.capital for t in tokens) > len(tokens) / 2
    return not whole and (capital or len(tokens) >= 2)


def _relative(draft: Draft, cursor: Cursor, around: Sequence[int]) -> list[Requirement]:
    """What is said by comparison with the tracks at `around`."""
    found: list[Requirement] = []
    at = cursor
    while at.at < at.end:
        read = way(at)
        if read is None:
            at = at.on()
            continue
        found.append(at.said(read.end).of(step_wish(draft.standing, around, read.pole, read.force)))
        at = at.to(read.end)
    return found
