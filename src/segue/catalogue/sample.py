"""The built-in sample library: invented acts, songs and albums, so that the first prompt of a newcomer answers.

Nothing in it is real. The same count and seed give the same tracks everywhere; a longer library begins with the
shorter one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from segue.catalogue.sampling.acts import Act, acts
from segue.catalogue.sampling.labels import labels_of
from segue.catalogue.sampling.songs import Album, Song, albums
from segue.music import Attribute, Track

_UNHEARD = 0.18
"""Share of tracks that nobody analysed: they lack all that is heard, but not length, year and popularity."""
_NO_YEAR, _NO_ALBUM = 0.06, 0.03
_HAS_GUEST = {"mc": 0.15, "singer": 0.04, "producer": 0.06}
"""Share of tracks with a guest, by the kind of act."""


@dataclass(frozen=True, slots=True)
class _Release:
    """A song on an album of an act, with the guest who sings along, or ""."""

    act: Act
    album: Album
    song: Song
    guest: str
    rng: Random


def sample_tracks(count: int = 3000, seed: int = 1) -> Iterator[Track]:
    """The first `count` tracks of the sample library of `seed`, ids ascending from "sample-0000001".

    A stream: memory stays flat, whatever the count (10,000,000 at most, for the ids to ascend).
    """
    for number, release in enumerate(islice(_releases(seed), count), start=1):
        yield _track(f"sample-{number:07}", release)


def _releases(seed: int) -> Iterator[_Release]:
    """All releases, act by act; guests are acts met before."""
    met: deque[str] = deque(maxlen=12)
    for act in acts(seed):
        rng = Random(f"songs {seed} {act.number}")
        for album in albums(act, rng):
            for song in album.songs:
                invites = met and not song.version and rng.random() < _HAS_GUEST.get(act.kind, 0.0)
                yield _Release(act, album, song, rng.choice(met) if invites else "", rng)
        if act.kind in {"mc", "singer"}:
            met.append(act.name)


def _track(track_id: str, release: _Release) -> Track:
    act, album, song, rng = release.act, release.album, release.song, release.rng
    guest = release.guest
    dated = rng.random() >= _NO_YEAR
    return Track(
        id=track_id,
        title=song.title,
        artist=f"{act.name} feat. {guest}" if guest else act.name,
        artists=(act.name, guest) if guest else (act.name,),
        album=album.title if rng.random() >= _NO_ALBUM else "",
        album_artist=act.name,
        release=str(album.year) if dated else "",
        description=act.description,
        values={name: Attribute(value) for name, value in _values(act, song, dated, rng).items()},
        labels=labels_of(act, song, rng),
    )


def _values(act: Act, song: Song, dated: bool, rng: Random) -> dict[str, float]:
    """The numbers that the library knows of `song`."""
    known: dict[str, float] = {"duration_ms": song.values["duration_ms"], "popularity": round(act.fame * song.hit)}
    if dated:
        known["year"] = song.year
    if rng.random() >= _UNHEARD:
        known |= song.values
        known |= {"key": song.key, "mode": song.mode}
    if song.year >= 1988:
        known["explicit"] = int(song.explicit)
    return known
