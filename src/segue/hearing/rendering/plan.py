"""What is rendered of a track: what it states, and for what it lacks a plausible value drawn from its id."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from segue.music import Track

Register = Literal["low", "high"]

QUIETEST, LOUDEST = -23.0, -8.0
"""Range of the loudness that is aimed at, in LUFS; louder than this, a mono mix is mostly limiter."""
_SUNG: Final = frozenset({"vocals", "male vocals", "female vocals", "singer-songwriter", "rap", "a cappella"})
_INSTRUMENTS: Final = {
    "piano": "piano", "electric piano": "tines", "acoustic guitar": "steel", "guitar": "steel", "nylon guitar": "nylon",
    "electric guitar": "overdrive", "organ": "organ", "strings": "strings", "violin": "strings", "cello": "strings",
    "harp": "nylon", "vibraphone": "bells", "synthesizer": "saw", "synth": "saw", "horns": "brass", "trumpet": "brass",
    "saxophone": "brass",
}  # fmt: skip
"""Timbre by the instruments that labels name."""


@dataclass(frozen=True)
class Plan:
    """What a rendering keeps to. Attributes are in 0–1 where no unit is told, and mean what they mean on a track."""

    id: str
    """Of the track; all that no attribute decides is drawn from it."""
    tempo: float
    """Beats a minute. Where the beat drifts (`acousticness`), its mean over the piece."""
    key: int
    """Pitch class of the tonic, 0 = C."""
    mode: int
    """1 major, 0 minor."""
    energy: float
    valence: float
    danceability: float
    acousticness: float
    instrumentalness: float
    speechiness: float
    loudness: float
    """Integrated loudness aimed at, LUFS, in `QUIETEST` to `LOUDEST`."""
    duration_s: float
    """Of the track, in seconds; how much of it is rendered is said to `render`."""
    vocals: bool
    register: Register
    """Of the voice."""
    metre: int
    """Beats a bar, 3 or 4."""
    cents: float
    """By how much all is tuned above A = 440 Hz, in cents; at most a quarter of a semitone."""
    instruments: tuple[str, ...] = ()
    """Timbres that the track's labels name, in their order; where empty, the arrangement is free."""


def plan_of(track: Track) -> Plan:
    """The plan of `track`: the same for the same track, and each drawn value independent of what else is stated."""
    stated, words = _stated(track), _words(track)
    energy = stated.get("energy", _draw(track.id, "energy").betavariate(2.4, 1.9))
    drawn = _drawn(track.id, energy, words)
    sound = {name: float(stated.get(name, value)) for name, value in drawn.items()}
    return Plan(
        id=track.id,
        tempo=sound["tempo"],
        key=round(sound["key"]) % 12,
        mode=round(sound["mode"]),
        energy=energy,
        valence=sound["valence"],
        danceability=sound["danceability"],
        acousticness=sound["acousticness"],
        instrumentalness=sound["instrumentalness"],
        speechiness=sound["speechiness"],
        loudness=min(max(sound["loudness"], QUIETEST), LOUDEST),
        duration_s=sound["duration_ms"] / 1000.0,
        vocals=sound["instrumentalness"] < 0.5,
        register=_register(track.id, words),
        metre=_metre(track.id, sound["danceability"], words),
        cents=min(max(_draw(track.id, "cents").gauss(0.0, 7.0), -25.0), 25.0),
        instruments=tuple(_INSTRUMENTS[word] for word in words if word in _INSTRUMENTS),
    )


def _stated(track: Track) -> dict[str, float]:
    return {name: float(attribute.value) for name, attribute in track.values.items()}


def _words(track: Track) -> tuple[str, ...]:
    """The track's words in which an instrument, a voice or a metre may be named."""
    fields = [track.labels[field].values for field in ("instrument", "tag", "genre") if field in track.labels]
    return tuple(word.casefold() for values in fields for word in values)


def _drawn(track_id: str, energy: float, words: tuple[str, ...]) -> dict[str, float]:
    """A value for everything, for the track to overrule; loud, electric and lively go together as in records."""

    def draw(name: str) -> Random:
        return _draw(track_id, name)

    return {
        "tempo": min(max(draw("tempo").lognormvariate(math.log(118.0), 0.21), 60.0), 190.0),
        "key": float(draw("key").randrange(12)),
        "mode": float(draw("mode").random() < 0.6),
        "valence": draw("valence").betavariate(2.0, 2.0),
        "danceability": draw("danceability").betavariate(3.2, 2.4),
        "acousticness": min(max(draw("acousticness").gauss(1.0 - energy, 0.25), 0.0), 1.0),
        "instrumentalness": _instrumentalness(draw("instrumentalness"), words),
        "speechiness": draw("speechiness").betavariate(1.5, 20.0),
        "loudness": draw("loudness").gauss(-20.0 + 11.0 * energy, 1.6),
        "duration_ms": 1000.0 * min(max(draw("duration_ms").lognormvariate(math.log(215.0), 0.3), 60.0), 600.0),
    }


def _instrumentalness(rng: Random, words: tuple[str, ...]) -> float:
    """Two humps, as few tracks are half sung; words that tell of a voice or of none decide between them."""
    sung = rng.random() < 0.72
    if "instrumental" in words:
        sung = False
    elif not _SUNG.isdisjoint(words):
        sung = True
    return rng.betavariate(1.0, 12.0) if sung else rng.betavariate(12.0, 2.0)


def _register(track_id: str, words: tuple[str, ...]) -> Register:
    if "female vocals" in words:
        return "high"
    if "male vocals" in words:
        return "low"
    return _draw(track_id, "register").choice(("low", "high"))


def _metre(track_id: str, danceability: float, words: tuple[str, ...]) -> int:
    """Three beats for waltzes, and now and then where nobody dances in fours."""
    if "waltz" in words:
        return 3
    return 3 if _draw(track_id, "metre").random() < 0.2 * (0.6 - danceability) else 4


def _draw(track_id: str, name: str) -> Random:
    """A generator of its own for each value, so that one that is stated does not change the others."""
    return Random(f"rendering {name} {track_id}")
