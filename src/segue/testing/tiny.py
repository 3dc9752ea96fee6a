"""A tiny world: 120 fictitious tracks by hand, small enough to reason about and odd enough to be real.

Every album below has six songs. The fifth song of an album states no sound (it is guessed from the album), the sixth
no year. Two albums state no sound at all, five tapes neither genre nor sound, one track nothing but its title.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from segue.catalogue.build import build_snapshot
from segue.catalogue.snapshot import Snapshot
from segue.music import Attribute, Labels, Source, Track


@dataclass(frozen=True)
class _Album:
    """`sound` is tempo, energy, valence, danceability, acousticness, instrumentalness of its first song."""

    artist: str
    title: str
    year: int
    genres: str
    sound: tuple[float, float, float, float, float, float] | None
    key: int
    popularity: int
    songs: str
    """Titles, each with its tags behind a colon, or with a credit of its own behind "by"."""
    source: Source = "catalogue"


_ALBUMS = (
    _Album("The Copper Tides", "Harbour Lights", 1994, "rock, indie rock", (124, 0.78, 0.55, 0.52, 0.08, 0.02), 4, 71,
           "Night Tram: rock, 90s | Salt and Iron: rock, driving | Low Water | Rope Ladder: guitar | "
           "Undertow | Lantern Row"),
    _Album("The Copper Tides", "Harbour Lights (Deluxe Edition)", 2004, "rock, indie rock",
           (124, 0.8, 0.5, 0.5, 0.1, 0.03), 4, 55,
           "Night Tram - Live: rock, live | Night Tram (2004 Remaster) | Salt and Iron (Demo) | "
           "Breakwater | Kelp | Ebb"),
    _Album("Mirela Sol", "Plaza de Humo", 2011, "latin, salsa", (178, 0.82, 0.9, 0.78, 0.3, 0.01), 7, 64,
           "Fuego Lento: latin, party | Calle Once: dance | Tambor Rojo: percussion | Mediodía | "
           "Ven Acá | Corazón de Sal: love"),
    _Album("Mirela Sol", "Sombras", 2016, "latin pop, bolero", (92, 0.35, 0.4, 0.5, 0.7, 0.02), 9, 58,
           "Lluvia: rain, sad | Carta Sin Nombre: love | Ceniza | "
           "Otra Orilla by Mirela Sol & The Copper Tides | Azul | Vuelve"),
    _Album("Dex Marlow", "Concrete Psalms", 1998, "hip hop, boom bap", (90, 0.68, 0.5, 0.82, 0.12, 0.0), 1, 69,
           "Block Sermon: hip-hop, 90s | Pigeon Coop | Cold Stoop by Dex Marlow feat. Oona Vale | "
           "Ledger: rap | Turnstile | Amen Corner"),
    _Album("Dex Marlow", "Afterhours", 2019, "hip hop, trap", (142, 0.62, 0.3, 0.76, 0.1, 0.0), 11, 74,
           "Night Tram: rap | Neon Teeth: dark | Glass Floor by Oona Vale feat. Dex Marlow | "
           "4AM: night | Receipts | Outro"),
    _Album("Oona Vale", "Paper Moons", 2015, "dream pop, indie pop", (104, 0.42, 0.35, 0.55, 0.45, 0.1), 2, 66,
           "Sleepwalker: dreamy, chill | Half a Moon: mellow | Night Tram (feat. The Copper Tides) | "
           "Velvet Rain: rain | Tides | Hush"),
    _Album("Oona Vale", "Glasshouse", 2021, "synthpop, indie pop", (118, 0.64, 0.6, 0.7, 0.15, 0.05), 0, 72,
           "Prism: synth | Hot House: summer, dance | Orchid | Mirror Maze: 80s | Condensation | Afterglow: happy"),
    _Album("Lark, Finch & Wren", "Three Birds", 1971, "folk, singer-songwriter", (98, 0.22, 0.6, 0.45, 0.9, 0.0), 7, 48,
           "Morning Field: acoustic, folk | Barley: acoustic | The Ferryman: ballad | Thistle | Hedgerow | Dew"),
    _Album("Quartetto Nebbia", "Notturni", 2003, "classical, string quartet", (70, 0.08, 0.2, 0.2, 0.97, 0.93), 5, 31,
           "Notturno I: classical, calm | Notturno II: sleep | Notturno III | Elegia: sad | Intermezzo | Epilogo"),
    _Album("Halvard Brekke", "Fjordlys", 2018, "ambient, modern classical", (64, 0.06, 0.15, 0.15, 0.92, 0.95), 10, 52,
           "Snow Line: ambient, sleep | Still Water: calm, piano | Long Light: study | Moraine | Breath | Under Ice"),
    _Album("Unit 404", "Null Pointer", 2009, "techno, electronic", (132, 0.9, 0.35, 0.8, 0.01, 0.88), 6, 45,
           "Segfault: techno, club | Stack Trace: electronic | Heap: dark | Loopback | Daemon | Kernel Panic: hard"),
    _Album("Unit 404", "Warm Boot", 2014, "deep house, electronic", (122, 0.66, 0.55, 0.83, 0.05, 0.7), 8, 50,
           "Soft Reset: house, chill | Idle: lounge | Cache | Sunset Protocol: sunset, summer | "
           "Overclock | Sleep Mode"),
    _Album("Vera Oduya", "Gold Coast Nights", 1979, "disco, funk", (118, 0.8, 0.92, 0.88, 0.2, 0.05), 3, 67,
           "Gold Coast: disco, party | Satin: funk, dance | Roller Queen: happy | Midnight Ferry | "
           "Sequins | Last Train Home"),
    _Album("Vera Oduya", "Blue Hour", 1986, "soul, r&b", (76, 0.4, 0.45, 0.6, 0.5, 0.0), 3, 59,
           "Blue Hour: soul, love | Porch Light: mellow | Letters: sad | Slow Rain: rain | Amber | Stay a While"),
    _Album("Grimwald", "Ashes of Ymir", 1992, "heavy metal, metal", (156, 0.96, 0.25, 0.35, 0.01, 0.1), 4, 41,
           "Iron Oath: metal, fast | Wolf Winter: metal | Crown of Rust | Gallows Hymn: dark | Torchbearer | Ragnar"),
    _Album("Static Kittens", "Three Chords", 1980, "punk, punk rock", None, 9, 38,
           "Bored Again: punk, fast | Bus Stop Riot | No Thanks: angry | Fuzzbox | Kick It | Two Minutes"),
    _Album("Tomaso Reyes Trio", "Blue Smoke", 1962, "jazz, cool jazz", (110, 0.28, 0.45, 0.5, 0.85, 0.75), 10, 44,
           "Blue Smoke: jazz, smoky | Corner Table: jazz, mellow | Rain on Tin: rain | Ninth Street | "
           "Wire Brush | Closing Time",
           "analysis"),
    _Album("Kaito & Ren", "電車の夜", 2020, "city pop, j-pop", None, 2, 40,
           "夜の電車: night | 海へ: summer | Neon Sign | 雨: rain | 星 | 朝"),
)  # fmt: skip

_BARE = _Album("Demo Folder", "Untitled Tapes", 2001, "", None, 0, 0, "Tape 1 | Tape 2 | Tape 3 | Tape 4 | Tape 5")

_SOUND = ("tempo", "energy", "valence", "danceability", "acousticness", "instrumentalness")
_STEPS = ((0, 0.0), (3, 0.06), (-4, -0.07), (8, 0.12), (0, 0.0), (-2, -0.03))
"""How the songs of an album differ from its first: tempo in BPM, the rest on 0–1."""
_MOODS = {"Blue Hour": "romantic", "Notturni": "calm", "Fjordlys": "peaceful", "Ashes of Ymir": "aggressive"}
_LANGUAGES = {"Mirela Sol": "spanish", "Kaito & Ren": "japanese", "Quartetto Nebbia": "instrumental"}
_INSTRUMENTS = {"Halvard Brekke": "piano", "Tomaso Reyes Trio": "saxophone", "Quartetto Nebbia": "violin"}


def tiny_tracks() -> list[Track]:
    """The tracks, ascending by id ("t001" to "t120"): always the same."""
    named = [(album, at, *_song(text)) for album in _ALBUMS for at, text in enumerate(album.songs.split("|"))]
    tracks = [_track(row + 1, *told) for row, told in enumerate(named)]
    tapes = [_song(text)[0] for text in _BARE.songs.split("|")]
    for title in tapes:
        tracks.append(Track(id=f"t{len(tracks) + 1:03}", title=title, artist=_BARE.artist, album=_BARE.title))
    tracks.append(Track(id=f"t{len(tracks) + 1:03}", title="Hidden Track"))
    return tracks


def tiny_world(directory: Path) -> Snapshot:
    """The snapshot of `tiny_tracks`, built in `directory`."""
    return Snapshot.open(build_snapshot(tiny_tracks(), directory, generation=1))


def _song(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Title, credit ("" = the album's artist) and tags."""
    head, _, tags = text.partition(":")
    title, _, credit = head.strip().partition(" by ")
    return title, credit, tuple(tag.strip() for tag in tags.split(",") if tag.strip())


