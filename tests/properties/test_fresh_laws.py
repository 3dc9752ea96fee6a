"""What holds of fresh tracks beside a snapshot: the same answers as a snapshot that was built as a whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tracks import TRACK, TRACKS, WORD

from segue.catalogue.build import build_snapshot
from segue.catalogue.fresh import build_segment, open_published
from segue.catalogue.fresh.songs import namesake
from segue.catalogue.port import Changes
from segue.catalogue.snapshot import Snapshot
from segue.knowledge import names
from segue.music import FIRST_GUESSED, LABEL_FIELDS, NUMERIC, Intent, Operator, Requirement, Track, Value
from segue.requirements import check, standing

_few = settings(max_examples=15, deadline=None, phases=(Phase.explicit, Phase.generate))
_LATER = st.lists(TRACK, max_size=6, unique_by=lambda track: track.id)
_WISHES: tuple[tuple[str, Operator, Value], ...] = (
    ("artist", "is", "Night The"), ("artist", "not", "Night"), ("title", "is", "night"), ("title", "is", "the*"),
    ("album", "is", "Night"), ("track", "is", "Night"), ("version", "is", "live"), ("genre", "is", "rock"),
    ("genre", "any", ("hip hop", "pop")), ("mood", "is", "rock"), ("tempo", "min", 1), ("energy", "between", (0, 1)),
    ("year", "about", 2000), ("rating", "max", 3), ("popularity", "min", 0), ("duration_ms", "max", 2_000),
)  # fmt: skip


def _wish(attribute: str, operator: Operator, value: Value, *, avoid: bool) -> Requirement:
    return Requirement(
        phrase="", span=(0, 0), attribute=attribute, operator=operator, value=value,
        polarity="avoid" if avoid else "want",
    )  # fmt: skip


_WISH = st.builds(lambda wish, avoid: _wish(*wish, avoid=avoid), st.sampled_from(_WISHES), st.booleans())


@contextmanager
def _both(before: list[Track], removed: set[int], later: list[Track]) -> Iterator[tuple[Snapshot, Snapshot, set[str]]]:
    """A snapshot of `before` with a segment (those at `removed` gone, `later` added or changed); the same built as a
    whole; the ids that are gone."""
    gone = {track.id for at, track in enumerate(before) if at in removed} - {track.id for track in later}
    after = {track.id: track for track in (*before, *later) if track.id not in gone}
    fresh = sorted(later, key=lambda track: track.id)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        base = Snapshot.open(build_snapshot(before, folder, generation=1))
        changes = Changes(2, tuple(fresh), tuple(sorted(gone)))
        whole = build_snapshot([after[key] for key in sorted(after)], folder / "whole", generation=2)
        yield open_published(build_segment(base, changes, folder)), Snapshot.open(whole), gone


_WORLDS = (TRACKS, st.sets(st.integers(0, 11)), _LATER)


@_few
@given(*_WORLDS)
def test_the_same_tracks_stand_in_the_same_order(before: list[Track], removed: set[int], later: list[Track]) -> None:
    with _both(before, removed, later) as (joined, whole, gone):
        rows = joined.rows()
        assert len(joined) == len(whole) == len(rows)
        for column in ("ids", "titles", "credits", "albums", "album_artists", "locations", "descriptions", "isrcs"):
            assert getattr(joined, column).take(rows) == getattr(whole, column).all()
            assert [getattr(joined, column)[int(row)] for row in rows] == getattr(whole, column).all()
        assert (joined.rows_of(whole.ids.all()) == rows).all()
        assert (joined.rows_of(sorted(gone)) == -1).all()
        assert set(joined.ids.take(np.setdiff1d(np.arange(joined.n), rows))) <= {track.id for track in before}


@_few
@given(*_WORLDS, _WISH)
def test_the_same_tracks_keep_a_wish(
    before: list[Track], removed: set[int], later: list[Track], wish: Requirement
) -> None:
    """Of numbers where they were stated: guesses for fresh tracks rest on fewer relatives."""
    with _both(before, removed, later) as (joined, whole, _):
        mine, theirs = check(joined, wish), check(whole, wish)
        stated = np.ones(len(whole), np.bool_)
        if wish.attribute in NUMERIC or wish.attribute in ("genre", "mood"):
            guessed = (mine.source >= FIRST_GUESSED) | (theirs.source >= FIRST_GUESSED)
            stated = ~guessed
        assert (mine.held == theirs.held)[stated].all()


@_few
@given(*_WORLDS, WORD)
def test_labels_lead_to_the_same_tracks(
    before: list[Track], removed: set[int], later: list[Track], wanted: str
) -> None:
    with _both(before, removed, later) as (joined, whole, gone):
        assert not gone & set(joined.ids.take(joined.labels.rows(joined.labels.matching(wanted), LABEL_FIELDS)[0]))
        fields = [field for field in LABEL_FIELDS if field != "genre"]  # missing genres are guessed from relatives
        rows = joined.labels.rows(joined.labels.matching(wanted), fields)[0]
        theirs = whole.labels.rows(whole.labels.matching(wanted), fields)[0]
        assert sorted(joined.ids.take(rows)) == whole.ids.take(theirs)
        for row, other in zip(joined.rows().tolist(), range(whole.n), strict=True):
            told = [label[:3] for label in joined.labels.of(row) if label.field in fields]
            assert told == [label[:3] for label in whole.labels.of(other) if label.field in fields]
            for label, code in zip(joined.labels.of(row), joined.labels.codes_of(row).tolist(), strict=True):
                assert joined.labels.vocabulary[code] == label.label
                assert joined.labels.code(label.label) == code == label.code
                assert names.label_key(joined.labels.display[code]) == label.label


@_few
@given(*_WORLDS)
def test_names_and_titles_lead_to_the_same_tracks(before: list[Track], removed: set[int], later: list[Track]) -> None:
    with _both(before, removed, later) as (joined, whole, gone):
        for track in (*before, *later):
            for name in (*names.credited(track.artist), *track.artists):
                key = names.artist_key(name)
                code, other = joined.artists.find(key), whole.artists.find(key)
                assert (code is None) == (other is None)
                assert joined.artists.contains([key]).tolist() == whole.artists.contains([key]).tolist()
                if code is not None and other is not None:
                    mine = joined.ids.take(joined.artists.rows(code))
                    assert sorted(mine) == whole.ids.take(whole.artists.rows(other))
                    assert joined.artists.key(code) == whole.artists.key(other) == key
                    assert joined.artists.count(code) == whole.artists.count(other)
            for index in ("titles_index", "albums_index"):
                key = names.title_key(track.title if index == "titles_index" else track.album)
                found = joined.ids.take(getattr(joined, index).find(key))
                assert sorted(found) == whole.ids.take(getattr(whole, index).find(key))
                assert (getattr(joined, index).first([key]) >= 0).tolist() == [bool(found)]
            words = names.words(track.title)
            mine = joined.ids.take(joined.text.title_rows(words))
            assert sorted(mine) == whole.ids.take(whole.text.title_rows(words))
            hits = set(joined.ids.take(joined.text.search(" ".join(words), 99)[0]))
            assert not gone & hits
            assert hits == set(whole.ids.take(whole.text.search(" ".join(words), 99)[0]))


@_few
@given(*_WORLDS)
def test_what_is_gone_may_never_be_offered(before: list[Track], removed: set[int], later: list[Track]) -> None:
    with _both(before, removed, later) as (joined, whole, gone):
        offered = joined.ids.take(np.flatnonzero(standing(joined, Intent(prompt=""))))
        assert not gone & set(offered)
        assert len(offered) == len(set(offered))
        assert set(offered) <= set(whole.ids.all())


@_few
@given(*_WORLDS)
def test_stated_numbers_and_coverage_are_the_same(before: list[Track], removed: set[int], later: list[Track]) -> None:
    with _both(before, removed, later) as (joined, whole, _):
        rows = joined.rows()
        for name in NUMERIC:
            mine, theirs = joined.numeric(name), whole.numeric(name)
            assert (mine.known[rows] == theirs.known).all()
            known = theirs.known
            assert (mine.values[rows][known] == theirs.values[known]).all()
            assert abs(joined.coverage(name)[0] - whole.coverage(name)[0]) < 1e-9


@_few
@given(*_WORLDS)
def test_what_reads_alike_stays_apart_in_lists(before: list[Track], removed: set[int], later: list[Track]) -> None:
    with _both(before, removed, later) as (joined, _, gone):
        after = {track.id: track for track in (*before, *later) if track.id not in gone}
        named = np.array([namesake(after[track_id]) for track_id in joined.ids.take(joined.rows())], np.uint64)
        mine = joined.twin[joined.rows()]
        alike = named[:, None] == named[None, :]
        assert (mine[:, None] == mine[None, :])[alike].all()
        song = joined.versions.song[joined.rows()]
        several = np.bincount(song, minlength=1)[song] > 1 if len(song) else np.empty(0, np.bool_)
        assert (joined.versions.several[joined.rows()] == several).all()
        assert joined.versions.others == len(song) - len(np.unique(song))
        lengths = np.linalg.norm(joined.vectors, axis=1)
        assert ((np.abs(lengths - 1) < 1e-5) | (lengths == 0)).all()


@_few
@given(*_WORLDS)
def test_of_a_song_the_best_version_there_is_stands(before: list[Track], removed: set[int], later: list[Track]) -> None:
    with _both(before, removed, later) as (joined, _, _gone):
        everything = np.zeros(joined.n, np.bool_)
        everything[joined.rows()] = True
        everything[joined.versions.outdone(np.sort(joined.rows()), everything)] = False
        left = np.flatnonzero(everything)
        assert len(np.unique(joined.versions.song[left])) == len(left)
        assert set(joined.versions.song[left]) == set(joined.versions.song[joined.rows()])


@_few
@given(*_WORLDS)
def test_meaning_and_renown_are_told_of_every_track(before: list[Track], removed: set[int], later: list[Track]) -> None:
    with _both(before, removed, later) as (joined, _, _gone):
        assert len(joined.meaning.tracks) == len(joined.renown.prominence) == joined.n
        assert not np.isnan(joined.renown.prominence).any()
        assert sorted(joined.renown.foremost.tolist()) == list(range(joined.n))
        codes = np.arange(len(joined.artists), dtype=np.int32)
        assert np.isfinite(joined.meaning.of_each_act(codes)).all()
        rows = joined.rows()
        at, code, _field = joined.labels.of_rows(rows)
        assert [joined.labels.codes_of(int(row)).tolist() for row in rows] == [
            code[at == place].tolist() for place in range(len(rows))
        ]
        assert len(joined.labels.idf) == len(joined.labels.vocabulary)
