"""Promises of the assembler, on random problems small enough to check against every possible list."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from segue.sequencing import ordering
from segue.sequencing.assemble import assemble
from segue.sequencing.ordering import Path
from segue.sequencing.parts import Part, Range, zones
from segue.sequencing.problem import Demand, Problem, Sound
from segue.sequencing.rules import need, permitted

LARGEST = 9


def sound(rng: np.random.Generator, m: int) -> Sound:
    def holed(values: np.ndarray) -> np.ndarray:
        return np.where(rng.random(m) < 0.2, np.nan, values).astype(np.float32)

    return Sound(
        holed(rng.uniform(60, 180, m)), holed(rng.integers(0, 12, m)), holed(rng.integers(0, 2, m)),
        holed(rng.random(m)), holed(rng.uniform(-20, -3, m)),
    )  # fmt: skip


@st.composite
def problems(draw: st.DrawFn, *, demands: int = 2, length: bool = False) -> Problem:
    """Up to nine candidates by up to four acts, twins within acts, demands that hold for half of the candidates."""
    m, seed = draw(st.integers(2, LARGEST)), draw(st.integers(0, 2**20))
    rng = np.random.default_rng(seed)
    artist = rng.integers(0, draw(st.integers(1, 4)), m)
    twin = artist * 10 + rng.integers(0, 6, m)
    shares = draw(st.lists(st.sampled_from([0.2, 0.34, 0.5, 1.0]), max_size=demands))
    n = draw(st.integers(1, m))
    duration = (1000.0 * rng.integers(90, 400, m)).astype(np.float64)
    aim = float(duration[rng.random(m) < 0.5].sum()) + 1000.0 * draw(st.integers(-60, 60))
    return Problem(
        relevance=np.sort(rng.random(m))[::-1].astype(np.float32),
        sound=sound(rng, m),
        duration=duration,
        artist=artist,
        twin=twin,
        count=Range(1, 1000, n) if length else Range(n, n, n),
        cap=np.full(m, draw(st.integers(1, 4))),
        cap_firm=draw(st.booleans()),
        length=Range(aim - 30_000, aim + 30_000, aim) if length else None,
        demands=tuple(Demand(rng.random(m) < 0.6, rng.random(m).astype(np.float32), share) for share in shares),
    )


def lawful(problem: Problem, chosen: tuple[int, ...], *, shares: bool) -> bool:
    """Whether a set keeps musts, caps and twins, and (with `shares`) every demand."""
    at = list(chosen)
    acts = np.bincount(problem.artist[at])
    fine = permitted(problem)[at].all() and len(set(problem.twin[at])) == len(at)
    fine = fine and not (problem.cap_firm and acts.max(initial=0) > problem.cap[0])
    return bool(fine) and (not shares or all(d.held[at].sum() >= need(d, len(at)) for d in problem.demands))


def some(problem: Problem, n: int, *, shares: bool) -> bool:
    return any(lawful(problem, chosen, shares=shares) for chosen in combinations(range(problem.m), n))


@given(problems())
def test_musts_caps_and_twins_hold_in_every_list(problem: Problem) -> None:
    assert lawful(problem, tuple(assemble(problem).picks.tolist()), shares=False)


@given(problems())
def test_the_count_is_exact_or_the_most_there_is(problem: Problem) -> None:
    got, n = len(assemble(problem).picks), int(problem.count.aim)
    assert got == n or (got < n and not some(problem, got + 1, shares=False))


@given(problems())
def test_shares_hold_to_the_slot_where_any_list_can(problem: Problem) -> None:
    n = int(problem.count.aim)
    assume(some(problem, n, shares=True))
    assert lawful(problem, tuple(assemble(problem).picks.tolist()), shares=True)


@given(problems(demands=1, length=True))
def test_the_length_is_within_30_s_where_any_list_can(problem: Problem) -> None:
    assert problem.length is not None
    sets = (c for n in range(1, problem.m + 1) for c in combinations(range(problem.m), n))
    reachable = any(
        problem.length.excess(problem.duration[list(c)].sum()) == 0 and lawful(problem, c, shares=True) for c in sets
    )
    made = assemble(problem)
    assert lawful(problem, tuple(made.picks.tolist()), shares=reachable)
    assert not reachable or made.excess_ms == 0


@given(problems(), st.data())
def test_locks_stay(problem: Problem, data: st.DataObject) -> None:
    n = int(problem.count.aim)
    track, slot = data.draw(st.integers(0, problem.m - 1)), data.draw(st.integers(0, n - 1))
    made = assemble(replace(problem, locks={slot: track}))
    assert made.picks[min(slot, len(made.picks) - 1)] == track


@given(problems(), st.data())
def test_a_part_of_a_problem_speaks_of_the_same_tracks(problem: Problem, data: st.DataObject) -> None:
    at = np.array(sorted(data.draw(st.sets(st.integers(0, problem.m - 1), min_size=1))), np.intp)
    part = replace(problem, locks={0: int(at[-1])}, keep=(int(at[0]), 0)).take(at)
    assert at[part.locks[0]] == at[-1]
    assert set(at[list(part.keep)]) <= {at[0], 0}
    assert all((a.held == b.held[at]).all() for a, b in zip(part.demands, problem.demands, strict=True))


@given(problems(), st.integers(0, 5))
def test_the_same_seed_gives_the_same_list(problem: Problem, seed: int) -> None:
    assert assemble(problem, seed=seed).picks.tolist() == assemble(problem, seed=seed).picks.tolist()


@given(problems(demands=0))
def test_neighbours_by_one_act_only_where_they_cannot_be_avoided(problem: Problem) -> None:
    picks = assemble(problem).picks
    acts = problem.artist[picks]
    most = np.bincount(acts).max(initial=0)
    assert (acts[1:] == acts[:-1]).sum() == max(0, 2 * most - len(acts) - 1)


@given(problems(demands=0), st.sampled_from([1, 2, 3]))
def test_a_must_of_a_block_restricts_its_slots(problem: Problem, blocks: int) -> None:
    held = np.arange(problem.m) % 2 == 0
    asked = replace(
        problem, parts=(Part(),) * blocks, demands=(Demand(held, held.astype(np.float32), block=blocks - 1),)
    )
    made = assemble(asked)
    assert held[made.picks[made.zone == blocks - 1]].all()
    assert made.zone.tolist() == zones(len(made.picks), asked.parts).tolist()


@given(problems(demands=0), st.data())
def test_what_stays_keeps_its_order(problem: Problem, data: st.DataObject) -> None:
    keep = tuple(data.draw(st.permutations(range(problem.m)))[: problem.m // 2])
    picks = assemble(replace(problem, keep=keep)).picks.tolist()
    stayed = [track for track in keep if track in picks]
    assert [track for track in picks if track in keep] == stayed


@given(problems(demands=0), st.data())
def test_all_that_may_stay_stays(problem: Problem, data: st.DataObject) -> None:
    n = int(problem.count.aim)
    keep = tuple(data.draw(st.permutations(range(problem.m)))[:n])
    assume(lawful(problem, keep, shares=True) and some(problem, n, shares=False))
    made = assemble(replace(problem, keep=keep, cap=np.full(problem.m, problem.m)))
    assert set(keep) <= set(made.picks.tolist())


@st.composite
def paths(draw: st.DrawFn) -> Path:
    n, seed, placed = draw(st.integers(1, 7)), draw(st.integers(0, 2**20)), draw(st.booleans())
    rng = np.random.default_rng(seed)
    cost = rng.random((n, n))
    movable = rng.random(n) < 0.5 if draw(st.booleans()) else None
    return Path(cost + cost.T, 3 * rng.random((n, n)) if placed else None, movable)


@given(paths(), st.integers(0, 10))
def test_more_rounds_never_make_an_order_worse(path: Path, rounds: int) -> None:
    start = np.arange(len(path.cost), dtype=np.intp)[None, :]
    values = [path.of(ordering.search(path, start, r)[None, :])[0] for r in (0, rounds, rounds + 1)]
    assert values[0] >= values[1] - 1e-9 >= values[2] - 2e-9


@given(paths())
def test_a_finished_search_leaves_no_better_exchange_or_reversal(path: Path) -> None:
    assume(path.movable is None)
    n = len(path.cost)
    order = ordering.search(path, np.arange(n, dtype=np.intp)[None, :], 1000)
    best = path.of(order[None, :])[0]
    assert sorted(order.tolist()) == list(range(n))
    for a, b in combinations(range(n), 2):
        turned, moved = order.copy(), np.insert(np.delete(order, a), b, order[a])
        turned[a : b + 1] = turned[a : b + 1][::-1]
        assert min(path.of(turned[None, :])[0], path.of(moved[None, :])[0]) >= best - 1e-9


@pytest.mark.slow
@settings(max_examples=25)
@given(paths())
def test_the_search_is_close_to_the_best_of_all_orders(path: Path) -> None:
    assume(path.movable is None and path.place is None)
    n = len(path.cost)
    starts = np.stack([np.roll(np.arange(n, dtype=np.intp), r) for r in range(n)])
    found = path.of(ordering.search(path, starts, 1000)[None, :])[0]
    best = path.of(np.array(list(permutations(range(n))), np.intp)).min()
    assert found <= best * 1.1 + 1e-9
