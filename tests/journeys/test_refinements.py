"""Every refinement case through the command line and through HTTP, and the promises that hold for all of them."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import httpx
import pytest
from refinement_cases import CASES, SEED, Document, misses, told

from segue.cli.door import run
from serving import serving

IDS = [f"{case['prompt']} – {' > '.join(case['said'])}" for case in CASES]


class Terminal:
    """The command line, in this process."""

    def __init__(self, home: Path) -> None:
        self.home = str(home)

    def make(self, prompt: str) -> Document:
        return self.call("make", prompt, "--seed", str(SEED))

    def refine(self, playlist_id: str, text: str, key: str | None = None) -> Document:
        return self.call("refine", playlist_id, text, *(("--idempotency-key", key) if key else ()))

    def call(self, *arguments: str) -> Document:
        written = io.BytesIO()
        out = io.TextIOWrapper(written, encoding="utf-8")
        with redirect_stdout(out):
            run([*arguments, "--home", self.home, "--json"])
        out.flush()
        document: Document = json.loads(written.getvalue())
        return document


class Network:
    """A server of its own."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client

    def make(self, prompt: str) -> Document:
        return self.post("/v1/playlists", {"prompt": prompt, "seed": SEED})

    def refine(self, playlist_id: str, text: str, key: str | None = None) -> Document:
        body = {"text": text} if key is None else {"text": text, "idempotency_key": key}
        return self.post(f"/v1/playlists/{playlist_id}/refine", body)

    def post(self, path: str, body: dict[str, Any]) -> Document:
        document: Document = self.client.post(path, json=body).json()
        return document


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """The command line on a fresh home, and so on the sample library."""
    return Terminal(tmp_path_factory.mktemp("terminal"))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """A server on another fresh home."""
    with serving(tmp_path_factory.mktemp("network")) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield Network(client)


def test_there_are_enough_cases_and_each_expects_something() -> None:
    assert len(CASES) >= 120
    assert len({(case["prompt"], *case["said"]) for case in CASES}) == len(CASES)
    assert all(case["expect"] for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_through_the_command_line(case: Document, terminal: Terminal) -> None:
    assert list(misses(case, told(terminal, case))) == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_over_http(case: Document, network: Network) -> None:
    assert list(misses(case, told(network, case))) == []


def test_spans_cut_out_their_phrases_and_notes_tell_the_truth(terminal: Terminal) -> None:
    made = terminal.make("20 mellow songs")
    for text in ("more acoustic", "drop the third", "swap 4 and 7", "the second half is too slow", "ten more"):
        before = {t["track_id"] for t in terminal.call("show", made["id"])["tracks"]}
        document = terminal.refine(made["id"], text)
        after, change = {t["track_id"] for t in document["tracks"]}, document["change"]
        assert (change["said"], change["understood"]) == (text, True)
        assert (set(change["came"]), set(change["went"])) == (after - before, before - after)
        assert change["stayed"] == len(before & after)
        assert all(document["prompt"][slice(*r["span"])] == r["phrase"] for r in document["requirements"])


@pytest.mark.parametrize("text", ["drop the third", "ten more", "shuffle", "undo"])
def test_one_key_changes_once(text: str, terminal: Terminal, network: Network) -> None:
    for door in (terminal, network):
        made = door.make("12 rock songs")
        door.refine(made["id"], "calmer")
        door.refine(made["id"], "a bit faster")
        first = door.refine(made["id"], text, "k1")
        later = door.refine(made["id"], "swap the first")
        assert door.refine(made["id"], text, "k1")["tracks"] == first["tracks"]
        standing = door.refine(made["id"], "hello there")
        assert standing["tracks"] == later["tracks"], "asking again must not change the list"


def test_equal_requests_at_once_change_once(network: Network) -> None:
    made = network.make("12 rock songs")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: network.refine(made["id"], "drop the third", "k"), range(8)))
    assert {len(answer["tracks"]) for answer in answers} == {11}
    assert network.refine(made["id"], "undo")["tracks"] == made["tracks"]


def test_one_key_makes_one_playlist_on_the_command_line(terminal: Terminal) -> None:
    first, second = (terminal.call("make", "12 rock songs", "--idempotency-key", "m") for _ in range(2))
    assert first["id"] == second["id"]


def test_a_person_reads_what_changed(tmp_path: Path) -> None:
    environment = {**os.environ, "SEGUE_HOME": str(tmp_path)}

    def segue(*arguments: str) -> str:
        command = [sys.executable, "-m", "segue", *arguments]
        return subprocess.run(command, capture_output=True, env=environment, timeout=60, check=True).stdout.decode()

    made = json.loads(segue("make", "12 rock songs", "--json"))
    page = segue("refine", made["id"], "swap 4 and 7")
    assert "exchange places" in " ".join(page.split())
    assert "as it was first made" in segue("refine", made["id"], "undo")
    assert "Nothing changed" in segue("refine", made["id"], "flurb")
