"""`segue import`: music comes into the catalogue."""

from __future__ import annotations

import click

from segue.catalogue.port import ImportReport
from segue.cli import options, output
from segue.cli.progress import Progress
from segue.cli.text import clean

KINDS = ("parquet", "csv", "jsonl", "files", "m3u", "xspf", "jspf")
"""What a source can be; without `--as` it is looked at."""
_SHOWN = 10


@click.command("import")
@click.argument("source", type=click.Path())
@click.option("--as", "kind", type=click.Choice(KINDS), help="What the source is (default: look at it).")
@click.option(
    "--columns",
    type=options.TEXT,
    default="",
    metavar="FIELD=COLUMN,…",
    help="Columns that bear other names; FIELD@SOURCE says where they come from.",
)
@click.option("--encoding", default="utf-8", help="Of CSV and playlist text (default: utf-8).")
@options.common
def import_command(source: str, kind: str | None, columns: str, encoding: str, home: str | None, as_json: bool) -> None:
    """Bring music into the catalogue.

    SOURCE is a Parquet, CSV or JSON Lines file, a folder of audio files, or a playlist file. Importing it again takes
    in what has changed since.
    """
    pairs = mapping(columns)
    with options.engine(home) as engine, Progress("importing") as progress:
        report = engine.import_source(source, kind=kind, columns=pairs, progress=progress, encoding=encoding)
        if engine.home.merge_due():  # what was imported can be found already
            engine.home.merge()
    if as_json:
        output.document(report)
    else:
        _tell(report)


def mapping(columns: str) -> dict[str, str]:
    """ "title=name,artist=by" as a dictionary. Raises a usage error where a part has no "="."""
    pairs = {}
    for part in filter(None, (p.strip() for p in columns.split(","))):
        field, equals, column = part.partition("=")
        if not (equals and field.strip() and column.strip()):
            raise click.BadParameter(f"“{part}” is not FIELD=COLUMN.", param_hint="--columns")
        pairs[field.strip()] = column.strip()
    return pairs


def _tell(report: ImportReport) -> None:
    counts = {"added": report.added, "changed": report.changed, "removed": report.removed, "as before": report.same}
    output.say(", ".join(f"{count:,} {what}" for what, count in counts.items()))
    for rejected in report.rejected[:_SHOWN]:
        output.aside(f"  row {rejected.row}: {clean(rejected.reason)}")
    if len(report.rejected) > _SHOWN:
        output.aside(f"  … and {len(report.rejected) - _SHOWN:,} more rows were rejected (--json lists them all)")
