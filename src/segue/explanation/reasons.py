"""Reasons: why a track is in the list, each composed from one recorded piece of evidence."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.catalogue.port import EditorialRule
from segue.catalogue.snapshot import Snapshot
from segue.music import FIRST_GUESSED, NUMERIC, SOURCES, Evidence, Ranked, Reason, Requirement
from segue.requirements.labelled import LABELLED, tiers
from segue.requirements.numeric import told

MOST: Final = 4
"""Reasons a track, the weightiest first."""


class Reasons:
    """Composes reasons for the tracks of one ranked pool."""

    def __init__(self, snapshot: Snapshot, ranked: Ranked, rules: dict[int, EditorialRule]) -> None:
        self._snapshot, self._ranked, self._rules = snapshot, ranked, rules
        self._codes = {
            e.requirement: {code for codes, _, _ in tiers(snapshot, e.requirement) for code in codes}
            for e in ranked.evidence
            if e.requirement.attribute in LABELLED
        }

    def of(self, at: int) -> tuple[Reason, ...]:
        """The reasons for the track at position `at` of the pool."""
        wishes = [e for e in self._ranked.evidence if e.held[at] and e.requirement.polarity != "avoid"]
        wishes.sort(key=lambda e: (-e.requirement.weight, -float(e.degree[at]), e.requirement.span))
        reasons = [self._for_wish(e, at) for e in wishes]
        reasons += self._editorial(at)
        return tuple(reasons[:MOST]) or (self._otherwise(at),)

    def _for_wish(self, evidence: Evidence, at: int) -> Reason:
        wish, row = evidence.requirement, int(self._ranked.rows[at])
        source = SOURCES[int(evidence.source[at])]
        fact = self._fact(wish, row)
        guessed = int(evidence.source[at]) >= FIRST_GUESSED and wish.attribute != "similar"
        text = f"{fact} (from its {source})" if guessed and source != "model" else fact
        found: dict[str, str | int | float | bool | None] = {
            "requirement": wish.phrase or wish.attribute,
            "source": source,
            "degree": round(float(evidence.degree[at]), 3),
            "confidence": round(float(evidence.confidence[at]), 3),
        }
        return Reason(wish.attribute, text, found)

    def _fact(self, wish: Requirement, row: int) -> str:
        if wish.attribute in LABELLED:
            return self._labelled(wish, row)
        if wish.attribute == "similar":
            return f"sounds close to {_words(wish)}"
        if wish.attribute == "artist":
            return f"by {self._snapshot.credits[row]}"
        if wish.attribute in ("title", "album", "track", "version"):
            return f"{wish.attribute}: {_words(wish)}"
        return self._number(wish.attribute, row)

    def _labelled(self, wish: Requirement, row: int) -> str:
        carried = [label for label in self._snapshot.labels.of(row) if label.code in self._codes[wish]]
        if carried:
            return f"{wish.attribute} “{self._snapshot.labels.display[carried[0].code]}”"
        regions = wish.reading.regions if wish.reading is not None else ()
        return f"{_words(wish)}: " + ", ".join(self._number(r.attribute, row) for r in regions)

    def _number(self, attribute: str, row: int) -> str:
        values, _ = told(self._snapshot, attribute, np.array([row], np.int32))
        return f"{attribute.replace('_', ' ')} {number(attribute, float(values[0]))}"

    def _editorial(self, at: int) -> list[Reason]:
        rule = self._rules.get(int(self._ranked.rows[at]))
        if rule is None:
            return []
        until = f" until {rule.until}" if rule.until else ""
        said = {"action": rule.action, "who": rule.who, "until": rule.until, "note": rule.note}
        return [Reason("editorial", f"{_DONE[rule.action]} by {rule.who}{until}", dict(said))]

    def _otherwise(self, at: int) -> Reason:
        """Where no wish speaks for a track: the candidate source that proposed it highest."""
        terms = {name: float(term[at]) for name, term in self._ranked.sources.items() if term[at] > 0}
        best = max(terms, key=lambda name: terms[name], default="explore")
        return Reason("candidate", _PROPOSED.get(best, "keeps every rule of the list"), {"source": best})


_DONE = {"pin": "pinned", "boost": "boosted", "bury": "held back", "block": "blocked"}
_PROPOSED = {
    "text": "its text matches the words of the prompt",
    "meaning": "kept in the same company of genres and tags as what was asked",
    "regions": "meets what was asked",
    "kin": "carries what was asked among its genres and tags",
    "acts": "by an act that was named",
    "neighbours": "by an act near those that were named",
    "liked": "near the tracks that were liked",
    "alike": "close to the music it should resemble",
    "together": "stands beside the liked tracks in a playlist",
    "fresh": "came into this library lately",
    "editorial": "favoured by a curator",
    "popular": "well known in this library",
    "explore": "something to discover in this library",
    "pinned": "pinned",
}


def number(attribute: str, value: float) -> str:
    """A value with its unit, as people write it."""
    if attribute == "tempo":
        return f"{value:.0f} BPM"
    if attribute in ("year", "popularity", "rating", "play_count"):
        return f"{value:.0f}"
    if attribute == "track_duration":
        seconds = round(value * 60)
        return f"{seconds // 60}:{seconds % 60:02d}"
    unit = " dB" if attribute in NUMERIC and NUMERIC[attribute].unit.startswith("dB") else ""
    return f"{value:.2f}".rstrip("0").rstrip(".") + unit


def _words(wish: Requirement) -> str:
    values = wish.value if isinstance(wish.value, tuple) else (wish.value,)
    named = wish.reading.text if wish.attribute == "similar" and wish.reading is not None else ""
    return named or " or ".join(str(v) for v in values)
