"""What kind of source it is: as the user said, by its name, or by how it begins."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from segue.catalogue.importers.files import SUFFIXES
from segue.catalogue.importers.text import unreadable
from segue.errors import BadInput, ImportFailed

TABLES: Final = ("parquet", "csv", "jsonl")
PLAYLISTS: Final = ("m3u", "xspf", "jspf")
KINDS: Final = (*TABLES, "files", *PLAYLISTS)

_ALSO: Final = {
    "pq": "parquet", "tsv": "csv", "ndjson": "jsonl", "jsonlines": "jsonl", "m3u8": "m3u", "folder": "files",
}  # fmt: skip
_HEAD: Final = 4096


def find_kind(path: Path, said: str | None) -> str:
    """One of `KINDS` for the existing `path`.

    Raises `BadInput` kind_unknown for a kind that does not exist; `ImportFailed` source_is_folder, source_is_file,
    and kind_unknown where nothing tells what it is.
    """
    kind = _named(said) if said else "files" if path.is_dir() else _named_by(path) or _looks_like(path)
    if kind is None:
        raise _unknown(ImportFailed, f"“{path.name}” is no kind of source that is known here.")
    _must_fit(path, kind)
    return kind


def _must_fit(path: Path, kind: str) -> None:
    if kind == "files" and not path.is_dir():
        raise ImportFailed(
            "source_is_file",
            f"“{path}” is a single file; audio files are read by the folder.",
            hint=f"Import the folder it lies in: {path.parent}",
            field="source",
        )
    if kind != "files" and path.is_dir():
        raise ImportFailed(
            "source_is_folder",
            f"“{path}” is a folder, and --as {kind} reads a file.",
            hint="Leave --as away to read it as a folder of audio files, or name a file in it.",
            field="source",
        )


def _named(said: str) -> str:
    plain = said.strip().lower().lstrip(".")
    kind = _ALSO.get(plain, plain)
    if kind not in KINDS:
        raise _unknown(BadInput, f"There is no kind of source “{said}”.")
    return kind


def _unknown(error: type[BadInput], message: str) -> BadInput:
    return error("kind_unknown", message, hint="Say --as " + "|".join(KINDS) + ".", field="kind")


def _named_by(path: Path) -> str | None:
    if path.suffix.lower() in SUFFIXES:
        return "files"
    plain = path.suffix.lower().lstrip(".")
    kind = _ALSO.get(plain, plain)
    return kind if kind in KINDS and kind != "files" else None


def _looks_like(path: Path) -> str | None:
    try:
        with path.open("rb") as raw:
            head = raw.read(_HEAD)
    except OSError as fault:
        raise unreadable(path, fault) from fault
    if head.startswith(b"PAR1"):
        return "parquet"
    start = head.decode("utf-8-sig", "replace").lstrip()
    first = start.partition("\n")[0]
    if start.startswith("#EXTM3U"):
        return "m3u"
    if start.startswith("<"):
        return "xspf" if "xspf.org" in start else None
    if start.startswith("{"):
        return "jspf" if '"playlist"' in start and not first.rstrip().endswith("}") else "jsonl"
    return "csv" if any(mark in first for mark in ",;\t") and "\x00" not in first else None
