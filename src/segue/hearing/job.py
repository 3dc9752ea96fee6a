"""The job: files are heard by a few meek processes, and what is heard is noted on their tracks as it comes.

A kill at any moment costs the files under way, no more. A file on which the decoder itself dies is found by listening
to the suspects one by one, and told like a damaged one.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Final

import msgspec

from segue.catalogue.home import Home
from segue.catalogue.notes import Note
from segue.errors import BadInput
from segue.hearing.backlog import Missing, Pending, backlog
from segue.hearing.ear import hear
from segue.hearing.facts import note_of
from segue.hearing.memory import FileState, Memory, Result, digest_of, state_of

_NICENESS: Final = 15
_EVERY_S: Final = 5.0
"""Seconds between two rounds of noting, at least."""
_PUBLISHING: Final = 20
"""How many times as long as publishing took to wait until the next."""
_LOOK_S: Final = 1.0
"""Seconds between two looks whether a pause is over."""
_ENOUGH: Final = 4
"""Files from which the time left is told."""
_AHEAD: Final = 2
"""Files handed out for each worker."""
_CRASHED: Final = "the decoder crashed on it"

Clock = Callable[[], datetime]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """How to go about it. `passes`: quick looks (True) and whole ones (False), in order; `limit`: files at most;
    `hours`: from and to which hour of the day (local) to work, or None for always."""

    passes: tuple[bool, ...] = (True, False)
    workers: int = 1
    limit: int | None = None
    hours: tuple[int, int] | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did, and what it leaves."""

    heard: int
    """Files listened to."""
    known: int
    """Tracks whose file, or one of the same content, was heard before."""
    failed: tuple[Missing, ...]
    left: int
    remote: int
    """Tracks whose audio is not on this machine."""
    silent: int
    """Tracks without audio."""
    seconds: float
    stopped: str = ""
    """Why it ended early: "limit", or ""."""


class Step(msgspec.Struct, frozen=True):
    """How far a run is: files done and in all, and the seconds left at this rate (None at the start)."""

    done: int
    total: int
    seconds_left: float | None


def paused(home: Path) -> bool:
    """Whether the job in this home is to wait."""
    return _pause(home).exists()


def pause(home: Path, on: bool) -> None:
    """Have the job wait before its next file, or go on."""
    if on:
        _pause(home).touch()
    else:
        _pause(home).unlink(missing_ok=True)


def _pause(home: Path) -> Path:
    return home / "analysis.paused"


def hours(text: str) -> tuple[int, int]:
    """ "22-6" as (22, 6). Raises `BadInput` (hours)."""
    first, dash, last = text.partition("-")
    if dash and first.strip().isdigit() and last.strip().isdigit():
        start, end = int(first), int(last)
        if start < 24 and end <= 24 and start != end:
            return start, end
    raise BadInput("hours", f"“{text}” are no hours of a day.", hint="Write --hours 22-6.", field="hours")


def within(span: tuple[int, int] | None, now: datetime) -> bool:
    """Whether `now` lies in a span of hours, which may run over midnight."""
    if span is None:
        return True
    start, end = span
    return start <= now.hour < end if start < end else now.hour >= start or now.hour < end


