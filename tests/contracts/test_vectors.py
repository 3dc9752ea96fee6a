from pathlib import Path

import numpy as np
import pytest

from segue.catalogue import vectorindex
from segue.catalogue.vectorindex import ExactIndex, FaissIndex, VectorIndex
from segue.music import Floats, Rows
from segue.testing.vectors_contract import Make, VectorsContract, clusters


class TestExactIndex(VectorsContract):
    @pytest.fixture
    def make(self) -> Make:
        return lambda vectors, gone, _: ExactIndex(vectors, gone)


class TestFaissIndex(VectorsContract):
    @pytest.fixture
    def make(self, tmp_path: Path) -> Make:
        pytest.importorskip("faiss")

        def make(vectors: Floats, gone: Rows, behind: int) -> VectorIndex:
            (tmp_path / "vectors.faiss").unlink(missing_ok=True)
            vectorindex.write(tmp_path, "vectors", vectors[: len(vectors) - behind], least=1)
            index = vectorindex.open_index(tmp_path, "vectors", vectors, gone)
            assert isinstance(index, FaissIndex) == bool(len(vectors))
            return index

        return make


def test_a_torn_index_is_not_used(tmp_path: Path) -> None:
    vectors, none = clusters(300), np.empty(0, np.int32)
    (tmp_path / "vectors.faiss").write_bytes(b"torn")
    index = vectorindex.open_index(tmp_path, "vectors", vectors, none)
    assert isinstance(index, ExactIndex)
    assert index.nearest(vectors[1], 1)[0].tolist() == [1]


def test_a_small_catalogue_has_no_index(tmp_path: Path) -> None:
    vectorindex.write(tmp_path, "vectors", clusters(300))
    assert not list(tmp_path.iterdir())
