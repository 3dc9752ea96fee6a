"""Titles taken apart: the words that name a song, and what the words beside them say of this version of it.

The words are data, `data/versions.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, reduce
from importlib.resources import files
from operator import or_
from typing import Any, Final, NamedTuple

from segue.knowledge.names import fold
from segue.knowledge.romanise import romanised

_BORDER: Final = re.compile(r"([(\[\])]|\s[-–—~]+\s)")
_AND: Final = re.compile(r"[&+]|['’`]n['’`]|\bn['’`]|['’`]n\b")
_DROPPED_G: Final = re.compile(r"(?<=[a-z]in)['’`](?![\w])")
"""Of "fallin'", which is "falling"."""
_APOSTROPHES: Final = str.maketrans("", "", "'’‘`´")
_WORD: Final = re.compile(r"[^\W_]+")
_CODE: Final = re.compile(r"^[a-z]{2,7} ?\d{3,}$")
"""A broadcast: "[ASOT 964]"."""
_PLAIN: Final = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
"""Words and single spaces, as most titles are."""
_NUMBERS: Final = re.compile(r"\d \d")
_SPACE: Final = re.compile(r"(?<!\d) | (?!\d)")
_MOVEMENT: Final = re.compile(r"^(?:\d+|[ivx]+) [a-z]")
_WHOSE: Final = re.compile(r"\b(?:style of|performed by|famous by|tribute to) (.+)$")
"""Whose song a cover is of: two songs of one name by one karaoke label are told apart by it."""
_FEATURED: Final = frozenset({"feat", "ft", "featuring"})
_COUNTED: Final = {name: name for name in ("part", "vol", "no", "op", "chapter", "book", "act")} | {
    "parts": "part", "pt": "part", "pts": "part", "volume": "vol", "nr": "no", "opus": "op",
}  # fmt: skip
"""What pieces are counted by, in one spelling."""
_NUMERAL: Final = {
    word: str(number)
    for row in ("i ii iii iv v vi vii viii ix x", "one two three four five six")
    for number, word in enumerate(row.split(), 1)
}


class TitleRead(NamedTuple):
    """`song` is the key of all words that name the song, `core` the same without its subtitles (equal where it has
    none; both "" where there are no words at all); `kinds` are the kinds of version that it is told to be, as a mask
    (bit i = `KINDS[i]`); `nameless` titles name no one piece."""

    song: str
    core: str
    kinds: int
    nameless: bool


class AlbumRead(NamedTuple):
    """What an album's title says of its tracks: their `kinds`, as in `TitleRead`, and how much it is the `home` of a
    song: 0 its own album, 1 an enlarged edition of one, 2 a compilation, or no album told."""

    kinds: int
    home: int


class _Words(NamedTuple):
    kinds: Mapping[str, re.Pattern[str]]
    albums: Mapping[str, re.Pattern[str]]
    enlarged: re.Pattern[str]
    gathered: re.Pattern[str]
    editions: re.Pattern[str]
    pieces: re.Pattern[str]
    nameless: frozenset[str]


class _Aside(NamedTuple):
    """A part of a title, and those words of it that tell which song it is.

    `role`: "title" itself; "edition": the same song; "piece": another piece of music; "code": a broadcast, which says
    which episode a piece is from, and of a song nothing; "subtitle": may be left away. `kinds`: a mask.
    """

    role: str
    words: list[str]
    kinds: int = 0


def _load() -> dict[str, Any]:
    return tomllib.loads(files("segue.knowledge").joinpath("data/versions.toml").read_text(encoding="utf-8"))


KINDS: Final[tuple[str, ...]] = tuple(_load()["kinds"])
"""Kinds of version, the best first, by their bit in a mask."""


@cache
def _said() -> _Words:
    data = _load()
    return _Words(
        {name: _pattern(terms) for name, terms in data["kinds"].items()},
        {name: _pattern(terms) for name, terms in data["albums"].items()},
        _pattern(data["enlarged"]["said"]),
        _pattern(data["gathered"]["said"]),
        _pattern(data["editions"]["said"]),
        _pattern(data["pieces"]["said"]),
        frozenset(data["nameless"]["titles"].split(" | ")),
    )


def _pattern(terms: str) -> re.Pattern[str]:
    """Terms as one expression: "a* | ^b c$ | d #" (see the head of the data)."""
    return re.compile("|".join(map(_term, terms.split(" | "))))


def _term(term: str) -> str:
    inner = term.removeprefix("^").removesuffix("$").replace("*", r"\w*").replace("#", r"\d+")
    return ("^" if term.startswith("^") else r"\b") + f"(?:{inner})" + ("$" if term.endswith("$") else r"\b")


def read_title(title: str) -> TitleRead:
    """Take `title` apart: "Song, Pt. II (feat. A) - Live 1999" → song and core "songpart2", kind live."""
    text = fold(romanised(title))
    if not _PLAIN.fullmatch(text):
        text = _AND.sub(" and ", text)
    if not _BORDER.search(text):
        words = _named(_worded(text))
        key = _tight(words)
        return TitleRead(key, key, 0, " ".join(words) in _said().nameless)
    key = _tight(_worded(text))
    return _taken_apart(text) or TitleRead(key, key, 0, False)


def read_album(title: str) -> AlbumRead:
    """What an album's `title` says of its tracks."""
    said, line = _said(), " ".join(_worded(fold(romanised(title))))
    kinds = sum(1 << KINDS.index(kind) for kind, terms in said.albums.items() if terms.search(line))
    if not line or said.gathered.search(line):
        return AlbumRead(kinds, 2)
    return AlbumRead(kinds, 1 if said.enlarged.search(line) else 0)


