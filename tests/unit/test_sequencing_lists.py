"""Sequencing on the tiny world: from wishes to a list, and what is told of what could not be had."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace

from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput
from segue.music import (
    Evidence,
    Intent,
    Lock,
    Place,
    Ranked,
    Reading,
    Region,
    Requirement,
    Scope,
    Sequence,
    Strength,
    Value,
)
from segue.music.requirement import Operator, Polarity
from segue.requirements import check, on_tracks, whole
from segue.requirements.courses import agreement
from segue.sequencing import arcs, arrange, transitions
from segue.sequencing.problem import Sound


def wish(
    attribute: str,
    operator: Operator,
    value: Value,
    *,
    share: float = 1.0,
    scope: Scope = "list",
    strength: Strength = "must",
    polarity: Polarity = "want",
) -> Requirement:
    return Requirement(
        phrase="", span=(0, 0), attribute=attribute, operator=operator, value=value,
        share=share, scope=scope, strength=strength, polarity=polarity,
    )  # fmt: skip


def rank_all(tiny: Snapshot, *wishes: Requirement) -> Ranked:
    """Every track, scored by its row alone."""
    rows = np.arange(tiny.n, dtype=np.int32)
    evidence: tuple[Evidence, ...] = tuple(check(tiny, w, rows) for w in wishes if on_tracks(w))
    return Ranked(rows, np.linspace(1, 0, tiny.n, dtype=np.float32), {}, {}, evidence)


def make(tiny: Snapshot, *wishes: Requirement, locks: tuple[Lock, ...] = (), keep: tuple[str, ...] = ()) -> Sequence:
    intent = Intent(requirements=wishes)
    return arrange(rank_all(tiny, *wishes), intent, tiny, seed=1, locks=locks, keep=keep, default_count=10)


def values(tiny: Snapshot, made: Sequence, name: str) -> np.ndarray:
    return tiny.numeric(name).values[made.picked]


def acts(tiny: Snapshot, made: Sequence) -> list[str]:
    return [tiny.artists.name(int(code)) for code in tiny.artists.primary[made.picked]]


def test_without_wishes_the_default_number_by_many_acts(tiny: Snapshot) -> None:
    made = make(tiny)
    assert len(made.picked) == 10
    assert max(np.bincount(tiny.artists.primary[made.picked] + 1)) <= 2
    assert len(set(tiny.twin[made.picked].tolist())) == 10
    assert made.transitions[-1] is None
    assert all(0 <= t.cost <= 1 for t in made.transitions[:-1] if t)


@pytest.mark.parametrize(
    ("operator", "value", "fits"),
    [
        ("is", 7, {7}),
        ("about", 7, {7}),
        ("min", 12, {12}),
        ("max", 8, {8}),
        ("max", 40, {10}),
        ("between", (4, 6), {4, 5, 6}),
    ],
)
def test_the_number_of_tracks(tiny: Snapshot, operator: Operator, value: Value, fits: set[int]) -> None:
    assert len(make(tiny, wish("count", operator, value)).picked) in fits


@pytest.mark.parametrize("minutes", [10, 20, 45.0, 90])
def test_a_length_is_kept_within_30_s(tiny: Snapshot, minutes: float) -> None:
    made = make(tiny, wish("duration", "about", minutes))
    assert abs(values(tiny, made, "duration_ms").sum() - minutes * 60_000) <= 30_000
    assert not made.notes


def test_number_and_length_together(tiny: Snapshot) -> None:
    made = make(tiny, wish("duration", "is", 41), wish("count", "is", 12))
    assert len(made.picked) == 12
    assert abs(values(tiny, made, "duration_ms").sum() - 41 * 60_000) <= 30_000


@pytest.mark.parametrize(("operator", "low", "high"), [("min", 30, 37.5), ("max", 22.5, 30)])
def test_a_length_may_be_bounded_on_one_side(tiny: Snapshot, operator: Operator, low: float, high: float) -> None:
    made = make(tiny, wish("duration", operator, 30))
    assert low <= values(tiny, made, "duration_ms").sum() / 60_000 <= high


def test_a_must_is_never_broken_and_too_few_tracks_are_told(tiny: Snapshot) -> None:
    count, fast = wish("count", "is", 30), wish("tempo", "min", 150.0)
    made = make(tiny, fast, count)
    assert 0 < len(made.picked) < 30
    assert (values(tiny, made, "tempo") >= 150).all()
    assert "keep every must" in made.notes[count]


def test_an_endless_length_is_told(tiny: Snapshot) -> None:
    long = wish("duration", "about", 1000)
    made = make(tiny, long)
    assert "nearest total" in made.notes[long]


def test_nothing_fits(tiny: Snapshot) -> None:
    count = wish("count", "is", 5)
    made = make(tiny, wish("tempo", "min", 390.0), count)
    assert len(made.picked) == 0
    assert made.transitions == ()
    assert count in made.notes


def test_several_shares(tiny: Snapshot) -> None:
    calm, latin = wish("energy", "max", 0.4, share=0.5), wish("genre", "is", "latin", share=0.2)
    made = make(tiny, calm, latin)
    assert (values(tiny, made, "energy") <= 0.4).sum() >= 5
    assert check(tiny, latin, made.picked.astype(np.int32)).held.sum() >= 2


def test_preferences_that_all_can_keep_are_kept(tiny: Snapshot) -> None:
    old = wish("year", "max", 2000, strength="prefer")
    assert (values(tiny, make(tiny, old), "year") <= 2000).all()


def test_halves(tiny: Snapshot) -> None:
    calm = wish("energy", "max", 0.5, scope=Place(block=0))
    wild = wish("energy", "min", 0.6, scope=Place(block=1))
    made = make(tiny, calm, wild, wish("count", "is", 9))
    assert made.block.tolist() == [0] * 4 + [1] * 5
    energy = values(tiny, made, "energy")
    assert (energy[:4] <= 0.5).all()
    assert (energy[4:] >= 0.6).all()


def test_a_position(tiny: Snapshot) -> None:
    made = make(tiny, wish("artist", "is", "Grimwald", scope=Place(position=3)))
    assert acts(tiny, made)[2] == "Grimwald"


@pytest.mark.parametrize(("operator", "sign"), [("rising", 1), ("falling", -1)])
def test_an_arc(tiny: Snapshot, operator: Operator, sign: int) -> None:
    made = make(tiny, wish("arc", operator, "energy"))
    column = tiny.numeric("energy")
    assert column.known[made.picked].all()
    assert sign * agreement("rising", column.values[made.picked]) >= arcs.HELD


def test_an_arc_with_a_length(tiny: Snapshot) -> None:
    made = make(tiny, wish("arc", "rising", "tempo"), wish("duration", "about", 40))
    assert agreement("rising", values(tiny, made, "tempo")) >= arcs.HELD
    assert abs(values(tiny, made, "duration_ms").sum() - 2_400_000) <= 30_000


def test_a_cap(tiny: Snapshot) -> None:
    made = make(tiny, wish("per_artist", "max", 1))
    assert len(set(acts(tiny, made))) == 10


def test_acts_wanted_by_name_share_the_list_and_alternate(tiny: Snapshot) -> None:
    names = acts(
        tiny,
        make(
            tiny,
            wish("artist", "any", ("Vera Oduya", "Unit 404")),
            wish("arc", "is", "alternate", strength="prefer"),
            wish("count", "is", 8),
        ),
    )
    assert sorted(names) == ["Unit 404"] * 4 + ["Vera Oduya"] * 4
    assert all(a != b for a, b in pairwise(names))


def test_a_wish_of_which_nothing_can_tell_chooses_nothing(tiny: Snapshot) -> None:
    assert len(make(tiny, wish("instrument", "is", "theremin")).picked) == 10


def test_locks_and_what_is_kept(tiny: Snapshot) -> None:
    first = make(tiny)
    ids = tiny.ids.take(first.picked)
    kept = tuple(ids[:4] + ids[5:])
    made = make(tiny, locks=(Lock(position=2, track_id="t080"),), keep=kept)
    after = tiny.ids.take(made.picked)
    assert after[1] == "t080"
    assert [i for i in after if i in kept] == list(kept)


@pytest.mark.parametrize(
    ("locks", "code"),
    [
        (((1, "nobody"),), "lock_track"),
        (((0, "t001"),), "lock_position"),
        (((11, "t001"),), "lock_position"),
        (((1, "t001"), (2, "t001")), "lock_twice"),
    ],
)
def test_locks_that_cannot_be_honoured(tiny: Snapshot, locks: tuple[tuple[int, str], ...], code: str) -> None:
    with pytest.raises(BadInput) as caught:
        make(tiny, wish("count", "is", 10), locks=tuple(Lock(position=p, track_id=t) for p, t in locks))
    assert caught.value.code == f"segue.E.{code}"


def sounds(*rows: tuple[float, float, float, float, float]) -> Sound:
    return Sound(*(np.array(column, np.float32) for column in zip(*rows, strict=True)))


def test_transitions_are_told_with_their_gaps() -> None:
    nan = float("nan")
    order = np.arange(3, dtype=np.intp)
    three = sounds((120, 9, 0, 0.5, -8), (60, 0, 1, 0.6, -8), (nan, nan, 1, nan, nan))
    same, gap, last = transitions.told(three, order)
    assert same is not None
    assert (same.tempo_change, same.key_distance, same.energy_step) == (0, 1, 0.1)
    assert gap is not None
    assert (gap.tempo_change, gap.key_distance, gap.energy_step, gap.cost) == (None, None, None, transitions.UNKNOWN)
    assert last is None


def test_transitions_cost_the_same_both_ways() -> None:
    cost = transitions.costs(sounds((120, 9, 0, 0.5, -8), (131, 4, 1, 0.9, -4), (90, 1, 1, 0.1, -20)))
    assert cost == pytest.approx(cost.T)


def sizes(made: Sequence) -> list[int]:
    return [int(n) for n in np.bincount(made.block)]


def in_part(block: int) -> Place:
    return Place(block=block)


@pytest.mark.parametrize(
    ("lengths", "more", "expected"),
    [
        ([("count", 3)], [wish("count", "is", 12)], [3, 9]),
        ([("count", 3), ("count", 7)], [], [3, 7]),
        ([("count", 3), ("count", 7)], [wish("count", "is", 15)], [3, 7, 5]),
        ([("block", 0.25)], [wish("count", "is", 12)], [3, 9]),
        ([("block", 0.5), ("count", 2)], [wish("count", "is", 12)], [6, 2, 4]),
        ([("count", 30)], [wish("count", "is", 12)], [11, 1]),
    ],
)
def test_parts_take_as_many_slots_as_was_told(
    tiny: Snapshot, lengths: list[tuple[str, float]], more: list[Requirement], expected: list[int]
) -> None:
    told = [wish(name, "is", value, scope=in_part(at)) for at, (name, value) in enumerate(lengths)]
    assert sizes(make(tiny, *told, *more)) == expected


def test_a_part_told_in_minutes_lasts_them_and_so_does_the_list(tiny: Snapshot) -> None:
    made = make(
        tiny,
        wish("duration", "about", 12, scope=in_part(0)),
        wish("energy", "max", 0.5, scope=in_part(0)),
        wish("energy", "min", 0.6, scope=in_part(1)),
        wish("duration", "about", 40),
    )
    length, energy = values(tiny, made, "duration_ms"), values(tiny, made, "energy")
    assert abs(length[made.block == 0].sum() - 12 * 60_000) <= 30_000
    assert abs(length.sum() - 40 * 60_000) <= 30_000
    assert (energy[made.block == 0] <= 0.5).all()
    assert (energy[made.block == 1] >= 0.6).all()


def test_parts_in_minutes_alone_are_the_list(tiny: Snapshot) -> None:
    made = make(tiny, wish("duration", "about", 20, scope=in_part(0)), wish("duration", "about", 10, scope=in_part(1)))
    length = values(tiny, made, "duration_ms")
    assert abs(length[made.block == 0].sum() - 20 * 60_000) <= 30_000
    assert abs(length[made.block == 1].sum() - 10 * 60_000) <= 30_000


def test_what_too_few_tracks_can_fill_goes_to_the_rest(tiny: Snapshot) -> None:
    fast = wish("tempo", "min", 150.0, scope=in_part(0))
    made = make(tiny, wish("count", "is", 20, scope=in_part(0)), fast, wish("count", "is", 24))
    tempo = values(tiny, made, "tempo")
    assert len(made.picked) == 24
    assert 0 < (made.block == 0).sum() < 20
    assert (tempo[made.block == 0] >= 150).all()


@pytest.mark.parametrize("shape", ["peak", "early peak", "late peak", "dip", "wave", "steady", "smooth", "alternate"])
def test_every_shape_can_be_followed(tiny: Snapshot, shape: str) -> None:
    asked = wish("arc", "is", f"{shape} of tempo")
    made = make(tiny, asked, wish("count", "is", 12))
    assert whole(tiny, asked, np.arange(tiny.n, dtype=np.int32)[made.picked]).held


def test_an_arc_may_run_along_one_part_alone(tiny: Snapshot) -> None:
    rising = wish("arc", "rising", "energy", scope=in_part(0))
    falling = wish("arc", "falling", "energy", scope=in_part(1))
    made = make(tiny, rising, falling, wish("count", "is", 16))
    energy = values(tiny, made, "energy")
    assert agreement("rising", energy[made.block == 0]) > 0.5
    assert agreement("falling", energy[made.block == 1]) > 0.5


def test_a_course_with_two_told_ends_begins_and_ends_there(tiny: Snapshot) -> None:
    ends = tuple(Region("tempo", "about", value) for value in (90, 130))
    asked = replace(wish("arc", "rising", "tempo"), reading=Reading("", regions=ends, subjective=False))
    made = make(tiny, asked, wish("tempo", "between", (90, 130)), wish("count", "is", 10))
    tempo = values(tiny, made, "tempo")
    assert abs(tempo[0] - 90) <= 5.4
    assert abs(tempo[-1] - 130) <= 7.8
    assert whole(tiny, asked, made.picked.astype(np.int32)).held


def test_genres_alternate(tiny: Snapshot) -> None:
    turns = Reading("", ("rock", "hip hop"), subjective=False)
    asked = replace(wish("arc", "is", "alternate of genre"), reading=turns)
    shares = (wish("genre", "is", "rock", share=0.5), wish("genre", "is", "hip hop", share=0.5))
    made = make(tiny, asked, *shares, wish("count", "is", 8))
    answer = whole(tiny, asked, made.picked.astype(np.int32))
    assert answer.held
    assert answer.found == "0 neighbours of one genre"
