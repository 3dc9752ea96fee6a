"""A prompt as tokens: folded words, numbers and marks, each with its span in code points of the prompt as given.

Number words are one token with their value ("twenty five" → 25), glued units are split off ("170bpm"), decades are
words ("90s"). `Tokens.line` is the folded text with one space between tokens; recognisers look at that line with
regular expressions or at single tokens, and always answer in token positions.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from segue.intent.numerals import LONGEST_NUMBER, spelled
from segue.knowledge.names import fold

_SCAN: Final = re.compile(
    r"(?P<clock>(?<![\d.:])\d{1,2}:\d\d(?![\d:]))"
    r"|(?P<number>(?:(?<![^\s(<>=~])[-−])?(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+[.]\d+|\d,\d{1,2}(?!\d)|"
    r"(?<![\w.])[.]\d+|\d+))"
    r"(?P<glued>['’]?[^\W\d_]+(?:['’][^\W\d_]+)?(?:\d+[^\W\d_]*)?)?"
    r"|(?P<decade>['’]\d0['’]?[sS]\b)"
    r"|(?P<short>(?<!\w)['’‘]\d\d(?!['’]?\w))"
    r"|(?P<word>[^\W_]+(?:['’`][^\W_]+)*)"
    r"|(?P<mark>[,;:!?()|\n/&+%~<>=±≤≥≈\"“”„«»#.…]|(?<![^\s(])['‘](?=\w)|['’](?=[\s,.;!?)]|$)|[-−–—])"
)
_UNITS: Final = frozenset(
    [
        "bpm",
        "min",
        "mins",
        "minute",
        "minutes",
        "m",
        "h",
        "hr",
        "hrs",
        "hour",
        "hours",
        "s",
        "sec",
        "secs",
        "second",
        "seconds",
        "db",
        "x",
        "ish",
        "plus",
        "tracks",
        "songs",
        "tunes",
        "k",
        "track",
        "song",
        "percent",
    ]
)
_UNIT_WITH_TAIL: Final = re.compile(r"(h|hr|hrs|m|min)(\d{1,2})(m|min|mins|s|sec|secs)?$")
_DECADE: Final = re.compile(r"(?:\d0|\d\d\d0|[89]0[89])['’]?s$", re.IGNORECASE)
"""Digits with an "s" that are one word: decades, and the drum machines 808 and 909."""
_MARKS: Final = str.maketrans("−–—≤≥≈“”„«»‘’…\n", '---<>~"""""\'\'.;')

_ENTRIES: Final = 20
"""Entries of a numbered list, at most."""
_EVERYDAY: Final = 32
"""Letters of a word that is worth remembering, at most."""
_FIRST_SHORT: Final = 30
"""Two digits behind an apostrophe from here on are a year of the last century."""


