"""The commands as a person or a script runs them: in a process of their own, on a home of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

PROMPT = "12 songs around 110 bpm, no jazz"


def segue(home: Path, *arguments: str | bytes, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "SEGUE_HOME": str(home), "SEGUE_DATE": "2026-11-20", **settings}
    command: Sequence[str | bytes] = [sys.executable, "-m", "segue", *arguments]
    return subprocess.run(command, capture_output=True, env=environment, timeout=120, check=False)


def told(done: subprocess.CompletedProcess[bytes]) -> Any:
    assert done.stdout.count(b"\n") == 1
    return json.loads(done.stdout)


def error(done: subprocess.CompletedProcess[bytes]) -> tuple[int, str]:
    return done.returncode, told(done)["error"]["code"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample library."""
    folder = tmp_path_factory.mktemp("home")
    assert segue(folder, "doctor", "--json").returncode == 0
    return folder


@pytest.fixture(scope="module")
def made(home: Path) -> Any:
    done = segue(home, "make", PROMPT, "--json", "--seed", "5")
    assert done.returncode == 0
    return told(done)


def test_a_sentence_becomes_a_playlist_with_verdicts(made: Any) -> None:
    assert len(made["tracks"]) == 12
    assert {r["attribute"] for r in made["requirements"]} >= {"count", "tempo", "genre"}
    for r in made["requirements"]:
        assert made["prompt"][slice(*r["span"])] == r["phrase"]


def test_the_same_prompt_and_seed_give_the_same_document(home: Path, made: Any) -> None:
    again = told(segue(home, "make", PROMPT, "--json", "--seed", "5"))
    for document in (again, dict(made)):
        del document["id"], document["timings_ms"]
    assert again == {k: v for k, v in made.items() if k not in {"id", "timings_ms"}}


def test_people_get_a_page_of_80_columns(home: Path) -> None:
    done = segue(home, "make", PROMPT, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    lines = done.stdout.decode("utf-8").splitlines()
    assert all(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) <= 80 for line in lines)
    assert any("kept" in line for line in lines)


def test_the_conversation(home: Path, made: Any) -> None:
    refined = told(segue(home, "refine", made["id"], "only 8 songs", "--json"))
    assert refined["id"] == made["id"]
    undone = told(segue(home, "undo", made["id"], "--json"))
    assert [t["track_id"] for t in undone["tracks"]] == [t["track_id"] for t in made["tracks"]]
    redone = told(segue(home, "redo", made["id"], "--json"))
    assert redone["tracks"] == refined["tracks"]
    assert told(segue(home, "show", made["id"], "--json")) == redone
    assert made["id"] in [p["id"] for p in told(segue(home, "list", "--json"))["playlists"]]


def test_a_playlist_is_saved_by_its_suffix(home: Path, made: Any, tmp_path: Path) -> None:
    target = tmp_path / "evening.m3u8"
    assert told(segue(home, "save", made["id"], str(target), "--json"))["format"] == "m3u8"
    assert target.read_text("utf-8").startswith("#EXTM3U")
    assert error(segue(home, "make", PROMPT, "--json", "--out", str(tmp_path / "x.doc")))[0] == 2


def test_parsing_and_ranking_in_batches(home: Path, tmp_path: Path) -> None:
    prompts, queries, out = tmp_path / "p.jsonl", tmp_path / "q.jsonl", tmp_path / "o.jsonl"
    prompts.write_text(json.dumps({"id": "a", "prompt": PROMPT}) + '\n{"id": "b"}\n')
    done = segue(home, "parse", "--batch", str(prompts), "--out", str(out), "--json")
    assert (done.returncode, told(done)) == (2, {"answered": 1, "failed": 1, "out": str(out)})
    first, second = map(json.loads, out.read_text().splitlines())
    assert set(first) == {"id", "prompt", "requirements", "unread"}
    assert (second["id"], second["error"]["code"]) == ("b", "segue.E.batch_line")

    queries.write_text('{"id": "q", "said": ["calm folk"], "liked": [], "disliked": []}\n')
    assert segue(home, "rank", "--batch", str(queries), "--out", str(out), "--top", "5").returncode == 0
    answer = json.loads(out.read_text())
    assert (answer["id"], len(answer["tracks"])) == ("q", 5)


