"""Estimates into the columns: learned, tried on tracks held out, and told where they were proven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.catalogue.estimates import scale, trial
from segue.catalogue.estimates.design import Doubles, Told, cells
from segue.catalogue.estimates.intervals import STRATA, Honest, strata
from segue.catalogue.estimates.model import Estimate, blended, ground, with_relatives
from segue.catalogue.guess import SOUND
from segue.catalogue.numerics import NumericColumn, Numerics
from segue.music import SOURCE_CODE, Bools, Floats, Rows

FEWEST_KNOWN: Final = 1_000
"""Known tracks without which nothing is learned."""
MOST_TRACKS: Final = 500_000
"""Tracks up to which it is tried: learning takes about a gigabyte for a million, which a build may not."""
_TOGETHER: Final = 0.9
"""Attributes are learned together when this share of either's known tracks knows both."""

LEANS: Final = (0.5, 1.0, 0.0)
"""What is tried, in this order: to tell what lies halfway between median and mean; the mean, which has the least
squared error; the median, which has the least absolute one. See `scale.middle`."""


@dataclass(frozen=True)
class _Company:
    """Attributes that are learned together, and the tracks that know them all."""

    names: tuple[str, ...]
    known: Bools


def estimate_sound(numerics: Numerics, told: Told, knowledge: Floats) -> None:
    """Fill missing values of sound in place, by source `model`, where a trial proves it; all else stays missing.

    Call before `guess.fill_sound`, which says what `knowledge` is. Takes no time where all is known, or too little, or
    where there are more than `MOST_TRACKS`.
    """
    if told.n > MOST_TRACKS:
        return
    columns = {name: numerics.column(name) for name in SOUND}
    wanted = [
        name
        for name, column in columns.items()
        if int(column.known.sum()) >= FEWEST_KNOWN and not (column.source > 0).all()
    ]
    for company in _companies(columns, wanted):
        _Learned(numerics, told, knowledge, company).fill()


def _companies(columns: dict[str, NumericColumn], names: Sequence[str]) -> Iterator[_Company]:
    left = list(names)
    while left:
        first, *others = left
        members, known = [first], columns[first].known
        for name in others:
            both = known & columns[name].known
            if both.sum() >= _TOGETHER * max(known.sum(), columns[name].known.sum()):
                members.append(name)
                known = both
        left = [name for name in left if name not in members]
        yield _Company(tuple(members), known)


class _Learned:
    """What was learned of a company of attributes."""

    def __init__(self, numerics: Numerics, told: Told, knowledge: Floats, company: _Company) -> None:
        self._numerics, self._told, self._names = numerics, told, company.names
        self._held = held = trial.hold_out(company.known, told.relatives.artist)
        learned = company.known & ~held
        columns = [numerics.column(name) for name in company.names]
        self._values = [scale.onto(name, c.values) for name, c in zip(company.names, columns, strict=True)]
        design = cells(told, learned)
        self._genres = told.labels.in_fields("genre")
        self._labelled = np.bincount(told.labels.row, minlength=told.n) > 0
        found = ground(design, np.stack(self._values, axis=1), learned, held)
        self._base = [self._blended(found[:, at], values, learned) for at, values in enumerate(self._values)]
        self._todays = trial.todays(numerics, held, told.relatives, told.labels, knowledge)

    def fill(self) -> None:
        """Tell what is proven."""
        for at, name in enumerate(self._names):
            column = self._numerics.column(name)
            known = column.known
            proven = dict(self._tried(at, known & ~self._held))
            self._tell(name, column, self._estimate(at, known), proven)

    def _blended(self, found: Doubles, values: Doubles, learned: Bools) -> Doubles:
        means = trial.genre_mean(values, learned, self._genres.row, self._genres.code)
        return blended(found, means, self._labelled, values, self._held)

    def _estimate(self, at: int, known: Bools) -> Estimate:
        return with_relatives(self._base[at], self._values[at], known, self._told.relatives)

    def _tried(self, at: int, known: Bools) -> Iterator[tuple[int, Honest]]:
        """The strata where estimates by the `known` values are proven on the tracks held out, and what that taught."""
        name, estimate = self._names[at], self._estimate(at, known)
        values = self._numerics.column(name).values.astype(np.float64)
        peers = self._peers(name, values, known)
        stratum = np.where(self._held, self._strata(estimate), -1)
        for level in range(STRATA):
            mine = np.flatnonzero(stratum == level)
            found = _proven(name, estimate.at(mine), values[mine], peers.at(mine))
            if found is not None:
                yield level, found

    def _peers(self, name: str, values: Doubles, known: Bools) -> trial.Peers:
        artist, today = self._told.relatives.artist, self._todays.column(name).values
        whole = np.full(len(values), values[known].mean())
        of_genre = trial.genre_mean(values, known, self._genres.row, self._genres.code)
        of_artist = trial.group_mean(values, known, artist)
        return trial.Peers((of_genre, of_artist, whole), np.where(np.isnan(today), whole, today), artist)

    def _strata(self, estimate: Estimate) -> Rows:
        return strata(estimate.relatives, self._labelled)

    def _tell(self, name: str, column: NumericColumn, estimate: Estimate, proven: dict[int, Honest]) -> None:
        whole = scale.width(name, column.values[column.known])
        stratum = np.where(column.source == 0, self._strata(estimate), -1)
        for level, found in proven.items():
            rows = np.flatnonzero(stratum == level)
            column.values[rows], half = found.told(estimate.value[rows], estimate.spread[rows])
            column.confidence[rows] = scale.confidence(half, whole)
            column.source[rows] = SOURCE_CODE["model"]


def _proven(name: str, estimate: Estimate, truth: Doubles, peers: trial.Peers) -> Honest | None:
    """What tracks held out say of estimates that are nearer to the `truth` than the peers; None where none is."""
    if len(truth) < trial.FEWEST:
        return None
    for lean in LEANS:
        found = Honest.of(name, estimate.value, estimate.spread, truth, lean)
        if peers.beaten(found.told(estimate.value, estimate.spread)[0], truth):
            return found
    return None
