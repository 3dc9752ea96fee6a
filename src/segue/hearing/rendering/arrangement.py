"""Who plays what: the choices that a plan's attributes make likely and its id decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from segue.hearing.rendering.harmony import Chord, chord, progression
from segue.hearing.rendering.plan import Plan

Feel = Literal["none", "shaker", "floor", "backbeat", "half", "broken", "swung", "tresillo", "waltz"]
Comping = Literal["hold", "block", "arpeggio", "strum", "stab", "chug"]
Walk = Literal["root", "two", "eighths", "octaves", "walking"]

_STYLES: Final[dict[str, tuple[Comping, ...]]] = {
    "piano": ("block", "arpeggio", "hold"), "tines": ("hold", "block"), "steel": ("strum", "arpeggio"),
    "nylon": ("arpeggio", "strum"), "overdrive": ("chug", "hold"), "organ": ("hold", "stab"),
    "strings": ("hold", "block"), "bells": ("arpeggio",), "saw": ("hold", "stab"), "square": ("arpeggio", "stab"),
    "brass": ("stab", "hold"),
}  # fmt: skip
"""How each timbre accompanies."""
_LEADS: Final = {
    "piano": "piano", "tines": "bells", "steel": "steel", "nylon": "nylon", "overdrive": "overdrive", "organ": "organ",
    "strings": "strings", "bells": "tines", "saw": "square", "square": "saw", "brass": "brass",
}  # fmt: skip
"""What plays the melody where nobody sings, by what accompanies."""
_LOOSE: Final = 0.009
"""Standard deviation, in seconds, of a relaxed player's timing."""


@dataclass(frozen=True)
class Arrangement:
    """How a plan is played. Chords are one a bar."""

    feel: Feel
    kit: Literal["acoustic", "machine"]
    comping: Comping
    walk: Walk
    chords: str
    """Timbre of the accompaniment; `lead` and `bass` likewise."""
    lead: str
    bass: str
    verse: tuple[Chord, ...]
    chorus: tuple[Chord, ...]
    swing: float
    """As a part of a beat."""
    jitter: float
    """Standard deviation of the timing in seconds."""
    drift: float
    """Of the tempo, as a share of it."""
    lead_in: float
    """Seconds of silence before the first beat."""
    intro: int
    """Bars before the drums come in."""
    ending: Literal["fade", "cold"]
    hall: float
    """Reverberation time in seconds; `wet`: its level beside the direct sound, dB."""
    wet: float
    floor: float
    """Level of the noise that is always there, dB below the music."""

    def harmony(self, part: str, number: int) -> Chord:
        """The chord of bar `number` in `part`."""
        course = self.chorus if part == "chorus" else self.verse
        return course[number % len(course)]


def arrangement_of(plan: Plan) -> Arrangement:
    """The arrangement of `plan`; the same for the same plan."""
    rng = Random(f"arrangement {plan.id}")
    timbre = _timbre(plan, rng)
    feel = _feel(plan, rng)
    verse = _chords(plan, rng)
    live = min(1.0, 0.25 + plan.acousticness) if plan.acousticness > 0.25 else 0.1
    return Arrangement(
        feel=feel,
        kit="machine" if plan.acousticness < 0.2 + 0.3 * rng.random() else "acoustic",
        comping="block" if feel == "waltz" and timbre == "piano" else rng.choice(_STYLES[timbre]),
        walk=_walk(feel, plan, rng),
        chords=timbre,
        lead=_LEADS[timbre],
        bass="upright" if plan.acousticness > 0.45 else rng.choice(("finger", "synth", "sub")),
        verse=verse,
        chorus=verse if rng.random() < 0.45 else _chords(plan, rng),
        swing=_swing(feel, rng),
        jitter=_LOOSE * live * (1.2 - 0.7 * plan.danceability),
        drift=0.02 * max(0.0, plan.acousticness - 0.5) * (1.0 - plan.danceability) * 2.0 * rng.random(),
        lead_in=rng.choice((0.0, 0.05, 0.3)) + (60.0 / plan.tempo if rng.random() < 0.3 else 0.0),
        intro=rng.choice((0, 1, 2, 2, 4)),
        ending="fade" if rng.random() < 0.5 else "cold",
        hall=0.35 + 1.6 * rng.random() * (1.0 - 0.6 * plan.danceability),
        wet=-20.0 + 8.0 * rng.random() * (1.1 - plan.energy),
        floor=-72.0 + 18.0 * plan.acousticness * rng.random(),
    )


def _chosen(weights: Mapping[str, float], rng: Random) -> str:
    return rng.choices(list(weights), [max(weight, 0.0) for weight in weights.values()])[0]


def _timbre(plan: Plan, rng: Random) -> str:
    """What the labels name, or what such a track is played on."""
    if plan.instruments and rng.random() < 0.85:
        return rng.choice(plan.instruments)
    unplugged, loud = plan.acousticness, plan.energy
    weights = {
        "piano": 0.3 + 0.9 * unplugged, "steel": unplugged, "nylon": 0.7 * unplugged * (1.0 - loud) + 0.05 * unplugged,
        "strings": 0.4 * unplugged * (1.0 - loud) + 0.05, "bells": 0.15 * (1.0 - loud), "organ": 0.2,
        "tines": 0.35 * (1.0 - abs(unplugged - 0.4)), "brass": 0.12 * loud, "saw": 1.1 * (1.0 - unplugged),
        "square": 0.6 * (1.0 - unplugged), "overdrive": 1.6 * (loud - 0.55) * (1.0 - unplugged),
    }  # fmt: skip
    return _chosen(weights, rng)


def _feel(plan: Plan, rng: Random) -> Feel:
    """The drummer's pattern: none for quiet unplugged pieces, four on the floor where people dance."""
    if rng.random() < 1.5 * (plan.acousticness - 0.55) + 0.9 * (0.4 - plan.energy) - 0.4 * plan.danceability:
        return "none"
    if plan.metre == 3:
        return "waltz"
    dance, loud, unplugged = plan.danceability, plan.energy, plan.acousticness
    at_home = 1.0 if 112.0 <= plan.tempo <= 140.0 else 0.25
    weights: dict[Feel, float] = {
        "floor": 2.6 * at_home * max(0.0, dance - 0.35) * (1.0 - 0.7 * unplugged),
        "backbeat": 0.9,
        "half": 0.5 * (1.0 - dance) + (0.25 if plan.tempo > 135.0 else 0.0),
        "broken": 0.4 * loud * (1.0 - unplugged),
        "swung": 0.35 * unplugged + 0.05,
        "tresillo": 0.4 * max(0.0, dance - 0.4),
        "shaker": 0.8 * unplugged * (1.0 - loud),
    }
    return rng.choices(list(weights), list(weights.values()))[0]


def _walk(feel: Feel, plan: Plan, rng: Random) -> Walk:
    if feel == "swung":
        return "walking"
    if feel == "none" or plan.energy < 0.3:
        return rng.choice(("root", "two"))
    if feel == "floor":
        return rng.choice(("octaves", "eighths", "root"))
    return rng.choice(("two", "eighths", "root"))


def _chords(plan: Plan, rng: Random) -> tuple[Chord, ...]:
    return tuple(chord(numeral, plan.key) for numeral in progression(plan.mode, rng))


def _swing(feel: Feel, rng: Random) -> float:
    """Up to a triplet's; some straight music leans a little too."""
    if feel == "swung":
        return 0.11 + 0.05 * rng.random()
    return 0.07 * rng.random() if feel in ("backbeat", "broken", "shaker") and rng.random() < 0.3 else 0.0
