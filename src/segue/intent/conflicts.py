"""Musts that cannot hold together: the same thing wanted and avoided."""

from __future__ import annotations

from collections.abc import Sequence

from segue.errors import ConflictError
from segue.knowledge.names import artist_key, fold
from segue.music import Requirement


def refuse_contradictions(requirements: Sequence[Requirement]) -> None:
    """Raises `ConflictError` (contradiction) where all that a must wants, another must avoids, over the whole list."""
    musts = [r for r in requirements if r.strength == "must" and r.scope == "list"]
    for wanted in musts:
        for avoided in musts:
            if wanted.polarity == "want" and avoided.polarity == "avoid" and _same(wanted, avoided):
                _refuse(wanted, avoided)


def _same(wanted: Requirement, avoided: Requirement) -> bool:
    """Whether the two name the same values; a wish for any of several is only emptied when all of them are avoided."""
    if wanted.attribute != avoided.attribute:
        return False
    if {wanted.operator, avoided.operator} <= {"is", "any"}:
        return _values(wanted) <= _values(avoided)
    return (wanted.operator, wanted.value) == (avoided.operator, avoided.value)


def _values(requirement: Requirement) -> set[str]:
    value = requirement.value
    values = value if isinstance(value, tuple) else (value,)
    key = artist_key if requirement.attribute == "artist" else fold
    return {key(str(v)) for v in values}


def _refuse(wanted: Requirement, avoided: Requirement) -> None:
    said = wanted.phrase or f"{wanted.attribute} {wanted.value}"
    raise ConflictError(
        "contradiction",
        f"“{said}” is wanted and avoided at once (“{avoided.phrase or avoided.value}”).",
        hint="Leave one of the two away, or say “ideally” where it may give way.",
        field="prompt",
    )
