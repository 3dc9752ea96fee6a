"""M3U8 and M3U, byte for byte as Navidrome writes them: `#EXTM3U`, `#PLAYLIST:`, then `#EXTINF:` and a path a track."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from segue.delivery.entries import Entry, is_url, one_line, uri
from segue.music import Playlist


def render_m3u(playlist: Playlist, entries: Sequence[Entry], base: Path | None) -> tuple[bytes, tuple[str, ...]]:
    """The file's bytes (UTF-8), and what its reader should know.

    Paths are relative to `base`, the folder that the file will stand in (None = absolute). A track without a location
    becomes a comment: players pass over it, people can read it. Unknown lengths are −1, as the format has it.
    """
    lines = ["#EXTM3U", f"#PLAYLIST:{one_line(playlist.title)}"]
    for entry in entries:
        lines.extend(_entry(entry, base))
    missing = sum(not entry.location for entry in entries)
    notes = (f"{missing} of {len(entries)} tracks have no file or address: they stand as comments.",) if missing else ()
    return "".join(f"{line}\n" for line in lines).encode(), notes


def _entry(entry: Entry, base: Path | None) -> tuple[str, ...]:
    if not entry.location:
        return (f"# not in a file: {entry.name or one_line(entry.slot.track_id)}",)
    length = entry.slot.duration_ms
    seconds = -1 if length is None else round(length / 1000)
    return (f"#EXTINF:{seconds},{entry.name}", place(entry.location, base))


def place(location: str, base: Path | None) -> str:
    """`location` as one line of a playlist in the folder `base`.

    A path that a line cannot hold (line breaks, blanks at its end, bytes that are no UTF-8) is written as a
    `file://` URI, which players decode.
    """
    if is_url(location):
        return uri(location)
    path = location if base is None else relative(location, base)
    if one_line(path.rstrip()) != path.lstrip() or path != path.rstrip():
        return uri(location)
    # "#1 Hits/…" would be a comment, " x" would be trimmed, and "a:b/c" may be taken for a URL.
    clashes = path[:1] in ("#", " ") or ":" in path.partition("/")[0]
    return f"./{path}" if clashes and not os.path.isabs(path) else path  # noqa: PTH117


def relative(location: str, base: Path) -> str:
    """The way from the folder `base` to `location` with forward slashes; `location` itself where there is none.

    ".." means the parent of the real folder, never of a link to it, so real folders are compared once one must go up.
    """
    folder = os.path.abspath(base)  # noqa: PTH100
    try:
        if os.path.commonpath((folder, location)) != folder and os.path.realpath(folder) != folder:
            folder, name = os.path.realpath(folder), os.path.basename(location)  # noqa: PTH119
            location = os.path.join(os.path.realpath(os.path.dirname(location)), name)  # noqa: PTH118, PTH120
        return os.path.relpath(location, folder).replace(os.sep, "/")
    except ValueError:
        return location
