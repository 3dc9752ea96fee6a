"""A real server in a process of its own, as `segue up` starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[str]:
    """The URL of a server on `home`; it is told to stop at the end, and must do so well."""
    command = [sys.executable, "-m", "segue", "up", "--port", "0", "--no-open", "--json", "--home", str(home)]
    environment = {**os.environ, "SEGUE_DATE": "2026-11-20", **settings}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as server:
        assert server.stdout is not None
        try:
            yield str(json.loads(server.stdout.readline())["url"])
        finally:
            server.terminate()
            assert server.wait(15) == 0