def _taken_apart(text: str) -> TitleRead | None:
    """The title with its asides told apart; None where nothing but asides stands there."""
    pieces = list(_pieces(text))
    told = [_aside(border, piece) if border else _heading(piece) for border, piece in pieces]
    if not any(aside.role == "title" for aside in told):
        return None
    episode = any(
        aside.role == "piece" or (aside.role == "subtitle" and border == "-")
        for (border, _), aside in zip(pieces, told, strict=True)
    )
    heard = [aside for aside in told if aside.role != "code" or episode]
    core = [word for aside in heard if aside.role != "subtitle" for word in aside.words]
    kinds = reduce(or_, (aside.kinds for aside in told))
    song = [word for aside in heard for word in aside.words]
    return TitleRead(_tight(song), _tight(core), kinds, " ".join(core) in _said().nameless)


def _heading(text: str) -> _Aside:
    words = _named(_worded(text))
    return _Aside("title" if words else "edition", words)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Runs of `text` in reading order, each with what opened it: "" for the title itself, "(", "[" or "-"."""
    outer = inner = ""
    for at, piece in enumerate(_BORDER.split(text)):
        if at % 2 == 0:
            if piece.strip():
                yield inner or outer, piece
        elif piece in "([":
            inner = piece
        else:
            inner = ""
            outer = outer if piece in ")]" else "-"


@lru_cache(maxsize=1 << 16)
def _aside(border: str, text: str) -> _Aside:
    said, words = _said(), _worded(text)
    line = " ".join(words)
    kinds = sum(1 << at for at, kind in enumerate(KINDS) if said.kinds[kind].search(line))
    counted = [word for at, word in enumerate(words) if _counts(words, at) or (at and _counts(words, at - 1))]
    whose = _WHOSE.search(line)
    if whose:
        return _Aside("subtitle", [*counted, *whose.group(1).split()], kinds)
    if kinds or said.editions.search(line):
        return _Aside("edition", counted, kinds)
    if _CODE.search(line) and not counted:
        return _Aside("code", words)
    if counted or said.pieces.search(line) or (border == "-" and _MOVEMENT.search(line)):
        return _Aside("piece", _named(words))
    return _Aside("subtitle", _named(words))


def _named(words: list[str]) -> list[str]:
    """The words of a title without whom it features; all of them where it has no others."""
    if _FEATURED.isdisjoint(words):
        return words
    at = next(at for at, word in enumerate(words) if word in _FEATURED)
    return words[:at] or words


def _worded(text: str) -> list[str]:
    """Words of folded text, parts in one spelling: "pt. ii" → "part", "2"."""
    plain = _PLAIN.fullmatch(text)
    words = text.split(" ") if plain else _WORD.findall(_DROPPED_G.sub("g", text).translate(_APOSTROPHES))
    if not _COUNTED.keys().isdisjoint(words):
        at = [at for at in range(len(words)) if _counts(words, at)]
        for first in at:
            words[first] = _COUNTED[words[first]]
            words[first + 1] = _NUMERAL.get(words[first + 1], words[first + 1])
    return words


def _counts(words: list[str], at: int) -> bool:
    """Whether the words at `at` are a count: "part 2"."""
    if words[at] not in _COUNTED or at + 1 == len(words):
        return False
    return words[at + 1] in _NUMERAL or words[at + 1].isdecimal()


def _tight(words: list[str]) -> str:
    """Words as one, but for a space between two numbers: spellings differ in spaces ("in between", "inbetween")."""
    line = " ".join(words)
    return _SPACE.sub("", line) if _NUMBERS.search(line) else line.replace(" ", "")
