"""What audio only hints at: energy, danceability, acousticness, instrumentalness, and a vector of timbre.

The four proxies are fixed formulas from the literature's descriptors, not fitted to anyone's labels; the names are
those of the catalogues, whose own formulas are not published. They order the tracks of one library and are not meant
to agree with a catalogue's numbers, which the confidences say. A descriptor counts from 0 to 1 over the range that it
has, about, in the middle nine tenths of some two hundred pieces, orchestral, electronic and rendered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.fft import dct, rfft

from segue.hearing.ear.heard import LOUDNESS_FLOOR, VECTOR_SIZE, Proxy
from segue.hearing.ear.onsets import Onsets
from segue.hearing.ear.spectra import MEL_BANDS, Frames, mel_centres
from segue.hearing.ear.tempo import Tempo, prior

_COEFFICIENTS: Final = 13
_LIFTER: Final = 22
_CONFIDENCE: Final = {"energy": 0.6, "danceability": 0.25, "acousticness": 0.4, "instrumentalness": 0.2}
"""A full pass; a quick look has four fifths of it. Stated, not measured: the benches say how well each proxy orders."""
_QUICK = 0.8
_VOICE: Final = (300.0, 3400.0)
"""Hz: the telephone's band, where speech keeps its syllables."""
_SYLLABLES: Final = (3.0, 7.0)
"""Hz: the rate of syllables (Scheirer & Slaney 1997: energy modulated at 4 Hz)."""


@dataclass(frozen=True)
class Evidence:
    """What the proxies are made of."""

    mel: Frames
    """(frames, `MEL_BANDS`), power."""
    rate: float
    """Frames a second."""
    onsets: Onsets
    tempo: Tempo
    loudness: float
    tonal: float
    """Share of the magnitude between 49 Hz and 3.1 kHz that stands in tones, 0–1."""
    quick: bool


def proxies(evidence: Evidence) -> dict[str, Proxy]:
    """The four proxies by name. Silence has no energy, and nothing else is said of it (confidence 0)."""
    if evidence.loudness <= LOUDNESS_FLOOR or not evidence.mel.any():
        return {name: Proxy(0.0, 0.0) for name in _CONFIDENCE}
    values = {
        "energy": energy(evidence),
        "danceability": danceability(evidence),
        "acousticness": acousticness(evidence),
        "instrumentalness": instrumentalness(evidence),
    }
    share = _QUICK if evidence.quick else 1.0
    return {name: Proxy(round(value, 3), round(share * _CONFIDENCE[name], 3)) for name, value in values.items()}


def ramp(value: float, low: float, high: float) -> float:
    """0 at `low` and below, 1 at `high` and above, straight between."""
    return float(np.clip((value - low) / (high - low), 0.0, 1.0))


def brightness(mel: Frames) -> float:
    """Mean place of the compressed spectrum on the mel scale, 0 (all low) to 1 (all high)."""
    compressed = np.log1p(mel.mean(axis=0) / (1e-4 * mel.mean()))
    return float(compressed @ np.linspace(0, 1, MEL_BANDS) / compressed.sum())


def activity(onsets: Onsets) -> float:
    """Mean onset strength over the three registers: how much begins each moment."""
    return float(onsets.strength.mean()) if onsets.strength.size else 0.0


def energy(evidence: Evidence) -> float:
    """Loudness, activity and brightness, weighted 2 : 1 : 1.

    The ingredients are those that listeners' arousal follows (Gabrielsson & Lindström 2010; Schubert 2004): loudness
    between -30 and -8 LUFS, onset activity, and the mean of the spectrum. Of these, loudness explains most.
    """
    loud = ramp(evidence.loudness, -30.0, -8.0)
    return (2 * loud + ramp(activity(evidence.onsets), 0.0, 0.12) + ramp(brightness(evidence.mel), 0.2, 0.42)) / 4


