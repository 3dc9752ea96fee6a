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
_EVER, _GENRE, _ACT, _PRIOR = (np.float32(weight) for weight in (0.3, 1, 0.3, 0.5))
"""Weights of the sketch beside that of the last words, which is 1; the best of five settings tried on the dialogues,
so they flatter it."""
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
    """BM25 of what was said last and of all that was said, genres and acts in common with the last likes, and
    popularity, each 0–1: what an afternoon gives."""
    popular = np.nan_to_num(snapshot.numeric("popularity").values, nan=30.0) / np.float32(100)
    acts = snapshot.artists.primary

    def rank(turn: Turn) -> Rows:
        said, liked = turn.query.said, snapshot.known_rows(turn.query.liked[-_LIKES:])
        score = _scaled(words.of(said[-1])) + _EVER * _scaled(words.of(" ".join(said))) + _PRIOR * popular
        if len(liked):
            score += _GENRE * _scaled(_shared(snapshot, liked)) + _ACT * np.isin(acts, acts[liked]).astype(np.float32)
        return _best(score)

    return rank


def _shared(snapshot: Snapshot, liked: Rows) -> Floats:
    """For each track the labels that it has in common with the liked ones, by idf; shape (n,)."""
    counts = Counter(snapshot.labels.of_rows(liked)[1].tolist())
    codes = np.fromiter(counts, np.int32)
    rows, at = snapshot.labels.carriers(codes)
    worth = np.fromiter(counts.values(), float) * snapshot.labels.idf[codes]
    return np.bincount(rows, weights=worth[at], minlength=snapshot.n).astype(np.float32)


def _scaled(scores: Floats) -> Floats:
    return np.asarray(scores / max(scores.max(initial=0), np.float32(1e-9)), np.float32)


class Encoder:
    """WordLlama's static sentence vectors. Raises `MissingExtra` (peers)."""

    def __init__(self, documents: Sequence[str]) -> None:
        try:
            import wordllama
        except ImportError:
            raise MissingExtra("peers", "Comparing with a sentence encoder") from None
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
