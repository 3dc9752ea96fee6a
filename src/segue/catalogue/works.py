"""Titles of tracks and albums as prompts name them: what they begin with, whose they are, and what is nearly one."""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.catalogue import sieve, spelling
from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.keys import Hashes, KeyIndex
from segue.catalogue.sieve import Sieve
from segue.catalogue.spelling import SpellingIndex
from segue.catalogue.strings import Strings
from segue.knowledge import names
from segue.music import Codes, Rows

LONGEST: Final = 9
"""Words of a title up to which `Works.beginnings` knows it."""
_FILED: Final = 20_000
"""Titles whose misspellings are told: those of the most popular tracks."""
_WORDY: Final = 8
"""Letters from which a title can be told by a misspelling."""
_POPULAR: Final = 40.0
"""Popularity from which a track is well known."""
_EVERYDAY: Final = 12_000
"""A word is everyday language when it stands in one title of so many, and in no fewer than `_TITLES`."""
_SURELY: Final = 256
"""Bits for each everyday word."""
_TITLES: Final = 10
_BYTES: Final = 8
"""Of each title's words so many bytes are kept as a number."""
_MOST_WORDS: Final = 255


class Forms:
    """How titles begin and how long they are, by track, so that no title need be read to tell which do not match."""

    def __init__(self, columns: Columns, titles: Strings) -> None:
        self._titles = titles
        self._openings: Hashes = columns["title.opening"]
        self._lengths: Codes = columns["title.words"]

    def opening(self, start: str) -> Rows:
        """Tracks whose title, as `names.words` one space apart, begins with `start`; ascending."""
        begin = start.encode("utf-8", "surrogatepass")
        unread = np.uint64(8 * max(0, _BYTES - len(begin)))
        alike = (self._openings >> unread) == (np.uint64(_opening(start)) >> unread) if begin else self._openings >= 0
        rows = np.flatnonzero(alike).astype(np.int32)
        if len(begin) <= _BYTES:
            return rows
        found = (" ".join(names.words(title)).startswith(start) for title in self._titles.take(rows))
        longer: Rows = rows[np.fromiter(found, np.bool_, len(rows))]
        return longer

    def of_length(self, words: int) -> Rows:
        """Tracks whose title has so many words, what stands in brackets or behind a dash left away; ascending."""
        return np.flatnonzero(self._lengths == min(words, _MOST_WORDS)).astype(np.int32)


def _opening(text: str) -> int:
    first = text.encode("utf-8", "surrogatepass")[:_BYTES]
    return int.from_bytes(first.ljust(_BYTES, b"\0"), "big")


def _plain_length(title: str) -> int:
    return min(len(title.split(" (")[0].split(" [")[0].split(" - ")[0].split()), _MOST_WORDS)


@dataclass(frozen=True)
class Works:
    """Titles of tracks and of albums, by `names.title_key`."""

    titles: Strings
    by_title: KeyIndex
    by_album: KeyIndex
    spelling: SpellingIndex
    everyday_words: Sieve
    beginnings: Sieve
    """What the keys of tracks and albums begin with, up to `LONGEST` words."""
    forms: Forms

    @classmethod
    def of(cls, columns: Columns, titles: Strings) -> Works:
        """What `WorksWriter` left, with the titles of all tracks."""
        return cls(
            titles, KeyIndex.of(columns, "title"), KeyIndex.of(columns, "album"), SpellingIndex.of(columns, "title"),
            Sieve.of(columns, "everyday"), Sieve.of(columns, "work"), Forms(columns, titles),
        )  # fmt: skip

    def tracks(self, key: str) -> Rows:
        """Tracks whose title is `key`, versions included; ascending."""
        return self.by_title.find(key)

    def albums(self, key: str) -> Rows:
        """Tracks of the albums whose title is `key`; ascending."""
        return self.by_album.find(key)

    def first(self, wanted: Sequence[str]) -> Rows:
        """For each key a track of that title or of an album of it, or -1; shape (len(wanted),)."""
        tracks = self.by_title.first(wanted)
        return np.where(tracks >= 0, tracks, self.by_album.first(wanted)).astype(np.int32)

    def near(self, key: str) -> list[tuple[int, str]]:
        """Well-known tracks that a misspelt title may mean, each with its key, to be compared with `key`."""
        return [(row, names.title_key(self.titles[row])) for row in self.spelling.near(key).tolist()]

    def everyday(self, word: str) -> bool:
        """Whether many titles hold the word: then it is a word of a language before it is a name."""
        return self.everyday_words.may_hold(sieve.place(word))


class WorksWriter:
    """Gathers titles while tracks stream by."""

    def __init__(self) -> None:
        self._places = array("I")
        self._openings, self._lengths = array("Q"), array("B")
        self._filed: dict[str, tuple[float, int]] = {}
        self.titled: dict[str, int] = {}
        """Of each word, how many titles hold it."""

    def add_track(self, row: int, title: str, key: str, words: Sequence[str], popularity: float) -> None:
        """Take a track's title, its key and its words. `popularity` is 0 where unknown."""
        self.add(key)
        self._openings.append(_opening(" ".join(words)))
        self._lengths.append(_plain_length(title))
        titled = self.titled
        for word in words:
            titled[word] = titled.get(word, 0) + 1
        filed = self._filed
        worth = len(key) >= _WORDY and (popularity >= _POPULAR or len(filed) < _FILED)
        if worth and (key not in filed or popularity > filed[key][0]):
            filed[key] = popularity, row

    def add(self, key: str) -> None:
        """Take the title key of an album."""
        self._places.extend(sieve.beginnings(key, LONGEST))

    def write(self, columns: ColumnsWriter, n: int, room: int) -> None:
        """Write the index of `n` tracks, with `room` for so many more."""
        columns.save_by_track("title.opening", np.asarray(self._openings, np.uint64), room)
        columns.save_by_track("title.words", np.asarray(self._lengths, np.uint8), room)
        sieve.write(columns, "work", self._places)
        least = max(_TITLES, n // _EVERYDAY)
        everyday = array("I", (sieve.place(word) for word, held in self.titled.items() if held >= least))
        sieve.write(columns, "everyday", everyday, _SURELY)
        best = heapq.nlargest(_FILED, self._filed.items(), key=lambda entry: (entry[1][0], -entry[1][1]))
        spelling.write(columns, "title", ((row, key) for key, (_, row) in best))
