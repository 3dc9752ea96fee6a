"""The word lists behind the names of the sample library, read once from `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def words(table: str, key: str) -> tuple[str, ...]:
    """The words at `key` of `table`, in the order of the file. Raises KeyError where there is no such list."""
    return _lists()[table, key]


@cache
def keys(table: str) -> tuple[str, ...]:
    """The keys of `table`, in the order of the file."""
    return tuple(key for at, key in _lists() if at == table)


def language_of(country: str) -> str:
    """The language sung in `country`; English where that is not told."""
    return _plain("language").get(country, "English")


def given_names(language: str) -> tuple[str, ...]:
    """Given names that a singer in `language` may have."""
    return words("given", _plain("given_of").get(language, "english"))


@cache
def _lists() -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (table, key): tuple(word.replace("_", " ") for word in text.split())
        for table, rows in _file().items()
        if isinstance(rows, dict)
        for key, text in rows.items()
    }


def _plain(table: str) -> dict[str, str]:
    found: dict[str, str] = _file()[table]
    return found


@cache
def _file() -> dict[str, Any]:
    text = files("segue.catalogue.sampling").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
