"""The space of meaning and the columns of renown, on the tiny world."""

from __future__ import annotations

import numpy as np
import pytest

from segue.catalogue.meaning import centre
from segue.catalogue.snapshot import Snapshot


def label(snapshot: Snapshot, name: str) -> int:
    code = snapshot.labels.code(name)
    assert code is not None
    return code


def test_tracks_and_acts_have_unit_vectors_or_none(tiny: Snapshot) -> None:
    acts = tiny.meaning.of_each_act(np.arange(len(tiny.artists), dtype=np.int32))
    for vectors in (tiny.meaning.tracks, acts):
        lengths = np.linalg.norm(vectors, axis=1)
        assert np.all((np.abs(lengths - 1) < 1e-4) | (lengths == 0))
    unlabelled = [row for row in range(tiny.n) if len(tiny.labels.codes_of(row)) == 0]
    assert unlabelled
    assert not tiny.meaning.tracks[unlabelled].any()


@pytest.mark.parametrize(("genre", "near", "far"), [("jazz", "cool jazz", "heavy metal"), ("disco", "funk", "ambient")])
def test_labels_that_go_together_lie_together(tiny: Snapshot, genre: str, near: str, far: str) -> None:
    there, close, away = (tiny.meaning.of_labels({label(tiny, name): 1.0}) for name in (genre, near, far))
    assert there @ close > 0.5 > there @ away


def test_an_act_lies_among_its_tracks(tiny: Snapshot) -> None:
    code = tiny.artists.find("unit 404")
    assert code is not None
    acts = tiny.meaning.of_each_act(np.arange(len(tiny.artists), dtype=np.int32))
    own = acts @ tiny.meaning.of_tracks(tiny.artists.rows(code))
    assert int(own.argmax()) == code
    assert not tiny.meaning.of_each_act(np.array([-1], np.int32)).any()


def test_a_centre_is_of_length_one_or_nothing() -> None:
    east, north = np.eye(2, dtype=np.float32)
    assert centre(np.stack([east, north]), np.array([1, 1], np.float32)) == pytest.approx([0.5**0.5] * 2)
    assert not centre(np.stack([east, -east]), np.array([1, 1], np.float32)).any()
    assert not centre(np.empty((0, 2), np.float32), np.empty(0, np.float32)).any()


def test_renown_counts_versions_songs_and_words(tiny: Snapshot) -> None:
    renown, tram = tiny.renown, int(tiny.titles_index.find("night tram")[0])
    assert renown.versions[tram] == (tiny.twin == tiny.twin[tram]).sum() > 1
    own = tiny.artists.primary == tiny.artists.primary[tram]
    assert renown.songs[tram] == own.sum()
    assert np.isfinite(renown.prominence).all()
    assert (np.diff(renown.prominence[renown.foremost]) <= 0).all()
    assert sorted(renown.place[own].tolist()) == list(range(int(own.sum())))
    assert renown.place[np.flatnonzero(own)[renown.prominence[own].argmax()]] == 0


def test_a_track_without_popularity_is_thought_as_popular_as_its_act(tiny: Snapshot) -> None:
    known = tiny.numeric("popularity").values
    for row in np.flatnonzero(np.isnan(known)):
        own = known[tiny.artists.primary == tiny.artists.primary[row]]
        expected = np.nanmean(own) if (~np.isnan(own)).any() and tiny.artists.primary[row] >= 0 else 30
        assert tiny.renown.popularity[row] == pytest.approx(expected)
