"""JSON Lines: one object a line, in any order of members; members may be absent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from segue.catalogue.importers.cells import Cell
from segue.catalogue.importers.tabular import NOT_TEXT, Batch, batched
from segue.catalogue.importers.text import UNDECODED, empty, open_text
from segue.catalogue.port import Rejected

_ROWS: Final = 4096


class JsonTable:
    """A JSON Lines file as a `Table`. It is read once beforehand, for the names of all members."""

    def __init__(self, path: Path, encoding: str) -> None:
        """Find the members. Raises `ImportFailed` source_empty, and as `open_text` does."""
        self._path, self._encoding = path, encoding
        names: dict[str, None] = {}
        self.total: int | None = 0
        for row in self._records():
            self.total += 1
            if not isinstance(row, Rejected):
                names.update(dict.fromkeys(row))
        if not names:
            raise empty(path)
        self.names: Sequence[str] = tuple(names)

    def batches(self, wanted: Sequence[str]) -> Iterator[Batch]:
        """The rows in order; a line that is no JSON object is rejected."""
        for some in batched(enumerate(self._records(), 1), _ROWS):
            good = [(number, row) for number, row in some if not isinstance(row, Rejected)]
            yield Batch(
                [number for number, _ in good],
                {name: [row.get(name) for _, row in good] for name in wanted},
                [Rejected(number, row.reason) for number, row in some if isinstance(row, Rejected)],
            )

    def _records(self) -> Iterator[dict[str, Cell] | Rejected]:
        decode = msgspec.json.Decoder().decode
        with open_text(self._path, self._encoding) as lines:
            for line in lines:
                if line.strip():
                    yield Rejected(0, NOT_TEXT) if UNDECODED in line else _object(line, decode)


def _object(line: str, decode: Callable[[str], Cell]) -> dict[str, Cell] | Rejected:
    try:
        found = decode(line)
    except (msgspec.DecodeError, RecursionError) as fault:
        return Rejected(0, f"not JSON: {fault}")
    except UnicodeEncodeError:
        return Rejected(0, NOT_TEXT)
    return found if isinstance(found, dict) else Rejected(0, "not a JSON object")
