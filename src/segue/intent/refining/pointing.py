"""What an order points at: places of the list, by number or part, or a track of it by its title."""

from __future__ import annotations

from segue.intent.refining.content import title
from segue.intent.refining.draft import Draft
from segue.intent.refining.places import Target, target
from segue.intent.refining.words import Cursor


def pointed(draft: Draft, cursor: Cursor) -> Target | None:
    """The places that come next; "the rest" without what was named before. None where none do."""
    if cursor.word() in ("it", "them") or cursor.at >= cursor.end:
        return None
    point = target(cursor.tokens, cursor.at, draft.standing)
    if point is None or point.end > cursor.end or not point.positions:
        return None
    positions = point.positions
    if len(positions) == len(draft.standing) and point.part:
        positions = tuple(p for p in positions if p not in draft.pointed)
    draft.pointed += positions
    return Target(positions, point.end, point.part)


def by_title(draft: Draft, cursor: Cursor) -> Target | None:
    """The place of a track of the list that is called by its title, to the end of the clause."""
    track = title(draft, cursor)
    if track not in draft.standing.ids:
        return None
    return Target((draft.standing.ids.index(track) + 1,), cursor.end)
