"""What a feature may look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segue.catalogue.port import EditorialRule
from segue.catalogue.snapshot import Snapshot
from segue.music import Candidates, Evidence, Floats, Intent
from segue.requirements import check, on_tracks, supported


@dataclass(frozen=True)
class Context:
    """Candidates of one request with all that is known about them.

    `evidence` holds one entry for each wish about tracks, over `candidates.rows`. `rules` are the editorial rules in
    force.
    """

    snapshot: Snapshot
    intent: Intent
    candidates: Candidates
    evidence: tuple[Evidence, ...]
    seed: int
    rules: Sequence[EditorialRule] = ()

    @staticmethod
    def of(
        candidates: Candidates,
        intent: Intent,
        snapshot: Snapshot,
        *,
        seed: int,
        rules: Sequence[EditorialRule] = (),
    ) -> Context:
        """The context of `candidates`, with the evidence for every wish that this catalogue can tell of."""
        wishes = [r for r in intent.requirements if on_tracks(r) and not supported(snapshot, r)]
        evidence = tuple(check(snapshot, wish, candidates.rows) for wish in wishes)
        return Context(snapshot, intent, candidates, evidence, seed, rules)

    def column(self, name: str) -> Floats:
        """A numeric column at the candidates' rows; NaN = missing."""
        return self.snapshot.numeric(name).values[self.candidates.rows]

    def source(self, name: str) -> Floats:
        """The fusion term of one candidate source; zeros where it proposed nothing."""
        return self.candidates.sources.get(name, np.zeros(len(self.candidates.rows), np.float32))
