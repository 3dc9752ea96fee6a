"""How long reading takes: real prompts of up to 500 characters, and texts of 10,000 composed of them.

Each prompt is read a few times and counts with its fastest, so that what else runs on the machine tells little; one
round before that fills the caches which a running service has filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate, takewhile
from random import Random
from typing import Final

from segue.catalogue.snapshot import Snapshot
from segue.evaluation.measure import quantiles, seconds
from segue.intent import parse

SHORT: Final = 500
"""Characters of a prompt that people type, at most."""
LONG: Final = 10_000
_REPEATS: Final = 3
_LONG_TEXTS: Final = 12


def measure(snapshot: Snapshot | None, prompts: Sequence[str], *, seed: int = 0) -> dict[str, dict[str, float]]:
    """Milliseconds of `segue.intent.parse` against `snapshot`: {"short": {"p50", "p95", "p99"}, "long": {…}}.

    "short" are the `prompts` of up to `SHORT` characters, and as many run together to just below that; "long" are
    texts of `LONG` characters made of them in an order that `seed` decides. `prompts` holds at least one.
    """
    short = [prompt for prompt in prompts if len(prompt) <= SHORT]
    full = list(_composed(short, SHORT, len(short), seed))
    long = list(_composed(short, LONG, _LONG_TEXTS, seed))
    for prompt in short:
        parse(prompt, snapshot)
    timed = {"short": [*short, *full], "long": long}
    return {name: quantiles([_fastest(prompt, snapshot) for prompt in texts]) for name, texts in timed.items()}


def _fastest(prompt: str, snapshot: Snapshot | None) -> float:
    return min(seconds(partial(parse, prompt, snapshot)) for _ in range(_REPEATS)) * 1000


def _composed(prompts: Sequence[str], length: int, count: int, seed: int) -> Iterator[str]:
    """`count` texts of up to `length` characters: prompts in random order, a full stop and a space between."""
    rng = Random(seed)
    for _ in range(count):
        drawn = rng.choices(prompts, k=length // 2)
        ends = takewhile(lambda end: end <= length, accumulate(len(p) + 2 for p in drawn))
        yield ". ".join(drawn[: max(1, sum(1 for _ in ends))])[:length]
