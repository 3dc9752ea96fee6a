"""One file in, one `Heard` out: the full pass hears all of it, the quick look three excerpts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from segue.hearing.ear.decoding import Samples, blocks, opened
from segue.hearing.ear.edges import Edges, edges, first_beat
from segue.hearing.ear.heard import LOUDNESS_FLOOR, PEAK_FLOOR, Heard
from segue.hearing.ear.key import key_of
from segue.hearing.ear.loudness import (
    LEVELS_A_STEP,
    REPLAYGAIN_TARGET,
    Meter,
    gating_blocks,
    integrated,
    step_size,
)
from segue.hearing.ear.onsets import Onsets, onsets
from segue.hearing.ear.proxies import Evidence, proxies, timbre
from segue.hearing.ear.spectra import Decimator, MelFrames, PitchHistogram, halvings
from segue.hearing.ear.tempo import Tempo, tempo_of

if TYPE_CHECKING:
    import soundfile

_BLOCK_STEPS: Final = 160
"""Steps of 100 ms in one block of decoding: a whole multiple of every decimation up to 32."""
_EXCERPT: Final = 12.0
"""Seconds of one excerpt."""
_PLACES: Final = (0.25, 0.5, 0.75)
"""Where the excerpts of a quick look have their middle, as shares of the length: away from intro and outro."""


@dataclass(frozen=True)
class Stretch:
    """What one stretch of a file leaves behind when it has been heard without a gap."""

    meter: Meter
    mel: MelFrames
    pitches: PitchHistogram

    def onsets(self) -> Onsets:
        """Where notes begin."""
        return onsets(self.mel.frames, self.mel.rate, self.mel.delay)


def hear(path: Path, *, quick: bool = False) -> Heard:
    """Hears the file at `path`, as `segue.hearing.ear.hear` has it."""
    with opened(path) as file:
        spans = _spans(file, quick)
        size = _BLOCK_STEPS * step_size(file.samplerate)
        heard = [
            stretch(blocks(file, path, start, count, size), file.samplerate, file.channels) for start, count in spans
        ]
        excerpted = len(spans) > 1
        if excerpted:
            _reach_the_end(file, path)
        return _told(heard, file.frames / file.samplerate, file.samplerate, quick=excerpted)


def _spans(file: soundfile.SoundFile, quick: bool) -> list[tuple[int, int]]:
    """(first frame, frames) of what is to be heard."""
    count = round(_EXCERPT * file.samplerate)
    if not quick or file.frames < 2 * count * len(_PLACES):
        return [(0, file.frames)]
    return [(round(file.frames * place) - count // 2, count) for place in _PLACES]


def _reach_the_end(file: soundfile.SoundFile, path: Path) -> None:
    """Reads the last hundredth of a second, so that a file cut short is told by a quick look too."""
    last = max(1, file.samplerate // 100)
    for _ in blocks(file, path, max(0, file.frames - last), min(last, file.frames), last):
        pass


def stretch(sound: Iterable[Samples], rate: int, channels: int) -> Stretch:
    """Hears blocks (frames, channels) one after another."""
    factor = halvings(rate)
    decimator = Decimator(factor)
    heard = Stretch(Meter(rate, channels), MelFrames(rate / factor), PitchHistogram(rate / factor))
    for block in sound:
        heard.meter.take(block)
        slower = decimator.take(block.mean(axis=1))
        heard.mel.take(slower)
        heard.pitches.take(slower)
    return heard


def _told(heard: Sequence[Stretch], seconds: float, rate: int, *, quick: bool) -> Heard:
    """All that follows from the stretches of a file of the given length and sampling rate."""
    struck = [part.onsets() for part in heard]
    loudness = integrated(np.concatenate([gating_blocks(part.meter.steps) for part in heard]))
    silent = loudness <= LOUDNESS_FLOOR
    tempo = Tempo() if silent else tempo_of(struck)
    key, mode, sure = (None, None, 0.0) if silent else key_of(np.sum([part.pitches.tones for part in heard], axis=0))
    mel = np.concatenate([part.mel.frames for part in heard])
    hints = proxies(Evidence(mel, heard[0].mel.rate, _joined(struck), tempo, loudness, _tonal(heard), quick))
    edge = Edges() if quick else edges(heard[0].meter.levels, step_size(rate) / LEVELS_A_STEP / rate)
    return Heard(
        duration_ms=round(seconds * 1000),
        quick=quick,
        loudness=round(loudness, 2),
        gain=0.0 if silent else round(REPLAYGAIN_TARGET - loudness, 2),
        peak=_peak(heard),
        tempo=tempo.bpm,
        tempo_confidence=tempo.confidence,
        tempi=tempo.tempi,
        key=key,
        mode=mode,
        key_confidence=sure,
        vector=timbre(mel),
        starts_ms=edge.starts_ms,
        first_beat_ms=_first_beat(struck[0], tempo, edge),
        ends_ms=edge.ends_ms,
        fade_ms=edge.fade_ms,
        **hints,
    )


def _joined(struck: Sequence[Onsets]) -> Onsets:
    return Onsets(np.concatenate([part.strength for part in struck], axis=1), struck[0].rate, struck[0].delay)


def _first_beat(struck: Onsets, tempo: Tempo, edge: Edges) -> int | None:
    if tempo.bpm is None or edge.starts_ms is None:
        return None
    return first_beat(struck, tempo.bpm, edge.starts_ms / 1000)


def _tonal(heard: Sequence[Stretch]) -> float:
    total = sum(part.pitches.total for part in heard)
    return min(1.0, sum(part.pitches.tonal for part in heard) / total) if total > 0 else 0.0


def _peak(heard: Sequence[Stretch]) -> float:
    peak = max(part.meter.peak for part in heard)
    return round(max(PEAK_FLOOR, 20 * math.log10(peak)), 2) if peak > 0 else PEAK_FLOOR
