"""Taking measurements: quantiles, child processes, and the metric that a bench prints."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

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


class Cost(NamedTuple):
    """What one call takes, in seconds: on the clock, and of the processor in this thread, which other work on the
    machine lengthens less."""

    wall: float
    processor: float


def cost(job: Callable[[], object]) -> Cost:
    """What one call of `job` takes."""
    start, busy = time.perf_counter(), time.thread_time()
    job()
    return Cost(time.perf_counter() - start, time.thread_time() - busy)


class Ran(NamedTuple):
    """A finished child: wall seconds, peak memory in MiB, and what it printed."""

    seconds: float
    mebibytes: float
    output: bytes


def child(*arguments: str) -> Ran:
    """Run this Python with `arguments` and account for that process alone. Raises `CalledProcessError` on failure."""
    told = subprocess.run([sys.executable, "-c", _WITNESS, *arguments], stdout=subprocess.PIPE, check=True).stdout
    head, _, output = told.partition(b"\n")
    status, kibibytes, wall = head.split()
    if int(status):
        raise subprocess.CalledProcessError(int(status), arguments, output)
    return Ran(float(wall), int(kibibytes) / 1024, output)


_WITNESS: Final = """
import resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.PIPE)
wall = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
sys.stdout.buffer.write(f"{done.returncode} {peak} {wall}\\n".encode() + done.stdout)
"""
"""A small process between us and the child: a child's peak memory starts at that of the process which made it."""
