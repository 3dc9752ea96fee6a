"""The words of titles and of albums: a remix, an interlude or a live album sounds like one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from segue.music import Rows


@dataclass(frozen=True)
class Words:
    """(track, word) pairs, ordered by row, each once. A word of a title and the same of an album have two codes."""

    row: Rows
    code: Rows


class WordsWriter:
    """Gathers the words of a stream of tracks."""

    def __init__(self) -> None:
        self._code_of: dict[str, int] = {}
        self._of_album: dict[str, tuple[int, ...]] = {}
        self._codes, self._counts = array("i"), array("i")

    def add(self, title: Sequence[str], album: str) -> None:
        """Take the words of the next track's title and album, as `segue.knowledge.names.words` has them; those of the
        album one space apart."""
        code_of, codes = self._code_of, self._of_album.get(album)
        if codes is None:
            codes = self._of_album[album] = self._coded(album)
        told = (*{code_of.setdefault(word, len(code_of)): None for word in title}, *codes)
        self._codes.extend(told)
        self._counts.append(len(told))

    def _coded(self, album: str) -> tuple[int, ...]:
        return tuple({self._code_of.setdefault(f"on {word}", len(self._code_of)): None for word in album.split()})

    def finish(self) -> Words:
        """All pairs."""
        counts = np.asarray(self._counts, np.int32)
        return Words(np.repeat(np.arange(len(counts), dtype=np.int32), counts), np.asarray(self._codes, np.int32))
