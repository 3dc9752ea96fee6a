"""The sample library: the same everywhere, within range, varied, holed like a real one, and invented throughout."""

from __future__ import annotations

from collections import Counter
from itertools import islice, pairwise

import pytest

from segue.catalogue.sample import sample_tracks
from segue.catalogue.sampling.acts import acts
from segue.catalogue.sampling.names import act_name
from segue.catalogue.sampling.styles import styles
from segue.catalogue.sampling.words import keys, language_of, words
from segue.knowledge.names import artist_key, credited, title_key
from segue.music import LABEL_FIELDS, NUMERIC, Track

HEARD = {
    "tempo", "key", "mode", "energy", "valence", "danceability", "acousticness", "instrumentalness", "speechiness",
    "liveness", "loudness",
}  # fmt: skip


@pytest.fixture(scope="module")
def tracks() -> list[Track]:
    return list(sample_tracks())


def number(track: Track, name: str) -> float:
    return float(track.values[name].value)


def says(track: Track, field: str, word: str) -> bool:
    return field in track.labels and word in track.labels[field].values


class TestStream:
    def test_the_same_seed_gives_the_same_tracks(self, tracks: list[Track]) -> None:
        assert list(sample_tracks(count=500)) == tracks[:500]

    def test_another_seed_gives_others(self, tracks: list[Track]) -> None:
        others = list(sample_tracks(count=500, seed=2))
        assert sum(a.title == b.title for a, b in zip(others, tracks, strict=False)) < 50

    @pytest.mark.parametrize("count", [0, 1, 7, 3000])
    def test_it_gives_as_many_as_asked(self, count: int) -> None:
        assert sum(1 for _ in sample_tracks(count=count)) == count

    def test_ids_ascend(self, tracks: list[Track]) -> None:
        ids = [track.id for track in tracks]
        assert ids[0] == "sample-0000001"
        assert all(before < after for before, after in pairwise(ids))


