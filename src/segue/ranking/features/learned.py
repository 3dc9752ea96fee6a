"""Learned: how likely a track is wanted next, by what every source of candidates can tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from segue.music import Floats
from segue.ranking.context import Context
from segue.ranking.features.fit import fit
from segue.ranking.forest import shipped

UNTOLD: Final = np.float32(-1)
"""In place of a signal that says nothing: the least a cosine can be."""


def learned(context: Context) -> Floats:
    """The shipped forest's score, as a probability scale 0–1 (logistic); only its order means anything."""
    forest = shipped()
    scores = forest.scores(table(context, forest.names))
    return (1 / (1 + np.exp(-scores))).astype(np.float32)


def table(context: Context, names: Sequence[str]) -> Floats:
    """Signals of the candidates by name, "fit" among them, `UNTOLD` where nothing can be told; float32[m, names]."""
    signals = {**context.candidates.signals, "fit": fit(context)}
    nothing = np.full(len(context.candidates.rows), UNTOLD, np.float32)
    columns = [signals.get(name, nothing) for name in names]
    return np.nan_to_num(np.stack(columns, axis=1).astype(np.float32), nan=float(UNTOLD))
