"""Tags of real little files in every format, under the names that taggers use, come out as one kind of track."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import audio_fixtures as audio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.catalogue.importers import tags
from segue.catalogue.importers.files import read_folder
from segue.catalogue.importers.paths import Names, names_of
from segue.catalogue.importers.ratings import stars
from segue.catalogue.importers.reader import Offered
from segue.catalogue.port import Rejected
from segue.errors import ImportFailed
from segue.music import Track

RECORDING = "b1a9c0e9-d987-4042-ae91-78d6a3267d69"
RELEASE = "4c767e70-1d05-4f26-a6f0-0f9d4a0b2c11"
ARTIST = "0383dadf-2a4e-4d10-a46a-e9e041da8eb3"

ID3 = {
    "TIT2": "Tinsel River", "TPE1": "Ada feat. Bo", "TXXX:ARTISTS": ["Ada", "Bo"], "TPE2": "Various", "TALB": "Reeds",
    "TDRC": "2011-05-06", "TDOR": "1973-02", "TCON": ["Folk", "17", "Acid Folk/Psych"], "TBPM": "127.5",
    "TKEY": "Abm", "TMOO": "calm; warm", "TLAN": "spa", "TSRC": "US-RC1-76-07839",
    "UFID:http://musicbrainz.org": RECORDING, "TXXX:MusicBrainz Album Id": RELEASE,
    "TXXX:MusicBrainz Artist Id": ARTIST, "TXXX:replaygain_track_gain": "-6.54 dB", "TXXX:ITUNESADVISORY": "1",
    "COMM": "Recorded in a barn.", "TIT1": "roadtrip",
}  # fmt: skip
VORBIS = {
    "TITLE": "Tinsel River", "artist": "Ada feat. Bo", "ARTISTS": ["Ada", "Bo"], "ALBUM ARTIST": "Various",
    "ALBUM": "Reeds", "DATE": "2011-05-06", "ORIGINALDATE": "1973-02", "GENRE": ["Folk", "Rock", "Acid Folk/Psych"],
    "BPM": "127.5", "INITIALKEY": "1A", "MOOD": ["calm", "warm"], "LANGUAGE": "Spanish", "ISRC": "USRC17607839",
    "MUSICBRAINZ_TRACKID": RECORDING, "MUSICBRAINZ_ALBUMID": RELEASE, "MUSICBRAINZ_ARTISTID": ARTIST,
    "REPLAYGAIN_TRACK_GAIN": "-6.54 dB", "ITUNESADVISORY": "1", "DESCRIPTION": "Recorded in a barn.",
    "GROUPING": "roadtrip",
}  # fmt: skip
OPUS = {k: v for k, v in VORBIS.items() if k != "REPLAYGAIN_TRACK_GAIN"} | {"R128_TRACK_GAIN": "-2954", "KEY": "Abm"}
MP4 = {
    "©nam": "Tinsel River", "©ART": "Ada feat. Bo", "----:ARTISTS": ["Ada", "Bo"], "aART": "Various", "©alb": "Reeds",
    "©day": "2011-05-06T07:00:00Z", "----:ORIGINALDATE": "1973-02", "©gen": ["Folk", "Rock", "Acid Folk/Psych"],
    "----:BPM": "127.5", "----:initialkey": "G#m", "----:MOOD": ["calm", "warm"], "----:LANGUAGE": "es",
    "----:ISRC": "USRC17607839", "----:MusicBrainz Track Id": RECORDING, "----:MusicBrainz Album Id": RELEASE,
    "----:MusicBrainz Artist Id": ARTIST, "----:replaygain_track_gain": "-6.54 dB", "rtng": "1",
    "©cmt": "Recorded in a barn.", "©grp": "roadtrip",
}  # fmt: skip

FILES: dict[str, bytes] = {
    "a.mp3": audio.mp3(ID3, version=4),
    "b.mp3": audio.mp3(ID3, version=3),
    "c.aiff": audio.aiff(ID3),
    "d.flac": audio.flac(VORBIS),
    "e.ogg": audio.ogg_vorbis(VORBIS),
    "f.opus": audio.opus(OPUS),
    "g.m4a": audio.m4a(MP4),
}


def one(folder: Path, name: str, data: bytes) -> Track | Rejected:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    (item,) = read_folder(folder).items
    return item.make() if isinstance(item, Offered) else item


def track_of(folder: Path, name: str, data: bytes) -> Track:
    track = one(folder, name, data)
    assert isinstance(track, Track), track
    return track


@pytest.mark.parametrize("name", FILES)
def test_every_format_says_the_same(name: str, tmp_path: Path) -> None:
    track = track_of(tmp_path, name, FILES[name])
    assert (track.title, track.artist, track.artists) == ("Tinsel River", "Ada feat. Bo", ("Ada", "Bo"))
    assert (track.album, track.album_artist, track.release) == ("Reeds", "Various", "1973-02")
    assert (track.isrc, track.mbid) == ("USRC17607839", RECORDING)
    assert (track.release_mbid, track.artist_mbids) == (RELEASE, (ARTIST,))
    assert (track.description, track.location) == ("Recorded in a barn.", str(tmp_path / name))
    assert {field: labels.values for field, labels in track.labels.items()} == {
        "genre": ("Folk", "Rock", "Acid Folk", "Psych"), "mood": ("calm", "warm"), "language": ("Spanish",),
        "tag": ("roadtrip",),
    }  # fmt: skip
    numbers = {field: attribute.value for field, attribute in track.values.items()}
    assert 2_000 <= int(numbers.pop("duration_ms")) <= 3_000
    assert numbers.pop("track_gain") == pytest.approx(-6.54, abs=0.001)
    assert numbers == {"tempo": 127.5, "key": 8.0, "mode": 0.0, "year": 1973.0, "explicit": 1.0}
    assert {attribute.source for attribute in track.values.values()} == {"tag"}
    assert {labels.source for labels in track.labels.values()} == {"tag"}


def test_wav_fields(tmp_path: Path) -> None:
    track = track_of(
        tmp_path, "x.wav", audio.wav({"INAM": "Hum", "IART": "Ada", "IGNR": "(17)", "ICRD": "1999", "IBPM": "90"})
    )
    assert (track.title, track.artist, track.release) == ("Hum", "Ada", "1999")
    assert track.labels["genre"].values == ("Rock",)
    assert track.values["tempo"].value == 90
    assert track.values["duration_ms"].value == 2000


def test_id3v1_alone(tmp_path: Path) -> None:
    tail = audio.id3v1("Old Song", "Ada", "Attic", "1987", 17)
    track = track_of(tmp_path, "x.mp3", audio.mp3({}, tail=tail))
    assert (track.title, track.artist, track.album, track.release) == ("Old Song", "Ada", "Attic", "1987")
    assert track.labels["genre"].values == ("Rock",)


def test_marks_of_the_listener(tmp_path: Path) -> None:
    popm = audio.id3_frame("POPM", b"a@b\0\xc4" + (1234).to_bytes(4, "big"))
    track = track_of(tmp_path, "x.mp3", audio.mp3({"TIT2": "T"}, extra=popm))
    assert (track.values["rating"].value, track.values["play_count"].value) == (4.0, 1234)


@pytest.mark.parametrize(
    ("field", "rating"),
    [
        ({"RATING": "4"}, 4.0), ({"RATING": "80"}, 4.0), ({"FMPS_RATING": "0.5"}, 2.5),
        ({"RATING:me@here": "0.8"}, 4.0), ({"RATING": "0"}, None), ({"RATING": "often"}, None),
    ],
)  # fmt: skip
def test_ratings_of_all_scales(field: dict[str, str], rating: float | None) -> None:
    found = tags.values(tags.gather(field.items())).get("rating")
    assert (found.value if found else None) == rating


@pytest.mark.parametrize(("byte", "rating"), [(0, None), (1, 1.0), (64, 2.0), (128, 3.0), (196, 4.0), (255, 5.0)])
def test_stars(byte: int, rating: float | None) -> None:
    assert stars(byte) == rating


def test_nonsense_is_missing() -> None:
    raw = tags.gather([("BPM", "0"), ("KEY", "loud"), ("ISRC", "none"), ("DATE", "soon"), ("ITUNESADVISORY", "0"),
                       ("GENRE", "Unknown"), ("REPLAYGAIN_TRACK_GAIN", "loud"), ("LANGUAGE", "zxx")])  # fmt: skip
    assert tags.values(raw) == {}
    assert tags.labels(raw) == {}
    assert (tags.isrc(raw), tags.release(raw)) == ("", "")


def test_genre_numbers_and_their_refinements() -> None:
    raw = tags.gather([("GENRE", "(51)(39)"), ("GENRE", "(4)Eurodisco"), ("GENRE", "Folk, World, & Country")])
    assert tags.labels(raw)["genre"].values == (
        "Techno-Industrial", "Noise", "Disco", "Eurodisco", "Folk", "World", "Country",
    )  # fmt: skip


def test_artist_names_are_not_torn() -> None:
    assert tags.credit(tags.gather([("ARTIST", "AC/DC")])) == ("AC/DC", ())
    assert tags.credit(tags.gather([("ARTIST", "Ada; Bo")])) == ("Ada, Bo", ("Ada", "Bo"))
    assert tags.credit({}) == ("", ())


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Ada/Reeds/03 Tinsel River.mp3", ("Tinsel River", "Ada", "Reeds")),
        ("Ada/Reeds/CD 2/2-03. Tinsel River.flac", ("Tinsel River", "Ada", "Reeds")),
        ("Ada - Reeds/01_Tinsel_River.ogg", ("Tinsel River", "Ada", "Reeds")),
        ("01 - Ada - Tinsel River.mp3", ("Tinsel River", "Ada", "")),
        ("Ada - Tinsel - River.mp3", ("Tinsel - River", "Ada", "")),
        ("Reeds/99 Luftballons.mp3", ("Luftballons", "", "Reeds")),
        ("1979.mp3", ("1979", "", "")),
        ("07.mp3", ("07", "", "")),
    ],
)
def test_names_from_paths(path: str, names: tuple[str, str, str]) -> None:
    assert names_of(Path(path)) == Names(*names)


def test_only_an_untitled_file_is_named_by_its_path(tmp_path: Path) -> None:
    bare = track_of(tmp_path / "lib", "Ada/Reeds/02 Moss.ogg", audio.ogg_vorbis({}))
    assert (bare.title, bare.artist, bare.album) == ("Moss", "Ada", "Reeds")
    titled = track_of(tmp_path / "other", "Downloads/x.ogg", audio.ogg_vorbis({"TITLE": "Moss"}))
    assert (titled.title, titled.artist, titled.album) == ("Moss", "", "")


BROKEN: dict[str, bytes] = {
    "empty.mp3": b"",
    "noise.mp3": b"no sound here, only words " * 20,
    "tag only.mp3": audio.id3({"TIT2": "T"}),
    "cut.flac": audio.flac({"TITLE": "T"}, seconds=300, sound=0),
    "header.flac": audio.flac({"TITLE": "T"})[:30],
    "half comment.ogg": audio.ogg_vorbis({"TITLE": "T" * 200})[:120],
    "noise.ogg": b"OggX" + bytes(300),
    "no moov.m4a": audio.m4a({})[:12],
    "noise.opus": bytes(range(1, 251)) * 2,
    "riff.wav": b"RIFF\0\0\0\0WAVE",
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_rejected_with_path_and_reason(name: str, tmp_path: Path) -> None:
    rejected = one(tmp_path, name, BROKEN[name])
    assert isinstance(rejected, Rejected)
    assert rejected.row == str(tmp_path / name)
    assert rejected.reason


@given(st.sampled_from([make({}) for make in (audio.mp3, audio.flac, audio.ogg_vorbis, audio.m4a)]), st.data())
def test_cut_or_flipped_files_never_break_the_import(
    tmp_path_factory: pytest.TempPathFactory, whole: bytes, data: st.DataObject
) -> None:
    cut = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for at in data.draw(st.lists(st.integers(0, 200), max_size=8)):
        if at < len(cut):
            cut[at] ^= data.draw(st.integers(1, 255))
    suffix = data.draw(st.sampled_from([".mp3", ".flac", ".ogg", ".m4a", ".wav", ".wma"]))
    folder = tmp_path_factory.mktemp("cut")
    assert isinstance(one(folder, f"x{suffix}", bytes(cut)), Track | Rejected)


def offered(folder: Path) -> dict[str, Offered]:
    return {item.track_id: item for item in read_folder(folder).items if isinstance(item, Offered)}


def test_walk_is_ordered_and_passes_over_what_is_hidden(tmp_path: Path) -> None:
    song = audio.ogg_vorbis({"TITLE": "T"})
    for name in ("b/2.ogg", "a/1.OGG", "a/.hidden.ogg", ".trash/x.ogg", "@eaDir/x.ogg", "cover.jpg", "b/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(song)
    reading = read_folder(tmp_path)
    assert reading.total == 2
    assert [item.row for item in reading.items if isinstance(item, Offered)] == [
        str(tmp_path / "a" / "1.OGG"), str(tmp_path / "b" / "2.ogg"),
    ]  # fmt: skip


def test_links_are_followed_once_and_never_in_circles(tmp_path: Path) -> None:
    library, elsewhere = tmp_path / "library", tmp_path / "elsewhere"
    for folder in (library / "a", elsewhere):
        folder.mkdir(parents=True)
    (library / "a" / "1.ogg").write_bytes(audio.ogg_vorbis({"TITLE": "1"}))
    (elsewhere / "2.ogg").write_bytes(audio.ogg_vorbis({"TITLE": "2"}))
    (library / "0 loop").symlink_to(library)
    (library / "0 a again").symlink_to(library / "a")
    (library / "more").symlink_to(elsewhere)
    (library / "dead.ogg").symlink_to(tmp_path / "gone.ogg")
    (library / "itself.ogg").symlink_to(library / "itself.ogg")
    (library / "itself").symlink_to(library / "itself")
    rows = [item.row for item in offered(library).values()]
    assert rows == [str(library / "a" / "1.ogg"), str(library / "more" / "2.ogg")]


def test_ids_and_digests(tmp_path: Path) -> None:
    song = tmp_path / "music" / "a" / "1.ogg"
    song.parent.mkdir(parents=True)
    song.write_bytes(audio.ogg_vorbis({"TITLE": "T"}))
    ((id_, first),) = offered(tmp_path / "music").items()
    assert len(id_) == 17
    assert id_[0] == "f"
    assert offered(tmp_path / "music")[id_].digest == first.digest
    os.utime(song, ns=(1, 1))
    assert offered(tmp_path / "music")[id_].digest != first.digest
    (tmp_path / "new place").mkdir()
    (tmp_path / "music").rename(tmp_path / "new place" / "music")
    assert offered(tmp_path / "new place" / "music").keys() == {id_}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed) as caught:
        read_folder(tmp_path / "nowhere")
    assert caught.value.code == "segue.E.source_missing"


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.ogg")).write_bytes(audio.ogg_vorbis({}))
    (item,) = read_folder(tmp_path).items
    assert isinstance(item, Rejected)
    assert "UTF-8" in item.reason


Texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.dictionaries(Texts | st.sampled_from(["BPM", "KEY", "GENRE", "RATING", "DATE"]), Texts, max_size=12))
def test_any_tags_make_some_track(fields: dict[str, str]) -> None:
    raw = tags.gather(fields.items())
    readers: tuple[Callable[[tags.Raw], object], ...] = (
        tags.values, tags.labels, tags.credit, tags.release, tags.isrc, tags.recording_mbid, tags.description,
    )  # fmt: skip
    for read in readers:
        assert read(raw) == read(raw)
