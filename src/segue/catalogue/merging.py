"""Merging fresh tracks into a new base beside a server, in a process of its own at low priority.

`python -m segue.catalogue.merging HOME` merges once, where that is due. Killed at any moment, what is published stays.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import Final

from segue.catalogue.home import Home

_EVERY_S: Final = 2.0
"""Seconds between two looks at whether a merge is due."""
_NICENESS: Final = 10


class Merging:
    """A thread that looks whether fresh tracks have become many, whoever imported them, and has them merged."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="merging", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(_EVERY_S):
            if self._home.merge_due():
                self._merge()

    def _merge(self) -> None:
        command = [sys.executable, "-m", "segue.catalogue.merging", str(self._home.path)]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL) as worker:
            while worker.poll() is None:
                if self._stop.wait(_EVERY_S / 20):
                    worker.terminate()
                    return


def main(path: Path) -> None:
    """Merge in the home at `path`, if it is due."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with closing(Home(path)) as home:
        if home.merge_due():
            home.merge()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
