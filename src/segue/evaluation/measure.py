"""Taking measurements: quantiles, child processes, and the metric that a bench prints."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np


class Metric(msgspec.Struct, frozen=True):
    """One figure: `ratio` is value ÷ the peer's value of the same run; `peer` says what the peer is."""

    value: float
    unit: str
    peer: str = ""
    ratio: float | None = None


def beside(value: float, unit: str, peer: str, peers_value: float) -> Metric:
    """A metric with its ratio to a peer's value in the same unit."""
    return Metric(round(value, 4), unit, peer, round(value / peers_value, 4) if peers_value else None)


def quantiles(samples: Sequence[float]) -> dict[str, float]:
    """The 50th, 95th and 99th percentile of `samples`, by name."""
    found = np.percentile(np.asarray(samples, float), [50, 95, 99])
    return dict(zip(("p50", "p95", "p99"), map(float, found), strict=True))


def seconds(job: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


class Ran(NamedTuple):
    """A finished child: wall seconds, peak memory in MiB, and what it printed."""

    seconds: float
    mebibytes: float
    output: bytes


def child(*arguments: str) -> Ran:
    """Run this Python with `arguments` and account for that process alone. Raises `CalledProcessError` on failure."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE)
    assert process.stdout is not None
    output = process.stdout.read()
    process.stdout.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args, output)
    return Ran(time.perf_counter() - start, usage.ru_maxrss / 1024, output)
