"""Words: genres, moods, activities, instruments, countries, languages. A label that says it, or else its reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.knowledge.genres import graph
from segue.knowledge.lexicon import shipped
from segue.music import FIRST_GUESSED, SOURCES, Bools, Codes, Requirement, Rows, Value
from segue.requirements.answer import Answer, both, either
from segue.requirements.numeric import region

LABELLED: Final[dict[str, tuple[str, ...]]] = {
    "genre": ("genre", "tag"),
    "mood": ("mood", "tag", "activity", "theme"),
    "activity": ("activity", "tag", "mood", "theme"),
    "theme": ("theme", "tag", "mood", "activity"),
    "instrument": ("instrument", "tag", "genre"),
    "vocals": ("instrument", "tag"),
    "country": ("country", "tag", "genre"),
    "language": ("language", "tag", "genre"),
}
"""Which label fields speak on which attribute, the attribute's own first."""

_TELLING: Final = {"genre": 1, "instrument": 2}
"""How many of those fields can tell that a label is absent: free words rarely name a genre, genres an instrument."""

_BY_WORDS: Final = frozenset({"genre", "instrument", "country", "language"})
"""Attributes whose wish is met by a label that contains it ("punk" by "pop punk"); a mood must be the whole label."""

_STRAY: Final = np.float32(0.85)
"""Worth of a tag that names another genre than those of the artist."""
_SENTENCE: Final = 5
"""Spaces from which a label without commas is a sentence."""
_AT_HOME: Final = frozenset({"instrument", "country"})
"""Attributes that genres speak for where no label does."""
_AMBIGUOUS: Final = frozenset({"bass", "drums", "horns", "synthesizer"})
"""Instruments whose names are also those of genres that are not about them: bass house, drum and bass."""

_TRUST: Final = np.array([0, 1, 1, 1, 0.9, 0.7, 0.75, 0.5, 0.5], np.float32)
"""Confidence of a label by the code of its source (`SOURCES`): an artist's genre fits most, not all, of the songs."""
assert len(_TRUST) == len(SOURCES)

Tier = tuple[list[int], float, bool]
"""Label codes, the degree they stand for, and whether taking them for the wish is subjective."""


