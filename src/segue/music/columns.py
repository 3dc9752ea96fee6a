"""The nouns that flow between stages as columns: one array entry a track, never one object a track."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from segue.music.requirement import Requirement

Rows = npt.NDArray[np.int32]
"""Row numbers of a snapshot."""
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Evidence:
    """What `m` tracks have to say on one requirement; every array has shape (m,).

    `held`: the track keeps the requirement, on a value of any source (for avoid: it is free of it). `source`: code of
    the weakest source that the answer rests on (`SOURCES`; 0 = no value at all, then `held` is False). `subjective`:
    the answer rests on a subjective reading. `degree` in 0–1: how well the wish is met, soft at its edges.
    `confidence` in 0–1: of the values it rests on.
    """

    requirement: Requirement
    held: Bools
    source: Codes
    subjective: Bools
    degree: Floats
    confidence: Floats


@dataclass(frozen=True)
class Candidates:
    """Rows that candidate generation proposes, each once, with the score of each source (0 = not from that source)."""

    rows: Rows
    sources: dict[str, Floats]
    relaxed: tuple[Requirement, ...] = ()
    """Preferences that were let go because too few tracks keep all of them, in the order they were dropped."""
    notes: dict[Requirement, str] = field(default_factory=dict)
    """For a requirement: what the catalogue lacks for it, told in the verdict's note."""
    signals: dict[str, Floats] = field(default_factory=dict)
    """By name, what sources can tell of every candidate, whoever proposed it; NaN where nothing can be told."""


@dataclass(frozen=True)
class Ranked:
    """Candidates in falling order of score: `scores` in 0–1; `features` are the terms that the score was made of."""

    rows: Rows
    scores: Floats
    features: dict[str, Floats]
    sources: dict[str, Floats]
    evidence: tuple[Evidence, ...]
    """For each requirement on tracks, over `rows`."""
    relaxed: tuple[Requirement, ...] = ()
    notes: dict[Requirement, str] = field(default_factory=dict)

    def take(self, at: npt.NDArray[np.intp]) -> Ranked:
        """The same at positions `at`, in that order."""
        return replace(
            self,
            rows=self.rows[at],
            scores=self.scores[at],
            features={k: v[at] for k, v in self.features.items()},
            sources={k: v[at] for k, v in self.sources.items()},
            evidence=tuple(
                Evidence(e.requirement, e.held[at], e.source[at], e.subjective[at], e.degree[at], e.confidence[at])
                for e in self.evidence
            ),
        )


@dataclass(frozen=True)
class Sequence:
    """The finished order. `picked` are positions in the Ranked it came from; `block` is each slot's block (0-based)."""

    picked: npt.NDArray[np.intp]
    block: npt.NDArray[np.intp]
    transitions: tuple[Transition | None, ...]
    """What lies between a slot and the next; None for the last."""
    notes: dict[Requirement, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Transition:
    """From one track to the next. A part is None where a value is missing; `cost` in 0–1, 0 = seamless."""

    tempo_change: float | None
    """Relative change of tempo to the nearest octave: +0.02 = two per cent faster."""
    key_distance: int | None
    """Steps on the Camelot wheel, 0 to 7 (circle of fifths, relative major and minor adjacent)."""
    energy_step: float | None
    cost: float
