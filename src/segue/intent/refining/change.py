"""Reading a follow-up: orders first, then more and less, then whatever else the grammar finds in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from msgspec.structs import replace

from segue.intent import door, grammar
from segue.intent.plan import check_plan, plan
from segue.intent.refining import asking, lengths, moves, orders
from segue.intent.refining.anaphora import resolved
from segue.intent.refining.control import control
from segue.intent.refining.demands import counted, demand
from segue.intent.refining.draft import Draft, Said
from segue.intent.refining.edit import Edit, edit
from segue.intent.refining.standing import Standing, named
from segue.intent.refining.words import Cursor, begins, clause
from segue.intent.tokens import Tokens
from segue.music import Intent, Requirement, Span

_READERS: Final[tuple[Callable[[Draft, Cursor], int], ...]] = (
    moves.moved, orders.ordered, asking.liked, lengths.resized, asking.asked,
)  # fmt: skip
_ORDERS: Final = 60
"""Tokens at which an order is looked for; what stands further on is read as in a prompt."""


def refine(standing: Standing, text: str, today: date | None = None) -> Edit:
    """The edit that `text` asks for. Raises `PromptError` as for a prompt, `ConflictError` where it contradicts itself
    or an earlier must that it does not replace, `BadInput` (position_range, tracks_range) for what cannot be."""
    door.text(text)
    about = control(text)
    if about is not None and about.kind != "again":
        return Edit(standing.intent, about.kind, about.times, about.rest)
    door.text(f"{standing.intent.prompt}\n{text}")
    draft = Draft(standing, today)
    if about is not None:
        _again(draft, text)
        return edit(draft, text, (), anew=False)
    check_plan(text)
    written = plan(text, standing.snapshot)
    if written is not None:
        return _planned(draft, text, written)
    tokens = resolved(draft, grammar.words_of(text, standing.snapshot))
    read: set[int] = set()
    anew = _anew(tokens, read)
    _orders(draft, tokens, read)
    said = _rest(draft, tokens, read)
    _only_kept(draft, text)
    for requirement in said.requirements:
        demand(draft, requirement)
    _sized(draft, said)
    return edit(draft, text, said.unread, anew=anew)


def _planned(draft: Draft, text: str, said: Intent) -> Edit:
    """A follow-up that is a plan: its lines are demands, and nothing else stands in it."""
    for requirement in said.requirements:
        demand(draft, requirement)
    _sized(draft, said)
    return edit(draft, text, said.unread, anew=False)


def _again(draft: Draft, text: str) -> None:
    """Other tracks for the same wishes."""
    out = draft.open_up(range(1, len(draft.standing) + 1))
    draft.banish(out, Said(text, (0, len(text))))
    draft.why("every track gives way to another")


def _anew(tokens: Tokens, read: set[int]) -> bool:
    """Whether the follow-up is "same but …", or ends in "instead"."""
    lead = Cursor(tokens, 0, len(tokens)).past("talk", "anew")
    if lead is not None:
        read.update(range(lead.at))
        return True
    last = max((at for at, token in enumerate(tokens.items) if not token.is_mark), default=-1)
    if last > 0 and tokens.items[last].text == "instead":
        read.add(last)
        return True
    return False


def _orders(draft: Draft, tokens: Tokens, read: set[int]) -> None:
    """Read every order, wherever a clause begins."""
    at = 0
    while at < min(len(tokens), _ORDERS):
        end = _order(draft, tokens, at) if at not in read and begins(tokens, at, read) else 0
        read.update(range(at, end))
        at = max(end, at + 1)


def _order(draft: Draft, tokens: Tokens, at: int) -> int:
    """The token behind the order that begins at `at`; 0 where none does."""
    cursor = clause(tokens, at)
    for reader in _READERS:
        end = reader(draft, cursor)
        if end > at:
            draft.understood = True
            return end
    return 0


def _rest(draft: Draft, tokens: Tokens, read: set[int]) -> Intent:
    """What the grammar reads in the words that no order took."""
    left = tuple(token for at, token in enumerate(tokens.items) if at not in read)
    taken = [(tokens.items[at].start, tokens.items[at].end) for at in read if at < len(tokens)]
    said = draft.read(Tokens(tokens.prompt, left))
    clear = [r for r in said.requirements if not _across(r.span, taken)]
    return replace(said, requirements=tuple(clear))


def _across(span: Span, taken: Sequence[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _only_kept(draft: Draft, text: str) -> None:
    """ "Keep the first five", and nothing else: others take the place of the rest."""
    kept, standing = draft.bare_keep, draft.standing
    if not kept or draft.wishes or draft.resized or draft.slots != list(standing.ids):
        return
    out = draft.open_up(p for p in range(1, len(standing) + 1) if p not in kept)
    draft.banish(out, Said(text, (0, len(text))))
    draft.why(f"{named(standing, kept)} stays; others stand in place of the rest")


def _sized(draft: Draft, said: Intent) -> None:
    """Let the slots be as many as a wish for a number says; a wish for a length leaves that open."""
    sizes = [r for r in draft.wishes if r.attribute in ("count", "duration") and r.scope == "list"]
    for requirement in sizes:
        if requirement.attribute == "duration":
            draft.by_length = True
            if requirement in said.requirements:
                draft.why(f"{_number(requirement)} minutes instead of {draft.standing.minutes:.0f}")
        elif requirement.operator in ("is", "about") and isinstance(requirement.value, int | float):
            counted(draft, int(requirement.value))


def _number(requirement: Requirement) -> str:
    """A number that was asked, in words."""
    value = requirement.value if isinstance(requirement.value, tuple) else (requirement.value,)
    return " to ".join(f"{v:g}" if isinstance(v, int | float) else str(v) for v in value)
