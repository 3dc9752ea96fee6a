"""Keys and modes: "in C minor", "F sharp major", "in a minor key"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, pattern

_KEY: Final = pattern(
    r"(?:in )?(?:the )?(?:key of )?(?P<note>[a-g])(?: ?(?P<sign>sharp|flat|#))? (?P<mode>major|minor)"
)
_MODE: Final = pattern(r"(?:in )?(?:a |the )?(?P<mode>major|minor) (?:keys?|mode|scale)")
_PITCH: Final = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_SIGN: Final = {"sharp": 1, "#": 1, "flat": -1}


def keys(tokens: Tokens) -> Iterator[Match]:
    """Matches of keys (pitch class, 0 = C) with their mode (1 major, 0 minor), and of modes alone."""
    for start, end, match in tokens.find(_KEY):
        pitch = (_PITCH[match["note"]] + _SIGN.get(match["sign"] or "", 0)) % 12
        mode = wish("mode", "is", int(match["mode"] == "major"))
        yield Match(start, end, (wish("key", "is", pitch), mode), bonus=5)
    for start, end, match in tokens.find(_MODE):
        yield Match(start, end, (wish("mode", "is", int(match["mode"] == "major")),), bonus=4)
