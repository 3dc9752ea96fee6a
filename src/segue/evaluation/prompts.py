"""Prompts of every kind, to time the way from sentence to playlist."""

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
