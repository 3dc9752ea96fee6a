"""One unit vector a track, for "similar to": how it sounds, what words it carries, who made it.

Three blocks, each a direction of its own: sound (standardised values, guessed ones in proportion to their
confidence), labels (idf-weighted random signs, so that shared rare words count most), act (random signs). The dot
product of two rows is then the weighted mean of the three likenesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.catalogue import columns_io
from segue.catalogue.columns_io import ColumnsWriter
from segue.catalogue.guess import SOUND, idf
from segue.catalogue.labels import LabelEntries
from segue.catalogue.numerics import Numerics
from segue.music import FIRST_GUESSED, NUMERIC, Floats, Rows

_SOUND: Final = (*SOUND, "year")
_LABELS: Final = 26
_ACT: Final = 12
WIDTH: Final = len(_SOUND) + _LABELS + _ACT
"""d: 48 components."""
_WEIGHT: Final = {"sound": 1.0, "labels": 1.0, "act": 0.5}
_SOFT: Final = 1.5
"""Added to the length of the sound block: a track that is average in everything resembles nobody much."""
_CHUNK: Final = 1 << 16


def signs(key: str, width: int) -> Floats:
    """A unit vector of `width` equal components whose signs are drawn from the key: the same everywhere, always."""
    drawn = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=(width + 7) // 8).digest()
    bits = np.unpackbits(np.frombuffer(drawn, np.uint8))[:width]
    return np.where(bits, np.float32(1 / width**0.5), np.float32(-1 / width**0.5))


@dataclass(frozen=True)
class Scale:
    """What a catalogue's vectors are measured by; fresh tracks take that of the catalogue which they come to.

    `mean` and `spread` of each value of sound, float32[len(_SOUND)] (0 and 1 where none is told); `weight`: how much
    each label tells (`guess.idf`), float64[vocabulary].
    """

    mean: Floats
    spread: Floats
    weight: npt.NDArray[np.float64]

    @classmethod
    def of(cls, numerics: Numerics, labels: LabelEntries, size: int) -> Scale:
        """The scale of a whole catalogue with `size` labels."""
        told = [(name, numerics.column(name)) for name in _SOUND]
        found = [_mean_and_spread(name, column.values[column.source > 0]) for name, column in told]
        mean, spread = np.array(found, np.float32).T
        return cls(mean, spread, idf(labels, size, numerics.values.shape[1]))

    def save(self, columns: ColumnsWriter) -> None:
        """Write what cannot be counted again from the other columns."""
        columns.save("scale.mean", self.mean)
        columns.save("scale.spread", self.spread)


def _mean_and_spread(name: str, values: Floats) -> tuple[float, float]:
    if not len(values):
        return 0.0, 1.0
    return float(values.mean()), max(float(values.std()), NUMERIC[name].spread / 4)


def build(
    numerics: Numerics,
    labels: LabelEntries,
    vocabulary: Sequence[str],
    acts: Rows,
    act_keys: Sequence[str],
    scale: Scale,
) -> Floats:
    """The vectors, float32[n, WIDTH]; a row is zero where nothing is known of a track.

    `acts`: code of each track's act (-1 = none) into `act_keys`.
    """
    n = numerics.values.shape[1]
    out = np.zeros((n, WIDTH), np.float32)
    sound, words = len(_SOUND), len(_SOUND) + _LABELS
    out[:, :sound] = _sound(numerics, scale) * _WEIGHT["sound"]
    out[:, sound:words] = _labels(labels, vocabulary, n, scale) * _WEIGHT["labels"]
    if act_keys:
        drawn = np.stack([signs(f"act {key}", _ACT) for key in act_keys])
        out[:, words:] = np.where((acts >= 0)[:, None], drawn[acts], 0) * _WEIGHT["act"]
    return _unit(out)


def _sound(numerics: Numerics, scale: Scale) -> Floats:
    columns = [numerics.column(name) for name in _SOUND]
    out = np.zeros((len(columns[0].values), len(_SOUND)), np.float32)
    for at, column in enumerate(columns):
        z = np.clip((column.values - scale.mean[at]) / scale.spread[at], -3, 3)
        trust = np.where(column.source >= FIRST_GUESSED, column.confidence, 1.0)
        out[:, at] = np.nan_to_num(z) * trust
    out /= np.linalg.norm(out, axis=1, keepdims=True) + _SOFT
    return out


def _labels(labels: LabelEntries, vocabulary: Sequence[str], n: int, scale: Scale) -> Floats:
    out = np.zeros((n, _LABELS), np.float32)
    if not vocabulary:
        return out
    drawn = np.stack([signs(f"label {key}", _LABELS) for key in vocabulary])
    weighted = (drawn * scale.weight[:, None]).astype(np.float32)
    borders = columns_io.offsets_of(np.bincount(labels.row, minlength=n))
    for start in range(0, n, _CHUNK):
        end = min(start + _CHUNK, n)
        part = slice(int(borders[start]), int(borders[end]))
        terms = weighted[labels.code[part]] * labels.confidence[part, None]
        filled = np.flatnonzero(np.diff(borders[start : end + 1]))
        if len(filled):
            out[start + filled] = np.add.reduceat(terms, borders[start + filled] - borders[start], axis=0)
    return _unit(out)


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    np.divide(rows, lengths, out=rows, where=lengths > 0)
    return rows
