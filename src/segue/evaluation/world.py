"""Catalogues of a wanted size to measure on: cut from a real one while it lasts, generated above."""

from __future__ import annotations

from pathlib import Path

import msgspec

from segue.catalogue.sample import sample_tracks
from segue.errors import MissingExtra


class Plan(msgspec.Struct, frozen=True):
    """What a run measures: catalogue sizes in tracks, the folder for throwaway homes, and a real catalogue if there is
    one (a file that `import` takes; sizes up to its own are cut from it, larger ones are generated)."""

    sizes: tuple[int, ...]
    folder: Path
    real: Path | None = None


def catalogue(folder: Path, size: int, real: Path | None) -> Path:
    """A file of `size` tracks that `import` takes: the head of `real` where that is long enough, else generated."""
    if real is not None:
        cut = _head(folder, size, real)
        if cut is not None:
            return cut
    path = folder / f"generated-{size}.jsonl"
    with path.open("wb") as out:
        for track in sample_tracks(count=size, seed=1):
            labels = {field: list(words.values) for field, words in track.labels.items()}
            values = {name: attribute.value for name, attribute in track.values.items()}
            row = {"id": track.id, "title": track.title, "artist": track.artist, "album": track.album}
            out.write(msgspec.json.encode({**row, **_columns(labels), **values}) + b"\n")
    return path


def _columns(labels: dict[str, list[str]]) -> dict[str, list[str]]:
    plural = {"genre": "genres", "tag": "tags", "mood": "moods", "instrument": "instruments"}
    return {plural.get(field, field): words for field, words in labels.items()}


def _head(folder: Path, size: int, real: Path) -> Path | None:
    try:
        from pyarrow import parquet
    except ImportError:
        raise MissingExtra("parquet", "Measuring on a Parquet catalogue") from None
    table = parquet.read_table(real)
    if table.num_rows < size:
        return None
    path = folder / f"real-{size}.parquet"
    parquet.write_table(table.slice(0, size), path)
    return path
