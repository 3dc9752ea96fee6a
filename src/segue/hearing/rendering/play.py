"""The band plays: every part on a bus of its own, mixed in a room, brought to the loudness aimed at."""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.hearing.rendering import drums, parts, tones, voice
from segue.hearing.rendering.arrangement import Arrangement, arrangement_of
from segue.hearing.rendering.grid import Grid, Note, grid_of
from segue.hearing.rendering.level import brought
from segue.hearing.rendering.parts import Band
from segue.hearing.rendering.plan import Plan
from segue.hearing.rendering.waves import Audio, Doubles, fast_size, frequencies, levelled, noise

_TUNE_CENTRE: Final = {"low": 55.0, "high": 66.0}
"""MIDI pitch about which each voice sings."""
_COLD_END: Final = 0.02
_TAIL: Final = 1.2
"""Seconds at the end in which a piece that ends cold rings out."""


def render(plan: Plan, seconds: float = 30.0, rate: int = 22_050) -> Audio:
    """`plan` as audio: one channel, shape (seconds · rate,), within ±1, the same for the same arguments.

    The song is laid out to fill `seconds` (more than 0) whatever the track's own length, and ends there. `rate` in Hz,
    at least 8,000.
    """
    frames = round(seconds * rate)
    arrangement = arrangement_of(plan)
    band = Band(plan, arrangement, _grid(plan, arrangement, seconds))
    mix = _in_room(_mixed(band, frames, rate), band, rate)
    mix += _hum(mix, arrangement.floor, _hiss(band, "tape"))
    return brought(mix * _course(band, frames, rate), plan.loudness, rate)


def _hiss(band: Band, player: str) -> np.random.Generator:
    """Where `player`'s noise comes from: a generator of its own, so that it is the same whoever else plays."""
    return np.random.Generator(np.random.PCG64(band.rng(player).getrandbits(64)))


def _grid(plan: Plan, played: Arrangement, seconds: float) -> Grid:
    return grid_of(
        plan.tempo, plan.metre, seconds,
        lead_in=played.lead_in, intro=played.intro, swing=played.swing, drift=played.drift,
    )  # fmt: skip


def _mixed(band: Band, frames: int, rate: int) -> Audio:
    """All players, each at its level in dB."""
    plan = band.plan
    buses = {
        "drums": _drums(band, frames, rate),
        "bass": _tuned(band, parts.bass(band), band.arrangement.bass, 0.3, frames, rate),
        "chords": _tuned(band, parts.chords(band), band.arrangement.chords, 0.0, frames, rate),
        "tune": _tune(band, frames, rate),
    }
    levels = {
        "drums": -9.0 + 8.0 * plan.energy * plan.danceability - 5.0 * plan.acousticness,
        "bass": -7.0 + 3.0 * plan.danceability,
        "chords": -6.0,
        "tune": -4.0 if plan.vocals else -7.0,
    }
    return np.asarray(sum(levelled(bus, levels[name], rate) for name, bus in buses.items()), dtype=np.float32)


def _drums(band: Band, frames: int, rate: int) -> Audio:
    bus = np.zeros(frames, dtype=np.float32)
    drums.drummed(bus, drums.hits(band), band, _hiss(band, "kit"), rate)
    return bus


def _tuned(band: Band, notes: list[Note], name: str, darker: float, frames: int, rate: int) -> Audio:
    """`notes` on the instrument `name`; dull where the energy or the valence is low."""
    bus = np.zeros(frames, dtype=np.float32)
    dark = darker + 0.7 * (0.6 - band.plan.energy) + 0.3 * (0.5 - band.plan.valence)
    tones.played(bus, notes, band.grid, tones.TIMBRES[name], dark=dark, cents=band.plan.cents, rate=rate)
    return bus


def _tune(band: Band, frames: int, rate: int) -> Audio:
    """The melody: by the voice, or by the lead instrument where nobody sings."""
    plan = band.plan
    lift = 6.0 * (plan.valence - 0.5)
    if not plan.vocals:
        return _tuned(band, parts.melody(band, 70.0 + lift), band.arrangement.lead, 0.1, frames, rate)
    bus = np.zeros(frames, dtype=np.float32)
    notes = parts.melody(band, _TUNE_CENTRE[plan.register] + 0.5 * lift)
    speech = min(1.0, max(0.0, (plan.speechiness - 0.2) / 0.3))
    voice.sung(
        bus,
        notes,
        band.grid,
        register=plan.register,
        speech=speech,
        cents=plan.cents,
        rng=_hiss(band, "breath"),
        rate=rate,
    )
    return bus


def _in_room(mix: Audio, band: Band, rate: int) -> Audio:
    """`mix` with its reverberation and its tone: one transform for both."""
    echo = _echo(band.arrangement, _hiss(band, "room"), rate)
    size = fast_size(len(mix) + len(echo))
    room = 1.0 + np.fft.rfft(echo, size)
    spectrum = np.fft.rfft(mix, size) * (room * _tilt(frequencies(size, rate), band.plan)).astype(np.complex64)
    return np.asarray(np.fft.irfft(spectrum, size)[: len(mix)], dtype=np.float32)


def _echo(played: Arrangement, rng: np.random.Generator, rate: int) -> Audio:
    """Noise from 12 ms on that falls by 60 dB in the reverberation time, `wet` dB beside the direct sound."""
    times = np.arange(round(played.hall * rate)) / rate
    tail = noise(len(times), rng) * np.where(times > 0.012, 10.0 ** (-3.0 * times / played.hall), 0.0).astype(
        np.float32
    )
    return np.asarray(tail * (10.0 ** (played.wet / 20.0) / np.sqrt(np.sum(tail**2))), dtype=np.float32)


def _tilt(hertz: Doubles, plan: Plan) -> Doubles:
    """Gain that falls above 800 Hz, the more the calmer and the sadder; and nothing below 30 Hz."""
    slope = 3.5 * (1.0 - plan.energy) + 1.5 * (1.0 - plan.valence)
    octaves = np.log2(np.maximum(hertz, 800.0) / 800.0)
    rumble = hertz**2 / (hertz**2 + 30.0**2)
    return np.asarray(rumble * 10.0 ** (-slope * octaves / 20.0), dtype=np.float64)


def _hum(mix: Audio, floor: float, rng: np.random.Generator) -> Audio:
    """The noise of tape and room, `floor` dB beside the music."""
    level = float(np.sqrt(np.mean(mix * mix))) * 10.0 ** (floor / 20.0)
    return np.float32(level) * noise(len(mix), rng)


def _course(band: Band, frames: int, rate: int) -> Audio:
    """How loud the whole is over time: each part at its own level, and the ending."""
    grid = band.grid
    calm = {"intro": 0.75, "verse": 0.88, "chorus": 1.0, "break": 0.75}
    bars = grid.times[:: grid.bar][:-1]
    times = np.arange(frames) / rate
    steps = np.array([calm[part] for part in grid.parts])
    course = np.interp(times, bars, steps)
    return np.asarray(course * _ending(band.arrangement.ending, times, frames / rate), dtype=np.float32)


def _ending(ending: str, times: Doubles, length: float) -> Doubles:
    """A fade over the last sixth (six seconds at most), or a cold end that rings out."""
    left = length - times
    if ending == "fade":
        return np.clip(left / min(6.0, length / 6.0), 0.0, 1.0) ** 1.5
    return np.clip(left / _COLD_END, 0.0, 1.0)
