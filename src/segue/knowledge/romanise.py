"""Letters that have no plain form of their own, in Latin ones: ligatures and strokes, and Cyrillic.

Cyrillic follows the BGN/PCGN romanisation of Russian, which is how names are mostly printed. Other scripts stay: what
is read from them (kana, hanzi) depends on the language and is spelt in many ways.
"""

from __future__ import annotations

from typing import Final

_LETTERS: Final = (
    "æ ae œ oe ø o ł l đ d ð d þ th ı i ħ h ŋ ng "
    "а a б b в v г g ґ g д d е e ё e є ye ж zh з z и i і i ї yi й y к k л l м m н n о o п p р r с s т t у u ў u ф f "
    "х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya ђ dj ј j љ lj њ nj ћ c џ dz"
).split()
_TABLE: Final = {ord(own): plain for own, plain in zip(_LETTERS[::2], _LETTERS[1::2], strict=True)}
_TABLE.update({ord(chr(own).upper()): plain for own, plain in tuple(_TABLE.items()) if len(chr(own).upper()) == 1})
_TABLE.update(dict.fromkeys(map(ord, "ьъЬЪ"), ""))


def romanised(text: str) -> str:
    """`text` with such letters in Latin ones, those in lower case: "Группа крови" → "gruppa krovi", "Mœnia" →
    "Moenia"."""
    return text if text.isascii() else text.translate(_TABLE)
