"""Rendered tracks as files: WAV, FLAC or Ogg Vorbis, each whole or not there."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Final, cast
from urllib.parse import quote

import numpy as np
import numpy.typing as npt

from segue.errors import BadInput, MissingExtra
from segue.hearing.rendering.plan import Plan, plan_of
from segue.hearing.rendering.play import render
from segue.music import Track

FORMATS: Final = {".wav": ("WAV", "PCM_16"), ".flac": ("FLAC", "PCM_16"), ".ogg": ("OGG", "VORBIS")}
"""Container and coding by suffix."""
_CHUNK: Final = 65_536


def write(path: Path, audio: npt.NDArray[np.float32], rate: int) -> None:
    """Write one channel of `audio`, shape (frames,) within ±1, to `path`: as .wav, .flac or .ogg by its suffix.

    Whole or not at all: it is written beside `path` under another name, then renamed. Raises `BadInput` (audio_format)
    for another suffix, (file_unwritable) where the folder does not take it, and `MissingExtra` without soundfile.
    """
    if path.suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise BadInput("audio_format", f"No audio format is known for {path.name!r}.", hint=f"Use one of {known}.")
    data = _encoded(audio, rate, *FORMATS[path.suffix])
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise BadInput("file_unwritable", f"{path} cannot be written: {error.strerror}.", field="path") from None
    finally:
        part.unlink(missing_ok=True)


def _encoded(audio: npt.NDArray[np.float32], rate: int, container: str, coding: str) -> bytes:
    """In pieces, since libsndfile's Vorbis encoder takes what it is given on the stack."""
    soundfile, raw = _soundfile(), io.BytesIO()
    with soundfile.SoundFile(raw, "w", samplerate=rate, channels=1, format=container, subtype=coding) as out:
        for at in range(0, len(audio), _CHUNK):
            out.write(audio[at : at + _CHUNK])
    return raw.getvalue()


def rendered(
    tracks: Iterable[Track], folder: Path, *, seconds: float = 30.0, suffix: str = ".flac", rate: int = 22_050
) -> Iterator[tuple[Track, Path, Plan]]:
    """Render each of `tracks` to `folder`/its id + `suffix`; tell each when it is done: the track, its file, its plan.

    A file that is there already and has the length asked for is left as it is, so that a run that was cut off goes on.
    Characters of an id that a file name cannot have are written as per cent and hex digits. Raises as `write` does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for track in tracks:
        plan, path = plan_of(track), folder / f"{quote(track.id, safe=' ')}{suffix}"
        if not _whole(path, round(seconds * rate), rate):
            write(path, render(plan, seconds, rate), rate)
        yield track, path, plan


def _whole(path: Path, frames: int, rate: int) -> bool:
    soundfile = _soundfile()
    try:
        told = soundfile.info(path)
    except soundfile.LibsndfileError:
        return False
    return bool(told.frames == frames and told.samplerate == rate)


def _soundfile() -> ModuleType:
    try:
        import soundfile
    except ModuleNotFoundError:
        raise MissingExtra("hearing", "Writing audio") from None
    return cast("ModuleType", soundfile)
