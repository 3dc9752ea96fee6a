"""The network beside the field: its derivatives, and that it learns."""

from __future__ import annotations

import numpy as np
import pytest

from segue.evaluation.net import Text, fit, loss, started
from segue.intent.tagging.net import Floats, Net, Weights, entered, forward


def _wide(weights: Weights) -> Weights:
    return {name: w.astype(np.float64) for name, w in weights.items()}


def _texts(rng: np.random.Generator) -> list[Text]:
    names = [f"f{n}" for n in range(6)]
    allowed = np.eye(4, dtype=bool)
    return [
        Text([list(rng.choice(names, 3)) for _ in range(n)], rng.normal(0, 1, (n, 5)), allowed[rng.integers(0, 4, n)])
        for n in (3, 1, 7)
    ]


@pytest.mark.parametrize("name", sorted(started(6, 5, 4, np.random.default_rng(0))))
def test_derivatives_are_those_of_the_loss(name: str) -> None:
    rng = np.random.default_rng(1)
    texts = _texts(rng)
    net = Net([f"f{n}" for n in range(6)], _wide(started(6, 5, 4, rng)))
    seen = net.seen([t.features for t in texts], [t.vectors for t in texts])
    allowed = np.concatenate([part for t in texts for part in (t.allowed, np.ones((2, 4), bool))])
    allowed[1, 2] = allowed[1, 3] = True  # one word of which less is known
    _, slopes = loss(net.weights, seen, allowed)
    weight = net.weights[name].reshape(-1)
    first = 128 if name == "features" else 0  # row 0 is no feature
    for at in rng.integers(first, len(weight), 5).tolist():
        kept = weight[at]
        weight[at] = kept + 1e-5
        above, _ = loss(net.weights, seen, allowed)
        weight[at] = kept - 1e-5
        below, _ = loss(net.weights, seen, allowed)
        weight[at] = kept
        assert slopes[name].reshape(-1)[at] == pytest.approx((above - below) / 2e-5, rel=1e-3, abs=1e-8)


def _logits(net: Net, texts: list[Text]) -> Floats:
    seen = net.seen([t.features for t in texts], [t.vectors for t in texts])
    return forward(net.weights, entered(net.weights, seen), seen.there)


def test_a_text_is_read_alike_alone_and_among_others() -> None:
    rng = np.random.default_rng(2)
    texts = _texts(rng)
    net = Net([f"f{n}" for n in range(6)], started(6, 5, 4, rng))
    together = _logits(net, texts)
    alone = _logits(net, [texts[2]])
    assert np.allclose(together[-9:-2], alone[:7], atol=1e-4)


def test_it_learns_what_a_neighbour_tells() -> None:
    """A word means one thing behind "no" and another elsewhere."""
    labels = np.eye(2, dtype=bool)
    plain = Text([["a"], ["b"]], np.zeros((2, 1), np.float32), labels[[0, 0]])
    turned = Text([["no"], ["b"]], np.zeros((2, 1), np.float32), labels[[0, 1]])
    net = fit([plain, turned] * 40)
    assert _logits(net, [plain])[:2].argmax(axis=1).tolist() == [0, 0]
    assert _logits(net, [turned])[:2].argmax(axis=1).tolist() == [0, 1]
