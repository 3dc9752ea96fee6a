"""The score: a weighted mean of features, each in 0–1, moved by evidence and editors."""

from __future__ import annotations

import datetime

import msgspec
import numpy as np
import pytest

from segue.candidates import gather
from segue.catalogue.editorial import barred_rows, in_force, pinned_rows
from segue.catalogue.port import EditorialRule
from segue.catalogue.snapshot import Snapshot
from segue.errors import NotFound
from segue.music import FIRST_GUESSED, Intent, Requirement
from segue.ranking import Context, load_recipe, rank
from segue.ranking.features import FEATURES

FAST = Requirement(phrase="", span=(0, 0), attribute="tempo", operator="min", value=110)


def context(snapshot: Snapshot, *wishes: Requirement, **more: object) -> Context:
    intent = Intent(requirements=wishes)
    return Context.of(gather(intent, snapshot, seed=3), intent, snapshot, seed=3, **more)  # type: ignore[arg-type]


def test_every_feature_lies_in_its_range(tiny: Snapshot) -> None:
    asked = context(tiny, FAST)
    for name, feature in FEATURES.items():
        values = feature(asked)
        assert values.shape == asked.candidates.rows.shape, name
        assert ((values >= 0) & (values <= 1)).all(), name


def test_scores_fall_and_are_the_weighted_mean(tiny: Snapshot) -> None:
    recipe = load_recipe()
    ranked = rank(context(tiny, FAST), recipe)
    assert (np.diff(ranked.scores) <= 0).all()
    total = sum(w * ranked.features[name] for name, w in recipe.weights.items())
    assert ranked.scores == pytest.approx(total / sum(recipe.weights.values()), abs=1e-5)


def test_a_known_value_comes_before_a_guess_of_the_same(tiny: Snapshot) -> None:
    asked = context(tiny, FAST)
    proof = FEATURES["proof"](asked)
    source = asked.evidence[0].source
    assert (proof[(source > 0) & (source < FIRST_GUESSED)] == 1).all()
    assert (proof[source >= FIRST_GUESSED] == 0).all()


@pytest.mark.parametrize(("action", "sign"), [("boost", 1), ("bury", -1), ("pin", 1)])
def test_editors_move_what_they_name(tiny: Snapshot, action: str, sign: int) -> None:
    rule = EditorialRule(action=action, target=f"artist:{tiny.credits[0]}", who="desk", amount=0.5)  # type: ignore[arg-type]
    plain, ruled = (FEATURES["editorial"](context(tiny, rules=rules)) for rules in ((), (rule,)))
    named = ruled != plain
    assert named.any()
    assert not named.all()
    assert (np.sign(ruled - plain)[named] == sign).all()


def test_rules_hold_from_since_until_the_day_before_until() -> None:
    rule = EditorialRule(action="block", target="x", who="desk", since="2026-02-01", until="2026-03-01")
    days = {day: bool(in_force([rule], datetime.date.fromisoformat(day))) for day in
            ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01")}  # fmt: skip
    assert list(days.values()) == [False, True, True, False]


def test_blocks_and_pins_name_rows(tiny: Snapshot) -> None:
    block = EditorialRule(action="block", target=tiny.ids[5], who="desk")
    pin = EditorialRule(action="pin", target="label:rock", who="desk")
    assert barred_rows(tiny, [block, pin]).tolist() == [5]
    assert len(pinned_rows(tiny, [block, pin])) > 1
    gone = msgspec.structs.replace(block, target="no such id")
    assert len(barred_rows(tiny, [gone])) == 0


def test_a_recipe_is_known_by_its_content() -> None:
    assert load_recipe().label.startswith("plain@")
    with pytest.raises(NotFound):
        load_recipe("no such recipe")
