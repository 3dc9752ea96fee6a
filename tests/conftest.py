"""What the tests share: the tiny world, and the measurement data where it lies beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.catalogue.snapshot import Snapshot
from segue.music import Track
from segue.testing.tiny import tiny_tracks, tiny_world

SHARED = Path(__file__).parents[1].parent / "shared"


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
