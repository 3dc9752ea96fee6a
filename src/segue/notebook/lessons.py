"""What can be learned from an intent: phrases that nothing understood, and readings that a follow-up took back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec.structs import replace

from segue.knowledge import guardrails
from segue.music import Intent, Requirement, canonical

MOST_BESIDE: Final = 3
"""Wishes told beside a missed phrase, at most: the nearest ones."""
LONGEST: Final = 60
"""Characters of a phrase that is kept, at most."""
_PRIVATE: Final = re.compile(r"@|\d{5}")
"""An address, or a number that may be somebody's."""


class Lesson(NamedTuple):
    """One thing to learn. `phrase` is as the listener wrote it; `old` and `new` are empty where it was not read."""

    phrase: str
    old: str = ""
    """The reading that was taken back, in canonical form, without its words."""
    new: str = ""
    """What took its place."""
    beside: tuple[str, ...] = ()
    """Wishes of the same prompt, in canonical form, without their words."""


def missed(intent: Intent, since: int = 0) -> Iterator[Lesson]:
    """The phrases of `intent` that were not understood, from code point `since` on.

    None at all where the prompt is met with care, and none that may hold an address or a number of somebody's.
    """
    if guardrails.care(intent.prompt):
        return
    for unread in intent.unread:
        if unread.span[0] >= since and _may_be_kept(unread.phrase):
            yield Lesson(unread.phrase, beside=tuple(_nearest(intent, unread.span[0])))


def corrected(before: Intent, after: Intent) -> Iterator[Lesson]:
    """The readings of `before` that the follow-up in `after` took back: another reading of the same words, or another
    wish on what they were read as. Numbers that were said and not read are mere changes of mind."""
    fresh = [r for r in after.requirements if r.span[0] >= len(before.prompt)]
    for old in before.requirements:
        if old in after.requirements or not _was_read(old) or not _may_be_kept(old.phrase):
            continue
        new = next((r for r in fresh if _replaces(r, old) and _bare(r) != _bare(old)), None)
        if new is not None:
            yield Lesson(old.phrase, _bare(old), _bare(new))


def _was_read(requirement: Requirement) -> bool:
    return bool(requirement.phrase) and requirement.reading is not None and requirement.reading.subjective


def _replaces(new: Requirement, old: Requirement) -> bool:
    same_words = bool(_words(new.phrase) & _words(old.phrase))
    return same_words or (new.attribute, new.scope) == (old.attribute, old.scope)


def _words(phrase: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", phrase.casefold()))


def _nearest(intent: Intent, at: int) -> Iterable[str]:
    said = [r for r in intent.requirements if r.phrase]
    nearest = sorted(said, key=lambda r: abs(r.span[0] - at))[:MOST_BESIDE]
    return (_bare(r) for r in sorted(nearest, key=lambda r: r.span))


def _bare(requirement: Requirement) -> str:
    return canonical(replace(requirement, phrase="", span=(0, 0), reading=None))


def _may_be_kept(phrase: str) -> bool:
    return len(phrase) <= LONGEST and not _PRIVATE.search(phrase)