def _track(number: int, album: _Album, at: int, title: str, credit: str, tags: tuple[str, ...]) -> Track:
    artists = ("Kaito", "Ren") if album.artist == "Kaito & Ren" else ()
    return Track(
        id=f"t{number:03}",
        title=title,
        artist=credit or album.artist,
        artists=artists,
        album=album.title,
        album_artist=album.artist if number % 2 else "",
        release="" if at == 5 else f"{album.year}-0{at + 1}-15",
        isrc=f"ZZSEG{album.year % 100:02}{number:05}" if at == 0 else "",
        location=f"/music/{album.artist}/{album.title}/{at + 1:02} {title}.ogg",
        description="Three friends, one microphone, a farmhouse kitchen." if album.title == "Three Birds" else "",
        values=_values(number, album, at),
        labels=_labels(album, tags),
    )


def _values(number: int, album: _Album, at: int) -> dict[str, Attribute]:
    told: dict[str, float] = {"duration_ms": 150_000 + 7_000 * (number % 17), "track_gain": -7.5}
    if at != 3:
        told["popularity"] = max(album.popularity - 6 * at, 1)
    if at == 1:
        told |= {"rating": 1 + number % 5, "play_count": number % 40, "added": 1_600_000_000 + 86_400 * number}
    if album.artist == "Dex Marlow":
        told["explicit"] = at % 2
    stated = {name: Attribute(value, "tag") for name, value in told.items()}
    if album.sound and at != 4:
        stated |= {name: Attribute(value, album.source) for name, value in _sound(album, at).items()}
    return stated


