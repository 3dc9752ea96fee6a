"""The job beside a server: a process of its own, begun anew whenever the catalogue has changed since it ended."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Final

from segue.catalogue.home import Home

_LOOK_S: Final = 5.0
"""Seconds between two looks at the catalogue."""


class Listening:
    """A thread that keeps `segue analyse` going on a home. As a context: thread and job end with the block."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="listening", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        heard = -1
        while not self._stop.is_set():
            if self._home.store.generation() != heard:
                self._listen()
                heard = self._home.store.generation()
            self._stop.wait(_LOOK_S)

    def _listen(self) -> None:
        command = [sys.executable, "-m", "segue", "analyse", "--json", "--home", str(self._home.path)]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as job:
            while job.poll() is None:
                if self._stop.wait(_LOOK_S / 20):
                    job.terminate()
                    return
