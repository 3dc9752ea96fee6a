"""Plain peers that the bench measures beside Segue: BM25 by bm25s, and the nearest vectors by hnswlib."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.errors import MissingExtra
from segue.music import Floats, Rows


class Bm25:
    """Plain BM25 by bm25s over title, artist, album and labels."""

    def __init__(self, snapshot: Snapshot) -> None:
        try:
            import bm25s
        except ImportError:
            raise MissingExtra("bench", "The baseline of the bench") from None
        self._library: Any = bm25s
        self._index = bm25s.BM25()
        self._index.index(
            bm25s.tokenize(list(_texts(snapshot)), stopwords="en", show_progress=False), show_progress=False
        )

    def top(self, prompt: str, count: int) -> Any:
        """The `count` best documents for `prompt`."""
        tokens = self._library.tokenize(prompt, stopwords="en", show_progress=False)
        return self._index.retrieve(tokens, k=count, show_progress=False)


def _texts(snapshot: Snapshot) -> Iterator[str]:
    for row in snapshot.rows().tolist():
        labels = " ".join(label.label for label in snapshot.labels.of(row))
        yield f"{snapshot.titles[row]} {snapshot.credits[row]} {snapshot.albums[row]} {labels}"


class Hnsw:
    """hnswlib over unit vectors, with the settings its authors name as good ones for search of high recall. Raises
    `MissingExtra` (peers)."""

    def __init__(self, vectors: Floats, *, threads: int) -> None:
        try:
            import hnswlib
        except ImportError:
            raise MissingExtra("peers", "Comparing with hnswlib") from None
        self._index = hnswlib.Index(space="ip", dim=vectors.shape[1])
        self._index.init_index(max_elements=len(vectors), M=16, ef_construction=200, random_seed=1)
        self._index.add_items(vectors, num_threads=threads)
        self._index.set_ef(400)

    def nearest(self, query: Floats, k: int) -> Rows:
        """Rows of the `k` nearest."""
        labels, _ = self._index.knn_query(query, k=k, num_threads=1)
        return np.asarray(labels[0], np.int32)
