"""What they ask for: a sentence becomes requirements, each bound to the words that asked for it, and the rest is told.

`parse` reads a prompt and never fails; `read` reads a whole request and refuses what cannot be met as it was put;
`refine` reads a follow-up against the intent and the playlist that stand.
"""

from __future__ import annotations

from msgspec.structs import replace

from segue.catalogue.port import SavedPlaylist
from segue.catalogue.snapshot import Snapshot
from segue.intent import conflicts, door
from segue.intent.grammar import parse
from segue.intent.refine import Edit, refine
from segue.intent.soften import soften
from segue.music import Intent, Request

__all__ = ["Edit", "parse", "read", "refine", "soften"]


def read(request: Request, snapshot: Snapshot | None, *, playlists: tuple[SavedPlaylist, ...] = ()) -> Intent:
    """What `request` asks for: its prompt, then its options (whose wishes have the phrase "" and the span (0, 0)).

    `tracks` and `minutes` take the place of what the prompt says of count and duration. Raises `PromptError`,
    `BadInput` and `ConflictError` as `door` and `conflicts` tell.
    """
    door.check(request, snapshot)
    intent = parse(door.text(request.prompt), snapshot)
    stated = tuple(door.options(request, playlists))
    overruled = {r.attribute for r in stated if r.phrase == "" and r.attribute in ("count", "duration")}
    requirements = (*(r for r in intent.requirements if r.attribute not in overruled), *stated)
    door.check_read(requirements)
    conflicts.refuse_contradictions(requirements)
    return replace(intent, requirements=requirements)
