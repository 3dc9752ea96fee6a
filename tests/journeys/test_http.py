"""The API as a developer meets it: a server of its own, real requests, one shape of error for everything."""

from __future__ import annotations

import csv
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from segue.library import Health
from segue.music import Intent, Playlist, Request
from segue.web import examples
from segue.web.bodies import ImportBody, ParseBody, RankBody, RankedTracks, RefineBody, StepBody, TrackList
from segue.web.errors import ErrorDocument
from segue.web.found import Found, found
from segue.web.jobs import ImportJob
from segue.web.playlists import PlaylistList
from serving import serving

PROMPT = "10 songs around 110 bpm, no jazz"


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server on a fresh home, and so on the sample library."""
    folder = tmp_path_factory.mktemp("server")
    with (
        serving(folder / "home", HOME=str(folder), XDG_MUSIC_DIR=str(folder)) as url,
        httpx.Client(base_url=url) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def made(http: httpx.Client) -> Any:
    answer = http.post("/v1/playlists", json={"prompt": PROMPT, "seed": 3})
    assert answer.status_code == 201
    return answer.json()


def error(answer: httpx.Response) -> tuple[int, str, str | None]:
    """Status, code and field of an answer that must be an error in the one shape."""
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) == {"code", "message", "hint", "field"}
    told = answer.json()["error"]
    return answer.status_code, told["code"].removeprefix("segue.E."), told["field"]


def test_a_playlist_is_made_found_and_listed(http: httpx.Client, made: Any) -> None:
    assert len(made["tracks"]) == 10
    assert http.get(f"/v1/playlists/{made['id']}").json() == made
    assert made["id"] in [p["id"] for p in http.get("/v1/playlists").json()["playlists"]]


def test_one_key_makes_one_playlist(http: httpx.Client) -> None:
    body = {"prompt": PROMPT, "idempotency_key": "k1"}
    first, second = (http.post("/v1/playlists", json=body).json() for _ in range(2))
    assert first["id"] == second["id"]


def test_a_playlist_changes_and_changes_back(http: httpx.Client) -> None:
    first = http.post("/v1/playlists", json={"prompt": PROMPT}).json()
    path = f"/v1/playlists/{first['id']}"
    refined = http.post(f"{path}/refine", json={"text": "only 6 songs"})
    assert (refined.status_code, refined.json()["id"]) == (200, first["id"])
    assert http.post(f"{path}/undo", json={}).json()["tracks"] == first["tracks"]
    assert http.post(f"{path}/redo", json={}).json()["tracks"] == refined.json()["tracks"]
    assert error(http.post(f"{path}/redo", json={}))[:2] == (400, "nothing_to_redo")


def test_one_key_takes_back_one_change(http: httpx.Client) -> None:
    path = f"/v1/playlists/{http.post('/v1/playlists', json={'prompt': PROMPT}).json()['id']}"
    six, four = (http.post(f"{path}/refine", json={"text": f"only {n} songs"}).json()["tracks"] for n in (6, 4))
    assert [http.post(f"{path}/undo", json={"idempotency_key": "u"}).json()["tracks"] for _ in range(2)] == [six, six]
    assert [http.post(f"{path}/redo", json={"idempotency_key": "r"}).json()["tracks"] for _ in range(2)] == [four, four]
    assert http.post(f"{path}/undo", headers={"content-type": "application/json"}).json()["tracks"] == six
    assert error(http.post(f"{path}/undo", json={"idempotency_key": 1})) == (400, "body_shape", "idempotency_key")


@pytest.mark.parametrize("suffix", ["m3u8", "xspf", "jspf"])
def test_a_playlist_is_a_file_too(http: httpx.Client, made: Any, suffix: str) -> None:
    by_name = http.get(f"/v1/playlists/{made['id']}.{suffix}")
    by_query = http.get(f"/v1/playlists/{made['id']}", params={"format": suffix})
    assert by_name.status_code == 200
    assert by_name.content == by_query.content
    assert by_name.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_parsing_makes_nothing(http: httpx.Client) -> None:
    before = http.get("/v1/playlists").json()
    answer = http.post("/v1/parse", json={"prompt": PROMPT})
    assert answer.status_code == 200
    assert {"count", "tempo"} <= {r["attribute"] for r in answer.json()["requirements"]}
    assert http.get("/v1/playlists").json() == before


def test_ranked_candidates_come_with_evidence(http: httpx.Client) -> None:
    tracks = http.post("/v1/rank", json={"prompt": PROMPT, "top": 7}).json()["tracks"]
    assert len(tracks) == 7
    assert all(set(t) >= {"track_id", "score", "features", "sources", "reasons"} for t in tracks)
    assert [t["score"] for t in tracks] == sorted((t["score"] for t in tracks), reverse=True)
    assert error(http.post("/v1/rank", json={"prompt": PROMPT, "top": 0})) == (400, "top_range", "top")


def test_the_catalogue_is_searched_and_paged(http: httpx.Client) -> None:
    first = http.get("/v1/tracks", params={"limit": 3}).json()["tracks"]
    assert http.get("/v1/tracks", params={"limit": 2, "offset": 1}).json()["tracks"] == first[1:]
    word = first[0]["artist"]
    assert any(t["artist"] == word for t in http.get("/v1/tracks", params={"query": word}).json()["tracks"])
    assert error(http.get("/v1/tracks", params={"limit": 0})) == (400, "query", "limit")
    assert error(http.get("/v1/tracks", params={"offset": "x"})) == (400, "query", "offset")
    health = http.get("/v1/health").json()
    assert health["sample"]
    assert health["tracks"] > 1000


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ("{", "body_not_json", None),
        ("", "body_not_json", None),
        ('{"prompt":"\\ud800"}', "body_not_json", None),
        (b'{"prompt":"\xff"}', "body_not_json", None),
        ("[]", "body_shape", None),
        ('{"prompt": 3}', "body_shape", "prompt"),
        ('{"prompt": "calm", "tracks": "3"}', "body_shape", "tracks"),
        ('{"prompt": "calm", "seed": 1.5}', "body_shape", "seed"),
        ('{"prompt": "calm", "wine": "red"}', "body_shape", None),
        ("{}", "body_shape", None),
        ('{"prompt": ""}', "prompt_empty", "prompt"),
    ],
)
def test_bodies_are_taken_strictly(http: httpx.Client, body: str | bytes, code: str, field: str | None) -> None:
    answer = http.post("/v1/playlists", content=body, headers={"content-type": "application/json"})
    assert error(answer) == (400, code, field)


def test_deep_nesting_is_refused_and_the_server_lives(http: httpx.Client) -> None:
    answer = http.post("/v1/parse", content='{"x":' + "[" * 200_000, headers={"content-type": "application/json"})
    assert error(answer)[0] == 400
    assert http.get("/v1/health").status_code == 200


def test_paths_methods_and_sizes(http: httpx.Client) -> None:
    assert error(http.get("/v2/none"))[:2] == (404, "path_unknown")
    assert error(http.get("/static/none.js"))[:2] == (404, "path_unknown")
    assert error(http.delete("/v1/playlists", headers={"content-type": "application/json"}))[:2] == (
        405,
        "method_refused",
    )
    assert error(http.post("/v1/parse", json={"prompt": "x" * (1 << 20)}))[:2] == (413, "body_too_large")
    assert error(http.get("/v1/playlists/p0"))[:2] == (404, "playlist_unknown")
    assert error(http.post("/v1/playlists/p0/undo", json={}))[:2] == (404, "playlist_unknown")
    assert error(http.get("/v1/import/none"))[:2] == (404, "job_unknown")


def test_only_this_machines_own_pages_may_ask(http: httpx.Client) -> None:
    assert error(http.get("/v1/health", headers={"host": "evil.example"}))[:2] == (403, "host_refused")
    assert error(http.get("/v1/health", headers={"host": "localhost.evil.example"}))[:2] == (403, "host_refused")
    assert http.get("/v1/health", headers={"host": "localhost:1"}).status_code == 200
    plain = http.post("/v1/parse", content='{"prompt":"calm"}', headers={"content-type": "text/plain"})
    assert error(plain)[:2] == (415, "content_type")
    foreign = http.post("/v1/parse", json={"prompt": "calm"}, headers={"origin": "https://evil.example"})
    assert error(foreign)[:2] == (403, "origin_refused")
    preflight = http.options("/v1/parse", headers={"origin": "http://localhost:1"})
    assert "access-control-allow-origin" not in preflight.headers


@pytest.mark.parametrize("path", ["/", "/static/app.js", "/v1/health", "/v2/none"])
def test_every_answer_is_sealed(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


def test_the_page_is_kept_by_browsers(http: httpx.Client) -> None:
    first = http.get("/")
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    again = http.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_openapi_has_an_example_and_the_error_shape_everywhere(http: httpx.Client) -> None:
    document = http.get("/v1/openapi.json").json()
    assert document["openapi"].startswith("3.")
    operations = [(p, o) for p, item in document["paths"].items() for o in item.values() if isinstance(o, dict)]
    assert len(operations) >= 13
    for path, operation in operations:
        assert operation["summary"], path
        for status, answer in operation["responses"].items():
            content = answer["content"]["application/json"]
            assert content["examples"], (path, status)
            if int(status) >= 400:
                assert content["schema"]["$ref"].endswith("/ErrorDocument")
                for example in content["examples"].values():
                    msgspec.convert(example["value"], ErrorDocument)


@pytest.mark.parametrize(
    ("example", "kind"),
    [
        (examples.MAKE, Request), (examples.REFINE, RefineBody), (examples.STEP, StepBody), (examples.PARSE, ParseBody),
        (examples.RANK, RankBody), (examples.IMPORT, ImportBody), (examples.PLAYLIST, Playlist),
        (examples.PLAYLISTS, PlaylistList), (examples.INTENT, Intent), (examples.RANKED, RankedTracks),
        (examples.TRACKS, TrackList), (examples.HEALTH, Health), (examples.FOUND, Found), (examples.JOB, ImportJob),
    ],
)  # fmt: skip
def test_the_examples_are_true(example: dict[str, Any], kind: type) -> None:
    assert msgspec.to_builtins(msgspec.convert(example, kind)) == msgspec.to_builtins(
        msgspec.convert(json.loads(json.dumps(example)), kind)
    )
    assert set(example) <= set(kind.__struct_fields__)  # type: ignore[attr-defined]


def test_importing_runs_beside_and_replaces_the_sample(tmp_path: Path) -> None:
    songs = tmp_path / "songs.csv"
    with songs.open("w", newline="") as file:
        csv.writer(file).writerows([["id", "title", "artist"], *([str(n), f"T{n}", f"A{n % 7}"] for n in range(500))])
    with serving(tmp_path / "home") as url, httpx.Client(base_url=url) as http:
        done = finished(http, http.post("/v1/import", json={"source": str(songs)}))
        assert (done["state"], done["report"]["added"]) == ("done", 500)
        health = http.get("/v1/health").json()
        assert (health["tracks"], health["sample"]) == (500, False)
        failed = finished(http, http.post("/v1/import", json={"source": str(tmp_path / "none.csv")}))
        assert failed["state"] == "failed"
        assert failed["error"]["code"].startswith("segue.E.")


def finished(http: httpx.Client, begun: httpx.Response) -> Any:
    assert begun.status_code == 202
    job = begun.json()
    deadline = time.monotonic() + 60
    while job["state"] in {"waiting", "running"} and time.monotonic() < deadline:
        time.sleep(0.05)
        job = http.get(f"/v1/import/{job['job']}").json()
    return job


def test_what_could_be_imported_is_looked_for_in_one_place(tmp_path: Path) -> None:
    music = tmp_path / "Music"
    (music / "Ada" / ".hidden").mkdir(parents=True)
    for name in ("Ada/one.mp3", "Ada/two.FLAC", "Ada/cover.jpg", "mix.m3u8", "Ada/.hidden/three.mp3"):
        (music / name).touch()
    told = found(music)
    assert [(Path(s.source).name, s.kind, s.count) for s in told.sources] == [
        ("Music", "files", 2),
        ("mix.m3u8", "m3u8", None),
    ]
    assert found(tmp_path / "none") == Found([], True)


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "segue", "up", "--port", port, "--no-open", "--json", "--home", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "segue.E.port_in_use"
