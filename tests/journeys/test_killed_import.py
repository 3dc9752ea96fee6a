"""An import that is killed leaves the old catalogue or the new one, and the next import completes it."""

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from segue.catalogue.home import Home
from segue.catalogue.port import ImportReport
from segue.errors import BadInput
from segue.music import Track

TRACKS = 5_000
KILLS = 10
LONG = "/music/" + 800 * "long/"
"""So long that SQLite writes pages of an import to the disk before it is committed."""


def take_in(home: Home, version: int) -> ImportReport:
    """Import a source whose tracks all carry `version`; every version brings one new track and drops one."""
    with home.store.importing("music") as session:
        for number in range(version, version + TRACKS):
            track = Track(id=f"t{number:06}", title=f"Song of version {version}", location=LONG)
            session.put(track, version.to_bytes(16, "big"))
    home.publish()
    return session.report()


def start(home: Path, version: int) -> "subprocess.Popen[str]":
    """A process that stands right before its import."""
    command = [sys.executable, __file__, str(home), str(version)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def state(home: Home) -> tuple[set[str], int, str]:
    """The titles that the store holds, how many tracks there are, and the first id."""
    tracks = list(home.store.tracks())
    return {track.title for track in tracks}, len(tracks), tracks[0].id


def whole(version: int) -> tuple[set[str], int, str]:
    return {f"Song of version {version}"}, TRACKS, f"t{version:06}"


def seconds_of_an_import(path: Path, version: int) -> float:
    child = start(path, version)
    begun = time.monotonic()
    out, _ = child.communicate(timeout=60)
    assert out == "done\n"
    return time.monotonic() - begun


@pytest.mark.slow
def test_a_killed_import_leaves_the_old_catalogue_or_the_new(tmp_path: Path) -> None:
    path, chance = tmp_path / "home", random.Random(2)
    with closing(Home(path)) as home:
        take_in(home, 0)
        length = seconds_of_an_import(path, 1)
        for version in range(2, KILLS + 2):
            child = start(path, version)
            time.sleep(length * (version - 2 + chance.random()) / KILLS)
            child.kill()
            child.communicate()
            found = state(home)
            assert found in (whole(version - 1), whole(version)), f"killed import {version}"
            assert {home.snapshot(wait=True).titles[row] for row in (0, TRACKS - 1)} == found[0]
            report = take_in(home, version)
            assert report.same + report.changed + report.added == TRACKS
            assert state(home) == whole(version)
            assert home.snapshot().titles[0] == f"Song of version {version}"
        assert not list((path / "snapshots").glob(".tmp-*"))


def test_a_second_process_that_imports_waits_and_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "home"
    with closing(Home(path)) as home, closing(Home(path, wait_s=0.1)) as hasty:
        with home.store.importing("other") as session:
            session.put(Track(id="x", title="Other"), b"x")
            child = start(path, 1)
            with pytest.raises(BadInput) as told:
                take_in(hasty, 1)
            assert told.value.code == "segue.E.import_busy"
            assert child.poll() is None
        out, _ = child.communicate(timeout=60)
        assert (out, home.store.count(), home.snapshot().n) == ("done\n", TRACKS + 1, TRACKS + 1)


def child(path: Path, version: int) -> None:
    """What the process that is killed does."""
    with closing(Home(path)) as home:
        print("ready", flush=True)
        take_in(home, version)
        print("done", flush=True)


if __name__ == "__main__":
    child(Path(sys.argv[1]), int(sys.argv[2]))
