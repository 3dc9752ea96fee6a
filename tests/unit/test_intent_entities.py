"""Names in prompts: artists, tracks and albums however they are written, and those that the catalogue lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue.catalogue.build import build_snapshot
from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.intent.entities import name_in
from segue.intent.tokens import tokenize
from segue.knowledge.spelling import plain_letters, skeleton, slips
from segue.music import Attribute, Requirement, Track
from segue.requirements import several

_ACTS = """
Radiohead 60; Fleetwood Mac 40; Metallica 60; Nirvana 40; AC/DC 50; Guns N' Roses 40; Beyoncé 50; Sigur Rós 20; P!nk 40;
Pink 3; Ke$ha 20; David Bowie 60; Lester Bowie 2; Led Zeppelin 60; Pink Floyd 60; Red Hot Chili Peppers 40; Queen 60;
ABBA 30; Chicago 30; America 20; Genesis 30; Air 20; Low 14; The Smiths 30; The Cure 40; The Who 40; Dolly Parton 30;
Johnny Cash 40; Miles Davis 60; Boris 12; Tame Impala 20; Prince 50; Drake 60; Eminem 60; The Beatles 80; Björk 20;
Daft Punk 30; Aphex Twin 20; Simon & Garfunkel 20; Earth, Wind & Fire 30; Michael Jackson 60; Rain 5; Love 9; Heart 30;
Creedence Clearwater Revival 30; Rage Against The Machine 30; Tool 25; Joy Division 20; The Pixies 20; Deftones 24
"""
_WORKS = """
Radiohead|Kid A|Everything in Its Right Place; Radiohead|OK Computer|Karma Police; Queen|A Night at the Opera|Bohemian
Rhapsody; ABBA|Arrival|Dancing Queen; Boris|Pink|Blackout; Tinie|Disc-Overy|Blackout; Dolly Parton|Jolene|Jolene; Johnny
Cash|American IV|Hurt; Nine Inch Nails|The Downward Spiral|Hurt; Miles Davis|Kind of Blue|So What; Led Zeppelin|Led
Zeppelin IV|Stairway to Heaven; Tame Impala|Lonerism|Elephant; The Pixies|Surfer Rosa|Where Is My Mind; Prince|Purple
Rain|Purple Rain; Eagles|Hotel California|Hotel California; Kendrick Lamar|DAMN|Humble
"""
_LANGUAGE = "love rain summer heart air low queen fire night day dance walking america"
"""Words of many titles, as any catalogue has them."""


def _tracks() -> Iterator[Track]:
    number = 0
    for entry in " ".join(_ACTS.split()).split("; "):
        act, count = entry.rsplit(" ", 1)
        for _ in range(int(count)):
            number += 1
            yield _track(number, f"Piece {number}", act, "")
    for entry in " ".join(_WORKS.split()).split("; "):
        act, album, title = entry.split("|")
        number += 1
        yield _track(number, title, act, album)
    for word in _LANGUAGE.split():
        for _ in range(60 if word != "queen" else 12):
            number += 1
            yield _track(number, f"{word} {number}", "Various", "")


def _track(number: int, title: str, act: str, album: str) -> Track:
    popularity = {"popularity": Attribute(70.0, "catalogue")} if album else {}
    return Track(id=f"t{number:05}", title=title, artist=act, album=album, values=popularity)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("names")
    return Snapshot.open(build_snapshot(_tracks(), folder, generation=1))


def _told(requirement: Requirement) -> str:
    value = requirement.value if isinstance(requirement.value, tuple) else (requirement.value,)
    return f"{requirement.polarity} {requirement.attribute} {' + '.join(map(str, value))}"


def _names(prompt: str, snapshot: Snapshot) -> list[str]:
    """What is said of names, each once: the wish for any of a list stands at each of its names."""
    named = ("artist", "track", "album", "similar")
    return list(dict.fromkeys(_told(r) for r in parse(prompt, snapshot).requirements if r.attribute in named))


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("acdc songs", ["want artist AC/DC"]),
        ("ac dc, 20 tracks", ["want artist AC/DC"]),
        ("guns n roses and acdc", ["want artist Guns N' Roses + AC/DC"]),
        ("beyonce", ["want artist Beyoncé"]),
        ("sigur ros for sleeping", ["want artist Sigur Rós"]),
        ("songs by p!nk", ["want artist P!nk"]),
        ("songs by pink", ["want artist P!nk"]),
        ("the artist Pink", ["want artist P!nk"]),
        ("kesha songs", ["want artist Ke$ha"]),
        ("simon and garfunkel", ["want artist Simon & Garfunkel"]),
        ("earth wind and fire", ["want artist Earth, Wind & Fire"]),
        ("bjork and daft punk", ["want artist Björk + Daft Punk"]),
        ("nothing by eminem", ["avoid artist Eminem"]),
        ("no drake, no eminem", ["avoid artist Drake", "avoid artist Eminem"]),
        ("songs by the who", ["want artist The Who"]),
        ("beatles, queen and the cure", ["want artist The Beatles + Queen + The Cure"]),
    ],
)
def test_names_are_found_however_they_are_written(prompt: str, names: list[str], snapshot: Snapshot) -> None:
    assert _names(prompt, snapshot) == names


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("radiohed", ["want artist Radiohead"]),
        ("songs like radiohed", ["like similar Radiohead"]),
        ("20 songs like fleetwod mac", ["like similar Fleetwood Mac"]),
        ("fleetwod mac, metalica and nirvna", ["want artist Fleetwood Mac + Metallica + Nirvana"]),
        ("nothing by metalica", ["avoid artist Metallica"]),
        ("no metalica please", ["avoid artist Metallica"]),
        ("music similar to beyonse", ["like similar Beyoncé"]),
        ("the beatels", ["want artist The Beatles"]),
        ("songs like led zepelin", ["like similar Led Zeppelin"]),
        ("something like micheal jackson", ["like similar Michael Jackson"]),
        ("songs by guns and roses", ["want artist Guns N' Roses"]),
        ("bands like deftone and the pixis", ["like similar Deftones", "like similar The Pixies"]),
        ("songs like stairway to heavn", ["like similar Stairway to Heaven"]),
        ("songs like bohemian rapsody by queen", ["like similar Bohemian Rhapsody", "like similar Queen"]),
    ],
)
def test_slips_are_forgiven_where_a_name_stands(prompt: str, names: list[str], snapshot: Snapshot) -> None:
    assert _names(prompt, snapshot) == names


@pytest.mark.parametrize(
    ("prompt", "name"),
    [
        ("songs like radiohed", "Radiohead (written “radiohed”)"),
        ("songs by bowie", "David Bowie (written “bowie”)"),
        ("songs like stairway to heavn", "Stairway to Heaven (written “stairway to heavn”)"),
    ],
)
def test_how_a_name_was_understood_is_told(prompt: str, name: str, snapshot: Snapshot) -> None:
    (wish,) = (r for r in parse(prompt, snapshot).requirements if r.attribute in ("artist", "similar"))
    assert wish.reading is not None
    assert wish.reading.text == name
    assert not wish.reading.subjective


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("bowie", ["want artist David Bowie"]),
        ("songs by bowie", ["want artist David Bowie"]),
        ("Bowie's 70s", ["want artist David Bowie"]),
        ("zeppelin and floyd", ["want artist Led Zeppelin + Pink Floyd"]),
        ("songs like the chili peppers", ["like similar Red Hot Chili Peppers"]),
        ("rhcp, ratm and ccr",
         ["want artist Red Hot Chili Peppers + Rage Against The Machine + Creedence Clearwater Revival"]),
        ("no zeppelin", ["avoid artist Led Zeppelin"]),
    ],
)  # fmt: skip
def test_acts_are_known_by_short_names(prompt: str, names: list[str], snapshot: Snapshot) -> None:
    assert _names(prompt, snapshot) == names


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("radioheads kid a", ["want artist Radiohead", "want album Kid A by Radiohead"]),
        ("Radiohead's Kid A", ["want artist Radiohead", "want album Kid A by Radiohead"]),
        ("kid a by radiohead", ["want album Kid A by Radiohead", "want artist Radiohead"]),
        ("songs like bohemian rhapsody", ["like similar Bohemian Rhapsody"]),
        ("something like hotel california but slower", ["like similar Hotel California"]),
        ("the album ok computer", ["want album OK Computer"]),
        ("songs from the album kind of blue", ["want album Kind of Blue"]),
        ("similar to blackout by boris", ["like similar Blackout by Boris", "like similar Boris"]),
        ("songs like hurt by johnny cash", ["like similar Hurt by Johnny Cash", "like similar Johnny Cash"]),
        ("tracks like jolene by dolly parton and hurt by johnny cash",
         ["like similar Jolene by Dolly Parton", "like similar Dolly Parton", "like similar Hurt by Johnny Cash",
          "like similar Johnny Cash"]),
        ("songs like the intro of where is my mind by the pixies",
         ["like similar Where Is My Mind by The Pixies", "like similar The Pixies"]),
        ("Jolene - Dolly Parton", ["want track Jolene by Dolly Parton", "want artist Dolly Parton"]),
        ("Tame Impala - Elephant", ["want artist Tame Impala", "want track Elephant by Tame Impala"]),
        ('similar to "Karma Police" by Radiohead', ["like similar Karma Police", "like similar Radiohead"]),
        ("songs like everything in its right place", ["like similar Everything in Its Right Place"]),
        ("music like dancing queen", ["like similar Dancing Queen"]),
        ("songs similar to zoosters breakout by hans zimmer",
         ["like similar zoosters breakout", "like similar hans zimmer"]),
    ],
)  # fmt: skip
def test_titles_need_no_quotes(prompt: str, names: list[str], snapshot: Snapshot) -> None:
    assert _names(prompt, snapshot) == names


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("the band called chicago", ["want artist Chicago"]),
        ("chicago house, 20 tracks", []),
        ("queen songs", ["want artist Queen"]),
        ("love songs", []),
        ("rain songs", []),
        ("summer songs", []),
        ("pink noise for sleeping", []),
        ("America the band", ["want artist America"]),
        ("songs by genesis", ["want artist Genesis"]),
        ("songs by air", ["want artist Air"]),
        ("songs by low", ["want artist Low"]),
        ("more like queen and abba", ["like similar Queen", "like similar ABBA"]),
        ("low energy music", []),
        ("songs about love and rain", []),
        ("open air festival", []),
    ],
)
def test_the_words_around_settle_what_everyday_words_mean(prompt: str, names: list[str], snapshot: Snapshot) -> None:
    assert _names(prompt, snapshot) == names


@pytest.mark.parametrize(
    ("prompt", "names"),
    [
        ("songs by zorblax", ["want artist zorblax"]),
        ("music similar to Foo Barriers", ["like similar Foo Barriers"]),
        ("sounds like gloopglorp", ["like similar gloopglorp"]),
        ("Radiohead, Zorblax Trio and Queen", ["want artist Radiohead + Zorblax Trio + Queen"]),
        ("songs by Zorblax and Radiohead", ["want artist Zorblax + Radiohead"]),
        ("in the vein of waterflame", ["like similar waterflame"]),
        ("nothing by Quuxtones", ["avoid artist Quuxtones"]),
    ],
)
def test_names_that_the_catalogue_lacks_are_names_all_the_same(
    prompt: str, names: list[str], snapshot: Snapshot
) -> None:
    assert _names(prompt, snapshot) == names


@pytest.mark.parametrize(
    "prompt",
    [
        "songs like a warm hug", "music like rain on a window", "sounds like walking through a city at night",
        "songs for cooking with friends", "20 songs by astronauts", "songs by left-handed engineers",
        "something to listen to while the kids sleep", "music that feels like flying", "sad songs by candlelight",
        "instrumental music with crunchy guitars", "calm piano, nothing loud", "I like it loud and fast",
        "songs similar in mood to these", "something like this but slower", "a party for the whole family",
        "the best of the eighties", "90 minutes of house", "to dance to on a saturday night",
    ],
)  # fmt: skip
def test_where_no_name_is_meant_none_is_read(prompt: str, snapshot: Snapshot) -> None:
    assert _names(prompt, snapshot) == []


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["metallica", "radiohead", "led zeppelin", "beyonce"]),
    st.integers(1, 7),
    st.sampled_from("aeorstz"),
)
def test_one_letter_wrong_flips_no_polarity(snapshot: Snapshot, act: str, at: int, letter: str) -> None:
    typed = act[:at] + letter + act[at + 1 :]
    for prompt in (f"no {typed}", f"20 songs, nothing by {typed}", f"rock without {typed}"):
        assert not [name for name in _names(prompt, snapshot) if name.startswith("want")]


def test_a_name_that_is_lacking_comes_with_the_nearest_one(snapshot: Snapshot) -> None:
    (wish,) = parse("songs by Metalikka", snapshot).requirements
    assert wish.value == "Metalikka"
    assert wish.reading is not None
    assert wish.reading.text == "the nearest name in this catalogue is “Metallica”"


def test_without_a_catalogue_capitals_and_quotes_still_name(snapshot: Snapshot) -> None:
    intent = parse('songs like Radiohead or "Karma Police"', None)
    assert {str(r.value) for r in intent.requirements} >= {"Radiohead"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("radiohead", "want artist Radiohead"),
        ("radiohed", "want artist Radiohead"),
        ("radiohead's", "want artist Radiohead"),
        ("the chili peppers", "want artist Red Hot Chili Peppers"),
        ("karma police", "want track Karma Police"),
        ("kind of blue", "want album Kind of Blue"),
        ("karma police by radiohead", "want track Karma Police by Radiohead"),
        ("stairway to heavn", "want track Stairway to Heaven"),
        ("zorblax", "want artist zorblax"),
        ("nothing by nobody", "want track nothing by nobody"),
    ],
)
def test_a_run_that_is_a_name_is_read_as_the_best_there_is(text: str, told: str, snapshot: Snapshot) -> None:
    tokens = tokenize(text)
    assert _told(name_in(tokens, 0, len(tokens), snapshot)) == told


def test_slips_are_counted_and_skeletons_outlive_them() -> None:
    assert [slips(a, b, 2) for a, b in (("abba", "abba"), ("radiohed", "radiohead"), ("nirvna", "nirvana"))] == [
        0,
        1,
        1,
    ]
    assert slips("procupine", "porcupine", 2) == 1
    assert slips("queen", "metallica", 2) == 3
    assert skeleton("metalica") == skeleton("metallica")
    assert skeleton("cindylauper") == skeleton("cyndilauper")
    assert plain_letters("P!nk") == "Pink"
    assert plain_letters("Wham!") == "Wham!"


@pytest.mark.parametrize(
    "prompt",
    [
        "three versions of Hurt",
        "versions of hurt",
        "live versions of Hurt",
        "10 different renditions of hurt",
        "all versions of Hurt",
    ],
)
def test_versions_of_a_song_make_the_whole_list(prompt: str, snapshot: Snapshot) -> None:
    intent = parse(prompt, snapshot)
    assert [(r.value, r.share) for r in intent.of("track")] == [("Hurt", 1.0)]
    assert several(intent)
    assert not intent.unread


def test_a_song_among_others_is_wished_for_once(snapshot: Snapshot) -> None:
    intent = parse('20 songs with "Hurt" and the song Blackout by Boris', snapshot)
    assert not several(intent)
