from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from segue.playlists import PlaylistStore, SqlitePlaylists
from segue.testing.fakes import FakePlaylists
from segue.testing.playlists_contract import PlaylistsContract


class TestSqlitePlaylists(PlaylistsContract):
    @pytest.fixture
    def playlists(self, tmp_path: Path) -> Iterator[PlaylistStore]:
        with closing(SqlitePlaylists(tmp_path / "playlists.db")) as playlists:
            yield playlists


class TestFakePlaylists(PlaylistsContract):
    @pytest.fixture
    def playlists(self) -> PlaylistStore:
        return FakePlaylists()
