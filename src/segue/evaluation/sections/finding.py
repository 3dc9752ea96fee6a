"""Section *candidates*: from an understood prompt to candidates, beside BM25; the vector index beside brute force and
hnswlib, with filters and without; and how soon under load a new track is found and a removed one gone."""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from segue import candidates, sequencing
from segue.catalogue import vectorindex
from segue.catalogue.snapshot import Snapshot
from segue.catalogue.vectorindex import NEIGHBOURS, ExactIndex, VectorIndex, recall, sample
from segue.engine import Engine
from segue.errors import MissingExtra
from segue.evaluation.measure import Metric, beside, child, cost, quantiles, seconds
from segue.evaluation.peers import Bm25, Hnsw
from segue.evaluation.prompts import PROMPTS, unseen
from segue.evaluation.world import Plan, catalogue
from segue.music import Bools, Floats, Intent, RankQuery, Request, Rows

ROUNDS: Final = 5
"""Seeds a prompt is gathered with."""
UNSEEN: Final = 120
"""Prompts that are asked once."""
CONVERSATIONS: Final = 30
QUERIES: Final = 100
THREADS: Final = 2
SHARES: Final = (0.01, 0.1, 0.5)
"""Shares of the tracks that the filters keep."""
CHANGES: Final = 5
"""How often a track comes and goes."""
PATIENCE_S: Final = 120.0
_NONE: Final[Rows] = np.empty(0, np.int32)


def section(plan: Plan) -> dict[str, Metric]:
    """Measure at the two larger sizes."""
    metrics: dict[str, Metric] = {}
    for size in plan.sizes[-2:]:
        metrics |= {f"{name} at {size:,}": metric for name, metric in _at(plan, size).items()}
    return metrics


def _at(plan: Plan, size: int) -> dict[str, Metric]:
    home = plan.folder / f"candidates-{size}"
    ran = child("-m", "segue", "import", str(catalogue(plan.folder, size, plan.real)), "--home", str(home), "--json")
    return {"import and build, peak memory": Metric(round(ran.mebibytes, 1), "MiB")} | measure(home)


def measure(home: Path) -> dict[str, Metric]:
    """All but the import, on a home that is there."""
    with Engine(home) as engine:
        snapshot = engine.snapshot()
        return _gathering(engine) | _ranking(engine) | _vectors(snapshot) | _fresh(engine)


def _gathering(engine: Engine) -> dict[str, Metric]:
    snapshot, peer = engine.snapshot(), Bm25(engine.snapshot())
    asked = [engine.reader.parse(prompt, snapshot) for prompt in PROMPTS]
    jobs = [_gather(intent, snapshot, seed) for seed in range(ROUNDS + 1) for intent in asked]
    jobs[0]()  # what is worked out once a snapshot
    first = [cost(_gather(engine.reader.parse(prompt, snapshot), snapshot, 0)) for prompt in unseen(UNSEEN)]
    taken = [cost(job) for job in jobs][len(asked) :]
    theirs = quantiles([seconds(partial(peer.top, prompt, 400)) * 1000 for prompt in PROMPTS for _ in range(ROUNDS)])
    told = quantiles([one.wall * 1000 for one in taken])
    return {
        **{f"candidates {name}": beside(told[name], "ms", "BM25 alone", theirs[name]) for name in told},
        **_told("candidates, processor", [one.processor for one in taken]),
        **_told("candidates of a prompt not seen before", [one.wall for one in first]),
        **_told("candidates of a prompt not seen before, processor", [one.processor for one in first]),
    }


def _gather(intent: Intent, snapshot: Snapshot, seed: int) -> Callable[[], object]:
    return partial(candidates.gather, intent, snapshot, seed=seed, need=sequencing.length(intent))


def _told(name: str, taken: list[float]) -> dict[str, Metric]:
    """The quantiles of seconds, in ms."""
    return {f"{name} {which}": Metric(round(value * 1000, 2), "ms") for which, value in quantiles(taken).items()}


def _ranking(engine: Engine) -> dict[str, Metric]:
    """A turn of a conversation: three prompts said, three tracks liked."""
    ids, said = engine.snapshot().ids, unseen(CONVERSATIONS + 2, seed=2)
    liked = ids.take(np.linspace(0, len(ids) - 1, 3).astype(np.int32))
    queries = [RankQuery(id="", said=said[at : at + 3], liked=tuple(liked)) for at in range(CONVERSATIONS)]
    taken = [cost(partial(engine.rank, query, 100)) for query in queries][1:]
    return _told("a conversation's turn", [one.wall for one in taken]) | _told(
        "a conversation's turn, processor", [one.processor for one in taken]
    )


