"""Whole prompts: what a playlist from the real catalogue must keep and tell, judged from outside, by the files of
`benchmarks/prompts/`."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from serving import serving

pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.xdist_group("shared")]

_KINDS = sorted((Path(__file__).parents[2] / "benchmarks" / "prompts").glob("*.jsonl"))
_EACH = 9
"""Prompts of each file, spread over it evenly."""
_ASK = """
import http.client, json, sys
asked = http.client.HTTPConnection(sys.argv[1].removeprefix("http://").strip("/"))
asked.request("POST", "/v1/playlists", json.dumps({"prompt": sys.argv[2]}), {"Content-Type": "application/json"})
print(asked.getresponse().read().decode())
"""
"""A client that prints the playlist document, as `segue make --json` does, without starting the engine anew."""


@pytest.fixture(scope="module")
def url(real_home: Path) -> Iterator[str]:
    with serving(real_home) as url:
        yield url


def _sample(lines: list[str]) -> list[str]:
    return lines[:: max(1, len(lines) // _EACH)]


def test_prompts_of_every_kind_are_kept_and_told_honestly(shared: Path, url: str, tmp_path: Path) -> None:
    prompts, songs = tmp_path / "prompts.jsonl", shared / "data" / "songs.parquet"
    chosen = [line for kind in _KINDS for line in _sample(kind.read_text(encoding="utf-8").splitlines())]
    prompts.write_text("\n".join(chosen), encoding="utf-8")
    ask = [sys.executable, "-S", "-c", _ASK, url]
    tool = [sys.executable, str(shared / "tools" / "check_playlists.py"), str(songs), str(prompts)]
    lines = subprocess.run([*tool, *ask], capture_output=True, text=True, check=True).stdout.splitlines()
    print(*lines, sep="\n")
    summary = json.loads(lines[-1])
    assert summary["prompts"] == len(chosen) >= 200
    assert summary["whole"] == summary["prompts"]
    assert summary["verdicts_honest"] == summary["gaps_told"] == 1.0
    assert summary["needless_unread_a_prompt"] < 0.15
