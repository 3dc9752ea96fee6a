"""CSV files: any of the usual delimiters and encodings; a row that does not fit the header is told, not guessed at."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from segue.catalogue.importers.tabular import NOT_TEXT, Batch, batched
from segue.catalogue.importers.text import UNDECODED, empty, open_text
from segue.catalogue.port import Rejected
from segue.errors import ImportFailed

_ROWS: Final = 4096
_DELIMITERS: Final = ",;\t|"
_LONGEST_CELL: Final = 1 << 20


class CsvTable:
    """A CSV file as a `Table`. Its first line names the columns; the delimiter is the commonest of `,;⇥|` in it."""

    total: int | None = None

    def __init__(self, path: Path, encoding: str) -> None:
        """Read the header. Raises `ImportFailed` where there is none (source_empty, encoding), and as `open_text`."""
        self._path, self._encoding = path, encoding
        csv.field_size_limit(_LONGEST_CELL)
        with open_text(path, encoding) as lines:
            line = next((line for line in lines if line.strip()), "")
        if not line:
            raise empty(path)
        self._delimiter = max(_DELIMITERS, key=line.count)
        header = next(self._records())
        if isinstance(header, Rejected) or any(_broken(cell) for cell in header):
            raise ImportFailed(
                "encoding",
                f"The header of “{path.name}” is not text.",
                hint="If the file is text, say its encoding, such as --encoding latin-1.",
                field="encoding",
            )
        self.names: Sequence[str] = _distinct(header)

    def batches(self, wanted: Sequence[str]) -> Iterator[Batch]:
        """The rows in order; ragged and undecodable ones as rejected."""
        places = [self.names.index(name) for name in wanted]
        records = islice(self._records(), 1, None)
        for some in batched(enumerate(records, 1), _ROWS):
            good = [(number, row) for number, row in some if not isinstance(row, Rejected)]
            yield Batch(
                [number for number, _ in good],
                {name: [row[place] for _, row in good] for name, place in zip(wanted, places, strict=True)},
                [Rejected(number, row.reason) for number, row in some if isinstance(row, Rejected)],
            )

    def _records(self) -> Iterator[list[str] | Rejected]:
        """The header, then every row that is not blank: its cells, or why they cannot be had."""
        with open_text(self._path, self._encoding) as lines:
            reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
            width, before = 0, 0
            while True:
                try:
                    row = next(reader, None)
                except csv.Error as fault:
                    yield Rejected(0, f"not CSV: {fault}")
                    continue
                if row is None:
                    return
                if row:
                    width = width or len(row)
                    yield _fitting(row, width, reader.line_num - before)
                before = reader.line_num


def _fitting(row: list[str], width: int, lines: int) -> list[str] | Rejected:
    if len(row) != width:
        long = f", over {lines} lines: a quote may not be closed" if lines > 1 else ""
        return Rejected(0, f"{len(row)} cells where the header has {width}{long}")
    if any(map(_broken, row)):
        return Rejected(0, NOT_TEXT)
    return row


def _broken(cell: str) -> bool:
    return UNDECODED in cell or "\x00" in cell


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Column names, each once: an empty one is called by its place, a repeated one gets its place behind it."""
    distinct: list[str] = []
    for place, name in enumerate(names, 1):
        plain = name.strip() or f"column {place}"
        distinct.append(f"{plain} ({place})" if plain in distinct else plain)
    return tuple(distinct)
