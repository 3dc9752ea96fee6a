"""Section *make*: from prompt to playlist, cold and warm, by stage, beside BM25 over the same text sorted by score."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from segue.engine import Engine
from segue.evaluation.measure import Metric, beside, child, quantiles, seconds
from segue.evaluation.peers import Bm25
from segue.evaluation.prompts import PROMPTS
from segue.evaluation.world import Plan, catalogue
from segue.music import Request

ROUNDS = 5
"""Seeds a prompt is made with."""
COLD_RUNS = 5


def section(plan: Plan) -> dict[str, Metric]:
    """Measure at every size of the plan."""
    metrics: dict[str, Metric] = {}
    for size in plan.sizes:
        metrics |= {f"{name} at {size:,}": metric for name, metric in _at(plan, size).items()}
    return metrics


def _at(plan: Plan, size: int) -> dict[str, Metric]:
    home = plan.folder / f"make-{size}"
    child("-m", "segue", "import", str(catalogue(plan.folder, size, plan.real)), "--home", str(home), "--json")
    with Engine(home) as engine:
        metrics = _warm(engine) | _baseline_ratio(engine)
    return _cold(home) | metrics


def _cold(home: Path) -> dict[str, Metric]:
    runs = [child("-m", "segue", "make", PROMPTS[at], "--home", str(home), "--json") for at in range(COLD_RUNS)]
    floor = [child("-c", "import numpy").seconds for _ in range(COLD_RUNS)]
    cold, bare = quantiles([r.seconds for r in runs])["p50"], quantiles(floor)["p50"]
    return {
        "cold make, p50": beside(cold * 1000, "ms", "Python importing numpy", bare * 1000),
        "cold make, peak memory": Metric(round(max(r.mebibytes for r in runs), 1), "MiB"),
    }


def _warm(engine: Engine) -> dict[str, Metric]:
    engine.make(Request(prompt=PROMPTS[0], seed=0))
    timings = [engine.make(Request(prompt=p, seed=s)).timings_ms for s in range(ROUNDS) for p in PROMPTS]
    return {
        f"{stage} {name}": Metric(round(value, 3), "ms")
        for stage in timings[0]
        for name, value in quantiles([t[stage] for t in timings]).items()
    }


def _baseline_ratio(engine: Engine) -> dict[str, Metric]:
    """Segue's total beside the peer's bare search, which neither checks, orders nor explains."""
    search = Bm25(engine.snapshot())
    ours = [seconds(partial(engine.make, Request(prompt=p, seed=1))) * 1000 for p in PROMPTS]
    theirs = [seconds(partial(search.top, p, 25)) * 1000 for p in PROMPTS]
    return {
        f"make {name}": beside(value, "ms", "BM25 over the same text, sorted by score", quantiles(theirs)[name])
        for name, value in quantiles(ours).items()
    }
