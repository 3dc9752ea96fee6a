"""What the tags of one audio file say, under all the names that taggers use for it.

A file's tags come as one mapping, name → values, whatever the format: ID3 frames (`TMOO`, `TXXX:…`), Vorbis comments,
MP4 atoms and freeform atoms, RIFF, AIFF and ASF fields. Names are compared by their letters and digits alone, so that
`MUSICBRAINZ_TRACKID`, `MusicBrainz Track Id` and `MusicBrainz/Track Id` are one. Every value has the source `tag`.

Names and scales after the tag maps of MusicBrainz Picard and Navidrome, the FMPS rating specification, RFC 7845 §5.2.1
(Opus gain) and the ReplayGain 2.0 specification.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from segue.catalogue.importers import cells
from segue.catalogue.importers.fields import squeeze
from segue.catalogue.importers.tagwords import ID3V1_GENRES, LANGUAGES
from segue.music import NUMERIC, Attribute, Labels

Raw = Mapping[str, Sequence[str]]
"""Squeezed name (see `gather`) → the values in the file's order."""

LONGEST_DESCRIPTION: Final = 4_000
"""Comments beyond this many characters are cut: some programs keep whole web pages there."""
REPLAYGAIN_OVER_R128: Final = 5.0
"""dB: ReplayGain 2.0 aims at −18 LUFS, the Opus gain tags at −23 LUFS."""

_NOT_SUNG: Final = frozenset(("zxx", "und", "mul", "xxx", "mis"))
"""Codes for no language, and for several or unknown ones."""

_NO_WORD: Final = frozenset(("n/a", "unknown", "none", "other", "undefined", "misc"))
_ORIGINALLY: Final = (
    "originaldate", "tdor", "originalreleasedate", "originalreleasetime", "originalyear", "tory", "tor",
    "originalreleaseyear",
)  # fmt: skip
_RELEASED: Final = ("year", "date", "releasedate", "tdrl", "releasetime", "releaseyear")
_LABELS: Final[dict[str, tuple[str, ...]]] = {
    "genre": ("genre",),
    "mood": ("mood", "tmoo", "moods"),
    "activity": ("occasion", "songsdboccasion", "activity"),
    "tag": ("grouping", "contentgroup", "style", "styles", "keywords", "keyword", "tags"),
    "instrument": ("instrument", "instruments"),
    "theme": ("theme",),
    "language": ("language", "lang", "tlan"),
    "version": ("version",),
}
_UNIT_SCALE: Final = (
    "energy", "valence", "danceability", "acousticness", "instrumentalness", "speechiness", "liveness",
)  # fmt: skip
_WORDS = re.compile(r"[;/,|\n]")
_NAMES = re.compile(r"[;\n]")
_NUMBERED = re.compile(r"\((\d{1,3})\)|^(\d{1,3})$")
_MBID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
_DECIBEL = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*(?:dB|LU)?\s*", re.IGNORECASE)


