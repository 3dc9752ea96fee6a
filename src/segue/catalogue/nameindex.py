"""Who is credited on what: every name in every credit, alone and as a whole, by `names.artist_key`."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from segue.catalogue import columns_io, keys, shortnames, sieve, spelling, strings
from segue.catalogue.columns_io import Columns, ColumnsWriter
from segue.catalogue.keys import KeyIndex
from segue.catalogue.shortnames import ShortNames
from segue.catalogue.sieve import Sieve
from segue.catalogue.spelling import SpellingIndex
from segue.catalogue.strings import Strings
from segue.knowledge import names
from segue.knowledge.spelling import plain_letters, squashed
from segue.music import Bools, Floats, Rows, Track

Counts = npt.NDArray[np.intp]
_FEATURED = re.compile(r" (?:feat|ft|featuring) .*$")
LONGEST = 6
"""Words of a name up to which `NameIndex.beginnings` knows it."""
_ONE_WORD = 16
"""Letters and spaces of a name that is also found written as one word."""
_SIGN = re.compile(r"[$!@€¥£Ææ]")
_OUTSHINES = 2
"""How many times the tracks an act must have to take a spelling from an act that is really called so."""


class NameIndex:
    """Artists by code. A code stands for one `names.artist_key`, however its name is printed."""

    def __init__(self, columns: Columns) -> None:
        self._names, self._keys = Strings.of(columns, "artist.name"), Strings.of(columns, "artist.key")
        self._index = KeyIndex.of(columns, "artist")
        self._tracks = columns["artist.tracks"]
        self._borders = columns["artist.borders"]
        self._popularity: Floats = columns["artist.popularity"]
        self._speaks: Floats = columns["artist.speaks"]
        self._also = KeyIndex.of(columns, "artist.also")
        self._spelling, self._short = SpellingIndex.of(columns, "artist"), ShortNames(columns)
        self.beginnings = Sieve.of(columns, "artist")
        """What the keys that `meant` knows begin with, up to `LONGEST` words."""
        self.primary: Rows = columns["artist.primary"]
        """int32[n]: code of the act that each track is counted under (-1 = no artist told): the first listed artist;
        else the first name of the credit where the catalogue knows it as an act of its own; else the whole credit
        ("Earth, Wind & Fire")."""

    def __len__(self) -> int:
        return len(self._names)

    def find(self, key: str) -> int | None:
        """The code of an artist's key (`names.artist_key`), or None."""
        return next((int(code) for code in self._index.find(key) if self._keys[int(code)] == key), None)

    def meant(self, key: str) -> int | None:
        """Like `find`, but a name is also found written as one word ("acdc") and in plain letters ("pink" for "P!nk"),
        unless another act is really called so and nearly as well known."""
        code = int(self.all_meant([key])[0])
        return None if code < 0 else code

    def all_meant(self, wanted: Sequence[str]) -> Rows:
        """For each artist key the code that `meant` tells, or -1; shape (len(wanted),)."""
        hashes = keys.hashed(wanted)
        own, also = self._index.first_hashed(hashes), self._also.first_hashed(hashes)
        counts = self._borders[also + 1] - self._borders[also], self._borders[own + 1] - self._borders[own]
        outshone = (also >= 0) & ((own < 0) | (counts[0] >= _OUTSHINES * counts[1]))
        meant: Rows = np.where(outshone, also, own)
        return meant

    def contains(self, wanted: Sequence[str]) -> Bools:
        """For each artist key, whether the catalogue credits it; shape (len(wanted),)."""
        return self._index.contains(wanted)

    def near(self, key: str) -> list[tuple[int, str]]:
        """Artists that a misspelt `key` may mean: code and key of each, to be compared with it."""
        codes = self._spelling.near(key)
        return list(zip(codes.tolist(), self._keys.take(codes), strict=True))

    def called(self, key: str) -> int | None:
        """The code of the one act that is called `key` for short ("zeppelin", "rhcp"), or None."""
        return self._short.find(key)

    def speaks(self, code: int) -> float:
        """How much the artist's name, if it is one word, speaks for the artist: its tracks over those and the titles
        that hold the word, 0–1; 1 for longer names."""
        return float(self._speaks[code])

    def name(self, code: int) -> str:
        """The name in its most common printed form."""
        return self._names[code]

    def key(self, code: int) -> str:
        """The artist key of `code`."""
        return self._keys[code]

    def rows(self, code: int) -> Rows:
        """Tracks that credit the artist in any part of their credit; ascending."""
        rows: Rows = self._tracks[int(self._borders[code]) : int(self._borders[code + 1])]
        return rows

    def count(self, code: int) -> int:
        """How many tracks credit the artist."""
        return int(self._borders[code + 1] - self._borders[code])

    def popularity(self, code: int) -> float:
        """The highest known popularity (0–100) among the artist's tracks; 0 where none is known."""
        return float(self._popularity[code])


