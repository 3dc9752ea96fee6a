"""Parquet files through pyarrow (the extra `parquet`), a batch at a time, only the columns that are used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from segue.catalogue.importers.cells import Cell
from segue.catalogue.importers.tabular import Batch
from segue.catalogue.importers.text import unreadable
from segue.errors import ImportFailed, MissingExtra

_ROWS: Final = 8192


class ParquetTable:
    """A Parquet file as a `Table`. Rows count from 1."""

    def __init__(self, path: Path) -> None:
        """Read the footer. Raises `MissingExtra` without pyarrow, `ImportFailed` source_damaged or source_missing."""
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError:
            raise MissingExtra("parquet", "Reading Parquet files") from None
        self._path, self._arrow = path, pa
        try:
            self._file = pq.ParquetFile(path)
        except pa.ArrowException as fault:
            raise self._damaged(fault) from fault
        except OSError as fault:
            raise (unreadable(path, fault) if fault.errno else self._damaged(fault)) from fault
        self.names: Sequence[str] = tuple(self._file.schema_arrow.names)
        self.total: int | None = self._file.metadata.num_rows

    def batches(self, wanted: Sequence[str]) -> Iterator[Batch]:
        """The rows in order. Raises `ImportFailed` source_damaged where the file breaks off."""
        row = 1
        found = self._file.iter_batches(_ROWS, columns=list(wanted))
        while True:
            try:
                batch = next(found, None)
            except (self._arrow.ArrowException, OSError) as fault:
                raise self._damaged(fault) from fault
            if batch is None:
                return
            cells = {name: self._cells(batch.column(name)) for name in wanted}
            yield Batch(range(row, row + batch.num_rows), cells)
            row += batch.num_rows

    def _cells(self, column: Any) -> Sequence[Cell]:  # the stubs of pyarrow do not know its list arrays
        """Python values of a column; floats keep their bits (null becomes NaN), lists are cut from one flat list."""
        types = self._arrow.types
        if types.is_floating(column.type):
            numbers: list[Cell] = column.to_numpy(zero_copy_only=False).astype(np.float64).tolist()
            return numbers
        if types.is_list(column.type) or types.is_large_list(column.type):
            flat = column.flatten().to_pylist()
            ends = np.cumsum(column.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)).tolist()
            return [flat[start:end] for start, end in zip([0, *ends], ends, strict=False)]
        cells: list[Cell] = column.to_pylist()
        return cells

    def _damaged(self, fault: Exception) -> ImportFailed:
        return ImportFailed(
            "source_damaged",
            f"“{self._path.name}” is not a whole Parquet file: {str(fault).splitlines()[0]}",
            hint="Fetch it again; nothing was changed.",
            field="source",
        )
