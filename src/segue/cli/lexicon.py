"""`segue lexicon`: the words that this home adds, and what was not understood so far."""

from __future__ import annotations

import click
import msgspec

from segue import intent
from segue.cli import options, output
from segue.cli.text import clean, fit, wrap
from segue.notebook import Correction, Entry, Miss

_ALLOW = "Nothing is kept without consent. To keep phrases that are not understood:  segue lexicon misses --keep"
_OFF = "Phrases are no longer kept, and what was kept is erased."


class WorkList(msgspec.Struct, frozen=True):
    """The document of `segue lexicon misses --json`."""

    keep_misses: bool
    misses: tuple[Miss, ...]
    corrections: tuple[Correction, ...]


@click.group("lexicon")
def lexicon_command() -> None:
    """Teach Segue your words, and see what it did not understand."""


@lexicon_command.command("add")
@click.argument("term", type=options.TEXT)
@click.argument("known", nargs=-1, type=options.TEXT, metavar="[= KNOWN]")
@click.option("--attribute", type=options.TEXT, metavar="NAME", help="What the term is a range, a name or a label of.")
@click.option("--min", "low", type=float, metavar="N", help="At least; with --max, between.")
@click.option("--max", "high", type=float, metavar="N", help="At most.")
@click.option(
    "--is", "value", type=options.TEXT, metavar="VALUE", help="A name or label: an artist, a mood, a country …"
)
@click.option("--nothing", is_flag=True, help="The term asks for nothing.")
@options.common
def add(
    term: str, known: tuple[str, ...], attribute: str | None, low: float | None, high: float | None,
    value: str | None, nothing: bool, home: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Have TERM understood, from now on, in this home.

    \b
    segue lexicon add "sunday glow" = relaxing
    segue lexicon add "goes hard" --attribute energy --min 0.7
    segue lexicon add "the fab four" --attribute artist --is "The Beatles"
    segue lexicon add "pretty please" --nothing
    """
    entry = _entry(term, " ".join(known).removeprefix("=").strip(), attribute, _condition(low, high), value, nothing)
    with options.engine(home) as engine:
        before = engine.words.add(entry)
    if as_json:
        output.document({"added": entry, "before": before})
    else:
        output.say(_line(entry))
        if before is not None and before != entry:
            output.aside(f"  It was: {_line(before)}")


def _entry(
    term: str, known: str, attribute: str | None, condition: str | None, value: str | None, nothing: bool
) -> Entry:
    """The entry that the arguments state. Raises click's usage error where they state none, or two."""
    ways = (bool(known), condition is not None, value is not None, nothing)
    if sum(ways) != 1 or (attribute is not None) != (condition is not None or value is not None):
        raise click.UsageError("Give one meaning: = KNOWN, --attribute with --min, --max or --is, or --nothing.")
    folded = intent.term(term)
    if known:
        return Entry(folded, "same", intent.term(known))
    if condition is not None:
        return Entry(folded, "scale", f"{attribute} {condition}")
    return Entry(folded, "nothing") if value is None else Entry(folded, "label", f"{attribute} {value.strip()}")


def _condition(low: float | None, high: float | None) -> str | None:
    """The range as the lexicon writes it."""
    if low is not None and high is not None:
        return f"between {low:.10g} {high:.10g}"
    if low is not None:
        return f"min {low:.10g}"
    return None if high is None else f"max {high:.10g}"


@lexicon_command.command("list")
@options.common
def show(home: str | None, as_json: bool) -> None:
    """List the words of this home."""
    with options.engine(home) as engine:
        entries = engine.words.entries
    if as_json:
        output.document({"entries": entries})
        return
    for entry in entries:
        output.say(_line(entry))
    if not entries:
        output.aside('None yet. For example:  segue lexicon add "sunday glow" = relaxing')


@lexicon_command.command("remove")
@click.argument("term", type=options.TEXT)
@options.common
def remove(term: str, home: str | None, as_json: bool) -> None:
    """Take TERM out of the words of this home."""
    with options.engine(home) as engine:
        entry = engine.words.remove(intent.term(term))
    if as_json:
        output.document({"removed": entry})
    else:
        output.say(f"“{clean(entry.term)}” means here again what it means anywhere.")


@lexicon_command.command("misses")
@click.option("--keep/--no-keep", default=None, help="Allow phrases to be kept; or stop, and erase what was kept.")
@click.option("--forget", is_flag=True, help="Erase what was kept.")
@options.common
def misses(keep: bool | None, forget: bool, home: str | None, as_json: bool) -> None:
    """List what was not understood, and readings that were corrected, newest first."""
    with options.engine(home) as engine:
        book = engine.notebook
        if keep is not None:
            book.keep_misses(keep)
        if forget:
            book.forget()
        found = WorkList(book.keeps_misses, book.misses(), book.corrections())
    if as_json:
        output.document(found)
    else:
        _tell(found)
        output.aside(_note(found, keep))


def _tell(found: WorkList) -> None:
    for miss in found.misses:
        output.say(f"{miss.count:>5}  {fit(miss.phrase, 46)}  last {miss.last}")
        for line in wrap("beside " + "; ".join(miss.beside), 7) if miss.beside else ():
            output.say(click.style(line, dim=True))
    for correction in found.corrections:
        output.say(f"{correction.count:>5}  {fit(correction.phrase, 46)}  last {correction.last}")
        for line in wrap(f"read as {correction.old}; corrected to {correction.new}", 7):
            output.say(click.style(line, dim=True))


def _note(found: WorkList, keep: bool | None) -> str:
    if not found.keep_misses:
        return _OFF if keep is False else _ALLOW
    if not found.misses and not found.corrections:
        return "Nothing missed so far. Phrases are kept from now on; --no-keep stops that."
    return 'Teach one:  segue lexicon add "PHRASE" = KNOWN     Erase them:  segue lexicon misses --forget'


def _line(entry: Entry) -> str:
    meaning = {"same": "=", "nothing": "asks for nothing"}.get(entry.kind, "→")
    return f"{fit(entry.term, 34)} {meaning} {clean(entry.meaning)}".rstrip()
