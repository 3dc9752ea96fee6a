"""The columnar snapshot, on the tiny world."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from segue.catalogue.build import build_snapshot
from segue.catalogue.snapshot import META, Snapshot
from segue.errors import HomeError, InternalError
from segue.knowledge import names
from segue.music import NUMERIC, SOURCE_CODE, Attribute, Labels, Track
from segue.testing.tiny import tiny_tracks, tiny_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return tiny_world(tmp_path_factory.mktemp("world"))


def _build(directory: Path, *tracks: Track) -> Snapshot:
    return Snapshot.open(build_snapshot(tracks, directory, generation=7))


def _titles(world: Snapshot, rows: np.ndarray) -> set[str]:
    return set(world.titles.take(rows))


def test_rows_are_the_tracks_by_id(world: Snapshot) -> None:
    tracks = tiny_tracks()
    assert len(world) == world.n == len(tracks) == 120
    assert world.ids.all() == [track.id for track in tracks] == sorted(world.ids.all())
    assert world.titles.all() == [track.title for track in tracks]
    assert world.credits[0] == "The Copper Tides"
    assert world.albums.take([0, 6, 119]) == ["Harbour Lights", "Harbour Lights (Deluxe Edition)", ""]
    assert world.isrcs[0] == tracks[0].isrc
    assert world.releases[0] == "1994-01-15"
    assert world.locations[0].endswith("01 Night Tram.ogg")
    assert world.descriptions[48].startswith("Three friends")


def test_ids_lead_to_rows(world: Snapshot) -> None:
    assert world.rows_of(["t003", "nobody", "t001", ""]).tolist() == [2, -1, 0, -1]
    assert world.rows_of([]).tolist() == []


def test_known_numbers_are_exact(world: Snapshot) -> None:
    for name in NUMERIC:
        column = world.numeric(name)
        for row, track in enumerate(tiny_tracks()):
            if name in track.values:
                assert column.values[row] == np.float32(track.values[name].value)
                assert column.source[row] == SOURCE_CODE[track.values[name].source]
                assert column.known[row]


def test_what_nobody_tells_is_missing(world: Snapshot) -> None:
    column = world.numeric("popularity")
    assert np.isnan(column.values[119])
    assert column.source[119] == column.confidence[119] == 0
    known, told = world.coverage("popularity")
    assert known == told == pytest.approx(95 / 120)
    with pytest.raises(KeyError):
        world.numeric("colour")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 0, -3, 1e9, "fast"])
def test_absurd_numbers_are_missing(tmp_path: Path, value: float | str) -> None:
    made = _build(tmp_path, Track(id="a", values={"tempo": Attribute(value)}))
    assert made.numeric("tempo").source.tolist() == [0]
    assert np.isnan(made.numeric("tempo").values[0])


def test_year_is_read_from_the_release_date(tmp_path: Path) -> None:
    made = _build(tmp_path, Track(id="a", release="1987-05"), Track(id="b", release="soon"), Track(id="c"))
    assert made.numeric("year").values.tolist()[0] == 1987
    assert made.numeric("year").source.tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("wanted", "has", "lacks"),
    [
        ("punk", {"punk", "punk rock"}, {"rock"}),
        ("rock", {"rock", "indie rock", "punk rock"}, {"punk"}),
        ("hiphop", {"hip hop"}, {"trap"}),
        ("R&B", {"r b"}, {"rap"}),
        ("pop rock", set(), {"rock", "dream pop"}),
        ("!?", set(), {"rock"}),
    ],
)
def test_labels_match_whole_words(world: Snapshot, wanted: str, has: set[str], lacks: set[str]) -> None:
    found = {world.labels.vocabulary[code] for code in world.labels.matching(wanted)}
    assert found >= has
    assert not found & lacks


def test_label_rows_carry_the_best_source(world: Snapshot) -> None:
    rows, source = world.labels.rows(world.labels.matching("rock"))
    assert rows.tolist() == sorted(set(rows.tolist()))
    assert source[rows.tolist().index(0)] == SOURCE_CODE["catalogue"]  # its tag; its genre is from the file's tags
    assert world.labels.count(world.labels.matching("rock")) == len(rows)
    assert world.labels.count(world.labels.matching("rock"), fields=("mood",)) == 0
    assert world.labels.rows([])[0].tolist() == []


def test_labels_of_a_track_come_as_stated(world: Snapshot) -> None:
    told = world.labels.of(0)
    assert [(label.label, label.field, label.source) for label in told] == [
        ("rock", "genre", "tag"),
        ("indie rock", "genre", "tag"),
        ("rock", "tag", "catalogue"),
        ("90s", "tag", "catalogue"),
    ]
    assert world.labels.codes_of(0).tolist() == [label.code for label in told]
    assert world.labels.of(119) == []
    assert world.labels.display[world.labels.code("Hip-Hop") or 0] == "hip hop"
    assert world.labels.fields_present == {"genre", "tag", "mood", "instrument", "language"}


def test_two_spellings_are_one_label(tmp_path: Path) -> None:
    made = _build(tmp_path, Track(id="a", labels={"genre": Labels(("Hip-Hop", "hip hop", " ", "Trap"))}))
    assert [label.label for label in made.labels.of(0)] == ["hip hop", "trap"]
    assert made.labels.display.all() == ["Hip-Hop", "Trap"]


def test_artists_are_found_in_every_part_of_a_credit(world: Snapshot) -> None:
    oona = world.artists.find(names.artist_key("OONA VALE"))
    assert oona is not None
    assert world.artists.name(oona) == "Oona Vale"
    assert world.artists.count(oona) == 14
    assert {"Cold Stoop", "Glass Floor", "Prism"} <= _titles(world, world.artists.rows(oona))
    assert world.artists.popularity(oona) == 72
    assert world.artists.find("nobody") is None
    assert world.artists.contains(["copper tides", "ren", "the"]).tolist() == [True, True, False]


def test_primary_act(world: Snapshot) -> None:
    acts = {title: world.artists.primary[row] for row, title in enumerate(world.titles.all())}
    name = {title: world.artists.name(act) if act >= 0 else "" for title, act in acts.items()}
    assert name["Cold Stoop"] == "Dex Marlow"  # credited with a guest
    assert name["Barley"] == "Lark, Finch & Wren"  # no part of it stands alone
    assert name["Neon Sign"] == "Kaito"  # listed artists say who is first
    assert name["Hidden Track"] == ""


def test_versions_of_one_song_are_twins(world: Snapshot) -> None:
    titles = world.titles.all()
    tides = [row for row, title in enumerate(titles) if title.startswith("Night Tram") and row < 12]
    assert len({int(world.twin[row]) for row in tides}) == 1
    others = [row for row, title in enumerate(titles) if title.startswith("Night Tram") and row >= 12]
    assert len({int(world.twin[row]) for row in (*others, tides[0])}) == 3


def test_titles_and_albums_are_found_by_key(world: Snapshot) -> None:
    assert len(world.titles_index.find("night tram")) == 5
    assert len(world.albums_index.find("harbour lights")) == 12
    assert world.albums_index.find("").tolist() == []
    assert world.titles_index.contains(["corazon de sal", "no such song"]).tolist() == [True, False]


def test_vectors_are_unit_or_zero(world: Snapshot) -> None:
    lengths = np.linalg.norm(world.vectors, axis=1)
    assert lengths[:114] == pytest.approx(1.0, abs=1e-5)
    assert lengths[119] == 0


def test_vectors_put_like_beside_like(world: Snapshot) -> None:
    calm = world.titles.all().index("Snow Line")
    likeness = world.vectors @ world.vectors[calm]
    order = [world.credits[int(row)] for row in np.argsort(-likeness)[:12]]
    assert order[:6] == ["Halvard Brekke"] * 6
    assert likeness[world.titles.all().index("Iron Oath")] < 0.1


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("fuego lento", "Fuego Lento"),
        ("CORAZON de sal", "Corazón de Sal"),
        ("cold stoop dex marlow", "Cold Stoop"),
        ("夜の電車", "夜の電車"),
        ("farmhouse barley", "Barley"),
    ],
)
def test_text_finds_titles_names_and_descriptions(world: Snapshot, query: str, title: str) -> None:
    rows, scores = world.text.search(query, 5)
    assert world.titles[int(rows[0])] == title
    assert (np.diff(scores) <= 0).all()
    assert scores[-1] > 0


@pytest.mark.parametrize("query", ["", "   ", "title:(", '"', "a AND NOT (", "\ud800", "\0", "x" * 100_000, "* ? ~2"])
def test_text_takes_any_query(world: Snapshot, query: str) -> None:
    rows, scores = world.text.search(query, 5)
    assert len(rows) == len(scores) <= 5
    assert len(world.text.search("night", 0)[0]) == 0


def test_an_empty_catalogue_is_a_snapshot(tmp_path: Path) -> None:
    empty = _build(tmp_path)
    assert empty.n == 0
    assert empty.labels.vocabulary == []
    assert empty.labels.matching("rock").tolist() == []
    assert empty.labels.rows([])[0].tolist() == []
    assert empty.rows_of(["a"]).tolist() == [-1]
    assert empty.text.search("anything", 5)[0].tolist() == []
    assert empty.artists.find("queen") is None
    assert empty.vectors.shape[0] == 0
    assert empty.coverage("tempo") == (0, 0)
    assert empty.labels.fields_present == frozenset()


def test_the_folder_says_generation_and_digest(tmp_path: Path) -> None:
    made = _build(tmp_path, *tiny_tracks())
    assert made.path == tmp_path / f"7-{made.digest[:8]}"
    assert made.generation == 7
    assert [path.name for path in tmp_path.iterdir()] == [made.path.name]
    assert build_snapshot(tiny_tracks(), tmp_path, generation=7) == made.path


def test_a_deleted_snapshot_is_read_to_its_end(tmp_path: Path) -> None:
    made = _build(tmp_path, *tiny_tracks())
    shutil.rmtree(made.path)
    assert made.text.search("fuego", 1)[0].tolist() == [12]
    assert made.labels.of(0)[0].label == "rock"
    assert made.artists.find("dex marlow") is not None
    with pytest.raises(OSError, match=META):
        Snapshot.open(made.path)


def test_another_format_is_refused(tmp_path: Path) -> None:
    made = _build(tmp_path, *tiny_tracks()[:3])
    (made.path / META).write_text('{"format":0}')
    with pytest.raises(HomeError) as caught:
        Snapshot.open(made.path)
    assert caught.value.code == "segue.E.snapshot_format"


def test_tracks_out_of_order_leave_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(InternalError):
        build_snapshot([Track(id="b"), Track(id="a")], tmp_path, generation=1)
    assert list(tmp_path.iterdir()) == []


def test_odd_text_comes_back_as_it_went_in(tmp_path: Path) -> None:
    odd = Track(id="\ud800", title="\0\n", artist="!!!", album="…", location="/music/\udcff.mp3", description="\ufeff")
    made = _build(tmp_path, odd)
    assert (made.ids[0], made.titles[0], made.locations[0]) == (odd.id, odd.title, odd.location)
    assert made.rows_of(["\ud800"]).tolist() == [0]
    assert made.artists.find(names.artist_key("!!!")) == 0
