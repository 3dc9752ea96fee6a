"""What an act of the sample library records: songs, and albums of songs and of later versions of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from segue.catalogue.sampling import sound
from segue.catalogue.sampling.acts import Act
from segue.catalogue.sampling.names import album_title, song_title, town
from segue.catalogue.sampling.words import words
from segue.knowledge.keys import key_name

_LAST_YEAR = 2025
_KEYS = (0, 2, 4, 5, 7, 9, 10, 0, 7, 2, 9, 11, 6, 1, 3, 8)
"""Pitch classes, the common ones more often."""


@dataclass(frozen=True, slots=True)
class Song:
    """One recording. `version` is "", "live", "acoustic", "remix", "remaster", "christmas" or "skit"."""

    title: str
    theme: str
    key: int
    mode: int
    values: sound.Values
    year: int
    """When it was first recorded."""
    explicit: bool
    hit: float
    """Share of its act's fame that it has, 0–1."""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """Songs released together in `year`."""

    title: str
    year: int
    songs: tuple[Song, ...]


def albums(act: Act, rng: Random) -> Iterator[Album]:
    """All albums of `act` in the order of their release, 6–12 tracks each but for the odd Christmas single."""
    taken: set[str] = set()
    made: list[Album] = []
    year = act.debut
    for _ in range(rng.choices((1, 2, 3, 4), (55, 30, 11, 4))[0]):
        made.append(_studio_album(act, min(year, _LAST_YEAR), taken, rng))
        year += rng.randint(1, 4)
    yield from made
    yield from _later(act, made, year, rng)


def _studio_album(act: Act, year: int, taken: set[str], rng: Random) -> Album:
    songs = [_song(act, year, taken, rng) for _ in range(rng.randint(6, 9))]
    if rng.random() < 0.25:
        songs.append(_version(rng.choice(songs), rng.choice(("acoustic", "remix")), rng))
    if act.kind == "mc" and rng.random() < 0.6:
        songs.insert(0, _skit("Intro", year, rng))
        songs.insert(rng.randrange(2, len(songs)), _skit(rng.choice(words("title", "skits")), year, rng))
    return Album(album_title(rng), year, tuple(songs))


def _later(act: Act, made: list[Album], year: int, rng: Random) -> Iterator[Album]:
    """What else came out: a live album, a remaster of the first one, a Christmas single."""
    known = [song for album in made for song in album.songs if not song.version]
    if act.voice and rng.random() < 0.12:
        yield _christmas(act, min(year, _LAST_YEAR), rng)
    if rng.random() < 0.14:
        chosen = rng.sample(known, min(len(known), rng.randint(6, 9)))
        then = min(year, _LAST_YEAR)
        songs = tuple(replace(_version(song, "live", rng), year=then) for song in chosen)
        yield Album(f"Live in {town(rng)}", then, songs)
    if act.debut < 1998 and rng.random() < 0.2:
        again = rng.randint(2001, 2019)
        mark = f"{again} Remaster"
        songs = tuple(_version(song, "remaster", rng, mark) for song in made[0].songs if not song.version)
        yield Album(f"{made[0].title} (Remastered)", again, songs)


def _song(act: Act, year: int, taken: set[str], rng: Random) -> Song:
    values = sound.sound_of(act.style, act.arousal, act.mood, rng)
    mode = int(rng.random() < 0.35 + 0.5 * values["valence"])
    key = rng.choice(_KEYS)
    title, theme = _title(act, key, mode, taken, rng)
    explicit = year >= 1988 and values["instrumentalness"] < 0.5 and rng.random() < act.style.explicit
    return Song(title, theme, key, mode, values, year, explicit, rng.betavariate(2.2, 1.8))


def _title(act: Act, key: int, mode: int, taken: set[str], rng: Random) -> tuple[str, str]:
    """A title that `act` has not used yet."""
    for _ in range(20):
        title, theme = _piece(key, mode, rng) if act.style.is_written else song_title(rng, act.language)
        if title not in taken:
            break
    taken.add(title)
    return title, theme


def _piece(key: int, mode: int, rng: Random) -> tuple[str, str]:
    return f"{rng.choice(words('title', 'forms'))} No. {rng.randint(1, 24)} in {key_name(key, mode)}", ""


def _version(song: Song, version: str, rng: Random, mark: str = "") -> Song:
    """`song` once more, marked in its title as catalogues mark it."""
    change = {"live": sound.live, "acoustic": sound.acoustic, "remix": sound.remix, "remaster": sound.remaster}[version]
    words_ = mark or {"live": "Live", "acoustic": "Acoustic Version", "remix": "Remix"}[version]
    title = f"{song.title} ({words_})" if rng.random() < 0.4 else f"{song.title} - {words_}"
    hit = song.hit * rng.uniform(0.4, 0.9)
    return replace(song, title=title, values=change(song.values, rng), hit=hit, version=version)


def _skit(title: str, year: int, rng: Random) -> Song:
    return Song(title, "", rng.choice(_KEYS), 1, sound.skit(rng), year, False, 0.2 * rng.random(), "skit")


def _christmas(act: Act, year: int, rng: Random) -> Album:
    titles = rng.sample(words("title", "christmas"), 2)
    songs = tuple(replace(_song(act, year, {""}, rng), title=t, theme="christmas", version="christmas") for t in titles)
    return Album(titles[0], year, songs)
