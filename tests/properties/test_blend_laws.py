"""Laws of blending: weights are shares, whoever proposes how much, and agreement never hurts."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from segue.candidates import gather
from segue.candidates.blend import blend
from segue.candidates.query import Proposal
from segue.catalogue.snapshot import Snapshot
from segue.music import Intent, Requirement
from segue.requirements import check

_DEPTH = 200
_WEIGHTS = st.floats(0.05, 20)


def proposal(first: int, length: int = _DEPTH) -> Proposal:
    """Rows of its own, from `first`, with scores on no common scale."""
    rows = np.arange(first, first + length, dtype=np.int32)
    return Proposal(rows, np.linspace(first + 9, first, length, dtype=np.float32))


def taken(weights: list[float], limit: int) -> list[int]:
    """How many of the `limit` blended tracks come from each of as many sources that have nothing in common."""
    proposals = {str(at): proposal(at * _DEPTH) for at in range(len(weights))}
    rows, _ = blend(proposals, {str(at): weight for at, weight in enumerate(weights)}, limit)
    return [int((rows // _DEPTH == at).sum()) for at in range(len(weights))]


@given(_WEIGHTS, _WEIGHTS, st.integers(1, _DEPTH))
def test_each_of_two_sources_has_its_share_to_within_one_track(one: float, other: float, limit: int) -> None:
    counts = taken([one, other], limit)
    assert sum(counts) == limit
    assert abs(counts[0] - limit * one / (one + other)) <= 1 + 1e-6


@given(st.lists(_WEIGHTS, min_size=2, max_size=6), st.integers(1, _DEPTH))
def test_no_trade_of_a_track_brings_shares_nearer(weights: list[float], limit: int) -> None:
    counts = taken(weights, limit)
    assert sum(counts) == limit
    dearest = max((count - 0.5) / weight for count, weight in zip(counts, weights, strict=True))
    cheapest = min((count + 0.5) / weight for count, weight in zip(counts, weights, strict=True))
    assert dearest <= cheapest * (1 + 1e-9)


@given(_WEIGHTS, _WEIGHTS, st.integers(0, 50), st.integers(1, 100))
def test_a_track_of_two_sources_is_taken_before_one_that_either_ranks_the_same(
    one: float, other: float, place: int, limit: int
) -> None:
    shared = 10_000
    lists = [proposal(0), proposal(_DEPTH)]
    for found in lists:
        found.rows[place] = shared
    proposals = {"one": lists[0], "other": lists[1]}
    rows, terms = blend(proposals, {"one": one, "other": other}, limit)
    if place + 1 <= limit * min(one, other) / (one + other) - 1:
        assert shared in rows
    if shared in rows:
        at = rows.tolist().index(shared)
        assert terms["one"][at] > 0
        assert terms["other"][at] > 0


@given(_WEIGHTS, st.integers(1, 30), st.integers(31, _DEPTH))
def test_what_a_short_source_leaves_goes_to_the_other(weight: float, short: int, limit: int) -> None:
    rows, _ = blend({"short": proposal(0, short), "long": proposal(1_000)}, {"short": weight, "long": 1.0}, limit)
    assert len(rows) == limit
    assert (rows >= 1_000).sum() >= limit - short


@given(
    st.sampled_from(["rock", "folk", "jazz", "hip hop", "ambient"]), st.sampled_from([0.15, 0.25, 0.5, 0.75]),
    st.integers(4, 24), st.integers(0, 3),
)  # fmt: skip
def test_a_share_of_the_list_finds_enough_candidates(
    tiny: Snapshot, genre: str, share: float, need: int, seed: int
) -> None:
    wish = Requirement(phrase="", span=(0, 0), attribute="genre", operator="is", value=genre, share=share)
    found = gather(Intent(requirements=(wish,)), tiny, seed=seed, need=need, limit=need)
    held = int(check(tiny, wish, found.rows).held.sum())
    assert held >= min(int(check(tiny, wish).held.sum()), round(share * need), need // 2)
