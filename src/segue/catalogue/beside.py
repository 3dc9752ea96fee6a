"""A process beside a server: a command that is run whenever it is due, and ends with the server."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Sequence
from typing import Final

_LOOKS: Final = 20
"""How often the end is looked for between two looks whether the command is due."""


class Beside:
    """A thread that runs `command` whenever it is `due`, asked every `every_s` seconds; both end with the block.

    What the process prints is dropped; its errors go where those of the server go.
    """

    def __init__(self, command: Sequence[str], due: Callable[[], bool], every_s: float) -> None:
        self._command, self._due, self._every_s = tuple(command), due, every_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"beside {self._command[-1]}", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._every_s):
            if self._due():
                self._work()

    def _work(self) -> None:
        with subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as worker:
            while worker.poll() is None:
                if self._stop.wait(self._every_s / _LOOKS):
                    worker.terminate()
                    return
