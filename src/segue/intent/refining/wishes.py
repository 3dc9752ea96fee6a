"""Earlier wishes and new ones: which give way, which get an exception, and which tracks no longer fit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from segue.music import WHOLE, Intent, Place, Region, Requirement
from segue.requirements.numeric import bounds

_SINGLE: Final = frozenset({"count", "duration", "per_artist", "track_duration"})
"""Attributes of which a list has one wish: a new one takes the place of the old."""
_RIVALS: Final = frozenset(
    {"genre", "language", "country", "activity", "vocals", "artist", "album", "track", "key", "mode"}
)
"""Attributes of which a track has one value as a rule: a new wish for the whole list takes the place of the old."""
_BOUNDS: Final = frozenset({"min", "max", "between", "about"})
_NAMES: Final = frozenset({"artist", "album", "track"})
_YEARS: Final = frozenset({"year", "era"})


def merged(old: Sequence[Requirement], fresh: Sequence[Requirement], *, anew: bool) -> tuple[Requirement, ...]:
    """The earlier wishes that `fresh` leaves standing, then `fresh`. `anew`: "same but …", which puts a new mood in
    place of the old."""
    lessened = [_without_avoided(r, fresh) for r in old]
    kept = [r for r in lessened if not any(overrules(f, r, anew=anew) for f in fresh)]
    return (*kept, *dict.fromkeys(fresh))


def _without_avoided(old: Requirement, fresh: Sequence[Requirement]) -> Requirement:
    """A wish for any of several values, without those that are now avoided; as it is where none would be left."""
    if old.operator != "any" or old.polarity != "want" or not isinstance(old.value, tuple):
        return old
    avoided = {v for f in fresh if f.polarity == "avoid" and f.attribute == old.attribute for v in _values(f)}
    left = tuple(v for v in old.value if v not in avoided)
    return replace(old, value=left) if left else old


def overrules(fresh: Requirement, old: Requirement, *, anew: bool = False) -> bool:
    """Whether `old` has nothing left to say where `fresh` is asked."""
    if {fresh.attribute, old.attribute} == {"count", "duration"}:
        return fresh.scope == old.scope == "list"
    if fresh.scope != old.scope:
        return False
    if fresh.attribute == old.attribute == "track" and fresh.polarity == old.polarity == "avoid":
        return False
    if fresh.attribute == "arc" or old.attribute == "arc":
        return fresh.attribute == old.attribute
    if _kindred(fresh, old):
        return _takes_place(fresh, old, anew=anew)
    return "like" not in (fresh.polarity, old.polarity) and fresh.share >= 0.75 and apart(fresh, old)


def _kindred(fresh: Requirement, old: Requirement) -> bool:
    return fresh.attribute == old.attribute or {fresh.attribute, old.attribute} <= _YEARS


def _takes_place(fresh: Requirement, old: Requirement, *, anew: bool) -> bool:
    if fresh.attribute in _SINGLE or old.attribute in _YEARS:
        return fresh.polarity == old.polarity or fresh.attribute in _SINGLE
    if fresh.polarity == "like" or old.polarity == "like":
        return _shared(fresh, old)
    if _shared(fresh, old):
        return True
    if fresh.polarity != old.polarity:
        return False
    if _bounded(fresh) and _bounded(old):
        opposite = {fresh.operator, old.operator} == {"min", "max"} and fresh.reading is None and old.reading is None
        return not opposite or apart(fresh, old)
    whole = fresh.polarity == "want" and fresh.share >= 1
    return whole and (fresh.attribute in _RIVALS or anew or apart(fresh, old))


def _bounded(requirement: Requirement) -> bool:
    """Whether a wish is for a number of a track."""
    return requirement.operator in _BOUNDS and not _wordy(_region(requirement))


def _region(requirement: Requirement) -> Region:
    return Region(requirement.attribute, requirement.operator, requirement.value)


def _shared(fresh: Requirement, old: Requirement) -> bool:
    """Whether both name a value: wanting what was avoided, avoiding what was wanted, or the same once more."""
    return bool(set(_values(fresh)) & set(_values(old))) and not isinstance(fresh.value, bool)


def _values(requirement: Requirement) -> tuple[object, ...]:
    value = requirement.value
    return value if isinstance(value, tuple) else (value,)


def apart(one: Requirement, other: Requirement) -> bool:
    """Whether no track can be what both wish for: their numbers lie in parts that do not touch."""
    mine, theirs = _regions(one), _regions(other)
    return any(a.attribute == b.attribute and _disjoint(a, b) for a in mine for b in theirs)


def _regions(requirement: Requirement) -> list[Region]:
    if requirement.polarity != "want" or requirement.attribute in WHOLE:
        return []
    reading = requirement.reading.regions if requirement.reading is not None else ()
    return [
        r
        for r in (_region(requirement), *reading)
        if r.operator in ("min", "max", "between", "about") and not _wordy(r)
    ]


def _wordy(region: Region) -> bool:
    values = region.value if isinstance(region.value, tuple) else (region.value,)
    return not all(isinstance(v, int | float) for v in values)


def _disjoint(a: Region, b: Region) -> bool:
    (low, high), (bottom, top) = bounds(a.operator, a.value), bounds(b.operator, b.value)
    return low > top or bottom > high


def as_version(requirement: Requirement) -> Requirement:
    """What is said of "the live versions" in a list is about the recordings called live, not about a sound."""
    if requirement.attribute != "liveness" or "live" not in requirement.phrase.casefold():
        return requirement
    return replace(requirement, attribute="version", operator="is", value="live", reading=None)


def with_room(old: Requirement, exceptions: Sequence[Requirement], count: int) -> Requirement:
    """An earlier wish with room for the slots that were told to be otherwise: where some of `exceptions`, each about
    one position, may break it, it asks that much less of the `count` tracks."""
    if old.scope != "list" or old.polarity == "like" or old.attribute in WHOLE or old.attribute == "track":
        return old
    breaking = {f.scope.position for f in exceptions if isinstance(f.scope, Place) and breaks(f, old)}
    if not breaking:
        return old
    return replace(old, share=math.floor(10_000 * max(0.0, old.share - len(breaking) / max(1, count))) / 10_000)


def breaks(fresh: Requirement, old: Requirement) -> bool:
    """Whether a track that is as `fresh` says may have to break the wish `old` for the whole list."""
    if fresh.attribute in _NAMES:
        return old.attribute != fresh.attribute or old.polarity == "want"
    if old.polarity == "avoid":
        return fresh.attribute == old.attribute and _shared(fresh, old)
    same = _kindred(fresh, old) and (fresh.attribute in _RIVALS or isinstance(fresh.value, int | float | tuple))
    return same or apart(fresh, old)


def outside(intent: Intent, fresh: Requirement) -> Intent:
    """The intent less the wishes that a track as `fresh` says may break."""
    return replace(intent, requirements=tuple(r for r in intent.requirements if not breaks(fresh, r)))
