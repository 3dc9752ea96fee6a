"""Jitter: seeded noise, so that another seed gives another good list."""

from __future__ import annotations

import hashlib

import numpy as np

from segue.music import Floats
from segue.ranking.context import Context


def jitter(context: Context) -> Floats:
    """Uniform in 0–1 by seed and track id, so that a track keeps its draw whatever else is a candidate."""
    key = str(context.seed).encode()
    ids = context.snapshot.ids.take(context.candidates.rows)
    draws = b"".join(hashlib.blake2b(i.encode("utf-8", "surrogatepass"), digest_size=4, key=key).digest() for i in ids)
    return np.frombuffer(draws, "<u4").astype(np.float32) / np.float32(2**32)
