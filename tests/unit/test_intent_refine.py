"""Follow-ups: what they change in the intent, and which tracks they point at."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.catalogue.build import build_snapshot
from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput, ConflictError
from segue.intent import Edit, parse, refine
from segue.music import Attribute, Playlist, Slot, Track

COUNT = 6


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    tracks = (
        Track(
            id=f"t{i}",
            title=f"Piece {i}",
            artist="Queen" if i % 2 else "ABBA",
            values={
                "acousticness": Attribute(i / 10),
                "tempo": Attribute(80.0 + 10 * i),
                "popularity": Attribute(10.0 * i),
            },
        )
        for i in range(COUNT)
    )
    folder: Path = tmp_path_factory.mktemp("refine")
    return Snapshot.open(build_snapshot(tracks, folder, generation=1))


def _playlist() -> Playlist:
    slots = tuple(
        Slot(
            position=i + 1, track_id=f"t{i}", title="", artist="", album="", duration_ms=None, block=0, attributes={},
            reasons=(), next=None,
        )
        for i in range(COUNT)
    )  # fmt: skip
    return Playlist(
        id="p", title="", prompt="", listener="me", seed=1, recipe="", notes="", duration_ms=0, kept=1.0, proven=1.0,
        tracks=slots, requirements=(), unread=(),
    )  # fmt: skip


def _edit(text: str, snapshot: Snapshot, prompt: str = "6 songs, rap") -> Edit:
    return refine(parse(prompt, snapshot), text, snapshot, _playlist())


@pytest.mark.parametrize(
    ("text", "drop", "remove"),
    [
        ("swap the third", (3,), ()),
        ("replace 2 and 5", (2, 5), ()),
        ("change the 2nd song", (2,), ()),
        ("remove the last one", (), (6,)),
        ("drop the first two", (), (1, 2)),
        ("remove track 4", (), (4,)),
        ("delete the second to last", (), (5,)),
        ("keep the first two", (3, 4, 5, 6), ()),
    ],
)
def test_it_points_at_positions(text: str, drop: tuple[int, ...], remove: tuple[int, ...], snapshot: Snapshot) -> None:
    edit = _edit(text, snapshot)
    assert (edit.drop, edit.remove) == (drop, remove)
    assert not edit.intent.unread


def test_a_position_that_is_not_there_is_refused(snapshot: Snapshot) -> None:
    with pytest.raises(BadInput, match="position 9"):
        _edit("swap the ninth", snapshot)


def test_more_of_something_moves_the_bound_beyond_the_middle_and_drops_what_falls_short(snapshot: Snapshot) -> None:
    edit = _edit("more acoustic", snapshot)
    (wish,) = edit.intent.of("acousticness")
    assert (wish.operator, wish.value) == ("min", 0.33)
    assert edit.drop == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("text", "attribute", "operator"),
    [
        ("slower", "tempo", "max"),
        ("a bit faster please", "tempo", "min"),
        ("less popular", "popularity", "max"),
        ("more popular", "popularity", "min"),
    ],
)
def test_comparisons_are_relative_to_the_list(text: str, attribute: str, operator: str, snapshot: Snapshot) -> None:
    (wish,) = _edit(text, snapshot).intent.of(attribute)
    assert wish.operator == operator


def test_more_like_one_of_them(snapshot: Snapshot) -> None:
    assert _edit("more like the second", snapshot).more_like == ("t1",)


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("10 tracks", "count", 10),
        ("only 90s", "year", (1990, 1999)),
        ("five more", "count", 11),
        ("make it 45 minutes", "duration", 45),
    ],
)
def test_a_new_number_takes_the_place_of_the_old(text: str, attribute: str, value: object, snapshot: Snapshot) -> None:
    edit = _edit(text, snapshot, prompt="6 songs from the 80s")
    assert [r.value for r in edit.intent.of(attribute)] == [value]


def test_names_are_left_out_from_now_on(snapshot: Snapshot) -> None:
    edit = _edit("without Queen", snapshot)
    assert [(r.polarity, r.value) for r in edit.intent.of("artist")] == [("avoid", "Queen")]


def test_spans_cut_their_phrases_out_of_the_grown_prompt(snapshot: Snapshot) -> None:
    intent = _edit("more acoustic, no Queen", snapshot).intent
    assert intent.prompt == "6 songs, rap\nmore acoustic, no Queen"
    assert all(intent.prompt[slice(*r.span)] == r.phrase for r in intent.requirements)


def test_taking_back_a_wish_is_no_contradiction_but_contradicting_oneself_is(snapshot: Snapshot) -> None:
    assert _edit("no rap", snapshot).intent.of("genre")[0].polarity == "avoid"
    with pytest.raises(ConflictError):
        _edit("only Queen, no Queen", snapshot)


def test_longer_and_shorter_lists(snapshot: Snapshot) -> None:
    assert _edit("longer", snapshot).intent.of("count")[0].value == 9
    assert _edit("shorter", snapshot, "60 minutes of rap").intent.of("duration")[0].value == 40
