"""What can be known of a track, and where a value comes from.

A value is never bare: it carries its source and a confidence in 0–1. *Known* sources are statements about this very
track; *guessed* ones come from its relatives or a model. Missing is missing, never zero.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Source = Literal["catalogue", "tag", "listener", "analysis", "artist", "album", "genre", "model"]

SOURCES: Final[tuple[Source | Literal["missing"], ...]] = (
    "missing", "catalogue", "tag", "listener", "analysis", "artist", "album", "genre", "model",
)  # fmt: skip
"""Source names by their code in columns (uint8). Code 0 is a missing value; 1 to 4 are known; 5 and up are guessed."""

SOURCE_CODE: Final[dict[str, int]] = {name: code for code, name in enumerate(SOURCES)}
FIRST_GUESSED: Final = SOURCE_CODE["artist"]
"""Codes in `1 <= code < FIRST_GUESSED` are known; `code >= FIRST_GUESSED` are guessed."""

Scalar = bool | int | float | str


class Attribute(msgspec.Struct, frozen=True):
    """One value with its source and confidence (0–1)."""

    value: Scalar
    source: Source = "catalogue"
    confidence: float = 1.0


class Labels(msgspec.Struct, frozen=True):
    """The words of one field of a track (its genres, say), all from one source."""

    values: tuple[str, ...]
    source: Source = "catalogue"
    confidence: float = 1.0


class Numeric(msgspec.Struct, frozen=True):
    """A numeric attribute: its unit as users say it, and the range outside which a value is an error, hence missing."""

    name: str
    unit: str
    low: float
    high: float
    spread: float
    """A typical difference (about one standard deviation of recorded music), the scale on which distances are told."""


NUMERIC: Final[dict[str, Numeric]] = {
    n.name: n
    for n in (
        Numeric("tempo", "BPM", 20.0, 400.0, 29.0),
        Numeric("key", "pitch class, 0 = C", 0, 11, 3.6),
        Numeric("mode", "1 major, 0 minor", 0, 1, 0.5),
        Numeric("energy", "0–1", 0, 1, 0.25),
        Numeric("valence", "0–1", 0, 1, 0.25),
        Numeric("danceability", "0–1", 0, 1, 0.18),
        Numeric("acousticness", "0–1", 0, 1, 0.32),
        Numeric("instrumentalness", "0–1", 0, 1, 0.32),
        Numeric("speechiness", "0–1", 0, 1, 0.11),
        Numeric("liveness", "0–1", 0, 1, 0.16),
        Numeric("loudness", "dB", -70.0, 10.0, 5.8),
        Numeric("popularity", "0–100", 0, 100, 22.0),
        Numeric("year", "year", 1000, 2100, 14.0),
        Numeric("duration_ms", "ms", 1_000, 6 * 3_600_000, 80_000.0),
        Numeric("rating", "0–5", 0, 5, 1.2),
        Numeric("play_count", "plays", 0, 1e9, 50.0),
        Numeric("last_played", "unix seconds", 0, 1e11, 1e7),
        Numeric("added", "unix seconds", 0, 1e11, 1e7),
        Numeric("explicit", "1 explicit, 0 clean", 0, 1, 0.5),
        Numeric("track_gain", "dB, ReplayGain", -60.0, 60.0, 4.0),
    )
}
"""Numeric columns of a catalogue. Requirements speak of `track_duration` (minutes) for the column `duration_ms`."""

LABEL_FIELDS: Final[tuple[str, ...]] = (
    "genre", "tag", "mood", "activity", "instrument", "theme", "language", "country", "version",
)  # fmt: skip
"""Fields whose values are sets of words. `tag` holds free words about the track; every wish for a label reads it."""

ATTRIBUTES: Final = frozenset(
    {
        *("count", "duration", "track_duration", "tempo", "key", "mode", "energy", "valence", "danceability"),
        *("acousticness", "instrumentalness", "vocals", "speechiness", "loudness", "liveness", "mood", "activity"),
        *("genre", "instrument", "era", "year", "language", "country", "theme", "artist", "track", "album", "entity"),
        *("similar", "title", "popularity", "novelty", "explicit", "version", "rating", "play_count", "last_played"),
        *("added", "arc", "block", "per_artist"),
    }
)
"""What a requirement may be about."""

WHOLE: Final[frozenset[str]] = frozenset({"count", "duration", "arc", "per_artist", "block"})
"""Attributes of the list as a whole: their verdict is out of 1."""
