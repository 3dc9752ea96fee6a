"""What every `segue.catalogue.port.CatalogueStore` keeps. A new adapter's test is a subclass with one fixture:

    class TestMyStore(StoreContract):
        @pytest.fixture
        def store(self, tmp_path):
            return MyStore(tmp_path)

A second import must give up within a few seconds in the store that the fixture makes.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress

import msgspec
import pytest

from segue.catalogue.notes import Note
from segue.catalogue.port import CatalogueStore, EditorialRule, ImportReport, SavedPlaylist
from segue.errors import BadInput
from segue.music import Attribute, Labels, Track

FULL = Track(
    id="spotify:track:1é",
    title="Night Tram – Live",
    artist="The Copper Tides feat. Oona Vale",
    artists=("The Copper Tides", "Oona Vale"),
    album="Harbour Lights",
    release="1994-05",
    isrc="XX0000000001",
    location="/music/a b.flac",
    description="Two lines\nof text 🎵",
    values={"tempo": Attribute(123.456789, "tag", 0.9), "year": Attribute(1994), "explicit": Attribute(False)},
    labels={"genre": Labels(("rock", "indie rock"), "artist", 0.7), "mood": Labels(("calm",))},
)
"""A track that states a little of everything."""


def digest(text: str) -> bytes:
    """A digest as importers make them: 16 bytes."""
    return text.encode().ljust(16, b"\0")[:16]


def take_in(store: CatalogueStore, source: str, titles: dict[str, str], *, is_sample: bool = False) -> ImportReport:
    """Import a source that states `titles` by track id."""
    with store.importing(source, is_sample=is_sample) as session:
        for track_id, title in titles.items():
            session.put(Track(id=track_id, title=title), digest(title))
    return session.report()


def titles(tracks: Iterable[Track]) -> dict[str, str]:
    """Titles by track id, in the order of `tracks`."""
    return {track.id: track.title for track in tracks}


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """Added, changed, removed, same."""
    return report.added, report.changed, report.removed, report.same


class StoreContract:
    """The contract, one promise a test."""

    @pytest.fixture
    def store(self) -> CatalogueStore | Iterator[CatalogueStore]:
        """An empty store; the subclass makes it."""
        raise NotImplementedError

    def test_a_new_store_is_empty(self, store: CatalogueStore) -> None:
        """No tracks, no sources, and open for the sample."""
        assert (store.count(), list(store.tracks()), store.sources(), store.is_sample()) == (0, [], {}, True)
        assert (store.file_state("nothing"), store.playlists(), store.rules()) == (None, (), ())

    def test_a_track_comes_back_as_it_was_stated(self, store: CatalogueStore) -> None:
        """Every field, value, source and confidence."""
        with store.importing("a") as session:
            assert session.put(FULL, digest("1")) == "added"
        assert list(store.tracks()) == [FULL]
        assert (store.count(), store.sources(), store.is_sample()) == (1, {"a": 1}, False)

    def test_tracks_come_ordered_by_id(self, store: CatalogueStore) -> None:
        """By code points, whatever the order of the source."""
        ids = ["b", "a10", "a9", "Z", "é", "\U0001f3b5", "ﬁ", "-"]
        take_in(store, "a", dict.fromkeys(ids, "t"))
        assert [track.id for track in store.tracks()] == sorted(ids)

    def test_the_same_again_changes_nothing(self, store: CatalogueStore) -> None:
        """Neither counts nor generation grow."""
        take_in(store, "a", {"1": "one", "2": "two"})
        before = store.generation()
        assert counts(take_in(store, "a", {"2": "two", "1": "one"})) == (0, 0, 0, 2)
        assert store.generation() == before

    def test_added_changed_and_removed_are_told_apart(self, store: CatalogueStore) -> None:
        """And the generation grows by one."""
        take_in(store, "a", {"1": "one", "2": "two", "3": "three"})
        before = store.generation()
        assert counts(take_in(store, "a", {"2": "two", "3": "THREE", "4": "four"})) == (1, 1, 1, 1)
        assert titles(store.tracks()) == {"2": "two", "3": "THREE", "4": "four"}
        assert (store.generation(), store.sources()) == (before + 1, {"a": 3})

    def test_a_kept_track_costs_no_statement(self, store: CatalogueStore) -> None:
        """`keep` is true only for the digest that is held."""
        take_in(store, "a", {"1": "one", "2": "two"})
        with store.importing("a") as session:
            assert session.keep("1", digest("one"))
            assert not session.keep("2", digest("other"))
            assert not session.keep("3", digest("three"))
        assert counts(session.report()) == (0, 0, 1, 1)
        assert titles(store.tracks()) == {"1": "one"}

    def test_an_id_twice_is_seen(self, store: CatalogueStore) -> None:
        """Whether it was put or kept, held before or new; a source of before does not count."""
        take_in(store, "a", {"1": "one", "2": "two"})
        with store.importing("a") as session:
            assert not session.seen("1")
            session.keep("1", digest("one"))
            session.put(Track(id="2"), digest("new"))
            session.put(Track(id="3"), digest("three"))
            assert [session.seen(track_id) for track_id in "1234"] == [True, True, True, False]

    def test_of_two_statements_in_one_import_the_later_counts(self, store: CatalogueStore) -> None:
        """Even where it says what was held before; the id is counted once."""
        take_in(store, "a", {"1": "one"})
        with store.importing("a") as session:
            for track_id, title in (("1", "ONE"), ("1", "one"), ("2", "two"), ("2", "TWO")):
                session.put(Track(id=track_id, title=title), digest(title))
        assert titles(store.tracks()) == {"1": "one", "2": "TWO"}
        assert counts(session.report()) == (1, 1, 0, 0)
        assert store.sources() == {"a": 2}

    def test_an_import_that_fails_leaves_no_trace(self, store: CatalogueStore) -> None:
        """Tracks, generation, sources and file state are as before."""
        take_in(store, "a", {"1": "one"})
        before = store.generation()

        def fail() -> None:
            with store.importing("b") as session:
                session.put(Track(id="2"), digest("2"))
                store.record_file_state("b", b"state")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert (titles(store.tracks()), store.generation()) == ({"1": "one"}, before)
        assert (store.sources(), store.file_state("b")) == ({"a": 1}, None)

    def test_an_import_is_not_seen_before_it_ends(self, store: CatalogueStore) -> None:
        """Readers see the last committed catalogue, and do not wait."""
        take_in(store, "a", {"1": "one"})
        before = store.generation()
        with store.importing("a") as session:
            session.put(Track(id="2", title="two"), digest("2"))
            assert (titles(store.tracks()), store.count(), store.generation()) == ({"1": "one"}, 1, before)
        assert titles(store.tracks()) == {"2": "two"}

    def test_tracks_are_of_one_moment(self, store: CatalogueStore) -> None:
        """An import that ends while they stream does not change them."""
        wanted = {f"{i:04}": "old" for i in range(2_500)}
        take_in(store, "a", wanted)
        stream = store.tracks()
        first = next(stream)
        take_in(store, "a", dict.fromkeys(wanted, "new"))
        assert titles([first, *stream]) == wanted

    def test_of_several_sources_the_latest_counts(self, store: CatalogueStore) -> None:
        """An import without changes does not count; when the latest leaves, the other is back."""
        take_in(store, "a", {"1": "by a", "2": "two"})
        take_in(store, "b", {"1": "by b"})
        take_in(store, "a", {"1": "by a", "2": "two"})
        assert (titles(store.tracks()), store.count()) == ({"1": "by b", "2": "two"}, 2)
        take_in(store, "a", {"1": "by A", "2": "two"})
        assert titles(store.tracks())["1"] == "by A"
        take_in(store, "a", {"2": "two"})
        assert titles(store.tracks()) == {"1": "by b", "2": "two"}

    def test_the_sample_leaves_at_the_first_import(self, store: CatalogueStore) -> None:
        """In the same transaction, and it is not counted as removed."""
        take_in(store, "sample", {"s": "sample"}, is_sample=True)
        assert store.is_sample()
        report = take_in(store, "a", {"1": "one"})
        assert (titles(store.tracks()), store.is_sample()) == ({"1": "one"}, False)
        assert (counts(report), store.sources()) == ((1, 0, 0, 0), {"a": 1})

    def test_an_import_of_nothing_leaves_the_sample(self, store: CatalogueStore) -> None:
        """A library is not emptied by an empty file."""
        take_in(store, "sample", {"s": "sample"}, is_sample=True)
        before = store.generation()
        take_in(store, "a", {})
        assert (titles(store.tracks()), store.is_sample(), store.generation()) == ({"s": "sample"}, True, before)

    def test_the_sample_never_stands_beside_a_library(self, store: CatalogueStore) -> None:
        """Where it comes too late, it leaves at once."""
        take_in(store, "a", {"1": "one"})
        take_in(store, "sample", {"s": "sample"}, is_sample=True)
        assert (titles(store.tracks()), store.sources()) == ({"1": "one"}, {"a": 1})

    def test_rejected_rows_are_told_and_counted(self, store: CatalogueStore) -> None:
        """The first thousand with their reasons, all of them in the total."""
        with store.importing("a") as session:
            session.put(Track(id="1"), digest("1"))
            for row in range(1, 1_502):
                session.reject(row, f"no id in row {row}")
        report = session.report()
        assert (len(report.rejected), report.rejected_total, report.source) == (1_000, 1_501, "a")
        assert (report.rejected[0].row, report.rejected[999].reason) == (1, "no id in row 1000")

    def test_broken_text_is_refused_and_the_import_goes_on(self, store: CatalogueStore) -> None:
        """Half of a surrogate pair cannot be kept."""
        with store.importing("a") as session:
            for broken in (Track(id="1", title="\ud800"), Track(id="\udfff")):
                with pytest.raises(BadInput) as told:
                    session.put(broken, digest("1"))
                assert told.value.code == "segue.E.text"
            session.put(Track(id="1", title="mended"), digest("2"))
        assert titles(store.tracks()) == {"1": "mended"}

    def test_the_state_of_a_file_is_kept_with_its_import(self, store: CatalogueStore) -> None:
        """And costs no generation."""
        with store.importing("a") as session:
            session.put(Track(id="1"), digest("1"))
            store.record_file_state("a", b"first")
        before = store.generation()
        store.record_file_state("a", b"second")
        assert (store.file_state("a"), store.file_state("b"), store.generation()) == (b"second", None, before)

    def test_a_second_import_at_the_same_time_is_told_so(self, store: CatalogueStore) -> None:
        """After it has waited; the first is not disturbed."""
        told: list[str] = []

        def second() -> None:
            try:
                take_in(store, "b", {"2": "two"})
            except BadInput as error:
                told.append(error.code)

        with store.importing("a") as session:
            session.put(Track(id="1", title="one"), digest("1"))
            thread = threading.Thread(target=second)
            thread.start()
            thread.join()
        assert (told, titles(store.tracks())) == (["segue.E.import_busy"], {"1": "one"})

    def test_threads_may_share_it(self, store: CatalogueStore) -> None:
        """Readers beside a writer see one whole import or another."""
        wrong: list[dict[str, str]] = []

        def read() -> None:
            for _ in range(20):
                found = titles(store.tracks())
                if len(set(found.values())) > 1 or len(found) not in (0, 50):
                    wrong.append(found)

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(10):
            take_in(store, "a", {str(i): f"import {number}" for i in range(50)})
        for reader in readers:
            reader.join()
        assert wrong == []

    def test_changes_since_a_generation_are_told(self, store: CatalogueStore) -> None:
        """What was added or changed as it now is, and what is gone; several imports add up."""
        take_in(store, "a", {"1": "one", "2": "two", "3": "three"})
        before = store.generation()
        assert store.changes(before, 9) == (before, (), ())
        take_in(store, "a", {"2": "two", "3": "THREE", "4": "four"})
        take_in(store, "b", {"5": "five", "3": "tres"})
        told = store.changes(before, 9)
        assert told is not None
        assert (told.generation, titles(told.tracks), told.removed) == (
            before + 2, {"3": "tres", "4": "four", "5": "five"}, ("1",),
        )  # fmt: skip
        later = store.changes(before + 1, 9)
        assert later is not None
        assert (titles(later.tracks), later.removed) == ({"3": "tres", "5": "five"}, ())

    def test_a_track_that_another_source_still_states_is_not_gone(self, store: CatalogueStore) -> None:
        """It is then as that source states it."""
        take_in(store, "a", {"1": "one", "2": "two"})
        take_in(store, "b", {"1": "uno"})
        before = store.generation()
        take_in(store, "b", {"3": "tres"})
        told = store.changes(before, 9)
        assert told is not None
        assert (titles(told.tracks), told.removed) == ({"1": "one", "3": "tres"}, ())

    def test_what_came_and_went_is_told_as_gone(self, store: CatalogueStore) -> None:
        """Nobody need have seen it."""
        take_in(store, "a", {"1": "one"})
        before = store.generation()
        take_in(store, "a", {"1": "one", "2": "two"})
        take_in(store, "a", {"1": "one"})
        assert store.changes(before, 9) == (before + 2, (), ("2",))

    def test_too_many_changes_and_unknown_generations_are_not_told(self, store: CatalogueStore) -> None:
        """Nor what was before a sample left."""
        take_in(store, "sample", {"s": "s"}, is_sample=True)
        before = store.generation()
        take_in(store, "a", {"1": "one", "2": "two"})
        now = store.generation()
        take_in(store, "a", {"1": "uno", "2": "dos"})
        assert store.changes(before, 9) is None
        assert store.changes(now, 1) is None
        assert store.changes(now, 2) is not None
        assert store.changes(now + 9, 9) is None

    def test_playlists_are_kept_by_source(self, store: CatalogueStore) -> None:
        """A later one of the same source takes the place of the earlier."""
        first = SavedPlaylist(name="Road", source="road.m3u", track_ids=("1", "2"), unmatched=("x",))
        other = SavedPlaylist(name="Home", source="home.m3u", track_ids=())
        later = msgspec.structs.replace(first, name="Away", track_ids=("2",))
        for playlist in (first, other, later):
            store.put_playlist(playlist)
        assert store.playlists() == (later, other)

    def test_rules_are_kept_in_their_order(self, store: CatalogueStore) -> None:
        """One for each action and target; dropped by target."""
        pin = EditorialRule(action="pin", target="1", who="ana", until="2030-01-01")
        boost = EditorialRule(action="boost", target="1", who="ana", amount=0.5)
        block = EditorialRule(action="block", target="artist:Bo", who="ben", note="by wish")
        stronger = msgspec.structs.replace(boost, amount=0.9)
        for rule in (pin, boost, block, stronger):
            store.put_rule(rule)
        assert store.rules() == (pin, stronger, block)
        assert (store.drop_rule("1"), store.drop_rule("1"), store.rules()) == (True, False, (block,))

    def test_playlists_and_rules_may_be_put_inside_an_import(self, store: CatalogueStore) -> None:
        """An importer of playlists does not wait for itself."""
        playlist = SavedPlaylist(name="Road", source="a", track_ids=("1",))
        with store.importing("a") as session:
            session.put(Track(id="1"), digest("1"))
            store.put_playlist(playlist)
        assert store.playlists() == (playlist,)

    def test_a_stream_may_be_left_half_read(self, store: CatalogueStore) -> None:
        """What comes after works as before."""
        take_in(store, "a", {str(i): "t" for i in range(100)})
        stream = store.tracks()
        next(stream)
        with suppress(AttributeError):
            stream.close()  # type: ignore[attr-defined]
        take_in(store, "a", {"1": "t"})
        assert store.count() == 1

    def test_what_was_heard_fills_what_nobody_states(self, store: CatalogueStore) -> None:
        """A source's word on this very track stays; a guess from its relatives gives way; the rest is filled."""
        said = {"tempo": Attribute(120.0, "tag"), "energy": Attribute(0.2, "artist", 0.5)}
        with store.importing("a") as session:
            session.put(Track(id="1", title="one", values=said), digest("one"))
        heard = {name: Attribute(0.7, "analysis", 0.8) for name in ("tempo", "energy", "danceability")}
        assert store.put_notes([Note(track_id="1", kind="analysis", values=heard)]) == 1
        (track,) = store.tracks()
        assert track.values == {**heard, "tempo": said["tempo"]}

    def test_the_listeners_word_counts_over_all_else(self, store: CatalogueStore) -> None:
        """Over a source's and over what was heard, whichever note came first."""
        with store.importing("a") as session:
            session.put(Track(id="1", values={"tempo": Attribute(60.0, "tag")}), digest("one"))
        said = Note(track_id="1", kind="listener", values={"tempo": Attribute(121.0, "listener")})
        heard = Note(track_id="1", kind="analysis", values={"tempo": Attribute(61.0, "analysis")})
        store.put_notes([said])
        store.put_notes([heard])
        assert [track.values for track in store.tracks()] == [said.values]
        assert (list(store.notes("listener")), list(store.notes("analysis"))) == ([said], [heard])

    def test_a_note_outlives_imports_and_is_taken_back(self, store: CatalogueStore) -> None:
        """It may come before its track; an empty one takes it away."""
        words = Note(track_id="2", kind="listener", labels={"mood": Labels(("calm",), "listener")})
        before = store.generation()
        assert (store.put_notes([words]), store.put_notes([words]), store.generation()) == (1, 0, before)
        take_in(store, "a", {"1": "one", "2": "two"})
        take_in(store, "a", {"1": "one", "2": "TWO"})
        assert [track.labels for track in store.tracks()] == [{}, words.labels]
        assert store.put_notes([Note(track_id="2", kind="listener"), Note(track_id="9", kind="listener")]) == 1
        assert [track.labels for track in store.tracks()] == [{}, {}]

    def test_a_note_is_a_change_of_its_track(self, store: CatalogueStore) -> None:
        """Who follows the catalogue hears of it."""
        take_in(store, "a", {"1": "one", "2": "two"})
        before = store.generation()
        store.put_notes([Note(track_id="2", kind="analysis", values={"energy": Attribute(0.4, "analysis")})])
        changes = store.changes(before, 10)
        assert changes is not None
        assert [(track.id, track.values["energy"].value) for track in changes.tracks] == [("2", 0.4)]
        assert (changes.removed, changes.generation) == ((), store.generation())
