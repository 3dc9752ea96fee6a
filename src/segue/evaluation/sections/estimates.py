"""Section *estimates*: how near the sound of tracks is told where it is hidden, beside the means of genres and artists.

The sound of a tenth of the tracks that know it is hidden, and of all tracks of a tenth of the artists; then a snapshot
is built as ever. What it tells of them, estimates and older guesses alike, is compared with the truth; what it leaves
missing counts as the catalogue's mean, and so does a genre or an artist of whom nothing is known. The means have the
same known values to go by; the ratio is to the better of the two. Errors of attributes in 0–1 are in hundredths.
Coverage is that of the stated intervals of 90 %, of the tracks that are told by an estimate.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
import numpy.typing as npt

from segue.catalogue.build import build_snapshot
from segue.catalogue.estimates import interval
from segue.catalogue.estimates.trial import genre_mean, group_mean
from segue.catalogue.guess import SOUND
from segue.catalogue.home import Home
from segue.catalogue.snapshot import Snapshot
from segue.evaluation.measure import Metric, beside, child
from segue.evaluation.world import Plan, catalogue
from segue.knowledge.names import artist_key, credited
from segue.music import LABEL_FIELDS, SOURCE_CODE, Bools, Rows, Track

ATTRIBUTES: Final = ("energy", "valence", "acousticness", "instrumentalness", "danceability", "tempo")
LARGE: Final = 156_788
"""Tracks of the real catalogue."""
_SHARE: Final = 0.1
_SEED: Final = 2
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Hidden:
    """Tracks whose sound was hidden: for themselves, and with all others of their artist; masks of shape (n,)."""

    tracks: Bools
    artists: Bools

    def kinds(self) -> tuple[tuple[str, Bools], ...]:
        """Both, by name."""
        return ("tracks", self.tracks), ("artists", self.artists)


def section(plan: Plan) -> dict[str, Metric]:
    """Measure on the catalogue nearest to the real one's size."""
    size = min(plan.sizes, key=lambda tracks: abs(tracks - LARGE))
    home = plan.folder / f"estimates-{size}"
    child("-m", "segue", "import", str(catalogue(plan.folder, size, plan.real)), "--home", str(home), "--json")
    with closing(Home(home)) as opened:
        tracks = list(opened.store.tracks())
    return dict(measured(tracks, plan.folder / "estimates"))


def measured(tracks: Sequence[Track], folder: Path) -> Iterator[tuple[str, Metric]]:
    """All figures of `tracks` (ascending by id), from a snapshot in `folder`."""
    hidden = hide(tracks)
    gone = hidden.tracks | hidden.artists
    start = time.process_time()
    snapshot = Snapshot.open(build_snapshot(_without(tracks, gone), folder, generation=1))
    yield "building the snapshot, processor time", Metric(round(time.process_time() - start, 1), "s")
    for name, mask in hidden.kinds():
        yield f"hidden {name}", Metric(int(mask.sum()), "tracks")
    for attribute in ATTRIBUTES:
        yield from _of(snapshot, attribute, _truth(tracks, attribute), hidden)


def hide(tracks: Sequence[Track]) -> Hidden:
    """Whose sound to hide, of the tracks that know all `ATTRIBUTES`."""
    known = np.array([all(name in track.values for name in ATTRIBUTES) for track in tracks], np.bool_)
    artist = np.unique([_act(track) for track in tracks], return_inverse=True)[1]
    drawn = np.random.default_rng(_SEED)
    artists = known & (drawn.random(int(artist.max(initial=0)) + 1) < _SHARE)[artist]
    return Hidden(known & ~artists & (drawn.random(len(tracks)) < _SHARE / (1 - _SHARE)), artists)


def _act(track: Track) -> str:
    """Who is credited first: “A feat. B” is hidden with A."""
    whole, *parts = credited(track.artist) or ("",)
    return artist_key(parts[0] if parts else whole)


def _without(tracks: Sequence[Track], gone: Bools) -> Iterator[Track]:
    for track, hide_it in zip(tracks, gone.tolist(), strict=True):
        kept = {name: value for name, value in track.values.items() if name not in SOUND}
        yield msgspec.structs.replace(track, values=kept) if hide_it else track


def _truth(tracks: Sequence[Track], attribute: str) -> Doubles:
    stated = (track.values.get(attribute) for track in tracks)
    return np.array([np.nan if told is None else float(told.value) for told in stated])


def _of(snapshot: Snapshot, attribute: str, truth: Doubles, hidden: Hidden) -> Iterator[tuple[str, Metric]]:
    column = snapshot.numeric(attribute)
    whole = float(np.mean(column.values[column.known], dtype=np.float64))
    told = np.nan_to_num(np.asarray(column.values, np.float64), nan=whole)
    means = _means(snapshot, np.asarray(column.values, np.float64), column.known)
    for kind, mask in hidden.kinds():
        rows = np.flatnonzero(mask).astype(np.int32)
        name, unit = f"{attribute}, {kind}", "BPM" if attribute == "tempo" else "%"
        yield f"{name}: mean error", _compared(_error, rows, truth, told, means, unit, min)
        yield f"{name}: R²", _compared(lambda t, v: _explained(t, v, whole), rows, truth, told, means, "%", max)
        ours = rows[column.source[rows] == SOURCE_CODE["model"]]
        yield f"{name}: told by an estimate", Metric(round(100 * len(ours) / max(len(rows), 1), 2), "%")
        if len(ours):
            low, high = interval(attribute, column, ours)
            inside = (truth[ours] >= low - _SLACK) & (truth[ours] <= high + _SLACK)
            yield f"{name}: within the 90 %", Metric(round(100 * float(inside.mean()), 2), "%")


_SLACK: Final = 1e-4
"""What is lost in 32-bit floats, of 0–1 or BPM."""


def _means(snapshot: Snapshot, values: Doubles, known: Bools) -> dict[str, Doubles]:
    row, code, field = snapshot.labels.of_rows(np.arange(snapshot.n, dtype=np.int32))
    genre = field == LABEL_FIELDS.index("genre")
    return {
        "genre's mean": genre_mean(values, known, row[genre], code[genre]),
        "artist's mean": group_mean(values, known, snapshot.artists.primary),
    }


def _compared(
    measure: Callable[[Doubles, Doubles], float],
    rows: Rows,
    truth: Doubles,
    told: Doubles,
    means: dict[str, Doubles],
    unit: str,
    better: Callable[[Sequence[float]], float],
) -> Metric:
    factor = 100 if unit == "%" else 1
    peers = {name: factor * measure(truth[rows], mean[rows]) for name, mean in means.items()}
    shown = ", ".join(f"{name} {value:.2f}" for name, value in peers.items())
    return beside(factor * measure(truth[rows], told[rows]), unit, shown, better(list(peers.values())))


def _error(truth: Doubles, told: Doubles) -> float:
    return float(np.abs(told - truth).mean())


def _explained(truth: Doubles, told: Doubles, whole: float) -> float:
    """The share of the squared distance from the catalogue's mean that is explained."""
    return 1 - float(np.sum((told - truth) ** 2) / np.sum((truth - whole) ** 2))
