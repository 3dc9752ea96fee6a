"""Laws of a list's shape: parts cover it, shares fit into it, verdicts on courses agree with counts of one's own."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.music import Place, Requirement
from segue.requirements import whole
from segue.requirements.courses import SHAPES, Course, follows, heights
from segue.sequencing.assemble import assemble
from segue.sequencing.parts import Part, Range, stated, zones
from segue.sequencing.problem import Problem, Sound

PARTS = st.one_of(
    st.just(Part()),
    st.builds(Part, tracks=st.integers(1, 20)),
    st.builds(Part, share=st.sampled_from([0.1, 0.25, 1 / 3, 0.5])),
    st.builds(lambda minutes: Part(length=Range(0, 9e9, 60_000.0 * minutes)), st.integers(1, 60)),
)
GENRES = st.lists(st.sampled_from(["jazz", "rock", "soul", "techno", "reggae"]), min_size=2, max_size=4, unique=True)
VALUES = st.lists(st.one_of(st.floats(0, 1, width=32), st.just(float("nan"))), min_size=1, max_size=30)


@given(st.integers(0, 200), st.lists(PARTS, min_size=1, max_size=6))
def test_parts_cover_the_list_in_order(n: int, parts: list[Part]) -> None:
    zone = zones(n, parts)
    assert len(zone) == n
    assert all(a <= b for a, b in pairwise(zone.tolist()))
    assert n == 0 or (zone[0] >= 0 and zone[-1] < len(parts))


@given(st.integers(0, 200), st.lists(PARTS, min_size=1, max_size=6))
def test_parts_told_in_tracks_have_them_wherever_they_fit(n: int, parts: list[Part]) -> None:
    asked = sum(part.slots(n) for part in parts)
    free = sum(part.free for part in parts)
    assume(free and asked <= n - free)
    sizes = np.bincount(zones(n, parts), minlength=len(parts))
    assert all(sizes[i] == part.tracks for i, part in enumerate(parts) if part.tracks)
    assert all(abs(sizes[i] - part.share * n) < 1 for i, part in enumerate(parts) if part.share)
    assert all(sizes[i] >= 1 for i, part in enumerate(parts) if part.free)


@given(st.integers(1, 200), st.integers(1, 8))
def test_parts_of_no_told_length_are_equal(n: int, k: int) -> None:
    sizes = np.bincount(zones(n, [Part()] * k), minlength=k)
    assert sizes.max() - sizes.min() <= 1
    assert np.bincount(zones(n, [Part()] * 2), minlength=2)[0] == n // 2


@given(st.lists(st.integers(90, 400), min_size=12, max_size=30), st.integers(3, 20))
def test_a_timed_part_lasts_as_long_as_asked_where_the_length_can_be_had(seconds: list[int], minutes: int) -> None:
    m = len(seconds)
    duration = 1000.0 * np.array(seconds)
    aim = 60_000.0 * minutes
    assume(duration.sum() > 2 * aim)
    unknown = np.full(m, np.nan, np.float32)
    problem = Problem(
        relevance=np.linspace(1, 0, m, dtype=np.float32), sound=Sound(unknown, unknown, unknown, unknown, unknown),
        duration=duration, artist=np.arange(m), twin=np.arange(m), count=Range(1, 1000, m // 2), cap=np.full(m, m),
        parts=(Part(length=Range(aim - 90_000, aim + 90_000, aim)), Part()),
    )  # fmt: skip
    made = assemble(problem)
    assert abs(duration[made.picks[made.zone == 0]].sum() - aim) <= 240_000
    assert len(set(made.picks.tolist())) == len(made.picks)


def test_parts_that_leave_something_open_state_no_length_together() -> None:
    assert stated([Part(tracks=3), Part(tracks=7)]) == 10
    assert stated([Part(tracks=3), Part()]) is None
    assert stated([Part(tracks=3)]) is None


@given(GENRES, st.integers(2, 60), st.sampled_from(["half {}, half {}", "70/30 {} and {}", "equal parts {} and {}"]))
def test_shares_of_one_split_fit_into_the_list(genres: list[str], n: int, said: str) -> None:
    wishes = parse(f"{said.format(*genres)}, {n} songs", None).of("genre")
    assert len(wishes) == 2
    assert sum(r.share for r in wishes) <= 1
    assert sum(int(np.ceil(r.share * n - 1e-6)) for r in wishes) <= n


@given(GENRES, st.lists(st.integers(2, 30), min_size=4, max_size=4))
def test_counts_become_shares_that_add_up_to_no_more_than_the_list(genres: list[str], counts: list[int]) -> None:
    said = " and ".join(f"{n} {genre} songs" for n, genre in zip(counts, genres, strict=False))
    intent = parse(said, None)
    total = sum(counts[: len(genres)])
    assert [r.value for r in intent.of("count")] == [total]
    needed = [int(np.ceil(r.share * total - 1e-6)) for r in intent.of("genre")]
    assert needed == counts[: len(genres)]


@given(GENRES)
def test_parts_told_in_a_row_are_numbered_in_a_row(genres: list[str]) -> None:
    wishes = parse(", then ".join(genres), None).of("genre")
    assert [r.scope for r in wishes] == [Place(block=i) for i in range(len(genres))]


@given(VALUES, st.sampled_from(sorted(SHAPES)))
def test_a_course_is_followed_just_where_values_and_shape_correlate(values: list[float], shape: str) -> None:
    told = np.array(values, np.float32)
    known = ~np.isnan(told)
    height, value = heights(shape, len(told))[known], told[known].astype(np.float64)
    enough = known.sum() >= max(4, len(told) / 2) and np.ptp(value) > 0 and np.ptp(height) > 0
    r = np.corrcoef(height, value)[0, 1] if enough else 0.0
    assume(abs(r - 0.5) > 1e-6)
    assert follows(Course(shape, "energy"), told) == (bool(enough) and r > 0.5)


@given(VALUES)
def test_steady_and_smooth_are_told_from_the_values_alone(values: list[float]) -> None:
    told = np.array(values, np.float32)
    known = told[~np.isnan(told)]
    enough = len(known) >= max(4, len(told) / 2)
    if enough and abs(known.std() - 0.125) > 1e-4:
        assert follows(Course("steady", "energy"), told) == (known.std() <= 0.125)
    steps = np.abs(np.diff(told))
    steps = steps[~np.isnan(steps)]
    assert follows(Course("smooth", "energy"), told) == (enough and bool((steps <= 0.25 + 1e-6).all()))


@given(st.lists(st.integers(0, 119), min_size=1, max_size=12, unique=True))
def test_a_verdict_on_a_rise_agrees_with_a_correlation_of_ones_own(tiny: Snapshot, rows: list[int]) -> None:
    at = np.array(rows, np.int32)
    values = tiny.numeric("tempo").values[at].astype(np.float64)
    known = np.flatnonzero(~np.isnan(values))
    r = 0.0
    if len(known) >= max(4, len(rows) / 2) and np.ptp(values[known]) > 0:
        r = float(np.corrcoef(known, values[known])[0, 1])
    rising = Requirement(phrase="", span=(0, 0), attribute="arc", operator="rising", value="tempo")
    assert whole(tiny, rising, at).held == (r > 0.5)


@given(st.sampled_from(["calm", "wild", "jazz"]), st.sampled_from(["half", "third", "quarter"]), st.integers(8, 40))
def test_a_part_told_as_a_share_has_one_length_at_most(what: str, part: str, n: int) -> None:
    for side in ("first", "last"):
        intent = parse(f"{n} songs, the {side} {part} {what}", None)
        scopes = Counter(r.scope for r in intent.of("block"))
        assert all(count == 1 for count in scopes.values())
        assert all(isinstance(r.value, float) and 0 < r.value < 1 for r in intent.of("block"))
