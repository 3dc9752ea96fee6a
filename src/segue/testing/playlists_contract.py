"""What every `segue.playlists.port.PlaylistStore` keeps. A new adapter's test is a subclass with one fixture:

class TestMyPlaylists(PlaylistsContract):
    @pytest.fixture
    def playlists(self, tmp_path):
        return MyPlaylists(tmp_path)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread

import msgspec
import pytest

from segue.errors import BadInput, NotFound
from segue.music import (
    Attribute,
    Intent,
    Judged,
    Next,
    Place,
    Playlist,
    Reading,
    Reason,
    Region,
    Request,
    Requirement,
    Slot,
    Unread,
)
from segue.playlists.port import PlaylistStore, Version

CALM = Requirement(
    phrase="calm",
    span=(0, 4),
    attribute="mood",
    operator="is",
    value="calm",
    reading=Reading("low energy", ("calm", "mellow"), (Region("energy", "max", 0.4),)),
    share=0.75,
    scope=Place(block=1),
)
FAST = Requirement(phrase="120 to 130", span=(5, 15), attribute="tempo", operator="between", value=(120, 130.5))


def a_request(prompt: str = "calm 120 to 130", key: str | None = None) -> Request:
    """A request; `key` is its idempotency key."""
    return Request(prompt=prompt, like=("Oona Vale",), context={"hour": 7}, minutes=40.0, idempotency_key=key)


def an_intent(prompt: str = "calm 120 to 130") -> Intent:
    """An intent with a value of every kind."""
    return Intent(prompt=prompt, requirements=(CALM, FAST), unread=(Unread("zzz", (16, 19)),))


def a_playlist(playlist_id: str = "p1", title: str = "Calm", tracks: int = 2) -> Playlist:
    """A made playlist with a little of everything."""
    judged = Judged(**msgspec.structs.asdict(CALM), verdict="inferred", held=1, of=tracks, note="1 guessed")
    return Playlist(
        id=playlist_id,
        title=title,
        prompt="calm 120 to 130",
        listener="me",
        seed=7,
        recipe="plain-1234",
        notes="Quiet, then brisk.",
        duration_ms=200_000 * tracks,
        kept=1.0,
        proven=0.25,
        tracks=tuple(_slot(position) for position in range(1, tracks + 1)),
        requirements=(judged,),
        unread=(Unread("zzz", (16, 19)),),
        timings_ms={"total": 12.5},
    )


def _slot(position: int) -> Slot:
    return Slot(
        position=position,
        track_id=f"t{position}",
        title="Brüder – 🎵",
        artist="A & B",
        album="",
        duration_ms=None,
        block=0,
        attributes={"tempo": Attribute(123.4, "tag", 0.9), "explicit": Attribute(False), "mood": Attribute("calm")},
        reasons=(Reason("label", "Tagged calm.", {"label": "calm", "weight": 0.5, "of": None}),),
        next=Next(0.02, None, -0.1, 0.25) if position == 1 else None,
    )


def _titles(versions: tuple[Version, ...]) -> list[str]:
    return [version.playlist.title for version in versions]


class PlaylistsContract:
    """The contract, one promise a test."""

    @pytest.fixture
    def playlists(self) -> PlaylistStore | Iterator[PlaylistStore]:
        """An empty store; the subclass makes it."""
        raise NotImplementedError

    def test_a_new_store_is_empty(self, playlists: PlaylistStore) -> None:
        """No playlists, no keys."""
        assert (playlists.list(), playlists.by_key("k"), playlists.by_key(None)) == ((), None, None)

    def test_a_playlist_comes_back_byte_for_byte(self, playlists: PlaylistStore) -> None:
        """With the request and the intent that it came from."""
        assert playlists.save(a_playlist(), a_request(key="k"), an_intent()) == a_playlist()
        found = playlists.get("p1")
        assert (found.playlist, found.request, found.intent) == (a_playlist(), a_request(key="k"), an_intent())
        assert (found.number, found.before, found.parent) == (1, None, None)
        assert msgspec.json.encode(found.playlist) == msgspec.json.encode(a_playlist())

    def test_an_unknown_id_is_told(self, playlists: PlaylistStore) -> None:
        """By every method that takes one."""
        asks: list[Callable[[str], object]] = [playlists.get, playlists.history, playlists.undo, playlists.redo]
        asks.append(lambda playlist_id: playlists.version(playlist_id, 1))
        for ask in asks:
            with pytest.raises(NotFound) as told:
                ask("nothing")
            assert (told.value.code, told.value.field) == ("segue.E.playlist_unknown", "playlist_id")

    def test_a_refinement_keeps_the_id(self, playlists: PlaylistStore) -> None:
        """Every version stays in the history."""
        for title in ("one", "two", "three"):
            playlists.save(a_playlist(title=title), a_request(), an_intent())
        history = playlists.history("p1")
        assert _titles(history) == ["one", "two", "three"]
        assert [(version.number, version.before) for version in history] == [(1, None), (2, 1), (3, 2)]
        assert playlists.get("p1") == history[-1]
        assert playlists.version("p1", 2) == history[1]

    def test_undo_and_redo_go_back_and_forth(self, playlists: PlaylistStore) -> None:
        """To the ends, where they say that there is nothing more."""
        for title in ("one", "two", "three"):
            playlists.save(a_playlist(title=title), a_request(), an_intent())
        steps = (playlists.undo("p1"), playlists.undo("p1"), playlists.redo("p1"), playlists.redo("p1"))
        assert _titles(steps) == ["two", "one", "two", "three"]
        with pytest.raises(BadInput) as told:
            playlists.redo("p1")
        assert told.value.code == "segue.E.nothing_to_redo"
        playlists.undo("p1")
        assert playlists.undo("p1") == playlists.get("p1")
        with pytest.raises(BadInput) as told:
            playlists.undo("p1")
        assert told.value.code == "segue.E.nothing_to_undo"
        assert playlists.get("p1").playlist.title == "one"

    def test_a_refinement_after_undo_begins_a_branch(self, playlists: PlaylistStore) -> None:
        """Redo leads to the latest branch; the other stays in the history."""
        for title in ("one", "two"):
            playlists.save(a_playlist(title=title), a_request(), an_intent())
        playlists.undo("p1")
        playlists.save(a_playlist(title="other two"), a_request(), an_intent())
        playlists.undo("p1")
        assert playlists.redo("p1").playlist.title == "other two"
        assert _titles(playlists.history("p1")) == ["one", "two", "other two"]

    def test_an_idempotency_key_names_one_playlist(self, playlists: PlaylistStore) -> None:
        """The first one that was made for it, as it stands now."""
        first = playlists.save(a_playlist("p1"), a_request(key="k"), an_intent())
        assert playlists.save(a_playlist("p2"), a_request(key="k"), an_intent()) == first
        assert [summary.id for summary in playlists.list()] == ["p1"]
        refined = playlists.save(a_playlist("p1", "refined"), a_request(key="k"), an_intent())
        assert playlists.by_key("k") == refined
        playlists.save(a_playlist("p3"), a_request(key="other"), an_intent())
        playlists.save(a_playlist("p4"), a_request(), an_intent())
        playlists.save(a_playlist("p5"), a_request(), an_intent())
        assert len(playlists.list()) == 4

    def test_equal_requests_at_once_make_one_playlist(self, playlists: PlaylistStore) -> None:
        """Whichever is first, all get its id."""
        got: list[str] = []

        def make(playlist_id: str) -> None:
            got.append(playlists.save(a_playlist(playlist_id), a_request(key="k"), an_intent()).id)

        threads = [Thread(target=make, args=(f"p{number}",)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(got), len(set(got)), len(playlists.list())) == (8, 1, 1)

    def test_a_change_with_a_key_is_made_once(self, playlists: PlaylistStore) -> None:
        """Whatever happened since; a key belongs to one playlist."""
        playlists.save(a_playlist("p1", "one"), a_request(), an_intent())
        playlists.save(a_playlist("p2", "other"), a_request(), an_intent())
        assert playlists.answered("p1", "k") is None
        first = playlists.save(a_playlist("p1", "two"), a_request(), an_intent(), key="k")
        playlists.save(a_playlist("p1", "three"), a_request(), an_intent(), key="another")
        assert playlists.save(a_playlist("p1", "four"), a_request(), an_intent(), key="k") == first
        assert _titles(playlists.history("p1")) == ["one", "two", "three"]
        answer = playlists.answered("p1", "k")
        assert answer is not None
        assert answer.playlist == first
        assert playlists.save(a_playlist("p2", "two"), a_request(), an_intent(), key="k").id == "p2"

    def test_undo_and_redo_with_a_key_happen_once(self, playlists: PlaylistStore) -> None:
        """And go back several versions at once, as many as there are."""
        for title in ("one", "two", "three", "four"):
            playlists.save(a_playlist(title=title), a_request(), an_intent())
        steps = [playlists.undo("p1", key="u"), playlists.undo("p1", key="u"), playlists.get("p1")]
        steps += [playlists.redo("p1", key="r"), playlists.redo("p1", key="r"), playlists.undo("p1", 2)]
        assert _titles(tuple(steps)) == ["three", "three", "three", "four", "four", "two"]
        assert playlists.undo("p1", 99).playlist.title == "one"

    def test_the_list_begins_with_the_last_changed(self, playlists: PlaylistStore) -> None:
        """And shows the current version of each."""
        playlists.save(a_playlist("p1", "one"), a_request(), an_intent())
        playlists.save(a_playlist("p2", "two", tracks=3), a_request(), an_intent())
        assert [summary.id for summary in playlists.list()] == ["p2", "p1"]
        playlists.save(a_playlist("p1", "one refined", tracks=1), a_request(), an_intent())
        shown = playlists.list()[0]
        assert (shown.id, shown.title, shown.tracks, shown.versions) == ("p1", "one refined", 1, 2)
        assert (shown.prompt, shown.duration_ms) == ("calm 120 to 130", 200_000)
        playlists.undo("p1")
        assert playlists.list()[0].title == "one"

    def test_a_parent_is_remembered(self, playlists: PlaylistStore) -> None:
        """Through all versions of its offspring."""
        playlists.save(a_playlist("p1"), a_request(), an_intent())
        playlists.save(a_playlist("p2"), a_request(), an_intent(), parent="p1")
        playlists.save(a_playlist("p2"), a_request(), an_intent())
        assert [version.parent for version in playlists.history("p2")] == ["p1", "p1"]