def test_rules_are_kept_listed_and_dropped(home: Path) -> None:
    rule = ("rules", "add", "block", "artist:Nobody", "--who", "me", "--until", "2030-01-01", "--json")
    assert told(segue(home, *rule))["until"] == "2030-01-01"
    assert [r["target"] for r in told(segue(home, "rules", "list", "--json"))["rules"]] == ["artist:Nobody"]
    assert told(segue(home, "rules", "drop", "artist:Nobody", "--json")) == {"dropped": "artist:Nobody"}
    assert error(segue(home, "rules", "drop", "artist:Nobody", "--json")) == (2, "segue.E.rule_unknown")
    assert error(segue(home, "rules", "add", "pin", "x", "--who", "me", "--until", "soon", "--json"))[0] == 2


def test_importing_replaces_the_sample(tmp_path: Path) -> None:
    songs = tmp_path / "songs.csv"
    songs.write_text("id,name,artist,bpm\n1,One,Ada,120\n2,Two,Bo,90\n")
    done = segue(tmp_path / "home", "import", str(songs), "--columns", "title=name,tempo=bpm", "--json")
    assert done.returncode == 0, done.stdout
    assert told(done)["added"] == 2
    catalogue = told(segue(tmp_path / "home", "doctor", "--json"))["catalogue"]
    assert (catalogue["tracks"], catalogue["sample"]) == (2, False)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["make", "", "--json"], "prompt_empty"),
        (["make", "x" * 100_000, "--json"], "prompt_too_long"),
        (["make", b"caf\xe9", "--json"], "prompt_not_text"),
        (["show", "p0", "--json"], "playlist_unknown"),
        (["up", "--host", "192.168.1.1", "--json"], "bind_refused"),
        (["parse", "--batch", "/nowhere/in", "--out", "/nowhere/out", "--json"], "file_unknown"),
    ],
)
def test_bad_input_exits_2_with_its_code(home: Path, arguments: list[str | bytes], code: str) -> None:
    assert error(segue(home, *arguments)) == (2, f"segue.E.{code}")


@pytest.mark.parametrize("wish", [["--tracks", "0"], ["--tracks", "10000"], ["--minutes", "-5"]])
def test_sizes_out_of_range_are_refused(home: Path, wish: list[str]) -> None:
    assert error(segue(home, "make", "calm", *wish, "--json"))[0] == 2


def test_a_reader_that_goes_away_is_no_fault(home: Path, made: Any) -> None:
    command = f'"{sys.executable}" -m segue show {made["id"]} --home "{home}" | head -1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60, check=True)
    assert done.stderr == b""


def test_an_interrupt_ends_a_command_as_shells_have_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    begin = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from segue.cli import main; main()"
    )
    command = ["parse", "--batch", str(pipe), "--out", str(tmp_path / "out"), "--home", str(tmp_path / "home")]
    with subprocess.Popen([sys.executable, "-c", begin, *command], stderr=subprocess.PIPE) as waiting:
        with pipe.open("wb"):
            waiting.send_signal(signal.SIGINT)
            assert waiting.wait(30) == 130
        assert waiting.stderr is not None
        assert b"Traceback" not in waiting.stderr.read()


def test_a_missing_extra_is_told_with_its_install_line(home: Path) -> None:
    without = "import sys; sys.modules['uvicorn'] = None; from segue.cli import main; main()"
    command = [sys.executable, "-c", without, "up", "--json", "--home", str(home)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert error(done) == (2, "segue.E.missing_extra")
    assert told(done)["error"]["hint"] == "pip install 'segue[web]'"


def test_making_loads_neither_the_server_nor_the_parquet_reader() -> None:
    check = (
        "import sys; from segue.cli.group import load; load('make');"
        "print(*({'litestar', 'uvicorn', 'pyarrow', 'tinytag'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip() == b""
