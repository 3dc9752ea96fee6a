"""`python -m segue.evaluation.fuse DATA OUT`: train the order of conversations that ships, as `make fusion` does.

DATA is the folder of measurement data (songs.parquet, dialogues.jsonl.gz).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from segue.engine import Engine
from segue.evaluation import fusion
from segue.evaluation.conversing import examples
from segue.evaluation.dialogues import DIALOGUES, Songs, read_turns
from segue.evaluation.measure import child


def main(data: Path, out: Path) -> None:
    """Train on every dialogue in `data`, and write the forest to `out`."""
    with tempfile.TemporaryDirectory() as folder:
        child("-m", "segue", "import", str(data / "songs.parquet"), "--home", folder, "--json")
        with Engine(folder) as engine:
            turns = list(read_turns(data / DIALOGUES))
            forest = fusion.train(examples(engine, turns, Songs(engine.snapshot())))
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as file:
        forest.save(file)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
