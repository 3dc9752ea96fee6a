"""Which tracks are versions of one song: evidence of each track by itself, and the groups that it makes together.

The evidence of a track is a few hashed keys (`song_keys`), which need nothing but the track. Two tracks are versions
of one song where they share

1. a title key: the words that name the song, by the first act of the credit (covers by others are other songs);
2. the title without its subtitle, where the act has no second subtitle for it ("Escape", "Escape (The Piña Colada
   Song)"; not the movements of a symphony);
3. an ISRC or MusicBrainz recording id, where the titles, or act and length, bear it out: ids in files are often wrong;
4. a title key by another act of the credit ("A & B", "B feat. A"), unless two of those acts have recorded the song
   alone as well: a duet is no bridge between covers.

Groups are the connected components of these, so they depend on no order.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from segue.catalogue.keys import Hashes, hash64
from segue.knowledge import names
from segue.knowledge.romanise import romanised
from segue.knowledge.spelling import plain_letters, squashed
from segue.knowledge.titles import TitleRead
from segue.music import Bools, Floats, Rows, Track

Edges = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]
Labels = npt.NDArray[np.intp]

SAME_LENGTH_MS: Final = 2_000.0
"""Lengths of one recording differ by no more: silence at its ends."""
_TITLES_OF_ONE: Final = 3
"""An ISRC or recording id under more titles than that is filled in at random."""
_NOBODY: Final = frozenset({"", "variousartists", "various", "va", "unknownartist", "unknown", "traditional"})
_COMPANY: Final = frozenset(
    {"his", "her", "orchestra", "choir", "chorus", "friends", "band", "strings", "ensemble", "jr", "sr", "more"}
)
"""A credited name of which this is a word tells no act of its own: "& His Orchestra", ", Jr."."""
_AND: Final = re.compile(r" (?:and|\+|with) ", re.IGNORECASE)
_LINE_UP: Final = re.compile(r"(?<= )(\w+) (?:band|orchestra|trio|quartet|quintet|sextet|octet|big band)$")


class SongKeys(NamedTuple):
    """The evidence of one track; 0 = none. Equal values are equal evidence in every process and on every machine."""

    title: int
    """The words that name the song, whoever plays it."""
    lead: int
    """The same by the first act of the credit."""
    core: int
    """Without subtitles, by the first act; 0 where that says no more than `lead`."""
    others: tuple[int, ...]
    """The song by each other act of the credit."""
    ids: tuple[int, ...]
    """ISRC and MusicBrainz recording id."""
    act: int
    """The first act of the credit."""
    alone: bool
    """Whether the credit names that act only."""


def song_keys(track: Track, title: TitleRead) -> SongKeys:
    """The evidence of `track`, whose title reads as `title`."""
    first, *others = _acts(track.artist, track.artists)
    ids = tuple(hash64(key) for key in _ids(track)) if track.isrc or track.mbid else ()
    if not title.song or first in _NOBODY:
        return SongKeys(0, 0, 0, (), ids, 0, True)
    act, named = _hashed_act(first), hash64(title.song)
    if title.nameless:
        return SongKeys(named, _nameless(track, title.song, first), 0, (), ids, act, not others)
    core = hash64(f"{title.core}\n{first}") if title.core != title.song else 0
    others_keys = tuple(hash64(f"{title.song}\n{other}") for other in others)
    return SongKeys(named, hash64(f"{title.song}\n{first}"), core, others_keys, ids, act, not others)


def _nameless(track: Track, song: str, act: str) -> int:
    """A title that many pieces have tells one within an album, or by its length to the millisecond; else none."""
    length = track.values.get("duration_ms")
    home = names.title_key(track.album) or (str(length.value) if length else "")
    return hash64(f"{song}\n{act}\n{home}") if home else 0


def _ids(track: Track) -> list[str]:
    isrc, mbid = "".join(c for c in track.isrc.upper() if c.isalnum()), track.mbid.strip().lower()
    return [f"{kind}\n{key}" for kind, key in (("isrc", isrc), ("mbid", mbid)) if key]


_hashed_act = lru_cache(maxsize=1 << 16)(hash64)


@lru_cache(maxsize=1 << 16)
def _acts(credit: str, listed: tuple[str, ...]) -> tuple[str, ...]:
    """Keys of the acts of a credit, the first one first; never empty."""
    whole, *parts = names.credited(_AND.sub(" & ", credit)) or ("",)
    first, *others = [*listed, *parts] or [whole]
    told = [_act(first), *(_act(name) for name in others if _COMPANY.isdisjoint(names.words(name)))]
    return tuple(dict.fromkeys(key for key in told if key)) or ("",)


def _act(name: str) -> str:
    """An act's name as one word in plain letters, its line-up left away: "P!nk" and "Pink", "AC/DC" and "ACDC", "The
    Robert Cray Band" and "Robert Cray" are one each."""
    return squashed(_LINE_UP.sub(r"\1", names.artist_key(plain_letters(romanised(name)))))


