"""The scale on which an attribute is estimated, and the way between a confidence and an interval.

An estimate lies, on its scale, within a half-width h of the truth nine times in ten. Its confidence says how much
narrower that is than what is known of any track at all:

    confidence = 1 - (h / W)²,   h = W · sqrt(1 - confidence)

where W is the half-width about their mean within which nine in ten of the catalogue's known values lie. For a normal
distribution that is the share of the variance which the estimate explains, as it is for other guesses.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from segue.catalogue.estimates.design import Doubles
from segue.catalogue.numerics import NumericColumn
from segue.music import NUMERIC, Floats, Rows

COVERED: Final = 0.9
"""The share of truths that an interval is to cover."""
_LOGARITHMIC: Final = frozenset({"tempo"})
"""Told apart by ratios."""
_EASE: Final = 0.1
"""How far beyond its ends a share is let go on, so that 0 and 1 lie at finite places."""
_LEAST: Final = 0.01


def onto(name: str, values: Floats | Doubles) -> Doubles:
    """`values` of the attribute on its scale: tempo by its logarithm, what lies in 0–1 by its log odds, else as it is.

    Where most tracks have nearly none of an attribute, as of instrumentalness, things add up better in odds.
    """
    wide = np.asarray(values, np.float64)
    if _is_share(name):
        return np.log((wide + _EASE) / (1 - wide + _EASE))
    return np.log(wide) if name in _LOGARITHMIC else wide


def back(name: str, scaled: Doubles) -> Doubles:
    """The values that lie at `scaled`, within the attribute's range."""
    bounds = NUMERIC[name]
    values = np.exp(np.clip(scaled, -20, 20)) if _is_share(name) or name in _LOGARITHMIC else scaled
    if _is_share(name):
        values = (values * (1 + _EASE) - _EASE) / (1 + values)
    return np.clip(values, bounds.low, bounds.high)


def middle(name: str, scaled: Doubles, spread: Doubles, offsets: Doubles, lean: float) -> Doubles:
    """Values to tell for estimates at `scaled`, shape (m,): from the median (`lean` 0), as the middle of a scale is, to
    the mean (1), by quantiles `offsets` of what is off in units of `spread` (smearing: Duan 1983)."""
    median = back(name, scaled)
    if lean == 0:
        return median
    total = sum((back(name, scaled + spread * offset) for offset in offsets.tolist()), np.zeros(len(scaled)))
    return np.asarray(median + lean * (total / len(offsets) - median))


def _is_share(name: str) -> bool:
    return (NUMERIC[name].low, NUMERIC[name].high) == (0, 1)


def width(name: str, known: Floats) -> float:
    """W of the module, from known values; 0 where there are none."""
    if not len(known):
        return 0.0
    mean = onto(name, np.array([known.mean(dtype=np.float64)]))
    return float(np.quantile(np.abs(onto(name, known) - mean), COVERED))


def confidence(half: Doubles, whole: float) -> Doubles:
    """The confidence of half-widths `half` where W is `whole`."""
    return np.asarray(np.clip(1 - np.square(half / max(whole, 1e-12)), _LEAST, 1.0))


def interval(name: str, column: NumericColumn, rows: Rows) -> tuple[Doubles, Doubles]:
    """Between which values the attribute `name` of `rows` lies nine times in ten, in its own unit: low and high.

    `column` is that of a snapshot, with its known values. The confidence of estimates (source `model`, where no note
    of an analysis told it) is made for this; that of other guesses means it roughly.
    """
    whole = width(name, column.values[column.known])
    half = whole * np.sqrt(1 - column.confidence[rows].astype(np.float64))
    middle = onto(name, column.values[rows])
    return back(name, middle - half), back(name, middle + half)
