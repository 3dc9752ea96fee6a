"""Estimates into the columns: learned, tried on tracks held out, and told where they were proven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from segue.catalogue.estimates import scale, trial
from segue.catalogue.estimates.design import Doubles, Told, cells
from segue.catalogue.estimates.intervals import STRATA, Bounds, strata
from segue.catalogue.estimates.model import Estimate, ground, with_relatives
from segue.catalogue.guess import SOUND
from segue.catalogue.numerics import NumericColumn, Numerics
from segue.music import SOURCE_CODE, Bools, Floats, Rows

FEWEST_KNOWN: Final = 1_000
"""Known tracks without which nothing is learned."""
_TOGETHER: Final = 0.9
"""Attributes are learned together when this share of either's known tracks knows both."""


@dataclass(frozen=True)
class _Company:
    """Attributes that are learned together, and the tracks that know them all."""

    names: tuple[str, ...]
    known: Bools


def estimate_sound(numerics: Numerics, told: Told, knowledge: Floats) -> None:
    """Fill missing values of sound in place, by source `model`, where a trial proves it; all else stays missing.

    Call before `guess.fill_sound`, whose arguments see for `knowledge`. Takes no time where all is known, or too little.
    """
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
        self._base = ground(design, np.stack(self._values, axis=1), learned, held)
        self._todays = trial.todays(numerics, held, told.relatives, told.labels, knowledge)
        self._genres = told.labels.in_fields("genre")
        self._labelled = np.bincount(told.labels.row, minlength=told.n) > 0

    def fill(self) -> None:
        """Tell what is proven."""
        for at, name in enumerate(self._names):
            column = self._numerics.column(name)
            known = column.known
            tried = self._estimate(at, known & ~self._held)
            half = self._half_widths(at, name, tried, known)
            self._tell(name, column, self._estimate(at, known), half)

    def _estimate(self, at: int, known: Bools) -> Estimate:
        found = with_relatives(self._base[:, at], self._values[at], known, self._told.relatives)
        name = self._names[at]
        inside = scale.onto(name, scale.back(name, found.value))
        return Estimate(inside, found.relatives, found.spread)

    def _half_widths(self, at: int, name: str, tried: Estimate, known: Bools) -> dict[int, Bounds]:
        """By stratum that is proven: how far off its estimates are."""
        held = np.flatnonzero(self._held)
        truth = self._values[at]
        error = tried.value[held] - truth[held]
        peers = [peer[held] - truth[held] for peer in self._peers(at, name, known & ~self._held)]
        stratum = self._strata(tried)[held]
        found = {}
        for level in range(STRATA):
            here = stratum == level
            if trial.proven(error[here], [peer[here] for peer in peers]):
                mine = held[here]
                found[level] = Bounds.of(tried.value[mine], np.abs(error[here]), tried.spread[mine])
        return found

    def _peers(self, at: int, name: str, known: Bools) -> Iterator[Doubles]:
        values = self._values[at]
        yield trial.genre_mean(values, known, self._genres)
        yield trial.group_mean(values, known, self._told.relatives.artist)
        guessed = scale.onto(name, self._todays.column(name).values)
        yield np.where(np.isnan(guessed), values[known].mean(), guessed)

    def _strata(self, estimate: Estimate) -> Rows:
        return strata(estimate.relatives, self._labelled)

    def _tell(self, name: str, column: NumericColumn, estimate: Estimate, bounds: dict[int, Bounds]) -> None:
        whole = scale.width(scale.onto(name, column.values[column.known]))
        stratum = np.where(column.source == 0, self._strata(estimate), -1)
        for level, bound in bounds.items():
            rows = np.flatnonzero(stratum == level)
            half = bound.half(estimate.value[rows], estimate.spread[rows])
            column.values[rows] = scale.back(name, estimate.value[rows])
            column.confidence[rows] = scale.confidence(half, whole)
            column.source[rows] = SOURCE_CODE["model"]
