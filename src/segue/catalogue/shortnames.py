"""What acts are called for short: a last name, the end of a long name, its initials, where no other act comes close."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from segue.catalogue import keys
from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.keys import KeyIndex

_KNOWN: Final = 12
"""Tracks from which an act is called by less than its name."""
_CLEAR: Final = 0.75
"""Share of the tracks by acts of that short name which must be the act's own."""
_SPEAKING: Final = 0.6
"""How much a word must speak for the act: its tracks over those and the titles that hold the word."""
_INITIALS: Final = 3
"""Words from which a name has initials that people use."""


class ShortNames:
    """Short name → the code of the one act that it stands for."""

    def __init__(self, columns: Columns) -> None:
        self._index = KeyIndex.of(columns, "shortname")

    def find(self, key: str) -> int | None:
        """The act that goes by `key` (an artist key), or None."""
        found = self._index.find(key)
        return int(found[0]) if len(found) else None


def write(columns: ColumnsWriter, acts: Sequence[tuple[int, str, int]], titled: Mapping[str, int]) -> None:
    """Write the index. `acts`: code, key and tracks of each; `titled`: of words, how many titles hold them."""
    known = {short for _, key, tracks in acts if tracks >= _KNOWN for short in _shortened(key)}
    by_short: dict[str, list[tuple[int, int, str]]] = {short: [] for short in known}
    for code, key, tracks in acts:
        for short in known.intersection(_shortened(key)) if tracks else ():
            by_short[short].append((tracks, code, key))
    hashes, codes = array("Q"), array("i")
    for short, called in by_short.items():
        clear = _clearest(called)
        if clear is not None and _speaks(short, max(called)[0], titled):
            hashes.append(keys.hash64(short))
            codes.append(clear)
    order = np.argsort(np.asarray(hashes, np.uint64), kind="stable")
    columns.save("shortname.hashes", np.asarray(hashes, np.uint64)[order])
    columns.save("shortname.rows", np.asarray(codes, np.int32)[order])


def _shortened(key: str) -> Iterator[str]:
    words = key.split()
    for start in range(1, len(words)):
        yield " ".join(words[start:]).removeprefix("the ")
    if len(words) == 2 and len(words[0]) > 3:
        yield words[0]
    if len(words) >= _INITIALS:
        yield "".join(word[0] for word in words)


def _clearest(called: list[tuple[int, int, str]]) -> int | None:
    """The act with by far the most tracks; acts whose name only adds to its own do not count against it."""
    tracks, code, key = max(called)
    others = sum(n for n, _, other in called if key not in other)
    return code if tracks >= _KNOWN and tracks >= _CLEAR * (tracks + others) else None


def _speaks(short: str, tracks: int, titled: Mapping[str, int]) -> bool:
    return " " in short or tracks >= _SPEAKING * (tracks + titled.get(short, 0))
