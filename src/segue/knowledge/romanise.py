"""Letters that have no plain form of their own, in Latin ones: ligatures and strokes, and Cyrillic.

Cyrillic follows the BGN/PCGN romanisation of Russian, which is how names are mostly printed. Other scripts stay: what
is read from them (kana, hanzi) depends on the language and is spelt in many ways.
"""

from __future__ import annotations

from typing import Final

_OWN: Final = "æœøłđðþıħŋабвгґдеёєжзиіїйклмнопрстуўфхцчшщыэюяђјљњћџ"
_LATIN: Final = (
    "ae|oe|o|l|d|d|th|i|h|ng|"
    "a|b|v|g|g|d|e|e|ye|zh|z|i|i|yi|y|k|l|m|n|o|p|r|s|t|u|u|f|kh|ts|ch|sh|shch|y|e|yu|ya|dj|j|lj|nj|c|dz"
)
_TABLE: Final = dict(zip(map(ord, _OWN), _LATIN.split("|"), strict=True))
_TABLE.update({ord(chr(own).upper()): plain for own, plain in tuple(_TABLE.items()) if len(chr(own).upper()) == 1})
_TABLE.update(dict.fromkeys(map(ord, "ьъЬЪ"), ""))


def romanised(text: str) -> str:
    """`text` with such letters in Latin ones, those in lower case: "Группа крови" → "gruppa krovi", "Mœnia" →
    "Moenia"."""
    return text if text.isascii() else text.translate(_TABLE)
