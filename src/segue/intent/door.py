"""The door: what is refused, with its code, before anything is read; and the wishes that come by options."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final, NoReturn

from segue.catalogue.port import SavedPlaylist
from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput, NotFound, PromptError
from segue.intent.match import wish
from segue.knowledge import guardrails
from segue.music import (
    MAX_MINUTES,
    MAX_PROMPT,
    MAX_TRACKS,
    Operator,
    Request,
    Requirement,
    parse_canonical,
)

_POPULAR_FROM: Final = 50.0
"""An asked popularity from here on is a lower bound, below it an upper one."""
MAX_DEPTH: Final = 16
"""Brackets and curved quotation marks within one another, at most."""
MAX_NEGATIONS: Final = 16
"""Words of negation in a row, at most."""
MAX_WISHES: Final = 200
"""Requirements of one prompt, options included, at most."""
_BRACKETS: Final = re.compile(r"(?<![:;=8])[(\[{“«]|[)\]}”»]")  # a bracket behind a colon is a mouth
_NEGATIONS: Final = re.compile(
    rf"(?:\b(?:no|not|never|non|nor|without|don['’]?t)\b\W+){{{MAX_NEGATIONS + 1}}}", re.IGNORECASE
)


def text(prompt: str) -> str:
    """`prompt` where it can be read and may be answered.

    Raises `PromptError`: prompt_empty, prompt_too_long, prompt_not_text, prompt_too_nested, prompt_too_negated, and
    prompt_refused_CODE for every rule of the guardrails that refuses. An error never repeats the prompt.
    """
    if len(prompt) > MAX_PROMPT:
        raise PromptError(
            "prompt_too_long",
            f"The prompt has {len(prompt):,} characters; {MAX_PROMPT:,} are the most.",
            hint="Say it in fewer words.",
            field="prompt",
        )
    if any("\ud800" <= c <= "\udfff" for c in prompt):
        raise PromptError(
            "prompt_not_text",
            "The prompt holds lone surrogates, which are not text.",
            hint="Send valid Unicode (UTF-8).",
            field="prompt",
        )
    if not any(c.isprintable() and not c.isspace() for c in prompt):
        raise PromptError(
            "prompt_empty", "The prompt is empty.", hint='Try "20 calm songs for the evening".', field="prompt"
        )
    _tangled(prompt)
    _guarded(prompt)
    return prompt


def _tangled(prompt: str) -> None:
    depth = deepest = 0
    for mark in _BRACKETS.findall(prompt):
        depth = depth + 1 if mark in "([{“«" else max(0, depth - 1)
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        told = f"The prompt nests brackets {deepest} deep; {MAX_DEPTH} is the most."
        raise PromptError("prompt_too_nested", told, hint="Say it in plain sentences.", field="prompt")
    if _NEGATIONS.search(prompt):
        told = f"The prompt negates more than {MAX_NEGATIONS} times in a row; nobody can tell what it asks for."
        raise PromptError("prompt_too_negated", told, hint="Say once what you do not want.", field="prompt")


def _guarded(prompt: str) -> None:
    for finding in guardrails.find(prompt):
        rule = finding.rule
        if rule.action == "refuse":
            raise PromptError(f"prompt_refused_{rule.code}", rule.message, hint=rule.hint, field="prompt")


def check(request: Request, snapshot: Snapshot | None) -> None:
    """Raises `BadInput` where an option lies outside its range (tracks_range, minutes_range, novelty_range,
    popularity_range, lock_range, lock_twice), `NotFound` (track_unknown) for a lock on no track."""
    _within("tracks", request.tracks, 1, MAX_TRACKS)
    _within("minutes", request.minutes, 1, MAX_MINUTES)
    _within("novelty", request.novelty, 0, 1)
    _within("popularity", request.popularity, 0, 100)
    positions = [lock.position for lock in request.locks]
    for position in positions:
        if not 1 <= position <= (request.tracks or MAX_TRACKS):
            _refuse("lock_range", f"There is no position {position} to lock.", "Positions count from 1.", "locks")
    if len(set(positions)) < len(positions):
        _refuse("lock_twice", "Two tracks are locked to one position.", "Lock each position once.", "locks")
    if snapshot is not None and request.locks:
        _held(request, snapshot)


def check_read(requirements: Sequence[Requirement]) -> None:
    """Raises `BadInput` (tracks_range, minutes_range) where the prompt's own count or length lies outside its range,
    and `PromptError` as `check_number` does."""
    check_number(requirements)
    for name, attribute, most in (("tracks", "count", MAX_TRACKS), ("minutes", "duration", MAX_MINUTES)):
        for wish_ in requirements:
            numbers = wish_.value if isinstance(wish_.value, tuple) else (wish_.value,)
            for number in numbers if wish_.attribute == attribute and wish_.scope == "list" else ():
                _within(name, float(number or 0), 1, most)


def check_number(requirements: Sequence[Requirement]) -> None:
    """Raises `PromptError` (prompt_too_many_wishes) where there are more than `MAX_WISHES`."""
    if len(requirements) > MAX_WISHES:
        told = f"The prompt holds {len(requirements)} wishes; {MAX_WISHES} are the most."
        raise PromptError("prompt_too_many_wishes", told, hint="Ask for less at once.", field="prompt")


def _held(request: Request, snapshot: Snapshot) -> None:
    rows = snapshot.rows_of([lock.track_id for lock in request.locks])
    for lock, row in zip(request.locks, rows.tolist(), strict=True):
        if row < 0:
            raise NotFound(
                "track_unknown",
                f"There is no track {lock.track_id!r} to lock.",
                hint="Use a track's id.",
                field="locks",
            )


def _within(name: str, value: float | None, low: float, high: float) -> None:
    if value is not None and not (math.isfinite(value) and low <= value <= high):
        _refuse(f"{name}_range", f"{name} is {value:g}; it must lie between {low:g} and {high:g}.", "", name)


def _refuse(code: str, message: str, hint: str, field: str) -> NoReturn:
    raise BadInput(code, message, hint=hint or f"Give {field} within that range.", field=field)


def options(request: Request, playlists: Sequence[SavedPlaylist]) -> Iterator[Requirement]:
    """The wishes that the request's options state. Raises `BadInput` (rule_syntax) for a rule that states none."""
    if request.tracks is not None:
        yield wish("count", "is", request.tracks)
    if request.minutes is not None:
        yield wish("duration", "about", request.minutes)
    for name in request.like:
        yield _alike(name, playlists)
    if request.novelty is not None:
        yield wish("novelty", "min", request.novelty, strength="prefer")
    if request.popularity is not None:
        bound: Operator = "min" if request.popularity >= _POPULAR_FROM else "max"
        yield wish("popularity", bound, request.popularity, strength="prefer")
    yield from map(parse_canonical, request.rules)


def _alike(name: str, playlists: Sequence[SavedPlaylist]) -> Requirement:
    """Likeness to an artist or track, or to the tracks of an imported playlist of that name."""
    for playlist in playlists:
        if playlist.name.casefold() == name.casefold() and playlist.track_ids:
            return wish("similar", "any", playlist.track_ids, polarity="like", strength="prefer")
    return wish("similar", "is", name, polarity="like", strength="prefer")
