"""The features by name, one a file: each maps a `Context` of m candidates to float32 (m,) in 0–1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from segue.music import Floats
from segue.ranking.context import Context
from segue.ranking.features import editorial, fit, jitter, learned, likeness, popularity, proof, text

FEATURES: Final[Mapping[str, Callable[[Context], Floats]]] = {
    "fit": fit.fit,
    "proof": proof.proof,
    "text": text.text,
    "likeness": likeness.likeness,
    "learned": learned.learned,
    "popularity": popularity.popularity,
    "editorial": editorial.editorial,
    "jitter": jitter.jitter,
}
