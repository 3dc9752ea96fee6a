"""`segue bench`: the measurements of `segue.evaluation.bench`, as tables or as one document."""

from __future__ import annotations

import click

from segue.cli import options, output
from segue.cli.text import fit, number
from segue.errors import NotFound
from segue.evaluation import bench


@click.command("bench")
@click.option("--section", "names", multiple=True, metavar="NAME", help="Only this section; repeatable.")
@click.option(
    "--scale", type=int, metavar="TRACKS", help="Largest catalogue to generate (default: what each section says)."
)
@options.common
def bench_command(names: tuple[str, ...], scale: int | None, home: str | None, as_json: bool) -> None:
    """Measure this machine and this build.

    The bench works on generated catalogues in folders of its own; the home is left alone.
    """
    known = list(bench.sections())
    for name in names:
        if name not in known:
            raise NotFound(
                "section_unknown", f"There is no section “{name}”.", hint="One of: " + ", ".join(known), field="section"
            )
    document = bench.run(list(names) or known, scale=scale)
    if as_json:
        output.document(document)
        return
    for name, metrics in document.items():
        _table(name, metrics)


def _table(name: str, metrics: dict[str, dict[str, object]]) -> None:
    output.say("\n" + click.style(name, bold=True))
    for metric, measured in metrics.items():
        value = f"{_shown(measured['value'])} {measured.get('unit') or ''}"
        peer = f"peer {_shown(measured['peer'])}" if measured.get("peer") is not None else ""
        ratio = f"× {_shown(measured['ratio'])}" if measured.get("ratio") is not None else ""
        output.say(f"  {fit(metric, 36)} {fit(value, 18)} {fit(peer, 13)} {ratio}".rstrip())


def _shown(value: object) -> str:
    if isinstance(value, int | float):
        return f"{value:,.0f}" if abs(value) >= 1000 else number(value)
    return str(value)
