"""Tracks of every shape, as Hypothesis strategies."""

from __future__ import annotations

from hypothesis import strategies as st

from segue.music import LABEL_FIELDS, NUMERIC, SOURCES, Attribute, Labels, Track

ANY = st.text(st.characters(), max_size=12)
PIECE = st.sampled_from(["Night", "The", "é", "feat. X", "(Live)", " - Remix", "[x]", ", B", "& C", "夜", "!!", " "])
NAME = st.one_of(st.lists(PIECE, max_size=4).map(" ".join), ANY)
WORD = st.sampled_from(["rock", "Pop Rock", "pop", "hip hop", "Hip-Hop", "hiphop", "r&b", "post rock", "", "Müzik"])
SOURCE = st.sampled_from(SOURCES[1:])
LABELS = st.builds(Labels, st.lists(WORD, max_size=4).map(tuple), SOURCE, st.floats(0, 1))
VALUE = st.one_of(st.floats(), st.integers(-10, 3000), st.booleans())
ATTRIBUTE = st.builds(Attribute, VALUE, SOURCE, st.floats(0, 1))
TRACK = st.builds(
    Track,
    id=ANY,
    title=NAME,
    artist=NAME,
    artists=st.lists(NAME, max_size=2).map(tuple),
    album=NAME,
    album_artist=st.sampled_from(["", "", "Various"]),
    release=st.sampled_from(["", "1999", "2003-01-02", "soon", "0000"]),
    location=ANY,
    description=ANY,
    values=st.dictionaries(st.sampled_from(list(NUMERIC)), ATTRIBUTE, max_size=6),
    labels=st.dictionaries(st.sampled_from(LABEL_FIELDS), LABELS, max_size=3),
)
TRACKS = st.lists(TRACK, max_size=12, unique_by=lambda track: track.id).map(
    lambda found: sorted(found, key=lambda track: track.id)
)
