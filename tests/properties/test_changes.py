"""What a note says of a change is true of the two lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from segue.explanation import changed, unchanged
from segue.music import Playlist, Slot

LISTS = st.lists(st.integers(0, 15), max_size=12, unique=True)


def _playlist(ids: list[int]) -> Playlist:
    slots = tuple(
        Slot(
            position=at, track_id=str(i), title=f"Piece {i}", artist="", album="", duration_ms=None, block=0,
            attributes={}, reasons=(), next=None,
        )
        for at, i in enumerate(ids, 1)
    )  # fmt: skip
    return Playlist(
        id="p", title="", prompt="", listener="me", seed=1, recipe="", notes="", duration_ms=0, kept=1.0, proven=1.0,
        tracks=slots, requirements=(), unread=(),
    )  # fmt: skip


@given(before=LISTS, after=LISTS)
def test_every_track_came_went_moved_or_kept_its_order(before: list[int], after: list[int]) -> None:
    change = changed(_playlist(before), _playlist(after), "x", ["told"]).change
    assert change is not None
    old, new = [str(i) for i in before], [str(i) for i in after]
    assert change.came == tuple(i for i in new if i not in old)
    assert change.went == tuple(i for i in old if i not in new)
    assert change.stayed == len(set(old) & set(new))
    still = [i for i in old if i in new and i not in change.moved]
    assert still == [i for i in new if i in old and i not in change.moved]
    assert change.note.startswith("Told. ")


@given(ids=st.lists(st.integers(0, 15), min_size=2, max_size=12, unique=True), at=st.integers(0, 11))
def test_one_moved_track_is_one_moved_track(ids: list[int], at: int) -> None:
    moved = [*ids[:-1]]
    moved.insert(at % len(ids), ids[-1])
    change = changed(_playlist(ids), _playlist(moved), "x", []).change
    assert change is not None
    assert len(change.moved) == (moved != ids)


def test_what_was_not_understood_is_said() -> None:
    change = unchanged(_playlist([1]), "flurb\nzot", [], understood=False).change
    assert change is not None
    assert change.note == "Nothing in “flurb zot” was understood. Nothing changed."
