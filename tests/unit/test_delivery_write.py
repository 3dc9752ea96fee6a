"""Writing playlists to disk: whole or not at all, the way to each file right, and every refusal with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playlist_fixtures import RULES, TRACKS, playlist, world

from segue.catalogue.snapshot import Snapshot
from segue.delivery import FORMATS, render, write
from segue.delivery.m3u import place, relative
from segue.errors import BadInput
from segue.music import Track


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return world(tmp_path_factory.mktemp("world"))


def refused(snapshot: Snapshot, target: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        write(playlist(*RULES), snapshot, target)
    return caught.value


@pytest.mark.parametrize("format_", FORMATS)
def test_the_file_is_what_is_rendered(format_: str, snapshot: Snapshot, tmp_path: Path) -> None:
    target = tmp_path / f"Evening.{format_.upper()}"
    target.write_text("what stood here before")
    made = playlist(*RULES)
    written = write(made, snapshot, target)
    assert target.read_bytes() == render(made, snapshot, format_, tmp_path).data
    assert (written.path, written.format, written.tracks) == (str(target), format_, 5)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert written.notes


def test_a_link_stays_a_link(snapshot: Snapshot, tmp_path: Path) -> None:
    real, link = tmp_path / "real.m3u8", tmp_path / "link.m3u8"
    real.touch()
    link.symlink_to(real)
    write(playlist(), snapshot, link)
    assert link.is_symlink()
    assert real.read_bytes().startswith(b"#EXTM3U\n")


@pytest.mark.parametrize("name", ["list.pls", "list", "list.m3u8.bak", ".m3u8"])
def test_unknown_formats(name: str, snapshot: Snapshot, tmp_path: Path) -> None:
    error = refused(snapshot, tmp_path / name)
    assert error.code == "segue.E.target_format_unknown"
    assert all(f".{known}" in error.hint for known in FORMATS)
    assert not list(tmp_path.iterdir())


def test_targets_that_cannot_be_written(snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "folder.xspf").mkdir()
    (tmp_path / "file").touch()
    for name in ("no/such/list.m3u8", "folder.xspf", "file/list.m3u8", "nul\0.m3u8", "x" * 300 + ".m3u8"):
        error = refused(snapshot, tmp_path / name)
        assert error.code == "segue.E.target_unwritable", name
        assert error.hint
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder.xspf"]


def test_tracks_without_files_are_told(snapshot: Snapshot) -> None:
    gone = [Track(id="left the catalogue", title="Gone", artist="Ada")]
    rendered = render(playlist(tracks=gone), snapshot, "m3u8")
    assert rendered.data.decode().splitlines()[2:] == ["# not in a file: Ada - Gone"]
    assert rendered.notes == ("1 of 1 tracks have no file or address: they stand as comments.",)
    assert render(playlist(tracks=TRACKS[:2]), snapshot, "m3u8").notes == ()


def test_the_way_goes_through_real_folders(tmp_path: Path) -> None:
    song = tmp_path / "music" / "Ada" / "1.ogg"
    song.parent.mkdir(parents=True)
    song.touch()
    (tmp_path / "deep" / "lists").mkdir(parents=True)
    (tmp_path / "short").symlink_to(tmp_path / "deep" / "lists")
    for folder in ("deep/lists", "short", "music", "music/Ada", "."):
        way = relative(str(song), tmp_path / folder)
        assert (tmp_path / folder / way).samefile(song)
        assert not Path(way).is_absolute()


@pytest.mark.parametrize(
    ("location", "line"),
    [
        ("/m/a.ogg", "a.ogg"), ("/m/#a.ogg", "./#a.ogg"), ("/m/ a.ogg", "./ a.ogg"), ("/m/a:b/c.ogg", "./a:b/c.ogg"),
        ("/m/a.ogg ", "file:///m/a.ogg%20"), ("/m/a\rb.ogg", "file:///m/a%0Db.ogg"), ("/n/a.ogg", "../n/a.ogg"),
        ("/m/100%.ogg", "100%.ogg"), ("/m/\udce9.ogg", "file:///m/%E9.ogg"), ("https://h/a\nb", "https://h/a%0Ab"),
        ("relative/a.ogg", "relative/a.ogg"),
    ],
)  # fmt: skip
def test_places(location: str, line: str) -> None:
    assert place(location, Path("/m")) == line


@given(st.text(min_size=1, max_size=30).filter(lambda text: "\0" not in text and "/" not in text))
def test_a_place_is_one_line_that_no_reader_takes_for_a_comment(name: str) -> None:
    for base in (None, Path("/music/lists")):
        line = place(f"/music/{name}", base)
        assert len(line.splitlines()) == 1
        assert line == line.strip()
        assert not line.startswith("#")
        line.encode()
