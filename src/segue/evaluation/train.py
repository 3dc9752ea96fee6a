"""`python -m segue.evaluation.train DATA PROMPTS OUT`: train the tagger that ships, as `make tagger` does.

DATA is the folder of measurement data (songs.parquet, requests.csv, entity_queries.jsonl), PROMPTS that of our own
prompts. Each text counts twice: read with the names of the catalogue, and without any, as for a small library.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import closing
from pathlib import Path

from segue.catalogue.home import Home
from segue.catalogue.snapshot import Snapshot
from segue.evaluation.corpus import gather
from segue.evaluation.measure import child
from segue.evaluation.tagger import train


def main(data: Path, own: Path, out: Path) -> None:
    """Train on everything in `data` and `own`, and write the model to `out`."""
    with tempfile.TemporaryDirectory() as folder:
        child("-m", "segue", "import", str(data / "songs.parquet"), "--home", folder, "--json")
        with closing(Home(Path(folder))) as home:
            known: list[Snapshot | None] = [home.snapshot(), None]
            corpora = [gather(data, own, snapshot) for snapshot in known]
            tagger = train([example for corpus in corpora for example in (*corpus.examples, *corpus.more)], len(known))
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as file:
        tagger.save(file)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
