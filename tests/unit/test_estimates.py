"""Estimates of sound: learned where there is something to learn, told where proven, as sure as they say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

from segue.catalogue.build import build_snapshot
from segue.catalogue.estimates import interval, scale, trial
from segue.catalogue.estimates.design import Cells
from segue.catalogue.estimates.intervals import Honest
from segue.catalogue.estimates.ridge import gram, solve
from segue.catalogue.snapshot import Snapshot
from segue.evaluation.sections import estimates as bench
from segue.music import NUMERIC, SOURCE_CODE, Attribute, Labels, Track

MODEL = SOURCE_CODE["model"]
GENRES = [f"genre {letter}" for letter in "abcdefghijklmnopqrst"]
Doubles = npt.NDArray[np.float64]


def _tracks(count: int, *, telling: bool, hidden: float = 0.3, seed: int = 1, noise: float = 0.06) -> list[Track]:
    """Tracks of three genres each, whose effects on energy add up where they are `telling`; tempo is noise alone.

    The noise of energy is threefold for those with “live” in their titles.
    """
    drawn = np.random.default_rng(seed)
    effects = drawn.normal(0, 0.12, len(GENRES))
    made = []
    for number in range(count):
        own = drawn.choice(len(GENRES), 3, replace=False)
        live = bool(drawn.random() < 0.3)
        told = 0.5 + (effects[own].sum() if telling else 0) + drawn.normal(0, noise * (3 if live else 1))
        values = {"energy": Attribute(float(np.clip(told, 0, 1))), "tempo": Attribute(float(drawn.uniform(80, 160)))}
        made.append(
            Track(
                id=f"{number:06}",
                title=f"Number {number}{' live' if live else ''}",
                artist=f"Artist {number // 2}",
                labels={"genre": Labels(tuple(GENRES[at] for at in own))},
                values={} if drawn.random() < hidden else values,
            )
        )
    return made


def _truth(count: int, **options: bool) -> list[Track]:
    return _tracks(count, hidden=0.0, **options)


def _hide(tracks: Sequence[Track], seed: int = 5) -> tuple[list[Track], npt.NDArray[np.intp]]:
    """The tracks, three in ten of them without values, and which these are."""
    gone = np.random.default_rng(seed).random(len(tracks)) < 0.3
    bare = [Track(id=t.id, title=t.title, artist=t.artist, labels=t.labels) for t in tracks]
    kept = [b if hide else t for t, b, hide in zip(tracks, bare, gone.tolist(), strict=True)]
    return kept, np.flatnonzero(gone)


def _built(tracks: Sequence[Track], folder: Path) -> Snapshot:
    return Snapshot.open(build_snapshot(tracks, folder, generation=1))


def _values(tracks: Sequence[Track], name: str) -> Doubles:
    return np.array([float(track.values[name].value) for track in tracks])


def test_what_adds_up_is_recovered_and_stated_as_sure_as_it_is(tmp_path: Path) -> None:
    whole = _truth(8_000, telling=True)
    kept, gone = _hide(whole)
    world, truth = _built(kept, tmp_path), _values(whole, "energy")
    column = world.numeric("energy")
    assert (column.source[gone] == MODEL).mean() > 0.9
    told = column.values[gone].astype(np.float64)
    explained = 1 - np.sum((told - truth[gone]) ** 2) / np.sum((truth[gone] - truth.mean()) ** 2)
    row, code, _ = world.labels.of_rows(np.arange(world.n, dtype=np.int32))
    peer = trial.genre_mean(column.values.astype(np.float64), column.known, row, code)[gone]
    assert explained > 1.3 * (1 - np.sum((peer - truth[gone]) ** 2) / np.sum((truth[gone] - truth.mean()) ** 2))
    estimated = gone[column.source[gone] == MODEL].astype(np.int32)
    low, high = interval("energy", column, estimated)
    assert 0.87 <= np.mean((truth[estimated] >= low) & (truth[estimated] <= high)) <= 0.93


def test_noise_is_not_estimated(tmp_path: Path) -> None:
    world = _built(_tracks(6_000, telling=False), tmp_path)
    for name in ("energy", "tempo"):
        assert not (world.numeric(name).source == MODEL).any()
        assert (world.numeric(name).source > 0).mean() > 0.7


def test_estimates_stay_in_range_and_never_touch_what_is_known(tmp_path: Path) -> None:
    tracks = _tracks(4_000, telling=True, noise=0.3)
    world = _built(tracks, tmp_path)
    for name in ("energy", "tempo"):
        column, bounds = world.numeric(name), NUMERIC[name]
        told = column.values[column.source > 0]
        assert ((told >= bounds.low) & (told <= bounds.high)).all()
        stated = np.array([name in track.values for track in tracks])
        assert (column.known == stated).all()
        assert column.values[stated] == pytest.approx(_values([t for t in tracks if t.values], name), abs=1e-4)
    energy = world.numeric("energy")
    low, high = interval("energy", energy, np.flatnonzero(energy.source == MODEL).astype(np.int32))
    assert (low < high).all()
    assert low.min() >= 0
    assert high.max() <= 1


def test_the_same_catalogue_is_told_the_same(tmp_path: Path) -> None:
    first, second = (_built(_tracks(3_000, telling=True), tmp_path / name) for name in "ab")
    one, other = first.numeric("energy"), second.numeric("energy")
    assert (one.source == MODEL).any()
    assert one.values.tobytes() == other.values.tobytes()
    assert one.confidence.tobytes() == other.confidence.tobytes()


@pytest.mark.parametrize("hidden", [0.0, 1.0, 0.9])
def test_nothing_is_estimated_where_all_is_known_or_too_little(hidden: float, tmp_path: Path) -> None:
    world = _built(_tracks(3_000, telling=True, hidden=hidden), tmp_path)
    assert not (world.numeric("energy").source == MODEL).any()


def test_nothing_is_learned_where_it_would_take_too_much_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracks = _tracks(3_000, telling=True)
    assert (_built(tracks, tmp_path / "tried").numeric("energy").source == MODEL).any()
    monkeypatch.setattr("segue.catalogue.estimates.fill.MOST_TRACKS", len(tracks) - 1)
    assert not (_built(tracks, tmp_path / "spared").numeric("energy").source == MODEL).any()


def test_bounds_hold_nine_times_in_ten_where_the_noise_is_uneven() -> None:
    drawn = np.random.default_rng(3)
    estimate = drawn.uniform(-1, 1, 8_000)
    truth = scale.back("energy", estimate + drawn.normal(0, 0.1 + 0.4 * (estimate > 0), 8_000))
    held, fresh = np.arange(4_000), np.arange(4_000, 8_000)
    spread = np.ones(4_000)
    found = Honest.of("energy", estimate[held], spread, truth[held], 0.5)
    told, half = found.told(estimate[fresh], spread)
    inside = np.abs(scale.onto("energy", told) - scale.onto("energy", truth[fresh])) <= half
    for part in (estimate[fresh] > 0.2, estimate[fresh] < -0.2):
        assert 0.87 <= inside[part].mean() <= 0.94
    assert half[estimate[fresh] > 0.2].mean() > 2 * half[estimate[fresh] < -0.2].mean()


@pytest.mark.parametrize("name", ["energy", "tempo", "loudness"])
def test_scales_lead_back(name: str) -> None:
    bounds = NUMERIC[name]
    values = np.linspace(bounds.low, bounds.high, 50)
    assert scale.back(name, scale.onto(name, values)) == pytest.approx(values)


def test_a_confidence_is_an_interval() -> None:
    half = np.array([0.1, 0.4, 0.8])
    sure = scale.confidence(half, 1.0)
    assert (np.diff(sure) < 0).all()
    assert np.sqrt(1 - sure) == pytest.approx(half)


def test_the_mean_is_told_higher_than_the_median_of_what_is_skewed() -> None:
    at, spread = np.array([-2.0]), np.array([1.0])
    told = [scale.middle("instrumentalness", at, spread, np.array([-1.0, 0.0, 2.5]), lean)[0] for lean in (0, 0.5, 1)]
    assert told[0] < told[1] < told[2]


def test_the_ridge_is_that_of_the_normal_equations() -> None:
    drawn = np.random.default_rng(4)
    dense = np.where(drawn.random((200, 12)) < 0.3, drawn.normal(size=(200, 12)), 0)
    row, column = np.nonzero(dense)
    cells = Cells(row.astype(np.int32), column.astype(np.int32), dense[row, column], 12)
    assert gram(cells) == pytest.approx(dense.T @ dense)
    wanted = drawn.normal(size=(200, 2))
    right = np.stack([cells.sums(one) for one in wanted.T], axis=1)
    found = solve(gram(cells), right, np.array([2.0, 20.0]))
    for at, penalty in enumerate((2.0, 20.0)):
        exact = np.linalg.solve(dense.T @ dense + penalty * np.eye(12), dense.T @ wanted[:, at])
        assert found[:, at] == pytest.approx(exact, abs=0.02)
    assert cells.times(found[:, 0], 200) == pytest.approx(dense @ found[:, 0])


def test_means_fall_back_on_the_whole() -> None:
    values, known = np.array([1.0, 3.0, 8.0, np.nan, np.nan]), np.array([True, True, True, False, False])
    group = np.array([0, 0, 1, 0, -1], np.int32)
    assert trial.group_mean(values, known, group).tolist() == [2, 2, 8, 2, 4]
    row, code = np.array([0, 1, 2, 3, 3], np.int32), np.array([0, 0, 1, 0, 1], np.int32)
    assert trial.genre_mean(values, known, row, code).tolist() == [2, 2, 8, 5, 4]


def test_the_bench_hides_tracks_and_whole_artists(tmp_path: Path) -> None:
    tracks = [
        msgspec.structs.replace(t, values={**dict.fromkeys(bench.ATTRIBUTES, t.values["energy"]), **t.values})
        for t in _truth(4_000, telling=True)
    ]
    hidden = bench.hide(tracks)
    gone = {track.artist for track, mask in zip(tracks, hidden.artists.tolist(), strict=True) if mask}
    assert all(mask for track, mask in zip(tracks, hidden.artists.tolist(), strict=True) if track.artist in gone)
    assert not (hidden.tracks & hidden.artists).any()
    figures = dict(bench.measured(tracks, tmp_path))
    assert figures["hidden artists"].value == hidden.artists.sum()
    error = figures["energy, tracks: mean error"]
    assert error.ratio is not None
    assert error.ratio < 0.9
    assert figures["tempo, artists: told by an estimate"].value == 0
