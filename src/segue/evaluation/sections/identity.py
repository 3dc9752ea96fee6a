"""Section *identity*: how many tracks are versions of another, and how far the groups are right.

`benchmarks/identity_sample.csv` holds judgements of groups and of near misses, by track id; pairs of tracks that a
person judged to be the same song, and that are grouped, count for precision. The peer groups what has the same title
and artist, letter by letter but for case.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np

from segue.catalogue.home import Home
from segue.catalogue.identity import numbered
from segue.catalogue.keys import hashed
from segue.catalogue.snapshot import Snapshot
from segue.catalogue.versions import VersionsWriter
from segue.evaluation.measure import Metric, beside, child
from segue.evaluation.world import Plan, catalogue
from segue.music import Rows, Track

LARGE: Final = 156_788
"""Tracks of the real catalogue."""
SAMPLE: Final = Path("benchmarks/identity_sample.csv")
"""The judgements, from the root of a checkout."""
PEER: Final = "exact title + artist"


@dataclass(frozen=True)
class Judged:
    """Tracks that were looked at together: a group, or a pair that just missed to be one."""

    sample: str
    """"group" or "near"."""
    same: bool
    """Judged to be one song; what was unsure counts as not."""
    ids: tuple[str, ...]


def section(plan: Plan) -> dict[str, Metric]:
    """Measure on the catalogue nearest to the real one's size; the judgements need the real one itself."""
    size = min(plan.sizes, key=lambda tracks: abs(tracks - LARGE))
    home = plan.folder / f"identity-{size}"
    child("-m", "segue", "import", str(catalogue(plan.folder, size, plan.real)), "--home", str(home), "--json")
    with closing(Home(home)) as opened:
        snapshot = opened.snapshot()
        tracks = list(opened.store.tracks())
    start = time.process_time()
    _gather(tracks)
    spent = time.process_time() - start
    found = dict(_counts(snapshot)) | {"reading titles and credits, processor time": Metric(round(spent, 2), "s")}
    judged = read(SAMPLE) if SAMPLE.is_file() else []
    return found | dict(_judged(snapshot, judged))


def _gather(tracks: Sequence[Track]) -> None:
    writer = VersionsWriter()
    for track in tracks:
        writer.add(track)


def read(path: Path) -> list[Judged]:
    """The judgements in the file `path`."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Judged(r["sample"], r["verdict"] == "same", tuple(r["ids"].split())) for r in csv.DictReader(file)]


def exact(snapshot: Snapshot) -> Rows:
    """The peer's groups: int32[n]."""
    rows = np.arange(snapshot.n)
    printed = zip(snapshot.titles.take(rows), snapshot.credits.take(rows), strict=True)
    return numbered(hashed([f"{title}\n{credit}".lower() for title, credit in printed]))


def _counts(snapshot: Snapshot) -> Iterator[tuple[str, Metric]]:
    ours, peers = np.bincount(snapshot.versions.song), np.bincount(exact(snapshot))
    yield "songs of several versions", beside(int((ours > 1).sum()), "songs", PEER, int((peers > 1).sum()))
    spare = [int(np.maximum(sizes - 1, 0).sum()) for sizes in (ours, peers)]
    yield "tracks that are versions of another", beside(spare[0], "tracks", PEER, spare[1])


def _judged(snapshot: Snapshot, judged: Sequence[Judged]) -> Iterator[tuple[str, Metric]]:
    held = [j for j in judged if (snapshot.rows_of(j.ids) >= 0).all()]
    if not held:
        return
    ours, peers = (scores(snapshot, song, held) for song in (snapshot.versions.song, exact(snapshot)))
    yield "judged groups", Metric(sum(j.sample == "group" for j in held), "groups")
    for name, value in ours.items():
        yield name, beside(value, "", PEER, peers[name])


def scores(snapshot: Snapshot, song: Rows, judged: Sequence[Judged]) -> dict[str, float]:
    """Precision over pairs that are grouped, over groups that stand as judged, and recall of pairs judged the same."""
    groups = [j for j in judged if j.sample == "group"]
    whole = [j.same for j in groups if len(set(song[snapshot.rows_of(j.ids)].tolist())) == 1]
    pairs = [(j.same, song[a] == song[b]) for j in groups for a, b in combinations(snapshot.rows_of(j.ids), 2)]
    near = [song[a] == song[b] for j in judged if j.sample == "near" and j.same for a, b in [snapshot.rows_of(j.ids)]]
    return {
        "precision, groups": _share(whole),
        "precision, pairs": _share([same for same, together in pairs if together]),
        "recall, pairs of judged groups": _share([bool(together) for same, together in pairs if same]),
        "recall, near misses": _share([bool(together) for together in near]),
    }


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 1.0
