"""The forest scores as its trees read."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.evaluation import fusion
from segue.evaluation.fusion import SIGNALS, Example, compiled, folds
from segue.ranking.forest import LEAVES, Forest

_VALUES = st.floats(-4, 4, width=32)


@st.composite
def trees(draw: st.DrawFn, leaves: int = LEAVES) -> dict[str, Any]:
    """A tree of up to `leaves` leaves, as LightGBM tells it."""
    if leaves < 2 or draw(st.booleans()):
        return {"leaf_value": draw(_VALUES)}
    left = draw(st.integers(1, leaves - 1))
    return {
        "split_feature": draw(st.integers(0, len(SIGNALS) - 1)),
        "threshold": draw(_VALUES),
        "left_child": draw(trees(left)),
        "right_child": draw(trees(leaves - left)),
    }


def split(model: dict[str, Any]) -> bool:
    return any("split_feature" in info["tree_structure"] for info in model["tree_info"])


MODELS = st.lists(trees(), min_size=1, max_size=4).map(lambda t: {"tree_info": [{"tree_structure": one} for one in t]})


def walked(node: dict[str, Any], track: np.ndarray[Any, Any]) -> float:
    while "leaf_value" not in node:
        node = node["left_child" if track[node["split_feature"]] <= node["threshold"] else "right_child"]
    return float(node["leaf_value"])


@given(MODELS.filter(split), st.integers(0, 2**32 - 1))
def test_a_forest_scores_as_a_walk_through_its_trees(model: dict[str, Any], seed: int) -> None:
    tracks = np.random.default_rng(seed).uniform(-5, 5, (7, len(SIGNALS))).astype(np.float32)
    expected = [sum(walked(info["tree_structure"], track) for info in model["tree_info"]) for track in tracks]
    assert compiled(model).scores(tracks) == pytest.approx(expected, abs=1e-4)


@given(MODELS.filter(split))
def test_what_is_saved_is_loaded(model: dict[str, Any]) -> None:
    forest, file = compiled(model), BytesIO()
    forest.save(file)
    tracks = np.linspace(-5, 5, 5 * len(SIGNALS), dtype=np.float32).reshape(5, -1)
    again = Forest.load(BytesIO(file.getvalue()))
    assert again.names == SIGNALS
    assert (again.scores(tracks) == forest.scores(tracks)).all()


def examples(count: int) -> list[Example]:
    """Turns of `count` dialogues in which the tracks that are near what was liked are wanted."""
    rng, near = np.random.default_rng(5), SIGNALS.index("near_liked")
    made = []
    for at in range(3 * count):
        signals = rng.uniform(-1, 1, (60, len(SIGNALS))).astype(np.float32)
        wanted = signals[:, near] > 0.8
        made.append(Example(f"d{at % count}", np.arange(60, dtype=np.int32), np.zeros(60, np.float32), signals, wanted))
    return made


def test_turns_of_one_dialogue_fall_into_one_fold() -> None:
    part = folds(examples(12))
    assert set(part) == {f"d{at}" for at in range(12)}
    assert set(part.values()) == set(range(fusion.FOLDS))


def test_training_learns_what_is_wanted() -> None:
    pytest.importorskip("lightgbm", reason="the learner belongs to the bench extra")
    made = examples(40)
    ranked = fusion.cross_validated(made)
    first = [one.wanted[rows[0]] for one, rows in zip(made, ranked, strict=True) if one.wanted.any()]
    assert np.mean(first) > 0.95
