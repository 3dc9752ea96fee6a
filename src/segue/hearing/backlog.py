"""What is left to hear, and in which order: what matters to the listener first, a quick look at all before any whole.

A track that was just prompted for, is rated high or is played often comes before the rest of its pass, which stands in
the order of the catalogue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from segue.catalogue.notes import Note
from segue.hearing.facts import note_of
from segue.hearing.memory import Memory, state_of
from segue.music import Track

LOVED: Final = 4.0
"""Stars from which a track is loved."""
_SCHEME: Final = "://"


class Pending(NamedTuple):
    """A file to listen to, for the tracks that are heard in it."""

    path: Path
    track_id: str
    quick: bool


class Missing(msgspec.Struct, frozen=True):
    """A file that cannot be heard, and why."""

    location: str
    reason: str


class Backlog(NamedTuple):
    """What is `pending`, in order; the `notes` that follow from what is remembered; the rest that nothing can be done
    about: files that `failed`, and `remote` tracks, whose audio is not on this machine."""

    pending: list[Pending]
    notes: list[Note]
    failed: list[Missing]
    remote: int
    silent: int
    """Tracks without any audio."""


def backlog(tracks: Iterable[Track], memory: Memory, first: Mapping[str, int], passes: Sequence[bool]) -> Backlog:
    """What is left to do for `tracks`. `first` ranks the ids of tracks that matter (0 most); `passes` are the looks
    wanted, in order: True a quick one, False the whole."""
    left = Backlog([], [], [], 0, 0)
    remote = silent = 0
    waiting: list[tuple[bool, Pending]] = []
    for track in tracks:
        if not track.location:
            silent += 1
        elif _SCHEME in track.location:
            remote += 1
        else:
            waiting += _of_track(track, memory, passes, left)
    for quick in passes:
        own = [pending for of, pending in waiting if of == quick]
        left.pending.extend(sorted(own, key=lambda one: first.get(one.track_id, len(first))))
    return left._replace(remote=remote, silent=silent)


def _of_track(track: Track, memory: Memory, passes: Sequence[bool], left: Backlog) -> Iterator[tuple[bool, Pending]]:
    """The looks that `track` still needs; what is known of it goes to `left`."""
    path = Path(track.location)
    try:
        known = memory.known(state_of(path))
    except OSError as fault:
        left.failed.append(Missing(track.location, fault.strerror or "cannot be read"))
        return
    if known is not None and known.failure:
        left.failed.append(Missing(track.location, known.failure))
        return
    heard = memory.heard(known.digest) if known is not None else None
    if heard is not None:
        left.notes.append(note_of(track.id, heard))
    for quick in passes:
        if heard is None or (heard.quick and not quick):
            yield quick, Pending(path, track.id, quick)


def what_matters(prompted: Iterable[str], loved: Iterable[tuple[str, float, float]]) -> dict[str, int]:
    """Ranks by track id: those just `prompted` for, in that order, then those `loved` (id, rating 0–5, plays) by rating
    and plays."""
    ranked = list(dict.fromkeys(prompted))
    by_love = sorted(loved, key=lambda one: (-(one[1] >= LOVED), -one[2], -one[1], one[0]))
    ranked += [track_id for track_id, rating, plays in by_love if rating >= LOVED or plays > 0]
    return {track_id: rank for rank, track_id in enumerate(dict.fromkeys(ranked))}
