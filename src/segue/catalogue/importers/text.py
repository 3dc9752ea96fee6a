"""Text files in the encodings that people have: a byte order mark wins, what cannot be decoded is marked."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final, TextIO

from segue.errors import BadInput, ImportFailed

UNDECODED: Final = "\udcff"
"""Stands for bytes that are no text in the file's encoding; no decoded text holds it."""

_PROBE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

codecs.register_error("segue-mark", lambda fault: (UNDECODED, getattr(fault, "end", 0)))


def open_text(path: Path, encoding: str) -> TextIO:
    """Open a text file with line ends as they are; undecodable bytes become `UNDECODED`.

    Raises `BadInput` encoding_unknown, `ImportFailed` encoding where the file as a whole is not text, and
    source_missing where it cannot be opened.
    """
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise BadInput(
            "encoding_unknown",
            f"There is no encoding “{encoding}”.",
            hint="Name one such as utf-8, latin-1 or cp1252.",
            field="encoding",
        ) from None
    try:
        with path.open("rb") as raw:
            head = raw.read(_PROBE)
        used = next((name for mark, name in _MARKS if head.startswith(mark)), encoding)
        _must_be_text(head.decode(used, "segue-mark"), path, used)
        return path.open(encoding=used, errors="segue-mark", newline="")
    except OSError as fault:
        raise unreadable(path, fault) from fault


def unreadable(path: Path, fault: OSError) -> ImportFailed:
    """The error for a source that the system will not let us read."""
    return ImportFailed(
        "source_missing",
        f"“{path}” cannot be read: {fault.strerror or fault}.",
        hint="Check the name and its permissions.",
        field="source",
    )


def empty(path: Path) -> ImportFailed:
    """The error for a source in which there is nothing to read."""
    return ImportFailed(
        "source_empty", f"“{path.name}” is empty: there is no valid row.", hint="Nothing was changed.", field="source"
    )


def _must_be_text(head: str, path: Path, encoding: str) -> None:
    lines = head.splitlines()
    bad = sum(UNDECODED in line or "\x00" in line for line in lines)
    if bad > len(lines) / 2:
        raise ImportFailed(
            "encoding",
            f"“{path.name}” is not text in {encoding}.",
            hint="If it is text, say its encoding, such as --encoding latin-1.",
            field="encoding",
        )
