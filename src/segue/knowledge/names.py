"""How names are compared: titles, artists and labels by keys that forgive spelling, never by their raw text."""

from __future__ import annotations

import re
import unicodedata

_BRACKETS = re.compile(r"\(.*?\)|\[.*?\]")
_SUFFIX = re.compile(r" - .*$")
_FEATURED = re.compile(r"\b(?:feat|ft|featuring)\b.*$")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\W_]+")
_KEYED = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
"""Text that is its own label key, as nearly all is that a prompt is searched for."""
_CREDIT = re.compile(r",|;|&| feat\.? | ft\.? | featuring | x ", re.IGNORECASE)


def fold(text: str) -> str:
    """`text` without accents and case: "Motörhead" → "motorhead". Letters without an ASCII form stay as they are."""
    if text.isascii():
        return text.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold()


def legible(text: str) -> str:
    """`text` on one line without what could steer a terminal, a file name or the order of letters: control and format
    characters, halves of surrogate pairs."""
    if text.isprintable():  # format characters are not
        return " ".join(text.split())
    kept = (c if c.isprintable() else " " for c in text if unicodedata.category(c) not in {"Cf", "Cs"})
    return " ".join("".join(kept).split())


def words(text: str) -> tuple[str, ...]:
    """The words of `text`, folded: "Hip-Hop/Rap" → ("hip", "hop", "rap")."""
    return tuple(_WORD.findall(fold(text)))


def label_key(label: str) -> str:
    """How a genre, mood or tag is compared: its folded words, one space apart ("Hip-Hop" → "hip hop")."""
    return label if _KEYED.fullmatch(label) else " ".join(words(label))


def _plain(text: str) -> str:
    decomposed = text if text.isascii() else unicodedata.normalize("NFKD", text)
    ascii_only = decomposed.encode("ascii", "ignore").decode().lower()
    core = _SUFFIX.sub(" ", _BRACKETS.sub(" ", ascii_only))
    return _NOT_WORD.sub(" ", core).strip() or " ".join(text.casefold().split())


def artist_key(name: str) -> str:
    """How an artist's name is compared: no accents, case, brackets, punctuation or leading "the"."""
    return _plain(name).removeprefix("the ")


def title_key(title: str) -> str:
    """How titles of one song are compared: versions in brackets or behind " - ", and featured artists, left away."""
    key = _plain(title)
    return _FEATURED.sub("", key).strip() or key


def credited(credit: str) -> tuple[str, ...]:
    """The names in an artist credit, the whole credit first: "A & B feat. C" → ("A & B feat. C", "A", "B", "C")."""
    parts = [part.strip() for part in _CREDIT.split(credit)]
    return tuple(dict.fromkeys(name for name in (credit.strip(), *parts) if name))
