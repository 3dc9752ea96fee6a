"""Follow-ups: what they change in the intent, which tracks stay where they are, and what they point at."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.catalogue.build import build_snapshot
from segue.catalogue.snapshot import Snapshot
from segue.errors import BadInput, ConflictError, PromptError
from segue.intent import Edit, Standing, parse, refine
from segue.music import Attribute, Place, Playlist, Slot, Track

COUNT = 6
REST = 60
"""Tracks of the catalogue that do not stand in the list."""


def _track(i: int) -> Track:
    values = {
        "acousticness": Attribute(i % 10 / 10),
        "tempo": Attribute(80.0 + 10 * (i % 10)),
        "popularity": Attribute(10.0 * (i % 10)),
        "duration_ms": Attribute(180_000.0),
    }
    return Track(id=f"t{i:02}", title=f"Piece {i}", artist=("ABBA", "Queen")[i] if i < 2 else f"Act {i}", values=values)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("refine")
    return Snapshot.open(build_snapshot(map(_track, range(COUNT + REST)), folder, generation=1))


def _playlist(count: int = COUNT) -> Playlist:
    slots = tuple(
        Slot(
            position=i + 1, track_id=f"t{i:02}", title=f"Piece {i}", artist="", album="", duration_ms=180_000, block=0,
            attributes={}, reasons=(), next=None,
        )
        for i in range(count)
    )  # fmt: skip
    return Playlist(
        id="p", title="", prompt="", listener="me", seed=1, recipe="", notes="", duration_ms=0, kept=1.0, proven=1.0,
        tracks=slots, requirements=(), unread=(),
    )  # fmt: skip


def _edit(text: str, snapshot: Snapshot, prompt: str = "6 songs, rap") -> Edit:
    return refine(Standing(snapshot, _playlist(), parse(prompt, snapshot)), text)


def _places(edit: Edit) -> dict[int, int]:
    """Old positions of the tracks that are sure of a place, by their new ones."""
    return {lock.position: int(lock.track_id[1:]) + 1 for lock in edit.locks}


@pytest.mark.parametrize(
    ("text", "stays", "count"),
    [
        ("swap the third", {1: 1, 2: 2, 4: 4, 5: 5, 6: 6}, 6),
        ("replace 2 and 5", {1: 1, 3: 3, 4: 4, 6: 6}, 6),
        ("change the 2nd song", {1: 1, 3: 3, 4: 4, 5: 5, 6: 6}, 6),
        ("remove the last one", {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}, 5),
        ("drop the first two", {1: 3, 2: 4, 3: 5, 4: 6}, 4),
        ("remove track 4", {1: 1, 2: 2, 3: 3, 4: 5, 5: 6}, 5),
        ("delete the second to last", {1: 1, 2: 2, 3: 3, 4: 4, 5: 6}, 5),
        ("keep the first two", {1: 1, 2: 2}, 6),
        ("keep only the first two", {1: 1, 2: 2}, 2),
        ("swap 4 and 6", {1: 1, 2: 2, 3: 3, 4: 6, 5: 5, 6: 4}, 6),
        ("put the last one second", {1: 1, 2: 6, 3: 2, 4: 3, 5: 4, 6: 5}, 6),
        ("put 3 first", {1: 3, 2: 1, 3: 2, 4: 4, 5: 5, 6: 6}, 6),
        ("reverse the order", {1: 6, 2: 5, 3: 4, 4: 3, 5: 2, 6: 1}, 6),
        ("drop the slowest", {1: 2, 2: 3, 3: 4, 4: 5, 5: 6}, 5),
        ("drop Piece 3", {1: 1, 2: 2, 3: 3, 4: 5, 5: 6}, 5),
        ("remove every other song", {1: 1, 2: 3, 3: 5}, 3),
        ("drop all but the first three", {1: 1, 2: 2, 3: 3}, 3),
        ("two more", {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6}, 8),
    ],
)
def test_tracks_stay_where_nothing_is_asked_of_them(
    text: str, stays: dict[int, int], count: int, snapshot: Snapshot
) -> None:
    edit = _edit(text, snapshot)
    assert (_places(edit), edit.count) == (stays, count)
    assert not edit.intent.unread
    assert edit.reasons


def test_places_may_each_get_something_else(snapshot: Snapshot) -> None:
    edit = _edit("replace 2 with something slower, 3 with something faster and 5 with a piece by Act 9", snapshot)
    assert _places(edit) == {1: 1, 4: 4, 6: 6}
    placed = [
        (r.scope.position, r.attribute, r.operator) for r in edit.intent.requirements if isinstance(r.scope, Place)
    ]
    assert placed == [(2, "tempo", "max"), (3, "tempo", "min"), (5, "artist", "is")]


def test_a_track_goes_from_a_list_that_changes_otherwise_too(snapshot: Snapshot) -> None:
    edit = _edit("more acoustic, drop the third", snapshot)
    assert (edit.count, "t02" in edit.keep) == (5, False)


@pytest.mark.parametrize("text", ["swap the ninth", "drop number 7", "keep only the first 8"])
def test_a_position_that_is_not_there_is_refused(text: str, snapshot: Snapshot) -> None:
    with pytest.raises(BadInput, match=r"position \d"):
        _edit(text, snapshot)


def test_what_was_taken_out_is_kept_out(snapshot: Snapshot) -> None:
    (wish,) = _edit("drop the third", snapshot).intent.of("track")
    assert (wish.polarity, wish.value, wish.phrase) == ("avoid", ("t02",), "drop the third")


def test_more_of_something_moves_the_bound_beyond_the_middle_and_lets_the_farthest_go(snapshot: Snapshot) -> None:
    edit = _edit("more acoustic", snapshot, "6 songs")
    (wish,) = edit.intent.of("acousticness")
    assert (wish.operator, wish.value) == ("min", 0.33)
    assert _places(edit) == {4: 4, 5: 5, 6: 6}
    assert wish.share == pytest.approx(5 / 6, abs=1e-3) or wish.share <= 0.75


def test_strength_scales_the_step(snapshot: Snapshot) -> None:
    bit, plain, much = (_edit(text, snapshot, "6 songs") for text in ("a bit faster", "faster", "much faster"))
    bounds = [edit.intent.of("tempo")[0].value for edit in (bit, plain, much)]
    assert bounds == sorted(bounds, key=float)  # type: ignore[arg-type]
    assert len(bit.locks) > len(plain.locks) >= len(much.locks)


@pytest.mark.parametrize(
    ("text", "attribute", "operator"),
    [
        ("slower", "tempo", "max"),
        ("a bit faster please", "tempo", "min"),
        ("less popular", "popularity", "max"),
        ("more popular", "popularity", "min"),
        ("too fast", "tempo", "max"),
        ("not fast enough", "tempo", "min"),
        ("too many hits", "popularity", "max"),
        ("turn up the tempo", "tempo", "min"),
        ("slow it down a bit", "tempo", "max"),
    ],
)
def test_comparisons_are_relative_to_the_list(text: str, attribute: str, operator: str, snapshot: Snapshot) -> None:
    (wish,) = _edit(text, snapshot, "6 songs").intent.of(attribute)
    assert wish.operator == operator


def test_a_bound_in_numbers_is_no_step(snapshot: Snapshot) -> None:
    (wish,) = _edit("faster than 100 bpm", snapshot, "6 songs").intent.of("tempo")
    assert (wish.operator, wish.value, wish.share) == ("min", 100, 1.0)


def test_more_like_one_of_them(snapshot: Snapshot) -> None:
    assert _edit("more like the second", snapshot).like == ("t01",)
    assert _edit("another one like number 2", snapshot).like == ("t01",)


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("10 tracks", "count", 10),
        ("only 90s", "year", (1990, 1999)),
        ("make it 45 minutes", "duration", 45),
        ("trim it to 4", "count", 4),
        ("half as many songs", "count", 3),
    ],
)
def test_a_new_number_takes_the_place_of_the_old(text: str, attribute: str, value: object, snapshot: Snapshot) -> None:
    edit = _edit(text, snapshot, prompt="6 songs from the 80s")
    assert [r.value for r in edit.intent.of(attribute)] == [value]


def test_a_length_and_a_number_of_tracks_do_not_stand_side_by_side(snapshot: Snapshot) -> None:
    assert not _edit("make it 45 minutes", snapshot, "6 songs").intent.of("count")
    assert not _edit("drop the third", snapshot, "20 minutes of rap").intent.of("duration")


def test_names_are_left_out_from_now_on(snapshot: Snapshot) -> None:
    edit = _edit("without Queen", snapshot)
    assert [(r.polarity, r.value) for r in edit.intent.of("artist")] == [("avoid", "Queen")]
    assert 2 not in _places(edit)


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("no more of the second one's artist", "Queen", "Piece 1"),
        ("no more of number 2's artist", "Queen", "Piece 1"),
        ("nothing by whoever plays the first", "ABBA", "Piece 0"),
        ("no more of this artist", "ABBA", "most often"),
    ],
)
def test_an_artist_may_be_pointed_at(text: str, name: str, why: str, snapshot: Snapshot) -> None:
    edit = _edit(text, snapshot, "6 songs")
    assert [(r.polarity, r.value) for r in edit.intent.of("artist")] == [("avoid", name)]
    assert name in edit.reasons[0]
    assert why in edit.reasons[0]


def test_an_occasion_gives_way_to_another(snapshot: Snapshot) -> None:
    edit = _edit("same but for the morning", snapshot, "6 songs for the evening")
    assert [r.value for r in edit.intent.of("activity")] == ["morning"]


def test_a_mood_gives_way_to_one_that_no_track_can_share_with_it(snapshot: Snapshot) -> None:
    assert [r.value for r in _edit("make it energetic", snapshot, "6 calm songs").intent.of("energy")] == [0.65]


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
    assert _edit("shorter", snapshot, "60 minutes of rap").intent.of("duration")[0].value == 12


@pytest.mark.parametrize(
    ("text", "kind", "times"),
    [
        ("undo", "undo", 1),
        ("please undo that", "undo", 1),
        ("undo the last two changes", "undo", 2),
        ("undo twice", "undo", 2),
        ("redo", "redo", 1),
        ("ok, start over", "restart", 1),
        ("undo everything", "restart", 1),
    ],
)
def test_the_conversation_can_be_steered_in_words(text: str, kind: str, times: int, snapshot: Snapshot) -> None:
    edit = _edit(text, snapshot)
    assert (edit.control, edit.times) == (kind, times)


def test_a_new_beginning_may_go_on(snapshot: Snapshot) -> None:
    edit = _edit("start over, but with more jazz", snapshot)
    assert (edit.control, edit.rest) == ("restart", "but with more jazz")


@pytest.mark.parametrize("text", ["hello there", "what is this", "blah zork", "hmm"])
def test_what_asks_for_nothing_changes_nothing(text: str, snapshot: Snapshot) -> None:
    edit = _edit(text, snapshot)
    assert (edit.understood, edit.changes) == (False, False)
    assert edit.intent == parse("6 songs, rap", snapshot)


@given(text=st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str, snapshot: Snapshot) -> None:
    try:
        edit = _edit(text, snapshot)
    except (PromptError, BadInput, ConflictError):
        return
    assert all(edit.intent.prompt[slice(*r.span)] == r.phrase for r in edit.intent.requirements)


SAID = (
    "drop swap keep the third 4 7 and first last two more less jazz faster a bit ten undo start over with make it "
    "slower , second half is too loud like number no artist of this to top for something calmer instead half as "
    "long 3 - 90s"
)


@given(words=st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=12))
def test_any_order_of_words_is_read_or_refused(words: list[str], snapshot: Snapshot) -> None:
    try:
        edit = _edit(" ".join(words), snapshot)
    except (PromptError, BadInput, ConflictError):
        return
    places = [lock.position for lock in edit.locks]
    assert len(set(places)) == len(places)
    assert len({lock.track_id for lock in edit.locks}) == len(places)
