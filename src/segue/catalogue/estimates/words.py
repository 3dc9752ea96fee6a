"""The words of titles and of albums: a remix, an interlude or a live album sounds like one."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
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
        self._codes, self._counts = array("i"), array("i")

    def add(self, title: Iterable[str], album: Iterable[str]) -> None:
        """Take the words of the next track's title and album (`segue.knowledge.names.words`)."""
        code_of, before = self._code_of, len(self._codes)
        texts = dict.fromkeys((*title, *(f"on {word}" for word in album)))
        self._codes.extend([code_of.setdefault(text, len(code_of)) for text in texts])
        self._counts.append(len(self._codes) - before)

    def finish(self) -> Words:
        """All pairs."""
        counts = np.asarray(self._counts, np.int32)
        return Words(np.repeat(np.arange(len(counts), dtype=np.int32), counts), np.asarray(self._codes, np.int32))
