"""Keys of cadences made by the test."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from ear_fixtures import MAJOR, MINOR, chords, noise, saved

from segue.hearing.ear import hear
from segue.hearing.ear.key import chroma, key_of, tuning
from segue.hearing.ear.spectra import LOWEST_PITCH, PITCH_STEPS, STEPS_A_SEMITONE


@pytest.mark.parametrize("tonic", range(12))
@pytest.mark.parametrize("mode", [0, 1])
def test_every_key(tmp_path: Path, tonic: int, mode: int) -> None:
    heard = hear(saved(tmp_path / "a.wav", chords(tonic, (MINOR, MAJOR)[mode])))
    assert (heard.key, heard.mode) == (tonic, mode)
    assert heard.key_confidence > 0.3


@pytest.mark.parametrize("cents", [-40, -15, 30])
def test_an_instrument_out_of_tune(tmp_path: Path, cents: int) -> None:
    """The same samples played faster or slower by some cents."""
    heard = hear(saved(tmp_path / "a.wav", chords(2, MAJOR), round(22_050 * 2 ** (cents / 1200))))
    assert (heard.key, heard.mode) == (2, 1)


def test_noise_has_no_certain_key(tmp_path: Path) -> None:
    assert hear(saved(tmp_path / "a.wav", noise(12, -20))).key_confidence < 0.5


def test_no_tones_no_key() -> None:
    assert key_of(np.zeros(PITCH_STEPS)) == (None, None, 0.0)


def test_tuning_is_the_offset_of_the_peaks() -> None:
    tones = np.zeros(PITCH_STEPS)
    tones[[int((pitch - LOWEST_PITCH) * STEPS_A_SEMITONE) + 2 for pitch in (48, 52, 55)]] = 1.0
    assert tuning(tones) == pytest.approx(0.25, abs=0.01)
    assert set(chroma(tones).argsort()[-3:].tolist()) == {0, 4, 7}
