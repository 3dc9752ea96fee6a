"""`segue bench`: the measurements of `segue.evaluation.bench`, as tables or as one document."""

from __future__ import annotations

import click

from segue.cli import options, output
from segue.evaluation import bench


@click.command("bench")
@click.option("--section", "names", multiple=True, metavar="NAME", help="Only this section; repeatable.")
@click.option(
    "--size",
    "sizes",
    type=click.IntRange(min=1),
    multiple=True,
    metavar="TRACKS",
    help="Catalogue size to measure at; repeatable (default: {}).".format(", ".join(f"{n:,}" for n in bench.SIZES)),
)
@options.common
def bench_command(names: tuple[str, ...], sizes: tuple[int, ...], home: str | None, as_json: bool) -> None:
    """Measure this machine and this build.

    The bench works in folders of its own; the home is left alone.
    """
    document = bench.run(names, sizes=sizes or bench.SIZES)
    if as_json:
        output.document(document)
    else:
        output.say(bench.table(document))
