"""Damaged files are told; edges and the quick look of whole ones."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from ear_fixtures import MINOR, beats, chords, noise, saved

from segue.errors import BadInput, MissingExtra
from segue.hearing.ear import VECTOR_SIZE, hear


def refused(path: Path, *, quick: bool = False) -> BadInput:
    with pytest.raises(BadInput) as told:
        hear(path, quick=quick)
    assert told.value.code == "segue.E.audio_unreadable"
    assert path.name in told.value.message
    assert told.value.hint
    return told.value


@pytest.mark.parametrize("name", ["a.ogg", "a.wav", "a.flac", "a.mp3"])
def test_nothing_in_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"")
    refused(tmp_path / name)


@pytest.mark.parametrize("name", ["a.ogg", "a.wav", "a.flac", "a.mp3"])
def test_text_in_disguise(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("This is no music. " * 200, encoding="utf-8")
    refused(tmp_path / name)


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3"])
@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_cut_short(tmp_path: Path, suffix: str, quick: bool, share: float) -> None:
    path = saved(tmp_path / f"a{suffix}", noise(90, -20))
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    refused(path, quick=quick)


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg"])
def test_header_only(tmp_path: Path, suffix: str) -> None:
    path = saved(tmp_path / f"a{suffix}", noise(20, -20))
    path.write_bytes(path.read_bytes()[:100])
    refused(path)


def test_whole_but_empty_absent_or_a_folder(tmp_path: Path) -> None:
    refused(saved(tmp_path / "a.wav", np.zeros(0)))
    refused(tmp_path / "absent.ogg")
    (tmp_path / "folder.ogg").mkdir()
    refused(tmp_path / "folder.ogg")


@pytest.mark.parametrize("value", [np.nan, np.inf, -1e30])
def test_samples_that_are_not_numbers(tmp_path: Path, value: float) -> None:
    sound = noise(5, -20)
    sound[50_000] = value
    assert "not numbers" in refused(saved(tmp_path / "a.wav", sound)).message


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3"])
def test_bytes_turned_over_are_told_or_heard_through(tmp_path: Path, suffix: str) -> None:
    """A few seconds of a copy gone bad: libsndfile may resynchronise, else it is told; nothing else is raised."""
    whole, rng = saved(tmp_path / f"a{suffix}", beats(120, 12)).read_bytes(), np.random.default_rng(5)
    for number in range(6):
        count = int(rng.integers(1, 4000))
        at = int(rng.integers(0, len(whole) - count))
        damaged = tmp_path / f"{number}{suffix}"
        damaged.write_bytes(whole[:at] + rng.bytes(count) + whole[at + count :])
        with suppress(BadInput):
            assert hear(damaged).duration_ms > 0


@pytest.mark.parametrize("library", ["soundfile", "scipy"])
def test_a_missing_library_is_named(tmp_path: Path, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.wav", noise(2, -20))
    for name in [name for name in sys.modules if name.startswith("segue.hearing.ear.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("segue.hearing.ear.listening", raising=False)
    for name in [name for name in sys.modules if name.split(".")[0] == library] or [library]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra) as told:
        hear(path)
    assert told.value.hint == "pip install 'segue[hearing]'"


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3"])
@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_every_format(tmp_path: Path, suffix: str, rate: int) -> None:
    heard = hear(saved(tmp_path / f"a{suffix}", beats(120, 15, rate=rate), rate))
    assert heard.duration_ms == pytest.approx(15_000, abs=120)
    assert heard.tempo == pytest.approx(120, rel=0.01)
    assert len(heard.vector) == VECTOR_SIZE


@pytest.mark.parametrize("seconds", [0.01, 0.1, 0.5, 2.0])
def test_very_short_ones(tmp_path: Path, seconds: float) -> None:
    heard = hear(saved(tmp_path / "a.wav", noise(seconds, -20)))
    assert heard.duration_ms == round(seconds * 1000)
    assert heard.tempo is None
    assert np.isfinite(heard.vector).all()


def test_silences_at_both_ends(tmp_path: Path) -> None:
    quiet = np.zeros(22_050)
    heard = hear(saved(tmp_path / "a.wav", np.concatenate([quiet, noise(10, -20), quiet, quiet])))
    assert heard.starts_ms == pytest.approx(1000, abs=20)
    assert heard.ends_ms == pytest.approx(11_000, abs=20)
    assert heard.fade_ms == 0


@pytest.mark.parametrize("seconds", [3.0, 8.0, 15.0])
@pytest.mark.parametrize("shape", ["amplitude", "decibels"])
def test_fades(tmp_path: Path, seconds: float, shape: str) -> None:
    sound = beats(110, 60) + noise(60, -30)
    left = np.clip((60 - np.arange(len(sound)) / 22_050) / seconds, 0, 1)
    faded = sound * (left if shape == "amplitude" else 10 ** (-50 / 20 * (1 - left)))
    assert hear(saved(tmp_path / "a.wav", faded)).fade_ms == pytest.approx(1000 * seconds, rel=0.3)


def test_a_cold_end_is_no_fade(tmp_path: Path) -> None:
    assert hear(saved(tmp_path / "a.wav", beats(110, 40) + noise(40, -30))).fade_ms == 0


def test_the_quick_look_is_near_the_full_pass(tmp_path: Path) -> None:
    sound = beats(118, 120) + np.tile(chords(4, MINOR, 40), 3)
    path = saved(tmp_path / "a.ogg", sound)
    full, quick = hear(path), hear(path, quick=True)
    assert (full.quick, quick.quick) == (False, True)
    assert quick.duration_ms == full.duration_ms
    assert quick.tempo == pytest.approx(full.tempo or 0, rel=0.01)
    assert (quick.key, quick.mode) == (full.key, full.mode)
    assert quick.loudness == pytest.approx(full.loudness, abs=1)
    assert np.abs(np.subtract(quick.vector, full.vector)).max() < 1
    assert (quick.starts_ms, quick.ends_ms, quick.fade_ms, quick.first_beat_ms) == (None, None, None, None)
    assert quick.energy.confidence < full.energy.confidence


def test_a_short_file_is_heard_whole(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.wav", beats(118, 20))
    assert hear(path, quick=True) == hear(path)


def test_blocks_do_not_show(tmp_path: Path) -> None:
    """A file longer than a block of decoding has the same timbre and loudness twice over."""
    once, twice = noise(16, -20), np.tile(noise(16, -20), 2)
    a, b = (hear(saved(tmp_path / f"{n}.wav", s)) for n, s in (("a", once), ("b", twice)))
    assert b.loudness == pytest.approx(a.loudness, abs=0.02)
    assert np.abs(np.subtract(a.vector, b.vector)).max() < 0.05
