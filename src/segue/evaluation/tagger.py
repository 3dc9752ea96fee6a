"""Training the tagger: a conditional random field over labelled requests, with queries in which only names are marked.

The shipped model was trained on the requests of MusicRecoIntent and the queries of MusicRecoNER (both published by
Deezer Research; real requests that people posted), and on the project's own prompts (`benchmarks/prompts`), which the
grammar labels: they keep the tagger in line with how playlists are ordered rather than asked for in a forum. The model
holds weights of words and word endings, no request.

The queries come in by self-training: a first model, fitted to the requests alone, fills the slots other than names
(Yarowsky, 1995), and the second is fitted to both. L-BFGS with elastic-net regularisation as in crfsuite.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from segue.catalogue.snapshot import Snapshot
from segue.errors import MissingExtra
from segue.evaluation.net import Text, fit
from segue.evaluation.requests import Label, LabelledRequest, TaggedQuery
from segue.intent import parse, proposed
from segue.intent.match import cover
from segue.intent.pieces import pieces
from segue.intent.tagging import NAMES, SLOTS, Sign, Tag, Tagger, observe, signs, strings, tagging_with
from segue.intent.tagging.advice import SLOT_OF
from segue.intent.tagging.model import NET
from segue.intent.tagging.net import features_of
from segue.intent.tagging.wordpieces import vector_of
from segue.intent.tokens import Tokens
from segue.music import Polarity

_L1: Final = 0.05
_L2: Final = 0.2
_ITERATIONS: Final = 120
_BANDS: Final = (2, 4, 20)
_UNSEEN: Final = 1e3
_FORBIDDEN: Final = -1e4


class Example(NamedTuple):
    """A text as the tagger sees it, and its tags. `partial`: only names are marked, and not how they are meant."""

    words: Sequence[str]
    signs: Sequence[Sign]
    labels: Sequence[str]
    partial: bool = False


def labelled(request: LabelledRequest, snapshot: Snapshot | None) -> Example:
    """A request as an example."""
    tokens, proposals = proposed(request.prompt, snapshot)
    labels = spread(tokens, request.labels)
    return Example(observe(tokens), signs(tokens, proposals, snapshot), labels)


def spread(tokens: Tokens, wanted: Sequence[Label]) -> list[str]:
    """Labels in words as tags of tokens: "B-slot", "I-slot", "O". The longest phrases are placed first."""
    tags = ["O"] * len(tokens)
    folded = tokens.prompt.lower()
    for label in sorted(wanted, key=lambda one: -len(one.phrase)):
        places = (_tokens_at(tokens, at, len(label.phrase)) for at in _places(folded, label.phrase.lower()))
        free = next((p for p in places if p and all(tags[i] == "O" for i in p)), [])
        for at in free:
            tags[at] = f"{'B' if at == free[0] else 'I'}-{slot_of(label.slot, label.polarity)}"
    return tags


def slot_of(slot: str, polarity: Polarity) -> str:
    """The tagger's slot for a label: names to resemble have their own."""
    return "alike" if slot == "entity" and polarity == "like" else slot


def _places(text: str, phrase: str) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at
        at = text.find(phrase, at + 1)


def _tokens_at(tokens: Tokens, start: int, length: int) -> list[int]:
    return [i for i, t in enumerate(tokens.items) if t.start >= start and t.end <= start + length]


def named(query: TaggedQuery, snapshot: Snapshot | None) -> Example:
    """A query in which only names are marked as an example."""
    tokens, proposals = proposed(" ".join(query.words), snapshot)
    places: list[int] = []  # the word of each character
    for at, word in enumerate(query.words):
        places += [at] * (len(word) + 1)
    labels, before = [], -1
    for token in tokens.items:
        at = places[token.start]
        tag = query.tags[at]
        opens = tag.startswith("B-") and at != before
        labels.append("O" if tag == "O" else "B-entity" if opens else "I-entity")
        before = at
    return Example(observe(tokens), signs(tokens, proposals, snapshot), labels, partial=True)


def ordered(prompt: str, snapshot: Snapshot | None) -> Example:
    """A prompt with what the grammar alone reads in it as an example."""
    tokens, proposals = proposed(prompt, snapshot)
    with tagging_with(None):
        likened = [r.span for r in parse(prompt, snapshot).requirements if r.attribute == "similar"]
    labels = ["O"] * len(tokens)
    for match in (piece.match for piece in pieces(tokens, cover(proposals, len(tokens))) if piece.match):
        slot = SLOT_OF.get(match.wishes[0].attribute, "") if match.wishes else ""
        if slot == "entity" and any(a <= tokens.items[match.start].start < b for a, b in likened):
            slot = "alike"
        if slot and match.wishes[0].attribute != "theme":
            labels[match.start : match.end] = tag_row(slot, match.end - match.start)
    return Example(observe(tokens), signs(tokens, proposals, snapshot), labels)


