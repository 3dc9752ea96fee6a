"""The tagger's weights, and the best tags under them (Viterbi).

The shipped weights lie in `segue/intent/data/tagger.npz`; `segue.evaluation.tagger` wrote them and its documentation
tells from what. Scores are logits: unnormalised log-probabilities of a conditional random field (Lafferty, McCallum
and Pereira, 2001).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, BinaryIO, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from segue.intent.tagging.features import REACH, Sign, of_place, of_sign, of_word
from segue.intent.tagging.net import REMEMBERED, Net

Scores = npt.NDArray[np.float32]

FORMAT: Final = 2
NET: Final = 0.5
"""Weight of the network's log-probabilities; the rest is the field's."""
_FORBIDDEN: Final = -1e4
_CERTAIN: Final = 9.0
"""Logits by which "outside" must lead for a token to be settled without looking at its neighbours."""
_OF_NET: Final = "net_"


class Tag(NamedTuple):
    """Tokens `start` to `end` are words for `slot`."""

    start: int
    end: int
    slot: str


class Tagger:
    """A trained model: scores for each token and tag, and the best row of tags.

    `labels` are "O" and "B-slot", "I-slot"; `weights` has a row for each of `features` and a column for each label;
    `transitions[i, j]` is the logit of label j behind label i; `bands` tells how often training met a word (band 0
    for those not listed). `net`, where there is one, says its part of the scores; `weights` and `transitions` are then
    the field's times what is left to it.
    """

    def __init__(
        self,
        labels: Sequence[str],
        features: Sequence[str],
        weights: Scores,
        transitions: Scores,
        bands: Mapping[str, int],
        net: Net | None = None,
    ) -> None:
        self.labels = tuple(labels)
        self.weights, self.transitions, self.bands, self.net = weights, transitions, bands, net
        self.features = tuple(features)
        self._row = {feature: at for at, feature in enumerate(features)}
        self._outside = self.labels.index("O")
        self._words: dict[str, Scores] = {}
        self._signs: dict[Sign, Scores] = {}
        self._first = np.where([label.startswith("I-") for label in self.labels], _FORBIDDEN, 0).astype(np.float32)

    def band(self, word: str) -> int:
        """How often training met `word`: 0 once or never, 1 below four times, 2 below twenty, 3 oftener."""
        return self.bands.get(word, 0)

    def scores(self, words: Sequence[str], row: Sequence[Sign]) -> Scores:
        """Logits; shape (len(words), len(labels))."""
        field = self.of_field(words, row)
        if self.net is None or not words:
            return field
        return (field + NET * self.net.scores([(word, self.band(word)) for word in words], row)).astype(np.float32)

    def of_field(self, words: Sequence[str], row: Sequence[Sign]) -> Scores:
        """The field's part of the logits; shape (len(words), len(labels))."""
        count = len(words)
        total = np.zeros((count + 2 * REACH, len(self.labels)), np.float32)
        layers = np.stack([self._of_word(w) + self._of_sign(s) for w, s in zip(words, row, strict=True)])
        for d in range(-REACH, REACH + 1):
            total[REACH - d : REACH - d + count] += layers[:, REACH + d]
        scores = total[REACH : REACH + count]
        for at, features in enumerate(of_place(words, row)):
            scores[at] += self._sum(features)
        return scores

    def _sum(self, features: Sequence[str]) -> Scores:
        found: Scores = self.weights[[self._row[f] for f in features if f in self._row]].sum(axis=0)
        return found

    def _of_word(self, word: str) -> Scores:
        known = self._words.get(word)
        if known is None:
            known = np.stack([self._sum(layer) for layer in of_word(word, self.band(word))])
            if len(self._words) < REMEMBERED:
                self._words[word] = known
        return known

    def _of_sign(self, sign: Sign) -> Scores:
        known = self._signs.get(sign)
        if known is None:
            known = np.stack([self._sum(layer) for layer in of_sign(sign)])
            if len(self._signs) < REMEMBERED:
                self._signs[sign] = known
        return known

    def tags(self, scores: Scores, *, eager: float = 0.0) -> list[Tag]:
        """The best row of tags under `scores`; `eager` logits are taken from "outside", for recall."""
        scores = scores.copy()
        scores[:, self._outside] -= eager
        settled = (self.leads(scores) > _CERTAIN).tolist()
        found: list[Tag] = []
        at = 0
        while at < len(scores):
            if settled[at]:
                at += 1
                continue
            end = at
            while end < len(scores) and not settled[end]:
                end += 1
            found += _spans(self._best(scores[at:end]), at)
            at = end
        return found

    def leads(self, scores: Scores) -> Scores:
        """By how many logits "outside" leads over the next best label at each token; shape (len(scores),)."""
        rest = scores.copy()
        rest[:, self._outside] = -np.inf
        ahead: Scores = scores[:, self._outside] - rest.max(axis=1)
        return ahead

    def _best(self, scores: Scores) -> list[str]:
        """The best labels of a run between settled tokens, which are outside."""
        best = scores[0] + self.transitions[self._outside] + self._first
        back = []
        for row in scores[1:]:
            paths = best[:, None] + self.transitions
            chosen = paths.argmax(axis=0)
            best = paths[chosen, np.arange(len(chosen))] + row
            back.append(chosen)
        at = int((best + self.transitions[:, self._outside]).argmax())
        labels = [self.labels[at]]
        for chosen in reversed(back):
            at = int(chosen[at])
            labels.append(self.labels[at])
        return labels[::-1]

    def save(self, target: BinaryIO) -> None:
        """Write the model where `load` reads it."""
        held: dict[str, Any] = {
            "format": np.array(FORMAT),
            "labels": _text(self.labels),
            "features": _text(self.features),
            "weights": self.weights.astype(np.float16),
            "transitions": self.transitions,
            "words": _text(list(self.bands)),
            "bands": np.array(list(self.bands.values()), np.uint8),
        }
        np.savez_compressed(target, **held, **(_held(self.net) if self.net is not None else {}))

    @classmethod
    def load(cls, source: BinaryIO) -> Tagger:
        """The model that `save` wrote."""
        with np.load(source) as held:
            words = dict(zip(_lines(held["words"]), held["bands"].tolist(), strict=True))
            weights = held["weights"].astype(np.float32)
            net = _net({name: held[name] for name in held if name.startswith(_OF_NET)})
            return cls(_lines(held["labels"]), _lines(held["features"]), weights, held["transitions"], words, net)


