"""What every reader of a source hands to the importer: rows that cost nothing until they are needed.

A reader looks at its source, says what it found (`Reading`), and yields one `Offered` or `Rejected` a row, lazily and
in the order of the source. The importer asks the store whether it already holds a row of this digest; only for a new
or changed one does it call `make`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import NamedTuple

from segue.catalogue.port import Rejected
from segue.music import Track

IMPORTER_VERSION = b"segue-import-1"
"""Part of every digest. It grows when the same source would be understood differently, so that rows are read again."""

Progress = Callable[[int, int | None], None]
"""Called now and then with the rows or files done and how many there are (None = not known)."""


class Offered(NamedTuple):
    """A row that names its track: `digest` identifies everything that `make` would use (`row_digest`).

    `row` is what a person calls the row: its number from 1, or a file's path. `make` reads or assembles the track; it
    returns `Rejected` where it finds only then that the row cannot be taken, and raises only `ImportFailed`.
    """

    row: int | str
    track_id: str
    digest: bytes
    make: Callable[[], Track | Rejected]


@dataclass(frozen=True)
class Reading:
    """A source as a reader sees it. `items` may raise `ImportFailed` when the source breaks off in the middle."""

    items: Iterator[Offered | Rejected]
    total: int | None = None
    """How many items there are, where that is known without reading them."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """How each column was understood (field, or field@source), for the report. Empty for folders."""


def row_digest(*parts: bytes) -> bytes:
    """16 bytes that identify `parts`, their borders and the importer's version."""
    digest = blake2b(IMPORTER_VERSION, digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.digest()
