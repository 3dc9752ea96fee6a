"""What holds of songs and their versions, whatever the tracks."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from segue.catalogue.identity import IdentityWriter, components, song_keys
from segue.knowledge.titles import read_title
from segue.music import Attribute, Track

_TITLE = st.lists(
    st.sampled_from(
        ["Ferry", "Tram", "Intro", "(Live)", "- Remix", "(The Boat Song)", "Pt. 2", "[x]", "feat. X", "夜"]
    ),
    max_size=4,
).map(" ".join)
_CREDIT = st.sampled_from(["Oona", "Dex", "Oona & Dex", "Dex feat. Oona", "Kaito, Oona", "", "Various Artists"])
_TRACK = st.builds(
    Track,
    id=st.just(""), title=_TITLE | st.text(max_size=8), artist=_CREDIT, album=st.sampled_from(["", "Quay", "Pier"]),
    isrc=st.sampled_from(["", "", "A1", "B2"]), mbid=st.sampled_from(["", "", "m"]),
    values=st.sampled_from([{}, {"duration_ms": Attribute(200_000)}, {"duration_ms": Attribute(300_000)}]),
)  # fmt: skip
_TRACKS = st.lists(_TRACK, max_size=14)


def songs(tracks: list[Track]) -> list[int]:
    writer = IdentityWriter()
    for track in tracks:
        writer.add(song_keys(track, read_title(track.title)))
    lengths = [float(t.values["duration_ms"].value) if t.values else np.nan for t in tracks]
    return [int(song) for song in writer.groups(np.array(lengths, np.float32))]


def pairs(group: list[int], names: list[int]) -> set[tuple[int, int]]:
    """Pairs of tracks, by name, that are versions of one song."""
    at = range(len(group))
    return {
        (min(names[i], names[j]), max(names[i], names[j])) for i in at for j in at if i < j and group[i] == group[j]
    }


@settings(deadline=None)
@given(_TRACKS, st.randoms(use_true_random=False))
def test_groups_depend_on_no_order(tracks: list[Track], random: np.random.Generator) -> None:
    order = list(range(len(tracks)))
    random.shuffle(order)
    assert pairs(songs(tracks), list(range(len(tracks)))) == pairs(songs([tracks[i] for i in order]), order)


@settings(deadline=None)
@given(_TRACKS)
def test_groups_are_numbered_by_first_appearance(tracks: list[Track]) -> None:
    found = songs(tracks)
    assert list(dict.fromkeys(found)) == list(range(len(set(found))))


@settings(deadline=None)
@given(_TRACKS)
def test_an_unrelated_track_changes_no_group(tracks: list[Track]) -> None:
    stranger = Track(id="", title="Nothing Like It", artist="Nobody Else", isrc="Z9")
    found = songs([*tracks, stranger])
    assert found[:-1] == songs(tracks)
    assert found[-1] not in found[:-1]


@settings(deadline=None)
@given(_TRACKS)
def test_a_copy_joins_its_track_and_moves_no_other(tracks: list[Track]) -> None:
    named = [t for t in tracks if song_keys(t, read_title(t.title)).lead]
    found = songs(named * 2)
    assert found[: len(named)] == found[len(named) :] == songs(named)


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
def test_components_are_what_edges_connect(edges: list[tuple[int, int]]) -> None:
    reached = [{row} for row in range(20)]
    for _ in range(20):
        for a, b in edges:
            union = reached[a] | reached[b]
            for row in union:
                reached[row] = union
    left, right = (np.array([edge[side] for edge in edges], np.intp) for side in (0, 1))
    assert components(20, (left, right)).tolist() == [min(group) for group in reached]
