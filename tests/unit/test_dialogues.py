"""Reading conversations and scoring rankings of them; the shared tool scores the same."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from segue.catalogue.snapshot import Snapshot
from segue.evaluation.baselines import texts
from segue.evaluation.dialogues import Songs, read_turns, score

DIALOGUE = {
    "id": "7",
    "turns": [
        {"user_query": "rock", "liked_results": ["t001", "t002"], "disliked_results": ["t030"]},
        {"user_query": "more", "liked_results": ["t003"], "disliked_results": []},
        {"user_query": "thanks", "liked_results": [], "disliked_results": []},
    ],
    "goal_playlist": ["t001", "t002", "t003"],
}


@pytest.fixture
def dialogues(tmp_path: Path) -> Path:
    path = tmp_path / "dialogues.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(DIALOGUE).encode()))
    return path


def test_a_turn_knows_what_came_before_and_nothing_of_what_follows(dialogues: Path) -> None:
    first, second = read_turns(dialogues)
    assert first.query.said == ("rock",)
    assert first.query.liked == ()
    assert first.wanted == ("t001", "t002", "t003")
    assert second.query.said == ("rock", "more")
    assert second.query.liked == ("t001", "t002")
    assert second.query.disliked == ("t030",)
    assert second.wanted == ("t003",)


def test_figures_count_songs_not_judged_before(dialogues: Path, tiny: Snapshot) -> None:
    turns = list(read_turns(dialogues))
    ranked = [tiny.known_rows(ids) for ids in (["t050", "t002", "t003"], ["t001", "t030", "t051", "t003"])]
    found = score(turns, ranked, Songs(tiny))
    assert found["opening turns"].mrr10 == 0.5
    assert found["opening turns"].recall100 == pytest.approx(2 / 3, abs=1e-3)
    assert found["later turns"].mrr10 == 0.5
    assert found["all turns"].hit10 == 1


def test_a_text_holds_what_is_printed_of_a_track(tiny: Snapshot) -> None:
    told = texts(tiny)
    assert len(told) == tiny.n
    assert told[0].startswith("Night Tram The Copper Tides Harbour Lights")
    assert "indie rock" in told[0]


@pytest.mark.shared
def test_the_shared_tool_scores_the_same(shared: Path, dialogues: Path, tiny: Snapshot, tmp_path: Path) -> None:
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = np.arange(tiny.n)
    columns = {"id": tiny.ids.take(rows), "title": tiny.titles.take(rows), "artist": tiny.credits.take(rows)}
    parquet.write_table(pyarrow.table(columns), tmp_path / "songs.parquet")
    tool, queries, ranks = shared / "tools" / "dialogue_eval.py", tmp_path / "queries.jsonl", tmp_path / "ranks.jsonl"
    subprocess.run([sys.executable, str(tool), "make-queries", str(dialogues), str(queries)], check=True)
    asked = {tuple(q["said"]): q["id"] for q in map(json.loads, queries.read_text(encoding="utf-8").splitlines())}
    turns = list(read_turns(dialogues))
    ranked = [np.random.default_rng(at).permutation(tiny.n)[:60].astype(np.int32) for at in range(len(turns))]
    lines = [{"id": asked[t.query.said], "tracks": tiny.ids.take(r)} for t, r in zip(turns, ranked, strict=True)]
    ranks.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    told = [sys.executable, str(tool), "score", str(dialogues), str(tmp_path / "songs.parquet"), str(ranks)]
    theirs = json.loads(subprocess.run(told, capture_output=True, check=True).stdout)
    ours = score(turns, ranked, Songs(tiny))
    assert ours["all turns"].hit10 == pytest.approx(theirs["hit10"], abs=1e-4)
    assert ours["all turns"].mrr10 == pytest.approx(theirs["mrr10"], abs=1e-4)
    assert ours["all turns"].recall100 == pytest.approx(theirs["r100"], abs=1e-4)
    assert ours["opening turns"].hit100 == pytest.approx(theirs["hit100_turn0"], abs=1e-4)
