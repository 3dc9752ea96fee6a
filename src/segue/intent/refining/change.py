"""From a follow-up to an edit: orders first, then more and less, then whatever else the grammar reads in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from msgspec.structs import replace

from segue.intent import conflicts, door, grammar
from segue.intent.match import wish
from segue.intent.refining import asking, lengths, moves, orders
from segue.intent.refining.anaphora import resolved
from segue.intent.refining.control import Kind, control
from segue.intent.refining.draft import Draft, Open, within
from segue.intent.refining.standing import Standing, named
from segue.intent.refining.wishes import as_version, excepted, merged, outside
from segue.intent.refining.words import begins
from segue.intent.tokens import Tokens
from segue.music import WHOLE, Intent, Lock, Place, Requirement, Unread

_READERS: Final[tuple[Callable[[Draft, Cursor], int], ...]] = (
    moves.moved, orders.ordered, asking.liked, lengths.resized, asking.asked,
)  # fmt: skip
_ORDERS: Final = 60
"""Tokens at which an order is looked for; what stands further on is read as in a prompt."""
@dataclass(frozen=True)
class Edit:
    """What a follow-up changes."""

    intent: Intent
    """What is asked from now on."""
    control: Kind | None = None
    """Set where the follow-up is about the conversation and not about the list."""
    times: int = 1
    rest: str = ""
    """What is asked beside a new beginning."""
    locks: tuple[Lock, ...] = ()
    """Tracks and the places where they stand."""
    keep: tuple[str, ...] = ()
    """Ids of tracks that stay, in their order, where their places are open."""
    count: int | None = None
    """How many tracks the list has; None where a length decides."""
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


def refine(standing: Standing, text: str, today: date | None = None) -> Edit:
    """The edit that `text` asks for. Raises `PromptError` as for a prompt, `ConflictError` where it contradicts itself
    or an earlier must that it does not replace, `BadInput` (position_range, tracks_range) for what cannot be."""
    door.text(text)
    about = control(text)
    if about is not None and about.kind != "again":
        return Edit(standing.intent, about.kind, about.times, about.rest)
    door.text(f"{standing.intent.prompt}\n{text}")
    draft = Draft(standing)
    if about is not None:
        _again(draft, text)
        return _finished(draft, text, Intent(prompt=text), anew=False)
    tokens = resolved(draft, grammar.words_of(text, standing.snapshot))
    read: set[int] = set()
    anew = _anew(tokens, read)
    _orders(draft, tokens, read, today)
    return _finished(draft, text, _rest(draft, tokens, read, today), anew=anew)


def _again(draft: Draft, text: str) -> None:
    everything = range(1, len(draft.standing) + 1)
    out = draft.open_up(everything)
    draft.banish(out, text.strip(), (0, len(text)))
    draft.why("every track gives way to another")


def _anew(tokens: Tokens, read: set[int]) -> bool:
    """Whether the follow-up is "same but …", or ends in "instead"."""
    for lead in _ANEW:
        size = lead.count(" ") + 1
        if tokens.text(0, size) == lead:
            read.update(range(size))
            return True
    last = max((at for at, token in enumerate(tokens.items) if not token.is_mark), default=-1)
    if last > 0 and tokens.items[last].text == "instead":
        read.add(last)
        return True
    return False


def _orders(draft: Draft, tokens: Tokens, read: set[int], today: date | None) -> None:
    """Read every order, wherever a clause begins."""
    at = 0
    while at < min(len(tokens), _ORDERS):
        end = _order(draft, tokens, at, today) if at not in read and begins(tokens, at, read) else 0
        read.update(range(at, end))
        at = max(end, at + 1)


def _order(draft: Draft, tokens: Tokens, at: int, today: date | None) -> int:
    for reader in _READERS:
        end = reader(draft, tokens, at, today)
        if end > at:
            draft.understood = True
            return end
    return 0


def _rest(draft: Draft, tokens: Tokens, read: set[int], today: date | None) -> Intent:
    """What the grammar reads in the words that no order took."""
    left = tuple(token for at, token in enumerate(tokens.items) if at not in read)
    said = grammar.read(Tokens(tokens.prompt, left), draft.snapshot, today)
    orders_span = [(tokens.items[at].start, tokens.items[at].end) for at in read]
    clear = [r for r in said.requirements if not _across(r.span, orders_span)]
    return replace(said, requirements=tuple(clear))


def _across(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _finished(draft: Draft, text: str, said: Intent, *, anew: bool) -> Edit:
    """The edit that a draft and the wishes beside it make."""
    _only_kept(draft, text)
    standing = draft.standing
    for requirement in said.requirements:
        _asked(draft, requirement, anew=anew)
    _sized(draft, said)
    if not draft.understood:
        return Edit(standing.intent, reasons=tuple(draft.reasons), understood=False, changes=False)
    intent = _intent(draft, text, said, anew=anew)
    conflicts.refuse_contradictions(intent.requirements)
    changes = draft.slots != list(standing.ids) or bool(
        draft.wishes or draft.taken_back or draft.by_length or draft.pins
    )
    return _edit(draft, intent, changes=changes)


def _only_kept(draft: Draft, text: str) -> None:
    """ "Keep the first five", and nothing else: others take the place of the rest."""
    kept = draft.bare_keep
    if not kept or draft.wishes or draft.resized or draft.slots != list(draft.standing.ids):
        return
    out = draft.open_up(p for p in range(1, len(draft.standing) + 1) if p not in kept)
    draft.banish(out, text.strip(), (0, len(text)))
    draft.why(f"{named(draft.standing, kept)} stays; others stand in place of the rest")


def _asked(draft: Draft, requirement: Requirement, *, anew: bool) -> None:
    """Take up a wish that the grammar read: tracks that do not keep it give way."""
    draft.understood = True
    standing = draft.standing
    requirement = as_version(requirement)
    draft.wishes.append(requirement)
    if requirement.attribute == "per_artist":
        _capped(draft, requirement)
    if requirement.attribute == "arc":
        draft.why(f"“{requirement.phrase}”: the order follows it; every track stays")
    if requirement.attribute in WHOLE or not standing.tells(requirement) or requirement.polarity == "like":
        return
    zone = standing.zone(requirement)
    held = standing.held(requirement)
    lacking = [p for p in zone if p <= len(standing) and not held[p - 1]]
    allowed = len(zone) - math.ceil(requirement.share * len(zone) - 1e-6)
    due = lacking[: max(0, len(lacking) - allowed)]
    if requirement.strength == "prefer" and due:
        due = due[
            : standing.supply(replace(requirement, share=1.0, scope="list"), outside(standing.intent, requirement))
        ]
    out = draft.open_up(due)
    reading = f" ({requirement.reading.text})" if requirement.reading and requirement.reading.text else ""
    gone = f"; {len(out)} of {len(zone)} did not keep it" if out else "; every track keeps it" if not lacking else ""
    draft.why(f"“{requirement.phrase}”{reading}{gone}")


def _capped(draft: Draft, requirement: Requirement) -> None:
    """No artist more often than asked: the later tracks of one give way."""
    most = requirement.value[-1] if isinstance(requirement.value, tuple) else requirement.value
    seen: dict[str, int] = {}
    over = []
    for position in draft.staying():
        artist = draft.standing.artist(position)
        seen[artist] = seen.get(artist, 0) + 1
        if artist and isinstance(most, int | float) and requirement.operator != "min" and seen[artist] > most:
            over.append(position)
    out = draft.open_up(over)
    draft.why(f"“{requirement.phrase}”: {len(out)} would be one too many" if out else "")


def _sized(draft: Draft, said: Intent) -> None:
    """Let the slots be as many as a wish for a number says; a wish for a length leaves that open."""
    for requirement in draft.wishes:
        if requirement.attribute == "duration" and requirement.scope == "list":
            draft.by_length = True
            said_now = f"{_value(requirement)} minutes instead of {draft.standing.minutes:.0f}"
            draft.why(said_now if requirement in said.requirements else "")
        if requirement.attribute == "count" and requirement.operator in ("is", "about") and requirement.scope == "list":
            assert isinstance(requirement.value, int | float)
            _counted(draft, int(requirement.value))


def _value(requirement: Requirement) -> str:
    """A number that was asked, in words."""
    value = requirement.value
    return " to ".join(f"{v:g}" for v in value) if isinstance(value, tuple) else f"{value:g}"


def _counted(draft: Draft, count: int) -> None:
    within(count)
    draft.resized = True
    if count > len(draft.slots):
        draft.why(f"{count - len(draft.slots)} more tracks")
        draft.slots += [Open() for _ in range(count - len(draft.slots))]
    elif count < len(draft.slots):
        draft.why(f"{len(draft.slots) - count} fewer tracks, those that fit least")


def _intent(draft: Draft, text: str, said: Intent, *, anew: bool) -> Intent:
    """The intent from now on: earlier wishes, those that were read, and the follow-up's words behind the prompt."""
    old = draft.standing.intent
    offset = len(old.prompt) + 1
    count = len(draft.slots)
    taken = {(r.attribute, r.value) for r in draft.taken_back}
    before = [r for r in old.requirements if (r.attribute, r.value) not in taken]
    before = [r for r in before if not _moved_away(draft, r)]
    fresh = [_shifted(r, offset) for r in draft.wishes]
    if draft.resized and not any(r.attribute in ("count", "duration") for r in fresh):
        before, counted = _recounted(before, draft, text, offset, count)
        fresh += counted
    scoped = [_shifted(r, offset) for r in draft.scoped()]
    standing = excepted(merged(before, fresh, anew=anew), scoped, count)
    return Intent(
        prompt=f"{old.prompt}\n{text}",
        requirements=(*standing, *scoped),
        unread=(*old.unread, *(Unread(u.phrase, _moved(u.span, offset)) for u in said.unread)),
    )


