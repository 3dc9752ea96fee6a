"""The genre graph that ships: its form, its families, its spellings, its nearest kin."""

from __future__ import annotations

from itertools import pairwise

import pytest

from segue.knowledge.genres import FEATURES, Genre, build, graph
from segue.knowledge.names import label_key

GENRES = graph()


def test_there_are_enough_and_every_relative_is_there() -> None:
    assert len(GENRES.names) >= 1000
    for genre in GENRES.genres.values():
        assert set(genre.parents) <= GENRES.genres.keys()
        assert set(genre.neighbours) <= GENRES.genres.keys() - {genre.name}


def test_families_have_no_cycles_and_few_roots() -> None:
    assert not [name for name in GENRES.names if name in GENRES.ancestors(name)]
    assert 20 <= len(GENRES.roots) <= 35


def test_no_spelling_names_two_genres() -> None:
    owners: dict[str, str] = {}
    for name in GENRES.names:
        for spelling in (name, *GENRES.aliases(name)):
            assert owners.setdefault(label_key(spelling), name) == name
            assert GENRES.canonical(spelling) == name


@pytest.mark.parametrize(
    ("family", "inside", "outside"),
    [
        ("electronic", "house|techno|trance|synthpop|ambient|dubstep|idm|synthwave", "rock|jazz|classical"),
        ("rock", "punk|grunge|shoegaze|hard rock|progressive rock", "pop|jazz|hip hop|electronic"),
        ("hip hop", "trap|grime|boom bap|gangster rap", "r&b|funk|pop"),
        ("metal", "metalcore|death metal|nu metal|doom metal", "rock|punk"),
        ("jazz", "bebop|swing|smooth jazz|latin jazz", "blues|soul"),
        ("latin", "salsa|cumbia|reggaeton|samba|bossa nova", "reggae|african"),
        ("classical", "baroque|opera|chamber music", "soundtrack|ambient"),
    ],
)
def test_families_are_sane(family: str, inside: str, outside: str) -> None:
    kinds = GENRES.descendants(family)
    assert {GENRES.canonical(name) for name in inside.split("|")} <= kinds
    assert not {GENRES.canonical(name) for name in outside.split("|")} & kinds


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("rap", "hip hop"),
        ("Hip-Hop", "hip hop"),
        ("hiphop", "hip hop"),
        ("R'n'B", "r&b"),
        ("rnb", "r&b"),
        ("drum & bass", "drum and bass"),
        ("drumnbass", "drum and bass"),
        ("DnB", "drum and bass"),
        ("synth-pop", "synthpop"),
        ("house music", "house"),
        ("Bossanova", "bossa nova"),
        ("reggaetón", "reggaeton"),
        ("boleros", "bolero"),
    ],
)
def test_spellings_are_forgiven(said: str, meant: str) -> None:
    assert GENRES.canonical(said) == meant


@pytest.mark.parametrize("word", ["", "   ", "music", "songs", "xyzzy", "!?", "violin", "happy", "the"])
def test_other_words_are_no_genres(word: str) -> None:
    assert GENRES.canonical(word) is None
    assert GENRES.kin(word) == []
    assert GENRES.features(word) is None
    assert GENRES.descendants(word) == GENRES.ancestors(word) == frozenset()


def test_the_nearest_kin_of_synthwave_are_synthetic() -> None:
    kin = [name for name, _ in GENRES.kin("synthwave")]
    assert {"electropop", "chillwave", "vaporwave", "new wave", "synthpop"} <= set(kin)


def test_kin_falls_in_closeness_and_never_names_the_genre_itself() -> None:
    for name in GENRES.names[::37]:
        kin = GENRES.kin(name, limit=12)
        assert len(kin) <= 12
        assert name not in dict(kin)
        assert all(0 < close < 1 for _, close in kin)
        assert all(a[1] >= b[1] for a, b in pairwise(kin))


def test_features_are_typical_values_in_their_units() -> None:
    for name in GENRES.names:
        features = GENRES.features(name)
        if features is None:
            continue
        assert tuple(features) == FEATURES
        assert 50 <= features["tempo"] <= 260
        assert -45 <= features["loudness"] <= 0
        assert all(0 <= features[f] <= 1 for f in FEATURES if f not in ("tempo", "loudness"))


def test_a_genre_without_its_own_sound_takes_its_parents() -> None:
    calm, wild = (dict.fromkeys(FEATURES, value) for value in (0.2, 0.6))
    made = build([Genre("calm", features=calm), Genre("wild", features=wild), Genre("both", parents=("calm", "wild"))])
    assert made.features("both") == pytest.approx(dict.fromkeys(FEATURES, 0.4))
    assert made.children("calm") == ("both",)


def test_neighbours_are_told_from_both_sides() -> None:
    made = build([Genre("a", neighbours=("b",)), Genre("b")])
    assert made.neighbours("b") == ("a",)
    assert made.kin("b") == [("a", 0.712)]


def test_a_parent_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        build([Genre("orphan", parents=("nobody",))])
