"""Section *dialogues*: how well a conversation's next tracks are foreseen, cross-validated, and how long that takes.

The learned order is trained anew inside each of five folds of dialogues. In the same run, on the same turns: BM25 of
what was said last, a sketch of a recommender, a sentence encoder alone, and reciprocal rank fusion of our own sources
without any learning. Without dialogues beside the real catalogue the section has nothing to tell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from segue.engine import Engine
from segue.errors import MissingExtra
from segue.evaluation import baselines, fusion
from segue.evaluation.conversing import examples
from segue.evaluation.dialogues import DEPTH, DIALOGUES, Figures, Songs, Turn, read_turns, score
from segue.evaluation.measure import Metric, beside, child, quantiles, seconds
from segue.evaluation.world import Plan
from segue.music import Rows

_TIMED = 200
"""Turns whose ranking is timed."""
_PEER = "a sketch"
_NAMES = {"hit10": "Hit@10", "hit100": "Hit@100", "mrr10": "MRR@10", "recall100": "R@100"}


def section(plan: Plan) -> dict[str, Metric]:
    """Measure on all tracks of the real catalogue."""
    data = plan.real.parent if plan.real is not None else None
    if plan.real is None or data is None or not (data / DIALOGUES).is_file():
        sys.stderr.write("dialogues: there are none beside the real catalogue; skipped\n")
        return {}
    home = plan.folder / "dialogues"
    child("-m", "segue", "import", str(plan.real), "--home", str(home), "--json")
    with Engine(home) as engine:
        turns, songs = list(read_turns(data / DIALOGUES)), Songs(engine.snapshot())
        ranked = dict(_peers(engine, turns)) | dict(_ours(engine, turns, songs))
        figures = {name: score(turns, rows, songs) for name, rows in ranked.items()}
        return dict(_table(figures)) | dict(_times(engine, turns))


def _peers(engine: Engine, turns: Sequence[Turn]) -> Iterator[tuple[str, list[Rows]]]:
    snapshot = engine.snapshot()
    documents = baselines.texts(snapshot)
    words = baselines.WordScores(documents)
    yield "BM25 of the last words", list(map(baselines.last_words(words), turns))
    yield _PEER, list(map(baselines.sketch(words, snapshot), turns))
    try:
        yield "an encoder alone", list(map(baselines.Encoder(documents).rank, turns))
    except MissingExtra as missing:
        sys.stderr.write(f"dialogues: {missing} {missing.hint}\n")


def _ours(engine: Engine, turns: Sequence[Turn], songs: Songs) -> Iterator[tuple[str, list[Rows]]]:
    asked = examples(engine, turns, songs)
    yield "rank fusion", [one.rows[np.lexsort((one.rows, -one.fused))] for one in asked]
    yield "Segue", fusion.cross_validated(asked)


def _table(figures: dict[str, dict[str, Figures]]) -> Iterator[tuple[str, Metric]]:
    for kind in ("all turns", "opening turns", "later turns"):
        for field, told in _NAMES.items():
            plain = float(getattr(figures[_PEER][kind], field))
            for name, found in figures.items():
                yield f"{told}, {kind}: {name}", beside(float(getattr(found[kind], field)), "", _PEER, plain)


def _times(engine: Engine, turns: Sequence[Turn]) -> Iterator[tuple[str, Metric]]:
    some = turns[:: max(1, len(turns) // _TIMED)]
    engine.rank(some[0].query, DEPTH)
    taken = quantiles([seconds(partial(engine.rank, turn.query, DEPTH)) * 1000 for turn in some])
    yield from ((f"a ranking, {name}", Metric(round(value, 1), "ms")) for name, value in taken.items())