@dataclass
class Job:
    """One run over a home. `first` ranks track ids that matter; `tell` hears of each step; `now` is the clock."""

    home: Home
    memory: Memory
    wish: Wish
    first: dict[str, int] = field(default_factory=dict)
    tell: Callable[[Step], None] = lambda step: None
    now: Clock = lambda: datetime.now(tz=None).astimezone()
    _failed: set[str] = field(default_factory=set)
    """Files that failed at the first look, which have no second."""

    def run(self) -> Report:
        """Hear what is left to hear. Blocks; everything else goes on beside it."""
        began = time.monotonic()
        left = backlog(self.home.store.tracks(), self.memory, self.first, self.wish.passes)
        self._note(left.notes)
        wanted = left.pending[: self.wish.limit]
        heard, failed = 0, list(left.failed)
        for results in self._rounds(wanted):
            heard += len(results)
            failed += [Missing(r.state.location, r.failure) for r in results if r.failure]
        hopeful = sum(str(one.path) not in self._failed for one in left.pending)
        return Report(
            heard=heard, known=len(left.notes), failed=tuple(failed), remote=left.remote, silent=left.silent,
            left=hopeful - (heard - (len(failed) - len(left.failed))),
            seconds=round(time.monotonic() - began, 3),
            stopped="limit" if len(wanted) < len(left.pending) else "",
        )  # fmt: skip

    def _rounds(self, wanted: Sequence[Pending]) -> Iterator[list[Result]]:
        """Results as they are noted, round by round."""
        ids: dict[str, set[str]] = {}
        for one in wanted:
            ids.setdefault(str(one.path), set()).add(one.track_id)
        fresh: list[Result] = []
        due, first = time.monotonic() + _EVERY_S, 0.0
        for done, result in enumerate(self._heard(wanted), 1):
            self.memory.keep([result])
            fresh.append(result)
            first = first or time.monotonic()
            each = (time.monotonic() - first) / (done - 1) if done >= _ENOUGH else None
            self.tell(Step(done, len(wanted), each and each * (len(wanted) - done)))
            if time.monotonic() >= due:
                due = time.monotonic() + max(_EVERY_S, _PUBLISHING * self._noted(fresh, ids))
                yield fresh
                fresh = []
        self._noted(fresh, ids)
        yield fresh

    def _noted(self, results: Sequence[Result], ids: Mapping[str, Set[str]]) -> float:
        """Note `results` on their tracks; how many seconds that took."""
        began = time.monotonic()
        heard = ((r, one) for r in results for one in ids[r.state.location])
        self._note([note_of(one, r.heard) for r, one in heard if r.heard is not None])
        return time.monotonic() - began

    def _note(self, notes: Sequence[Note]) -> None:
        if notes and self.home.store.put_notes(notes):
            self.home.publish()

    def _heard(self, wanted: Sequence[Pending]) -> Iterator[Result]:
        """Each of `wanted`, listened to, in the order in which they are done."""
        waiting = iter(wanted)
        suspects: list[Pending] = []
        while True:
            with _pool(self.wish.workers) as pool:
                under_way: dict[Future[Result], Pending] = {}
                try:
                    yield from self._through(pool, waiting, under_way)
                    return
                except BrokenProcessPool:
                    suspects = list(under_way.values())
            yield from (_alone(one, self.home.path) for one in suspects)

    def _through(
        self, pool: ProcessPoolExecutor, waiting: Iterator[Pending], under_way: dict[Future[Result], Pending]
    ) -> Iterator[Result]:
        exhausted = False
        while under_way or not exhausted:
            while not exhausted and len(under_way) < _AHEAD * self.wish.workers:
                self._wait_for_leave()
                one = next((pending for pending in waiting if str(pending.path) not in self._failed), None)
                exhausted = one is None
                if one is not None:
                    under_way[pool.submit(listened, one, self.home.path)] = one
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                result = future.result()
                del under_way[future]
                self._failed |= {result.state.location} if result.failure else set()
                yield result

    def _wait_for_leave(self) -> None:
        while paused(self.home.path) or not within(self.wish.hours, self.now()):
            time.sleep(_LOOK_S)


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=meek)


def meek() -> None:
    """Give way to everything else on the machine, and do not outlive the job, however it ends."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    threading.Thread(target=_leave_with_the_job, name="leaving", daemon=True).start()


def _leave_with_the_job() -> None:
    """A worker holds both ends of the queue that it waits at, so that it would not notice by itself."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def listened(one: Pending, home: Path) -> Result:
    """One file, listened to, unless its content was heard before."""
    try:
        state, digest = state_of(one.path), digest_of(one.path)
    except OSError as fault:
        return Result(FileState(str(one.path), 0, 0), b"", None, fault.strerror or "cannot be read")
    before = _memory(home).heard(digest)
    if before is not None and (one.quick or not before.quick):
        return Result(state, digest, before)
    try:
        return Result(state, digest, hear(one.path, quick=one.quick))
    except BadInput as fault:
        return Result(state, digest, None, fault.message)


@cache
def _memory(home: Path) -> Memory:
    """The memory as a worker reads it."""
    return Memory(home)


def _alone(one: Pending, home: Path) -> Result:
    """A file that may have killed the decoder, in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(listened, one, home).result()
        except BrokenProcessPool:
            return Result(state_of(one.path), digest_of(one.path), None, _CRASHED)