def _vectors(snapshot: Snapshot) -> dict[str, Metric]:
    vectors = np.ascontiguousarray(snapshot.vectors)
    with tempfile.TemporaryDirectory() as folder:
        build = seconds(lambda: vectorindex.write(Path(folder), "vectors", vectors, least=1))
        index = vectorindex.open_index(Path(folder), "vectors", vectors, _NONE)
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 2**20
    exact, queries = ExactIndex(vectors, _NONE), sample(vectors, QUERIES)
    metrics = {
        "index build": Metric(round(build, 2), "s"),
        "index size": Metric(round(size, 1), "MiB"),
        "index recall@200": Metric(round(recall(index, vectors, _NONE, QUERIES), 4), ""),
        "as served, recall@200": Metric(
            round(recall(snapshot.nearness, snapshot.vectors, snapshot.gone, QUERIES), 4), ""
        ),
    }
    ours, brute = (_times(partial(one.nearest, k=NEIGHBOURS), queries) for one in (index, exact))
    metrics["index query p50"] = beside(ours["p50"], "ms", "brute force", brute["p50"])
    metrics["index query p99"] = beside(ours["p99"], "ms", "brute force", brute["p99"])
    metrics |= dict(_filtered(index, exact, queries, len(vectors)))
    return metrics | dict(_beside_hnswlib(metrics, vectors, queries))


def _beside_hnswlib(ours: Mapping[str, Metric], vectors: Floats, queries: Floats) -> Iterator[tuple[str, Metric]]:
    """The same figures beside hnswlib's, where it is installed."""
    peers: list[Hnsw] = []
    try:
        build = seconds(lambda: peers.append(Hnsw(vectors, threads=THREADS)))
    except MissingExtra as missing:
        sys.stderr.write(f"candidates: {missing} {missing.hint}\n")
        return
    found = _recall(peers[0], ExactIndex(vectors, _NONE), queries)
    theirs = _times(partial(peers[0].nearest, k=NEIGHBOURS), queries)
    yield "index build", beside(ours["index build"].value, "s", "hnswlib", build)
    yield "index recall@200", beside(ours["index recall@200"].value, "", "hnswlib", found)
    yield "index query p50, again", beside(ours["index query p50"].value, "ms", "hnswlib", theirs["p50"])


def _times(nearest: Callable[[Floats], object], queries: Floats) -> dict[str, float]:
    return quantiles([seconds(partial(nearest, query)) * 1000 for query in queries])


def _recall(peer: Hnsw, exact: ExactIndex, queries: Floats) -> float:
    found = [np.intersect1d(peer.nearest(q, NEIGHBOURS), exact.nearest(q, NEIGHBOURS)[0]) for q in queries]
    return float(np.mean([len(rows) / NEIGHBOURS for rows in found]))


def _filtered(index: VectorIndex, exact: ExactIndex, queries: Floats, n: int) -> Iterator[tuple[str, Metric]]:
    for share in SHARES:
        among: Bools = np.random.default_rng(1).random(n) < share
        ours = _times(partial(index.nearest, k=NEIGHBOURS, among=among), queries)
        brute = _times(partial(exact.nearest, k=NEIGHBOURS, among=among), queries)
        found = [
            len(np.intersect1d(index.nearest(q, NEIGHBOURS, among)[0], exact.nearest(q, NEIGHBOURS, among)[0]))
            for q in queries
        ]
        yield f"{share:.0%} kept, query p50", beside(ours["p50"], "ms", "brute force", brute["p50"])
        yield f"{share:.0%} kept, recall@200", Metric(round(float(np.mean(found)) / NEIGHBOURS, 4), "")


def _fresh(engine: Engine) -> dict[str, Metric]:
    """Seconds from the start of an import, as the page begins one, until every request sees what it changed."""
    came, went = [], []
    with tempfile.TemporaryDirectory() as folder, _load(engine):
        source = Path(folder) / "few.jsonl"
        for number in range(CHANGES):
            came.append(_until(engine, source, [_track("kept"), _track(f"new{number}")], f"new{number}", there=True))
            went.append(_until(engine, source, [_track("kept")], f"new{number}", there=False))
    return {
        "import of one track until it is found, p50": Metric(round(quantiles(came)["p50"], 3), "s"),
        "import until a removed track is gone, p50": Metric(round(quantiles(went)["p50"], 3), "s"),
        "the slowest of them": Metric(round(max(*came, *went), 3), "s"),
    }


def _track(name: str) -> Mapping[str, str]:
    return {"id": f"segue-bench-{name}", "title": f"Zephyrine {name}", "artist": "Oonagh Vex"}


def _until(engine: Engine, source: Path, tracks: list[Mapping[str, str]], name: str, *, there: bool) -> float:
    source.write_text("\n".join(map(json.dumps, tracks)), encoding="utf-8")
    start = time.perf_counter()
    importing = threading.Thread(target=engine.import_source, args=(str(source),))
    importing.start()
    while (f"segue-bench-{name}" in {found.track_id for found in engine.tracks("zephyrine", 50)}) is not there:
        time.sleep(0.002)
        if time.perf_counter() - start > PATIENCE_S:
            break
    taken = time.perf_counter() - start
    importing.join()
    return taken


@contextmanager
def _load(engine: Engine) -> Iterator[None]:
    """A thread that makes playlists for as long as it is let."""
    stop = threading.Event()

    def make() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            engine.make(Request(prompt=PROMPTS[number % len(PROMPTS)], seed=number))

    thread = threading.Thread(target=make)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