def danceability(evidence: Evidence) -> float:
    """A clear, steady pulse near a dancer's tempo with a share of bass in it: clarity · (1 + prior + bass) / 3.

    Pulse clarity is Lartillot's (2008); the tempo's prior is that of `tempo`; bass is the share of onset strength
    below 180 Hz, where 0.4 is full.
    """
    tempo = evidence.tempo
    if tempo.bpm is None:
        return 0.0
    by_register = evidence.onsets.strength.sum(axis=1)
    bass = ramp(float(by_register[0] / max(by_register.sum(), 1e-9)), 0.1, 0.4)
    usual = float(prior(np.array([tempo.bpm]))[0])
    steady = ramp(tempo.clarity, 0.05, 0.6) * (0.5 + 0.5 * tempo.confidence)
    return steady * (1 + usual + bass) / 3


def acousticness(evidence: Evidence) -> float:
    """What drums, distortion and studio compression leave: (tones + softness + darkness) / 3.

    Tones is the share of tonal magnitude (0.35 to 0.9); softness one less the onset activity above 2.2 kHz, where
    drum kits live; darkness one less the share of power above 5 kHz (in dB from -50 to -28).
    """
    high = evidence.mel[:, mel_centres() > 5000].sum() / evidence.mel.sum()
    dark = 1 - ramp(10 * float(np.log10(high + 1e-9)), -50.0, -28.0)
    soft = 1 - ramp(float(evidence.onsets.strength[2].mean()), 0.0, 0.06)
    return (ramp(evidence.tonal, 0.35, 0.9) + soft + dark) / 3


def instrumentalness(evidence: Evidence) -> float:
    """One less the sign of a voice: how far the 300–3400 Hz band is modulated at the rate of syllables, 3 to 7 Hz,
    more than the rest of the spectrum is (after Scheirer & Slaney 1997).

    A weak sign: a busy guitar has it too, and a held note sung has not.
    """
    centres = mel_centres()
    voice = (centres >= _VOICE[0]) & (centres <= _VOICE[1])
    inside, outside = (_modulation(evidence.mel[:, part], evidence.rate) for part in (voice, ~voice))
    return 1 - ramp(inside - 0.5 * outside, 0.05, 0.35)


def _modulation(mel: Frames, rate: float) -> float:
    """Share of a band's fluctuation (0.5 to 16 Hz, in windows of 4 s) that lies at the rate of syllables."""
    size = round(4 * rate)
    level = np.log(mel.sum(axis=1) + 1e-3 * mel.sum(axis=1).mean() + 1e-20)
    if len(level) < size:
        return 0.0
    cut = level[: len(level) // size * size].reshape(-1, size)
    power = np.abs(rfft((cut - cut.mean(axis=1, keepdims=True)) * np.hanning(size), axis=1)) ** 2
    hertz = np.arange(power.shape[1]) * rate / size
    total = power[:, (hertz >= 0.5) & (hertz <= 16)].sum()
    return float(power[:, (hertz >= _SYLLABLES[0]) & (hertz <= _SYLLABLES[1])].sum() / max(total, 1e-20))


def timbre(mel: Frames) -> tuple[float, ...]:
    """39 numbers: means and deviations of 13 cepstral coefficients, and deviations of their changes.

    Coefficients 1 to 13 of the cosine transform of the log-mel spectrum (Davis & Mermelstein 1980), without the 0th,
    which is loudness; liftered (L = 22, Young et al., *The HTK Book*) so that all have like scales. Indifferent to
    gain, nearly so to key and tempo. Silence gives zeros.
    """
    if len(mel) < 2 or not mel.any():
        return (0.0,) * VECTOR_SIZE
    loud = mel.sum(axis=1)
    heard = mel[loud > 1e-4 * loud.mean()]
    cepstra = dct(np.log(heard + 1e-6 * mel.mean()), axis=1, norm="ortho")[:, 1 : _COEFFICIENTS + 1]
    cepstra *= _lifter()
    changes = np.diff(cepstra, axis=0) if len(cepstra) > 1 else np.zeros_like(cepstra)
    numbers = np.concatenate((cepstra.mean(axis=0), cepstra.std(axis=0), changes.std(axis=0)))
    return tuple(np.round(numbers.astype(np.float64), 4).tolist())


def _lifter() -> npt.NDArray[np.float32]:
    order = np.arange(1, _COEFFICIENTS + 1)
    return np.asarray((1 + _LIFTER / 2 * np.sin(np.pi * order / _LIFTER)) / (1 + _LIFTER / 2), np.float32)
