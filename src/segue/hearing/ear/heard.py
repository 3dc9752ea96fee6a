"""What one listening finds."""

from __future__ import annotations

import msgspec

LOUDNESS_FLOOR = -70.0
"""LUFS of silence: the absolute gate of ITU-R BS.1770-4, below which nothing is measured."""
PEAK_FLOOR = -144.0
"""dBFS told for digital silence (the range of 24 bits)."""
VECTOR_SIZE = 39


class Proxy(msgspec.Struct, frozen=True):
    """An attribute that audio only hints at: a value and the confidence in it, both 0–1."""

    value: float
    confidence: float


class Heard(msgspec.Struct, frozen=True):
    """One audio file, heard.

    What is missing is None: silence has no tempo and no key, a file without a beat no first beat, and a quick look
    does not go to a track's edges.
    """

    duration_ms: int
    quick: bool
    """Whether only excerpts were heard: a file not much longer than its excerpts is heard whole all the same."""
    loudness: float
    """Integrated loudness in LUFS (ITU-R BS.1770-4, EBU R 128), `LOUDNESS_FLOOR` for silence."""
    gain: float
    """ReplayGain 2.0 in dB: -18 LUFS less the loudness; 0 for silence."""
    peak: float
    """Sample peak in dBFS, `PEAK_FLOOR` at least; of a quick look, the peak of its excerpts."""
    tempo: float | None
    """Beats a minute."""
    tempo_confidence: float
    """0–1: low for music without a beat, with a wandering one, or whose beat may as well be felt twice as fast."""
    tempi: tuple[tuple[float, float], ...]
    """(BPM, probability) of the tempo and its relatives (half, twice, 3:2 …), best first, without rare ones."""
    key: int | None
    """Pitch class of the tonic, 0 = C."""
    mode: int | None
    """1 major, 0 minor."""
    key_confidence: float
    energy: Proxy
    danceability: Proxy
    acousticness: Proxy
    instrumentalness: Proxy
    vector: tuple[float, ...]
    """`VECTOR_SIZE` numbers on like scales, for likeness of timbre by Euclidean distance: see `proxies.timbre`."""
    starts_ms: int | None
    """End of the silence at the beginning."""
    first_beat_ms: int | None
    ends_ms: int | None
    """Beginning of the silence at the end."""
    fade_ms: int | None
    """Length of the fade-out that ends at `ends_ms`; 0 for a cold end."""
