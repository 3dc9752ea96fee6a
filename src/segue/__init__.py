"""Segue: a sentence in, a playlist you can trust out.

    catalogue + signals → intent → candidates → ranking → sequencing → explanation → delivery

`Engine` is the whole path on one home folder; `segue.music` holds the nouns that flow through it. As a library:

    from segue import Engine, Request

    with Engine("~/segue-home") as engine:
        playlist = engine.make(Request(prompt="half jazz, half soul, an hour"))
"""

from segue.engine import Engine
from segue.errors import BadInput, ConflictError, ImportFailed, MissingExtra, NotFound, PromptError, SegueError
from segue.music import Intent, Playlist, Request, Requirement, Track

__all__ = [
    "BadInput", "ConflictError", "Engine", "ImportFailed", "Intent", "MissingExtra", "NotFound", "Playlist",
    "PromptError", "Request", "Requirement", "SegueError", "Track",
]  # fmt: skip