def gather(fields: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Tag fields by squeezed name, each value once; values that NUL parts (ID3v2.4, MP4) are taken apart."""
    raw: dict[str, list[str]] = {}
    for name, value in fields:
        parts = (part.strip("\ufeff \t\r\n") for part in value.split("\0"))
        found = raw.setdefault(squeeze(name), [])
        for part in parts:
            if part and part not in found:
                found.append(part)
    return raw


def credit(raw: Raw) -> tuple[str, tuple[str, ...]]:
    """The artist credit as printed, and the single names where the tags list them.

    Of `ARTIST=A feat. B` with `ARTISTS=A`, `ARTISTS=B` the value that names the others is the credit, in whatever
    order they stand. Names are never parted on "/" or ",": those belong to names ("AC/DC").
    """
    names = [n for value in _all(raw, "artist", "artists", "author", "performer") for n in _parted(_NAMES, value)]
    names = list(dict.fromkeys(names))
    if len(names) < 2:
        return (names[0], ()) if names else ("", ())
    whole = next((n for n in names if all(other.casefold() in n.casefold() for other in names)), None)
    if whole is None:
        return ", ".join(names), tuple(names)
    return whole, tuple(n for n in names if n != whole)


def release(raw: Raw) -> str:
    """When it first came out, else when this release did: YYYY, YYYY-MM or YYYY-MM-DD, the fullest of that year."""
    told = [date for value in _all(raw, *_ORIGINALLY, *_RELEASED) if (date := cells.release(value))]
    return max((date for date in told if date[:4] == told[0][:4]), key=len, default="")


def isrc(raw: Raw) -> str:
    """The first well-formed ISRC, without hyphens."""
    plain = (re.sub(r"[^A-Z0-9]", "", value.upper()) for value in _all(raw, "isrc", "tsrc"))
    return next((found[0] for value in plain if (found := _ISRC.search(value))), "")


def recording_mbid(raw: Raw) -> str:
    """The MusicBrainz recording: in ID3 the UFID of musicbrainz.org, elsewhere the misnamed “track id”."""
    owned = [v for name in ("ufid", "ufi") for v in raw.get(name, ()) if _MBID.fullmatch(v)]
    return next(iter(_mbids(raw, "musicbrainzrecordingid", "musicbrainztrackid")), owned[0].lower() if owned else "")


def release_mbid(raw: Raw) -> str:
    """The MusicBrainz release."""
    return next(iter(_mbids(raw, "musicbrainzalbumid", "musicbrainzreleaseid")), "")


def artist_mbids(raw: Raw) -> tuple[str, ...]:
    """The MusicBrainz artists credited."""
    return _mbids(raw, "musicbrainzartistid")


def description(raw: Raw) -> str:
    """Comments and descriptions, one a line."""
    lines = dict.fromkeys(map(cells.text, _all(raw, "comment", "description", "desc", "longdescription", "ldes")))
    return "\n".join(line for line in lines if line)[:LONGEST_DESCRIPTION]


def labels(raw: Raw) -> dict[str, Labels]:
    """The word fields: taggers part several words with NUL, `;`, `/`, `,` or `|`."""
    found = {field: _words(field, _all(raw, *names)) for field, names in _LABELS.items()}
    return {field: Labels(words, "tag") for field, words in found.items() if words}


def values(raw: Raw) -> dict[str, Attribute]:
    """The numeric attributes; what is out of its range (a tempo of 0) is missing."""
    told = {name: read(raw) for name, read in _NUMBERS.items()}
    return {name: Attribute(number, "tag") for name, number in told.items() if in_range(name, number)}


def in_range(name: str, number: float) -> bool:
    """True where `number` can be a value of the attribute; NaN never can."""
    return NUMERIC[name].low <= number <= NUMERIC[name].high


def _all(raw: Raw, *names: str) -> list[str]:
    return [value for name in names for value in raw.get(name, ())]


def _parted(separators: re.Pattern[str], value: str) -> list[str]:
    return [part for piece in separators.split(value) if (part := cells.text(piece))]


def _words(field: str, told: Iterable[str]) -> tuple[str, ...]:
    take_apart = {"genre": _genres, "language": _languages}.get(field, _plain_words)
    words = dict.fromkeys(word for value in told for word in take_apart(value))
    return tuple(word for word in words if word.casefold() not in _NO_WORD)


def _plain_words(value: str) -> list[str]:
    return _parted(_WORDS, value)


def _genres(value: str) -> list[str]:
    """One genre field: "(17)", "17" and "(51)(39)" are ID3v1 numbers, "(4)Eurodisco" a number with its refinement."""
    numbers = [int(bracketed or bare) for bracketed, bare in _NUMBERED.findall(value)]
    named = [ID3V1_GENRES[n] for n in numbers if n < len(ID3V1_GENRES)]
    rest = _parted(_WORDS, _NUMBERED.sub(" ", value))
    return named + [word.removeprefix("& ") for word in rest]


def _languages(value: str) -> list[str]:
    words = (word for word in _parted(_WORDS, value) if word.casefold() not in _NOT_SUNG)
    return [LANGUAGES.get(word.casefold().partition("-")[0], word) for word in words]


def _mbids(raw: Raw, *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.lower() for value in _all(raw, *names) for found in _MBID.findall(value)))


def _first(*names: str, scale: Callable[[str], float] = cells.number) -> Callable[[Raw], float]:
    """A reader of the first value under `names` that `scale` can make a number of."""

    def read(raw: Raw) -> float:
        return next((n for value in _all(raw, *names) if not math.isnan(n := scale(value))), math.nan)

    return read


def _positive(value: str) -> float:
    number = cells.number(value)
    return number if number > 0 else math.nan


def _unit(value: str) -> float:
    number = cells.number(value)
    return number if 0 <= number <= 1 else math.nan


def _decibel(value: str) -> float:
    found = _DECIBEL.fullmatch(value)
    return float(found[1].replace(",", ".")) if found else math.nan


def _q7_8(value: str) -> float:
    """An Opus gain: a whole number of 1/256 dB towards −23 LUFS, told as ReplayGain."""
    return cells.number(value) / 256 + REPLAYGAIN_OVER_R128


def _advisory(value: str) -> float:
    """iTunes' advisory: 1 (once 4) explicit, 2 cleaned; 0 says nothing."""
    return {"1": 1.0, "4": 1.0, "2": 0.0, "explicit": 1.0, "clean": 0.0}.get(value.casefold(), math.nan)


def _gain(raw: Raw) -> float:
    plain = _first("replaygaintrackgain", scale=_decibel)(raw)
    return _first("r128trackgain", scale=_q7_8)(raw) if math.isnan(plain) else plain


def _rating(raw: Raw) -> float:
    """0–5 stars from FMPS (0–1), from `RATING` as 0–5 or 0–100, or with a decimal point and at most 1 as 0–1."""
    fmps = _first("fmpsrating", scale=_unit)(raw)
    names = sorted(name for name in raw if name.startswith("rating") or name in ("shareduserrating", "rate"))
    return _first(*names, scale=_stars)(raw) if math.isnan(fmps) else fmps * 5


def _stars(value: str) -> float:
    number = cells.number(value)
    if not 0 < number <= 100:
        return math.nan
    if number <= 1 and "." in value:
        return number * 5
    return number if number <= 5 else max(1.0, round(number / 20))


def _energy(raw: Raw) -> float:
    """0–1, or the level of 1–10 that DJ software writes."""
    plain = _first("energy", scale=_unit)(raw)
    return _first("energylevel")(raw) / 10 if math.isnan(plain) else plain


_KEYS: Final = ("initialkey", "key", "tkey")
_NUMBERS: Final[dict[str, Callable[[Raw], float]]] = {
    **{name: _first(name, scale=_unit) for name in _UNIT_SCALE},
    "energy": _energy,
    "tempo": _first("bpm", "tbpm", "tempo", "beatsperminute", scale=_positive),
    "key": _first(*_KEYS, scale=cells.pitch_class),
    "mode": _first(*_KEYS, scale=cells.mode_of_key),
    "year": lambda raw: cells.year(release(raw)),
    "track_gain": _gain,
    "explicit": _first("itunesadvisory", "rtng", "explicit", "contentadvisory", scale=_advisory),
    "rating": _rating,
    "play_count": _first("fmpsplaycount", "playcount", "playcounter", scale=_positive),
}
