"""A prompt that is a plan: its first line is "plan:", and every further line states a requirement, or nothing.

The language is that of `segue.music.plan`. Here words get the meaning that they have in any prompt: a genre, mood or
activity without a reading of its own is read by the genre graph and the lexicon, against the catalogue at hand. The
span of a requirement is where its value stands; what a line says of phrase and span is about another prompt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput
from segue.intent.outright import listed
from segue.intent.phrases import without
from segue.music import Intent, Line, Reading, Requirement, Unread, canonical, parse_line

_HEAD: Final = re.compile(r"\s*plan:[ \t\r]*(?:\n|\Z)", re.IGNORECASE)
_WORDS: Final = re.compile(r"\S+(?:\s+\S+){0,5}")
"""As many words as an unread phrase may have."""


def plan(prompt: str, snapshot: Snapshot | None) -> Intent | None:
    """The Intent of a prompt that is a plan; None for any other. Never raises: a line that is wrong is unread."""
    head = _HEAD.match(prompt)
    if head is None:
        return None
    requirements: list[Requirement] = []
    unread: list[Unread] = []
    for _, at, raw in _lines(prompt, head.end()):
        try:
            line = parse_line(raw)
        except BadInput:
            unread += [_unread(prompt, at + m.start(), at + m.end()) for m in _WORDS.finditer(raw)]
            continue
        if isinstance(line, Line):
            span = (at + line.at[0], at + line.at[1])
            requirements.append(replace(_read(line, snapshot), phrase=prompt[slice(*span)], span=span))
    return Intent(prompt=prompt, requirements=tuple(requirements), unread=tuple(unread))


def check_plan(prompt: str) -> None:
    """Raises `BadInput` (rule_syntax) for the first wrong line of a prompt that is a plan; lines count from the one
    below "plan:"."""
    head = _HEAD.match(prompt)
    for number, _, raw in _lines(prompt, head.end()) if head else ():
        parse_line(raw, number, field="prompt")


def as_plan(intent: Intent, snapshot: Snapshot | None) -> str:
    """`intent` as lines for people to change: each requirement without what is read again by itself, with its words
    behind it as a comment. Behind a line "plan:" it is a prompt that asks for the same."""
    said = [f"# {line}" for line in intent.prompt.split("\n")]
    wishes = [f"{_plain(r, snapshot)}{_aside(r.phrase)}" for r in intent.requirements]
    return "\n".join((*said, *wishes, *(f"# not understood: {_flat(u.phrase)}" for u in intent.unread)))


def _lines(prompt: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Each line from `at` on: its number from 1, where it begins, and its text."""
    for number, raw in enumerate(prompt[at:].split("\n"), 1):
        yield number, at, raw
        at += len(raw) + 1


def _unread(prompt: str, start: int, end: int) -> Unread:
    return Unread(prompt[start:end], (start, end))


def _read(line: Line, snapshot: Snapshot | None) -> Requirement:
    return line.requirement if "reading" in line.stated else _meant(line.requirement, snapshot)


def _meant(requirement: Requirement, snapshot: Snapshot | None) -> Requirement:
    """`requirement` with the reading and the name that its words have in a prompt."""
    names = requirement.value if isinstance(requirement.value, tuple) else (requirement.value,)
    if requirement.operator not in ("is", "any") or not all(isinstance(name, str) for name in names):
        return requirement
    known = [listed(requirement.attribute, str(name), snapshot) for name in names]
    values = tuple(str(k.value) if k else str(name) for k, name in zip(known, names, strict=True))
    reading = _joined([k.reading for k in known if k and k.reading])
    if requirement.operator == "any":
        return replace(requirement, value=values, reading=reading)
    meant = replace(requirement, value=values[0], reading=reading)
    absent = without(meant) if meant.polarity == "avoid" else None
    return replace(meant, reading=absent or reading)


def _joined(readings: list[Reading]) -> Reading | None:
    """One reading for a list of names, which any of theirs meets."""
    if len(readings) < 2:
        return readings[0] if readings else None
    labels = tuple(dict.fromkeys(label for reading in readings for label in reading.labels))
    return Reading("; ".join(r.text for r in readings), labels, subjective=any(r.subjective for r in readings))


def _plain(requirement: Requirement, snapshot: Snapshot | None) -> str:
    said = replace(requirement, phrase="", span=(0, 0))
    bare = replace(said, reading=None)
    if _meant(bare, snapshot) == said:
        return canonical(bare)
    return canonical(said) + ("" if said.reading else " reading=none")


def _aside(phrase: str) -> str:
    return f"  # {_flat(phrase)}" if phrase else ""


def _flat(phrase: str) -> str:
    return " ".join(phrase.split())
