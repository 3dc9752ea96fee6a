"""A stopwatch for the stages of one request, and the day."""

from __future__ import annotations

import datetime
import time


def today() -> datetime.date:
    """The day where this machine stands: for what counts from a day and was given none."""
    return datetime.datetime.now(tz=None).astimezone().date()


class Clock:
    """Counts from its making; `lap` ends a stage and names it."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        """End the current stage under `name`."""
        now = time.perf_counter()
        self._laps[name] = round((now - self._last) * 1000, 3)
        self._last = now

    def timings(self) -> dict[str, float]:
        """Milliseconds by stage, and in `total`."""
        return {**self._laps, "total": round((self._last - self._start) * 1000, 3)}
