"""The words on a track of the sample library, in keeping with its numbers."""

from __future__ import annotations

from random import Random

from segue.catalogue.sampling.acts import Act
from segue.catalogue.sampling.songs import Song
from segue.music import Labels

_MOODS = {
    "energetic": (0.85, 0.6), "upbeat": (0.65, 0.75), "happy": (0.65, 0.85), "party": (0.8, 0.75),
    "carefree": (0.5, 0.75), "confident": (0.7, 0.6), "triumphant": (0.7, 0.55), "epic": (0.65, 0.35),
    "hopeful": (0.5, 0.6), "relaxed": (0.3, 0.55), "peaceful": (0.15, 0.4), "tender": (0.25, 0.45),
    "romantic": (0.4, 0.5), "nostalgic": (0.45, 0.5), "dreamy": (0.4, 0.35), "ethereal": (0.3, 0.25),
    "mysterious": (0.45, 0.3), "bittersweet": (0.5, 0.4), "melancholic": (0.3, 0.22), "sad": (0.25, 0.15),
    "brooding": (0.5, 0.25), "dark": (0.7, 0.15), "restless": (0.75, 0.4), "rebellious": (0.85, 0.5),
    "aggressive": (0.92, 0.3), "angry": (0.9, 0.2),
}  # fmt: skip
"""Energy and valence at which a mood is at home."""
_SUNG_ONLY = {
    "rap", "lyrics", "lyrical", "harmonies", "shouted", "storytelling", "sad songs", "growled", "political", "aria",
}  # fmt: skip
"""Tags of styles that a track without a voice does not get."""
_VERSIONS = {"live", "acoustic", "remix", "remaster"}
_ABSENT = {
    "genre": 0.08, "tag": 0.12, "mood": 0.25, "activity": 0.5, "instrument": 0.25, "theme": 0.35, "language": 0.2,
    "country": 0.12,
}  # fmt: skip
"""Share of tracks that are not told a field though it has something to say."""


def labels_of(act: Act, song: Song, rng: Random) -> dict[str, Labels]:
    """Word fields of `song`; some are left out, as in real libraries."""
    if song.version == "skit":
        return {"genre": Labels((act.style.genre,)), "tag": Labels(("skit", "spoken word"))}
    sung = song.values["instrumentalness"] < 0.5
    fields = {
        "genre": _genres(act, song, rng),
        "tag": _tags(act, song, sung, rng),
        "mood": _moods(act, song, rng),
        "activity": _activities(song),
        "instrument": _instruments(act, song, rng),
        "theme": (song.theme,) if song.theme and sung else (),
        "language": (act.language,) if sung else (),
        "country": (act.country,),
        "version": (song.version,) if song.version in _VERSIONS else (),
    }
    told = {field: found for field, found in fields.items() if found and rng.random() >= _ABSENT.get(field, 0.0)}
    return {field: Labels(found) for field, found in told.items()}


def _genres(act: Act, song: Song, rng: Random) -> tuple[str, ...]:
    wider = act.style.also[:1] if rng.random() < 0.7 else ()
    second = (act.second,) if act.second and rng.random() < 0.6 else ()
    return (act.style.genre, *wider, *second, *(("christmas",) if song.version == "christmas" else ()))


def _tags(act: Act, song: Song, sung: bool, rng: Random) -> tuple[str, ...]:
    unfit = {"instrumental"} if sung else _SUNG_ONLY
    own = [tag for tag in act.style.tags if tag not in unfit]
    chosen = rng.sample(own, min(len(own), rng.randint(2, 4)))
    more = [f"{song.year // 10 % 10}0s"] if rng.random() < 0.4 else []
    if not sung:
        more.append("instrumental")
    elif act.voice and rng.random() < 0.5:
        more.append(act.voice)
    if song.values["energy"] < 0.5 and song.values["valence"] < 0.3 and sung:
        more.append("sad")
    if song.version == "christmas":
        more.append("christmas")
    return tuple(dict.fromkeys(chosen + more))


def _moods(act: Act, song: Song, rng: Random) -> tuple[str, ...]:
    """The one or two moods of the style that the song's energy and valence are nearest to."""
    energy, valence = song.values["energy"], song.values["valence"]

    def apart(mood: str) -> float:
        at = _MOODS[mood]
        return (at[0] - energy) ** 2 + (at[1] - valence) ** 2 + 0.02 * rng.random()

    return tuple(sorted(act.style.moods, key=apart)[: rng.randint(1, 2)])


def _activities(song: Song) -> tuple[str, ...]:
    """What the numbers make a track fit for."""
    v = song.values
    fit = {
        "running": v["energy"] > 0.65 and 150 <= v["tempo"] <= 185,
        "workout": v["energy"] > 0.75 and v["danceability"] > 0.5 and v["tempo"] > 115,
        "party": v["energy"] > 0.65 and v["danceability"] > 0.65 and v["valence"] > 0.5,
        "focus": v["instrumentalness"] > 0.5 and v["energy"] < 0.6 and v["speechiness"] < 0.1,
        "study": v["instrumentalness"] > 0.4 and v["energy"] < 0.65 and v["valence"] < 0.6,
        "sleep": v["energy"] < 0.25 and v["loudness"] < -14,
        "dinner": 0.2 < v["energy"] < 0.5 and v["acousticness"] > 0.5 and v["valence"] > 0.45,
    }
    return tuple(name for name, holds in fit.items() if holds)[:2]


def _instruments(act: Act, song: Song, rng: Random) -> tuple[str, ...]:
    if song.version == "acoustic":
        return ("acoustic guitar",)
    known = act.style.instruments
    kept = sorted(rng.sample(range(len(known)), min(len(known), rng.randint(2, 4))))
    return tuple(known[at] for at in kept)
