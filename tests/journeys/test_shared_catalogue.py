"""The real catalogue beside the checkout: imported as it is, asked at the command line, judged from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.xdist_group("shared")]

ROOT = Path(__file__).parents[2]
SEGUE = [sys.executable, "-m", "segue"]


def run(*arguments: str) -> Any:
    done = subprocess.run([*SEGUE, *arguments, "--json"], capture_output=True, check=True)
    return json.loads(done.stdout)


def checked(shared: Path, home: Path, prompts: Path) -> dict[str, float]:
    tool, songs = shared / "tools" / "check_playlists.py", shared / "data" / "songs.parquet"
    command = [sys.executable, str(tool), str(songs), str(prompts), *SEGUE, "make", "--json", "--home", str(home)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    print(*lines, sep="\n")
    summary: dict[str, float] = json.loads(lines[-1])
    return summary


def test_the_shared_prompts_are_kept_and_told_honestly(shared: Path, real_home: Path) -> None:
    summary = checked(shared, real_home, shared / "data" / "prompts.jsonl")
    assert summary["whole"] == summary["prompts"]
    assert summary["verdicts_honest"] == 1.0
    assert summary["gaps_told"] == 1.0
    assert summary["needless_unread_a_prompt"] < 0.5


def test_our_own_prompts_are_kept_and_told_honestly(shared: Path, real_home: Path) -> None:
    summary = checked(shared, real_home, ROOT / "benchmarks" / "prompts" / "main_job.jsonl")
    assert summary["whole"] >= 0.95 * summary["prompts"]
    assert summary["verdicts_honest"] == 1.0
    assert summary["gaps_told"] == 1.0
    assert summary["needless_unread_a_prompt"] < 0.5


def test_the_same_prompt_and_seed_give_the_same_bytes(real_home: Path) -> None:
    first, second = (run("make", "half jazz, half soul", "--seed", "7", "--home", str(real_home)) for _ in range(2))
    for document in (first, second):
        assert document.pop("id")
        assert document.pop("timings_ms")
    assert json.dumps(first) == json.dumps(second)


def test_a_second_import_adds_nothing(shared: Path, real_home: Path) -> None:
    report = run("import", str(shared / "data" / "songs.parquet"), "--home", str(real_home))
    assert (report["added"], report["changed"], report["removed"]) == (0, 0, 0)


def test_batches_answer_every_line_alone(real_home: Path, tmp_path: Path) -> None:
    questions, together, alone = tmp_path / "q.jsonl", tmp_path / "together.jsonl", tmp_path / "alone.jsonl"
    lines = [
        {"id": str(n), "said": [text], "liked": [], "disliked": []} for n, text in enumerate(("calm jazz", "punk"))
    ]
    questions.write_text("\n".join(map(json.dumps, lines)))
    run("rank", "--batch", str(questions), "--out", str(together), "--top", "20", "--home", str(real_home))
    questions.write_text(json.dumps(lines[1]))
    run("rank", "--batch", str(questions), "--out", str(alone), "--top", "20", "--home", str(real_home))
    assert together.read_text().splitlines()[1] == alone.read_text().strip()
    assert len(json.loads(alone.read_text())["tracks"]) == 20
