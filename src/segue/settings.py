"""The only reader of the environment: everything that a machine or a user can set outside a command line.

`SEGUE_HOME` names the home folder; without it the platform's data folder is used. `SEGUE_DATE` (YYYY-MM-DD) fixes
the day from which the default seed is taken, for reproducible runs. `SEGUE_LOG` is the log level (default WARNING).
"""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import msgspec
import platformdirs

from segue.errors import BadInput


class Settings(msgspec.Struct, frozen=True):
    """What a process runs with."""

    home: Path
    """Folder that holds the catalogue, its snapshots and the made playlists. It may be moved."""
    today: datetime.date
    """The day that the default seed is taken from."""
    log_level: str = "WARNING"
    """Name of a standard logging level."""


def load(home: str | Path | None = None) -> Settings:
    """Settings from an explicit home (wins), the environment, and the platform's defaults.

    Raises `BadInput` when `SEGUE_DATE` is not a date.
    """
    chosen = home or os.environ.get("SEGUE_HOME") or platformdirs.user_data_path("segue")
    day = os.environ.get("SEGUE_DATE", "")
    try:
        today = datetime.date.fromisoformat(day) if day else datetime.datetime.now(tz=None).astimezone().date()
    except ValueError:
        raise BadInput(
            "setting", f"SEGUE_DATE is not a date: {day!r}.", hint="Write it as YYYY-MM-DD.", field="SEGUE_DATE"
        ) from None
    return Settings(Path(chosen).expanduser(), today, os.environ.get("SEGUE_LOG", "WARNING").upper())
