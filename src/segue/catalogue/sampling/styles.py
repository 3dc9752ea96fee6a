"""Styles of the sample library, read from `styles.csv`: how a genre sounds, when and where it is made, and by whom."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random


@dataclass(frozen=True, slots=True)
class Style:
    """One row of `styles.csv`. Sound is told as the mean over the style's tracks, in the units of `NUMERIC`."""

    genre: str
    also: tuple[str, ...]
    """Wider or near genres, the one that its tracks may carry as well first."""
    kinds: tuple[str, ...]
    """Who plays it: band, singer, soloist, producer, mc, ensemble or orchestra (see `names.act_name`)."""
    weight: int
    """How many cards of the deck it has."""
    first: int
    """Years in which it is made."""
    last: int
    tempo: float
    spread: float
    """Standard deviation of the tempo, in BPM."""
    energy: float
    valence: float
    danceability: float
    acousticness: float
    instrumentalness: float
    """Share of tracks without a voice."""
    speechiness: float
    liveness: float
    loudness: float
    minutes: float
    explicit: float
    """Share of tracks marked explicit, from 1988 on."""
    moods: tuple[str, ...]
    tags: tuple[str, ...]
    instruments: tuple[str, ...]
    countries: tuple[str, ...]

    @property
    def is_written(self) -> bool:
        """True for composed music, whose pieces are named by form, number and key."""
        return self.genre in {"classical", "classical piano", "baroque"}


@cache
def styles() -> tuple[Style, ...]:
    """All styles, in the order of the file."""
    text = files("segue.catalogue.sampling").joinpath("styles.csv").read_text(encoding="utf-8")
    return tuple(_style(row) for row in csv.DictReader(text.splitlines()))


def deck(seed: int, turn: int) -> list[Style]:
    """Every style as often as its weight, shuffled; acts are dealt from it, and `turn` counts the decks used up."""
    cards = [style for style in styles() for _ in range(style.weight)]
    Random(f"deck {seed} {turn}").shuffle(cards)
    return cards


def _style(row: dict[str, str]) -> Style:
    def words(column: str) -> tuple[str, ...]:
        return tuple(row[column].split("|")) if row[column] else ()

    def number(column: str) -> float:
        return float(row[column])

    return Style(
        genre=row["genre"],
        also=words("also"),
        kinds=words("kind"),
        weight=int(row["weight"]),
        first=int(row["first"]),
        last=int(row["last"]),
        tempo=number("tempo"),
        spread=number("spread"),
        energy=number("energy"),
        valence=number("valence"),
        danceability=number("danceability"),
        acousticness=number("acousticness"),
        instrumentalness=number("instrumentalness"),
        speechiness=number("speechiness"),
        liveness=number("liveness"),
        loudness=number("loudness"),
        minutes=number("minutes"),
        explicit=number("explicit"),
        moods=words("moods"),
        tags=words("tags"),
        instruments=words("instruments"),
        countries=words("countries"),
    )
