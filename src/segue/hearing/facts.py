"""What was heard, as notes on tracks: what is measured has source `analysis`, what is a proxy has source `model`.

A tempo or a key of little confidence is told as a guess too, so that no verdict takes it for proven. The bounds are
those from which `segue bench --section hearing` finds them right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.catalogue.notes import Note
from segue.hearing.ear import LOUDNESS_FLOOR, Heard
from segue.music import NUMERIC, Attribute, Source

SURE_TEMPO: Final = 0.8
SURE_KEY: Final = 0.8
"""Confidence from which a tempo and a key are measured rather than guessed."""
_QUICKLY: Final = 0.9
"""What confidence is worth of excerpts."""
PROXIES: Final = ("energy", "danceability", "acousticness", "instrumentalness")


def note_of(track_id: str, heard: Heard) -> Note:
    """The note that `heard` leaves on a track."""
    told = {name: value for name, value in _values(heard) if _is_sane(name, value)}
    return Note(track_id=track_id, kind="analysis", values=told)


def _values(heard: Heard) -> Iterator[tuple[str, Attribute]]:
    worth = _QUICKLY if heard.quick else 1.0
    yield "duration_ms", Attribute(heard.duration_ms, "analysis")
    if heard.loudness > LOUDNESS_FLOOR:
        source: Source = "model" if heard.quick else "analysis"
        yield "loudness", _told(heard.loudness, source, worth)
        yield "track_gain", _told(heard.gain, source, worth)
    if heard.tempo is not None:
        yield "tempo", _measured(heard.tempo, heard.tempo_confidence * worth, SURE_TEMPO)
    if heard.key is not None and heard.mode is not None:
        yield "key", _measured(heard.key, heard.key_confidence * worth, SURE_KEY)
        yield "mode", _measured(heard.mode, heard.key_confidence * worth, SURE_KEY)
    for name in PROXIES:
        proxy = getattr(heard, name)
        yield name, _told(proxy.value, "model", proxy.confidence * worth)


def _measured(value: float, confidence: float, sure: float) -> Attribute:
    return _told(value, "analysis" if confidence >= sure else "model", confidence)


def _told(value: float, source: Source, confidence: float) -> Attribute:
    return Attribute(round(value, 3), source, round(min(1.0, max(0.0, confidence)), 3))


def _is_sane(name: str, told: Attribute) -> bool:
    """Whether a value lies where values of its kind do."""
    scale = NUMERIC[name]
    return isinstance(told.value, int | float) and scale.low <= told.value <= scale.high
