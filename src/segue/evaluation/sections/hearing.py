"""Section *hearing*: rendered tracks, of which tempo, key and loudness are known, heard by us and by librosa.

The tracks are of ten sample libraries, since the acts of one keep to few styles. A tempo within 4 % is right; one that
is so only at the half, the double or a third is an octave error, which counts as an error and is told apart. Loudness
is compared with pyloudnorm's. librosa and pyloudnorm are in the extra `peers`; without one its figures are left out.
Speed is that of one core, decoding included, on the same files. Of the proxies the rank correlation with what was
rendered is told (Spearman).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from segue.catalogue.sample import sample_tracks
from segue.evaluation.measure import Metric, beside
from segue.evaluation.world import Plan as World
from segue.hearing.ear import Heard, hear
from segue.hearing.facts import PROXIES, SURE_KEY, SURE_TEMPO
from segue.hearing.rendering import Plan, rendered

TRACKS: Final = 200
SECONDS: Final = 90.0
"""Of each; more than twice what a quick look hears."""
_SEEDS: Final = range(2025, 2035)
_APART: Final = 50
"""Of each library every so many'th track is taken."""
_NEAR: Final = 0.04
_OCTAVES: Final = (2.0, 0.5, 3.0, 1 / 3, 1.5, 2 / 3)
_KRUMHANSL: Final = np.array(
    [
        [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
        [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
    ]
)
"""Major and minor key profiles (Krumhansl and Kessler, 1982), for the peer, which has chroma but no keys."""
Keyed = tuple[int, int]


@dataclass(frozen=True)
class Told:
    """What somebody heard in one file; None where nothing was told."""

    tempo: float | None
    key: Keyed | None


def section(world: World) -> dict[str, Metric]:
    """Render, hear, compare."""
    files = [one for seed in _SEEDS for one in _rendered(world.folder / f"rendered-{seed}", seed)]
    plans, paths = [plan for _, plan in files], [path for path, _ in files]
    ours, whole = _timed(paths, hear)
    quick, quickly = _timed(paths, lambda path: hear(path, quick=True))
    peer = _librosa()
    theirs, slow = _timed(paths, peer) if peer is not None else ([], 0.0)
    return {
        **dict(_accuracy(plans, ours, theirs)),
        **dict(_sure(plans, ours)),
        **{f"{name}, quick look": metric for name, metric in _accuracy(plans, quick, [])},
        **dict(_proxies(plans, ours)),
        **dict(_loudness(paths, ours)),
        "speed, whole": _speed(whole, slow),
        "speed, quick look": _speed(quickly, slow),
    }


def _rendered(folder: Path, seed: int) -> Iterator[tuple[Path, Plan]]:
    count = TRACKS // len(_SEEDS)
    tracks = islice(sample_tracks(count=_APART * count, seed=seed), 0, None, _APART)
    return ((path, plan) for _, path, plan in rendered(tracks, folder, seconds=SECONDS))


def _timed(paths: Sequence[Path], listen: Callable[[Path], Any]) -> tuple[list[Any], float]:
    """What `listen` says of each file, and the processor seconds it took for all."""
    start = time.process_time()
    return [listen(path) for path in paths], time.process_time() - start


def _speed(spent: float, peers: float) -> Metric:
    value = TRACKS * SECONDS / spent
    return beside(value, "× real", "librosa", TRACKS * SECONDS / peers) if peers else Metric(round(value, 1), "× real")


def _accuracy(plans: Sequence[Plan], ours: Sequence[Heard], theirs: Sequence[Told]) -> Iterator[tuple[str, Metric]]:
    mine = [_told(heard) for heard in ours]
    for name, measure in (("tempo within 4 %", _tempo_right), ("tempo, octave errors", _octave), ("key", _key_right)):
        value = _share(plans, mine, measure)
        yield name, beside(value, "", "librosa", _share(plans, theirs, measure)) if theirs else Metric(value, "")


def _share(plans: Sequence[Plan], told: Sequence[Told], measure: Callable[[Plan, Told], bool]) -> float:
    return round(float(np.mean([measure(plan, one) for plan, one in zip(plans, told, strict=True)])), 4)


def _sure(plans: Sequence[Plan], ours: Sequence[Heard]) -> Iterator[tuple[str, Metric]]:
    """How far those are right of which the ear is sure, which are told as measured, and how many they are."""
    pairs = list(zip(plans, ours, strict=True))
    for name, measure, sure in (
        ("tempo", _tempo_right, [(p, h) for p, h in pairs if h.tempo_confidence >= SURE_TEMPO]),
        ("key", _key_right, [(p, h) for p, h in pairs if h.key_confidence >= SURE_KEY]),
    ):
        yield f"{name}, told as measured", Metric(round(len(sure) / len(pairs), 4), "")
        if sure:
            yield (
                f"{name}, right where measured",
                Metric(_share([plan for plan, _ in sure], [_told(heard) for _, heard in sure], measure), ""),
            )


def _proxies(plans: Sequence[Plan], ours: Sequence[Heard]) -> Iterator[tuple[str, Metric]]:
    for name in PROXIES:
        told = _ranks([getattr(heard, name).value for heard in ours])
        meant = _ranks([getattr(plan, name) for plan in plans])
        yield f"{name}, rank correlation", Metric(round(float(np.corrcoef(told, meant)[0, 1]), 4), "")


def _ranks(values: Sequence[float]) -> npt.NDArray[np.intp]:
    return np.argsort(np.argsort(values))


def _told(heard: Heard) -> Told:
    known = heard.key is not None and heard.mode is not None
    return Told(heard.tempo, (int(heard.key or 0), int(heard.mode or 0)) if known else None)


def _tempo_right(plan: Plan, told: Told) -> bool:
    return told.tempo is not None and abs(told.tempo / plan.tempo - 1) <= _NEAR


def _octave(plan: Plan, told: Told) -> bool:
    near = (told.tempo is not None and abs(told.tempo / (plan.tempo * factor) - 1) <= _NEAR for factor in _OCTAVES)
    return not _tempo_right(plan, told) and any(near)


def _key_right(plan: Plan, told: Told) -> bool:
    return told.key == (plan.key, plan.mode)


def _loudness(paths: Sequence[Path], ours: Sequence[Heard]) -> Iterator[tuple[str, Metric]]:
    try:
        import pyloudnorm
        import soundfile
    except ImportError:
        return
    off = []
    for path, heard in zip(paths, ours, strict=True):
        audio, rate = soundfile.read(path)
        off.append(abs(heard.loudness - float(pyloudnorm.Meter(rate).integrated_loudness(audio))))
    yield "loudness, largest difference", Metric(round(max(off), 3), "LU", "pyloudnorm")


def _librosa() -> Callable[[Path], Told] | None:
    """librosa's own beat tracker, and keys from its chroma by the profiles of Krumhansl and Kessler."""
    try:
        import librosa
    except ImportError:
        return None

    def listen(path: Path) -> Told:
        audio, rate = librosa.load(path, sr=None)
        tempo, _ = librosa.beat.beat_track(y=audio, sr=rate)
        return Told(float(np.atleast_1d(tempo)[0]), keyed(librosa.feature.chroma_stft(y=audio, sr=rate).mean(axis=1)))

    return listen


def keyed(chroma: npt.NDArray[np.floating]) -> Keyed:
    """The key and mode whose profile correlates best with `chroma`, shape (12,)."""
    fits = {
        (key, 1 - minor): float(np.corrcoef(np.roll(profile, key), chroma)[0, 1])
        for minor, profile in enumerate(_KRUMHANSL)
        for key in range(12)
    }
    return max(fits, key=lambda one: fits[one])