class Token(NamedTuple):
    """One word, number or mark."""

    text: str
    """Folded, without apostrophes; a number in its shortest form; a mark as itself. Never holds a space."""
    key: str
    """How names compare it: "destiny s", "ac"; empty for marks. May hold spaces."""
    start: int
    end: int
    capital: bool = False
    number: float | None = None
    is_mark: bool = False
    typed: str = ""
    """The folded text as typed, of a word that was misspelt; "" of all others."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of `prompt`."""

    prompt: str
    items: tuple[Token, ...]
    foreign: bool = False
    """Whether the words are English ones in place of those of another language."""

    @cached_property
    def line(self) -> str:
        """The texts of all tokens, one space between."""
        return " ".join(t.text for t in self.items)

    @cached_property
    def _spaced(self) -> str:
        """The line with a space before each token: patterns begin with one, and are tried there alone."""
        return f" {self.line}"

    @cached_property
    def _at(self) -> dict[int, int]:
        """The place of the space before each token, and of the end → the token's index."""
        places, offset = {}, 0
        for i, token in enumerate(self.items):
            places[offset] = i
            offset += len(token.text) + 1
        places[offset] = len(self.items)
        return places

    def find(self, pattern: re.Pattern[str]) -> list[tuple[int, int, re.Match[str]]]:
        """Where `pattern` (made by `pattern()`) matches the line, as half-open token ranges."""
        at = self._at
        return [(at[m.start()], at[m.end()], m) for m in pattern.finditer(self._spaced) if m.end() - m.start() > 1]

    @cached_property
    def words(self) -> frozenset[str]:
        """The texts of all tokens, to ask whether one occurs at all."""
        return frozenset(self._where)

    @cached_property
    def _where(self) -> dict[str, list[int]]:
        """The indices of each text, ascending."""
        places: dict[str, list[int]] = {}
        for i, token in enumerate(self.items):
            places.setdefault(token.text, []).append(i)
        return places

    @cached_property
    def _offsets(self) -> list[int]:
        return list(self._at)

    def starting(self, pattern: re.Pattern[str], first: frozenset[str]) -> list[tuple[int, int, re.Match[str]]]:
        """Like `find`, but tried only where a token is one of `first`; matches may overlap. Costs next to nothing where
        none is."""
        places = sorted(i for word in first & self.words for i in self._where[word])
        tried = (pattern.match(self._spaced, self._offsets[i]) for i in places)
        return [(self._at[m.start()], self._at[m.end()], m) for m in tried if m and m.end() - m.start() > 1]

    def opening(self, shape: Opened) -> list[tuple[int, int, re.Match[str]]]:
        """Where `shape` matches, as `starting` tells."""
        return self.starting(*shape)

    def __len__(self) -> int:
        return len(self.items)

    def text(self, start: int, end: int) -> str:
        """The folded text of tokens `start` to `end`."""
        return " ".join(t.text for t in self.items[start:end])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points that tokens `start` to `end` cover."""
        return self.items[start].start, self.items[end - 1].end


def words_of(text: str) -> frozenset[str]:
    """The words of `text`, as a set to look tokens up in."""
    return frozenset(text.split())


class Opened(NamedTuple):
    """A pattern of a run of tokens, and the words that such a run can begin with."""

    pattern: re.Pattern[str]
    first: frozenset[str]


def opened(openers: str, rest: str = "") -> Opened:
    """The pattern of one of `openers` ("dont|do not": plain words, no signs of regular expressions), then `rest`."""
    first = frozenset(opener.split()[0] for opener in openers.split("|"))
    return Opened(pattern(f"(?:{openers}){rest}"), first)


def pattern(source: str) -> re.Pattern[str]:
    """`source` compiled to match whole tokens of a line, and the space before them. `{N}` stands for a number
    (capturing).

    A starred group is taken at most six times, so that no text makes the search slower than linear.
    """
    bounded = source.replace(")*", "){0,6}").replace("{N}", r"(-?[0-9]+(?:[.][0-9]+)?)")
    return re.compile(rf" (?:{bounded})(?!\S)")


def tokenize(prompt: str) -> Tokens:
    """The tokens of any text; characters that are neither words nor marks lie between tokens."""
    items: list[Token] = []
    for match in _SCAN.finditer(prompt):
        items.extend(_read(match, items))
    return Tokens(prompt, tuple(number_words(_unnumbered(_quiet_dots(items, prompt)))))


def _read(match: re.Match[str], before: list[Token]) -> list[Token]:
    start, end = match.span()
    if match["mark"]:
        return [_mark(match["mark"], start)]
    if match["clock"]:
        minutes, seconds = match["clock"].split(":")
        return [_number(match["clock"], start, int(minutes) + int(seconds) / 60)]
    if match["number"]:
        return _numeric(match, before)
    if match["short"]:
        return [_short_year(match["short"], start, end)]
    return [_word(match.group(), start, end)]


def _short_year(raw: str, start: int, end: int) -> Token:
    """ "'77" is 1977, "'05" is 2005."""
    year = int(raw[1:])
    return Token(str((1900 if year >= _FIRST_SHORT else 2000) + year), raw[1:], start, end)


def _numeric(match: re.Match[str], before: list[Token]) -> list[Token]:
    raw, glued = match["number"], match["glued"]
    start, middle, end = match.start(), match.end("number"), match.end()
    if glued and glued[0] in "'’" and not _DECADE.match(raw + glued):
        glued, end = "", middle
    if glued and (_DECADE.match(raw + glued) or not _is_unit(glued)):
        return [_word(raw + glued, start, end)]
    sign = []
    if raw[0] in "-−" and before and before[-1].number is not None:
        sign, raw, start = [_mark("-", start)], raw[1:], start + 1
    items = [*sign, _number(raw, start, _value(raw))]
    return items + (_unit(glued, middle) if glued else [])


def _is_unit(glued: str) -> bool:
    return glued.lower() in _UNITS or bool(_UNIT_WITH_TAIL.match(glued.lower()))


def _unit(glued: str, start: int) -> list[Token]:
    tail = _UNIT_WITH_TAIL.match(glued.lower())
    if not tail:
        return [_word(glued, start, start + len(glued))]
    unit, number, after = tail.groups()
    at = start + len(unit)
    items = [_word(unit, start, at), _number(number, at, float(number))]
    return [*items, _word(after, at + len(number), at + len(number) + len(after))] if after else items


def _value(raw: str) -> float:
    plain = raw.replace("−", "-")
    if re.fullmatch(r"-?\d,\d{1,2}", plain):
        return float(plain.replace(",", "."))
    return float(plain.replace(",", ""))


def _number(raw: str, start: int, value: float) -> Token:
    value = min(max(value, -1e12), 1e12)
    return Token(_shortest(value), raw.lstrip("-−"), start, start + len(raw), number=value)


def _shortest(value: float) -> str:
    return str(int(value)) if value == int(value) else format(value, ".6f").rstrip("0").rstrip(".") or "0"


def _mark(raw: str, start: int) -> Token:
    return Token(raw.translate(_MARKS), "", start, start + len(raw), is_mark=True)


def _word(raw: str, start: int, end: int) -> Token:
    text, key, capital = _forms(raw) if len(raw) <= _EVERYDAY else _forms.__wrapped__(raw)
    return Token(text, key, start, end, capital)


@lru_cache(maxsize=16_384)
def _forms(raw: str) -> tuple[str, str, bool]:
    """A word as prompts compare it and as names do, and whether it begins with a capital. Remembered: few words make up
    most prompts."""
    folded = "".join(c for c in fold(raw) if c.isalnum()) or raw.casefold()
    if folded.isdecimal():
        return folded, folded, False
    return folded, _name_key(raw), raw.lstrip("0123456789")[:1].isupper()


def _name_key(raw: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", raw).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", ascii_only)) or raw.casefold()


def _quiet_dots(items: list[Token], prompt: str) -> list[Token]:
    """Without the marks that end nothing: dots inside names ("R.E.M."), hyphens and slashes inside words."""
    kept: list[Token] = []
    for i, token in enumerate(items):
        if token.is_mark and token.text in ".-:/!" and _inside(items, i, prompt):
            continue
        kept.append(token)
    return kept


def _unnumbered(items: list[Token]) -> list[Token]:
    """Without the numbers of a list's entries, "1) … 2) …": each ends what stands before it."""
    kept: list[Token] = []
    depth = 0
    for token in items:
        depth += token.text == "("
        if token.text == ")" and token.is_mark and depth == 0 and kept and _is_entry(kept[-1], token):
            kept[-1] = Token(";", "", kept[-1].start, token.end, is_mark=True)
            continue
        depth = max(0, depth - (token.text == ")"))
        kept.append(token)
    return kept


