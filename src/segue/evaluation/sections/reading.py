"""Section *prompts*: how well real requests are read, cross-validated, and how long reading takes.

The tagger is trained anew inside each of five folds; the peer is the grammar without it, in the same run.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from segue.catalogue.home import Home
from segue.catalogue.snapshot import Snapshot
from segue.evaluation.corpus import REQUESTS, cross_validated, gather, prompts_of, read_with
from segue.evaluation.measure import Metric, beside, child
from segue.evaluation.parse_times import measure
from segue.evaluation.prompts import PROMPTS
from segue.evaluation.requests import Score, score
from segue.evaluation.world import Plan, catalogue

LARGE = 156_788
"""Tracks of the real catalogue."""
OWN = Path("benchmarks/prompts")
"""Our own prompts, from the root of a checkout."""


def section(plan: Plan) -> dict[str, Metric]:
    """Measure with the names of a catalogue of about the size of a large collection; without labelled requests beside
    the real one, times alone."""
    size = min(plan.sizes, key=lambda tracks: abs(tracks - LARGE))
    home = plan.folder / f"prompts-{size}"
    child("-m", "segue", "import", str(catalogue(plan.folder, size, plan.real)), "--home", str(home), "--json")
    with closing(Home(home)) as opened:
        snapshot = opened.snapshot()
        times = dict(_times(snapshot))
        data = plan.real.parent if plan.real is not None else None
        if data is None or not (data / REQUESTS).is_file():
            return times
        return dict(_understanding(data, snapshot)) | times


def _times(snapshot: Snapshot) -> Iterator[tuple[str, Metric]]:
    own = list(prompts_of(OWN if OWN.is_dir() else None)) or list(PROMPTS)
    for length, found in measure(snapshot, own).items():
        yield from ((f"{length} prompt, {name}", Metric(round(value, 2), "ms")) for name, value in found.items())


def _understanding(data: Path, snapshot: Snapshot) -> Iterator[tuple[str, Metric]]:
    corpus = gather(data, OWN if OWN.is_dir() else None, snapshot)
    ours = _figures(score(corpus.requests, cross_validated(corpus, snapshot)))
    alone = _figures(score(corpus.requests, read_with(None, corpus.requests, snapshot)))
    for name, value in ours.items():
        if name.startswith(("missed", "false")):
            yield name, Metric(value, "labels", "the grammar alone", _ratio(value, alone.get(name, 0)))
        else:
            yield name, beside(value, "", "the grammar alone", alone[name])


def _ratio(value: float, peers: float) -> float | None:
    return round(value / peers, 4) if peers else None


def _figures(found: Score) -> dict[str, float]:
    return {
        "F1": found.f1,
        "precision": found.precision,
        "recall": found.recall,
        "polarity": found.polarity,
        **{f"recall, {name}": value for name, value in found.recall_by_polarity.items()},
        **{f"F1, {name}": value for name, value in found.f1_by_slot.items()},
        **{f"F1, {name}": value for name, value in found.by_length.items()},
        **{f"missed, {name}": float(value) for name, value in sorted(found.misses.items())},
        **{f"false, {name}": float(value) for name, value in sorted(found.false.items())},
    }
