"""The nearest of unit vectors, by inner product: exact, or by FAISS where there are many and it is installed.

FAISS's index (an inverted file of 8-bit vectors) lies beside the columns, NAME.faiss, and is mapped like them. It
proposes; what it proposes is scored anew by the exact vectors. Tracks that came after it was built are compared one by
one, and so are all that a filter keeps where it keeps few. How many lists are looked at is settled at the build, by the
recall on some of the catalogue's own vectors. The contract every index keeps is `segue.testing.vectors_contract`.
"""

from __future__ import annotations

import errno
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from segue.catalogue.best import best
from segue.music import Bools, Floats, Rows

LARGE: Final = 250_000
"""Vectors from which an index is built: up to here comparing with each takes a few milliseconds."""
RECALL: Final = 0.985
"""Recall@200 that the number of lists is chosen for."""
FEW: Final = 0.12
"""Share of tracks kept by a filter up to which all that it keeps are compared."""
NEIGHBOURS: Final = 200
SAMPLED: Final = 64
"""Vectors on which recall is measured."""
_MORE: Final = 2
"""How many times as many as wanted are proposed before they are scored exactly."""
_TRAINED_ON: Final = 48
"""Vectors a list that the lists are trained on."""


class VectorIndex(Protocol):
    """Finds the nearest among `n` unit vectors."""

    name: str
    """How it looks, in a word: exact, faiss."""

    def nearest(self, query: Floats, k: int, among: Bools | None = None) -> tuple[Rows, Floats]:
        """Up to `k` rows with the largest inner product with `query` (float32[d]), best first and of equal ones the
        lower, with that product. `among`: a mask (n,) of the rows that may be found; rows that are gone never are."""


class ExactIndex:
    """Compares with every vector. `vectors`: float32[n, d]; `gone`: rows that are not there."""

    name = "exact"

    def __init__(self, vectors: Floats, gone: Rows) -> None:
        self._vectors, self._gone = vectors, gone

    def nearest(self, query: Floats, k: int, among: Bools | None = None) -> tuple[Rows, Floats]:
        """See `VectorIndex`."""
        if among is None and not len(self._gone):
            rows = np.arange(len(self._vectors), dtype=np.int32)
        else:
            rows = np.flatnonzero(kept(len(self._vectors), among, self._gone)).astype(np.int32)
        return self.among(query, k, rows)

    def among(self, query: Floats, k: int, rows: Rows) -> tuple[Rows, Floats]:
        """The nearest of `rows`, which ascend."""
        everything = len(rows) == len(self._vectors)
        vectors = self._vectors if everything else self._vectors[rows]
        return best(rows, np.asarray(vectors @ query, np.float32), k)


class FaissIndex:
    """Asks the index that `write` left for the first of `vectors`, and compares with all that stand behind those."""

    name = "faiss"

    def __init__(self, faiss: Any, path: Path, vectors: Floats, gone: Rows) -> None:
        """`faiss` is the library. Raises `OSError` where `path` cannot be read."""
        self._faiss, self._vectors, self._gone = faiss, vectors, gone
        try:
            self._index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP)
        except RuntimeError as error:
            raise OSError(errno.EIO, f"The vector index cannot be read: {error}") from error
        self._exact = ExactIndex(vectors, gone)
        self._behind = np.arange(self._index.ntotal, len(vectors), dtype=np.int32)

    def nearest(self, query: Floats, k: int, among: Bools | None = None) -> tuple[Rows, Floats]:
        """See `VectorIndex`."""
        n = len(self._vectors)
        mask = kept(n, among, self._gone) if among is not None or len(self._gone) else None
        share = 1.0 if mask is None else float(np.count_nonzero(mask)) / n
        if share <= FEW or k <= 0 or _MORE * k >= share * n:
            return self._exact.nearest(query, k, among)
        proposed = self._proposed(query, _MORE * k, mask, share)
        behind = self._behind if mask is None else self._behind[mask[self._behind]]
        rows = np.concatenate((np.sort(proposed), behind)).astype(np.int32)
        found = self._exact.among(query, k, rows)
        return found if len(found[0]) == k else self._exact.nearest(query, k, among)

    def _proposed(self, query: Floats, count: int, mask: Bools | None, share: float) -> Rows:
        index, faiss = self._index, self._faiss
        lists = min(index.nlist, max(index.nprobe, round(index.nprobe / share)))
        bits = None if mask is None else np.packbits(mask[: index.ntotal], bitorder="little")
        selector = None if bits is None else faiss.IDSelectorBitmap(index.ntotal, faiss.swig_ptr(bits))
        asked = faiss.SearchParametersIVF(nprobe=lists, sel=selector)
        _, rows = index.search(np.ascontiguousarray(query[None], np.float32), count, params=asked)
        found: Rows = rows[0][rows[0] >= 0].astype(np.int32)
        return found