class TestNumbers:
    def test_each_is_known_and_in_range(self, tracks: list[Track]) -> None:
        for track in tracks:
            for name, attribute in track.values.items():
                assert NUMERIC[name].low <= float(attribute.value) <= NUMERIC[name].high, (track.id, name)
                assert attribute.source == "catalogue"

    def test_a_fifth_was_never_analysed(self, tracks: list[Track]) -> None:
        heard = [HEARD & track.values.keys() for track in tracks]
        assert all(found in (set(), HEARD) for found in heard)
        assert 0.15 < sum(not found for found in heard) / len(tracks) < 0.25

    def test_some_lack_a_date(self, tracks: list[Track]) -> None:
        assert 0.03 < sum("year" not in track.values for track in tracks) / len(tracks) < 0.1

    def test_loud_goes_with_energetic_and_acoustic_against(self, tracks: list[Track]) -> None:
        heard = [track for track in tracks if "energy" in track.values]
        lively = [track for track in heard if number(track, "energy") > 0.7]
        calm = [track for track in heard if number(track, "energy") < 0.3]

        def mean(group: list[Track], name: str) -> float:
            return sum(number(track, name) for track in group) / len(group)

        assert mean(lively, "loudness") > mean(calm, "loudness") + 5
        assert mean(lively, "acousticness") < mean(calm, "acousticness") - 0.3

    def test_few_are_popular_and_many_are_not(self, tracks: list[Track]) -> None:
        popularity = sorted(number(track, "popularity") for track in tracks)
        assert popularity[len(tracks) // 2] < 35
        assert popularity[-1] > 80

    def test_every_decade_since_the_fifties_is_there(self, tracks: list[Track]) -> None:
        decades = Counter(int(number(track, "year")) // 10 * 10 for track in tracks if "year" in track.values)
        assert set(decades) == set(range(1950, 2030, 10))
        assert min(decades.values()) >= 40


class TestWords:
    def test_fields_are_known_and_never_empty(self, tracks: list[Track]) -> None:
        for track in tracks:
            assert track.labels.keys() <= set(LABEL_FIELDS)
            assert all(labels.values and all(labels.values) for labels in track.labels.values())

    def test_there_are_many_genres(self, tracks: list[Track]) -> None:
        counts = Counter(track.labels["genre"].values[0] for track in tracks if "genre" in track.labels)
        assert len(counts) >= 60
        assert max(counts.values()) < 0.1 * len(tracks)

    @pytest.mark.parametrize(("field", "low", "high"), [("genre", 0.85, 0.97), ("mood", 0.6, 0.9), ("tag", 0.8, 0.95)])
    def test_fields_have_holes(self, tracks: list[Track], field: str, low: float, high: float) -> None:
        assert low < sum(field in track.labels for track in tracks) / len(tracks) < high

    def test_labels_agree_with_the_numbers(self, tracks: list[Track]) -> None:
        for track in tracks:
            if "energy" not in track.values:
                continue
            if says(track, "tag", "instrumental"):
                assert number(track, "instrumentalness") >= 0.5
                assert "language" not in track.labels
            if says(track, "activity", "running"):
                assert 150 <= number(track, "tempo") <= 185
            if says(track, "version", "live"):
                assert number(track, "liveness") > 0.6

    @pytest.mark.parametrize("version", ["live", "acoustic", "remix", "remaster"])
    def test_versions_are_marked_in_the_title(self, tracks: list[Track], version: str) -> None:
        marked = [track for track in tracks if says(track, "version", version)]
        assert len(marked) >= 20
        assert all(version in track.title.lower() and title_key(track.title) for track in marked)

    def test_versions_are_twins_of_a_song(self, tracks: list[Track]) -> None:
        songs = {(track.album_artist, title_key(track.title)) for track in tracks if "version" not in track.labels}
        versions = [track for track in tracks if "version" in track.labels]
        assert all((track.album_artist, title_key(track.title)) in songs for track in versions)

    def test_christmas_and_skits_are_there_to_be_left_out(self, tracks: list[Track]) -> None:
        assert sum(says(track, "genre", "christmas") or says(track, "tag", "christmas") for track in tracks) >= 4
        skits = [track for track in tracks if says(track, "tag", "skit")]
        assert len(skits) >= 4
        assert all(number(track, "duration_ms") < 90_000 for track in skits)


class TestNames:
    def test_no_two_acts_share_a_name(self) -> None:
        names = [artist_key(act.name) for act in islice(acts(1), 20_000)]
        assert len(set(names)) == len(names)

    @pytest.mark.parametrize("kind", ["singer", "soloist", "band", "producer", "mc", "ensemble", "orchestra"])
    def test_names_stay_distinct_when_all_are_taken(self, kind: str) -> None:
        names = [act_name(kind, n, "English") for n in range(0, 400_000, 7)]
        assert len(set(names)) == len(names)

    def test_an_act_name_is_one_credit(self) -> None:
        assert all(credited(act.name) == (act.name,) for act in islice(acts(1), 2_000))

    def test_no_given_name_stands_in_two_lists(self) -> None:
        given = [name for table in keys("given") for name in words("given", table)]
        assert len(set(given)) == len(given)

    def test_guests_are_credited(self, tracks: list[Track]) -> None:
        guests = [track for track in tracks if len(track.artists) == 2]
        assert guests
        assert all(track.artist == " feat. ".join(track.artists) for track in guests)

    def test_acts_have_albums_of_several_tracks(self, tracks: list[Track]) -> None:
        albums = Counter((track.album_artist, track.album) for track in tracks[:-20] if track.album)
        assert sum(4 <= size <= 13 for size in albums.values()) > 0.9 * len(albums)
        assert len({artist for artist, _ in albums}) >= 150


def test_each_style_is_whole() -> None:
    for style in styles():
        assert style.first <= style.last
        assert style.weight >= 1
        assert all((style.kinds, style.moods, style.tags, style.instruments, style.countries))
        assert all(language_of(country) for country in style.countries)
