"""Conversations in which people built a playlist, turn by turn; and how well a ranking foresees what they came to like.

A turn asks: by what was said so far, and what was liked and disliked before, rank the catalogue. Wanted are the
tracks of the finished playlist that were not liked yet. Versions of one song (same title, same first artist) count as
one. Every dialogue counts the same, however many turns it has.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import artist_key, title_key
from segue.music import RankQuery, Rows

DIALOGUES: Final = "dialogues.jsonl.gz"
DEPTH: Final = 100
"""Places of a ranking that are looked at."""
Identity = tuple[str, str]


class Turn(NamedTuple):
    """One question, and its answer: `wanted` ids; `number` counts from 0 within the dialogue."""

    dialogue: str
    number: int
    query: RankQuery
    wanted: tuple[str, ...]


def read_turns(path: Path) -> Iterator[Turn]:
    """The turns of a gzipped file of {"id", "turns": [{"user_query", "liked_results", "disliked_results"}],
    "goal_playlist"} documents, in their order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            dialogue = json.loads(line)
            yield from _turns(str(dialogue["id"]), dialogue["turns"], dialogue["goal_playlist"])


def _turns(name: str, turns: list[dict[str, object]], goal: list[str]) -> Iterator[Turn]:
    liked: dict[str, None] = {}
    disliked: list[str] = []
    said: list[str] = []
    for number, turn in enumerate(turns):
        said.append(str(turn["user_query"]))
        wanted = tuple(track for track in goal if track not in liked)
        if wanted:
            query = RankQuery(id=f"{name}:{number}", said=tuple(said), liked=tuple(liked), disliked=tuple(disliked))
            yield Turn(name, number, query, wanted)
        liked |= dict.fromkeys(msgspec.convert(turn["liked_results"], list[str]))
        disliked += msgspec.convert(turn["disliked_results"], list[str])


class Songs:
    """Which tracks are one song."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        titles, acts = (column.take(np.arange(snapshot.n)) for column in (snapshot.titles, snapshot.credits))
        known: dict[Identity, int] = {}
        pairs = ((title_key(t), artist_key(a.split(",")[0])) for t, a in zip(titles, acts, strict=True))
        self.of_row = np.fromiter((known.setdefault(pair, len(known)) for pair in pairs), np.int64, snapshot.n)

    def of(self, ids: Sequence[str]) -> set[int]:
        """The songs of those `ids` that the catalogue has."""
        return set(self.of_row[self._snapshot.known_rows(ids)].tolist())

    def open(self, turn: Turn) -> set[int]:
        """The songs that the turn wants and has not liked yet."""
        return self.of(turn.wanted) - self.of(turn.query.liked)


class Figures(msgspec.Struct, frozen=True):
    """Means over dialogues (opening turns: over those turns), all 0–1. Hit@k: whether a wanted song is among the first
    k; MRR@10: one over the place of the first; R@100: share of the wanted among the first hundred."""

    hit10: float
    hit100: float
    mrr10: float
    recall100: float


def score(turns: Sequence[Turn], ranked: Sequence[Rows], songs: Songs) -> dict[str, Figures]:
    """Figures of all turns, of opening ones (nothing was liked before) and of later ones, by name."""
    told = [(turn, _judged(turn, rows, songs)) for turn, rows in zip(turns, ranked, strict=True) if songs.open(turn)]
    return {
        "all turns": _mean([(turn.dialogue, one) for turn, one in told]),
        "opening turns": _mean([(turn.dialogue, one) for turn, one in told if turn.number == 0]),
        "later turns": _mean([(turn.dialogue, one) for turn, one in told if turn.number > 0]),
    }


def _judged(turn: Turn, rows: Rows, songs: Songs) -> tuple[float, ...]:
    wanted, judged = songs.open(turn), songs.of((*turn.query.liked, *turn.query.disliked))
    order = [song for song in dict.fromkeys(songs.of_row[rows].tolist()) if song not in judged][:DEPTH]
    places = [place for place, song in enumerate(order) if song in wanted]
    first = places[0] if places else DEPTH
    return float(first < 10), float(first < DEPTH), 1 / (first + 1) if first < 10 else 0.0, len(places) / len(wanted)


def _mean(told: Sequence[tuple[str, tuple[float, ...]]]) -> Figures:
    by_dialogue: dict[str, list[tuple[float, ...]]] = {}
    for dialogue, one in told:
        by_dialogue.setdefault(dialogue, []).append(one)
    means = np.mean([np.mean(ones, axis=0) for ones in by_dialogue.values()], axis=0)
    return Figures(*(round(float(mean), 4) for mean in means))
