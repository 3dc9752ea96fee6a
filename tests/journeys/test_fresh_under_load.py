"""A server under a load of requests while another process imports: what comes is found, what goes is served no more."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from segue.evaluation.world import catalogue
from serving import serving

TRACKS = 10_400
"""Enough for changes to be published as a fresh segment."""
PATIENCE_S = 120.0
NEW = {"id": "zz-new", "title": "Zephyrine Quartz", "artist": "Oonagh Vex", "genres": ["jazz"], "tempo": 120}
OTHER = {"id": "zz-other", "title": "Zephyrine Onyx", "artist": "Oonagh Vex", "genres": ["jazz"], "tempo": 121}


def take_in(home: Path, source: Path) -> None:
    subprocess.run([sys.executable, "-m", "segue", "import", str(source), "--home", str(home), "--json"], check=True)


def state(source: Path, *tracks: dict[str, object]) -> Path:
    source.write_text("\n".join(json.dumps(track) for track in tracks), encoding="utf-8")
    return source


def until(seen: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not seen():
        assert time.monotonic() < deadline, "it was not seen in time"


class Load:
    """Threads that ask for playlists and tracks for as long as they are let, and what they were answered."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._stop = threading.Event()
        self.failed: list[str] = []
        self.answers = 0
        self.forbidden: set[str] = set()
        self.broken: set[str] = set()

    @contextmanager
    def running(self) -> Iterator[None]:
        threads = [threading.Thread(target=self._ask, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()

    def _ask(self, number: int) -> None:
        with httpx.Client(base_url=self._url, timeout=PATIENCE_S) as client:
            while not self._stop.is_set():
                forbidden = set(self.forbidden)  # what was gone before we asked
                ids = list_ids(client) if number else made_ids(client)
                self.answers += 1
                self.broken |= forbidden & set(ids)


def list_ids(client: httpx.Client) -> list[str]:
    return [track["track_id"] for track in answer(client.get("/v1/tracks", params={"query": "zephyrine"}))["tracks"]]


def made_ids(client: httpx.Client) -> list[str]:
    body = {"prompt": "8 jazz songs by Oonagh Vex or others", "seed": 1}
    return [track["track_id"] for track in answer(client.post("/v1/playlists", json=body))["tracks"]]


def answer(response: httpx.Response) -> dict[str, Any]:
    response.raise_for_status()
    told: dict[str, Any] = response.json()
    return told


@pytest.mark.slow
def test_what_comes_is_found_and_what_goes_is_gone_under_load(tmp_path: Path) -> None:
    home, source = tmp_path / "home", tmp_path / "few.jsonl"
    take_in(home, catalogue(tmp_path, TRACKS, None))
    with serving(home) as url, httpx.Client(base_url=url, timeout=PATIENCE_S) as client:
        load = Load(url)
        with load.running():
            take_in(home, state(source, NEW, OTHER))
            until(lambda: {"zz-new", "zz-other"} <= set(list_ids(client)))
            assert "zz-new" in [track["track_id"] for track in _by_artist(client)]
            take_in(home, state(source, OTHER))
            until(lambda: "zz-new" not in list_ids(client))
            load.forbidden.add("zz-new")
            before = load.answers
            until(lambda: load.answers >= before + 10)
        assert not load.broken
        assert [track["track_id"] for track in _by_artist(client)] == ["zz-other"]
        segments = [entry.name for entry in (home / "snapshots").iterdir() if "-on-" in entry.name]
        assert segments


def _by_artist(client: httpx.Client) -> list[dict[str, Any]]:
    tracks: list[dict[str, Any]] = answer(
        client.post("/v1/playlists", json={"prompt": "2 songs by Oonagh Vex", "seed": 1})
    )["tracks"]
    return tracks
