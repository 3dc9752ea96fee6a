"""The listener's own marks that tag libraries leave out: ID3's POPM (rating and plays) and PCNT (plays) frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

_STARS: Final = ((224, 5.0), (160, 4.0), (96, 3.0), (32, 2.0), (1, 1.0))
"""Lowest POPM byte of each number of stars, as Windows, foobar2000 and MusicBee divide 1–255; 0 is “not rated”."""
_LONGEST_FRAME: Final = 4096


class Marks(msgspec.Struct, frozen=True):
    """`rating` in 1–5 stars and `plays`; None where the file does not tell."""

    rating: float | None = None
    plays: int | None = None


def read_marks(stream: BinaryIO) -> Marks:
    """The marks in the ID3v2 tag at the start of `stream`; nothing where there is no such tag. Reads headers only."""
    rating: float | None = None
    plays: int | None = None
    for frame, body in _frames(stream):
        if frame in (b"POPM", b"POP"):
            _, _, rest = body.partition(b"\0")
            rating = rating or (stars(rest[0]) if rest else None)
            plays = _larger(plays, rest[1:])
        elif frame in (b"PCNT", b"CNT"):
            plays = _larger(plays, body)
    return Marks(rating, plays)


def stars(byte: int) -> float | None:
    """A POPM byte (0–255) as 1–5 stars; None for 0, which means not rated."""
    return next((count for lowest, count in _STARS if byte >= lowest), None)


def _larger(plays: int | None, counter: bytes) -> int | None:
    counted = int.from_bytes(counter, "big") if counter else 0
    return max(plays or 0, counted) or None


def _frames(stream: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Identifier and body of each small frame of an ID3v2.2, 2.3 or 2.4 tag."""
    head = stream.read(10)
    if len(head) < 10 or head[:3] != b"ID3" or head[3] not in (2, 3, 4) or head[5] & 0x40:
        return
    end = 10 + _synchsafe(head[6:10])
    id_size, header_size = (3, 6) if head[3] == 2 else (4, 10)
    while stream.tell() + header_size <= end:
        header = stream.read(header_size)
        frame, length = header[:id_size], header[id_size : 2 * id_size]
        if len(header) < header_size or not frame.isalnum():
            return
        size = _synchsafe(length) if head[3] == 4 else int.from_bytes(length, "big")
        if size <= _LONGEST_FRAME:
            yield frame, stream.read(size)
        else:
            stream.seek(size, 1)


def _synchsafe(digits: bytes) -> int:
    """A big-endian number with seven bits a byte."""
    number = 0
    for digit in digits:
        number = number << 7 | digit & 0x7F
    return number
