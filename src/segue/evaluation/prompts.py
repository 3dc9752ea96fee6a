"""Prompts of every kind, to time the way from sentence to playlist."""

import random
from typing import Final

PROMPTS: Final = (
    "20 songs around 170 bpm for running",
    "45 minutes of instrumental focus music",
    "sad acoustic songs for a rainy day",
    "90s hip hop, no explicit, 15 tracks",
    "late-night synthwave for studying, add a few modern indie touches",
    "party music but no rap, 25 tracks, at most two per artist",
    "half jazz, half soul, an hour",
    "start calm and end wild: 16 electronic tracks",
    "deep cuts from the 1970s, nothing popular",
    "upbeat latin songs between 100 and 120 bpm",
    "classical piano for sleeping, 90 minutes",
    "songs under 3 minutes, punk, half an hour",
    "happy songs with love in the title",
    "quiet folk from the 60s and 70s, energy below 0.4",
    "danceable house, nothing slower than 120 bpm",
    "something new for a long drive at night",
    "heavy metal, as loud as it gets, 30 tracks",
    "warm reggae for a lazy sunday, no live versions",
    "first half mellow, second half energetic, 20 songs",
    "a dozen soul songs from before 1975",
)

_COUNTS: Final = ("12", "a dozen", "20", "35", "half an hour of", "an hour of")
_MOODS: Final = ("sad", "happy", "calm", "angry", "dreamy", "mellow", "energetic", "dark", "warm", "quiet", "romantic")
_GENRES: Final = (
    "rock", "jazz", "techno", "folk", "soul", "metal", "hip hop", "ambient", "disco", "blues", "indie pop", "reggae",
    "country", "house", "punk", "classical", "funk", "trance",
)  # fmt: skip
_TURNS: Final = (
    "from the {decade}s", "around {tempo} bpm", "with {word} in the title", "for running", "for a long drive",
    "for studying", "no live versions", "nothing popular", "only hits", "half of it {other}", "without {other}",
    "first slow, then fast", "under 4 minutes each", "at most one per artist", "with a few {other} songs",
)  # fmt: skip


def unseen(count: int, seed: int = 1) -> tuple[str, ...]:
    """Prompts put together from moods, genres and two turns each, no two alike; for a first asking."""
    draw = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < count:
        turns = ", ".join(draw.sample(_TURNS, 2)).format(
            decade=draw.randrange(1960, 2020, 10), tempo=draw.randrange(80, 180), other=draw.choice(_GENRES),
            word=draw.choice(("love", "night", "blue", "moon", "fire")),
        )  # fmt: skip
        found[f"{draw.choice(_COUNTS)} {draw.choice(_MOODS)} {draw.choice(_GENRES)} songs {turns}"] = None
    return tuple(found)
