"""How a track of the sample library sounds: numbers drawn around its style, bound to each other as in recorded music.

One hidden number, the arousal of the track, lifts energy, loudness, tempo and dancing together and pushes acoustic
instruments back; a second one is its mood.
"""

from __future__ import annotations

from random import Random

from segue.catalogue.sampling.styles import Style

Values = dict[str, float]

_SHARES = ("energy", "valence", "danceability", "acousticness", "speechiness", "liveness")


def sound_of(style: Style, arousal: float, mood: float, rng: Random) -> Values:
    """Numbers of one recording, in the units of `NUMERIC`, without year and popularity.

    `arousal`, `mood`: how far the act is from its style, in standard deviations.
    """
    lift = 0.5 * arousal + 0.85 * rng.gauss()
    tone = 0.5 * mood + 0.85 * rng.gauss()
    values = {
        "tempo": _tempo(style, lift, rng),
        "energy": style.energy + 0.09 * lift,
        "valence": style.valence + 0.13 * tone + 0.02 * lift,
        "danceability": style.danceability + 0.06 * rng.gauss() + 0.03 * tone,
        "acousticness": style.acousticness + _room(style.acousticness) * (0.35 * rng.gauss() - 0.3 * lift),
        "instrumentalness": _wordless(style, rng),
        "speechiness": style.speechiness * rng.lognormvariate(0.0, 0.3),
        "liveness": style.liveness * rng.lognormvariate(-0.1, 0.4),
        "loudness": round(style.loudness + 1.4 * lift + 0.9 * rng.gauss(), 2),
        "duration_ms": int(60_000 * max(0.8, style.minutes * rng.lognormvariate(0.0, 0.2))),
    }
    for name in _SHARES:
        values[name] = share(values[name])
    return values


def share(value: float) -> float:
    """`value` kept inside 0–1, to four digits; what lies outside is folded back a little."""
    if value > 0.99:
        value = 0.99 - min(0.1, 0.3 * (value - 0.99))
    elif value < 0.01:
        value = 0.01 + min(0.1, 0.3 * (0.01 - value))
    return round(value, 4)


def _room(value: float) -> float:
    """How far a share may spread without leaving 0–1."""
    return max(0.05, min(value, 1 - value))


def _tempo(style: Style, lift: float, rng: Random) -> float:
    beats = style.tempo + style.spread * (0.9 * rng.gauss() + 0.35 * lift)
    return round(min(216.0, max(48.0, beats)), 2)


def _wordless(style: Style, rng: Random) -> float:
    """Tracks either have a voice or not: near 0 or near 0.8, seldom between."""
    if rng.random() < style.instrumentalness:
        return round(0.97 - 0.4 * rng.betavariate(1.3, 4.0), 4)
    return round(0.3 * rng.betavariate(0.3, 6.0), 5)


def live(values: Values, rng: Random) -> Values:
    """The same song before an audience."""
    changed = {
        "liveness": share(rng.uniform(0.66, 0.97)),
        "energy": share(values["energy"] + 0.05),
        "loudness": round(values["loudness"] - 0.8, 2),
        "tempo": round(values["tempo"] * rng.uniform(0.98, 1.04), 2),
        "duration_ms": int(values["duration_ms"] * rng.uniform(1.05, 1.4)),
    }
    return {**values, **changed}


def acoustic(values: Values, rng: Random) -> Values:
    """The same song without a plug."""
    changed = {
        "acousticness": share(rng.uniform(0.8, 0.97)),
        "energy": share(values["energy"] * 0.5),
        "danceability": share(values["danceability"] - 0.08),
        "loudness": round(values["loudness"] - 4.5, 2),
        "valence": share(values["valence"] - 0.08),
    }
    return {**values, **changed}


def remix(values: Values, rng: Random) -> Values:
    """The same song for the club."""
    changed = {
        "tempo": round(rng.uniform(120.0, 128.0), 2),
        "energy": share(values["energy"] + 0.12),
        "danceability": share(values["danceability"] + 0.12),
        "acousticness": share(values["acousticness"] * 0.3),
        "loudness": round(min(-4.0, values["loudness"] + 2.0), 2),
        "duration_ms": int(values["duration_ms"] * rng.uniform(1.2, 1.7)),
    }
    return {**values, **changed}


def remaster(values: Values, rng: Random) -> Values:
    """The same recording, made louder."""
    changed = {
        "loudness": round(min(-4.0, values["loudness"] + rng.uniform(1.0, 3.0)), 2),
        "energy": share(values["energy"] + 0.03),
        "duration_ms": int(values["duration_ms"]) + rng.randrange(-1500, 1500),
    }
    return {**values, **changed}


def skit(rng: Random) -> Values:
    """People talking for a minute."""
    return {
        "tempo": round(rng.uniform(70.0, 130.0), 2),
        "energy": share(rng.uniform(0.2, 0.5)),
        "valence": share(rng.uniform(0.3, 0.6)),
        "danceability": share(rng.uniform(0.4, 0.6)),
        "acousticness": share(rng.uniform(0.6, 0.9)),
        "instrumentalness": 0.0,
        "speechiness": share(rng.uniform(0.8, 0.95)),
        "liveness": share(rng.uniform(0.2, 0.6)),
        "loudness": round(rng.uniform(-18.0, -12.0), 2),
        "duration_ms": rng.randrange(22_000, 80_000),
    }
