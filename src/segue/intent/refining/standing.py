"""The playlist that stands, as a follow-up sees it: its tracks in order, their values, and who keeps a wish."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.catalogue.snapshot import Snapshot
from segue.music import NUMERIC, Bools, Evidence, Floats, Intent, Lock, Place, Playlist, Requirement, Rows
from segue.requirements import check, on_tracks, standing, supported
from segue.requirements.numeric import told
from segue.requirements.similar import likeness

Reals = npt.NDArray[np.float64]

_COLUMN: Final = {"track_duration": "duration_ms", "era": "year"}


@dataclass(frozen=True)
class Standing:
    """The tracks of `playlist`, looked up in `snapshot`. Positions count from 1, arrays have an entry a track."""

    snapshot: Snapshot
    playlist: Playlist
    intent: Intent
    version: int = 1
    """How often the playlist was changed so far; moves what is drawn by lot."""
    before: Playlist | None = None
    """The playlist as it was before its last change: what "this artist" may still point at."""

    barred: frozenset[str] = frozenset()
    """Ids of tracks that a curator's rule keeps out by now."""
    locked: tuple[Lock, ...] = ()
    """Tracks that the request put at a place."""

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Track ids, in order."""
        return tuple(slot.track_id for slot in self.playlist.tracks)

    @cached_property
    def rows(self) -> Rows:
        """Rows of the snapshot; −1 for a track that the catalogue no longer holds."""
        return self.snapshot.rows_of(list(self.ids))

    @cached_property
    def minutes(self) -> float:
        """Total length, as far as it is known."""
        return float(np.nansum(self.values("track_duration")))

    def values(self, attribute: str) -> Reals:
        """The attribute at each position in the unit users say; NaN where it is missing."""
        values, _ = told(self.snapshot, attribute, np.maximum(self.rows, 0))
        return np.where(self.rows >= 0, values, np.nan).astype(np.float64)

    def evidence(self, wish: Requirement) -> Evidence:
        """What the tracks have to say on `wish`. Raises `KeyError` where it is not `tells`."""
        return check(self.snapshot, wish, np.maximum(self.rows, 0))

    def held(self, wish: Requirement) -> Bools:
        """Which tracks keep `wish`."""
        kept: Bools = self.evidence(wish).held & (self.rows >= 0)
        return kept

    def keeps(self, track: str, wish: Requirement) -> bool:
        """Whether a track of the catalogue, of the list or not, keeps `wish`; so does any where nothing can tell."""
        rows = self.snapshot.known_rows([track])
        return not on_tracks(wish) or bool(len(rows) and check(self.snapshot, wish, rows).held[0])

    def tells(self, wish: Requirement) -> bool:
        """Whether the tracks can be told apart by `wish`."""
        return on_tracks(wish) and (wish.polarity == "avoid" or not supported(self.snapshot, wish))

    def alike(self, seeds: Rows) -> Floats:
        """Cosine of each track to the middle of `seeds`."""
        return likeness(self.snapshot, seeds, np.maximum(self.rows, 0))

    def supply(self, wish: Requirement, intent: Intent) -> int:
        """How many other tracks of the catalogue keep `wish` and every must of `intent` on the whole list, no artist
        oftener than lists have one without being asked."""
        mask = standing(self.snapshot, intent).copy()
        mask[self.rows[self.rows >= 0]] = False
        rows = np.flatnonzero(mask).astype(np.int32)
        musts = [r for r in intent.requirements if r.strength == "must" and r.scope == "list" and r.share >= 1]
        for one in (wish, *(r for r in musts if self.tells(r))):
            rows = rows[check(self.snapshot, one, rows).held]
        if intent.of("duration"):
            rows = rows[~np.isnan(self.snapshot.numeric("duration_ms").values[rows])]
        return len(rows) if wish.attribute == "artist" else self._by_artist(rows, intent)

    def _by_artist(self, rows: Rows, intent: Intent) -> int:
        """How many of `rows` can join the list at once."""
        asked = [r.value for r in intent.of("per_artist") if isinstance(r.value, int | float)]
        cap = int(asked[0]) if asked else len(self) // 10 + 1
        primary = self.snapshot.artists.primary
        there = np.bincount(primary[self.rows[self.rows >= 0]].clip(0), minlength=int(primary.max(initial=0)) + 1)
        acts, counts = np.unique(primary[rows].clip(0), return_counts=True)
        return int(np.minimum(counts, np.maximum(cap - there[acts], 0)).sum())

    def zone(self, wish: Requirement) -> range:
        """Positions in the scope of `wish`."""
        place = wish.scope
        if not isinstance(place, Place):
            return range(1, len(self) + 1)
        if place.position is not None:
            return range(place.position, place.position + 1)
        inside = [slot.position for slot in self.playlist.tracks if slot.block == place.block]
        if inside and max(slot.block for slot in self.playlist.tracks) > 0:
            return range(inside[0], inside[-1] + 1)
        half = len(self) // 2
        return range(1, half + 1) if place.block == 0 else range(half + 1, len(self) + 1)

    def name(self, position: int) -> str:
        """The track at `position`, as people call it."""
        slot = self.playlist.tracks[position - 1]
        return f"“{slot.title or slot.track_id}”"

    def artist(self, position: int) -> str:
        """The first artist credited at `position`."""
        row = int(self.rows[position - 1])
        return self.snapshot.artists.name(int(self.snapshot.artists.primary[row])) if row >= 0 else ""

    def most_heard(self) -> str:
        """The artist with the most tracks; among equals the one that comes first."""
        artists = [self.artist(position) for position in range(1, len(self) + 1)]
        return max(dict.fromkeys(artists), key=artists.count, default="")


def named(standing: Standing, positions: Iterable[int], most: int = 4) -> str:
    """The tracks at `positions` in words, the first `most` by name."""
    told = [standing.name(position) for position in positions]
    rest = len(told) - most
    return ", ".join(told[:most]) + (f" and {rest} more" if rest > 0 else "")


def limits(attribute: str) -> tuple[float, float, float]:
    """Low, high and the typical difference of a numeric attribute, in the unit users say."""
    numeric = NUMERIC[_COLUMN.get(attribute, attribute)]
    if attribute == "track_duration":
        return 0.5, 60.0, numeric.spread / 60_000
    return numeric.low, numeric.high, numeric.spread


def is_scale(attribute: str) -> bool:
    """Whether tracks can be compared by `attribute` as a number."""
    return _COLUMN.get(attribute, attribute) in NUMERIC
