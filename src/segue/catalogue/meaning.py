"""A space of meaning, learned from the catalogue's own words: what genres and tags say together lies close together.

Latent semantic analysis (Deerwester et al. 1990): each track is the idf-weighted set of its labels, scaled to length
one, and the space is spanned by the leading right singular vectors of that matrix, found by subspace iteration (Halko,
Martinsson and Tropp 2011) with NumPy alone. A label is a row of those vectors; a track, an act or a set of words lies
at the weighted sum of its labels. Nothing is taken from outside the catalogue.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.guess import idf
from segue.catalogue.labels import LabelEntries
from segue.catalogue.vectors import signs
from segue.music import Floats, Rows

WIDTH: Final = 48
"""Components; fewer where the vocabulary is smaller."""
_LEARNED_FROM: Final = 60_000
"""Tracks that the space is learned from at the most, evenly drawn; all are then placed in it."""
_ROUNDS: Final = 4
_CHUNK: Final = 1 << 16


class Meaning:
    """Unit vectors of labels, acts and tracks, float32[·, d]; zero where nothing is known, as of labels that came after
    the space was learned. `fresh_acts` are those of acts that came after it, behind the others."""

    def __init__(self, tracks: Floats, labels: Floats, acts: Floats, fresh_acts: Floats) -> None:
        self.tracks, self._acts, self._fresh_acts = tracks, acts, fresh_acts
        self.labels = labels
        """Not of unit length: scaled by idf, so that the sum of a few is where they point together."""

    @classmethod
    def read(cls, columns: Columns) -> Meaning:
        """That of a whole snapshot."""
        acts: Floats = columns["meaning.acts"]
        return cls(columns["meaning.tracks"], columns["meaning.labels"], acts, acts[:0])

    @classmethod
    def joined(cls, base: Meaning, grown: Columns, fresh: Columns) -> Meaning:
        """That of `base` and of the fresh tracks behind it, whose columns by track are `grown`."""
        return cls(grown["meaning.tracks"], base.labels, base._acts, fresh["meaning.acts"])

    def of_labels(self, weights: dict[int, float]) -> Floats:
        """Where the labels of these codes point together, by their weights; shape (d,), zero where they say nothing."""
        known = {code: weight for code, weight in weights.items() if code < len(self.labels)}
        codes = np.fromiter(known, np.int64, len(known))
        return centre(self.labels[codes], np.fromiter(known.values(), np.float32, len(known)))

    def of_acts(self, weights: dict[int, float]) -> Floats:
        """The middle of the acts of these codes, by their weights; shape (d,)."""
        codes = np.fromiter(weights, np.int32, len(weights))
        return centre(self.of_each_act(codes), np.fromiter(weights.values(), np.float32, len(weights)))

    def of_each_act(self, codes: Rows) -> Floats:
        """The vector of each act, zero for -1 (no act told); shape (len(codes), d)."""
        out = np.zeros((len(codes), self._acts.shape[1]), np.float32)
        fresh = codes >= len(self._acts)
        held = (codes >= 0) & ~fresh
        out[held], out[fresh] = self._acts[codes[held]], self._fresh_acts[codes[fresh] - len(self._acts)]
        return out

    def of_tracks(self, rows: Rows) -> Floats:
        """The middle of tracks; shape (d,)."""
        return centre(self.tracks[rows], np.ones(len(rows), np.float32))


def centre(vectors: Floats, weights: Floats) -> Floats:
    """The direction of the weighted sum of `vectors` (m, d), of length one, or zero; shape (d,)."""
    total: Floats = weights @ vectors if len(vectors) else np.zeros(vectors.shape[1], np.float32)
    length = float(np.linalg.norm(total))
    return total / np.float32(length) if length > 0 else total


def write(
    columns: ColumnsWriter, entries: LabelEntries, vocabulary: list[str], acts: Rows, n_acts: int, room: int
) -> None:
    """Learn the space from `entries` and write it, with `room` for so many more tracks. `acts` is each track's act
    (-1 = none), of `n_acts`."""
    n = len(acts)
    worth = np.asarray(idf(entries, len(vocabulary), n), np.float32)
    basis = _basis(entries, vocabulary, worth, n)
    scaled = (basis * worth[:, None]).astype(np.float32)
    columns.save("meaning.labels", scaled)
    place(columns, entries, scaled, acts, np.arange(n_acts, dtype=np.int32), room)


def place(columns: ColumnsWriter, entries: LabelEntries, labels: Floats, acts: Rows, written: Rows, room: int) -> None:
    """Place tracks by the vectors of their `labels`, float32[vocabulary, d], and write them, and those of the acts
    `written`."""
    tracks = _placed(entries, labels, len(acts))
    columns.save_by_track("meaning.tracks", tracks, room)
    n_acts = max(int(acts.max(initial=-1)), int(written.max(initial=-1))) + 1
    columns.save("meaning.acts", _acts(tracks, acts, n_acts)[written])


def _basis(entries: LabelEntries, vocabulary: list[str], worth: Floats, n: int) -> Floats:
    """The leading right singular vectors, float32[labels, d]."""
    width = min(WIDTH, len(vocabulary))
    if width == 0:
        return np.zeros((len(vocabulary), WIDTH), np.float32)
    step = max(1, n // _LEARNED_FROM)
    sample = entries.take(entries.row % step == 0)
    rows, size = sample.row // np.int32(step), -(-n // step)
    weight = worth[sample.code] / _lengths(rows, worth[sample.code], size)[rows]
    by_code = np.argsort(sample.code, kind="stable")
    basis = np.stack([signs(f"meaning {key}", width) for key in vocabulary])
    for _ in range(_ROUNDS):
        tracks = _sums(rows, sample.code, weight, basis, size)
        spread = _sums(sample.code[by_code], rows[by_code], weight[by_code], tracks, len(vocabulary))
        basis = np.linalg.qr(spread)[0]
    return np.asarray(basis, np.float32)


def _lengths(rows: Rows, worth: Floats, n: int) -> Floats:
    squares = np.bincount(rows, weights=np.square(worth), minlength=n)
    return np.sqrt(np.maximum(squares, np.finfo(np.float32).tiny)).astype(np.float32)


def _sums(into: Rows, source: Rows, weight: Floats, vectors: Floats, size: int) -> Floats:
    """For each of `size` groups the weighted sum of the `vectors` that its entries name; `into` ascends."""
    out = np.zeros((size, vectors.shape[1]), np.float32)
    borders = np.searchsorted(into, np.arange(0, size + _CHUNK, _CHUNK))
    for start, end in zip(borders[:-1].tolist(), borders[1:].tolist(), strict=True):
        if end > start:
            terms = vectors[source[start:end]] * weight[start:end, None]
            group = into[start:end]
            first = np.flatnonzero(np.diff(group, prepend=-1))
            out[group[first]] = np.add.reduceat(terms, first, axis=0)
    return out


def _placed(entries: LabelEntries, scaled: Floats, n: int) -> Floats:
    """Unit vectors of all tracks, made a part at a time."""
    out = np.zeros((n, scaled.shape[1]), np.float32)
    for start in range(0, n, _CHUNK):
        end = min(start + _CHUNK, n)
        part = slice(*np.searchsorted(entries.row, [start, end]).tolist())
        row, code = entries.row[part] - start, entries.code[part]
        out[start:end] = _unit(_sums(row, code, np.ones(len(row), np.float32), scaled, end - start))
    return out


def _acts(tracks: Floats, acts: Rows, n_acts: int) -> Floats:
    """The middle of each act's tracks."""
    known = np.flatnonzero(acts >= 0)
    order = known[np.argsort(acts[known], kind="stable")].astype(np.int32)
    return _unit(_sums(acts[order], order, np.ones(len(order), np.float32), tracks, n_acts))


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, lengths, out=rows, where=lengths > 0)
    return rows
