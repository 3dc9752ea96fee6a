"""A conversation as one intent: everything said so far, as preferences, for ranking rather than for a list."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from segue.music import WHOLE, Intent, Requirement


def soften(intents: Sequence[Intent]) -> Intent:
    """The wishes of all `intents` (oldest first) about tracks, each once, as preferences for the whole list.

    A later wish takes back an earlier opposite one. Spans lose their meaning and are set to (0, 0).
    """
    wishes: dict[tuple[object, ...], Requirement] = {}
    for intent in intents:
        for r in intent.requirements:
            if r.attribute not in WHOLE:
                wishes[r.attribute, r.operator, r.value] = msgspec.structs.replace(
                    r, strength="prefer", share=1.0, scope="list", span=(0, 0)
                )
    unread = tuple(u for intent in intents for u in intent.unread)
    return Intent(prompt=" ".join(i.prompt for i in intents), requirements=tuple(wishes.values()), unread=unread)
