"""Conversations asked of an engine: what its candidates are and what their signals tell, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from segue import ranking
from segue.engine import Engine
from segue.evaluation.dialogues import Songs, Turn
from segue.evaluation.fusion import SIGNALS, Example
from segue.ranking.features.learned import table


def examples(engine: Engine, turns: Sequence[Turn], songs: Songs) -> list[Example]:
    """One example a turn: its candidates, as `Engine.rank` would order them."""
    return [_example(engine, turn, songs) for turn in turns]


def _example(engine: Engine, turn: Turn, songs: Songs) -> Example:
    snapshot = engine.snapshot()
    asked, pool = engine.conversation(turn.query, snapshot)
    context = ranking.Context.of(pool, asked, snapshot, seed=0)
    fused = np.stack(list(pool.sources.values())).sum(axis=0)
    wanted = np.isin(songs.of_row[pool.rows], list(songs.open(turn)))
    return Example(turn.dialogue, pool.rows, fused, table(context, SIGNALS), wanted)
