"""Every format against its specification (schemas in `tests/golden/formats`) and against a golden file."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from playlist_fixtures import RULES, TRACKS, playlist, world

from segue.catalogue.snapshot import Snapshot
from segue.delivery import FORMATS, render
from segue.delivery.entries import Entry
from segue.delivery.jspf import render_jspf
from segue.delivery.m3u import render_m3u
from segue.delivery.xspf import render_xspf
from segue.music import Track

GOLDEN = Path(__file__).parent.parent / "golden" / "formats"
LISTS = Path("/music/lists")
XSPF = "{http://xspf.org/ns/0/}"


def rendered(snapshot: Snapshot, format_: str) -> bytes:
    return render(playlist(*RULES), snapshot, format_, LISTS).data


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return world(tmp_path_factory.mktemp("world"))


@pytest.mark.parametrize("format_", ["m3u8", "xspf", "jspf", "nsp"])
def test_golden(snapshot: Snapshot, format_: str) -> None:
    assert rendered(snapshot, format_) == (GOLDEN / f"evening.{format_}").read_bytes()


def test_m3u_is_m3u8(snapshot: Snapshot) -> None:
    assert rendered(snapshot, "m3u") == rendered(snapshot, "m3u8")


def parse_m3u8(data: bytes) -> tuple[str, list[tuple[int, str, str]]]:
    """The strictest reader: title, then (seconds, name, path) an entry; an EXTINF must have its path right below."""
    lines = data.decode("utf-8", "strict").split("\n")
    assert lines.pop() == ""
    assert not [c for line in lines for c in line if ord(c) < 32 or c in "\x7f\x85\u2028\u2029"]
    assert lines[0] == "#EXTM3U"
    assert lines[1].startswith("#PLAYLIST:")
    found, rest = [], iter(lines[2:])
    for line in rest:
        if line.startswith("#EXTINF:"):
            told = re.fullmatch(r"#EXTINF:(-1|\d+),(.*)", line)
            path = next(rest)
            assert told
            assert path == path.strip() != ""
            assert not path.startswith("#")
            found.append((int(told[1]), told[2], path))
        else:
            assert line.startswith("# ")
    return lines[1].removeprefix("#PLAYLIST:"), found


def assert_xspf(data: bytes) -> etree._Element:
    schema = etree.RelaxNG(etree.parse(GOLDEN / "xspf-1.rng"))
    document = etree.fromstring(data)
    schema.assertValid(document)
    return document


def assert_json(data: bytes, schema: str) -> Any:
    document = json.loads(data)
    jsonschema.Draft202012Validator(json.loads((GOLDEN / schema).read_text())).validate(document)
    return document


def test_m3u8_entries(snapshot: Snapshot) -> None:
    title, found = parse_m3u8(rendered(snapshot, "m3u8"))
    assert title == "Evening river"
    assert found == [
        (201, "Ada - Tinsel River", "../Ada/Reeds/01 Tinsel River.ogg"),
        (90, "Šimon - Čaj & <Rýže> for Two", "../Šimon/#1 čaj & rýže.ogg"),
        (-1, "Stream", "https://example.org/a%20b?x=1"),
        (-1, "Bo - Broken Name", "file:///music/lists/%235%0Aline.ogg"),
    ]


def test_xspf_keeps_the_specification(snapshot: Snapshot) -> None:
    document = assert_xspf(rendered(snapshot, "xspf"))
    tracks = document.findall(f"{XSPF}trackList/{XSPF}track")
    assert [track.findtext(f"{XSPF}title") for track in tracks] == [
        "Tinsel River", "Čaj & <Rýže> for Two", "No File", "Stream", "Broken Name",
    ]  # fmt: skip
    assert tracks[0].findtext(f"{XSPF}location") == "file:///music/Ada/Reeds/01%20Tinsel%20River.ogg"
    assert tracks[2].find(f"{XSPF}location") is None


def test_jspf_keeps_the_specification(snapshot: Snapshot) -> None:
    document = assert_json(rendered(snapshot, "jspf"), "jspf.schema.json")["playlist"]
    assert document["track"][0]["identifier"] == [f"https://musicbrainz.org/recording/{TRACKS[0].mbid}"]
    assert document["track"][0]["annotation"] == "tagged “evening” (wish 1)"
    extension = document["extension"]["https://musicbrainz.org/doc/jspf#playlist"]
    told = extension["additional_metadata"]["algorithm_metadata"]
    assert (told["recipe"], told["seed"]) == ("default-1a2b", 7)


def test_the_schemas_refuse_what_is_wrong(snapshot: Snapshot) -> None:
    data = rendered(snapshot, "xspf")
    with pytest.raises(etree.DocumentInvalid):
        assert_xspf(data.replace(b"<creator>Segue</creator>", b"<title>a second</title>"))
    with pytest.raises(jsonschema.ValidationError):
        assert_json(b'{"playlist": {"title": "t", "track": [{"identifier": "b1a9c0e9"}]}}', "jspf.schema.json")
    with pytest.raises(jsonschema.ValidationError):
        assert_json(b'{"all": [{"is": {"loud": 1}}], "limit": 5}', "nsp.schema.json")
    with pytest.raises(jsonschema.ValidationError):
        assert_json(b'{"all": [{"is": {"bpm": 1}}], "any": [{"is": {"bpm": 1}}]}', "nsp.schema.json")


Texts = st.text(max_size=30)
Places = st.one_of(st.just(""), st.text(min_size=1, max_size=30).map(lambda t: "/music/" + t.replace("\0", "")))


@given(st.lists(st.tuples(Texts, Texts, Texts, Places), max_size=4))
def test_any_text_makes_valid_files(rows: list[tuple[str, str, str, str]]) -> None:
    tracks = [Track(id=str(n), title=t, artist=a, album=b) for n, (t, a, b, _) in enumerate(rows)]
    made = playlist(tracks=tracks)
    entries = [Entry(slot, place) for slot, (*_, place) in zip(made.tracks, rows, strict=True)]
    _, found = parse_m3u8(render_m3u(made, entries, LISTS)[0])
    assert len(found) == sum(bool(entry.location) for entry in entries)
    document = assert_xspf(render_xspf(made, entries)[0])
    assert len(document.findall(f"{XSPF}trackList/{XSPF}track")) == len(rows)
    assert len(assert_json(render_jspf(made, entries)[0], "jspf.schema.json")["playlist"]["track"]) == len(rows)


def write_golden_files() -> None:
    """Write the golden files anew."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = world(Path(folder))
        for format_ in FORMATS.keys() - {"m3u"}:
            (GOLDEN / f"evening.{format_}").write_bytes(rendered(snapshot, format_))


if __name__ == "__main__":
    write_golden_files()