def _is_entry(number: Token, bracket: Token) -> bool:
    return number.number is not None and number.number < _ENTRIES and number.end == bracket.start


def _inside(items: list[Token], i: int, prompt: str) -> bool:
    token = items[i]
    glued_left = i > 0 and items[i - 1].end == token.start
    glued_right = i + 1 < len(items) and items[i + 1].start == token.end
    if token.text == ".":
        initial = glued_left and token.start - items[i - 1].start == 1 and items[i - 1].number is None
        return (glued_right and not items[i + 1].is_mark) or initial or _abbreviation(items, i)
    if not (glued_left and glued_right) or items[i + 1].is_mark:
        return False
    if token.text == "/" and any(t.text == "/" for t in (*items[max(0, i - 2) : i - 1], *items[i + 2 : i + 3])):
        return False
    left, right = items[i - 1].text, items[i + 1].text
    return not (right[:1].isdigit() and (left[:1].isdigit() or left in _UNITS))


def _abbreviation(items: list[Token], i: int) -> bool:
    return (
        i > 0
        and i + 1 < len(items)
        and items[i - 1].text in {"dr", "mr", "mrs", "st", "ft", "feat", "vs", "min", "approx", "ca"}
    )


def number_words(items: list[Token]) -> list[Token]:
    """With runs of number words as one token each."""
    out: list[Token] = []
    i = 0
    while i < len(items):
        value, used = spelled([t.text for t in items[i : i + LONGEST_NUMBER]])
        if used:
            run = items[i : i + used]
            key = " ".join(t.key for t in run)
            out.append(Token(_shortest(value), key, run[0].start, run[-1].end, run[0].capital, float(value)))
        else:
            out.append(items[i])
        i += used or 1
    return out
