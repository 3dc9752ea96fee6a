"""How labels usually sound, from what is known of genres beyond any catalogue: the last resort of guesses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from segue.catalogue.guess import SOUND
from segue.knowledge.genres import graph
from segue.music import Floats


def genre_sound(vocabulary: Sequence[str]) -> Floats:
    """Typical values of each label, shape (len(vocabulary), len(SOUND)); NaN where nothing is known of it."""
    genres = graph()
    unknown = dict.fromkeys(SOUND, np.nan)
    rows = [{**unknown, **(genres.features(key) or {})} for key in vocabulary]
    return np.array([[row[name] for name in SOUND] for row in rows], np.float32).reshape(-1, len(SOUND))
