"""Sounds whose tempo, key, loudness and edges are known because the test made them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

Sound = npt.NDArray[np.float64]

MAJOR = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (0, 4, 7))
MINOR = ((0, 3, 7), (5, 8, 12), (7, 11, 14), (0, 3, 7))
"""I IV V I and i iv V i, in semitones above the tonic."""


def saved(path: Path, sound: Sound, rate: int = 22_050) -> Path:
    """The sound, (frames,) or (frames, channels), as a file of the kind that the suffix says, in floats for .wav.

    In pieces, since libsndfile's Vorbis encoder takes what it is given on the stack.
    """
    channels = sound.shape[1] if sound.ndim > 1 else 1
    with soundfile.SoundFile(path, "w", rate, channels, "FLOAT" if path.suffix == ".wav" else None) as file:
        for at in range(0, len(sound), 1 << 15):
            file.write(sound[at : at + (1 << 15)])
    return path


def times(seconds: float, rate: int = 22_050) -> Sound:
    return np.arange(round(seconds * rate)) / rate


def sine(hertz: float, seconds: float, level: float, rate: int = 48_000) -> Sound:
    """A tone whose peak is at `level` dBFS."""
    return np.asarray(10 ** (level / 20) * np.sin(2 * np.pi * hertz * times(seconds, rate)))


def noise(seconds: float, level: float, rate: int = 22_050, seed: int = 1) -> Sound:
    """White noise whose root mean square is at `level` dBFS."""
    return np.random.default_rng(seed).normal(0, 10 ** (level / 20), round(seconds * rate))


def beats(bpm: float, seconds: float, lead: float = 0.0, rate: int = 22_050) -> Sound:
    """Bass drum, snare in turn on the beats, a hat on every half beat; `lead` seconds of silence first."""
    sound, rng = np.zeros(round(seconds * rate)), np.random.default_rng(7)
    decay = times(0.2, rate)
    drum = 0.8 * np.sin(2 * np.pi * 60 * decay) * np.exp(-decay / 0.05)
    snare = 0.4 * rng.normal(0, 1, len(decay)) * np.exp(-decay / 0.04)
    hat = 0.15 * np.diff(rng.normal(0, 1, len(decay) + 1)) * np.exp(-decay / 0.015)
    for half in range(int((seconds - lead - 0.2) * bpm / 30)):
        at = round((lead + half * 30 / bpm) * rate)
        sound[at : at + len(decay)] += hat + (0 if half % 2 else snare if half % 4 else drum)
    return sound


def chords(tonic: int, shapes: tuple[tuple[int, ...], ...], seconds: float = 16.0, rate: int = 22_050) -> Sound:
    """A cadence over and over, each tone with four harmonics; the root doubled two octaves lower."""
    each = times(1.0, rate)
    swell = np.minimum(1, each / 0.02) * np.exp(-each)
    parts = []
    for number in range(int(seconds)):
        shape = shapes[number % len(shapes)]
        pitches = [48 + tonic + tone for tone in shape] + [36 + tonic + shape[0]]
        tones = [
            np.sin(2 * np.pi * harmonic * 440 * 2 ** ((pitch - 69) / 12) * each) / harmonic**1.5
            for pitch in pitches
            for harmonic in (1, 2, 3, 4)
        ]
        parts.append(0.05 * np.sum(tones, axis=0) * swell)
    return np.concatenate(parts)
