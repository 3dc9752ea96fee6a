"""Fitting the network beside the field: derivatives by hand, dropout, AdamW (Loshchilov and Hutter, 2019) under one
cycle of the learning rate (Smith and Topin, 2019). NumPy alone, in float32; the result depends on the seed only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from segue.intent.tagging.net import LAYERS, SIDE, Floats, Layer, Net, Seen, Weights, entered, normalised, windows

WIDTH: Final = 128
_EPOCHS: Final = 10
_BATCH: Final = 16
_RATE: Final = 2e-3
_RISE: Final = 0.1
_DECAY: Final = 0.01
_DROPPED: Final = 0.5
_MOMENTS: Final = (0.9, 0.999)
_LONGEST: Final = 1.0
_OFTEN: Final = 2
_SPREAD: Final = 0.05


class Text(NamedTuple):
    """The features of each word, their vectors, and the labels that may stand there; shape (words, labels)."""

    features: Sequence[Sequence[str]]
    vectors: Floats
    allowed: npt.NDArray[np.bool_]


class _Passed(NamedTuple):
    """What the forward pass computed: the input's layer, each layer's (windows, activation, output), and the states."""

    entry: Layer
    layers: list[tuple[Floats, Floats, Layer]]
    states: list[Floats]
    kept: list[Floats]
    logits: Floats


def fit(texts: Sequence[Text], copies: int = 1, seed: int = 0) -> Net:
    """A network fitted to `texts`, of which there is at least one; each stands there `copies` times in some form, so
    that so many times fewer rounds do."""
    rng = np.random.default_rng(seed)
    counts = Counter(f for text in texts for features in text.features for f in features)
    names = sorted(f for f, times in counts.items() if times > (_OFTEN - 1) * copies)
    net = Net(names, started(len(names), texts[0].vectors.shape[1], texts[0].allowed.shape[1], rng))
    rounds = _EPOCHS // copies
    steps = rounds * -(-len(texts) // _BATCH)
    moments = {name: (np.zeros_like(w), np.zeros_like(w)) for name, w in net.weights.items()}
    for step, batch in enumerate(part for _ in range(rounds) for part in _batches(len(texts), rng)):
        chosen = [texts[at] for at in batch]
        seen = net.seen([text.features for text in chosen], [text.vectors for text in chosen])
        _, slopes = loss(net.weights, seen, _laid(chosen), rng=rng)
        _step(net.weights, slopes, moments, step, _rate(step / steps))
    return net


def started(features: int, vectors: int, labels: int, rng: np.random.Generator) -> Weights:
    """Weights at random: of the spread that keeps the variance of what goes through (He et al., 2015)."""

    def drawn(rows: int, columns: int, spread: float) -> Floats:
        return rng.normal(0, spread, (rows, columns)).astype(np.float32)

    reach = (2 * SIDE + 1) * WIDTH
    weights: Weights = {
        "features": drawn(features + 1, WIDTH, _SPREAD),
        "vectors": drawn(vectors, WIDTH, (1 / (3 * vectors)) ** 0.5),
        "out": drawn(WIDTH, labels, (1 / (3 * WIDTH)) ** 0.5),
        "out_bias": np.zeros(labels, np.float32),
    }
    for n in range(LAYERS + 1):
        weights[f"gain{n}"], weights[f"bias{n}"] = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)
        if n:
            weights[f"layer{n}"] = drawn(reach, WIDTH, (1 / (3 * reach)) ** 0.5)
            weights[f"shift{n}"] = np.zeros(WIDTH, np.float32)
    weights["features"][0] = 0
    return weights


def _batches(count: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.intp]]:
    order = rng.permutation(count)
    return (order[at : at + _BATCH] for at in range(0, count, _BATCH))


def _laid(texts: Sequence[Text]) -> npt.NDArray[np.bool_]:
    """The allowed labels of texts laid end to end; at the empty places any."""
    gap = np.ones((SIDE, texts[0].allowed.shape[1]), bool)
    return np.concatenate([part for text in texts for part in (text.allowed, gap)])


def loss(
    weights: Mapping[str, Floats], seen: Seen, allowed: npt.NDArray[np.bool_], rng: np.random.Generator | None = None
) -> tuple[float, Weights]:
    """The mean negative log-likelihood of the allowed labels a word, and its derivatives by every weight. `rng` draws
    what is dropped (None: nothing)."""
    passed = _pass(weights, seen, rng)
    shifted = np.exp(passed.logits - passed.logits.max(axis=1, keepdims=True))
    share = shifted / shifted.sum(axis=1, keepdims=True)
    right = np.where(allowed, share, 0)
    total = np.maximum(right.sum(axis=1, keepdims=True), 1e-30)
    words = seen.there.sum()
    slope = (share - right / total) * (seen.there / words)
    return float(-(np.log(total) * seen.there).sum() / words), _back(weights, seen, passed, slope)


def _pass(weights: Mapping[str, Floats], seen: Seen, rng: np.random.Generator | None) -> _Passed:
    """The forward pass of `segue.intent.tagging.net.forward`, with dropout, keeping what its derivatives need."""
    entry = normalised(entered(weights, seen), weights["gain0"], weights["bias0"])
    shape = entry.out.shape
    kept = [_kept(shape, rng) * seen.there if n == 0 else _kept(shape, rng) for n in range(LAYERS + 1)]
    states, layers = [np.maximum(entry.out, 0) * kept[0]], []
    for n in range(1, LAYERS + 1):
        around = windows(states[-1])
        active = np.maximum(around @ weights[f"layer{n}"] + weights[f"shift{n}"], 0)
        layer = normalised(states[-1] + active * kept[n], weights[f"gain{n}"], weights[f"bias{n}"])
        layers.append((around, active, layer))
        states.append(layer.out * seen.there)
    return _Passed(entry, layers, states, kept, states[-1] @ weights["out"] + weights["out_bias"])


def _kept(shape: tuple[int, ...], rng: np.random.Generator | None) -> Floats:
    if rng is None:
        return np.ones(shape, np.float32)
    return (rng.random(shape, np.float32) >= _DROPPED).astype(np.float32) / np.float32(1 - _DROPPED)


def _back(weights: Mapping[str, Floats], seen: Seen, passed: _Passed, slope: Floats) -> Weights:
    """Derivatives by every weight, from those by the logits."""
    found: Weights = {"out": passed.states[-1].T @ slope, "out_bias": slope.sum(axis=0)}
    slope = slope @ weights["out"].T
    for n in range(LAYERS, 0, -1):
        around, active, layer = passed.layers[n - 1]
        slope = _through(weights, found, n, layer, slope * seen.there)
        inner = slope * passed.kept[n] * (active > 0)
        found[f"layer{n}"], found[f"shift{n}"] = around.T @ inner, inner.sum(axis=0)
        slope = slope + _folded(inner @ weights[f"layer{n}"].T)
    slope = slope * passed.kept[0] * (passed.entry.out > 0)
    slope = _through(weights, found, 0, passed.entry, slope)
    found["vectors"] = seen.vectors.T @ slope
    found["features"] = _gathered(seen, slope, weights["features"].shape)
    return found


def _through(weights: Mapping[str, Floats], found: Weights, n: int, layer: Layer, slope: Floats) -> Floats:
    """Derivatives by the input of normalisation `n`; those by its gain and bias are put into `found`."""
    found[f"gain{n}"], found[f"bias{n}"] = (slope * layer.normal).sum(axis=0), slope.sum(axis=0)
    slope = slope * weights[f"gain{n}"]
    along = (slope * layer.normal).mean(axis=1, keepdims=True)
    return np.asarray((slope - slope.mean(axis=1, keepdims=True) - layer.normal * along) * layer.scale)


def _folded(slope: Floats) -> Floats:
    """Derivatives by the rows that `windows` laid side by side."""
    rows, width = len(slope), slope.shape[1] // (2 * SIDE + 1)
    total = np.zeros((rows + 2 * SIDE, width), slope.dtype)
    for d in range(2 * SIDE + 1):
        total[d : d + rows] += slope[:, d * width : (d + 1) * width]
    return total[SIDE : SIDE + rows]


def _gathered(seen: Seen, slope: Floats, shape: tuple[int, ...]) -> Floats:
    """Derivatives by the table of features: those of the places summed where they hold the same feature."""
    ends = np.append(seen.starts[1:], len(seen.features))
    place = np.repeat(np.arange(len(seen.starts)), ends - seen.starts)
    order = np.argsort(seen.features, kind="stable")
    rows, firsts = np.unique(seen.features[order], return_index=True)
    total = np.zeros(shape, slope.dtype)
    total[rows] = np.add.reduceat(slope[place[order]], firsts, axis=0)
    total[0] = 0
    return total


def _rate(done: float) -> float:
    """The learning rate when `done` (0–1) of the steps are made: up by a cosine, then down."""
    if done < _RISE:
        return float(_RATE * (0.04 + 0.48 * (1 - np.cos(np.pi * done / _RISE))))
    return float(_RATE * (1 + np.cos(np.pi * (done - _RISE) / (1 - _RISE))) / 2)


def _step(
    weights: Weights, slopes: Weights, moments: Mapping[str, tuple[Floats, Floats]], step: int, rate: float
) -> None:
    """One step of AdamW with the slopes cut to a length, in place."""
    length = float(sum((slope.astype(np.float64) ** 2).sum() for slope in slopes.values()) ** 0.5)
    cut = min(1.0, _LONGEST / max(length, 1e-12))
    first, second = _MOMENTS
    for name, slope in slopes.items():
        mean, square = moments[name]
        mean += (1 - first) * (slope * cut - mean)
        square += (1 - second) * ((slope * cut) ** 2 - square)
        bent = np.sqrt(square / (1 - second ** (step + 1))) + 1e-8
        weights[name] -= rate * (mean / ((1 - first ** (step + 1)) * bent) + _DECAY * weights[name])
