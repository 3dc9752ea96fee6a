"""Titles taken apart: which words name the song, and what kind of version the others tell."""

from __future__ import annotations

import pytest

from segue.knowledge.romanise import romanised
from segue.knowledge.titles import KINDS, read_album, read_title


def kinds(mask: int) -> set[str]:
    return {kind for at, kind in enumerate(KINDS) if mask >> at & 1}


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Harbour Song - Remastered 2011", "Harbour Song"),
        ("Harbour Song (Live at the Old Mill, 1999)", "Harbour Song"),
        ("Harbour Song - Radio Edit", "Harbour Song"),
        ("Harbour Song (feat. Oona Vale)", "Harbour Song"),
        ("Harbour Song featuring Oona Vale", "Harbour Song"),
        ("Harbour Song [Deluxe]", "Harbour Song"),
        ("Harbour Song (w/ Oona Vale) [Mono] - 2009 Mix", "Harbour Song"),
        ("Harbour Song [ASOT 123]", "Harbour Song"),
        ('Harbour Song - From "The Long Quay"', "Harbour Song"),
        ("Harbour Song (Remix", "Harbour Song"),
        ("Harbour Song, Pt. II", "Harbour Song (Part 2)"),
        ("Tide & Sand", "Tide and Sand"),
        ("Tide 'n' Sand", "Tide and Sand"),
        ("Fallin' Down", "Falling Down"),
        ("In Between Quays", "Inbetween Quays"),
        ("Don’t Go", "Dont Go"),
        ("Ógnir", "Ognir"),
        ("Группа ветра", "Gruppa vetra"),
    ],
)
def test_one_song_however_it_is_told(title: str, other: str) -> None:
    assert read_title(title).core == read_title(other).core


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Harbour Song, Pt. 1", "Harbour Song, Pt. 2"),
        ("Harbour Song", "Harbour Song (Reprise)"),
        ("Harbour Song", "Harbour Song - Interlude"),
        ("Sonata No. 5: I. Allegro", "Sonata No. 5: II. Andante"),
        ("Sonata - I. Allegro", "Sonata - II. Andante"),
        ("Sonata No. 1 No. 11", "Sonata No. 11 No. 1"),
        ("Harbour 2", "Harbour"),
        ("Crazy (In the Style of Mirela Sol) [Karaoke]", "Crazy (In the Style of Dex Marlow) [Karaoke]"),
        ("The Late Show (ASOT 101) - Track Recap", "The Late Show (ASOT 102) - Track Recap"),
    ],
)
def test_other_songs(title: str, other: str) -> None:
    assert read_title(title).song != read_title(other).song


def test_a_subtitle_stands_in_the_song_and_not_in_its_core() -> None:
    read = read_title("(I Keep) Counting Boats (The Ferry Song) - Live")
    assert (read.song, read.core) == ("ikeepcountingboatstheferrysong", "countingboats")


@pytest.mark.parametrize("title", ["", "???", "(Live)", " - Remix", "[x]", "feat. X", "\x00", "\ud800"])
def test_titles_of_nothing_but_asides_still_read(title: str) -> None:
    read = read_title(title)
    assert read.song == read.core


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Song", set()),
        ("Live to Tell", set()),
        ("Song (You Only Live Once)", set()),
        ("Song - Live", {"live"}),
        ("Song - Remastered 2011", {"remaster"}),
        ("Song (Oona's Remix)", {"remix"}),
        ("Song - Radio Edit", {"radio edit"}),
        ("Song (Acoustic) [Live at Quay 4]", {"acoustic", "live"}),
        ("Song (Demo)", {"demo"}),
        ("Song [Instrumental]", {"instrumental"}),
        ("Song (Taylor's Version)", {"rerecording"}),
        ("Song - Sped Up", {"sped up"}),
    ],
)
def test_kinds_of_version(title: str, told: set[str]) -> None:
    assert kinds(read_title(title).kinds) == told


def test_titles_that_name_no_piece() -> None:
    assert read_title("Intro").nameless
    assert read_title("Interlude (Live)").nameless
    assert not read_title("Intro to Harbours").nameless


def test_albums_tell_kinds_and_homes() -> None:
    assert kinds(read_album("Live at the Quay").kinds) == {"live"}
    assert kinds(read_album("Living by the Quay").kinds) == set()
    homes = [read_album(title).home for title in ("Quay", "Quay (Deluxe Edition)", "The Best of the Quays", "")]
    assert homes == [0, 1, 2, 2]


def test_letters_without_a_plain_form() -> None:
    assert romanised("Mœnia, Ørsted, Łódź; Щука") == "Moenia, orsted, lódź; shchuka"
    assert romanised("夜の電車") == "夜の電車"
