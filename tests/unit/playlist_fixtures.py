"""A playlist made by hand over a library of five odd tracks: what every delivery format has to survive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from segue.catalogue.build import build_snapshot
from segue.catalogue.snapshot import Snapshot
from segue.music import (
    Attribute,
    Judged,
    Operator,
    Place,
    Playlist,
    Polarity,
    Reading,
    Reason,
    Scope,
    Slot,
    Strength,
    Track,
    Unread,
    Value,
)

TRACKS = (
    Track(
        id="f01", title="Tinsel River", artist="Ada", album="Reeds", location="/music/Ada/Reeds/01 Tinsel River.ogg",
        mbid="b1a9c0e9-d987-4042-ae91-78d6a3267d69", isrc="USRC17607839",
        values={"duration_ms": Attribute(201_499, "tag")},
    ),
    Track(
        id="f02", title="Čaj & <Rýže>\nfor Two", artist="Šimon", album="50% \x07Off",
        location="/music/Šimon/#1 čaj & rýže.ogg", values={"duration_ms": Attribute(90_500, "tag")},
    ),
    Track(id="f03", title="No File", artist="Bo", values={"duration_ms": Attribute(60_000, "tag")}),
    Track(id="f04", title="Stream", artist="", location="https://example.org/a b?x=1"),
    Track(id="f05", title="Broken Name", artist="Bo", location="/music/lists/#5\nline.ogg"),
)  # fmt: skip


def world(folder: Path, tracks: Sequence[Track] = TRACKS) -> Snapshot:
    return Snapshot.open(build_snapshot(tracks, folder, generation=1))


def slot(position: int, track: Track) -> Slot:
    length = track.values.get("duration_ms")
    return Slot(
        position=position, track_id=track.id, title=track.title, artist=track.artist, album=track.album,
        duration_ms=int(length.value) if length else None, block=0, attributes={}, next=None,
        reasons=(Reason("label", f"tagged “evening” (wish {position})", {"label": "evening"}),),
    )  # fmt: skip


def judged(
    attribute: str,
    operator: Operator,
    value: Value,
    *,
    polarity: Polarity = "want",
    strength: Strength = "must",
    reading: Reading | None = None,
    share: float = 1.0,
    scope: Scope = "list",
) -> Judged:
    phrase = f"{attribute} {operator} {value}"
    return Judged(
        phrase=phrase, span=(0, len(phrase)), attribute=attribute, operator=operator, value=value, polarity=polarity,
        strength=strength, reading=reading, share=share, scope=scope, verdict="verified", held=5, of=5,
    )  # fmt: skip


def playlist(*requirements: Judged, tracks: Sequence[Track] = TRACKS, unread: tuple[Unread, ...] = ()) -> Playlist:
    return Playlist(
        id="p1", title="Evening\nriver", prompt="an evening by the river\n]]> & <more>", listener="me", seed=7,
        recipe="default-1a2b", notes="Five tracks.", duration_ms=351_999, kept=1.0, proven=0.5, unread=unread,
        tracks=tuple(slot(i, track) for i, track in enumerate(tracks, 1)), requirements=requirements,
    )  # fmt: skip


RULES = (
    judged("tempo", "between", (90, 120)),
    judged("year", "min", 1990),
    judged("genre", "any", ("folk", "jazz")),
    judged("artist", "is", "Queen", polarity="avoid"),
    judged("track_duration", "max", 5),
    judged("count", "is", 20),
    judged("arc", "rising", "tempo"),
)
"""Wishes that are rules."""

IN_A_BLOCK = Place(block=0)
