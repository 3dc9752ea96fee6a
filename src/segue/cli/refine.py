"""`segue refine`, `undo`, `redo`: the conversation about a made playlist."""

from __future__ import annotations

import click

from segue.cli import options, output, playlist_text
from segue.music import Playlist


@click.command("refine")
@click.argument("playlist_id", type=options.TEXT)
@click.argument("text", type=options.TEXT)
@options.idempotency
@options.common
def refine_command(playlist_id: str, text: str, key: str | None, home: str | None, as_json: bool) -> None:
    """Change a made playlist by a sentence; the rest of it stays."""
    with options.engine(home) as engine:
        tell(engine.refine(playlist_id, text, key), as_json)


@click.command("undo")
@click.argument("playlist_id", type=options.TEXT)
@options.idempotency
@options.common
def undo_command(playlist_id: str, key: str | None, home: str | None, as_json: bool) -> None:
    """Take back the last change of a playlist."""
    with options.engine(home) as engine:
        tell(engine.undo(playlist_id, key), as_json)


@click.command("redo")
@click.argument("playlist_id", type=options.TEXT)
@options.idempotency
@options.common
def redo_command(playlist_id: str, key: str | None, home: str | None, as_json: bool) -> None:
    """Do again what was undone."""
    with options.engine(home) as engine:
        tell(engine.redo(playlist_id, key), as_json)


def tell(playlist: Playlist, as_json: bool) -> None:
    """Print `playlist` as a document or as a page."""
    if as_json:
        output.document(playlist)
        return
    for line in playlist_text.page(playlist):
        output.say(line)
