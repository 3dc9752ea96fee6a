"""`segue show`, `list`, `save`: what was made before."""

from __future__ import annotations

from pathlib import Path

import click

from segue.cli import options, output
from segue.cli.refine import tell
from segue.cli.text import clean, clock, fit


@click.command("show")
@click.argument("playlist_id", type=options.TEXT)
@options.common
def show_command(playlist_id: str, home: str | None, as_json: bool) -> None:
    """Show a made playlist."""
    with options.engine(home) as engine:
        tell(engine.get(playlist_id), as_json)


@click.command("list")
@options.common
def list_command(home: str | None, as_json: bool) -> None:
    """List the playlists made so far."""
    with options.engine(home) as engine:
        made = engine.playlists.list()
    if as_json:
        output.document({"playlists": made})
        return
    for one in made:
        output.say(f"{one.id}  {fit(one.title, 42)} {one.tracks:>5} tracks {clock(one.duration_ms):>8}")
    if not made:
        output.aside('None yet. Make one:  segue make "an hour of calm piano"')


@click.command("save")
@click.argument("playlist_id", type=options.TEXT)
@click.argument("target", type=options.PATH)
@options.common
def save_command(playlist_id: str, target: Path, home: str | None, as_json: bool) -> None:
    """Write a playlist to a file: .m3u8, .m3u, .xspf, .jspf or .nsp."""
    with options.engine(home) as engine:
        written = engine.write(playlist_id, target)
    if as_json:
        output.document(written)
    else:
        output.say(f"Wrote {clean(str(target))}")
        for note in written.notes:
            output.aside(f"  {clean(note)}")
