"""A new wish about tracks, as any prompt states it: tracks of the list that do not keep it give way."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec.structs import replace

from segue.intent.refining.draft import Draft, Open, within
from segue.intent.refining.wishes import as_version, outside
from segue.music import WHOLE, Requirement


def demand(draft: Draft, requirement: Requirement) -> None:
    """Take up a wish in its own words."""
    draft.understood = True
    requirement = as_version(requirement)
    draft.wishes.append(requirement)
    if requirement.attribute == "per_artist":
        _capped(draft, requirement)
    elif requirement.attribute == "arc":
        draft.why(f"“{requirement.phrase}”: the order follows it; every track stays")
    elif requirement.attribute not in WHOLE and draft.standing.tells(requirement) and requirement.polarity != "like":
        _kept(draft, requirement)


def _kept(draft: Draft, requirement: Requirement) -> None:
    """Open the slots of tracks that do not keep it: as many as its share needs, and others can be found for."""
    standing = draft.standing
    zone = [p for p in standing.zone(requirement) if p <= len(standing)]
    held = standing.held(requirement)
    lacking = [p for p in zone if not held[p - 1]]
    spare = len(zone) - math.ceil(requirement.share * len(zone) - 1e-6)
    due = lacking[: max(0, len(lacking) - spare)]
    if requirement.strength == "prefer" and due:
        alone = replace(requirement, share=1.0, scope="list")
        due = due[: standing.supply(alone, outside(standing.intent, requirement))]
    out = draft.open_up(due)
    reading = f" ({requirement.reading.text})" if requirement.reading and requirement.reading.text else ""
    draft.why(f"“{requirement.phrase}”{reading}{_outcome(out, lacking, len(zone))}")


def _outcome(out: Sequence[int], lacking: Sequence[int], size: int) -> str:
    if out:
        return f": {len(out)} of {size} did not keep it"
    return ": no other tracks here do" if lacking else ": every track keeps it"


def _capped(draft: Draft, requirement: Requirement) -> None:
    """No artist more often than asked: the later tracks of one give way."""
    most = requirement.value[-1] if isinstance(requirement.value, tuple) else requirement.value
    if not isinstance(most, int | float) or requirement.operator == "min":
        return
    seen: dict[str, int] = {}
    over = []
    for position in draft.staying():
        artist = draft.standing.artist(position)
        seen[artist] = seen.get(artist, 0) + 1
        if artist and seen[artist] > most:
            over.append(position)
    out = draft.open_up(over)
    many = f"{len(out)} would be too many" if out else "no artist stands more often"
    draft.why(f"“{requirement.phrase}”: {many}")


def counted(draft: Draft, count: int) -> None:
    """Let the list have `count` tracks. Raises `BadInput` (tracks_range)."""
    within(count)
    draft.resized = True
    more = count - len(draft.slots)
    if more > 0:
        draft.why(f"{more} more")
        draft.slots += [Open() for _ in range(more)]
    elif more < 0:
        draft.why(f"{-more} fewer, those that fit least")
