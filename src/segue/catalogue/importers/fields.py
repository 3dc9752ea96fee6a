"""Which fields a column can fill, and the column names that say so in the wild.

A name is compared by its letters and digits alone, so “Track Name”, `trackName` and `track_name` are one; “(s)”, “%”
and “(BPM)” do no harm. A known name never needs `--columns`; anything else does.
"""

from __future__ import annotations

import re
from typing import Final, cast

import msgspec

from segue.errors import BadInput
from segue.knowledge.names import fold
from segue.music import LABEL_FIELDS, NUMERIC, SOURCE_CODE, Source

TEXTS: Final = (
    "id", "title", "artist", "album", "album_artist", "isrc", "mbid", "release_mbid", "location", "description",
)  # fmt: skip
LISTS: Final = ("artists", "artist_mbids")
UNITS: Final[dict[str, float]] = {"duration": 0.0, "duration_s": 1000.0, "duration_min": 60_000.0}
"""Ways to give `duration_ms`: the factor to milliseconds, 0 = seen from the values."""
FIELDS: Final[frozenset[str]] = frozenset((*TEXTS, *LISTS, "release", *NUMERIC, *LABEL_FIELDS, *UNITS))

CONFIDENCE: Final[dict[Source, float]] = {
    "catalogue": 1.0, "tag": 1.0, "listener": 0.9, "analysis": 0.9,
    "artist": 0.7, "album": 0.8, "genre": 0.5, "model": 0.6,
}  # fmt: skip
"""How far a column of that source is trusted for a single track."""

_NAMES: Final[dict[str, str]] = {
    "id": "id trackid songid itemid uid uuid identifier spotifyid spotifytrackid trackuri uri",
    "mbid": "mbid recordingmbid trackmbid musicbrainzid musicbrainzrecordingid musicbrainztrackid",
    "title": "title trackname tracktitle songname songtitle song track name",
    "artists": "artists artistnames artistsname trackartists",
    "artist": "artist artistname trackartist performer singer band artistcredit",
    "album": "album albumname albumtitle releasename releasetitle trackalbumname",
    "album_artist": "albumartist albumartistname albumartistnames",
    "release": "release releasedate date originaldate albumreleasedate trackalbumreleasedate released albumdate",
    "year": "year releaseyear originalyear releasedyear albumyear",
    "isrc": "isrc trackisrc",
    "release_mbid": "releasembid albummbid musicbrainzreleaseid musicbrainzalbumid",
    "artist_mbids": "artistmbids artistmbid musicbrainzartistid musicbrainzartistids",
    "location": "location path file filepath filename fileurl audiourl",
    "description": "description about bio biography annotation",
    "genre": "genres genre topgenre trackgenre trackgenres maingenre style styles subgenre subgenres playlistgenre",
    "genre@artist": "artistgenres artistgenre",
    "genre@album": "albumgenres albumgenre",
    "tag": "tags tag keywords keyword toptags tracktags lastfmtags",
    "tag@artist": "artisttags artisttag",
    "tag@album": "albumtags",
    "mood": "moods mood moodtags",
    "activity": "activities activity occasions occasion contexts context",
    "instrument": "instruments instrument instrumentation",
    "theme": "themes theme topics topic",
    "language": "languages language lang",
    "country": "country countries",
    "country@artist": "artistcountry",
    "version": "version versions",
    "tempo": "tempo bpm tempobpm beatsperminute beatsperminutebpm",
    "key": "key initialkey musicalkey keysignature",
    "mode": "mode",
    "energy": "energy nrgy",
    "valence": "valence",
    "danceability": "danceability dnce",
    "acousticness": "acousticness acous",
    "instrumentalness": "instrumentalness",
    "speechiness": "speechiness spch",
    "liveness": "liveness",
    "loudness": "loudness loudnessdb",
    "popularity": "popularity trackpopularity songpopularity",
    "popularity@artist": "artistpopularity",
    "popularity@album": "albumpopularity",
    "duration_ms": "durationms lengthms trackdurationms milliseconds totaltime",
    "duration_s": "durations durationsec durationsecs durationseconds lengths lengthsec lengthseconds seconds",
    "duration_min": "durationmin durationminutes lengthminutes minutes",
    "duration": "duration length trackduration tracklength lengthduration runtime dur",
    "rating": "rating userrating stars myrating",
    "play_count": "playcount plays listens listencount timesplayed",
    "last_played": "lastplayed lastplayedat lastplaydate",
    "added": "added addedat dateadded createdat",
    "explicit": "explicit isexplicit trackexplicit parentaladvisory",
    "track_gain": "trackgain replaygaintrackgain replaygain",
}
_KNOWN: Final[dict[str, tuple[str, int]]] = {
    name: (field, place)
    for place, (field, name) in enumerate((field, name) for field, names in _NAMES.items() for name in names.split())
}


class Target(msgspec.Struct, frozen=True):
    """A field and the source of what a column says of it."""

    field: str
    source: Source = "catalogue"

    def __str__(self) -> str:
        """`field`, or `field@source` where the source is not the plain catalogue."""
        return self.field if self.source == "catalogue" else f"{self.field}@{self.source}"


def squeeze(name: str) -> str:
    """A column's name by its letters and digits alone: “Artist Name(s)” → "artistnames"."""
    return re.sub(r"[^a-z0-9]+", "", fold(name))


def known(name: str) -> tuple[Target, int] | None:
    """The field that a column of this name fills, and the name's rank among the known ones (lower = plainer)."""
    found = _KNOWN.get(squeeze(name))
    return (parse_target(found[0]), found[1]) if found else None


def parse_target(text: str) -> Target:
    """“genre” or “genre@artist” as a target. Raises `BadInput` column_field_unknown or column_source_unknown."""
    field, _, source = text.strip().partition("@")
    if field not in FIELDS:
        raise BadInput(
            "column_field_unknown",
            f"There is no field “{field}” for a column to fill.",
            hint="Fields: " + ", ".join(sorted(FIELDS)) + ".",
            field="columns",
        )
    if source and (source not in SOURCE_CODE or source == "missing" or not _sourced(field)):
        raise BadInput(
            "column_source_unknown",
            f"“{text}”: a source is one of " + ", ".join(CONFIDENCE) + ", and only labels and numbers have one.",
            hint="Write field=column, or field@source=column such as genre@artist=genres.",
            field="columns",
        )
    return Target(field, cast(Source, source or "catalogue"))


def _sourced(field: str) -> bool:
    return field in NUMERIC or field in LABEL_FIELDS or field in UNITS or field == "release"
