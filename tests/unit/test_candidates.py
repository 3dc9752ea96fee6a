"""Candidate generation on the tiny world: what may be chosen, and how proposals are fused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.candidates import gather
from segue.candidates.blend import blend
from segue.candidates.eligible import eligible
from segue.candidates.query import Proposal
from segue.candidates.top import top
from segue.catalogue.snapshot import Snapshot
from segue.music import Intent, Place, Requirement
from segue.requirements import Checked, check

NONE = np.empty(0, np.int32)


def wish(attribute: str, operator: str, value: object, **more: object) -> Requirement:
    fields = {"phrase": "", "span": (0, 0), "attribute": attribute, "operator": operator, "value": value}
    return Requirement(**{**fields, **more})  # type: ignore[arg-type]


ROCK = wish("genre", "is", "rock")
FAST = wish("tempo", "min", 150, strength="prefer")


def test_no_candidate_breaks_a_must(tiny: Snapshot) -> None:
    no_rock = wish("genre", "is", "rock", polarity="avoid")
    late = wish("year", "min", 1990)
    found = gather(Intent(requirements=(no_rock, late)), tiny, seed=1)
    assert len(found.rows)
    for must in (no_rock, late):
        assert check(tiny, must, found.rows).held.all()


def test_a_preference_that_starves_the_list_is_let_go_and_told(tiny: Snapshot) -> None:
    impossible = wish("year", "max", 1000, strength="prefer")
    pool = eligible(Checked(tiny), Intent(requirements=(ROCK, impossible)), NONE, need=3)
    assert pool.relaxed == (impossible,)
    assert len(pool.rows)
    assert impossible in gather(Intent(requirements=(ROCK, impossible)), tiny, seed=1).notes


def test_an_affordable_preference_narrows(tiny: Snapshot) -> None:
    lenient = wish("tempo", "min", 100, strength="prefer")
    pool = eligible(Checked(tiny), Intent(requirements=(ROCK, lenient)), NONE, need=1)
    assert pool.relaxed == ()
    assert check(tiny, lenient, pool.rows).held.all()


def test_barred_rows_never_come_and_pinned_ones_do(tiny: Snapshot) -> None:
    rock = np.flatnonzero(check(tiny, ROCK).held).astype(np.int32)
    found = gather(Intent(requirements=(ROCK,)), tiny, seed=1, barred=rock[:2], pinned=rock[2:4], limit=5)
    assert not np.isin(rock[:2], found.rows).any()
    assert np.isin(rock[2:4], found.rows).all()


def test_a_pin_does_not_break_a_must(tiny: Snapshot) -> None:
    other = np.flatnonzero(~check(tiny, ROCK).held).astype(np.int32)[:1]
    assert not np.isin(other, gather(Intent(requirements=(ROCK,)), tiny, seed=1, pinned=other).rows).any()


@pytest.mark.parametrize("part", [{"share": 0.2}, {"scope": Place(block=1)}])
def test_a_wish_for_a_part_of_the_list_gets_candidates_of_its_own(tiny: Snapshot, part: dict[str, object]) -> None:
    rock = wish("genre", "is", "rock", **part)
    found = gather(Intent(requirements=(rock,)), tiny, seed=1, limit=16)
    assert check(tiny, rock, found.rows).held.sum() >= 4
    assert not check(tiny, rock, found.rows).held.all()


def test_the_same_seed_gives_the_same_candidates(tiny: Snapshot) -> None:
    first, second = (gather(Intent(), tiny, seed=7, limit=20) for _ in range(2))
    assert (first.rows == second.rows).all()


@given(st.lists(st.floats(0, 1, width=32), max_size=60), st.integers(0, 70))
def test_top_is_the_head_of_a_stable_sort(scores: list[float], limit: int) -> None:
    rows, values = np.arange(len(scores), dtype=np.int32) * 3, np.array(scores, np.float32)
    best = top(rows, values, limit)
    order = sorted(range(len(scores)), key=lambda at: (-values[at], at))[:limit]
    assert best.rows.tolist() == [at * 3 for at in order]


@given(st.lists(st.permutations(range(12)), min_size=2, max_size=2), st.floats(0.1, 5), st.integers(1, 12))
def test_blending_honours_rank_and_weight(ranks: list[list[int]], weight: float, limit: int) -> None:
    proposals = {
        name: Proposal(np.array(rows, np.int32), np.linspace(1, 0, 12, dtype=np.float32))
        for name, rows in zip("ab", ranks, strict=True)
    }
    rows, terms = blend(proposals, {"a": weight, "b": 1.0}, limit)
    assert len(rows) == limit
    assert (np.diff(rows) > 0).all()
    for name in "ab":
        ahead = sorted(range(len(rows)), key=lambda at: ranks["ab".index(name)].index(int(rows[at])))
        assert (np.diff(terms[name][ahead]) < 0).all()


def test_a_lock_is_proposed_whatever_it_keeps(tiny: Snapshot) -> None:
    other = np.flatnonzero(~check(tiny, ROCK).held).astype(np.int32)[:1]
    assert np.isin(other, gather(Intent(requirements=(ROCK,)), tiny, seed=1, locked=other).rows).all()
