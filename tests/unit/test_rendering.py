"""A track rendered as audio: what it was made from can be found in it again, by other means than those that made it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest
import soundfile

from segue.errors import BadInput
from segue.hearing.rendering import Plan, plan_of, render, rendered, write
from segue.hearing.rendering.grid import Note, grid_of
from segue.hearing.rendering.harmony import chord, over, progression, scale
from segue.hearing.rendering.voice import sung
from segue.music import Attribute, Labels, Track

RATE = 22_050
HOP = 220
Audio = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]


def plan(track_id: str = "t", **attributes: Any) -> Plan:
    return replace(plan_of(Track(id=track_id)), **attributes)


def powers(audio: Audio, size: int, hop: int) -> Doubles:
    windows = np.lib.stride_tricks.sliding_window_view(audio, size)[::hop] * np.hanning(size)
    return np.asarray(np.abs(np.fft.rfft(windows, axis=1)) ** 2, dtype=np.float64)


def onset_autocorrelation(audio: Audio) -> Doubles:
    """Of the half-wave rectified flux of the log spectrum; lags of HOP samples, 1 at lag 0."""
    flux = np.diff(np.log1p(1e3 * powers(audio, 1024, HOP)), axis=0).clip(0.0).sum(axis=1)
    flux -= flux.mean()
    spectrum = np.fft.rfft(flux, 2 * len(flux))
    lags = np.fft.irfft(np.abs(spectrum) ** 2)[: len(flux)]
    return np.asarray(lags / lags[0], dtype=np.float64)


def chroma(audio: Audio, cents: float) -> Doubles:
    hertz = np.fft.rfftfreq(8192, 1.0 / RATE)
    kept = (hertz > 110.0) & (hertz < 2000.0)
    classes = np.round(12 * np.log2(hertz[kept] / 261.6256) - cents / 100.0).astype(int) % 12
    heard = np.sqrt(powers(audio, 8192, 4096)[:, kept]).sum(axis=0)
    return np.asarray(np.bincount(classes, heard, 12) / heard.sum(), dtype=np.float64)


class TestPlan:
    def test_what_is_stated_is_taken(self) -> None:
        stated = {"tempo": 97.5, "key": 8, "mode": 0, "energy": 0.31, "loudness": -12.5, "duration_ms": 200_500}
        track = Track(id="t", values={name: Attribute(value) for name, value in stated.items()})
        made = plan_of(track)
        assert (made.tempo, made.key, made.mode, made.energy) == (97.5, 8, 0, 0.31)
        assert (made.loudness, made.duration_s) == (-12.5, 200.5)

    def test_what_is_missing_is_drawn_alike_each_time_and_differs_between_tracks(self) -> None:
        assert plan_of(Track(id="a")) == plan_of(Track(id="a"))
        tempos = {plan_of(Track(id=f"t{n}")).tempo for n in range(50)}
        assert len(tempos) > 45
        assert all(60.0 <= tempo <= 190.0 for tempo in tempos)

    def test_a_stated_value_leaves_the_drawn_ones_alone(self) -> None:
        bare, stated = plan_of(Track(id="a")), plan_of(Track(id="a", values={"tempo": Attribute(77.0)}))
        assert replace(stated, tempo=bare.tempo) == bare

    def test_loudness_is_kept_to_what_can_be_played(self) -> None:
        loud = [plan_of(Track(id="a", values={"loudness": Attribute(db)})).loudness for db in (-60.0, -1.0)]
        assert loud == [-23.0, -8.0]

    @pytest.mark.parametrize(("tag", "voice"), [("instrumental", False), ("female vocals", True)])
    def test_words_tell_of_a_voice(self, tag: str, voice: bool) -> None:
        plans = [plan_of(Track(id=f"t{n}", labels={"tag": Labels((tag,))})) for n in range(20)]
        assert {made.vocals for made in plans} == {voice}
        assert not voice or {made.register for made in plans} == {"high"}

    def test_named_instruments_are_played(self) -> None:
        assert plan_of(Track(id="a", labels={"instrument": Labels(("Piano", "cowbell"))})).instruments == ("piano",)


class TestHarmony:
    @pytest.mark.parametrize(
        ("numeral", "key", "classes"),
        [("I", 0, {0, 4, 7}), ("vi7", 0, {9, 0, 4, 7}), ("bVII", 2, {0, 4, 7}), ("iio7", 9, {11, 2, 5, 8}),
         ("IVmaj7", 7, {0, 4, 7, 11}), ("V7", 11, {6, 10, 1, 4})],
    )  # fmt: skip
    def test_numerals(self, numeral: str, key: int, classes: set[int]) -> None:
        assert set(chord(numeral, key).classes) == classes

    @pytest.mark.parametrize("mode", [0, 1])
    def test_most_chords_of_a_progression_lie_in_the_key(self, mode: int) -> None:
        drawn = [progression(mode, Random(n)) for n in range(200)]
        own = set(scale(5, mode))
        inside = [own.issuperset(chord(numeral, 5).classes) for numerals in drawn for numeral in numerals]
        assert 0.7 < np.mean(inside) < 0.97

    def test_a_melody_bends_to_a_borrowed_chord(self) -> None:
        a_minor = over(chord("V7", 9), 9, 0)
        assert 8 in a_minor
        assert 7 not in a_minor


class TestGrid:
    @pytest.mark.parametrize(("swing", "drift"), [(0.0, 0.0), (0.16, 0.0), (0.0, 0.02), (0.1, 0.02)])
    def test_swing_and_drift_leave_the_mean_tempo_alone(self, swing: float, drift: float) -> None:
        grid = grid_of(96.0, 4, 30.0, lead_in=0.5, intro=2, swing=swing, drift=drift)
        beats = grid.times[::4]
        assert 60.0 / np.diff(beats).mean() == pytest.approx(96.0)
        assert (np.abs(60.0 / np.diff(beats) - 96.0).max() > 0.5) == (drift > 0.0)
        assert np.all(np.diff(grid.times) > 0.0)


class TestSound:
    def test_the_same_plan_sounds_the_same(self) -> None:
        made = plan("a", vocals=True)
        first, again = render(made, 6.0), render(made, 6.0)
        assert first.dtype == np.float32
        assert first.shape == (6 * RATE,)
        assert np.array_equal(first, again)
        assert not np.array_equal(first, render(replace(made, id="b"), 6.0))

    @pytest.mark.parametrize("loudness", [-23.0, -14.0, -8.0])
    @pytest.mark.parametrize(("track_id", "rate"), [("a", RATE), ("b", RATE), ("c", 44_100), ("d", 16_000)])
    def test_loudness_is_met_within_range(self, track_id: str, rate: int, loudness: float) -> None:
        audio = render(plan(track_id, loudness=loudness), 12.0, rate)
        assert np.abs(audio).max() <= 1.0
        assert pyloudnorm.Meter(rate).integrated_loudness(audio.astype(np.float64)) == pytest.approx(loudness, abs=0.5)

    @pytest.mark.parametrize("seconds", [0.1, 0.5, 2.0])
    def test_short_ones_are_rendered_too(self, seconds: float) -> None:
        audio = render(plan("a"), seconds)
        assert audio.shape == (round(seconds * RATE),)
        assert np.all(np.abs(audio) <= 1.0)

    @pytest.mark.parametrize("tempo", [88.0, 110.0, 124.0, 141.0, 168.0])
    def test_the_onsets_repeat_at_the_beat(self, tempo: float) -> None:
        made = plan("d", tempo=tempo, energy=0.75, danceability=0.85, acousticness=0.1, metre=4)
        lags = onset_autocorrelation(render(made))
        beat = 60.0 / tempo * RATE / HOP
        at = int(beat) - 4 + int(np.argmax(lags[int(beat) - 4 : int(beat) + 6]))
        assert at == pytest.approx(beat, abs=1.2)
        assert lags[at] > 0.3
        assert lags[at] > 2.0 * max(lags[round(off * beat)] for off in (0.63, 0.87, 1.13, 1.37))

    @pytest.mark.parametrize(("track_id", "key", "mode"), [("a", 0, 1), ("b", 4, 0), ("c", 7, 1), ("d", 10, 0)])
    def test_the_strongest_pitch_classes_lie_in_the_scale(self, track_id: str, key: int, mode: int) -> None:
        made = plan(track_id, key=key, mode=mode, energy=0.5)
        heard = chroma(render(made), made.cents)
        own = set(scale(key, mode))
        assert set(np.argsort(-heard)[:4].tolist()) <= own
        masses = [sum(heard[c] for c in scale(other, mode)) for other in range(12)]
        assert int(np.argmax(masses)) in (key, (key + 5) % 12, (key + 7) % 12)

    def test_calm_pieces_are_darker_and_have_fewer_onsets(self) -> None:
        hertz = np.fft.rfftfreq(1024, 1.0 / RATE)

        def centroid(energy: float) -> float:
            spectra = [powers(render(plan(f"t{n}", energy=energy), 8.0), 1024, 512).mean(axis=0) for n in range(6)]
            return float(np.median([(np.sqrt(s) @ hertz) / np.sqrt(s).sum() for s in spectra]))

        assert centroid(0.9) > 1.5 * centroid(0.1)


class TestVoice:
    def test_it_is_heard_between_200_and_4000_hz_and_moves(self) -> None:
        grid = grid_of(100.0, 4, 10.0, lead_in=0.0, intro=0, swing=0.0, drift=0.0)
        notes = [Note(tick, 4.0, 57.0 + tick % 5, 1.0) for tick in range(0, 60, 6)]
        bus = np.zeros(10 * RATE, dtype=np.float32)
        sung(bus, notes, grid, register="low", speech=0.0, cents=0.0, rng=np.random.default_rng(1), rate=RATE)
        hertz, spectra = np.fft.rfftfreq(1024, 1.0 / RATE), powers(bus, 1024, 512)
        band = (hertz >= 200.0) & (hertz <= 4000.0)
        assert spectra[:, band].sum() > 0.75 * spectra.sum()
        sounding = spectra[spectra.sum(axis=1) > 0.05 * spectra.sum(axis=1).max()][:, band]
        centres = sounding @ hertz[band] / sounding.sum(axis=1)
        assert centres.std() > 80.0
        assert 0.3 < len(sounding) / len(spectra) < 0.95, "syllables, with gaps between them"

    def test_it_is_all_that_a_sung_piece_has_over_a_played_one(self) -> None:
        made = plan("a", loudness=-23.0, energy=0.5)
        voiced, played = render(replace(made, vocals=True)), render(replace(made, vocals=False))
        rest = voiced - played * (float(voiced @ played) / float(played @ played))
        hertz, spectrum = np.fft.rfftfreq(len(rest), 1.0 / RATE), np.abs(np.fft.rfft(rest)) ** 2
        assert spectrum[(hertz >= 200.0) & (hertz <= 4000.0)].sum() > 0.7 * spectrum.sum()
        assert float(rest @ rest) > 0.05 * float(voiced @ voiced)


class TestFiles:
    @pytest.mark.parametrize(("suffix", "near"), [(".wav", 1e-4), (".flac", 1e-4), (".ogg", 0.1)])
    def test_what_is_written_can_be_read(self, tmp_path: Path, suffix: str, near: float) -> None:
        audio = render(plan("a"), 3.0)
        write(tmp_path / f"a{suffix}", audio, RATE)
        read, rate = soundfile.read(tmp_path / f"a{suffix}", dtype="float32")
        assert rate == RATE
        assert read.shape == audio.shape
        assert np.sqrt(np.mean((read - audio) ** 2)) < near * np.sqrt(np.mean(audio**2)) + 1e-4

    def test_an_unknown_suffix_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BadInput) as refused:
            write(tmp_path / "a.xyz", np.zeros(10, dtype=np.float32), RATE)
        assert refused.value.code == "segue.E.audio_format"

    def test_a_write_that_breaks_off_leaves_nothing_behind(self, tmp_path: Path) -> None:
        class Torn:
            def __len__(self) -> int:
                return 200_000

            def __getitem__(self, part: slice) -> Audio:
                if part.start:
                    raise KeyboardInterrupt
                return np.zeros(1000, dtype=np.float32)

        with pytest.raises(KeyboardInterrupt):
            write(tmp_path / "a.wav", cast(Audio, Torn()), RATE)
        assert list(tmp_path.iterdir()) == []

    def test_a_write_that_cannot_be_put_in_place_leaves_nothing_behind(self, tmp_path: Path) -> None:
        taken = tmp_path / "a.wav"
        (taken / "inside").mkdir(parents=True)
        with pytest.raises(BadInput) as refused:
            write(taken, np.zeros(100, dtype=np.float32), RATE)
        assert refused.value.code == "segue.E.file_unwritable"
        assert list(tmp_path.iterdir()) == [taken]

    def test_a_run_goes_on_where_it_was_cut_off(self, tmp_path: Path) -> None:
        tracks = [Track(id=f"t{n}") for n in range(3)]
        first = next(rendered(tracks, tmp_path, seconds=1.0))
        kept = first[1].stat()
        (tmp_path / "t1.flac").write_bytes(b"torn")
        done = list(rendered(tracks, tmp_path, seconds=1.0))
        assert [(track.id, path.name, made) for track, path, made in done] == [
            (track.id, f"{track.id}.flac", plan_of(track)) for track in tracks
        ]
        assert first[1].stat().st_mtime_ns == kept.st_mtime_ns
        assert [soundfile.info(path).frames for _, path, _ in done] == [RATE] * 3
        assert len(list(tmp_path.iterdir())) == 3

    def test_another_length_is_rendered_anew(self, tmp_path: Path) -> None:
        for seconds in (1.0, 2.0):
            [(_, path, _)] = rendered([Track(id="a")], tmp_path, seconds=seconds)
            assert soundfile.info(path).frames == round(seconds * RATE)

    def test_an_id_with_a_slash_stays_in_the_folder(self, tmp_path: Path) -> None:
        [(_, path, _)] = rendered([Track(id="../b/c d")], tmp_path, seconds=0.5, suffix=".wav")
        assert path.parent == tmp_path
        assert path.exists()
