"""Fresh tracks in a home: published at once, merged later, never half."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from segue.catalogue import touched
from segue.catalogue.fresh import ON
from segue.catalogue.home import Home
from segue.catalogue.snapshot import Snapshot
from segue.catalogue.touched import Touched
from segue.engine import Engine
from segue.errors import NotFound
from segue.library import Library
from segue.music import FIRST_GUESSED, Lock, RankQuery, Request, Track
from segue.testing.store_contract import digest, take_in
from segue.testing.tiny import tiny_tracks


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home in which every change becomes a fresh segment."""
    with closing(Home(tmp_path / "home", fresh_from=1)) as home:
        yield home


def state(home: Home, source: str, *tracks: Track) -> Snapshot:
    with home.store.importing(source) as session:
        for track in tracks:
            session.put(track, digest(f"{track.title}{track.artist}"))
    return home.publish()


def folders(home: Home) -> list[str]:
    return sorted(entry.name for entry in (home.path / "snapshots").iterdir() if entry.name != "current")


def test_a_change_becomes_a_segment_on_the_same_base(home: Home) -> None:
    base = state(home, "a", *tiny_tracks())
    first = state(home, "b", Track(id="x", title="Zephyr"))
    second = state(home, "c", Track(id="y", title="Zodiac"))
    assert (first.base, second.base) == (base, base)
    assert second.path.name.endswith(f"{ON}{base.generation}")
    assert folders(home) == sorted(snapshot.path.name for snapshot in (base, first, second))
    assert [second.ids[row] for row in second.text.search("zephyr zodiac", 9)[0].tolist()] == ["x", "y"]


def test_another_process_sees_it(home: Home) -> None:
    state(home, "a", *tiny_tracks())
    with closing(Home(home.path)) as reader:
        assert len(reader.snapshot()) == 120
        state(home, "b", Track(id="x", title="Zephyr"))
        assert len(reader.snapshot()) == 121


def test_merging_gives_what_a_whole_build_gives(home: Home, tmp_path: Path) -> None:
    state(home, "a", *tiny_tracks())
    state(home, "b", Track(id="x", title="Zephyr", artist="Oona Vale"))
    merged = home.merge()
    with closing(Home(tmp_path / "other")) as other:
        take_in(other.store, "none", {"none": "none"})
        state(other, "none", *tiny_tracks(), Track(id="x", title="Zephyr", artist="Oona Vale"))
        assert (merged.digest, merged.base) == (other.snapshot().digest, None)
    assert home.snapshot() is merged
    assert state(home, "c", Track(id="y")).base is merged


def test_what_is_imported_while_merging_is_not_lost(home: Home) -> None:
    state(home, "a", *tiny_tracks())
    state(home, "b", Track(id="x", title="Zephyr"))
    stream = home.store.tracks

    def late() -> Iterator[Track]:
        yield from stream()
        take_in(home.store, "c", {"y": "Zodiac"})

    home.store.tracks = late  # type: ignore[method-assign]
    merged = home.merge()
    assert (len(merged), merged.generation) == (122, home.store.generation())


def test_a_merge_is_due_when_fresh_tracks_are_many(home: Home) -> None:
    state(home, "a", *tiny_tracks())
    state(home, "b", *(Track(id=f"x{number}") for number in range(1_000)))
    assert not home.merge_due()
    state(home, "c", Track(id="y"))
    assert home.merge_due()
    home.merge()
    assert not home.merge_due()


def test_more_changes_than_fit_are_built_as_a_whole(home: Home) -> None:
    state(home, "a", *tiny_tracks())
    assert state(home, "b", *(Track(id=f"x{number:05}") for number in range(4_100))).base is None


def test_a_base_that_was_swept_away_does_not_hinder(home: Home) -> None:
    base = state(home, "a", *tiny_tracks())
    (base.path / "text" / "meta.json").unlink()
    assert len(state(home, "b", Track(id="x", title="Zephyr"))) == 121


