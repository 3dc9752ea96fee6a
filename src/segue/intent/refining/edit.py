"""From a draft to an edit: the intent from now on, and which tracks are sure of their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from segue.intent import conflicts
from segue.intent.match import wish
from segue.intent.refining.control import Kind
from segue.intent.refining.draft import Draft
from segue.intent.refining.wishes import merged, with_room
from segue.music import Intent, Lock, Place, Requirement, Span, Unread

_SLACK_S = 30
"""Seconds by which a length may be missed."""


@dataclass(frozen=True)
class Edit:
    """What a follow-up changes."""

    intent: Intent
    """What is asked from now on."""
    control: Kind | None = None
    """Set where the follow-up is about the conversation and not about the list."""
    times: int = 1
    """How many steps, for an undo."""
    rest: str = ""
    """What is asked beside a new beginning."""
    locks: tuple[Lock, ...] = ()
    """Tracks and the places where they stand."""
    keep: tuple[str, ...] = ()
    """Ids of tracks that stay, in their order, where their places are open."""
    count: int | None = None
    """How many tracks the list has; None where the wishes decide."""
    closed: bool = False
    """Whether nothing but tracks of the list may stand in it."""
    out: tuple[str, ...] = ()
    """Ids of tracks that give way, and so must not fill the slots that they leave."""
    like: tuple[str, ...] = ()
    """Ids of tracks that newcomers should resemble."""
    reasons: tuple[str, ...] = ()
    """What was understood and decided, in words."""
    understood: bool = True
    """Whether anything was."""
    changes: bool = True
    """Whether anything is to change."""


def edit(draft: Draft, text: str, unread: Sequence[Unread], *, anew: bool) -> Edit:
    """The edit that `draft` makes in the words `text`, of which `unread` was not understood. Raises `ConflictError`
    where what is asked contradicts itself."""
    standing, reasons = draft.standing, tuple(draft.reasons)
    if not draft.understood:
        return Edit(standing.intent, reasons=reasons, understood=False, changes=False)
    asks = draft.wishes or draft.taken_back or draft.pins
    if draft.slots == list(standing.ids) and not asks:
        return Edit(standing.intent, reasons=reasons, changes=False)
    intent = _intent(draft, text, unread, anew=anew)
    conflicts.refuse_contradictions(intent.requirements)
    return _placed(draft, intent)


def _placed(draft: Draft, intent: Intent) -> Edit:
    """Tracks with their places where those are certain; else what stays, in its order."""
    places = tuple(Lock(at, slot) for at, slot in enumerate(draft.slots, 1) if isinstance(slot, str))
    told = {*draft.pins, *(lock.track_id for lock in draft.standing.locked if lock in places)}
    told |= {str(r.value) for r in intent.of("track") if r.scope != "list"}
    minutes, count = _asked(draft, "duration"), _asked(draft, "count")
    shorter = minutes is not None and 60 * minutes + _SLACK_S < 60 * draft.standing.minutes
    fewer = count is not None and count < len(draft.slots)
    free = shorter or fewer or _follows_a_course(draft, intent)
    return Edit(
        intent,
        locks=tuple(lock for lock in places if lock.track_id in told) if free else places,
        keep=tuple(slot for slot in draft.slots if isinstance(slot, str)),
        count=_number(draft, count),
        closed=fewer or (shorter and _reachable(draft, minutes or 0.0)),
        out=draft.leaving,
        like=tuple(draft.like),
        reasons=tuple(draft.reasons),
    )


def _asked(draft: Draft, attribute: str) -> float | None:
    """The number that a new wish on count or duration names, where it names one."""
    asked = [
        r for r in draft.wishes if r.attribute == attribute and r.scope == "list" and r.operator in ("is", "about")
    ]
    return next((float(r.value) for r in asked if isinstance(r.value, int | float)), None)


def _number(draft: Draft, count: float | None) -> int | None:
    """How many tracks the list has; None where a length or a bound decides."""
    bounded = any(r.attribute == "count" and r.scope == "list" for r in draft.wishes)
    if draft.by_length or not draft.slots or (bounded and count is None):
        return None
    return len(draft.slots) if count is None else int(count)


def _reachable(draft: Draft, minutes: float) -> bool:
    """Whether some of the tracks that stay last `minutes` together, to half a minute. Sums are bits of one number."""
    values = draft.standing.values("track_duration")
    seconds = [round(60 * float(values[p - 1])) for p in draft.staying() if not np.isnan(values[p - 1])]
    sums = 1
    for length in seconds:
        sums |= sums << length
    low = max(0, round(60 * minutes) - _SLACK_S + 1)
    return bool((sums >> low) & ((1 << (2 * _SLACK_S - 1)) - 1))


def _follows_a_course(draft: Draft, intent: Intent) -> bool:
    """Whether the order is to follow a course that was told just now, or one that newcomers at the end would break."""
    if draft.ordered:
        return False
    if any(r.attribute == "arc" for r in draft.wishes):
        return True
    grown = draft.by_length or len(draft.slots) > len(draft.standing)
    return grown and any(r.attribute == "arc" or _in_block(r) for r in intent.requirements)


def _in_block(requirement: Requirement) -> bool:
    return isinstance(requirement.scope, Place) and requirement.scope.block is not None


def _intent(draft: Draft, text: str, unread: Sequence[Unread], *, anew: bool) -> Intent:
    """The intent from now on: earlier wishes, those that were read, and the follow-up's words behind the prompt."""
    old, count = draft.standing.intent, len(draft.slots)
    offset = len(old.prompt) + 1
    taken = {(r.attribute, r.value) for r in draft.taken_back}
    before = [r for r in old.requirements if (r.attribute, r.value) not in taken and not _left_its_place(draft, r)]
    fresh = [_shifted(r, offset) for r in draft.wishes]
    if draft.resized and not any(r.attribute in ("count", "duration") for r in fresh):
        before, counted = _recounted(before, count, text, offset)
        fresh += counted
    scoped = [_shifted(r, offset) for r in draft.scoped()]
    standing = merged(before, fresh, anew=anew)
    standing = tuple(with_room(r, _exceptions(draft, scoped, r), count) for r in standing)
    return Intent(
        prompt=f"{old.prompt}\n{text}",
        requirements=(*standing, *scoped),
        unread=(*old.unread, *(Unread(u.phrase, _moved(u.span, offset)) for u in unread)),
    )


