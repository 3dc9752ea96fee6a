"""A small catalogue for reading prompts: acts that prompts name, among them everyday words, and common genres."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from segue.catalogue.build import build_snapshot
from segue.catalogue.snapshot import Snapshot
from segue.music import Attribute, Labels, Track

KNOWN = """
ABBA; AC/DC; Adele; Aphex Twin; Björk; Bob Marley; Coldplay; Daft Punk; David Bowie; Drake; Elton John; Eminem; 2Pac;
Earth, Wind & Fire; Florence + The Machine; Guns N' Roses; Iron Maiden; Johnny Cash; Ke$ha; Madonna; Massive Attack;
Metallica; Michael Jackson; Múm; Nirvana; P!nk; Paul McCartney; Pink Floyd; Portishead; R.E.M.; Radiohead; Rihanna;
Sigur Rós; Simon & Garfunkel; Slayer; Megadeth; Taylor Swift; The Beatles; The Kinks; The Rolling Stones; The Who;
Toto; Tyler, The Creator; U2; Nas; Billie Eilish; Michael Jackson; Nina Simone; Billie Holiday; Norah Jones; Kraftwerk;
Kendrick Lamar; Jay-Z; 50 Cent; Snoop Dogg; Frank Sinatra; Dean Martin; Miles Davis; John Coltrane; Wu-Tang Clan; INXS;
A Tribe Called Quest; Creedence Clearwater Revival; Fleetwood Mac; Elvis Presley; Frédéric Chopin; Claude Debussy;
Wolfgang Amadeus Mozart; Johann Sebastian Bach; Led Zeppelin; Deep Purple; Ed Sheeran; Shakira; Beyoncé; Nick Drake;
Boards of Canada; Arctic Monkeys; The Strokes; Bee Gees; Arcade Fire; Whitney Houston; Rick Astley; The Ramones
"""
EVERYDAY = (
    "Queen; Prince; Future; Chicago; Low; Calm; Rain; Midnight; Engineers; Train; Summer; Heart; Sunset; Night; Fire"
)
GENRES = """
hip hop; rap; punk; indie; indie rock; rock; pop; jazz; jazz fusion; blues; latin; electronic; synthpop; chillwave; new
wave; house; chicago house; techno; german techno; ambient; drum and bass; disco; funk; soul; r&b; reggae; ska; metal;
country; folk; classical; bossa nova; k-pop; grunge; alternative rock; classic rock; future garage; smooth jazz; salsa
"""


def names(text: str) -> list[str]:
    """The entries of a list split by semicolons."""
    return [" ".join(name.split()) for name in text.split(";")]


def tracks() -> Iterator[Track]:
    """Twenty tracks for each act, sixteen for the everyday words, genres going round."""
    genres = cycle(names(GENRES))
    number = 0
    for known, each in ((KNOWN, 26), (EVERYDAY, 16)):
        for name in names(known):
            for _ in range(each):
                yield Track(
                    id=f"t{number:05d}",
                    title=f"Piece {number}",
                    artist=name,
                    values={"popularity": Attribute(float(number % 100))},
                    labels={"genre": Labels((next(genres),))},
                )
                number += 1


def build(folder: Path) -> Snapshot:
    """The snapshot of it, in `folder`."""
    return Snapshot.open(build_snapshot(tracks(), folder, generation=1))
