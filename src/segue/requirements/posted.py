"""Which tracks alone can keep a wish, where an index tells: names and labels. It saves looking at all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from segue.catalogue.snapshot import Snapshot
from segue.music import Requirement, Rows
from segue.requirements.labelled import LABELLED, carriers, wanted
from segue.requirements.named import album_rows, artist_rows, title_rows, track_rows

_NAMED: Final[dict[str, Callable[[Snapshot, Iterable[str]], Rows]]] = {
    "artist": artist_rows, "album": album_rows, "track": track_rows, "title": title_rows,
}  # fmt: skip


def posted(snapshot: Snapshot, requirement: Requirement) -> Rows | None:
    """The rows outside which no track keeps `requirement`, ascending; None where no index tells."""
    if requirement.polarity == "avoid" or requirement.operator == "not":
        return None
    if requirement.attribute in _NAMED:
        return _NAMED[requirement.attribute](snapshot, wanted(requirement.value))
    return carriers(snapshot, requirement) if requirement.attribute in LABELLED else None
