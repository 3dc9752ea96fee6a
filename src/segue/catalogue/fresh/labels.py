"""The labels of base and fresh tracks as one index.

Labels keep the codes that they have in the base; those that only fresh tracks carry are numbered behind them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from segue.catalogue import columns_io
from segue.catalogue.columns_io import Columns
from segue.catalogue.fresh.joined import JoinedStrings
from segue.catalogue.labels import LabelIndex, LabelOf
from segue.catalogue.strings import Strings
from segue.music import Bools, Codes, Floats, Rows


class JoinedLabels(LabelIndex):
    """`LabelIndex` over the `n` rows of `base` and those of `fresh` behind them; `gone` are rows that left the base.

    `codes` tells by code of the fresh part the code here; `grown` holds the columns by track over both.
    """

    def __init__(
        self, base: LabelIndex, fresh: LabelIndex, codes: Rows, grown: Columns, n: int, live: Bools | None, gone: Rows
    ) -> None:
        self._base, self._fresh, self._codes, self._n, self._live = base, fresh, codes, n, live
        self._gone_rows = gone
        self._carried = {}
        self._take_best(grown)

    @cached_property
    def _fresh_code(self) -> dict[int, int]:
        """By code here: that in the fresh part."""
        return {code: at for at, code in enumerate(self._codes.tolist())}

    @cached_property
    def _new(self) -> Rows:
        """Codes in the fresh part of the labels that the base lacks."""
        return np.flatnonzero(self._codes >= len(self._base.vocabulary)).astype(np.int32)

    @cached_property
    def _lost(self) -> frozenset[int]:
        """Codes of labels that no track carries any more."""
        counts = self._base.entries_of(self._gone_rows)
        whole = counts == self._base.sizes()
        fresh = np.flatnonzero(self._fresh.sizes())
        return frozenset(np.flatnonzero((counts > 0) & whole).tolist()) - set(self._codes[fresh].tolist())

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every label's key by code; not sorted."""
        return [*self._base.vocabulary, *(self._fresh.vocabulary[at] for at in self._new.tolist())]

    @cached_property
    def display(self) -> Strings:
        """By code: the label as first printed."""
        return JoinedStrings(self._base.display, self._fresh.display.chosen(self._new))

    @cached_property
    def fields_present(self) -> frozenset[str]:
        """The fields in which this catalogue has any label."""
        return self._base.fields_present | self._fresh.fields_present

    def code_of_key(self, key: str) -> int | None:
        """The code of a label's key; None if no track carries it."""
        code = self._base.code_of_key(key)
        if code is not None:
            return None if code in self._lost else code
        fresh = self._fresh.code_of_key(key)
        return None if fresh is None else int(self._codes[fresh])

    def matching(self, wanted: str) -> Rows:
        """Codes of labels that hold the words of `wanted`, sorted."""
        found = set(self._base.matching(wanted).tolist()) - self._lost
        found.update(self._codes[self._fresh.matching(wanted)].tolist())
        return np.array(sorted(found), np.int32)

    def _rows(self, codes: columns_io.Array, fields: Sequence[str]) -> tuple[Rows, Codes]:
        size = len(self._base.vocabulary)
        rows, source = self._base.rows(codes[codes < size], fields)
        if self._live is not None:
            there = self._live[rows]
            rows, source = rows[there], source[there]
        fresh = [self._fresh_code[code] for code in codes.tolist() if code in self._fresh_code]
        more, told = self._fresh.rows(fresh, fields)
        return np.concatenate((rows, more + np.int32(self._n))), np.concatenate((source, told))

    @cached_property
    def idf(self) -> Floats:
        """By code: how much the label tells, as the base knows; one that the base lacks as much as any can."""
        rarest = np.full(len(self._new), np.log1p(self._n), np.float32)
        return np.concatenate((self._base.idf, rarest))

    def carriers(self, codes: Rows) -> tuple[Rows, Rows]:
        """Tracks that carry each of `codes` in any field: rows, and for each the position in `codes`."""
        known = np.flatnonzero(codes < len(self._base.vocabulary)).astype(np.int32)
        rows, at = self._base.carriers(codes[known])
        there = slice(None) if self._live is None else self._live[rows]
        carried = np.flatnonzero(np.isin(codes, self._codes)).astype(np.int32)
        fresh = np.array([self._fresh_code[code] for code in codes[carried].tolist()], np.int32)
        more, behind = self._fresh.carriers(fresh)
        return np.concatenate((rows[there], more + np.int32(self._n))), np.concatenate(
            (known[at][there], carried[behind])
        )

    def of_rows(self, rows: Rows) -> tuple[Rows, Rows, Codes]:
        """All labels of `rows`: the position in `rows` (ascending), the code and the field of each."""
        own, behind = np.flatnonzero(rows < self._n), np.flatnonzero(rows >= self._n)
        if not len(behind):
            return self._base.of_rows(rows)
        at, code, field = self._base.of_rows(rows[own])
        more, fresh, told = self._fresh.of_rows(rows[behind] - np.int32(self._n))
        at = np.concatenate((own[at], behind[more])).astype(np.int32)
        order = np.argsort(at, kind="stable")
        return at[order], np.concatenate((code, self._codes[fresh]))[order], np.concatenate((field, told))[order]

    def of(self, row: int) -> list[LabelOf]:
        """The labels of one track."""
        if row < self._n:
            return self._base.of(row)
        return [label._replace(code=int(self._codes[label.code])) for label in self._fresh.of(row - self._n)]

    def codes_of(self, row: int) -> Rows:
        """Codes of one track's labels in any field, in the order of `of`."""
        return self._base.codes_of(row) if row < self._n else self._codes[self._fresh.codes_of(row - self._n)]
