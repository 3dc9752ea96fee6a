"""A folder of untagged files is listened to, through the command line: killed, gone on with, damaged files told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from segue.catalogue.sample import sample_tracks

pytest.importorskip("soundfile", reason="the extra “hearing” is not installed")

from segue.hearing.memory import Memory
from segue.hearing.rendering import Plan, rendered

COUNT = 12


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Plan]]:
    """A folder of rendered tracks, and what each truly is by its file's name."""
    folder = tmp_path_factory.mktemp("music")
    tracks = islice(sample_tracks(count=400, seed=77), 0, None, 30)
    return folder, {path.name: plan for _, path, plan in islice(rendered(tracks, folder, seconds=20.0), COUNT)}


@pytest.fixture
def home(tmp_path: Path, music: tuple[Path, dict[str, Plan]]) -> Path:
    """A home that has imported a copy of that folder, with damaged files in it."""
    folder = tmp_path / "music"
    shutil.copytree(music[0], folder)
    segue("import", str(folder), home=tmp_path / "home")
    whole = sorted(folder.iterdir())[0]
    cut = folder / sorted(p.name for p in folder.iterdir())[1]
    cut.write_bytes(cut.read_bytes()[: len(whole.read_bytes()) // 3])
    (folder / sorted(p.name for p in folder.iterdir())[2]).write_bytes(b"")
    return tmp_path / "home"


def segue(*arguments: str, home: Path) -> dict[str, Any]:
    """Run a command with --json; its document."""
    command = [sys.executable, "-m", "segue", *arguments, "--home", str(home), "--json"]
    done = subprocess.run(command, capture_output=True, check=True)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def test_a_folder_without_tags_is_heard_and_prompted_for(home: Path, music: tuple[Path, dict[str, Plan]]) -> None:
    report = segue("analyse", home=home)
    assert (report["heard"], report["left"]) == (2 * COUNT - 2, 0)  # what fails at the first look has no second
    assert len(report["failed"]) == 2
    assert all(one["reason"] for one in report["failed"])
    again = segue("analyse", home=home)
    assert (again["heard"], again["known"], len(again["failed"])) == (0, COUNT - 2, 2)
    assert segue("analyse", "--status", home=home)["whole"] == COUNT - 2
    made = segue("make", "3 songs with the highest energy, any tempo", home=home)
    values = [track["attributes"] for track in made["tracks"]]
    assert all(one["tempo"]["source"] in ("analysis", "model") and one["energy"]["source"] == "model" for one in values)


def test_what_a_listener_puts_right_wins_over_what_was_heard(home: Path) -> None:
    segue("analyse", "--quick", home=home)
    track = segue("make", "1 song", home=home)["tracks"][0]
    segue("correct", track["track_id"], "tempo=77", home=home)
    segue("import", str(home.parent / "music"), home=home)
    assert segue("analyse", "--full", home=home)["left"] == 0
    made = segue("make", "1 song at exactly 77 bpm", home=home)
    assert [one["track_id"] for one in made["tracks"]] == [track["track_id"]]
    assert made["tracks"][0]["attributes"]["tempo"] == {"value": 77.0, "source": "listener", "confidence": 1.0}


def test_a_kill_costs_no_more_than_what_was_under_way(home: Path) -> None:
    command = [sys.executable, "-m", "segue", "analyse", "--full", "--workers", "1", "--home", str(home), "--quiet"]
    with closing(Memory(home)) as memory:
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as job:
            while memory.counts().whole == 0:
                assert job.poll() is None
                time.sleep(0.01)
            os.killpg(job.pid, signal.SIGKILL)
        before = memory.counts().whole
        assert 0 < before < COUNT - 2
        report = segue("analyse", "--full", home=home)
        assert (report["known"], report["left"], memory.counts().whole) == (before, 0, COUNT - 2)


def test_a_pause_holds_until_it_is_lifted(home: Path) -> None:
    assert segue("analyse", "--pause", home=home)["paused"] is True
    command = [sys.executable, "-m", "segue", "analyse", "--quick", "--home", str(home), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as job:
        time.sleep(4.0)
        assert job.poll() is None
        assert segue("analyse", "--status", home=home)["quick"] == 0
        segue("analyse", "--resume", home=home)
        output, _ = job.communicate(timeout=120)
    assert json.loads(output)["heard"] == COUNT


def test_hours_that_are_none_are_refused(home: Path) -> None:
    command = [sys.executable, "-m", "segue", "analyse", "--hours", "late", "--home", str(home), "--json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 2
    assert json.loads(done.stdout or done.stderr)["error"]["code"] == "segue.E.hours"
