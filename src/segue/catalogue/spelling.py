"""Finding a name that was misspelt: each name is filed under itself, itself less any one letter, and its skeleton.

Two texts that are one slip apart (a letter left out, added, changed, or swapped with its neighbour) share a form, and
so do most that sound alike. What is found is compared letter by letter before it counts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.knowledge.spelling import skeleton, squashed
from segue.music import Rows

_LEAST: Final = 4
_MOST: Final = 32
"""Letters of a name that is filed."""
_CROWD: Final = 48
"""Names under one form from which it says too little."""


class SpellingIndex:
    """Misspelt key → codes of names that it may mean."""

    def __init__(self, forms: npt.NDArray[np.uint32], codes: Rows) -> None:
        self._forms, self._codes = forms, codes

    @classmethod
    def of(cls, columns: Columns, name: str) -> SpellingIndex:
        """The index that `write` left under that name."""
        return cls(columns[f"{name}.forms"], columns[f"{name}.meant"])

    def near(self, key: str) -> Rows:
        """Codes of the names that share a form with `key`, each once, in no order; mostly none to five."""
        wanted = np.fromiter(_forms(squashed(key)), np.uint32)
        low, high = self._forms.searchsorted(wanted), self._forms.searchsorted(wanted, "right")
        spans = [(a, b) for a, b in zip(low.tolist(), high.tolist(), strict=True) if 0 < b - a <= _CROWD]
        if not spans:
            return np.empty(0, np.int32)
        codes: Rows = np.unique(np.concatenate([self._codes[a:b] for a, b in spans]))
        return codes


def write(columns: ColumnsWriter, name: str, keys: Iterable[tuple[int, str]]) -> None:
    """Write the index of the `keys`, each with the code that it is found as."""
    forms, codes = array("I"), array("i")
    for code, key in keys:
        before = len(forms)
        forms.extend(_forms(squashed(key)))
        codes.extend([code] * (len(forms) - before))
    hashes = np.asarray(forms, np.uint32)
    order = np.argsort(hashes, kind="stable")
    columns.save(f"{name}.forms", hashes[order])
    columns.save(f"{name}.meant", np.asarray(codes, np.int32)[order])


def _forms(letters: str) -> Iterator[int]:
    """What a name is filed under; the skeleton is set apart by its mark."""
    if not _LEAST <= len(letters) <= _MOST:
        return
    data = letters.encode("utf-8", "surrogatepass")
    yield crc32(data)
    for at in range(len(data)):
        yield crc32(data[:at] + data[at + 1 :])
    yield crc32(b"~" + skeleton(letters).encode("utf-8", "surrogatepass"))
