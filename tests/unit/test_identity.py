"""Which tracks are versions of one song, and which of them is the best."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.candidates import gather
from segue.catalogue.build import build_snapshot
from segue.catalogue.identity import song_keys
from segue.catalogue.snapshot import Snapshot
from segue.evaluation.sections.identity import Judged, exact, read, scores
from segue.knowledge.titles import read_title
from segue.music import Attribute, Intent, Labels, Requirement, Track
from segue.ranking import Context, load_recipe, rank
from segue.requirements import check, several
from segue.sequencing import arrange


def world(directory: Path, *tracks: Track) -> Snapshot:
    return Snapshot.open(build_snapshot(sorted(tracks, key=lambda t: t.id), directory, generation=1))


def song(title: str, artist: str = "Oona Vale", *, album: str = "", ms: int = 0, popularity: float = 0.0) -> Track:
    values = {"duration_ms": Attribute(ms)} if ms else {}
    values |= {"popularity": Attribute(popularity)} if popularity else {}
    return Track(id=f"{title}|{artist}|{album}|{ms}", title=title, artist=artist, album=album, values=values)


def together(directory: Path, *tracks: Track) -> list[set[str]]:
    """The songs of several versions, as sets of their tracks' titles and artists."""
    snapshot = world(directory, *tracks)
    groups: dict[int, set[str]] = {}
    for row, group in enumerate(snapshot.versions.song.tolist()):
        groups.setdefault(group, set()).add(snapshot.ids[row].rsplit("|", 2)[0])
    return sorted((group for group in groups.values() if len(group) > 1), key=sorted)


def test_acts_are_one_however_they_are_credited(tmp_path: Path) -> None:
    printed = ("Oona Vale", "Oona Vale & Dex Marlow", "Dex Marlow feat. Oona Vale", "oona vale, Dex Marlow")
    assert together(tmp_path, *(song("Ferry", credit) for credit in printed)) == [{f"Ferry|{c}" for c in printed}]


def test_spellings_of_an_act(tmp_path: Path) -> None:
    acts = ("The Copper Tides", "Copper Tides", "COPPERTIDES", "Copper Tides Band", "Copper Tides and the Gulls")
    assert together(tmp_path, *(song("Ferry", act) for act in acts)) == [{f"Ferry|{act}" for act in acts}]


def test_a_cover_is_another_song(tmp_path: Path) -> None:
    assert together(tmp_path, song("Ferry"), song("Ferry", "Dex Marlow"), song("Ferry", "Various Artists")) == []


def test_a_duet_is_no_bridge_between_covers(tmp_path: Path) -> None:
    found = together(tmp_path, song("Ferry"), song("Ferry", "Dex Marlow"), song("Ferry", "Oona Vale & Dex Marlow"))
    assert found == [{"Ferry|Oona Vale", "Ferry|Oona Vale & Dex Marlow"}]


def test_company_is_no_act(tmp_path: Path) -> None:
    found = together(tmp_path, song("Ferry", "Oona Vale & Her Orchestra"), song("Ferry", "Dex Marlow & Her Orchestra"))
    assert found == []


def test_one_subtitle_may_be_left_away_and_two_may_not(tmp_path: Path) -> None:
    one = together(
        tmp_path / "one", song("Escape"), song("Escape (The Boat Song)"), song("Escape (The Boat Song) - Live")
    )
    assert [len(group) for group in one] == [3]
    assert (
        together(tmp_path / "two", song("Escape"), song("Escape (The Boat Song)"), song("Escape (The Tram Song)")) == []
    )


def test_titles_that_name_no_piece_need_their_album_or_their_length(tmp_path: Path) -> None:
    intros = [
        song("Intro", album="One"),
        song("Intro", album="Two"),
        song("Intro", ms=61_234),
        song("Intro", ms=61_235),
    ]
    assert len(set(world(tmp_path / "apart", *intros).versions.song.tolist())) == 4
    twice = [song("Intro", album="One"), song("Intro - Live", album="One")]
    assert len(set(world(tmp_path / "twice", *twice).versions.song.tolist())) == 1


def test_two_interludes_are_two_songs_of_which_a_list_takes_one(tmp_path: Path) -> None:
    snapshot = world(tmp_path, song("Interlude", album="One"), song("Interlude", album="Two"))
    assert snapshot.versions.song[0] != snapshot.versions.song[1]
    assert snapshot.twin[0] == snapshot.twin[1]


def coded(name: str, title: str, artist: str, ms: int, *, isrc: str = "", mbid: str = "") -> Track:
    return Track(
        id=name, title=title, artist=artist, isrc=isrc, mbid=mbid, values={"duration_ms": Attribute(ms)} if ms else {}
    )


@pytest.mark.parametrize("field", ["isrc", "mbid"])
def test_ids_join_where_titles_or_act_and_length_bear_them_out(field: str, tmp_path: Path) -> None:
    said = {field: "QM-XX1-20-00001"}
    tracks = [
        coded("a", "Colour", "Oona Vale", 200_000, **said),
        coded("b", "Color", "Oona Vale", 201_000, **said),
        coded("c", "Colour", "Vale, Oona", 0, **said),
        coded("d", "Elsewhere", "Oona Vale", 290_000, **said),
    ]
    song_of = world(tmp_path, *tracks).versions.song
    assert song_of[0] == song_of[1] == song_of[2] != song_of[3]


