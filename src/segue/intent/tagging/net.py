"""A small convolutional network over the words of a prompt, beside the conditional random field.

What stands at a word (the features of its word and sign, and a static vector of its pieces) is summed to one state,
and three residual layers of convolutions let each word see six to either side (a tagger in the manner of Collobert et
al., 2011; layers normalised as in Ba, Kiros and Hinton, 2016). It generalises to words that training never met; the
field knows single words and their order better. `segue.evaluation.net` trains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from segue.intent.tagging.features import REACH, Sign, of_sign, of_word
from segue.intent.tagging.wordpieces import vector_of

Floats = npt.NDArray[np.floating]
Weights = dict[str, Floats]

LAYERS: Final = 3
SIDE: Final = 2
"""Words to either side that one layer looks at."""
REMEMBERED: Final = 20_000
"""Words, and signs, whose part of a state is kept at hand."""
_TINY: Final = 1e-5
_LEAST: Final = -12.0
"""Log-probabilities are cut here: nothing is as sure as the network may be of it."""


class Seen(NamedTuple):
    """What the network is given of one or several texts laid end to end, each followed by `SIDE` empty places."""

    features: npt.NDArray[np.intp]
    """Rows of the table of features, those of one place after those of the other."""
    starts: npt.NDArray[np.intp]
    """Where the features of each place begin; every place has one."""
    vectors: Floats
    """Static vectors of the words; shape (places, dimensions)."""
    there: Floats
    """1 where a word stands, 0 at the empty places; shape (places, 1)."""


class Layer(NamedTuple):
    """What a layer computed, as far as its derivatives need it."""

    normal: Floats
    scale: Floats
    out: Floats


def features_of(word: str, sign: Sign, band: int) -> list[str]:
    """The features of one word, those of the field that stand at no distance."""
    return [*of_word(word, band)[REACH], *of_sign(sign)[REACH]]


def normalised(x: Floats, gain: Floats, bias: Floats) -> Layer:
    """`x` with each row brought to mean 0 and variance 1, then scaled."""
    centred = x - x.mean(axis=1, keepdims=True)
    scale = 1 / np.sqrt((centred**2).mean(axis=1, keepdims=True) + _TINY)
    normal = centred * scale
    return Layer(normal, scale, normal * gain + bias)


def windows(x: Floats) -> Floats:
    """Each row beside its `SIDE` neighbours to either side; shape (rows, (2 · SIDE + 1) · columns)."""
    padded = np.pad(x, ((SIDE, SIDE), (0, 0)))
    return np.concatenate([padded[d : d + len(x)] for d in range(2 * SIDE + 1)], axis=1)


def entered(weights: Mapping[str, Floats], seen: Seen) -> Floats:
    """The states before the first layer; shape (places, width)."""
    summed = np.add.reduceat(weights["features"][seen.features], seen.starts, axis=0)
    return np.asarray(summed + seen.vectors @ weights["vectors"])


def forward(weights: Mapping[str, Floats], states: Floats, there: Floats) -> Floats:
    """Logits of `states` before the first layer; shape (places, labels)."""
    x = np.maximum(normalised(states, weights["gain0"], weights["bias0"]).out, 0) * there
    for n in range(1, LAYERS + 1):
        z = np.maximum(windows(x) @ weights[f"layer{n}"] + weights[f"shift{n}"], 0)
        x = normalised(x + z, weights[f"gain{n}"], weights[f"bias{n}"]).out * there
    return x @ weights["out"] + weights["out_bias"]


def log_softmax(logits: Floats) -> Floats:
    """Log-probabilities of each row."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


class Net:
    """Trained weights, and the names of the features that have a row in their table (row 0: none)."""

    def __init__(self, features: Sequence[str], weights: Weights) -> None:
        self.features, self.weights = tuple(features), weights
        self.row = {feature: at for at, feature in enumerate(features, 1)}
        self._words: dict[tuple[str, int], Floats] = {}
        self._signs: dict[Sign, Floats] = {}

    def seen(self, texts: Sequence[Sequence[Sequence[str]]], vectors: Sequence[Floats]) -> Seen:
        """`texts` (features for each word) and the vectors of their words as the network takes them."""
        rows: list[list[int]] = []
        for text in texts:
            rows += [[self.row[f] for f in features if f in self.row] or [0] for features in text]
            rows += [[0]] * SIDE
        lengths = np.array([len(row) for row in rows])
        gap = np.zeros((SIDE, vectors[0].shape[1]), np.float32)
        there = [part for text in texts for part in (np.ones((len(text), 1)), np.zeros((SIDE, 1)))]
        return Seen(
            np.array([at for row in rows for at in row], np.intp),
            (np.cumsum(lengths) - lengths).astype(np.intp),
            np.concatenate([part for vector in vectors for part in (vector, gap)]),
            np.concatenate(there).astype(np.float32),
        )

    def scores(self, words: Sequence[tuple[str, int]], row: Sequence[Sign]) -> Floats:
        """Log-probabilities for `words`, each with its band, and their signs, none below a least one; shape
        (len(words), labels)."""
        states = np.stack([self._of_word(*word) + self._of_sign(sign) for word, sign in zip(words, row, strict=True)])
        logits = forward(self.weights, states, np.ones((len(states), 1), np.float32))
        return np.maximum(log_softmax(logits), _LEAST)

    def _of_word(self, word: str, band: int) -> Floats:
        known = self._words.get((word, band))
        if known is None:
            known = self._sum(of_word(word, band)[REACH]) + vector_of(word) @ self.weights["vectors"]
            if len(self._words) < REMEMBERED:
                self._words[word, band] = known
        return known

    def _of_sign(self, sign: Sign) -> Floats:
        known = self._signs.get(sign)
        if known is None:
            known = self._sum(of_sign(sign)[REACH])
            if len(self._signs) < REMEMBERED:
                self._signs[sign] = known
        return known

    def _sum(self, features: Sequence[str]) -> Floats:
        found: Floats = self.weights["features"][[self.row[f] for f in features if f in self.row]].sum(axis=0)
        return found
