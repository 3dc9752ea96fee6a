"""Training the order of conversations: a small forest over what the sources of candidates tell of each track.

The shipped forest (`segue/ranking/data/dialogue.npz`) learned from the shared part of the Conversational Playlist
Curation Dataset (CC BY 4.0): which of a conversation's candidates stand in its finished playlist. It holds thresholds
and leaf values over some thirty signals, and no word, name or track. The learner is LightGBM's lambdarank (Burges
2010; Ke et al. 2017), which belongs to the `bench` extra; serving needs NumPy alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from segue.errors import MissingExtra
from segue.music import Floats, Rows
from segue.ranking.forest import LEAVES, Forest

SIGNALS: Final = (
    "named_age", "named_lead", "named_track", "acts_named", "named_now", "act_liked", "act_liked_share",
    "act_liked_lately", "act_disliked", "likes", "near_named", "near_named_now", "act_near_named", "near_liked",
    "near_liked_lately", "near_one_liked", "act_near_liked", "near_disliked", "near_wanted", "labels_shunned",
    "labels_wanted", "labels_rare", "labels_now", "genres_liked", "tags_liked", "sound", "words_now", "words_now_place",
    "words", "words_place", "popularity", "versions", "tags", "songs", "place", "prominence", "fit",
)  # fmt: skip
"""What the forest may look at, by the name that a source gives it."""
FOLDS: Final = 5
_OTHERS: Final = 150
"""Unwanted candidates of a turn that training looks at, drawn at random."""
_TREES: Final = 160
_HOW: Final = {
    "objective": "lambdarank", "num_leaves": LEAVES, "learning_rate": 0.06, "min_data_in_leaf": 100,
    "feature_fraction": 0.5, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 5.0, "use_missing": False,
    "lambdarank_truncation_level": 30, "seed": 1, "num_threads": 1, "deterministic": True, "verbose": -1,
}  # fmt: skip


class Example(NamedTuple):
    """A turn's candidates: `rows` (m,), the sum of their terms in plain rank fusion (m,), what the signals tell of them
    (m, signals), and which are wanted (m,)."""

    dialogue: str
    rows: Rows
    fused: Floats
    signals: Floats
    wanted: npt.NDArray[np.bool_]


def folds(examples: Sequence[Example], seed: int = 0) -> dict[str, int]:
    """Dialogues dealt at random into `FOLDS` parts: the turns of one stay together."""
    names = sorted({one.dialogue for one in examples})
    Random(seed).shuffle(names)
    return {name: at % FOLDS for at, name in enumerate(names)}


def train(examples: Sequence[Example], seed: int = 0) -> Forest:
    """A forest that puts the wanted candidates of each example first. Raises `MissingExtra` (bench)."""
    try:
        import lightgbm
    except ImportError:
        raise MissingExtra("bench", "Training the order of conversations") from None
    drawn = list(_drawn(examples, np.random.default_rng(seed)))
    signals = np.concatenate([signals for signals, _ in drawn])
    wanted = np.concatenate([wanted for _, wanted in drawn]).astype(np.int32)
    data = lightgbm.Dataset(signals, wanted, group=[len(one) for one, _ in drawn])
    return compiled(lightgbm.train(_HOW, data, _TREES).dump_model())


def _drawn(examples: Sequence[Example], rng: np.random.Generator) -> Iterator[tuple[Floats, npt.NDArray[np.bool_]]]:
    """Of each example that has wanted candidates those, and some of the others."""
    for one in examples:
        wanted, others = np.flatnonzero(one.wanted), np.flatnonzero(~one.wanted)
        if len(wanted):
            some = rng.choice(others, min(_OTHERS, len(others)), replace=False)
            at = np.sort(np.concatenate([wanted, some]))
            yield one.signals[at], one.wanted[at]


def compiled(model: dict[str, Any]) -> Forest:
    """LightGBM's own description of a model as a `Forest`."""
    nodes: list[tuple[int, int, float, int]] = []
    values = np.zeros((len(model["tree_info"]), LEAVES), np.float32)
    for tree, info in enumerate(model["tree_info"]):
        leaves = list(_leaves(info["tree_structure"]))
        values[tree, : len(leaves)] = leaves
        nodes += [(tree, *node) for node in _nodes(info["tree_structure"], 0)]
    tree_of, feature, threshold, left = (np.array(column) for column in zip(*nodes, strict=True))
    return Forest(
        SIGNALS, tree_of.astype(np.int32), feature.astype(np.int32), threshold.astype(np.float32),
        left.astype(np.uint16), values,
    )  # fmt: skip


def _leaves(node: dict[str, Any]) -> Iterator[float]:
    if "leaf_value" in node:
        yield node["leaf_value"]
    else:
        yield from _leaves(node["left_child"])
        yield from _leaves(node["right_child"])


def _nodes(node: dict[str, Any], first: int) -> Iterator[tuple[int, float, int]]:
    """Feature, threshold and left leaves of `node`, whose own leaves count from `first`, and of all below it."""
    if "leaf_value" in node:
        return
    left = len(list(_leaves(node["left_child"])))
    yield node["split_feature"], node["threshold"], ((1 << left) - 1) << first
    yield from _nodes(node["left_child"], first)
    yield from _nodes(node["right_child"], first + left)


def cross_validated(examples: Sequence[Example]) -> list[Rows]:
    """For each example its candidates in the order of a forest that was trained without its fold."""
    part = folds(examples)
    forests = [train([one for one in examples if part[one.dialogue] != held]) for held in range(FOLDS)]
    return [ordered(one, forests[part[one.dialogue]]) for one in examples]


def ordered(one: Example, forest: Forest) -> Rows:
    """The candidates of an example, the best first; ties go to the lower row."""
    return one.rows[np.lexsort((one.rows, -forest.scores(one.signals)))]
