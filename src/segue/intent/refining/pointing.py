"""What an order points at: places of the list, a track of it by its title, or all tracks of a kind."""

from __future__ import annotations

from msgspec.structs import replace

from segue.intent.refining.draft import Draft
from segue.intent.refining.places import Target, firm_target
from segue.intent.refining.wishes import as_version
from segue.intent.refining.words import Cursor
from segue.intent.tokens import tokenize
from segue.music import WHOLE, Requirement


def pointed(draft: Draft, cursor: Cursor) -> Target | None:
    """The places that come next; "the rest" without what was named before. None where none do."""
    if cursor.word() in ("it", "them") or cursor.at >= cursor.end:
        return None
    point = firm_target(cursor.tokens, cursor.at, draft.standing)
    if point is None or point.end > cursor.end or not point.positions:
        return None
    if len(point.positions) < len(draft.standing) or not point.part:
        return point
    return Target(tuple(p for p in point.positions if p not in draft.named), point.end, point.part)


def by_title(draft: Draft, cursor: Cursor) -> Target | None:
    """The place of a track of the list that is called by its title; the longest title that the words begin with."""
    begin = cursor.skip('the song track called "')
    found: Target | None = None
    for position, slot in enumerate(draft.standing.playlist.tracks, 1):
        words = [t.text for t in tokenize(slot.title).items if not t.is_mark]
        end = _through(cursor, words) or _through(begin, words)
        if end and (found is None or end > found.end):
            found = Target((position,), begin.to(end).skip('" )').at)
    if found is None or (found.end - begin.at <= 1 and not begin.to(found.end).done):
        return None  # one word goes on as something else: "drop Night music"
    return found


def _through(cursor: Cursor, words: list[str]) -> int:
    """The token behind `words`, which come next with or without marks between them; 0 where they do not."""
    at = cursor.at
    for word in words:
        while at < cursor.end and cursor.tokens.items[at].is_mark:
            at += 1
        if at >= cursor.end or cursor.tokens.items[at].text != word:
            return 0
        at += 1
    return at if words else 0


def about_tracks(draft: Draft, cursor: Cursor) -> list[Requirement]:
    """The wishes about tracks that the words under `cursor` state; none where some of them are not understood."""
    if cursor.at >= cursor.end:
        return []
    said = draft.read(cursor.cut())
    fresh = [r for r in said.requirements if r.attribute not in WHOLE and r.polarity != "avoid"]
    return [as_version(replace(r, scope="list", share=1.0)) for r in fresh] if not said.unread else []


def keeping(draft: Draft, wishes: list[Requirement]) -> list[int]:
    """Positions of the tracks that keep all `wishes`: "the sad ones"; none where nothing can tell."""
    if not wishes or not all(draft.standing.tells(w) for w in wishes):
        return []
    masks = [draft.standing.held(w) for w in wishes]
    return [p for p in draft.staying() if all(mask[p - 1] for mask in masks)]