def _held(net: Net) -> dict[str, Any]:
    """The arrays that are kept of a network, by name."""
    weights = {_OF_NET + name: weight.astype(np.float16) for name, weight in net.weights.items()}
    return {_OF_NET + "names": _text(net.features), **weights}


def _net(held: Mapping[str, npt.NDArray[Any]]) -> Net | None:
    if not held:
        return None
    weights = {n.removeprefix(_OF_NET): a.astype(np.float32) for n, a in held.items() if n != _OF_NET + "names"}
    return Net(_lines(held[_OF_NET + "names"]), weights)


def _text(lines: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _lines(text: npt.NDArray[Any]) -> list[str]:
    return bytes(text).decode().split("\n")


def _spans(labels: Sequence[str], offset: int) -> list[Tag]:
    found: list[Tag] = []
    for at, label in enumerate(labels, offset):
        if label.startswith("I-") and found and found[-1].end == at and found[-1].slot == label[2:]:
            found[-1] = Tag(found[-1].start, at + 1, label[2:])
        elif label != "O":
            found.append(Tag(at, at + 1, label[2:]))
    return found


@cache
def _packaged() -> Tagger:
    return Tagger.load(BytesIO(files("segue.intent").joinpath("data/tagger.npz").read_bytes()))


_IN_FORCE: ContextVar[tuple[Tagger | None] | None] = ContextVar("tagger", default=None)


def in_force() -> Tagger | None:
    """The tagger that reading asks: the one that ships with Segue, unless `tagging_with` put another in its place."""
    chosen = _IN_FORCE.get()
    return _packaged() if chosen is None else chosen[0]


@contextmanager
def tagging_with(tagger: Tagger | None) -> Iterator[None]:
    """Put `tagger` in force, as measuring a fold of the training data needs; None: read by the grammar alone."""
    token = _IN_FORCE.set((tagger,))
    try:
        yield
    finally:
        _IN_FORCE.reset(token)
