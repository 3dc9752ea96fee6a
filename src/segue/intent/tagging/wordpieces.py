"""Static vectors of English word pieces: what a word is like, also one that no request of the training holds.

`intent/data/wordpieces.npz` holds 27,558 pieces and, for each, 64 numbers of one byte. `segue.evaluation.wordpieces`
made it from the embedding table of all-MiniLM-L6-v2 (a sentence encoder by the Sentence-Transformers project, Apache
License 2.0), of which it is a projection; the encoder itself is not used.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any, BinaryIO, Final

import numpy as np
import numpy.typing as npt

DIMENSIONS: Final = 64
STEP: Final = 1 / 32
"""What one unit of a stored byte stands for."""
_MOST: Final = 6
"""Pieces of a word that are looked at."""
_LONGEST: Final = 20
"""Letters of a piece, at most."""


class WordPieces:
    """`pieces` (those inside a word begin with "##") and their vectors; shape (pieces, `DIMENSIONS`), bytes."""

    def __init__(self, pieces: Sequence[str], vectors: npt.NDArray[np.int8]) -> None:
        self._row = {piece: at for at, piece in enumerate(pieces)}
        self._vectors = vectors

    def split(self, word: str) -> list[str]:
        """`word` as pieces, the longest that fits taken first; [] where none does (WordPiece, Wu et al., 2016)."""
        found: list[str] = []
        at = 0
        while at < len(word) and len(found) < _MOST:
            ends = range(min(len(word), at + _LONGEST), at, -1)
            inside = "##" if at else ""
            end = next((end for end in ends if inside + word[at:end] in self._row), 0)
            if not end:
                return []
            found.append(inside + word[at:end])
            at = end
        return found

    def vector(self, word: str) -> npt.NDArray[np.float32]:
        """The mean of the vectors of the word's pieces; zeros where it has none. Shape (`DIMENSIONS`,)."""
        rows = [self._row[piece] for piece in self.split(word)]
        if not rows:
            return np.zeros(self._vectors.shape[1], np.float32)
        mean: npt.NDArray[np.float32] = self._vectors[rows].mean(axis=0, dtype=np.float32) * np.float32(STEP)
        return mean

    def save(self, target: BinaryIO) -> None:
        """Write what `load` reads."""
        np.savez_compressed(
            target, pieces=np.frombuffer("\n".join(self._row).encode(), np.uint8), vectors=self._vectors
        )

    @classmethod
    def load(cls, source: BinaryIO) -> WordPieces:
        """The pieces that `save` wrote."""
        held: Any
        with np.load(source) as held:
            return cls(bytes(held["pieces"]).decode().split("\n"), held["vectors"])


@cache
def _shipped() -> WordPieces:
    return WordPieces.load(BytesIO(files("segue.intent").joinpath("data/wordpieces.npz").read_bytes()))


@lru_cache(maxsize=20_000)
def vector_of(word: str) -> npt.NDArray[np.float32]:
    """The vector of a folded word, of the pieces that ship with Segue."""
    return _shipped().vector(word)
