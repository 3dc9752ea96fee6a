"""A plan's way: written by `segue parse`, changed by hand, made into a list at the command line and over HTTP."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from serving import serving

_GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "plan-language.md"


def segue(home: Path, *arguments: str, says: str = "") -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "segue", *arguments], input=says.encode(), stdout=subprocess.PIPE, timeout=120,
        env={**os.environ, "SEGUE_HOME": str(home), "SEGUE_DATE": "2026-11-20"}, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.decode()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample library."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def http(home: Path) -> Iterator[httpx.Client]:
    """A client of a server on that home."""
    with serving(home) as url, httpx.Client(base_url=url) as client:
        yield client


def _made(home: Path, *arguments: str, says: str = "") -> Any:
    code, said = segue(home, "make", *arguments, "--seed", "1", "--json", says=says)
    assert code == 0, said
    return json.loads(said)


def _asked(playlist: Any) -> list[Any]:
    return [(r["attribute"], r["operator"], r["value"], r["reading"], r["verdict"]) for r in playlist["requirements"]]


def test_the_plan_of_a_prompt_makes_what_the_prompt_makes(home: Path, tmp_path: Path) -> None:
    """The two commands of the guide, with the prompt that stands there."""
    prompt, file = re.findall(r'segue parse "(.*)" --plan > (\S+)', _GUIDE.read_text(encoding="utf-8"))[0]
    code, plan = segue(home, "parse", prompt, "--plan")
    assert code == 0
    (tmp_path / file).write_text(plan, encoding="utf-8")
    by_plan, by_prose = _made(home, "--plan", str(tmp_path / file)), _made(home, prompt)
    assert _asked(by_plan) == _asked(by_prose)
    assert [t["track_id"] for t in by_plan["tracks"]] == [t["track_id"] for t in by_prose["tracks"]]


def test_a_plan_by_hand_comes_by_standard_input_and_over_http(home: Path, http: httpx.Client) -> None:
    plan = "must count 6\r\nmust genre any jazz, soul  # either\nprefer energy max 0.5 block=0\n"
    made = _made(home, "--plan", "-", says=plan)
    assert len(made["tracks"]) == 6
    answer = http.post("/v1/playlists", json={"prompt": "plan:\n" + plan.replace("\r", ""), "seed": 1})
    assert answer.status_code == 201
    assert _asked(answer.json()) == _asked(made)
    ruled = http.post("/v1/playlists", json={"prompt": "6 songs", "rules": ["genre any jazz, soul"], "seed": 1}).json()
    assert ("genre", "any", ["jazz", "soul"]) in [r[:3] for r in _asked(ruled)]


def test_a_wrong_plan_is_refused_by_its_line(home: Path, http: httpx.Client, tmp_path: Path) -> None:
    code, said = segue(home, "make", "--plan", "-", "--json", says="must count 6\ntempoo 120\n")
    error = json.loads(said)["error"]
    assert (code, error["code"]) == (2, "segue.E.rule_syntax")
    assert error["message"].startswith("Line 2: ")
    answer = http.post("/v1/playlists", json={"prompt": "plan:\ntempo about 900"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "segue.E.rule_syntax")
    for arguments, code_ in (
        (("--plan", str(tmp_path / "none")), "file_unknown"),
        (("--plan", str(tmp_path)), "file_unreadable"),
    ):
        assert json.loads(segue(home, "make", *arguments, "--json")[1])["error"]["code"] == f"segue.E.{code_}"
    assert segue(home, "make", "--json")[0] == 2
    assert segue(home, "make", "jazz", "--plan", "-", "--json")[0] == 2


def test_a_plan_follows_a_prompt(home: Path, http: httpx.Client) -> None:
    made = http.post("/v1/playlists", json={"prompt": "8 jazz songs", "seed": 1}).json()
    answer = http.post(f"/v1/playlists/{made['id']}/refine", json={"text": "plan:\nmust count is 5"})
    assert answer.status_code == 200
    assert len(answer.json()["tracks"]) == 5


def test_radio_prompts_make_lists(home: Path) -> None:
    made = _made(home, "tag:(jazz):2:easy #soul stats:(rob)", "--tracks", "10")
    assert len(made["tracks"]) == 10
    assert [r["verdict"] for r in made["requirements"] if r["attribute"] == "entity"] == ["unsupported"]
    assert made["unread"] == []
