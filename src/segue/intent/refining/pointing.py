"""What an order points at: places of the list, a track of it by its title, or all tracks of a kind."""

from __future__ import annotations

from msgspec.structs import replace

from segue.intent.refining.content import title
from segue.intent.refining.draft import Draft
from segue.intent.refining.places import Target, firm_target
from segue.intent.refining.wishes import as_version
from segue.intent.refining.words import Cursor
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
    """The place of a track of the list that is called by its title, to the end of `cursor`."""
    track = title(draft, cursor)
    if track not in draft.standing.ids:
        return None
    return Target((draft.standing.ids.index(track) + 1,), cursor.end)


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
