"""A playlist as a page of text in 80 columns: title, notes, tracks, and what became of every word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from segue.cli.text import WIDTH, clean, clock, columns, fit, meaning, number, wrap
from segue.music import FIRST_GUESSED, SOURCE_CODE, Attribute, Intent, Judged, Next, Playlist, Slot, Unread, Verdict

MARKS: Final[dict[Verdict, tuple[str, str]]] = {
    "verified": ("✓", "green"),
    "inferred": ("≈", "cyan"),
    "unmet": ("✗", "red"),
    "unsupported": ("?", "yellow"),
}
"""Sign and colour of each verdict; the sign and the word say it where there is no colour."""

_FACTS: Final = ("tempo", "energy", "valence", "acousticness", "year", "genre", "mood")
_NAMES: Final = {"acousticness": "acoustic"}
_MOST_FACTS: Final = 4


def page(playlist: Playlist) -> Iterator[str]:
    """The whole page, line by line."""
    yield ""
    yield from _head(playlist)
    for slot in playlist.tracks:
        yield from _track(slot)
    if any(slot.next for slot in playlist.tracks):
        yield _dim("     to the next: ♩ change of tempo  ♯ steps between keys  ↗ ↘ energy  ~ guessed")
    yield ""
    yield from verdicts(playlist)
    yield ""


def _head(playlist: Playlist) -> Iterator[str]:
    yield "  " + click.style(clean(playlist.title), bold=True)
    count = len(playlist.tracks)
    facts = f"{count} track{'s' * (count != 1)} · {clock(playlist.duration_ms)}"
    yield _dim(_spread(f"  {facts}", playlist.id))
    yield ""
    if playlist.care:
        yield from wrap(playlist.care)
        yield ""
    if playlist.change is not None:
        yield from wrap(playlist.change.note)
        yield ""
    if playlist.notes:
        yield from wrap(playlist.notes)
        yield ""


def _track(slot: Slot) -> Iterator[str]:
    title = click.style(fit(slot.title or slot.track_id, 38), bold=True)
    yield f" {slot.position:>3}  {title}  {fit(slot.artist, 25)} {clock(slot.duration_ms):>8}"
    marks = _transition(slot.next) if slot.next else ""
    facts = fit(" · ".join(_facts(slot)), WIDTH - 8 - columns(marks))
    line = _dim(f"      {facts}  {marks}".rstrip())
    if click.unstyle(line).strip():
        yield line


def _facts(slot: Slot) -> list[str]:
    known = [_fact(name, slot.attributes[name]) for name in _FACTS if name in slot.attributes]
    return known[:_MOST_FACTS]


def _fact(name: str, attribute: Attribute) -> str:
    guess = "~" if SOURCE_CODE[attribute.source] >= FIRST_GUESSED else ""
    value = attribute.value
    if name == "tempo" and not isinstance(value, str):
        return f"{guess}{value:.0f} BPM"
    if isinstance(value, str):
        return guess + value
    shown = number(value)
    return f"{guess}{shown}" if name == "year" else f"{_NAMES.get(name, name)} {guess}{shown}"


def _transition(to: Next) -> str:
    parts = []
    if to.tempo_change is not None:
        parts.append(f"♩ {to.tempo_change:+.0%}".replace("-", "−").replace("+0%", "="))
    if to.key_distance is not None:
        parts.append(f"♯ {to.key_distance}")
    if to.energy_step is not None and abs(to.energy_step) >= 0.05:
        parts.append("↗" if to.energy_step > 0 else "↘")
    return "  ".join(parts)


def verdicts(playlist: Playlist) -> Iterator[str]:
    """A table of every requirement with its verdict, the words that were not read, and the two shares."""
    for judged in playlist.requirements:
        yield from _judged(judged)
    yield from unread(playlist.unread)
    if playlist.requirements or playlist.unread:
        kept = click.style(f"kept {playlist.kept:.0%}", bold=True)
        yield _spread("", f"{kept} of what was asked, {playlist.proven:.0%} proven")


def _judged(judged: Judged) -> Iterator[str]:
    mark, colour = MARKS[judged.verdict]
    phrase = fit(f"“{judged.phrase}”" if judged.phrase else "(option)", 27)
    counted = f"{judged.held}/{judged.of}" if judged.verdict != "unsupported" else ""
    sign, verdict = click.style(mark, fg=colour, bold=True), click.style(judged.verdict, fg=colour)
    yield f"  {sign} {phrase} {fit(meaning(judged), 27)} {counted:>7}  {verdict}"
    reading = judged.reading.text if judged.reading else ""
    said = judged.note if reading in judged.note else f"read as {reading}; {judged.note}".removesuffix("; ")
    for line in wrap(said, 5):
        yield _dim(line)


def unread(words: tuple[Unread, ...]) -> Iterator[str]:
    """A line for each run of words that was not understood."""
    for part in words:
        yield f"  {click.style('·', fg='magenta', bold=True)} {fit(f'“{part.phrase}”', 27)} " + _dim("not understood")


def understood(intent: Intent) -> Iterator[str]:
    """How a prompt is read, before anything is made."""
    for requirement in intent.requirements:
        yield f"  {fit(f'“{requirement.phrase}”', 29)} {fit(meaning(requirement), 47)}".rstrip()
        if requirement.reading:
            for line in wrap(f"read as {requirement.reading.text}", 5):
                yield _dim(line)
    yield from unread(intent.unread)


def _spread(left: str, right: str) -> str:
    return left + " " * max(1, WIDTH - columns(left) - columns(click.unstyle(right))) + right


def _dim(text: str) -> str:
    return click.style(text, dim=True)
