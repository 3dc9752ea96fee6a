"""Everyday English words, which are language before they are names."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

_ENDINGS: Final = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""),
                   ("ing", "e"), ("er", ""), ("r", ""), ("ers", ""), ("ly", ""), ("y", ""), ("est", ""))  # fmt: skip
"""How words are inflected, and what the plain form has in place of it."""
_LEAST: Final = 3


@cache
def _words() -> frozenset[str]:
    return frozenset(files("segue.knowledge").joinpath("data/everyday.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=8192)
def is_everyday_english(word: str) -> bool:
    """Whether the folded `word` is a plain form that is listed, or is inflected from one."""
    known = _words()
    if word in known:
        return True
    for ending, plain in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            stem = word[: len(word) - len(ending)]
            if stem + plain in known or (not plain and stem[-1:] == stem[-2:-1] and stem[:-1] in known):
                return True
    return False
