"""A track as an importer states it."""

from __future__ import annotations

import msgspec

from segue.music.attributes import Attribute, Labels


class Track(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything one source says of one track. Empty strings mean "not told".

    `id` is the catalogue's own and unique in it. `artist` is the credit as printed ("A feat. B"); `artists`, where the
    source lists them, are the single names. `values` holds numeric attributes by their name in
    `segue.music.attributes.NUMERIC`; `labels` holds word fields by their name in `LABEL_FIELDS`.
    """

    id: str
    title: str = ""
    artist: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    album_artist: str = ""
    release: str = ""
    """Date as given: YYYY, YYYY-MM or YYYY-MM-DD."""
    isrc: str = ""
    mbid: str = ""
    """MusicBrainz recording id."""
    release_mbid: str = ""
    artist_mbids: tuple[str, ...] = ()
    location: str = ""
    """Absolute path or URL of the audio, where there is one."""
    description: str = ""
    """Free text about the track or its artist; searched, never parsed."""
    values: dict[str, Attribute] = {}
    labels: dict[str, Labels] = {}
