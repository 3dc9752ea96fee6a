"""Merging fresh tracks into a new base beside a server, in a process of its own at low priority.

`python -m segue.catalogue.merging HOME` merges once, where that is due. Killed at any moment, what is published stays.
"""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import Final

from segue.catalogue.beside import Beside
from segue.catalogue.home import Home

_EVERY_S: Final = 2.0
"""Seconds between two looks at whether a merge is due."""
_NICENESS: Final = 10


def merging(home: Home) -> Beside:
    """Merging, whenever fresh tracks have become many, whoever imported them, as long as the block lasts."""
    command = [sys.executable, "-m", "segue.catalogue.merging", str(home.path)]
    return Beside(command, home.merge_due, _EVERY_S)


def main(path: Path) -> None:
    """Merge in the home at `path`, if it is due."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with closing(Home(path)) as home:
        if home.merge_due():
            home.merge()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