def kept(n: int, among: Bools | None, gone: Rows) -> Bools:
    """Mask (n,) of the rows that may be found."""
    mask = np.ones(n, np.bool_) if among is None else among
    if len(gone):
        mask = mask.copy()
        mask[gone] = False
    return mask


def open_index(folder: Path, name: str, vectors: Floats, gone: Rows) -> VectorIndex:
    """The index of the column `name` in `folder`, where there is one and FAISS to read it, else an exact one."""
    path, faiss = folder / f"{name}.faiss", library()
    if faiss is None or not path.exists():
        return ExactIndex(vectors, gone)
    try:
        return FaissIndex(faiss, path, vectors, gone)
    except OSError:  # torn, or of a library that writes otherwise: slower, but right
        return ExactIndex(vectors, gone)


def write(folder: Path, name: str, vectors: Floats, *, least: int = LARGE) -> None:
    """Build the index of the column `name` where there are `least` vectors or more and FAISS is installed. The same
    vectors give the same index. Raises `OSError` where the disk refuses."""
    faiss = library()
    n, width = vectors.shape
    if faiss is None or n < max(least, 1):
        return
    lists = 1 << max(4, round(np.log2(2 * np.sqrt(n))))
    index = faiss.index_factory(width, f"IVF{min(lists, n)},SQ8", faiss.METRIC_INNER_PRODUCT)
    index.cp.seed, index.cp.min_points_per_centroid = 1, 1
    step = max(1, n // (_TRAINED_ON * lists))
    index.train(np.ascontiguousarray(vectors[::step]))
    index.add(np.ascontiguousarray(vectors))
    index.nprobe = _lists_needed(index, vectors)
    try:
        faiss.write_index(index, str(folder / f"{name}.faiss"))
    except RuntimeError as error:
        raise OSError(errno.EIO, f"The vector index cannot be written: {error}") from error


def _lists_needed(index: Any, vectors: Floats) -> int:
    """The fewest lists, doubling, that find `RECALL` of the true neighbours of a sample."""
    queries = sample(vectors, SAMPLED)
    k = min(NEIGHBOURS, len(vectors) // _MORE or 1)
    true = [set(ExactIndex(vectors, np.empty(0, np.int32)).nearest(q, k)[0].tolist()) for q in queries]
    lists = 1
    while lists < index.nlist:
        index.nprobe = lists
        _, found = index.search(queries, _MORE * k)
        if np.mean([len(t & set(f.tolist())) / len(t) for t, f in zip(true, found, strict=True)]) >= RECALL:
            break
        lists *= 2
    return min(lists, int(index.nlist))


def sample(vectors: Floats, count: int) -> Floats:
    """`count` of the vectors that say something, evenly spread; float32[<=count, d]."""
    telling = np.flatnonzero(np.abs(vectors).sum(axis=1) > 0)
    return np.ascontiguousarray(vectors[telling[:: max(1, len(telling) // count)][:count]], np.float32)


def recall(index: VectorIndex, vectors: Floats, gone: Rows, count: int = SAMPLED) -> float:
    """Share of the true `NEIGHBOURS` nearest that `index` finds, over `count` of the vectors themselves; 0–1."""
    exact, queries = ExactIndex(vectors, gone), sample(vectors, count)
    if not len(queries):
        return 1.0
    shares = []
    for query in queries:
        true = exact.nearest(query, NEIGHBOURS)[0]
        found = index.nearest(query, NEIGHBOURS)[0]
        shares.append(len(np.intersect1d(true, found)) / max(len(true), 1))
    return float(np.mean(shares))


@lru_cache(maxsize=1)
def library() -> Any:
    """The module `faiss`, or None where the extra `vectors` is not installed."""
    try:
        import faiss
    except ImportError:
        return None
    return faiss
