"""Samples out of a file, a block at a time, through libsndfile; files that are damaged are told, never half heard.

libsndfile trusts what it can read. A file cut short is therefore looked at twice: whether as many frames come as its
header states, and, where libsndfile itself shortens the count (Ogg and RIFF), whether the container is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

import numpy as np
import numpy.typing as npt

from segue.errors import BadInput, MissingExtra

if TYPE_CHECKING:
    import soundfile

Samples = npt.NDArray[np.float32]

_TAIL = 1 << 17
"""Bytes at the end of a file that are searched for the last Ogg page, which has 65,307 at most (RFC 3533)."""
_END_OF_STREAM = 4
_SYNC = 0xFF
"""First byte of an MP3 frame."""
_XING_REACH, _XING_ROOM = 64, 4096
"""Bytes of the first MP3 frame in which its Xing header begins; by how many the size it states may be off."""
_TOLERANCE = 0.5
"""Seconds that may be missing: encoders state lengths that are off by their own delay."""
_LIMIT = 1e4
"""80 dB above full scale: what a damaged file of floats can hold and no music does."""
_UNSTATED = (0, 0xFFFFFFFF)
"""Sizes that a RIFF header has while its writer does not know them."""


def unreadable(path: Path, why: str) -> BadInput:
    """The one error of this package."""
    return BadInput(
        "audio_unreadable",
        f"The audio of “{path.name}” cannot be read: {why}.",
        hint="Copy the file again from its source, or take it out of the folder.",
        field=path.name,
    )


def library() -> ModuleType:
    """What decodes. Raises `MissingExtra` (hearing)."""
    try:
        import soundfile
    except (ImportError, OSError):  # OSError: the package is there, libsndfile is not
        raise MissingExtra("hearing", "Listening to audio files") from None
    return cast("ModuleType", soundfile)


@contextmanager
def opened(path: Path) -> Iterator[soundfile.SoundFile]:
    """The file, open. Raises `audio_unreadable` for whatever goes wrong in it, also while it is being read."""
    decoder = library()
    try:
        whole = _container_is_whole(path)
        with decoder.SoundFile(str(path)) as file:
            if not whole:
                raise unreadable(path, "it ends early")
            if file.frames <= 0:
                raise unreadable(path, "it holds no sound")
            yield file
    except (decoder.SoundFileError, OSError) as error:
        raise unreadable(path, _reason(error)) from None


def blocks(file: soundfile.SoundFile, path: Path, start: int, count: int, size: int) -> Iterator[Samples]:
    """Frames `start` to `start + count` in blocks of `size`, the last one shorter; each (frames, channels)."""
    if start != file.tell():
        file.seek(start)
    while count > 0:
        block: Samples = file.read(min(size, count), dtype="float32", always_2d=True)
        if not len(block):
            if count > _TOLERANCE * file.samplerate:
                raise unreadable(path, "it ends before the length that its header states")
            return
        if not np.abs(block).max() <= _LIMIT:  # the other way round, NaN would pass
            raise unreadable(path, "it holds samples that are not numbers or out of all scale")
        count -= len(block)
        yield block


def _reason(error: Exception) -> str:
    said = str(getattr(error, "error_string", "") or getattr(error, "strerror", "") or "it is not audio")
    plain = said.removeprefix("Error : ").rstrip(".")
    return plain[:1].lower() + plain[1:]


def _container_is_whole(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(12)
        if head[:4] == b"OggS":
            file.seek(max(0, size - _TAIL))
            return _ogg_ends(file.read())
        if head[:4] == b"RIFF":
            stated = int.from_bytes(head[4:8], "little")
            return stated in _UNSTATED or stated + 8 <= size + 1  # the padding byte of an odd chunk is often left out
        start = _after_tag(head)
        file.seek(start)
        return start + _xing_bytes(file.read(_XING_REACH)) <= size + _XING_ROOM


def _after_tag(head: bytes) -> int:
    """Where the sound of an MP3 file begins: after its ID3v2 tag, whose size has seven bits a byte."""
    if head[:3] != b"ID3":
        return 0
    return 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))


def _xing_bytes(frame: bytes) -> int:
    """The size in bytes that the Xing (or Info) header in the first frame of an MP3 file states; 0 without one."""
    at = max(frame.find(b"Xing"), frame.find(b"Info"))
    if at < 0 or frame[0] != _SYNC or len(frame) < at + 16 or not frame[at + 7] & 2:
        return 0
    field = at + (12 if frame[at + 7] & 1 else 8)
    return int.from_bytes(frame[field : field + 4], "big")


def _ogg_ends(tail: bytes) -> bool:
    """Whether the last page of an Ogg file is whole and says that the stream ends (RFC 3533, section 6)."""
    at = tail.rfind(b"OggS")
    if at < 0 or len(tail) < at + 27:
        return False
    lacing = tail[at + 27 : at + 27 + tail[at + 26]]
    return bool(tail[at + 5] & _END_OF_STREAM) and len(tail) >= at + 27 + len(lacing) + sum(lacing)
