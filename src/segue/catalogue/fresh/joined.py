"""Columns and indexes of two parts: those of the base, and behind them those of the fresh tracks.

`live` is a mask over the base's rows, False where a track is gone; None where all are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from segue.catalogue import columns_io
from segue.catalogue.keys import Hashes, KeyIndex
from segue.catalogue.sieve import Sieve
from segue.catalogue.spelling import SpellingIndex
from segue.catalogue.strings import Strings
from segue.music import Bools, Rows


class JoinedStrings(Strings):
    """Two columns of text as one: row `n` is the first of `fresh`."""

    def __init__(self, base: Strings, fresh: Strings) -> None:
        self._base, self._fresh, self._n = base, fresh, len(base)

    def __len__(self) -> int:
        return self._n + len(self._fresh)

    def __getitem__(self, row: int) -> str:
        at = row if row >= 0 else row + len(self)
        return self._base[at] if at < self._n else self._fresh[at - self._n]

    def take(self, rows: Iterable[int] | columns_io.Array) -> list[str]:
        """The texts of `rows`, in their order."""
        at = np.asarray(rows, dtype=np.int64)
        later = at >= self._n
        if not later.any():
            return self._base.take(at)
        texts = np.empty(len(at), object)
        texts[~later], texts[later] = self._base.take(at[~later]), self._fresh.take(at[later] - self._n)
        found: list[str] = texts.tolist()
        return found

    def distinct(self) -> columns_io.Array:
        """Rows that hold each text at least once."""
        return np.concatenate((self._base.distinct(), self._fresh.distinct() + self._n))


class JoinedKeys(KeyIndex):
    """Key → rows of tracks that are there, over both parts; the base has `n` rows."""

    def __init__(self, base: KeyIndex, fresh: KeyIndex, n: int, live: Bools | None) -> None:
        self._base, self._fresh, self._n, self._live = base, fresh, n, live

    def find_hashed(self, wanted: np.uint64) -> Rows:
        """Rows of a key by its hash, ascending."""
        found = living(self._base.find_hashed(wanted), self._live)
        fresh = self._fresh.find_hashed(wanted)
        return found if not len(fresh) else np.concatenate((found, fresh + np.int32(self._n)))

    def first_hashed(self, wanted: Hashes) -> Rows:
        """The lowest row of each key by its hash, or -1."""
        found = self._base.first_hashed(wanted)
        if self._live is not None:
            for at in np.flatnonzero((found >= 0) & ~self._live[found]).tolist():
                there = living(self._base.find_hashed(wanted[at]), self._live)
                found[at] = there[0] if len(there) else -1
        missing = np.flatnonzero(found < 0)
        fresh = self._fresh.first_hashed(wanted[missing])
        found[missing] = np.where(fresh >= 0, fresh + np.int32(self._n), -1)
        return found


class JoinedSieve(Sieve):
    """The union of two sets of texts."""

    def __init__(self, base: Sieve, fresh: Sieve) -> None:
        self._base, self._fresh = base.may_hold, fresh.may_hold

    def may_hold(self, place: int) -> bool:
        """Whether a text of that place may be in one of the sets."""
        return self._base(place) or self._fresh(place)


class JoinedSpelling(SpellingIndex):
    """Misspelt key → codes of both parts. `place` tells the codes of the fresh part; `there` which codes of the base
    still mean something."""

    def __init__(
        self,
        base: SpellingIndex,
        fresh: SpellingIndex,
        place: Callable[[Rows], Rows],
        there: Callable[[Rows], Rows],
    ) -> None:
        self._base, self._fresh, self._place, self._there = base, fresh, place, there

    def near(self, key: str) -> Rows:
        """Codes of the names that share a form with `key`, each once."""
        found = self._there(self._base.near(key)), self._place(self._fresh.near(key))
        return np.unique(np.concatenate(found)).astype(np.int32)


def living(rows: Rows, live: Bools | None) -> Rows:
    """Those of the base's `rows` that are there."""
    return rows if live is None else rows[live[rows]]
