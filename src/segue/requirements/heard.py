"""What a conversation names, turn by turn: acts, tracks and labels, each with how long ago it was last said.

Sources of candidates and features of the ranking both ask this, so that a name means the same to each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import artist_key
from segue.music import Intent, Requirement, Rows
from segue.requirements.labelled import LABELLED, tiers, wanted
from segue.requirements.named import album_rows, track_rows

FADING: Final = 0.6
"""What was said a turn earlier counts so much of what is said now."""
_NAMING: Final = frozenset({"artist", "entity", "similar"})
Ages = dict[int, int]
"""By code or row: turns since it was last said; 0 = in the newest turn."""


@dataclass(frozen=True)
class Heard:
    """What is wanted and what is not. A later word takes an earlier opposite one back."""

    acts: Ages
    """Codes of `Snapshot.artists`."""
    shunned_acts: frozenset[int]
    tracks: Ages
    """Rows of the tracks and albums that were named."""
    labels: Ages
    """Codes of `Snapshot.labels` that say what is wanted."""
    shunned_labels: frozenset[int]
    texts: tuple[str, ...]
    """By turn, the newest first: the words that tell what is wanted."""

    def faded(self, ages: Ages) -> dict[int, float]:
        """The weight of each, 1 for what is said now."""
        return {code: FADING**age for code, age in ages.items()}


def hear(snapshot: Snapshot, turns: Sequence[Intent]) -> Heard:
    """What `turns` (oldest first) name, in this catalogue."""
    acts, tracks, labels = _Said(), _Said(), _Said()
    for age, turn in enumerate(reversed(turns)):
        for wish in turn.requirements:
            shunned = wish.polarity == "avoid"
            acts.take(_acts(snapshot, wish), age, shunned)
            tracks.take(_tracks(snapshot, wish).tolist(), age, shunned)
            labels.take(_labels(snapshot, wish), age, shunned)
    texts = tuple(" ".join(_words(turn)) for turn in reversed(turns))
    return Heard(acts.wanted, frozenset(acts.shunned), tracks.wanted, labels.wanted, frozenset(labels.shunned), texts)


class _Said:
    """What was said of one kind of thing; turns come newest first, and the newest word counts."""

    def __init__(self) -> None:
        self.wanted: Ages = {}
        self.shunned: Ages = {}

    def take(self, found: Iterable[int], age: int, shunned: bool) -> None:
        for code in found:
            if code not in self.wanted and code not in self.shunned:
                (self.shunned if shunned else self.wanted)[code] = age


def _acts(snapshot: Snapshot, wish: Requirement) -> Iterator[int]:
    if wish.attribute in _NAMING:
        for name in wanted(wish.value):
            code = snapshot.artists.find(artist_key(name))
            if code is not None:
                yield code


def _tracks(snapshot: Snapshot, wish: Requirement) -> Rows:
    if wish.attribute == "track" or (wish.attribute == "similar" and not list(_acts(snapshot, wish))):
        return track_rows(snapshot, wanted(wish.value))
    return album_rows(snapshot, wanted(wish.value)) if wish.attribute == "album" else np.empty(0, np.int32)


def _labels(snapshot: Snapshot, wish: Requirement) -> list[int]:
    """Labels that mean the wish, plain or by its reading."""
    if wish.attribute not in LABELLED:
        return []
    return [code for codes, _, _ in tiers(snapshot, wish) for code in codes]


def _words(turn: Intent) -> Iterator[str]:
    """Phrases and values of what is wanted, and what could not be read, each word once."""
    said = [text for wish in turn.requirements if wish.polarity != "avoid" for text in _telling(wish)]
    yield from dict.fromkeys(" ".join([*said, *(unread.phrase for unread in turn.unread)]).casefold().split())


def _telling(wish: Requirement) -> Iterator[str]:
    if wish.attribute in _NAMING or wish.attribute in LABELLED or wish.attribute in ("track", "album", "title", "era"):
        yield wish.phrase
        yield from wanted(wish.value)
