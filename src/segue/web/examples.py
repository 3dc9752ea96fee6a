"""The examples in the OpenAPI document; a test holds each to the type it stands for."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example

PROMPT: Final = "20 songs around 120 bpm, no rap, build up slowly"

MAKE: Final[dict[str, Any]] = {"prompt": PROMPT, "like": ["Harbour Lights"], "tracks": 20, "novelty": 0.3, "seed": 7}
REFINE: Final[dict[str, Any]] = {"text": "swap the third for something calmer"}
STEP: Final[dict[str, Any]] = {"idempotency_key": "undo-1"}
PARSE: Final[dict[str, Any]] = {"prompt": PROMPT}
RANK: Final[dict[str, Any]] = {"prompt": PROMPT, "top": 50}
IMPORT: Final[dict[str, Any]] = {"source": "/home/me/Music"}

_REQUIREMENT: Final[dict[str, Any]] = {
    "phrase": "around 120 bpm", "span": [9, 23], "attribute": "tempo", "operator": "about", "value": 120.0,
    "reading": None, "polarity": "want", "strength": "must", "share": 1.0, "scope": "list",
}  # fmt: skip
_REASON: Final[dict[str, Any]] = {
    "kind": "requirement", "text": "119 BPM, as asked", "evidence": {"attribute": "tempo", "value": 119.0},
}  # fmt: skip

PLAYLIST: Final[dict[str, Any]] = {
    "id": "p3f0c9a51d27b6e48", "title": "Slow Build at 120", "prompt": PROMPT, "listener": "me", "seed": 7,
    "recipe": "default@1a2b3c4d", "notes": "One track, at about 120 BPM.", "duration_ms": 214000,
    "kept": 1.0, "proven": 1.0,
    "tracks": [{
        "position": 1, "track_id": "sample-0001", "title": "Tide Table", "artist": "Harbour Lights",
        "album": "Low Water", "duration_ms": 214000, "block": 0,
        "attributes": {
            "tempo": {"value": 119.0, "source": "catalogue", "confidence": 1.0},
            "energy": {"value": 0.62, "source": "genre", "confidence": 0.4},
        },
        "reasons": [_REASON], "next": None,
    }],
    "requirements": [{**_REQUIREMENT, "verdict": "verified", "held": 1, "of": 1, "note": ""}],
    "unread": [], "timings_ms": {"intent": 2.1, "candidates": 9.4, "total": 31.0},
}  # fmt: skip
PLAYLISTS: Final[dict[str, Any]] = {
    "playlists": [{
        "id": "p3f0c9a51d27b6e48", "title": "Slow Build at 120", "prompt": PROMPT, "tracks": 1, "duration_ms": 214000,
        "versions": 2, "changed": "2026-11-20T21:00:00Z",
    }]
}  # fmt: skip
INTENT: Final[dict[str, Any]] = {"prompt": PROMPT, "requirements": [_REQUIREMENT], "unread": []}
RANKED: Final[dict[str, Any]] = {
    "tracks": [{
        "track_id": "sample-0001", "title": "Tide Table", "artist": "Harbour Lights", "score": 0.81,
        "features": {"requirements": 1.0, "popularity": 0.4}, "sources": {"attributes": 0.9}, "reasons": [_REASON],
    }]
}  # fmt: skip
TRACKS: Final[dict[str, Any]] = {
    "tracks": [{
        "track_id": "sample-0001", "title": "Tide Table", "artist": "Harbour Lights", "album": "Low Water",
        "duration_ms": 214000, "labels": {"genre": ["dream pop"]},
    }],
    "limit": 50, "offset": 0,
}  # fmt: skip
HEALTH: Final[dict[str, Any]] = {
    "status": "ok", "version": "0.1.0", "tracks": 3000, "sample": True, "generation": 1, "snapshot": "9c1f2ab0",
    "sources": {"sample": 3000}, "coverage": {"tempo": {"known": 0.9, "told": 0.97}},
    "versions": 423, "refusals": {"segue.E.prompt_too_long": 1},
}  # fmt: skip
FOUND: Final[dict[str, Any]] = {
    "sources": [{"source": "/home/me/Music", "kind": "files", "count": 4210}], "complete": True,
}  # fmt: skip
JOB: Final[dict[str, Any]] = {
    "job": "5d0e6c1f22aa", "source": "/home/me/Music", "state": "running", "done": 1200, "total": 4210,
    "report": None, "error": None,
}  # fmt: skip


def answer(status: int, kind: type, value: dict[str, Any], description: str) -> dict[int, ResponseSpec]:
    """The documentation of a good answer, with its example."""
    example = Example(description, value=msgspec.Raw(msgspec.json.encode(value)))  # raw: Litestar would drop the nulls
    return {status: ResponseSpec(kind, description=description, generate_examples=False, examples=[example])}