def test_an_id_under_many_titles_is_no_evidence(tmp_path: Path) -> None:
    tracks = [coded(f"{n}", f"Song {n}", "Oona Vale", 200_000, isrc="XX0000000000") for n in "abcd"]
    assert world(tmp_path, *tracks).versions.others == 0


def test_a_track_tells_its_keys_by_itself() -> None:
    keys = [song_keys(t, read_title(t.title)) for t in (song("Ferry"), song("Ferry - Live", "oona vale feat. X"))]
    assert keys[0].lead == keys[1].lead != 0
    assert [k.alone for k in keys] == [True, False]


def best(directory: Path, *tracks: Track) -> str:
    snapshot = world(directory, *tracks)
    (first, *_), n = snapshot.versions.of(0).tolist(), snapshot.n
    assert n == len(tracks)
    return snapshot.ids[first].removesuffix("|0")


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (song("Ferry", album="Quay"), song("Ferry - Live", album="Quay", popularity=90)),
        (song("Ferry", album="Quay"), song("Ferry", album="Live at the Quay", popularity=90)),
        (song("Ferry", album="Quay"), song("Ferry", album="Quay (Deluxe Edition)", popularity=90)),
        (song("Ferry", album="Quay (Deluxe Edition)"), song("Ferry", album="Greatest Hits", popularity=90)),
        (song("Ferry - Remastered", album="Quay"), song("Ferry - Remix", album="Quay", popularity=90)),
        (song("Ferry - Live", album="Quay"), song("Ferry (Karaoke Version)", album="Quay", popularity=90)),
        (song("Ferry", album="Quay", popularity=9), song("Ferry", album="Pier", popularity=3)),
        (song("Ferry", album="Quay", ms=200_000), song("Ferry", album="Pier")),
        (song("Ferry", album="Pier"), song("Ferry", album="Quay")),
    ],
)
def test_the_best_version(better: Track, worse: Track, tmp_path: Path) -> None:
    assert best(tmp_path / "1", better, worse) == best(tmp_path / "2", worse, better) == better.id.removesuffix("|0")


def wish(value: str) -> Requirement:
    return Requirement(phrase="", span=(0, 0), attribute="version", operator="is", value=value)


@pytest.fixture
def ferries(tmp_path: Path) -> Snapshot:
    labelled = Track(id="l", title="Ferry", artist="Oona Vale", labels={"version": Labels(("live",))})
    return world(
        tmp_path, song("Ferry"), song("Ferry - Live"), song("Ferry", album="Live at the Quay"), labelled, song("Tram")
    )


def proposed(snapshot: Snapshot, *wishes: Requirement) -> list[str]:
    found = gather(Intent(prompt="", requirements=wishes), snapshot, seed=1, need=1)
    return sorted(snapshot.ids.take(found.rows))


def test_the_best_version_that_keeps_the_wishes_is_proposed(ferries: Snapshot) -> None:
    assert proposed(ferries) == ["Ferry|Oona Vale||0", "Tram|Oona Vale||0"]
    assert len(proposed(ferries, wish("live"))) == 1
    assert len(proposed(ferries, wish("all"))) == 4


def test_what_the_album_alone_tells_is_a_guess(ferries: Snapshot) -> None:
    evidence = check(ferries, wish("live"))
    assert dict(zip(ferries.ids.all(), evidence.held.tolist(), strict=True)) == {
        "Ferry - Live|Oona Vale||0": True, "Ferry|Oona Vale|Live at the Quay|0": True, "Ferry|Oona Vale||0": False,
        "Tram|Oona Vale||0": False, "l": True,
    }  # fmt: skip
    assert [bool(source > 4) for source in evidence.source] == [False, True, False, False, False]
    assert check(ferries, wish("original")).held.tolist() == [False, False, True, True, False]


def test_several_versions_only_where_they_are_asked_for() -> None:
    assert several(Intent(prompt="", requirements=(wish("all"),)))
    assert not several(Intent(prompt="", requirements=(wish("live"),)))


def listed(snapshot: Snapshot, *wishes: Requirement) -> int:
    """How many tracks a list of up to four has."""
    asked = Intent(prompt="", requirements=wishes)
    pool = gather(asked, snapshot, seed=1, need=4)
    ranked = rank(Context.of(pool, asked, snapshot, seed=1), load_recipe())
    return len(arrange(ranked, asked, snapshot, seed=1, locks=(), keep=(), count=4).picked)


def test_a_list_holds_one_version_of_a_song_or_several_where_they_are_asked_for(ferries: Snapshot) -> None:
    assert listed(ferries) == 2
    assert listed(ferries, wish("live")) == 1
    assert listed(ferries, wish("all")) == 4


def test_judgements_count_pairs_that_are_grouped(ferries: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    path.write_text(
        "sample,stratum,verdict,ids\ngroup,x,same,a b\ngroup,x,unsure,c d\nnear,x,different,e f\n", encoding="utf-8"
    )
    assert [j.same for j in read(path)] == [True, False, False]
    ids = {title: name for name, title in zip(ferries.ids.all(), ferries.titles.all(), strict=True)}
    judged = [
        Judged("group", True, (ids["Ferry"], ids["Ferry - Live"])),
        Judged("group", False, (ids["Ferry"], "l")),
        Judged("near", True, (ids["Ferry"], ids["Tram"])),
    ]
    found = scores(ferries, ferries.versions.song, judged)
    assert list(found.values()) == [0.5, 0.5, 1.0, 0.0]
    assert scores(ferries, exact(ferries), judged)["recall, pairs of judged groups"] == 0.0
