"""`segue rank --batch`: the best tracks for many conversations, each answered alone."""

from __future__ import annotations

from pathlib import Path

import click

from segue.cli import batch, options
from segue.cli.parse import tell
from segue.music import RankQuery

MOST = 10_000
"""Most tracks that one line may ask for."""
_IN = 'JSON Lines of {"id", "said", "liked", "disliked"}.'
_OUT = 'Gets {"id", "tracks"} a line.'


@click.command("rank")
@click.option(
    "--batch",
    "source",
    type=options.PATH,
    metavar="IN",
    required=True,
    help=_IN,
)
@click.option("--out", "target", type=options.PATH, metavar="OUT", required=True, help=_OUT)
@click.option(
    "--top", type=click.IntRange(1, MOST), default=100, metavar="N", help="How many tracks a line (default: 100)."
)
@options.common
def rank_command(source: Path, target: Path, top: int, home: str | None, as_json: bool) -> int:
    """Rank tracks for many conversations at once."""
    with options.engine(home) as engine:

        def answer(query: RankQuery) -> dict[str, object]:
            return {"id": query.id, "tracks": engine.rank(query, top)}

        return tell(batch.run(source, target, RankQuery, answer), as_json)
