from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from segue.catalogue.port import CatalogueStore
from segue.catalogue.sqlite import SqliteStore
from segue.testing.fakes import FakeStore
from segue.testing.store_contract import StoreContract


class TestSqliteStore(StoreContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[CatalogueStore]:
        with closing(SqliteStore(tmp_path / "catalogue.db", wait_s=0.2)) as store:
            yield store


class TestFakeStore(StoreContract):
    @pytest.fixture
    def store(self) -> CatalogueStore:
        return FakeStore()
