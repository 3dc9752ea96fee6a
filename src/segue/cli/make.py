"""`segue make`: a playlist from a sentence."""

from __future__ import annotations

from pathlib import Path

import click

from segue import delivery
from segue.cli import options, output, playlist_text
from segue.cli.plan import prompt_or_plan
from segue.cli.text import clean
from segue.music import MAX_TRACKS, Request


@click.command("make")
@click.argument("prompt", type=options.TEXT, required=False)
@click.option("--plan", type=options.PATH, metavar="FILE", help="A plan instead of a prompt; - is standard input.")
@click.option("--listener", type=options.TEXT, default="me", help="For whom (default: me).")
@click.option("--tracks", type=int, metavar="N", help=f"How many tracks, 1 to {MAX_TRACKS}.")
@click.option("--minutes", type=float, metavar="N", help="How long.")
@click.option(
    "--like",
    type=options.TEXT,
    multiple=True,
    metavar="NAME",
    help="A track, artist or playlist to resemble; repeatable.",
)
@click.option("--novelty", type=float, metavar="0..1", help="How much that is new to the listener.")
@click.option("--popularity", type=float, metavar="0..1", help="0 hidden, 1 well known.")
@click.option("--seed", type=int, help="The same seed gives the same playlist; the default changes once a day.")
@click.option("--out", type=options.PATH, metavar="FILE", help="Write it too: .m3u8, .m3u, .xspf, .jspf or .nsp.")
@options.idempotency
@options.common
def make_command(
    prompt: str | None, plan: Path | None, listener: str, tracks: int | None, minutes: float | None,
    like: tuple[str, ...], novelty: float | None, popularity: float | None, seed: int | None, out: Path | None,
    key: str | None, home: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Make a playlist from a sentence or a plan."""
    if tracks is not None and minutes is not None:
        raise click.UsageError("Give --tracks or --minutes, not both.")
    request = Request(
        prompt=prompt_or_plan(prompt, plan), listener=listener, tracks=tracks, minutes=minutes, like=like,
        novelty=novelty, popularity=popularity, seed=seed, idempotency_key=key,
    )  # fmt: skip
    if out is not None:
        delivery.format_of(out)
    with options.engine(home) as engine:
        playlist = engine.make(request)
        if out is not None:
            engine.write(playlist.id, out)
    if as_json:
        output.document(playlist)
        return
    for line in playlist_text.page(playlist):
        output.say(line)
    changes = click.style(f'  segue refine {playlist.id} "…" changes it.', dim=True)
    output.say(f"  Wrote {clean(str(out))}" if out else changes)
