"""Evidence on the tiny world, checked against a reading of its tracks one by one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import artist_key, credited
from segue.music import FIRST_GUESSED, Intent, Reading, Region, Requirement, Track, Unread
from segue.requirements import check, on_tracks, standing, supported, whole


def wish(attribute: str, operator: str, value: object, **more: object) -> Requirement:
    fields = {"phrase": "", "span": (0, 0), "attribute": attribute, "operator": operator, "value": value}
    return Requirement(**{**fields, **more})  # type: ignore[arg-type]


def ids(snapshot: Snapshot, requirement: Requirement) -> set[str]:
    return set(snapshot.ids.take(np.flatnonzero(check(snapshot, requirement).held)))


def where(tracks: list[Track], keeps: Callable[[Track], bool]) -> set[str]:
    return {t.id for t in tracks if keeps(t)}


def known(track: Track, name: str) -> float | None:
    attribute = track.values.get(name)
    return None if attribute is None else float(np.float32(attribute.value))


@pytest.mark.parametrize(
    ("operator", "value", "keeps"),
    [
        ("min", 120, lambda v: v >= 120),
        ("max", 100, lambda v: v <= 100),
        ("between", (100, 125), lambda v: 100 <= v <= 125),
        ("about", 124, lambda v: abs(v - 124) <= 124 * 0.06),
        ("is", 124, lambda v: v == 124),
        ("not", 124, lambda v: v != 124),
        ("any", (124, 100), lambda v: v in (124, 100)),
    ],
)
def test_numbers_hold_as_users_say_them(
    tiny: Snapshot, tiny_list: list[Track], operator: str, value: object, keeps: Callable[[float], bool]
) -> None:
    evidence = check(tiny, wish("tempo", operator, value))
    told = (evidence.source > 0) & (evidence.source < FIRST_GUESSED)
    held = set(tiny.ids.take(np.flatnonzero(evidence.held & told)))
    expected = where(tiny_list, lambda t: known(t, "tempo") is not None and keeps(known(t, "tempo") or 0))
    assert held == expected


def test_what_is_not_known_keeps_nothing(tiny: Snapshot) -> None:
    for polarity in ("want", "avoid"):
        evidence = check(tiny, wish("tempo", "min", 0, polarity=polarity))
        missing = np.isnan(tiny.numeric("tempo").values)
        assert not evidence.held[missing].any()
        assert (evidence.source[missing] == 0).all()
        assert (evidence.degree[missing] == 0).all()


def test_avoiding_is_the_other_side_of_wanting_where_something_is_known(tiny: Snapshot) -> None:
    want, avoid = check(tiny, wish("genre", "is", "rock")), check(tiny, wish("genre", "is", "rock", polarity="avoid"))
    told = want.source > 0
    assert (want.held[told] ^ avoid.held[told]).all()


def test_a_genre_is_met_by_labels_that_contain_it_as_whole_words(tiny: Snapshot, tiny_list: list[Track]) -> None:
    def says_rock(track: Track) -> bool:
        own = [w for f in ("genre", "tag") for w in (track.labels[f].values if f in track.labels else ())]
        return any("rock" in label.lower().split() for label in own)

    assert where(tiny_list, says_rock) <= ids(tiny, wish("genre", "is", "rock"))


def test_artists_are_whole_names_in_any_part_of_a_credit(tiny: Snapshot, tiny_list: list[Track]) -> None:
    name = next(c for t in tiny_list for c in credited(t.artist)[1:])
    held = ids(tiny, wish("artist", "is", name.lower()))
    expected = where(
        tiny_list, lambda t: artist_key(name) in {artist_key(n) for n in (*credited(t.artist), *t.artists)}
    )
    assert held == expected
    assert held


def test_a_reading_holds_by_label_or_by_all_of_its_regions(tiny: Snapshot) -> None:
    reading = Reading("low valence, low energy", (), (Region("valence", "max", 0.4), Region("energy", "max", 0.5)))
    evidence = check(tiny, wish("mood", "is", "no such label", reading=reading))
    valence, energy = tiny.numeric("valence").values, tiny.numeric("energy").values
    with np.errstate(invalid="ignore"):
        assert (evidence.held == ((valence <= 0.4) & (energy <= 0.5))).all()
    assert evidence.subjective[evidence.held].all()


def test_a_longer_title_word_is_not_the_word(tiny: Snapshot, tiny_list: list[Track]) -> None:
    held = ids(tiny, wish("title", "is", "night"))
    assert held == where(tiny_list, lambda t: "night" in t.title.lower().replace("-", " ").replace("(", " ").split())


def test_live_versions_are_told_by_the_aside_in_the_title(tiny: Snapshot) -> None:
    live = check(tiny, wish("version", "is", "live"))
    titles = tiny.titles.take(np.flatnonzero(live.held))
    assert titles
    assert all("live" in t.lower() for t in titles)


def test_the_seed_of_a_likeness_is_like_itself(tiny: Snapshot) -> None:
    evidence = check(tiny, wish("similar", "is", tiny.credits[0], polarity="like"))
    assert evidence.held[0]
    assert evidence.subjective.all()


def test_unsupported_is_said_before_anything_is_counted(tiny: Snapshot) -> None:
    assert "theremin" in supported(tiny, wish("instrument", "is", "theremin"))
    assert supported(tiny, wish("entity", "is", "Nobody Known"))
    assert supported(tiny, wish("tempo", "min", 100)) == ""
    assert not on_tracks(wish("entity", "is", "x"))


def test_standing_lets_in_what_is_asked_for(tiny: Snapshot) -> None:
    nothing = standing(tiny, Intent())
    asked = standing(tiny, Intent(unread=(Unread("christmas", (0, 9)),)))
    assert asked.sum() >= nothing.sum()


def test_an_arc_is_a_correlation_with_position(tiny: Snapshot) -> None:
    energy = tiny.numeric("energy").values
    rows = np.argsort(np.where(np.isnan(energy), 9, energy))[: int((~np.isnan(energy)).sum())].astype(np.int32)
    assert whole(tiny, wish("arc", "rising", "energy"), rows).held
    assert whole(tiny, wish("arc", "falling", "energy"), rows[::-1]).held
    assert not whole(tiny, wish("arc", "rising", "energy"), rows[::-1]).held
    assert not whole(tiny, wish("arc", "rising", "energy"), rows[:2]).held


@pytest.mark.parametrize(("asked", "held"), [(5, True), (4, False)])
def test_counts(tiny: Snapshot, asked: int, held: bool) -> None:
    assert whole(tiny, wish("count", "is", asked), np.arange(5, dtype=np.int32)).held is held


def test_an_exception_keeps_a_wish_to_avoid(tiny: Snapshot) -> None:
    spared = (Region("track", "is", "Gold Coast"),)
    plain = wish("artist", "is", "Vera Oduya", polarity="avoid")
    excepting = wish(
        "artist", "is", "Vera Oduya", polarity="avoid", reading=Reading("Vera Oduya", subjective=False, spared=spared)
    )
    let = ids(tiny, excepting) - ids(tiny, plain)
    assert let == ids(tiny, wish("track", "is", "Gold Coast"))
    evidence = check(tiny, excepting)
    assert [tiny.ids.take(np.array([row]))[0] for row in np.flatnonzero(evidence.subjective)] == sorted(let)


def test_what_was_never_played_is_told_by_its_count_or_guessed_from_the_silence(
    tiny: Snapshot, tiny_list: list[Track]
) -> None:
    evidence = check(tiny, wish("play_count", "max", 0))
    silent = np.isnan(tiny.numeric("play_count").values)
    assert evidence.held[silent].all()
    assert (evidence.source[silent] >= FIRST_GUESSED).all()
    told = set(tiny.ids.take(np.flatnonzero(evidence.held & ~silent)))
    assert told == where(tiny_list, lambda t: known(t, "play_count") == 0)


def test_what_has_no_rating_is_unrated_and_not_rated_low(tiny: Snapshot) -> None:
    silent = np.isnan(tiny.numeric("rating").values)
    assert check(tiny, wish("rating", "max", 0)).held[silent].all()
    assert not check(tiny, wish("rating", "max", 2)).held[silent].any()


def test_where_nobody_counts_plays_nothing_tells_when_a_track_was_heard(tiny: Snapshot) -> None:
    assert "last played" in supported(tiny, wish("last_played", "max", 1_700_000_000))
    assert supported(tiny, wish("play_count", "max", 0)) == ""


def test_a_title_can_be_told_by_how_it_begins(tiny: Snapshot, tiny_list: list[Track]) -> None:
    assert ids(tiny, wish("title", "is", "night*")) == where(tiny_list, lambda t: t.title.lower().startswith("night"))