def tag_row(slot: str, length: int) -> list[str]:
    """ "B-slot", then "I-slot"; shape (length,)."""
    return [f"B-{slot}", *[f"I-{slot}"] * (length - 1)]


def train(examples: Sequence[Example], copies: int = 1) -> Tagger:
    """A tagger, field and network, fitted to `examples`, among which each text stands `copies` times. Raises
    `MissingExtra` (bench) without the library that fits the field."""
    field = _field(examples)
    net = fit([_text(example, field) for example in examples if example.words], copies)
    rest = np.float32(1 - NET)
    transitions = np.where(field.transitions > _FORBIDDEN, field.transitions * rest, _FORBIDDEN).astype(np.float32)
    return Tagger(field.labels, field.features, field.weights * rest, transitions, field.bands, net)


def _text(example: Example, field: Tagger) -> Text:
    """An example as the network is fitted to it: a word of which only a name is known may be any that fits."""
    words = [features_of(w, s, field.band(w)) for w, s in zip(example.words, example.signs, strict=True)]
    allowed = [[_fits(name, label, partial=example.partial) for name in field.labels] for label in example.labels]
    vectors = np.stack([vector_of(word) for word in example.words])
    return Text(words, vectors, np.array(allowed))


def _fits(name: str, label: str, *, partial: bool) -> bool:
    """Whether the label `name` is right where `label` is marked."""
    if not partial:
        return name == label
    return name[2:] not in NAMES if label == "O" else name[:2] == label[:2] and name[2:] in NAMES


def _field(examples: Sequence[Example]) -> Tagger:
    bands = _bands(examples)
    whole = [e for e in examples if not e.partial]
    partial = [e for e in examples if e.partial]
    first = _fit(whole, [e.labels for e in whole], bands)
    if not partial:
        return first
    filled = [_filled(first, e) for e in partial]
    return _fit([*whole, *partial], [*(e.labels for e in whole), *filled], bands)


def _bands(examples: Sequence[Example]) -> dict[str, int]:
    """How often the examples hold each word, in bands; words of band 0 left out."""
    counts = Counter(word for e in examples for word in e.words)
    return {w: sum(n >= least for least in _BANDS) for w, n in sorted(counts.items()) if n >= _BANDS[0]}


def _filled(tagger: Tagger, example: Example) -> list[str]:
    """The marks of `example`, and the tagger's best guess of what other slots its other words fill."""
    scores = tagger.scores(example.words, example.signs)
    for at, label in enumerate(example.labels):
        for column, name in enumerate(tagger.labels):
            if not _fits(name, label, partial=True):
                scores[at, column] -= _UNSEEN
    return tags_as_labels(tagger.tags(scores), len(example.words))


def tags_as_labels(tags: Sequence[Tag], length: int) -> list[str]:
    """Tags as a row of "O", "B-slot" and "I-slot"; shape (length,)."""
    labels = ["O"] * length
    for tag in tags:
        labels[tag.start : tag.end] = tag_row(tag.slot, tag.end - tag.start)
    return labels


def _fit(examples: Sequence[Example], labels: Sequence[Sequence[str]], bands: Mapping[str, int]) -> Tagger:
    try:
        import pycrfsuite
    except ImportError:
        raise MissingExtra("bench", "Training the tagger") from None
    trainer = pycrfsuite.Trainer(verbose=False)
    for example, row in zip(examples, labels, strict=True):
        trainer.append(strings(example.words, example.signs, [bands.get(w, 0) for w in example.words]), row)
    trainer.set_params({"c1": _L1, "c2": _L2, "max_iterations": _ITERATIONS, "feature.possible_transitions": True})
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        fitted = pycrfsuite.Tagger()
        fitted.open(file.name)
        found = fitted.info()
        fitted.close()
    return _as_tagger(found.state_features, found.transitions, bands)


def _as_tagger(
    states: Mapping[tuple[str, str], float], steps: Mapping[tuple[str, str], float], bands: Mapping[str, int]
) -> Tagger:
    names = ["O", *(f"{mark}-{slot}" for slot in SLOTS for mark in "BI")]
    column = {name: at for at, name in enumerate(names)}
    features = sorted({feature for feature, _ in states})
    row = {feature: at for at, feature in enumerate(features)}
    weights = np.zeros((len(features), len(names)), np.float32)
    for (feature, name), weight in states.items():
        weights[row[feature], column[name]] = weight
    transitions = np.zeros((len(names), len(names)), np.float32)
    for (one, other), weight in steps.items():
        transitions[column[one], column[other]] = weight
    for one in names:
        for other in names:
            if other.startswith("I-") and one[2:] != other[2:]:
                transitions[column[one], column[other]] = _FORBIDDEN
    return Tagger(names, features, weights, transitions, bands)
