"""Playlist files: what their formats allow is read, and each entry is matched to the right track or to none."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playlist_fixtures import TRACKS, playlist

from segue.catalogue.home import Home
from segue.catalogue.importers import import_source
from segue.catalogue.importers.playlistfiles import read_playlist
from segue.delivery import write
from segue.errors import ImportFailed
from segue.music import Attribute, Track

MBID = "b1a9c0e9-d987-4042-ae91-78d6a3267d69"


def _track(id_: str, title: str, artist: str, seconds: float = 200, album: str = "", location: str = "") -> Track:
    length = {"duration_ms": Attribute(seconds * 1000)}
    return Track(id=id_, title=title, artist=artist, album=album, location=location, values=length)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    music = tmp_path / "Music"
    opened = Home(tmp_path / "home")
    with opened.store.importing("library") as session:
        for track in (
            _track("sun", "Sun", "Áine & The Band", 200, location=str(music / "Áine" / "01 Sun.mp3")),
            _track("sun-live", "Sun (Live)", "Áine & The Band", 260),
            _track("moon", "Moon", "B", location=str(music / "B" / "100% Moon.mp3")),
            _track("moon-2", "Moon", "B", album="Best Of"),
            _track("dash", "One - Two", "A - B"),
            Track(id="coded", title="Coded", artist="C", mbid=MBID, isrc="GBAYE0601498"),
        ):
            session.put(track, track.id.encode())
    yield opened
    opened.close()


def _file(tmp_path: Path, name: str, content: str | bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def _ids(home: Home, source: str) -> tuple[str, ...]:
    import_source(home, source)
    return next(saved.track_ids for saved in home.store.playlists() if saved.source == source)


def test_m3u_by_place_in_every_spelling(home: Home, tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Music/Áine/01 Sun.mp3")
    lines = [
        "Music/Áine/01 Sun.mp3", f"./{decomposed}", "music/ÁINE/01 sun.MP3", str(tmp_path / "Music/Áine/01 Sun.mp3"),
        (tmp_path / "Music/Áine/01 Sun.mp3").as_uri(), "Music/B/100% Moon.mp3", "/elsewhere/B/100% Moon.mp3",
        "Music\\Áine\\01 Sun.mp3",
    ]  # fmt: skip
    source = _file(tmp_path, "list.m3u8", "\ufeff#EXTM3U\r\n" + "\r\n".join(lines))
    assert _ids(home, source) == ("sun",) * 5 + ("moon", "moon", "sun")


def test_m3u_by_name_and_length(home: Home, tmp_path: Path) -> None:
    lines = [
        "#EXTM3U", "#PLAYLIST:Evening", "#EXTALBUMARTURL:http://x/y.jpg",
        "#EXTINF:202,Aine - Sun", "a.mp3", "#EXTINF:258,The BAND - SUN", "a2.mp3",
        "#EXTINF:259,Áine - Sun", "b.mp3", "#EXTINF:-1,A - B - One - Two", "c.mp3",
        "#EXTINF:1,Nobody - Nothing", "d.mp3", "B - Moon.mp3",
    ]  # fmt: skip
    source = _file(tmp_path, "list.m3u", "\n".join(lines))
    report = import_source(home, source)
    saved = home.store.playlists()[0]
    assert saved.name == "Evening"
    assert saved.track_ids == ("sun", "sun-live", "sun-live", "dash", "moon")
    assert saved.unmatched == ("Nobody – Nothing",)
    assert report.added == 5
    assert [bad.row for bad in report.rejected] == [5]


def test_m3u_of_an_old_player(home: Home, tmp_path: Path) -> None:
    source = _file(tmp_path, "old.m3u", "#EXTINF:200,Áine - Sun\nx.mp3\n".encode("cp1252"))
    assert _ids(home, source) == ("sun",)


XSPF = """<?xml version="1.0"?><playlist version="1" xmlns="http://xspf.org/ns/0/"><title>Mine</title><trackList>
<track><location>Music/B/100%25%20Moon.mp3</location></track>
<track><title>Moon</title><creator>B</creator><album>Best Of</album><duration>200000</duration></track>
<track><identifier>https://musicbrainz.org/recording/{mbid}</identifier></track>
<track><identifier>isrc:GB-AYE-06-01498</identifier></track><track><identifier>urn:segue:sun</identifier></track>
<track/></trackList></playlist>"""


def test_xspf(home: Home, tmp_path: Path) -> None:
    source = _file(tmp_path, "list.xspf", XSPF.replace("{mbid}", MBID))
    report = import_source(home, source)
    saved = home.store.playlists()[0]
    assert (saved.name, saved.track_ids) == ("Mine", ("moon", "moon-2", "coded", "coded", "sun"))
    assert report.rejected[0].row == 6


def test_jspf_with_the_listenbrainz_extension(home: Home, tmp_path: Path) -> None:
    meta = {"additional_metadata": {"subsonic_identifier": "https://subsonic.org/entity/song/sun"}}
    tracks = [
        {"identifier": f"https://musicbrainz.org/recording/{MBID}"},
        {"identifier": [f"https://musicbrainz.org/recording/{MBID.upper()}"]},
        {"title": "Moon", "creator": "B", "location": ["Music/B/100%25%20Moon.mp3"]},
        {"extension": {"https://musicbrainz.org/doc/jspf#track": meta}},
        {"extension": {"https://musicbrainz.org/doc/jspf#track": [meta]}},
        "noise",
    ]
    document = json.dumps({"playlist": {"title": "Mine", "track": tracks}})
    assert _ids(home, _file(tmp_path, "list.jspf", document)) == ("coded", "coded", "moon", "sun", "sun")


@pytest.mark.parametrize("suffix", ["m3u8", "xspf", "jspf"])
def test_what_segue_writes_it_reads(tmp_path: Path, suffix: str) -> None:
    home = Home(tmp_path / "home")
    with home.store.importing("library") as session:
        for track in TRACKS:
            session.put(track, track.id.encode())
    source = tmp_path / f"evening.{suffix}"
    write(playlist(), home.snapshot(), source)
    in_files = tuple(track.id for track in TRACKS if track.location or suffix != "m3u8")
    assert _ids(home, str(source)) == in_files
    home.close()


def test_a_playlist_touches_no_track_and_replaces_itself(home: Home, tmp_path: Path) -> None:
    before = home.store.generation()
    for content in ("B - Moon.mp3\n", "B - Moon.mp3\nB - Moon.mp3\n"):
        source = _file(tmp_path, "list.m3u", content)
        import_source(home, source)
    assert home.store.generation() == before
    assert [len(saved.track_ids) for saved in home.store.playlists()] == [2]


BOMB = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><playlist><title>&b;</title></playlist>'


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.m3u", "", "source_empty"), ("a.m3u", "#EXTM3U\n", "source_empty"), ("a.m3u", b"\x00\x01\x02", "encoding"),
        ("a.m3u", "Nobody - Nothing.mp3", "playlist_unmatched"), ("a.xspf", BOMB, "source_damaged"),
        ("a.xspf", BOMB.encode("utf-16"), "source_damaged"), ("a.xspf", "<playlist", "source_damaged"),
        ("a.xspf", "<html/>", "source_damaged"), ("a.xspf", '<playlist xmlns="x"/>', "source_empty"),
        ("a.jspf", "{", "source_damaged"), ("a.jspf", "[]", "source_damaged"), ("a.jspf", "[" * 9999, "source_damaged"),
        ("a.jspf", '{"playlist": {"track": 3}}', "source_empty"), ("a.jspf", '{"playlist": {}}', "source_empty"),
    ],
)  # fmt: skip
def test_what_is_no_playlist_is_told_and_nothing_kept(
    home: Home, tmp_path: Path, name: str, content: str | bytes, code: str
) -> None:
    with pytest.raises(ImportFailed) as told:
        import_source(home, _file(tmp_path, name, content))
    assert told.value.code == f"segue.E.{code}"
    assert told.value.hint
    assert home.store.playlists() == ()


def test_the_kind_is_seen_from_the_beginning(home: Home, tmp_path: Path) -> None:
    assert len(_ids(home, _file(tmp_path, "list", "#EXTM3U\nB - Moon.mp3"))) == 1
    assert len(_ids(home, _file(tmp_path, "other", XSPF.replace("{mbid}", MBID)))) == 5


def test_places_on_other_systems(tmp_path: Path) -> None:
    source = _file(tmp_path, "w.m3u", "C:\\Music\\a.mp3\nfile:///C:/Music/b%20c.mp3\nhttp://radio/x y\n../up.mp3\n")
    places = [entry.location for entry in read_playlist(Path(source), "m3u").entries]
    assert places == ["C:/Music/a.mp3", "C:/Music/b c.mp3", "http://radio/x y", str(tmp_path.parent / "up.mp3")]
