"""`segue render`: tracks of the sample library as audio files."""

from __future__ import annotations

from pathlib import Path

import click

from segue.catalogue.sample import sample_tracks
from segue.cli import options, output
from segue.cli.progress import Progress
from segue.errors import BadInput
from segue.hearing.rendering import rendered


@click.command("render")
@click.argument("folder", type=options.PATH)
@click.option("--tracks", "count", type=click.IntRange(1, 10_000), default=50, help="How many (default: 50).")
@click.option("--seconds", type=click.FloatRange(5, 600), default=45.0, help="Of each (default: 45).")
@click.option("--as", "kind", type=click.Choice(("flac", "ogg", "wav")), default="flac", help="Format (default: flac).")
@options.common
def render_command(folder: Path, count: int, seconds: float, kind: str, home: str | None, as_json: bool) -> None:
    """Render tracks of the sample library as audio files.

    They are written into FOLDER. Each sounds as its tempo, key, mood and instruments say. What is there already is left
    as it is; so is the home.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput("folder_is_file", f"{folder} is a file.", hint="Name a folder.", field="folder")
    with Progress("rendering") as progress:
        for done, _ in enumerate(rendered(sample_tracks(count), folder, seconds=seconds, suffix=f".{kind}"), 1):
            progress(done, count)
    if as_json:
        output.document({"folder": str(folder), "tracks": count, "seconds": seconds})
    else:
        output.say(f"{count:,} tracks in {folder}")
