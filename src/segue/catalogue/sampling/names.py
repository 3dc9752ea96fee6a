"""A grammar of invented names. An act's name follows from its number alone, and no two numbers share one."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from random import Random

from segue.catalogue.sampling.words import given_names, keys, words

_STEP = 2_654_435_761
"""A prime near 2³² / φ: multiples of it, taken modulo the number of combinations, visit all of them, far apart."""
_ENSEMBLES = ("Trio", "Quartet", "Quintet", "Sextet", "Ensemble", "Collective")
_ORCHESTRAS = ("Philharmonic", "Chamber Orchestra", "Symphony", "Radio Orchestra", "Sinfonia", "Festival Orchestra")
_QUARTERS = ("", "New", "Old", "Upper", "Little", "West")
_MCS = ("MC", "Young", "Big", "Deacon", "Professor", "Captain", "Sir", "Cousin")
_PRODUCERS = ("", "DJ", "Studio", "Doktor", "Project", "Unit")


def act_name(kind: str, number: int, language: str) -> str:
    """The name of act `number` (0, 1, …), which is a singer, soloist, band, producer, mc, ensemble or orchestra.

    Distinct for distinct numbers, whatever the kinds and languages: each kind has a shape of its own.
    """
    parts = _shape(kind, language)
    room = prod(map(len, parts))
    digits = _digits(number * _STEP % room, parts)
    name = _joined(kind, [part[digit] for part, digit in zip(parts, digits, strict=True)])
    return name + _origin(number // room)


def song_title(rng: Random, language: str) -> tuple[str, str]:
    """A title and the theme it sings of ("" where none can be told)."""
    tongue = language.lower()
    if f"{tongue}_heads" in keys("title") and rng.random() < 0.75:
        return f"{rng.choice(words('title', f'{tongue}_heads'))} {rng.choice(words('title', f'{tongue}_tails'))}", ""
    theme = rng.choice(keys("noun"))
    noun = rng.choice(words("noun", theme))
    return _english_title(rng, noun), theme


def album_title(rng: Random) -> str:
    """A title of an album."""
    noun = rng.choice(words("noun", rng.choice(keys("noun"))))
    match rng.randrange(3):
        case 0:
            return f"{rng.choice(words('album', 'heads'))} {rng.choice(words('album', 'joins'))} {_place(rng)}"
        case 1:
            return f"{_adjective(rng)} {rng.choice(words('album', 'heads'))}"
        case _:
            return f"{noun} {rng.choice(words('album', 'joins'))} {_place(rng)}"


def town(rng: Random) -> str:
    """A town that is on no map."""
    return _place(rng)


def _english_title(rng: Random, noun: str) -> str:
    match rng.randrange(8):
        case 0 | 1:
            return f"{_adjective(rng)} {noun}"
        case 2:
            return f"{rng.choice(words('title', 'verbs'))} the {noun}"
        case 3:
            return f"{noun} in {_place(rng)}"
        case 4:
            return f"The {_adjective(rng)} {noun}"
        case 5:
            return f"{noun} and {rng.choice(words('noun', rng.choice(keys('noun'))))}"
        case 6:
            return f"{rng.choice(words('title', 'verbs'))} My {_adjective(rng)} {noun}"
        case _:
            return f"{noun} {rng.choice(('Again', 'Tonight', 'Forever', 'at Dawn', 'Till Morning', 'No More'))}"


def _adjective(rng: Random) -> str:
    return rng.choice(words("title", "adjectives"))


def _place(rng: Random) -> str:
    return rng.choice(words("name", "places"))


def _shape(kind: str, language: str) -> list[Sequence[str]]:
    """The lists that names of `kind` take one word of each from."""
    family = [words("name", "family_heads"), words("name", "family_tails")]
    coined = [words("name", "coined_heads"), words("name", "coined_middles"), words("name", "coined_tails")]
    shapes: dict[str, list[Sequence[str]]] = {
        "singer": [given_names(language), *family],
        "soloist": [given_names(language), *family],
        "band": [words("name", "band_firsts"), words("name", "band_lasts")],
        "producer": [_PRODUCERS, *coined],
        "mc": [_MCS, *coined],
        "ensemble": [*family, _ENSEMBLES],
        "orchestra": [_QUARTERS, words("name", "places"), _ORCHESTRAS],
    }
    return shapes[kind]


def _joined(kind: str, parts: list[str]) -> str:
    if kind in {"singer", "soloist", "mc", "producer"}:
        return f"{parts[0]} {''.join(parts[1:]).capitalize()}".strip()
    if kind == "ensemble":
        return f"{''.join(parts[:-1])} {parts[-1]}"
    return f"The {' '.join(parts)}" if kind == "band" else " ".join(parts).strip()


def _origin(turn: int) -> str:
    """What tells the acts apart that share a name, once all names are taken: their town, and in the end a number."""
    places = words("name", "places")
    again, at = divmod(turn - 1, len(places))
    return "" if turn == 0 else f" of {places[at]}" + (f" {again + 1}" if again else "")


def _digits(number: int, parts: Sequence[Sequence[str]]) -> list[int]:
    """`number` written with the lengths of `parts` as bases."""
    digits = []
    for part in parts:
        number, digit = divmod(number, len(part))
        digits.append(digit)
    return digits