def test_a_segment_whose_base_is_gone_is_not_served(home: Home) -> None:
    base = state(home, "a", *tiny_tracks())
    state(home, "b", Track(id="x", title="Zephyr"))
    base.path.rename(base.path.with_name("away"))
    with closing(Home(home.path)) as again:
        assert (len(again.snapshot()), again.snapshot().base) == (121, None)


def test_fresh_tracks_are_told_what_their_relatives_tell(home: Home) -> None:
    base = state(home, "a", *tiny_tracks())
    fresh = state(home, "b", Track(id="x", title="Tin Roof", artist="Vera Oduya", album="Blue Hour"))
    row = int(fresh.rows_of(["x"])[0])
    tempo = fresh.numeric("tempo")
    assert tempo.source[row] >= FIRST_GUESSED
    assert abs(float(tempo.values[row]) - 76) < 30
    assert {"soul", "r b"} <= {label.label for label in fresh.labels.of(row) if label.field == "genre"}
    alike = fresh.vectors[: base.n] @ fresh.vectors[row]
    near = np.argsort(-alike)[:6]
    assert {fresh.credits[int(at)] for at in near} == {"Vera Oduya"}


def test_a_removed_track_is_in_no_answer(tmp_path: Path) -> None:
    with Engine(tmp_path / "home") as engine:
        engine.home.close()
        engine.home = Home(tmp_path / "home", fresh_from=1)
        tracks = tiny_tracks()
        state(engine.home, "a", *tracks)
        made = engine.make(Request(prompt="10 songs by Oona Vale", seed=1))
        gone = {slot.track_id for slot in made.tracks[:4]}
        after = state(engine.home, "a", *(track for track in tracks if track.id not in gone))
        assert after.base is not None
        locks = (Lock(position=1, track_id=min(gone)),)
        with pytest.raises(NotFound):
            engine.make(Request(prompt="dreamy pop", seed=1, locks=locks))
        for answer in _answers(engine, made.id, sorted(gone)):
            assert answer
            assert not gone & set(answer)


def _answers(engine: Engine, playlist_id: str, gone: list[str]) -> Iterator[list[str]]:
    """Track ids that every door tells, asked for what is gone in particular."""
    for prompt in ("10 songs by Oona Vale", "songs like Sleepwalker by Oona Vale", "dreamy pop", "100 songs"):
        yield [slot.track_id for slot in engine.make(Request(prompt=prompt, seed=1)).tracks]
        yield [found.track_id for found in engine.candidates(Request(prompt=prompt, seed=1), 200)]
    yield [slot.track_id for slot in engine.make(Request(prompt="5 songs", like=tuple(gone), seed=1)).tracks]
    yield [slot.track_id for slot in engine.refine(playlist_id, "a bit slower").tracks]
    yield engine.rank(RankQuery(id="1", said=("Oona Vale",), liked=(gone[0],), disliked=()), 120)
    yield [found.track_id for found in engine.tracks(limit=500)]
    yield [found.track_id for found in engine.tracks("Oona Vale", limit=500)]


def test_the_listing_goes_by_id(tmp_path: Path) -> None:
    with Library(tmp_path / "home") as library:
        library.home.close()
        library.home = Home(tmp_path / "home", fresh_from=1)
        state(library.home, "a", *tiny_tracks())
        state(library.home, "b", Track(id="t0005"), Track(id="a"), Track(id="z"), Track(id="t007", title="Changed"))
        listed = [found.track_id for found in library.tracks(limit=500)]
        assert listed == sorted(listed)
        assert len(listed) == library.health().tracks == 123


def test_a_log_that_would_grow_too_long_is_emptied(home: Home) -> None:
    take_in(home.store, "a", {"1": "one"})
    path = home.path / "catalogue.db"
    with closing(sqlite3.connect(path)) as connection:
        many = Touched()
        many.add(str(number) for number in range(touched.MOST + 1))
        many.write(connection, 7)
        assert connection.execute("SELECT COUNT(*) FROM touched").fetchone() == (0,)
        assert connection.execute("SELECT told_from FROM meta").fetchone() == (7,)
