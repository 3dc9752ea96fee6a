"""What the tests share: the tiny world, and the measurement data where it lies beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from segue.catalogue.snapshot import Snapshot
from segue.music import Track
from segue.testing.tiny import tiny_tracks, tiny_world

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # how fast the machine is fails no test

SHARED = Path(__file__).parents[1].parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much a fuzz reads; by default little enough for every run."""
    parser.addoption("--fuzz", type=int, default=3_000, metavar="N", help="texts of the fuzz (200000 in full)")
    parser.addoption("--fuzz-from", type=int, default=0, metavar="N", help="number of its first text")


@pytest.fixture(scope="session")
def fuzz(pytestconfig: pytest.Config) -> range:
    """Numbers of the texts that the fuzz reads."""
    first: int = pytestconfig.getoption("--fuzz-from")
    return range(first, first + int(pytestconfig.getoption("--fuzz")))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot of the tiny world."""
    return tiny_world(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_list() -> list[Track]:
    """The tracks of the tiny world as stated."""
    return tiny_tracks()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared measurement data; skips where it is absent."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the shared measurement data does not lie beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def real_home(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the measurement catalogue, imported once; for tests of the xdist group "shared"."""
    folder = tmp_path_factory.mktemp("real") / "home"
    songs = str(shared / "data" / "songs.parquet")
    command = [sys.executable, "-m", "segue", "import", songs, "--home", str(folder), "--json"]
    report = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert report["added"] == 156_788
    assert report["columns"]["genres"] == "genre@artist"
    return folder
