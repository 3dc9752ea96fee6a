"""Notes: what is known of a track beside what sources state of it: heard in its audio, or put right by a listener.

A note outlives every import of its track. The listener's word counts over all else. What was heard fills what no source
states of this very track, and takes the place of what an import guessed from its relatives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeVar

import msgspec

from segue.music import FIRST_GUESSED, SOURCE_CODE, Attribute, Labels, Track

Kind = Literal["analysis", "listener"]
KINDS: Final[tuple[Kind, ...]] = ("analysis", "listener")
"""In the order in which they are laid over a track."""
_Told = TypeVar("_Told", Attribute, Labels)


class Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`values` and `labels` as a `Track` holds them. One without any takes the note of its kind away."""

    track_id: str
    kind: Kind
    values: dict[str, Attribute] = {}
    labels: dict[str, Labels] = {}

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not (self.values or self.labels)


def noted(track: Track, notes: Iterable[Note]) -> Track:
    """`track` with `notes` on it, in the order of `KINDS`."""
    for note in sorted(notes, key=lambda note: KINDS.index(note.kind)):
        values, labels = _over(track.values, note.values, note), _over(track.labels, note.labels, note)
        track = msgspec.structs.replace(track, values=values, labels=labels)
    return track


def with_notes(tracks: Iterable[Track], notes: Iterator[Note]) -> Iterator[Track]:
    """`tracks` with their notes, both ascending by track id and read once."""
    note = next(notes, None)
    for track in tracks:
        own: list[Note] = []
        while note is not None and note.track_id <= track.id:
            if note.track_id == track.id:
                own.append(note)
            note = next(notes, None)
        yield noted(track, own) if own else track


def _over(said: Mapping[str, _Told], heard: Mapping[str, _Told], note: Note) -> dict[str, _Told]:
    """What a source said, with what the note says where that counts for more."""
    better = {name: told for name, told in heard.items() if note.kind == "listener" or _is_better(told, said.get(name))}
    return {**said, **better}


def _is_better(heard: Attribute | Labels, said: Attribute | Labels | None) -> bool:
    if said is None:
        return True
    guessed = SOURCE_CODE[said.source] >= FIRST_GUESSED
    return guessed and (SOURCE_CODE[heard.source] < FIRST_GUESSED or heard.confidence > said.confidence)