class NamesWriter:
    """Gathers the credits of a stream of tracks. Each distinct credit is taken apart once."""

    def __init__(self) -> None:
        self._credit_of: dict[str | tuple[str, tuple[str, ...]], int] = {}
        self._of_row = array("i")
        self._code_of: dict[str, int] = {}
        self._printed_of: dict[str, int] = {}
        self._members, self._printed, self._sizes = array("i"), array("i"), array("i")
        self._first, self._whole, self._listed = array("i"), array("i"), array("b")
        self.alone: set[str] = set()
        """Keys of artists that are known elsewhere as acts of their own."""
        self.words: list[str] = []
        """By credit: its folded words, for the text index."""
        self.lead: list[str] = []
        """By credit: the key under which versions of one song are told to be by the same artist."""

    def add(self, track: Track) -> int:
        """Take the credit of `track`; the credit's number."""
        credit = (track.artist, track.artists) if track.artists else track.artist
        number = self._credit_of.get(credit)
        if number is None:
            number = self._credit_of[credit] = len(self._sizes)
            self._take_apart(track.artist, track.artists)
        self._of_row.append(number)
        return number

    def _take_apart(self, credit: str, artists: tuple[str, ...]) -> None:
        printed = (*names.credited(credit), *artists)
        by_key: dict[str, str] = {}
        for name in printed:
            by_key.setdefault(names.artist_key(name), name)
        by_key.pop("", None)
        codes = {key: self._code_of.setdefault(key, len(self._code_of)) for key in by_key}
        self._members.extend(codes.values())
        self._printed.extend(self._printed_of.setdefault(name, len(self._printed_of)) for name in by_key.values())
        self._sizes.append(len(codes))
        self._remember_lead(credit, artists, list(codes.values()), codes)
        self.words.append(" ".join(dict.fromkeys(names.words(" ".join(dict.fromkeys((credit, *artists)))))))
        self.lead.append(lead_key(credit or " ".join(artists[:1])))

    def _remember_lead(self, credit: str, artists: tuple[str, ...], codes: list[int], by_key: dict[str, int]) -> None:
        """Keep the credit's first single name and the credit as a whole (-1 where there is none)."""
        whole = by_key.get(names.artist_key(credit), codes[0] if codes else -1)
        first = codes[1] if len(codes) > 1 else whole
        listed = by_key.get(names.artist_key(artists[0]), -1) if artists else -1
        self._first.append(listed if listed >= 0 else first)
        self._whole.append(whole)
        self._listed.append(listed >= 0)

    def keys(self) -> list[str]:
        """Artist keys by code."""
        return list(self._code_of)

    def primary(self) -> Rows:
        """By row: the code of the act it is counted under (see `NameIndex.primary`)."""
        first, whole, listed = np.asarray(self._first), np.asarray(self._whole), np.asarray(self._listed) > 0
        alone = np.zeros(len(self._code_of) + 1, bool)
        alone[whole] = True
        alone[first[listed]] = True
        alone[[self._code_of[key] for key in self.alone]] = True
        act: Rows = np.where(listed | alone[first], first, whole).astype(np.int32)
        return act[np.asarray(self._of_row, np.int32)]

    def write(self, columns: ColumnsWriter, popularity: Floats, titled: Mapping[str, int]) -> None:
        """Write the index of the first tracks, but for `primary`. `popularity` is each of these tracks' known
        popularity, NaN where unknown; `titled` says of words how many titles hold them."""
        of_row, members = np.asarray(self._of_row)[: len(popularity)], np.asarray(self._members)
        borders = columns_io.offsets_of(np.asarray(self._sizes))
        rows = np.repeat(np.arange(len(of_row), dtype=np.int32), np.diff(borders)[of_row])
        codes = members[columns_io.spread(borders, of_row)]
        order = np.argsort(codes, kind="stable")
        counts = np.bincount(codes, minlength=len(self._code_of))
        columns.save("artist.tracks", rows[order])
        columns.save("artist.borders", columns_io.offsets_of(counts))
        best = np.zeros(len(self._code_of), np.float32)
        np.maximum.at(best, codes, np.nan_to_num(popularity[rows], nan=0.0))
        columns.save("artist.popularity", best)
        self._write_names(columns, of_row)
        self._write_calls(columns, counts, self.primary()[: len(of_row)], titled)

    def _write_names(self, columns: ColumnsWriter, of_row: Rows) -> None:
        tracks = np.bincount(of_row, minlength=len(self._sizes))
        used = np.repeat(tracks, np.asarray(self._sizes))
        members, printed = np.asarray(self._members), np.asarray(self._printed)
        uses = np.bincount(printed, weights=used, minlength=len(self._printed_of))
        order = np.lexsort((printed, -uses[printed], members))
        first = np.unique(members[order], return_index=True)[1]
        forms = list(self._printed_of)
        strings.write_all(columns, "artist.name", (forms[at] for at in printed[order][first].tolist()))
        strings.write_all(columns, "artist.key", self._code_of)
        keys.write(columns, "artist", keys.hashed(list(self._code_of)))

    def _write_calls(self, columns: ColumnsWriter, counts: Counts, primary: Rows, titled: Mapping[str, int]) -> None:
        """Write what else the names are found by: other spellings, misspellings, short names."""
        called = list(self._code_of)
        columns.save("artist.speaks", _speaks(called, counts, titled))
        also = dict.fromkeys((key, code) for key, code in self._otherwise() if self._code_of.get(key) != code)
        hashes, codes = keys.hashed([key for key, _ in also]), np.array([code for _, code in also], np.int32)
        order = np.lexsort((-counts[codes], hashes))
        columns.save("artist.also.hashes", hashes[order])
        columns.save("artist.also.rows", codes[order])
        places = array("I")
        for key in (*called, *(key for key, _ in also)):
            places.extend(sieve.beginnings(key, LONGEST))
        sieve.write(columns, "artist", places)
        spelling.write(columns, "artist", enumerate(called))
        own = np.bincount(primary[primary >= 0], minlength=len(called)).tolist()
        shortnames.write(columns, list(zip(range(len(called)), called, own, strict=True)), titled)

    def _otherwise(self) -> Iterator[tuple[str, int]]:
        """Names as one word, and in plain letters where signs stand for some, each with its code."""
        for key, code in self._code_of.items():
            if " " in key and len(key) <= _ONE_WORD:
                yield squashed(key), code
        for name in self._printed_of:
            if _SIGN.search(name):
                yield names.artist_key(plain_letters(name)), self._code_of[names.artist_key(name)]


def _speaks(called: Sequence[str], counts: Counts, titled: Mapping[str, int]) -> Floats:
    others = np.fromiter((titled.get(key, 0) for key in called), np.float32, len(called))
    share: Floats = (counts / np.maximum(counts + others, 1)).astype(np.float32)
    return share


def lead_key(credit: str) -> str:
    """The key of the artist whose versions of a song count as one: the credit up to its first comma or "feat."."""
    key = names.artist_key(credit.split(",")[0])
    return _FEATURED.sub("", key) or key
