"""One checkable wish, and its verdict."""

from __future__ import annotations

from typing import Literal

import msgspec

Operator = Literal["is", "any", "not", "min", "max", "between", "about", "rising", "falling"]
Polarity = Literal["want", "avoid", "like"]
Strength = Literal["must", "prefer"]
Verdict = Literal["verified", "inferred", "unmet", "unsupported"]
Value = bool | int | float | str | tuple[int | float | str, ...] | None
Span = tuple[int, int]
"""Half-open, in Unicode code points of the prompt. (0, 0) marks a wish that came by an option, not by words."""


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of the list: a block (0-based) or one position (1-based). Exactly one is set.

    How long a block is stands in requirements with its scope: `count` (tracks), `duration` (minutes) or `block` (its
    share of the list, 0–1). Blocks without any divide what the others leave evenly.
    """

    block: int | None = None
    position: int | None = None


Scope = Literal["list"] | Place


class Region(msgspec.Struct, frozen=True):
    """A part of an attribute's range: of numbers (`operator` min, max, between or about) or of names (is, any)."""

    attribute: str
    operator: Operator
    value: Value


class Reading(msgspec.Struct, frozen=True):
    """How a phrase was read: in words, as labels that say the same, and as regions of numeric attributes.

    A track keeps the reading when it carries one of the labels, or lies in all the regions.
    """

    text: str
    labels: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    absent: bool = False
    """True where the reading says what keeps a wish to *avoid* the phrase, which is not always the mere opposite ("no
    heavy vocals" asks for less than "instrumental")."""
    subjective: bool = True
    """False where the reading is a plain definition ("hip hop" = "hip-hop"), so that it can be verified."""
    spared: tuple[Region, ...] = ()
    """What keeps a wish to *avoid* the phrase whatever else it is: the exceptions ("nothing by A except B")."""


class Requirement(msgspec.Struct, frozen=True, kw_only=True):
    """One checkable wish. Numbers are in the unit that users say (see `NUMERIC`; minutes for durations).

    `value` by operator: is/not a scalar; any a tuple; min/max/about a number; between a pair (low, high);
    rising/falling the name of the attribute that moves (attribute `arc`; its shapes: `segue.requirements.courses`).
    """

    phrase: str
    span: Span
    attribute: str
    operator: Operator
    value: Value
    reading: Reading | None = None
    polarity: Polarity = "want"
    strength: Strength = "must"
    share: float = 1.0
    scope: Scope = "list"

    @property
    def weight(self) -> float:
        """1 for a must, ½ for a preference."""
        return 1.0 if self.strength == "must" else 0.5


class Judged(Requirement, frozen=True, kw_only=True):
    """A requirement with its verdict on a finished list: `held` of `of` tracks in scope keep it; `note` says why."""

    verdict: Verdict
    held: int
    of: int
    note: str = ""


class Unread(msgspec.Struct, frozen=True):
    """Words of the prompt that were not understood."""

    phrase: str
    span: Span
