"""The formats by their suffix, and how a playlist is written: all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from segue.delivery.entries import Entry, entries
from segue.delivery.jspf import render_jspf
from segue.delivery.m3u import render_m3u
from segue.delivery.nsp import render_nsp
from segue.delivery.xspf import render_xspf
from segue.errors import BadInput
from segue.music import Playlist

if TYPE_CHECKING:
    from segue.catalogue.snapshot import Snapshot


class Rendered(NamedTuple):
    """A document in memory: its bytes, its media type, and what its reader should know."""

    data: bytes
    media_type: str
    notes: tuple[str, ...] = ()


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on disk: `tracks` counts the playlist's tracks (for `.nsp`, which holds rules, the limit)."""

    path: str
    format: str
    tracks: int
    notes: tuple[str, ...] = ()


Renderer = Callable[[Playlist, Sequence[Entry], Path | None], tuple[bytes, tuple[str, ...]]]

FORMATS: Final[dict[str, tuple[str, Renderer]]] = {
    "m3u8": ("audio/x-mpegurl; charset=utf-8", render_m3u),
    "m3u": ("audio/x-mpegurl; charset=utf-8", render_m3u),
    "xspf": ("application/xspf+xml", lambda playlist, tracks, _: render_xspf(playlist, tracks)),
    "jspf": ("application/jspf+json", lambda playlist, tracks, _: render_jspf(playlist, tracks)),
    "nsp": ("application/json", lambda playlist, _, __: render_nsp(playlist)),
}
"""Media type and renderer of each format; a file's suffix is a dot and the format."""


def format_of(target: Path) -> str:
    """The format that the suffix of `target` names. Raises `BadInput` (target_format_unknown)."""
    return _known(target.suffix.lower().removeprefix("."), f"the file name “{target.name}”")


def render(playlist: Playlist, snapshot: Snapshot, format: str, base: Path | None = None) -> Rendered:  # noqa: A002
    """`playlist` as a document; M3U paths are relative to the folder `base`, or absolute without one.

    Raises `BadInput`: target_format_unknown, or nsp_inexpressible where a wish cannot be put as a rule.
    """
    media_type, renderer = FORMATS[_known(format.lower().removeprefix("."), f"“{format}”")]
    data, notes = renderer(playlist, entries(playlist, snapshot), base)
    return Rendered(data, media_type, notes)


def write(playlist: Playlist, snapshot: Snapshot, target: Path) -> Written:
    """Write `playlist` to `target` in the format of its suffix; a file that stood there is replaced as a whole.

    Raises `BadInput`: target_format_unknown, target_unwritable, nsp_inexpressible.
    """
    name = format_of(target)
    rendered = render(playlist, snapshot, name, target.parent)
    try:
        _replace(Path(os.path.realpath(target)), rendered.data)
    except (OSError, ValueError) as error:
        raise BadInput(
            "target_unwritable",
            f"{str(target)!r} cannot be written: {getattr(error, 'strerror', None) or error}.",
            hint="Name a file in a folder that exists and that you may write to.",
            field="target",
        ) from None
    return Written(path=str(target), format=name, tracks=len(playlist.tracks), notes=rendered.notes)


def _known(name: str, where: str) -> str:
    if name in FORMATS:
        return name
    raise BadInput(
        "target_format_unknown",
        f"No playlist format is known by {where}.",
        hint="Known endings: " + ", ".join(f".{known}" for known in FORMATS) + ".",
        field="target",
    )


def _replace(target: Path, data: bytes) -> None:
    """Atomic and durable: a crash leaves the old file or the new one, never a half."""
    draft = target.with_name(f".segue-{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        with draft.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    if os.name != "posix":
        return
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
