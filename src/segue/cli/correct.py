"""`segue correct`: a listener puts right what is told of a track."""

from __future__ import annotations

import click

from segue.cli import options, output
from segue.cli.text import clean


@click.command("correct")
@click.argument("track_id", type=options.TEXT)
@click.argument("corrections", nargs=-1, required=True, type=options.TEXT, metavar="FIELD=VALUE…")
@options.common
def correct_command(track_id: str, corrections: tuple[str, ...], home: str | None, as_json: bool) -> None:
    """Put right what is told of a track.

    Such as tempo=120, mood=calm,dreamy, genre=jazz, key=F#. What you say wins over tags, analysis and guesses, and
    outlives every import. FIELD= takes it back.
    """
    said: dict[str, str] = {}
    for part in corrections:
        field, equals, value = part.partition("=")
        if not (equals and field.strip()):
            raise click.BadParameter(f"“{part}” is not FIELD=VALUE.", param_hint="FIELD=VALUE")
        said[field.strip().lower()] = value
    with options.engine(home) as engine:
        note = engine.correct(track_id, said)
    if as_json:
        output.document(note)
        return
    told = {field: str(one.value) for field, one in note.values.items()}
    told |= {field: ", ".join(words.values) for field, words in note.labels.items()}
    output.say(clean("; ".join(f"{field}: {value}" for field, value in sorted(told.items()))) or "nothing is corrected")