def labelled(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Evidence from labels, and from the reading's regions for tracks that no label settles."""
    answer = _by_labels(snapshot, requirement, rows)
    reading = requirement.reading
    if reading is None or not reading.regions:
        return answer
    parts = [region(snapshot, r.attribute, r.operator, r.value, rows) for r in reading.regions]
    by_sound = both(parts, subjective=True)
    if reading.absent:
        return replace(by_sound, held=by_sound.held & ~answer.held, degree=by_sound.degree * ~answer.held)
    return either(_heard(answer, by_sound), _dampened(by_sound))


def wanted(value: Value) -> tuple[str, ...]:
    """The words that a requirement's value names."""
    return tuple(str(v) for v in (value if isinstance(value, tuple) else (value,)))


_known: WeakKeyDictionary[Snapshot, dict[object, list[Tier]]] = WeakKeyDictionary()
_REMEMBERED: Final = 256


def tiers(snapshot: Snapshot, requirement: Requirement) -> list[Tier]:
    """Labels of this catalogue that meet the wish, from the plainest to the loosest."""
    known = _known.setdefault(snapshot, {})
    asked = requirement.attribute, requirement.value, requirement.reading
    found = known.get(asked)
    if found is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = known[asked] = _tiers(snapshot, requirement)
    return found


def _tiers(snapshot: Snapshot, requirement: Requirement) -> list[Tier]:
    names, reading = list(wanted(requirement.value)), requirement.reading
    plain = reading is not None and not reading.subjective
    spoken = [*names, *(reading.labels if reading is not None and plain else ())]
    found: list[Tier] = [(_codes(snapshot, requirement, spoken), 1.0, False)]
    if requirement.attribute == "genre":
        kinds = {kind for name in spoken for kind in graph().descendants(name)}
        named = sorted({name for kind in kinds for name in (kind, *graph().aliases(kind))})
        found.append((_exact(snapshot, named), 0.75, False))
    at_home = [home for name in names for home in shipped().homes.get(name, ())]
    if at_home and requirement.attribute in _AT_HOME:
        spelt = {spelling for name in at_home for spelling in (name, *graph().aliases(name))}
        found.append((_exact(snapshot, sorted(spelt)), 0.6, True))
    if reading is not None and not plain:
        found.append((_exact(snapshot, reading.labels), 0.6 if requirement.attribute == "genre" else 0.85, True))
    return found


def carriers(snapshot: Snapshot, requirement: Requirement) -> Rows | None:
    """The only tracks that can keep the wish, ascending, where labels alone decide; None where sound may too."""
    reading = requirement.reading
    if reading is not None and (reading.regions or reading.absent):
        return None
    codes = sorted({code for found, _, _ in tiers(snapshot, requirement) for code in found})
    return snapshot.labels.rows(codes, _fields(requirement))[0]


class _Told(NamedTuple):
    """What the labels of every track say on one wish, whichever rows are asked about; arrays of shape (n,)."""

    source: Codes
    """Of the best label that meets the wish; 0 where none does."""
    tier: Codes
    """By which tier it does, from 1; 0 where none does."""
    stray: Bools | None
    """For genres: some are told by the track's own, and none of them is that one."""


_answered: WeakKeyDictionary[Snapshot, dict[object, _Told]] = WeakKeyDictionary()
_WISHES: Final = 16
"""So many wishes are kept answered: every source and share of one request asks for the same few."""


def _by_labels(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    fields, found = _fields(requirement), tiers(snapshot, requirement)
    told = _told(snapshot, requirement.attribute == "genre", fields, found)
    source, tier = told.source[rows], told.tier[rows]
    opinions = np.array([False, *(opinion for _, _, opinion in found)])
    held = tier > 0
    degree = np.array([0, *(strength for _, strength, _ in found)], np.float32)[tier]
    if told.stray is not None:
        degree *= np.where(told.stray[rows], _STRAY, np.float32(1))
    telling = fields[: _TELLING.get(requirement.attribute, len(fields))]
    source = np.where(held, source, snapshot.labels.best_source(telling)[rows])
    guessed = source >= FIRST_GUESSED
    degree = degree * np.where(guessed, np.float32(0.9), np.float32(1))
    return Answer(held, source, opinions[tier], degree, _TRUST[source])


def _told(snapshot: Snapshot, genre: bool, fields: tuple[str, ...], found: Sequence[Tier]) -> _Told:
    known = _answered.setdefault(snapshot, {})
    asked = (genre, fields, tuple((tuple(codes), opinion) for codes, _, opinion in found))
    told = known.get(asked)
    if told is None:
        if len(known) >= _WISHES:
            known.clear()
        stray = _strays(snapshot, found) if genre else None
        told = known[asked] = _Told(*_best_of(snapshot, fields, found), stray)
    return told


def _best_of(snapshot: Snapshot, fields: tuple[str, ...], found: Sequence[Tier]) -> tuple[Codes, Codes]:
    """For each track the source and the tier of the best of its labels that meet the wish."""
    source, tier = np.zeros(snapshot.n, np.uint8), np.zeros(snapshot.n, np.uint8)
    opinions = np.array([False, *(opinion for _, _, opinion in found)])
    for number, (codes, _, opinion) in enumerate(found, 1):
        if not codes:
            continue
        at, said = snapshot.labels.rows(codes, fields)
        before = tier[at]
        if not before.any():
            tier[at], source[at] = number, said
            continue
        new = before == 0
        tier[at[new]] = number
        better = new | ((said < source[at]) & (opinion <= opinions[before]))
        source[at[better]] = said[better]
    return source, tier


def _strays(snapshot: Snapshot, found: Sequence[Tier]) -> Bools:
    """Where a listener's tag for a genre is worth less: genres are told and none of them is that one."""
    codes = sorted({code for codes, _, _ in found for code in codes})
    listed: Bools = snapshot.labels.best_source(("genre",)) > 0
    listed[snapshot.labels.rows(codes, ("genre",))[0]] = False
    return listed


def _fields(requirement: Requirement) -> tuple[str, ...]:
    fields = LABELLED[requirement.attribute]
    ambiguous = requirement.attribute == "instrument" and not _AMBIGUOUS.isdisjoint(wanted(requirement.value))
    return fields[:2] if ambiguous else fields


def _heard(labels: Answer, sound: Answer) -> Answer:
    """A label that the sound bears out says more than one it contradicts: half of its degree is the sound's."""
    agreement = np.where(sound.source > 0, sound.degree, np.float32(0.5))
    return replace(labels, degree=(labels.degree * (1 + agreement) / 2).astype(np.float32))


def _dampened(answer: Answer) -> Answer:
    """Sound says less than a label: what it holds counts nine tenths."""
    return Answer(answer.held, answer.source, answer.subjective, answer.degree * np.float32(0.9), answer.confidence)


def _codes(snapshot: Snapshot, requirement: Requirement, names: Iterable[str]) -> list[int]:
    if requirement.attribute not in _BY_WORDS:
        return _exact(snapshot, names)
    codes = {int(code) for name in names for code in snapshot.labels.matching(name)}
    return sorted(code for code in codes if _is_label(snapshot.labels.display[code]))


def _is_label(text: str) -> bool:
    """Whether a label says what something is, rather than a sentence: not "my top songs from classical to metal"."""
    return text.count(" ") < _SENTENCE or "," in text


def _exact(snapshot: Snapshot, names: Iterable[str]) -> list[int]:
    return sorted(set(_known_codes(snapshot, names)))


def _known_codes(snapshot: Snapshot, names: Iterable[str]) -> Iterator[int]:
    for name in names:
        code = snapshot.labels.code(name)
        if code is not None:
            yield code
