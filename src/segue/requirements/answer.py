"""What a checker answers, before polarity: the arrays of `Evidence`, and how answers combine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from segue.music import Bools, Codes, Floats

T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True)
class Answer:
    """Arrays of shape (m,), as documented in `segue.music.Evidence`."""

    held: Bools
    source: Codes
    subjective: Bools
    degree: Floats
    confidence: Floats

    def __iter__(self) -> Iterator[npt.NDArray[np.generic]]:
        """In the order of the fields of `Evidence`."""
        return iter((self.held, self.source, self.subjective, self.degree, self.confidence))

    @staticmethod
    def silent(m: int) -> Answer:
        """Nothing is known of any of `m` tracks."""
        return Answer(
            np.zeros(m, np.bool_), np.zeros(m, np.uint8), np.zeros(m, np.bool_),
            np.zeros(m, np.float32), np.zeros(m, np.float32),
        )  # fmt: skip


def both(answers: Sequence[Answer], *, subjective: bool) -> Answer:
    """Held where all are; the source is the weakest, a track missing in one is missing in all; degrees multiply softly
    (geometric mean), the confidence is the least."""
    if len(answers) == 1:
        return replace(answers[0], subjective=np.full(answers[0].held.shape, subjective))
    sources = np.stack([a.source for a in answers])
    told = (sources > 0).all(axis=0)
    product = np.multiply.reduce([a.degree for a in answers])
    degree = np.sqrt(product) if len(answers) == 2 else product ** np.float32(1 / len(answers))
    return Answer(
        np.logical_and.reduce([a.held for a in answers]),
        np.where(told, sources.max(axis=0), 0).astype(np.uint8),
        np.full(told.shape, subjective),
        np.where(told, degree, 0).astype(np.float32),
        np.where(told, np.min([a.confidence for a in answers], axis=0), 0).astype(np.float32),
    )


def either(first: Answer, second: Answer) -> Answer:
    """Held where one is; a track rests on the answer that holds it, `first` before `second`, else on one that tells."""
    use = np.where(first.held | second.held, first.held, (first.source > 0) & (second.source == 0))

    def pick(a: npt.NDArray[T], b: npt.NDArray[T]) -> npt.NDArray[T]:
        return np.where(use, a, b).astype(a.dtype)

    return Answer(
        first.held | second.held,
        pick(first.source, second.source),
        pick(first.subjective, second.subjective),
        np.maximum(first.degree, second.degree),
        pick(first.confidence, second.confidence),
    )
