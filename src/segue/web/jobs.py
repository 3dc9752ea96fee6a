"""Imports that run beside the server, one at a time, each with its progress."""

from __future__ import annotations

import secrets
import threading
from typing import Final, Literal

import msgspec

from segue.catalogue.port import ImportReport
from segue.engine import Engine
from segue.errors import InternalError, NotFound, SegueError
from segue.web.errors import ErrorDetail

_REMEMBERED: Final = 50
_REJECTED_SHOWN: Final = 100


class ImportJob(msgspec.Struct, frozen=True, kw_only=True):
    """How an import stands. `done` of `total` (None where it cannot be known) counts tracks read so far."""

    job: str
    source: str
    state: Literal["waiting", "running", "done", "failed"] = "waiting"
    done: int = 0
    total: int | None = None
    report: ImportReport | None = None
    error: ErrorDetail | None = None


class Jobs:
    """Starts imports and remembers the latest. Thread-safe; a server that stops leaves the catalogue as it was."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: dict[str, ImportJob] = {}
        self._turn = threading.Lock()

    def start(self, source: str) -> ImportJob:
        """Begin to import `source`; it waits for its turn where another import runs."""
        job = ImportJob(job=secrets.token_hex(6), source=source)
        self._jobs[job.job] = job
        self._forget()
        threading.Thread(target=self._run, args=(job.job,), name=f"import-{job.job}", daemon=True).start()
        return job

    def get(self, job: str) -> ImportJob:
        """How `job` stands. Raises `NotFound` (job_unknown)."""
        if job not in self._jobs:
            raise NotFound("job_unknown", f"There is no import {job}.", field="job")
        return self._jobs[job]

    def _forget(self) -> None:
        ended = [job.job for job in self._jobs.values() if job.state in {"done", "failed"}]
        for job in ended[:-_REMEMBERED]:
            del self._jobs[job]

    def _run(self, job: str) -> None:
        with self._turn:
            self._update(job, state="running")
            try:
                report = self._engine.import_source(
                    self._jobs[job].source, progress=lambda done, total: self._update(job, done=done, total=total)
                )
            except SegueError as error:
                self._update(job, state="failed", error=_detail(error))
            except Exception as error:
                # the thread's own door: without this the page would wait for ever; the traceback goes to the log
                self._update(job, state="failed", error=_detail(InternalError(f"{type(error).__name__}: {error}")))
                raise
            else:
                shown = msgspec.structs.replace(report, rejected=report.rejected[:_REJECTED_SHOWN])
                self._update(job, state="done", report=shown)

    def _update(self, job: str, **changes: object) -> None:
        self._jobs[job] = msgspec.structs.replace(self._jobs[job], **changes)


def _detail(error: SegueError) -> ErrorDetail:
    return ErrorDetail(error.code, error.message, error.hint, error.field)
