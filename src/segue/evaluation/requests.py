"""Labelled requests: what people asked for in public, with the words that name a genre, a mood, an act …; and how well
a reading finds them.

A requirement finds a label of its slot where at least half of their words together are common to both (Jaccard), or
one holds the other with at most two words more. The closest pairs are matched first, each once.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from segue.intent.tagging.advice import SLOT_OF
from segue.music import NUMERIC, Polarity, Requirement

_SLOTS: Final = {
    "Genre": "genre", "Mood": "mood", "Instrument": "instrument", "ListeningContext": "activity", "Decade": "era",
    "country": "country", "NE": "entity", "EN": "entity",
}  # fmt: skip
_POLARITIES: Final[dict[str, Polarity]] = {"+": "want", "-": "avoid", "~": "like"}
_FOUND_AS: Final = {**SLOT_OF, "entity": "entity", "similar": "entity"}
_HALF: Final = 0.5
_LENGTHS: Final = ((5, "up to 5 words"), (10, "6 to 10 words"), (20, "11 to 20 words"), (10_000, "more than 20 words"))


class Label(NamedTuple):
    """Words of a request, the slot that they fill and how they are meant."""

    slot: str
    phrase: str
    polarity: Polarity


class LabelledRequest(NamedTuple):
    """A request with its labels."""

    id: str
    prompt: str
    labels: tuple[Label, ...]


class TaggedQuery(NamedTuple):
    """A query whose names are marked word by word: "B-Artist", "I-WoA" (a work of art), "O"."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


def read_requests(path: Path) -> list[LabelledRequest]:
    """The rows of a table with columns ID, query and intents ({slot: {(phrase, sign): weight}} as Python writes it)."""
    with path.open(newline="", encoding="utf-8") as file:
        return [
            LabelledRequest(row["ID"], row["query"], tuple(_labels(row["intents"]))) for row in csv.DictReader(file)
        ]


def _labels(intents: str) -> Iterable[Label]:
    for kind, phrases in ast.literal_eval(intents).items():
        yield from (Label(_SLOTS[kind], phrase, _POLARITIES[sign]) for phrase, sign in phrases)


def read_queries(path: Path) -> list[TaggedQuery]:
    """The lines of a file of {"words", "tags"} documents."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [TaggedQuery(tuple(row["words"]), tuple(row["tags"])) for row in rows if row["words"]]


class Score(msgspec.Struct):
    """How well labels were found. Shares are 0–1; `misses` and `false` count by slot, `by_length` holds F1."""

    precision: float
    recall: float
    f1: float
    polarity: float
    """Share of the found labels whose polarity is right."""
    recall_by_polarity: dict[str, float]
    f1_by_slot: dict[str, float]
    misses: dict[str, int]
    false: dict[str, int]
    by_length: dict[str, float]


class _Tally:
    """Counts of one kind of outcome by slot and by length of the request."""

    def __init__(self) -> None:
        self.slots: Counter[str] = Counter()
        self.lengths: Counter[str] = Counter()

    def add(self, slot: str, length: str) -> None:
        self.slots[slot] += 1
        self.lengths[length] += 1


def score(requests: Sequence[LabelledRequest], read: Mapping[str, Sequence[Requirement]]) -> Score:
    """The score of what was `read` for each request's id."""
    found, missed, false = _Tally(), _Tally(), _Tally()
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for request in requests:
        length = _length(request.prompt)
        claims = [(_FOUND_AS[r.attribute], r) for r in read[request.id] if _counts(r)]
        pairs = match_up(request.labels, [(slot, r.phrase) for slot, r in claims])
        for at, label in enumerate(request.labels):
            asked[label.polarity] += 1
            (found if at in pairs else missed).add(label.slot, length)
            right[label.polarity] += at in pairs and claims[pairs[at]][1].polarity == label.polarity
        for at, (slot, _) in enumerate(claims):
            if at not in pairs.values():
                false.add(slot, length)
    hits, misses, alarms = (t.slots.total() for t in (found, missed, false))
    return Score(
        precision=hits / max(1, hits + alarms),
        recall=hits / max(1, hits + misses),
        f1=_f1(hits, misses, alarms),
        polarity=right.total() / max(1, hits),
        recall_by_polarity={name: right[name] / asked[name] for name in sorted(asked)},
        f1_by_slot={s: _f1(found.slots[s], missed.slots[s], false.slots[s]) for s in sorted(set(_SLOTS.values()))},
        misses=dict(missed.slots),
        false=dict(false.slots),
        by_length={n: _f1(found.lengths[n], missed.lengths[n], false.lengths[n]) for _, n in _LENGTHS},
    )


def _counts(requirement: Requirement) -> bool:
    """Whether labels exist for such a wish; a number is none."""
    if requirement.attribute not in _FOUND_AS:
        return False
    return (
        requirement.attribute not in NUMERIC
        or not any(c.isdigit() for c in requirement.phrase)
        or (requirement.attribute == "year")
    )


def match_up(labels: Sequence[Label], claims: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Index of the claim (slot, phrase) that finds each label, for those that one finds."""
    pairs = [
        (closeness(label.phrase, phrase), at, to)
        for at, label in enumerate(labels)
        for to, (slot, phrase) in enumerate(claims)
        if slot == label.slot
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for close, at, to in sorted(pairs, reverse=True):
        if close > 0 and at not in found and to not in taken:
            found[at] = to
            taken.add(to)
    return found


def closeness(a: str, b: str) -> float:
    """Jaccard similarity of the words of `a` and `b` where they count as the same, else 0."""
    first, second = _words(a), _words(b)
    if not first or not second:
        return 0.0
    jaccard = len(first & second) / len(first | second)
    held = (first <= second or second <= first) and len(first ^ second) <= 2
    return jaccard if jaccard >= _HALF or held else 0.0


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def _length(prompt: str) -> str:
    count = len(prompt.split())
    return next(name for most, name in _LENGTHS if count <= most)


def _f1(hits: int, misses: int, alarms: int) -> float:
    return 2 * hits / (2 * hits + misses + alarms) if hits else 0.0
