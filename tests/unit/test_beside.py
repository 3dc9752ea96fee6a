"""A process beside a server: run when it is due, ended with the block."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from segue.catalogue.beside import Beside

_APPEND = "import pathlib, sys; pathlib.Path(sys.argv[1]).open('a').write('x')"
_STAY = "import pathlib, sys, time; pathlib.Path(sys.argv[1]).touch(); time.sleep(600)"


def _until(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


def test_it_runs_as_often_as_it_is_due(tmp_path: Path) -> None:
    left, done = [True, False, True, False], tmp_path / "done"
    asked = iter(left)
    ended = tmp_path / "ended"

    def due() -> bool:
        answer = next(asked, None)
        if answer is None:
            ended.touch()
        return bool(answer)

    with Beside((sys.executable, "-c", _APPEND, str(done)), due, 0.01):
        _until(ended)
    assert done.read_text() == "xx"


def test_it_ends_with_the_block(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    with Beside((sys.executable, "-c", _STAY, str(begun)), lambda: True, 0.01):
        _until(begun)
        left = time.monotonic()
    assert time.monotonic() - left < 60  # and not when the process would have ended by itself
