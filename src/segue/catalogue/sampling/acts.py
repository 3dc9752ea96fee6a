"""The acts of the sample library: who they are, where and when they play, and how far from their style."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from segue.catalogue.sampling.names import act_name, town
from segue.catalogue.sampling.styles import Style, deck, styles
from segue.catalogue.sampling.words import language_of

_PLAYS = {
    "singer": ("singer", "songwriter", "performer"),
    "soloist": ("soloist", "composer", "player"),
    "band": ("group", "band", "four-piece"),
    "producer": ("producer", "duo", "studio project"),
    "mc": ("voice", "rapper", "vocalist"),
    "ensemble": ("ensemble", "group", "outfit"),
    "orchestra": ("orchestra", "ensemble"),
}
_NEAR = 0.16
"""Genres of one family whose mean energies are no further apart may stand on one track."""
_MANNERS = (
    "first heard on a harbour radio station", "known for one-take recordings", "seldom on a stage in winter",
    "recorded mostly in empty stations", "at home with borrowed tape machines", "with a devoted local following",
    "said to rehearse on a ferry", "pressed by hand from the first record on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """An invented artist."""

    number: int
    name: str
    kind: str
    style: Style
    second: str
    """Another genre that some of its tracks carry, or ""."""
    country: str
    language: str
    voice: str
    """How its singer is tagged: female vocals or male vocals; "" where nobody sings."""
    debut: int
    """Year of the first album."""
    arousal: float
    """How much livelier than its style, in standard deviations; `mood` likewise how much happier."""
    mood: float
    fame: float
    """Popularity of its best-known track, 0–100."""
    description: str


def acts(seed: int) -> Iterator[Act]:
    """Acts without end, each drawn with a generator of its own, so that none depends on those before it."""
    turn, cards = 0, deck(seed, 0)
    for number in count():
        if number >= (turn + 1) * len(cards):
            turn += 1
            cards = deck(seed, turn)
        yield _act(number, cards[number % len(cards)], Random(f"act {seed} {number}"))


def _act(number: int, style: Style, rng: Random) -> Act:
    kind = rng.choice(style.kinds)
    country = rng.choice(style.countries)
    language = language_of(country)
    sings = style.instrumentalness < 0.8 and kind not in {"orchestra", "soloist"}
    return Act(
        number=number,
        name=act_name(kind, number, language),
        kind=kind,
        style=style,
        second=_second(style, rng),
        country=country,
        language="English" if language != "English" and rng.random() < _english(style) else language,
        voice=rng.choice(("female vocals", "male vocals")) if sings else "",
        debut=_debut(style, rng),
        arousal=rng.gauss(),
        mood=rng.gauss(),
        fame=6 + 93 * rng.betavariate(1.2, 1.3),
        description=_description(style, kind, country, rng) if rng.random() < 0.4 else "",
    )


def _debut(style: Style, rng: Random) -> int:
    """A year of the style's time that leaves room for a career."""
    return rng.randint(style.first, max(style.first, style.last - 2))


def _second(style: Style, rng: Random) -> str:
    """Now and then a genre of the same family that is about as lively."""
    if rng.random() > 0.25:
        return ""
    family = {style.genre, *style.also}
    near = [
        other.genre
        for other in styles()
        if other is not style and family & {other.genre, *other.also} and abs(other.energy - style.energy) < _NEAR
    ]
    return rng.choice(near) if near else ""


def _english(style: Style) -> float:
    """Share of acts from elsewhere that sing in English: most, unless the style belongs to its language."""
    rooted = {"latin", "tropical", "brazilian", "french pop", "african", "indian", "classical", "jamaican"}
    return 0.0 if rooted & set(style.also) or style.genre in {"chanson", "k-pop", "j-pop", "city pop"} else 0.7


def _description(style: Style, kind: str, country: str, rng: Random) -> str:
    where = f"{town(rng)}, {country}"
    return f"Invented {style.genre} {rng.choice(_PLAYS[kind])} from {where}, {rng.choice(_MANNERS)}."
