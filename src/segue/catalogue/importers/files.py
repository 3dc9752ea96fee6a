"""A folder of audio files as a source: one track a file, stated by its tags.

Formats are those of the optional library tinytag: MP3, FLAC, Ogg (Vorbis, Opus, FLAC, Speex), MP4/M4A, WAV, AIFF and
WMA. What falls short, all of it tinytag's reach: APE tags (on MP3, WavPack, Musepack) and RVA2 frames are not read; an
MP4 number atom that does not declare its type is passed over; of ID3 genres in the old form "(51)(39)" only the first
comes through; MP3s with tags in UTF-16 without a byte order mark may read wrong. The rating and play count of ID3 are
read here (`ratings`).

A file that is damaged, empty, or breaks off before its sound is rejected with its path and the reason. One that breaks
off later has a whole header: it is taken, with the length that the header states.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

from segue.catalogue.importers import cells, tags
from segue.catalogue.importers.paths import Names, names_of
from segue.catalogue.importers.ratings import read_marks
from segue.catalogue.importers.reader import Offered, Progress, Reading, row_digest
from segue.catalogue.importers.text import unreadable
from segue.catalogue.port import Rejected
from segue.errors import MissingExtra
from segue.music import Attribute, Track

if TYPE_CHECKING:
    from tinytag import TinyTag

SUFFIXES: Final = frozenset(
    (
        ".mp3",
        ".mp2",
        ".flac",
        ".ogg",
        ".oga",
        ".opus",
        ".spx",
        ".m4a",
        ".m4b",
        ".mp4",
        ".wav",
        ".aif",
        ".aiff",
        ".aifc",
        ".wma",
    )
)
"""File names that may hold sound, by their ending in lower case."""

_NOT_MUSIC: Final = frozenset(("@eadir", "#recycle", "$recycle.bin", "lost+found", "__macosx"))
"""Folders that file servers and archivers leave behind."""
_TELL_EVERY: Final = 1_000
_LEAST_BYTES_A_SECOND: Final = 40
"""Below any codec, digital silence in FLAC included: a header with less sound behind it was cut off."""
_TAG_FIELDS: Final = ("title", "artist", "albumartist", "album", "genre", "year", "comment")


def read_folder(source: Path, *, progress: Progress | None = None) -> Reading:
    """The audio files under the folder `source`, in the order of their paths; `progress` hears of the search for them.

    Hidden files and folders are passed over. Links to folders are followed, each folder once. A track's id is a hash
    of its path below the folder, and of the folder's own name, so that a library may be moved as a whole. Raises
    `ImportFailed` (source_missing) when the folder cannot be read, `MissingExtra` without tinytag.
    """
    library = _tinytag()
    root = Path(os.path.abspath(source))  # noqa: PTH100  (a link keeps its name; only "." and ".." are resolved)
    _must_be_readable(root)
    unread: list[Rejected] = []
    paths: list[str] = []
    for path in _audio_files(root, unread):
        paths.append(path)
        if progress and len(paths) % _TELL_EVERY == 0:
            progress(0, len(paths))
    offered = (_offer(Path(path), root, library) for path in paths)
    return Reading(chain(unread, offered), total=len(paths) + len(unread))


def track_id(path: Path, root: Path) -> str:
    """ "f" and 16 hexadecimal digits that stay as long as `root` keeps its name and the file its place in it."""
    place = f"{root.name}/{path.relative_to(root).as_posix()}"
    return "f" + blake2b(place.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def _tinytag() -> ModuleType:
    try:
        import tinytag
    except ImportError:
        raise MissingExtra("files", "Reading audio files") from None
    return tinytag


def _must_be_readable(root: Path) -> None:
    try:
        with os.scandir(root):
            pass
    except OSError as fault:
        raise unreadable(root, fault) from fault


def _audio_files(root: Path, unread: list[Rejected]) -> Iterator[str]:
    """Paths of audio files; folders are told apart by device and inode, so that links cannot lead in circles."""
    seen: set[tuple[int, int]] = set()
    waiting, linked = [str(root)], list[str]()
    while waiting or linked:
        folder = waiting.pop() if waiting else linked.pop(0)
        try:
            place = os.stat(folder)  # noqa: PTH116  (strings all through: a Path an entry is slow in large libraries)
            if (place.st_dev, place.st_ino) in seen:
                continue
            seen.add((place.st_dev, place.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            unread.append(Rejected(_printable(folder), f"the folder cannot be read: {error.strerror or error}"))
            continue
        yield from (entry.path for entry in entries if _is_audio(entry))
        folders = [entry for entry in entries if _is_folder(entry)]
        waiting.extend(entry.path for entry in reversed(folders) if not entry.is_symlink())
        linked.extend(entry.path for entry in folders if entry.is_symlink())


def _is_audio(entry: os.DirEntry[str]) -> bool:
    suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122
    return suffix in SUFFIXES and not entry.name.startswith(".") and _is(entry.is_file)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    hidden = entry.name.startswith(".") or entry.name.casefold() in _NOT_MUSIC
    return not hidden and _is(entry.is_dir)


def _is(kind: Callable[[], bool]) -> bool:
    """False for a link that leads nowhere, or to itself."""
    try:
        return kind()
    except OSError:
        return False


def _offer(path: Path, root: Path, library: ModuleType) -> Offered | Rejected:
    shown = _printable(str(path))
    if shown != str(path):
        return Rejected(shown, "the name is not valid UTF-8")
    try:
        found = path.stat()
    except OSError as error:
        return Rejected(shown, f"cannot be read: {error.strerror or error}")
    if not found.st_size:
        return Rejected(shown, "the file is empty")
    digest = row_digest(
        shown.encode(), found.st_size.to_bytes(8, "little"), found.st_mtime_ns.to_bytes(12, "little", signed=True)
    )
    return Offered(shown, track_id(path, root), digest, lambda: _track(path, root, library))


def _printable(path: str) -> str:
    return path.encode("utf-8", "replace").decode()


def _track(path: Path, root: Path, library: ModuleType) -> Track | Rejected:
    try:
        with path.open("rb") as stream:
            tag = library.TinyTag.get(path, file_obj=stream)
            stream.seek(0)
            marks = read_marks(stream)
    except OSError as error:
        return Rejected(str(path), f"cannot be read: {error.strerror or error}")
    except library.TinyTagException as error:
        return Rejected(str(path), f"not readable as audio, damaged or cut off: {error}")
    if reason := _lacks_sound(tag, path):
        return Rejected(str(path), reason)
    raw = tags.gather(_fields(tag))
    values = tags.values(raw) | _measured(tag.duration, marks.rating, marks.plays)
    return _stated(track_id(path, root), path, names_of(path.relative_to(root)), raw, values)


def _lacks_sound(tag: TinyTag, path: Path) -> str:
    if not tag.duration or (path.suffix.lower() == ".mp4" and tag.samplerate is None):
        return "there is no sound in it: damaged, cut off, or not audio"
    if tag.filesize < tag.duration * _LEAST_BYTES_A_SECOND:
        return f"cut off: {tag.filesize} bytes cannot hold the {tag.duration:.0f} seconds that its header states"
    return ""


def _fields(tag: TinyTag) -> Iterable[tuple[str, str]]:
    main = ((name, getattr(tag, name)) for name in _TAG_FIELDS)
    yield from ((name, value) for name, value in main if value)
    yield from ((name, value) for name, values in tag.other.items() for value in values)


def _measured(seconds: float | None, rating: float | None, plays: int | None) -> dict[str, Attribute]:
    told = {"duration_ms": round((seconds or 0) * 1000), "rating": rating, "play_count": plays}
    return {
        name: Attribute(number, "tag")
        for name, number in told.items()
        if number is not None and tags.in_range(name, number)
    }


def _stated(id_: str, path: Path, named: Names, raw: tags.Raw, values: dict[str, Attribute]) -> Track:
    title = cells.text(next(iter(raw.get("title", ())), ""))
    artist, artists = tags.credit(raw)
    album = cells.text(next(iter(raw.get("album", ())), ""))
    return Track(
        id=id_,
        title=title or named.title,
        # A file with a title was tagged by somebody: what that leaves out is not told, whatever the folders say.
        artist=artist or ("" if title else named.artist),
        artists=artists,
        album=album or ("" if title else named.album),
        album_artist=cells.text(next(iter(raw.get("albumartist", raw.get("albumartists", ()))), "")),
        release=tags.release(raw),
        isrc=tags.isrc(raw),
        mbid=tags.recording_mbid(raw),
        release_mbid=tags.release_mbid(raw),
        artist_mbids=tags.artist_mbids(raw),
        location=str(path),
        description=tags.description(raw),
        values=values,
        labels=tags.labels(raw),
    )
