"""Section *import*: rows per second into the catalogue, the snapshot's build, memory, and a second import."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from segue.catalogue.build import build_snapshot
from segue.catalogue.sample import sample_tracks
from segue.catalogue.sqlite import SqliteStore
from segue.evaluation.measure import Metric, Ran, beside, child, seconds
from segue.evaluation.world import Plan, catalogue


def section(plan: Plan) -> dict[str, Metric]:
    """Measure at the two smaller sizes: an import is linear, and the largest only repeats it."""
    metrics: dict[str, Metric] = {}
    for size in plan.sizes[:2]:
        metrics |= {f"{name} at {size:,}": metric for name, metric in _at(plan, size).items()}
    return metrics


def _at(plan: Plan, size: int) -> dict[str, Metric]:
    source, home = catalogue(plan.folder, size, plan.real), plan.folder / f"import-{size}"
    first = _import(source, home)
    again = _import(source, home)
    bare = seconds(lambda: _bare(plan.folder / f"bare-{size}.db", size))
    with closing(SqliteStore(home / "catalogue.db")) as store:
        build = seconds(lambda: build_snapshot(store.tracks(), plan.folder / f"built-{size}", generation=1))
    rows, peer = size / first.seconds, "bare SQLite insert of as many generated rows"
    return {
        "rows per second": beside(rows, "rows/s", peer, size / bare),
        "second import, unchanged": Metric(round(again.seconds, 3), "s"),
        "snapshot build": beside(build, "s", "the whole import", first.seconds),
        "peak memory": Metric(round(first.mebibytes, 1), "MiB"),
    }


def _import(source: Path, home: Path) -> Ran:
    return child("-m", "segue", "import", str(source), "--home", str(home), "--json")


def _bare(path: Path, size: int) -> None:
    """What the plainest store of the same rows costs: JSON text into one table, one transaction."""
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE track (id TEXT PRIMARY KEY, document TEXT)")
    rows = ((t.id, json.dumps(msgspec.to_builtins(t))) for t in sample_tracks(count=size))
    with database:
        database.executemany("INSERT INTO track VALUES (?, ?)", rows)
    database.close()
