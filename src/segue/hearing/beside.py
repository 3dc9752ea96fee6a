"""The job beside a server: begun anew whenever the catalogue has changed since it began."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from segue.catalogue.beside import Beside
from segue.catalogue.home import Home

_EVERY_S: Final = 5.0
"""Seconds between two looks at the catalogue."""


def listening(home: Home) -> Beside:
    """`segue analyse` on `home`, quietly, as long as the block lasts."""
    command = [sys.executable, "-m", "segue", "analyse", "--quiet", "--home", str(home.path)]
    return Beside(command, whenever_changed(home.store.generation), _EVERY_S)


def whenever_changed(generation: Callable[[], int]) -> Callable[[], bool]:
    """True at the first call, and at each at which the generation is another than at the last that was true.

    A run that notes anything is thus followed by one more, which also hears what was imported while it ran.
    """
    begun = -1

    def due() -> bool:
        nonlocal begun
        now = generation()
        changed, begun = now != begun, now
        return changed

    return due
