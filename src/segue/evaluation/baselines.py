"""Plain ways to rank a catalogue for a conversation, to measure beside: each maps turns to rows, the best first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.errors import MissingExtra
from segue.evaluation.dialogues import DEPTH, Turn
from segue.music import Floats, Rows

_DEEP: Final = 3 * DEPTH
"""Rows that each returns: versions of one song will count once."""
_GENRE: Final = np.float32(2)
_ACT: Final = np.float32(4)
_PRIOR: Final = np.float32(2)
_LIKES: Final = 6
Ranker = Callable[[Turn], Rows]


def texts(snapshot: Snapshot) -> list[str]:
    """What is printed of every track: title, artist, album, and its labels."""
    rows = np.arange(snapshot.n, dtype=np.int32)
    columns = (snapshot.titles.take(rows), snapshot.credits.take(rows), snapshot.albums.take(rows))
    at, codes, _ = snapshot.labels.of_rows(rows)
    borders = np.searchsorted(at, np.arange(snapshot.n + 1))
    words = [snapshot.labels.vocabulary[code] for code in codes.tolist()]
    labels = (" ".join(words[start:end]) for start, end in pairwise(borders.tolist()))
    return [" ".join(parts) for parts in zip(*columns, labels, strict=True)]


class WordScores:
    """BM25 by bm25s, as its own documentation uses it. Raises `MissingExtra` (bench)."""

    def __init__(self, documents: Sequence[str]) -> None:
        try:
            import bm25s
        except ImportError:
            raise MissingExtra("bench", "Comparing with BM25") from None
        self._cut, self._index = bm25s.tokenize, bm25s.BM25()
        self._index.index(self._tokens(documents), show_progress=False)

    def of(self, text: str) -> Floats:
        """A score for every document; shape (documents,)."""
        words = self._cut([text], stopwords="en", return_ids=False, show_progress=False)[0]
        return np.asarray(self._index.get_scores(words), np.float32) if words else self._nothing()

    def _nothing(self) -> Floats:
        return np.zeros(self._index.scores["num_docs"], np.float32)

    def _tokens(self, documents: Sequence[str]) -> object:
        return self._cut(list(documents), stopwords="en", show_progress=False)


def last_words(words: WordScores) -> Ranker:
    """BM25 of what was said last."""
    return lambda turn: _best(words.of(turn.query.said[-1]))


def sketch(words: WordScores, snapshot: Snapshot) -> Ranker:
    """BM25 of all that was said, genres and acts in common with the last likes, and popularity: what an afternoon
    gives."""
    popular = np.nan_to_num(snapshot.numeric("popularity").values, nan=30.0) / np.float32(100)
    acts = snapshot.artists.primary

    def rank(turn: Turn) -> Rows:
        score = words.of(" ".join(turn.query.said)) + _PRIOR * popular
        liked = snapshot.known_rows(turn.query.liked[-_LIKES:])
        if len(liked):
            genres = Counter(snapshot.labels.of_rows(liked)[1].tolist())
            rows, at = snapshot.labels.carriers(np.fromiter(genres, np.int32))
            worth = np.fromiter(genres.values(), float) / len(liked) * snapshot.labels.idf[np.fromiter(genres, int)]
            shared = np.bincount(rows, weights=worth[at], minlength=snapshot.n).astype(np.float32)
            score = (
                score
                + _GENRE * shared / max(shared.max(), np.float32(1))
                + _ACT * np.isin(acts, acts[liked]).astype(np.float32)
            )
        return _best(score)

    return rank


class Encoder:
    """WordLlama's static sentence vectors. Raises `MissingExtra` (encoder)."""

    def __init__(self, documents: Sequence[str]) -> None:
        try:
            import wordllama
        except ImportError:
            raise MissingExtra("encoder", "Comparing with a sentence encoder") from None
        # The weights lie in the package; without its folder named, it would look for them on a network.
        self._model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent)
        self.documents = self.embed(documents)

    def embed(self, given: Sequence[str]) -> Floats:
        """Unit vectors, float32[len(given), 256]."""
        return np.asarray(self._model.embed(list(given), norm=True), np.float32)

    def rank(self, turn: Turn) -> Rows:
        """All documents by cosine to all that was said."""
        return _best(self.documents @ self.embed([" ".join(turn.query.said)])[0])


def _best(scores: Floats) -> Rows:
    some = np.argpartition(-scores, min(_DEEP, len(scores) - 1))[:_DEEP]
    return some[np.lexsort((some, -scores[some]))].astype(np.int32)
