"""Listens to one audio file: tempo, key, loudness, edges, and proxies for what audio only hints at."""

from pathlib import Path
from types import ModuleType

from segue.errors import MissingExtra
from segue.hearing.ear.heard import LOUDNESS_FLOOR, PEAK_FLOOR, VECTOR_SIZE, Heard, Proxy

__all__ = ["LOUDNESS_FLOOR", "PEAK_FLOOR", "VECTOR_SIZE", "Heard", "Proxy", "hear", "ready"]


def hear(path: Path, *, quick: bool = False) -> Heard:
    """Hears the file at `path`; `quick` asks for excerpts only, about a tenth of the work.

    Raises `BadInput` (`audio_unreadable`) for a file that is damaged, cut short, empty or not audio, and
    `MissingExtra` where the extra `hearing` is not installed.
    """
    heard: Heard = _listening().hear(path, quick=quick)
    return heard


def ready() -> None:
    """Raises `MissingExtra` where the extra `hearing` is not installed: before a job begins, not in its workers."""
    _listening()
    from segue.hearing.ear.decoding import library

    library()


def _listening() -> ModuleType:
    try:
        from segue.hearing.ear import listening
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] != "scipy":
            raise
        raise MissingExtra("hearing", "Listening to audio files") from None
    return listening
