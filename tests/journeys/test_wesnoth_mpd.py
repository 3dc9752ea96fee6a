"""From a folder of real music to a real player: Debian's wesnoth-1.16-music by its tags, as M3U8, into Debian's MPD.

    apt-get install wesnoth-1.16-music mpd

Without either the journey is skipped with a notice. MPD runs on its own configuration, a socket in a folder of its own,
and an output that plays to nobody.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import mpd
import msgspec
import pytest
from click.testing import CliRunner

from segue.catalogue.home import Home
from segue.catalogue.importers import import_source
from segue.catalogue.port import ImportReport
from segue.cli.group import load
from segue.music import Playlist

MUSIC = Path("/usr/share/games/wesnoth/1.16/data/core/music")
PATIENCE_S = 20.0

pytestmark = pytest.mark.skipif(
    not MUSIC.is_dir() or shutil.which("mpd") is None,
    reason="needs Debian's wesnoth-1.16-music and mpd: apt-get install wesnoth-1.16-music mpd",
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A music folder with the package's folder in it, under a name with blanks and letters beyond ASCII."""
    folder = tmp_path_factory.mktemp("journey") / "music"
    (folder / "lists").mkdir(parents=True)
    (folder / "Kampf um Wesnoth – Musik").symlink_to(MUSIC)
    return folder


@pytest.fixture(scope="module")
def home(library: Path) -> Iterator[Home]:
    opened = Home(library.parent / "home")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def report(home: Home, library: Path) -> ImportReport:
    return import_source(home, str(library), kind=None, columns={}, progress=None)


def test_the_folder_imports_from_its_tags(report: ImportReport, home: Home, library: Path) -> None:
    files = sorted(MUSIC.glob("*.ogg"))
    assert report.added == len(files)
    assert report.rejected == ()
    again = import_source(home, str(library), kind="files", columns={}, progress=None)
    assert (again.added, again.changed, again.removed, again.same) == (0, 0, 0, len(files))
    tracks = {track.title: track for track in home.store.tracks()}
    minstrels = tracks["Traveling Minstrels"]
    assert (minstrels.artist, minstrels.album) == ("Mattias Westlund", "The Battle for Wesnoth OST")
    assert (minstrels.album_artist, minstrels.release) == ("Wesnoth Project", "2008")
    assert minstrels.labels["genre"].values == ("Romantic Classical",)
    assert minstrels.values["duration_ms"].value == 215_064
    assert minstrels.values["year"].source == "tag"
    # The one file without any tag goes by its name.
    assert tracks["silence"].artist == ""


@contextmanager
def player(library: Path) -> Iterator[mpd.MPDClient]:
    """A fresh MPD over `library`, its database read."""
    with tempfile.TemporaryDirectory(prefix="mpd-") as place:
        folder = Path(place)
        folder.joinpath("mpd.conf").write_text(
            f'music_directory "{library}"\nplaylist_directory "{folder}"\ndb_file "{folder}/db"\n'
            f'bind_to_address "{folder}/socket"\nlog_file "{folder}/log"\nfollow_outside_symlinks "yes"\n'
            'audio_output {\n type "null"\n name "nobody"\n}\n'
        )
        with subprocess.Popen(["mpd", "--no-daemon", str(folder / "mpd.conf")]) as process:
            client = mpd.MPDClient()
            try:
                connect(client, folder / "socket")
                client.update()
                wait(lambda: "updating_db" not in client.status(), "MPD has read its music folder")
                yield client
                client.disconnect()
            finally:
                process.terminate()


def connect(client: mpd.MPDClient, socket: Path) -> None:
    wait(socket.exists, "MPD listens")
    client.connect(str(socket))


def wait(until: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not until():
        assert time.monotonic() < end, f"not within {PATIENCE_S} s: {what}"
        time.sleep(0.05)


def test_its_playlist_opens_in_a_real_player(report: ImportReport, home: Home, library: Path) -> None:
    snapshot, target = home.snapshot(), library / "lists" / "evening.m3u8"
    run = CliRunner().invoke(
        load("make"), ["12 orchestral tracks", "--seed", "1", "--home", str(home.path), "--out", str(target), "--json"]
    )
    assert run.exit_code == 0, run.output
    made = msgspec.json.decode(run.stdout, type=Playlist)
    assert len(made.tracks) == 12
    assert all(not line.startswith("/") for line in (library / "lists" / "evening.m3u8").read_text().splitlines())
    with player(library) as client:
        client.load("lists/evening.m3u8")
        queue = client.playlistinfo()
        assert [(library / song["file"]).resolve() for song in queue] == [
            Path(snapshot.locations[int(row)]).resolve()
            for row in snapshot.rows_of([slot.track_id for slot in made.tracks])
        ]
        for song, slot in zip(queue, made.tracks, strict=True):
            assert float(song["duration"]) == pytest.approx((slot.duration_ms or 0) / 1000, abs=0.6)
        client.play(3)
        wait(lambda: float(client.status().get("elapsed", 0)) > 0, "it plays")
        assert client.status()["state"] == "play"
        assert client.currentsong()["pos"] == "3"
        assert "error" not in client.status()
