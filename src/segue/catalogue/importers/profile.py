"""What the first rows show of each column: its unit, its scale, and whether its words belong to the artist.

Names say less than values do: `duration` may be seconds or milliseconds, `energy` 0–1 or 0–100, and `genres` may
repeat what is known of the artist on every row. Each decision is told in the report.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import fmean
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from segue.catalogue.importers import cells
from segue.catalogue.importers.columns import Column
from segue.catalogue.importers.fields import UNITS, Target
from segue.music import NUMERIC

ROWS: Final = 20_000
"""How many rows are looked at; the rest is read as they are."""
AGREEING: Final = 0.85
"""Likeness of neighbouring rows of one artist from which their words are the artist's, not the song's. Measured: 0.92
for artist genres that were joined from two collections, at most 0.74 for genres, moods and tags of single tracks."""
AGREEING_ALONE: Final = 0.98
"""The same where rows have hardly more than one word: an artist's songs share a broad genre by their own right."""
SEVERAL: Final = 1.5
"""Words a row from which `AGREEING` counts."""
ARTISTS: Final = 30
"""Fewer artists with several rows prove nothing."""

Cells = Mapping[str, Sequence[cells.Cell]]
Found = npt.NDArray[np.float64]

_UNIT_ORDER: Final = (("duration_s", "in seconds"), ("duration_ms", "in milliseconds"), ("duration_min", "in minutes"))
_PERCENT: Final = frozenset(name for name, n in NUMERIC.items() if n.unit == "0–1")
_ARTIST_LABELS: Final = frozenset(("genre", "tag", "mood"))


def settle(columns: Iterable[Column], first: Cells) -> tuple[Column, ...]:
    """`columns` with factor, source and note settled on the cells of the first rows, and derived columns behind."""
    artists = _artists(columns := tuple(columns), first)
    settled = [_settled(column, first[column.name], artists) for column in columns]
    return (*settled, *(extra for column in settled for extra in _derived(column, first[column.name])))


def _settled(column: Column, values: Sequence[cells.Cell], artists: Sequence[str]) -> Column:
    field = column.target.field
    if field in UNITS or field == "duration_ms":
        return _duration(column, values)
    if field == "release" and not column.said and not _dates(values):
        return msgspec.structs.replace(column, target=Target("album"))
    if field in _ARTIST_LABELS and not column.said and _of_artist(values, artists):
        return msgspec.structs.replace(column, target=Target(field, "artist"))
    if column.numeric:
        return _scaled(column, values)
    return column


def _derived(column: Column, values: Sequence[cells.Cell]) -> Iterator[Column]:
    field, source = column.target.field, column.target.source
    if field == "release":
        yield Column(column.name, Target("year", source), derived=True)
    if field == "key" and any(not math.isnan(cells.mode_of_key(value)) for value in values):
        yield Column(column.name, Target("mode", source), derived=True)


def _numbers(values: Iterable[cells.Cell], parse: Callable[[cells.Cell], float]) -> Found:
    found = np.fromiter(map(parse, values), dtype=np.float64)
    return found[np.isfinite(found)]


def _duration(column: Column, values: Sequence[cells.Cell]) -> Column:
    found = _numbers(values, cells.duration)
    found = found[found > 0]
    middle = float(np.median(found)) if len(found) else 0.0
    stated = column.target.field
    named = UNITS.get(stated, 1.0)
    # A unit that makes the typical track shorter than five seconds or longer than five hours is not its unit.
    if not middle or (named and 5_000 <= middle * named <= 18_000_000):
        unit = "duration_ms" if stated == "duration" else stated
    else:
        unit = "duration_min" if middle < 25 else "duration_s" if middle < 10_000 else "duration_ms"
    note = dict(_UNIT_ORDER)[unit]
    target = Target("duration_ms", column.target.source)
    note = "" if unit == "duration_ms" else note
    return msgspec.structs.replace(column, target=target, factor=UNITS.get(unit, 1.0), note=note)


def _scaled(column: Column, values: Sequence[cells.Cell]) -> Column:
    field = column.target.field
    found = _numbers(values, cells.PARSERS.get(field, cells.number))
    found = found[found >= 0]
    if not len(found):
        return column
    # The 95th percentile, for a few absurd values must not decide; those are dropped by their range.
    high, top = float(np.percentile(found, 95)), float(found.max())
    if field in _PERCENT and 1.0 < high <= 100:
        return _by(column, 0.01, "0–100")
    if field == "popularity" and top <= 1.0 and bool((found % 1 > 0).any()):
        return _by(column, 100.0, "0–1")
    if field == "rating" and high > 5:
        return _by(column, 0.5, "0–10") if high <= 10 else _by(column, 0.05, "0–100")
    if field in {"last_played", "added"} and high > 1e11:
        return _by(column, 0.001, "in milliseconds")
    return column


def _by(column: Column, factor: float, note: str) -> Column:
    return msgspec.structs.replace(column, factor=factor, note=note)


def _dates(values: Sequence[cells.Cell]) -> bool:
    given = [value for value in values if cells.text(value)]
    return not given or sum(bool(cells.release(value)) for value in given) >= len(given) / 2


def _artists(columns: Iterable[Column], first: Cells) -> list[str]:
    name = next((c.name for c in columns if c.target.field in {"artist", "artists"}), None)
    return [cells.text(value).casefold() for value in first[name]] if name else []


def _of_artist(values: Sequence[cells.Cell], artists: Sequence[str]) -> bool:
    """True if the words go with the artist: rows of one artist agree, and artists differ from each other."""
    lists: dict[str, list[frozenset[str]]] = {}
    for artist, value in zip(artists, values, strict=False):
        if artist:
            lists.setdefault(artist, []).append(frozenset(cells.labels(value)))
    telling = [found for found in lists.values() if len(found) > 1 and any(found)]
    if len(telling) < ARTISTS:
        return False
    within = fmean(fmean(map(_likeness, found, found[1:])) for found in telling)
    between = fmean(_likeness(one[0], other[0]) for one, other in pairwise(telling))
    words = fmean(len(found[0]) for found in telling)
    return within >= (AGREEING if words >= SEVERAL else AGREEING_ALONE) and between <= 0.5


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words out of all words of two rows, 0–1 (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 1.0