def _exceptions(draft: Draft, scoped: Sequence[Requirement], old: Requirement) -> list[Requirement]:
    """The wishes about one place that may break `old`: not those whose track is there and keeps it."""
    slots = [draft.slots[r.scope.position - 1] for r in scoped if isinstance(r.scope, Place) and r.scope.position]
    pairs = zip(scoped, slots, strict=True)
    return [r for r, slot in pairs if not (isinstance(slot, str) and draft.standing.keeps(slot, old))]


def _left_its_place(draft: Draft, old: Requirement) -> bool:
    """Whether a wish was about one place that another track has by now."""
    place = old.scope
    if not isinstance(place, Place) or place.position is None:
        return False
    at = place.position - 1
    return draft.standing.ids[at : at + 1] != tuple(draft.slots[at : at + 1])


def _recounted(
    before: list[Requirement], count: int, text: str, offset: int
) -> tuple[list[Requirement], list[Requirement]]:
    """Earlier wishes without those for a number or a length, and the new number in their place, if there were any."""
    sizes = [r for r in before if r.attribute in ("count", "duration") and r.scope == "list"]
    if not sizes:
        return before, []
    new = replace(wish("count", "is", count), phrase=text, span=(offset, offset + len(text)))
    return [r for r in before if r not in sizes], [new]


def _shifted(requirement: Requirement, offset: int) -> Requirement:
    return replace(requirement, span=_moved(requirement.span, offset))


def _moved(span: Span, offset: int) -> Span:
    return span[0] + offset, span[1] + offset
