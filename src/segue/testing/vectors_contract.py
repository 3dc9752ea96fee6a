"""What every `segue.catalogue.vectorindex.VectorIndex` keeps. A new adapter's test is a subclass with one fixture:

class TestMyIndex(VectorsContract):
    @pytest.fixture
    def make(self, tmp_path):
        return lambda vectors, gone, behind: MyIndex(…)
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from segue.catalogue.vectorindex import ExactIndex, VectorIndex, recall
from segue.music import Bools, Floats, Rows

Make = Callable[[Floats, Rows, int], VectorIndex]
"""An index over vectors of which some rows are gone, and the last so many came after it was built."""
_NONE: Rows = np.empty(0, np.int32)
N, WIDTH = 4_000, 16


def clusters(n: int, seed: int = 1) -> Floats:
    """Unit vectors in clusters, as music is; some are equal, one in fifty is zero."""
    chance = np.random.default_rng(seed)
    centres = chance.normal(size=(max(1, n // 40), WIDTH))
    found = centres[chance.integers(len(centres), size=n)] + 0.4 * chance.normal(size=(n, WIDTH))
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    found[::50] = 0
    found[1::97] = found[1] if n > 1 else 0
    return found.astype(np.float32)


class VectorsContract:
    """The contract, one promise a test."""

    @pytest.fixture
    def make(self) -> Make:
        """How to make an index; the subclass tells."""
        raise NotImplementedError

    def test_the_best_come_first_with_their_scores(self, make: Make) -> None:
        """Scores are exact and fall; of equal ones the lower row comes first."""
        vectors = clusters(N)
        rows, scores = make(vectors, _NONE, 0).nearest(vectors[1], 50)
        assert len(rows) == len(scores) == 50
        assert np.allclose(scores, vectors[rows] @ vectors[1], atol=1e-5)
        assert list(zip(-scores, rows, strict=True)) == sorted(zip(-scores, rows, strict=True))
        assert rows[0] == 1

    def test_nearly_all_true_neighbours_are_found(self, make: Make) -> None:
        """Recall of at least 0.97."""
        vectors = clusters(N)
        assert recall(make(vectors, _NONE, 0), vectors, _NONE) >= 0.97

    @pytest.mark.parametrize("share", [0.0, 0.01, 0.1, 0.5, 1.0])
    def test_a_filter_is_kept(self, make: Make, share: float) -> None:
        """Nothing outside is found, and of what is inside nearly all."""
        vectors, among = clusters(N), np.random.default_rng(2).random(N) < share
        index, exact = make(vectors, _NONE, 0), ExactIndex(vectors, _NONE)
        for query in vectors[1:40:8]:
            rows, _ = index.nearest(query, 20, among)
            true, _ = exact.nearest(query, 20, among)
            assert among[rows].all()
            assert len(rows) == len(true) == min(20, int(among.sum()))
            assert len(np.intersect1d(rows, true)) >= 0.9 * len(true)

    def test_what_is_gone_is_never_found(self, make: Make) -> None:
        """With a filter and without."""
        vectors = clusters(N)
        gone = np.arange(0, N, 3, dtype=np.int32)
        index, everything = make(vectors, gone, 0), np.ones(N, np.bool_)
        masks: tuple[Bools | None, ...] = (None, everything)
        for among in masks:
            rows, _ = index.nearest(vectors[3], 100, among)
            assert len(rows) == 100
            assert not np.isin(rows, gone).any()

    def test_what_came_after_is_found(self, make: Make) -> None:
        """The vectors behind those that the index was built of."""
        vectors = clusters(N)
        index = make(vectors, _NONE, 100)
        for row in range(N - 99, N, 7):
            rows, scores = index.nearest(vectors[row], 400)
            assert row in rows or scores[-1] >= 1 - 1e-5 or not vectors[row].any()

    def test_more_than_there_are_is_all_of_them(self, make: Make) -> None:
        """In order."""
        vectors = clusters(30)
        rows, scores = make(vectors, np.array([4], np.int32), 0).nearest(vectors[3], 99)
        assert sorted(rows.tolist()) == [row for row in range(30) if row != 4]
        assert (np.diff(scores) <= 0).all()

    @pytest.mark.parametrize("k", [0, -1])
    def test_none_wanted_is_none(self, make: Make, k: int) -> None:
        """No error."""
        vectors = clusters(300)
        assert [len(part) for part in make(vectors, _NONE, 0).nearest(vectors[1], k)] == [0, 0]

    def test_of_nothing_nothing_is_found(self, make: Make) -> None:
        """An empty catalogue."""
        assert len(make(clusters(0), _NONE, 0).nearest(clusters(2)[1], 5)[0]) == 0

    def test_it_is_the_same_every_time(self, make: Make) -> None:
        """Built twice, asked twice."""
        vectors = clusters(N)
        one, other = make(vectors, _NONE, 0), make(vectors, _NONE, 0)
        for query in vectors[1:50:10]:
            found = [index.nearest(query, 60)[0].tolist() for index in (one, one, other)]
            assert found[0] == found[1] == found[2]