class IdentityWriter:
    """Gathers the evidence of a stream of tracks."""

    def __init__(self) -> None:
        self._title, self._lead, self._core, self._act = array("Q"), array("Q"), array("Q"), array("Q")
        self._alone = array("b")
        self._other_rows, self._others = array("q"), array("Q")
        self._id_rows, self._ids = array("q"), array("Q")

    def add(self, keys: SongKeys) -> None:
        """Take the evidence of the next track."""
        row = len(self._title)
        self._title.append(keys.title)
        self._lead.append(keys.lead)
        self._core.append(keys.core)
        self._act.append(keys.act)
        self._alone.append(keys.alone)
        for key in keys.others:
            self._other_rows.append(row)
            self._others.append(key)
        for key in keys.ids:
            self._id_rows.append(row)
            self._ids.append(key)

    def groups(self, duration_ms: Floats) -> Rows:
        """The song of each track: int32[n], equal for versions of one song, numbered from 0 by first appearance.

        `duration_ms` of each track, NaN = unknown.
        """
        n = len(self._lead)
        titled = _titled(np.asarray(self._lead), np.asarray(self._core))
        songs = components(n, titled, *self._by_ids(duration_ms))
        return numbered(components(n, (np.arange(n), songs), self._shared(songs)))

    def _by_ids(self, duration_ms: Floats) -> tuple[Edges, Edges]:
        """Pairs of one ISRC or recording id whose titles agree, or whose acts and lengths do."""
        rows, ids = np.asarray(self._id_rows, np.intp), np.asarray(self._ids)
        title, act = np.asarray(self._title)[rows], np.asarray(self._act)[rows]
        titles_of = np.unique(np.unique(np.stack([ids, title]), axis=1)[0], return_counts=True)
        sound = np.isin(ids, titles_of[0][titles_of[1] <= _TITLES_OF_ONE])
        rows, ids, title, act, length = rows[sound], ids[sound], title[sound], act[sound], duration_ms[rows[sound]]
        by_title, by_length = np.lexsort((rows, title, ids)), np.lexsort((rows, length, act, ids))
        near = np.diff(length[by_length]) <= SAME_LENGTH_MS
        return _next_to(rows, by_title, ids, title), _next_to(rows, by_length, ids, act, also=near)

    def _shared(self, songs: Labels) -> Edges:
        """Pairs of songs by an act they share, but for those which several of their acts have recorded alone."""
        lead, act, alone = np.asarray(self._lead), np.asarray(self._act), np.asarray(self._alone) > 0
        rows = np.concatenate([np.arange(len(songs)), np.asarray(self._other_rows, np.intp)])
        a, b = _equal(rows, np.concatenate([lead, np.asarray(self._others)]))
        a, b = songs[a], songs[b]
        joined = components(len(songs), (a, b))
        solo = np.flatnonzero(alone & (lead != 0))
        solos = np.unique(np.stack([joined[songs[solo]].astype(np.uint64), act[solo]]), axis=1)[0]
        acts_alone = np.bincount(solos.astype(np.intp), minlength=len(songs))
        fine = acts_alone[joined[a]] <= 1
        return a[fine], b[fine]


def _titled(lead: Hashes, core: Hashes) -> Edges:
    """Pairs of one title by one act, a single subtitle left away where some have it and others not."""
    rows = np.flatnonzero(core)
    cores, subtitles = np.unique(np.unique(np.stack([core[rows], lead[rows]]), axis=1)[0], return_counts=True)
    rows = rows[np.isin(core[rows], cores[subtitles == 1])]
    return _equal(np.concatenate([rows, np.arange(len(lead))]), np.concatenate([core[rows], lead]))


def _equal(rows: Labels, keys: Hashes) -> Edges:
    """Each of `rows` with the next one of the same key; key 0 is none."""
    return _next_to(rows, np.argsort(keys, kind="stable"), keys)


def _next_to(rows: Labels, order: Labels, *keys: Hashes, also: Bools | None = None) -> Edges:
    """Neighbours in `order` whose `keys` are all equal and not 0 (and for which `also`, of length len(order) - 1)."""
    same = np.ones(max(len(order) - 1, 0), np.bool_) if also is None else also
    for key in keys:
        ordered = key[order]
        same = same & (ordered[1:] == ordered[:-1]) & (ordered[1:] != 0)
    ordered_rows = rows[order]
    return ordered_rows[:-1][same], ordered_rows[1:][same]


def components(n: int, *edges: Edges) -> Labels:
    """The least row connected to each of `n` rows by `edges`: labels sink along edges, then to where labels point,
    until nothing moves (Shiloach and Vishkin 1982, run step by step)."""
    label = np.arange(n)
    a, b = (np.concatenate([edge[side] for edge in edges]) for side in (0, 1))
    while True:
        left, right = label[a], label[b]
        apart = left != right
        if not apart.any():
            return label
        a, b, left, right = a[apart], b[apart], left[apart], right[apart]
        least = np.minimum(left, right)
        np.minimum.at(label, left, least)
        np.minimum.at(label, right, least)
        while not np.array_equal(label, sunk := label[label]):
            label = sunk


def numbered(label: Labels | Hashes) -> Rows:
    """Labels numbered from 0 by their order: int32 of the same shape."""
    return np.unique(label, return_inverse=True)[1].astype(np.int32)
