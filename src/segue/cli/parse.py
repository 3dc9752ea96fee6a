"""`segue parse`: how a prompt is understood."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from segue.cli import batch, options, output, playlist_text
from segue.engine import Engine
from segue.intent import as_plan


class PromptLine(msgspec.Struct, frozen=True):
    """One line of `parse --batch`."""

    id: str | int
    prompt: str


@click.command("parse")
@click.argument("prompt", type=options.TEXT, required=False)
@click.option("--batch", "source", type=options.PATH, metavar="IN", help='JSON Lines of {"id", "prompt"}.')
@click.option("--out", "target", type=options.PATH, metavar="OUT", help="Where the answers of a batch go.")
@click.option("--plan", is_flag=True, help="Print a plan to change and give back: segue make --plan FILE.")
@options.common
def parse_command(
    prompt: str | None, source: Path | None, target: Path | None, plan: bool, home: str | None, as_json: bool
) -> int:
    """Say how a prompt is understood, without making a playlist."""
    if (prompt is None) == (source is None) or (source is None) != (target is None) or (plan and source):
        raise click.UsageError("Give one prompt, or --batch IN with --out OUT.")
    with options.engine(home) as engine:
        if source is not None and target is not None:
            return _many(engine, source, target, as_json)
        intent = engine.parse(prompt or "")
        planned = as_plan(intent, engine.snapshot()) if plan else ""
    if plan:
        output.document({"plan": planned}) if as_json else output.say(planned)
        return 0
    if as_json:
        output.document(intent)
        return 0
    for line in playlist_text.understood(intent):
        output.say(line)
    return 0


def _many(engine: Engine, source: Path, target: Path, as_json: bool) -> int:
    def answer(line: PromptLine) -> dict[str, object]:
        intent = engine.parse(line.prompt)
        return {"id": line.id, "prompt": line.prompt, "requirements": intent.requirements, "unread": intent.unread}

    return tell(batch.run(source, target, PromptLine, answer), as_json)


def tell(tally: batch.Tally, as_json: bool) -> int:
    """Say how a batch went; gives the exit status."""
    if as_json:
        output.document(tally)
    else:
        output.aside(f"{tally.answered} answered, {tally.failed} not; in {tally.out}")
    return tally.exit_status
