"""What holds of every sound that is heard."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue.errors import BadInput
from segue.hearing.ear import LOUDNESS_FLOOR, hear
from segue.hearing.ear.key import key_of
from segue.hearing.ear.loudness import gating_blocks, integrated
from segue.hearing.ear.spectra import PITCH_STEPS, STEPS_A_SEMITONE, Decimator

seeds = st.integers(0, 2**32 - 1)


@given(seeds, st.floats(-20, 20))
def test_gain_shifts_loudness_by_as_much(seed: int, gain: float) -> None:
    powers = gating_blocks(10 ** np.random.default_rng(seed).uniform(-4, -1, 60))
    assert integrated(powers * 10 ** (gain / 10)) == pytest.approx(integrated(powers) + gain, abs=1e-6)


@given(seeds, st.integers(1, 40))
def test_silence_added_changes_no_loudness_by_much(seed: int, steps: int) -> None:
    """But for the blocks that straddle the border, which the relative gate may let pass."""
    powers = 10 ** np.random.default_rng(seed).uniform(-3, -2.5, 100)
    longer = integrated(gating_blocks(np.concatenate([powers, np.zeros(steps)])))
    assert longer == pytest.approx(integrated(gating_blocks(powers)), abs=0.2)


@given(st.integers(0, 50))
def test_loudness_of_nothing(steps: int) -> None:
    assert integrated(gating_blocks(np.zeros(steps))) == LOUDNESS_FLOOR


@given(seeds, st.integers(-11, 11))
def test_transposing_shifts_the_key(seed: int, semitones: int) -> None:
    rng, tones = np.random.default_rng(seed), np.zeros(PITCH_STEPS)
    inner = np.arange(2 * 12 * STEPS_A_SEMITONE, PITCH_STEPS - 2 * 12 * STEPS_A_SEMITONE)
    tones[rng.choice(inner, 20)] = rng.random(20)
    key, mode, sure = key_of(tones)
    moved = key_of(np.roll(tones, semitones * STEPS_A_SEMITONE))
    assert key is not None
    assert moved[:2] == ((key + semitones) % 12, mode)
    assert moved[2] == pytest.approx(sure, abs=2e-3)


@given(seeds, st.sampled_from([1, 2, 4, 8]), st.lists(st.integers(1, 10), min_size=1, max_size=5))
def test_decimation_does_not_see_the_blocks(seed: int, factor: int, sizes: list[int]) -> None:
    signal = np.random.default_rng(seed).normal(0, 1, 256 * sum(sizes)).astype(np.float32)
    whole, parts = Decimator(factor), Decimator(factor)
    cuts = np.split(signal, 256 * np.cumsum(sizes)[:-1])
    np.testing.assert_allclose(np.concatenate([parts.take(cut) for cut in cuts]), whole.take(signal), atol=1e-5)


@settings(max_examples=40)
@given(st.binary(max_size=400), st.sampled_from(["", "OggS", "RIFF", "fLaC", "ID3"]))
def test_no_bytes_raise_anything_else(body: bytes, magic: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.ogg")
        path.write_bytes(magic.encode() + body)
        with pytest.raises(BadInput, match="cannot be read"):
            hear(path)
