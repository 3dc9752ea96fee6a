"""The artists of base and fresh tracks as one index.

Artists keep the codes that they have in the base; those whom only fresh tracks credit are numbered behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from segue.catalogue.fresh.joined import JoinedSieve, living
from segue.catalogue.nameindex import NameIndex
from segue.music import Bools, Rows


class JoinedArtists(NameIndex):
    """`NameIndex` over the `n` rows of `base` and those of `fresh` behind them.

    `codes` tells by code of the fresh part the code here, `primary` by row the act's. What acts are called for short,
    and how much a name speaks for its act, is as the base knows it where it knows the act.
    """

    def __init__(
        self, base: NameIndex, fresh: NameIndex, codes: Rows, primary: Rows, n: int, live: Bools | None
    ) -> None:
        self._base, self._fresh, self._codes, self._n, self._live = base, fresh, codes, n, live
        self.beginnings = JoinedSieve(base.beginnings, fresh.beginnings)
        self.primary = primary

    @cached_property
    def _fresh_code(self) -> dict[int, int]:
        """By code here: that in the fresh part."""
        return {code: at for at, code in enumerate(self._codes.tolist())}

    def __len__(self) -> int:
        return len(self._base) + int((self._codes >= len(self._base)).sum())

    def find(self, key: str) -> int | None:
        """The code of an artist's key, or None where no track credits it."""
        code = self._base.find(key)
        if code is None:
            fresh = self._fresh.find(key)
            code = None if fresh is None else int(self._codes[fresh])
        return code if code is not None and self._is_there(code) else None

    def all_meant(self, wanted: Sequence[str]) -> Rows:
        """For each artist key the code that `meant` tells, or -1."""
        meant = self._base.all_meant(wanted)
        fresh = self._fresh.all_meant(wanted)
        told = np.where(fresh >= 0, self._codes[fresh], -1) if len(self._codes) else fresh
        meant = np.where((meant >= 0) & self._are_there(meant), meant, told)
        return np.where(self._are_there(meant), meant, -1).astype(np.int32)

    def contains(self, wanted: Sequence[str]) -> Bools:
        """For each artist key, whether a track credits it."""
        return np.array([self.find(key) is not None for key in wanted], np.bool_)

    def near(self, key: str) -> list[tuple[int, str]]:
        """Artists that a misspelt `key` may mean: code and key of each."""
        found = dict(self._base.near(key))
        found |= {int(self._codes[code]): name for code, name in self._fresh.near(key)}
        return [(code, name) for code, name in sorted(found.items()) if self._is_there(code)]

    def called(self, key: str) -> int | None:
        """The code of the one act that is called `key` for short, or None."""
        code = self._base.called(key)
        if code is None:
            fresh = self._fresh.called(key)
            code = None if fresh is None else int(self._codes[fresh])
        return code if code is not None and self._is_there(code) else None

    def speaks(self, code: int) -> float:
        """How much the artist's name speaks for the artist, 0–1."""
        part, at = self._part(code)
        return part.speaks(at)

    def name(self, code: int) -> str:
        """The name in its most common printed form."""
        part, at = self._part(code)
        return part.name(at)

    def key(self, code: int) -> str:
        """The artist key of `code`."""
        part, at = self._part(code)
        return part.key(at)

    def rows(self, code: int) -> Rows:
        """Tracks that credit the artist; ascending."""
        found = living(self._base.rows(code), self._live) if code < len(self._base) else np.empty(0, np.int32)
        fresh = self._fresh_code.get(code)
        return found if fresh is None else np.concatenate((found, self._fresh.rows(fresh) + np.int32(self._n)))

    def count(self, code: int) -> int:
        """How many tracks credit the artist."""
        return len(self.rows(code))

    def popularity(self, code: int) -> float:
        """The highest known popularity among the artist's tracks; 0 where none is known."""
        fresh = self._fresh_code.get(code)
        told = self._fresh.popularity(fresh) if fresh is not None else 0.0
        return max(told, self._base.popularity(code) if code < len(self._base) else 0.0)

    def _part(self, code: int) -> tuple[NameIndex, int]:
        return (self._base, code) if code < len(self._base) else (self._fresh, self._fresh_code[code])

    def _is_there(self, code: int) -> bool:
        return self._live is None or len(self.rows(code)) > 0

    def _are_there(self, codes: Rows) -> Bools:
        if self._live is None:
            return codes >= 0
        return np.array([code >= 0 and self._is_there(code) for code in codes.tolist()], np.bool_)