def _moved_away(draft: Draft, old: Requirement) -> bool:
    """Whether a wish was about one place whose track has left it."""
    place = old.scope
    if not isinstance(place, Place) or place.position is None:
        return False
    stood = draft.standing.ids[place.position - 1 : place.position]
    stands = draft.slots[place.position - 1 : place.position]
    return not stood or list(stood) != stands


def _recounted(
    before: list[Requirement], draft: Draft, text: str, offset: int, count: int
) -> tuple[list[Requirement], list[Requirement]]:
    """Earlier wishes without those for a number or a length, and the new number in their place, if there were any."""
    sizes = [r for r in before if r.attribute in ("count", "duration") and r.scope == "list"]
    if not sizes:
        return before, []
    span = (offset, offset + len(text))
    new = replace(wish("count", "is", count), phrase=text, span=span)
    return [r for r in before if r not in sizes], [new]


def _shifted(requirement: Requirement, offset: int) -> Requirement:
    return replace(requirement, span=_moved(requirement.span, offset))


def _moved(span: tuple[int, int], offset: int) -> tuple[int, int]:
    return span[0] + offset, span[1] + offset


def _edit(draft: Draft, intent: Intent, *, changes: bool) -> Edit:
    """Places where they are certain; else what stays, in its order."""
    stay = [slot for slot in draft.slots if isinstance(slot, str)]
    counts = [r for r in draft.wishes if r.attribute == "count" and r.scope == "list"]
    fewer = any(isinstance(r.value, int | float) and r.value < len(draft.slots) for r in counts)
    minutes = [r.value for r in draft.wishes if r.attribute == "duration" and isinstance(r.value, int | float)]
    shorter = bool(minutes) and minutes[-1] * 60 + 30 < draft.standing.minutes * 60
    free = shorter or fewer or _follows(draft, intent)
    places = tuple(Lock(at, slot) for at, slot in enumerate(draft.slots, 1) if isinstance(slot, str))
    told = {*draft.pins, *(lock.track_id for lock in draft.standing.locked if lock in places)}
    pinned = tuple(lock for lock in places if lock.track_id in told)
    count = None if draft.by_length or not draft.slots else _number(draft, counts)
    return Edit(
        intent, locks=pinned if free else places, keep=tuple(stay), count=count,
        closed=fewer or (shorter and lengths.shrink(draft, float(minutes[-1]))),
        out=draft.leaving, like=tuple(draft.like), reasons=tuple(draft.reasons), changes=changes,
    )  # fmt: skip


def _number(draft: Draft, counts: Sequence[Requirement]) -> int | None:
    """How many tracks: as many as slots, unless a wish for a number says fewer or leaves a choice."""
    if counts and counts[-1].operator not in ("is", "about"):
        return None
    if counts and isinstance(counts[-1].value, int | float):
        return int(counts[-1].value)
    return len(draft.slots)


def _follows(draft: Draft, intent: Intent) -> bool:
    """Whether the order is to follow a course that was told just now, or that newcomers at the end would break."""
    if draft.ordered:
        return False
    told = any(r.attribute == "arc" for r in draft.wishes)
    courses = [r for r in intent.requirements if r.attribute == "arc" or _in_block(r)]
    grown = draft.by_length or len(draft.slots) > len(draft.standing)
    return told or (grown and bool(courses))


def _in_block(requirement: Requirement) -> bool:
    return isinstance(requirement.scope, Place) and requirement.scope.block is not None
