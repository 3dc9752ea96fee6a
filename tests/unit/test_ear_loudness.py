"""Loudness against the recommendation's own cases and against another implementation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from ear_fixtures import Sound, noise, saved, sine

from segue.hearing.ear import LOUDNESS_FLOOR, PEAK_FLOOR, hear


def test_a_full_tone_on_one_channel_is_three_below_full_scale(tmp_path: Path) -> None:
    """ITU-R BS.1770-4, annex 1: 0 dBFS at 997 Hz on one front channel reads -3.01 LKFS."""
    heard = hear(saved(tmp_path / "a.wav", sine(997, 10, 0.0), 48_000))
    assert heard.loudness == pytest.approx(-3.01, abs=0.1)
    assert heard.peak == pytest.approx(0.0, abs=0.01)


def test_ebu_case_one(tmp_path: Path) -> None:
    """EBU Tech 3341, case 1: 1 kHz at -23 dBFS on both channels for 20 s reads -23.0 ± 0.1 LUFS."""
    tone = sine(1000, 20, -23.0)
    heard = hear(saved(tmp_path / "a.wav", np.stack([tone, tone], axis=1), 48_000))
    assert heard.loudness == pytest.approx(-23.0, abs=0.1)
    assert heard.gain == pytest.approx(5.0, abs=0.1)


def test_ebu_case_three_is_gated(tmp_path: Path) -> None:
    """EBU Tech 3341, case 3: 10 s at -36, 60 s at -23, 10 s at -36 dBFS read -23.0 ± 0.1 LUFS."""
    tone = np.concatenate([sine(1000, 10, -36.0), sine(1000, 60, -23.0), sine(1000, 10, -36.0)])
    heard = hear(saved(tmp_path / "a.wav", np.stack([tone, tone], axis=1), 48_000))
    assert heard.loudness == pytest.approx(-23.0, abs=0.1)


def test_silence_does_not_dilute(tmp_path: Path) -> None:
    loud = noise(10, -20)
    half = np.concatenate([loud, np.zeros_like(loud)])
    whole, gated = (hear(saved(tmp_path / f"{n}.wav", s)).loudness for n, s in (("a", loud), ("b", half)))
    assert gated == pytest.approx(whole, abs=0.15)


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("kind", ["noise", "tones"])
def test_agrees_with_another_implementation(tmp_path: Path, rate: int, channels: int, kind: str) -> None:
    sound: Sound = np.stack(
        [
            noise(8, -24, rate, seed) if kind == "noise" else sine(90 * (seed + 1), 8, -20, rate)
            for seed in range(channels)
        ],
        axis=1,
    )
    sound[: len(sound) // 3] *= 0.3
    reference = pyloudnorm.Meter(rate).integrated_loudness(sound)
    assert hear(saved(tmp_path / "a.wav", sound, rate)).loudness == pytest.approx(reference, abs=0.2)


def test_silence_has_a_floor_and_nothing_else(tmp_path: Path) -> None:
    heard = hear(saved(tmp_path / "a.wav", np.zeros(22_050 * 6)))
    assert (heard.loudness, heard.peak, heard.gain) == (LOUDNESS_FLOOR, PEAK_FLOOR, 0.0)
    assert (heard.tempo, heard.key, heard.mode, heard.tempi) == (None, None, None, ())
    assert (heard.starts_ms, heard.first_beat_ms, heard.ends_ms, heard.fade_ms) == (None, None, None, None)
    assert (heard.tempo_confidence, heard.key_confidence, heard.energy.confidence) == (0.0, 0.0, 0.0)
