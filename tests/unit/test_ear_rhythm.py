"""Tempo of beats made by the test, and that a beatless sound is not given one with confidence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from ear_fixtures import MAJOR, beats, chords, noise, saved, times

from segue.hearing.ear import hear


@pytest.mark.parametrize("bpm", [72.0, 84.5, 97.0, 110.0, 123.4, 128.0, 140.0])
def test_a_plain_beat(tmp_path: Path, bpm: float) -> None:
    heard = hear(saved(tmp_path / "a.wav", beats(bpm, 24)))
    assert heard.tempo == pytest.approx(bpm, rel=0.005)
    assert heard.tempo_confidence > 0.4
    assert heard.tempi[0][0] == heard.tempo
    assert sum(share for _, share in heard.tempi) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("bpm", [60.0, 66.0, 165.0, 180.0])
def test_at_the_edges_the_octave_is_kept(tmp_path: Path, bpm: float) -> None:
    """Where listeners disagree, the true tempo is the answer or among its relatives."""
    tempi = [tempo for tempo, _ in hear(saved(tmp_path / "a.wav", beats(bpm, 24))).tempi]
    assert min(abs(tempo / bpm - 1) for tempo in tempi) < 0.01


def test_without_a_beat_there_is_no_confidence(tmp_path: Path) -> None:
    swell = np.sin(2 * np.pi * 220 * times(30)) * (0.3 + 0.2 * np.sin(2 * np.pi * 0.13 * times(30)))
    drone = hear(saved(tmp_path / "drone.wav", swell))
    hiss = hear(saved(tmp_path / "hiss.wav", noise(30, -20)))
    assert drone.tempo_confidence < 0.2
    assert hiss.tempo_confidence < 0.2


def test_a_wandering_beat_has_little_confidence(tmp_path: Path) -> None:
    rng, sound = np.random.default_rng(3), np.zeros(22_050 * 40)
    click = np.exp(-times(0.1) / 0.02) * np.sin(2 * np.pi * 300 * times(0.1))
    for at in np.cumsum(rng.uniform(0.25, 1.1, 50)):
        sound[int(at * 22_050) : int(at * 22_050) + len(click)] += click[: max(0, len(sound) - int(at * 22_050))]
    wandering = hear(saved(tmp_path / "a.wav", sound)).tempo_confidence
    assert wandering < 0.3 < hear(saved(tmp_path / "b.wav", beats(100, 40))).tempo_confidence


def test_first_beat_after_the_silence(tmp_path: Path) -> None:
    heard = hear(saved(tmp_path / "a.wav", beats(120, 20, lead=1.5)))
    assert heard.starts_ms == pytest.approx(1500, abs=40)
    assert heard.first_beat_ms == pytest.approx(1500, abs=40)


def test_tempo_does_not_depend_on_gain(tmp_path: Path) -> None:
    sound = beats(104, 20)
    loud, soft = (hear(saved(tmp_path / f"{n}.wav", g * sound)) for n, g in (("a", 0.9), ("b", 0.01)))
    assert loud.tempo == pytest.approx(soft.tempo or 0, rel=1e-3)


def test_a_beat_can_be_danced_to_and_a_drone_cannot(tmp_path: Path) -> None:
    beat, drone = (hear(saved(tmp_path / f"{n}.wav", s)) for n, s in (("a", beats(120, 20)), ("b", chords(0, MAJOR))))
    assert beat.danceability.value > drone.danceability.value
    assert beat.acousticness.value < drone.acousticness.value
    assert all(0 < p.confidence < 1 for p in (beat.energy, beat.danceability, beat.acousticness, beat.instrumentalness))