def _sound(album: _Album, at: int) -> dict[str, float]:
    """Song `at` of the album: the album's sound, a step away."""
    tempo, share = _STEPS[at]
    tempo_, energy, valence, danceability, acousticness, instrumentalness = album.sound or (0.0,) * 6
    told = (tempo_ + tempo, energy + share, valence + share / 2, danceability, acousticness - share, instrumentalness)
    sound = {name: round(min(max(value, 0.0), 250.0), 3) for name, value in zip(_SOUND, told, strict=True)}
    for name in _SOUND[1:]:
        sound[name] = min(sound[name], 1.0)
    speech = 0.28 if "hip hop" in album.genres else 0.05
    return sound | {
        "key": (album.key + 7 * at) % 12, "mode": (album.key + at) % 2, "speechiness": speech, "liveness": 0.12,
        "loudness": round(-20 + 14 * sound["energy"], 2),
    }  # fmt: skip


def _labels(album: _Album, tags: tuple[str, ...]) -> dict[str, Labels]:
    of_genre: Source = "artist" if album.year % 2 else "tag"
    told: dict[str, tuple[tuple[str, ...], Source]] = {
        "genre": (tuple(g.strip() for g in album.genres.split(",")), of_genre),
        "tag": (tags, "catalogue"),
        "mood": ((_MOODS.get(album.title, ""),), "tag"),
        "instrument": ((_INSTRUMENTS.get(album.artist, ""),), "tag"),
        "language": ((_LANGUAGES.get(album.artist, ""),), "tag"),
    }
    return {field: Labels(values, source) for field, (values, source) in told.items() if any(values)}
