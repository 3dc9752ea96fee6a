"""What a follow-up did to a list: what came, went and moved, and why, from the two documents and what was decided."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from segue.music import Change, Playlist, Slot

_MOST = 3
"""Tracks that a note calls by name."""


def changed(before: Playlist, after: Playlist, said: str, reasons: Sequence[str]) -> Playlist:
    """`after` with what it changed of `before`; `reasons` are clauses on what was understood and decided."""
    old, new = [s.track_id for s in before.tracks], [s.track_id for s in after.tracks]
    there, here = set(old), set(new)
    moved = _moved([i for i in old if i in here], [i for i in new if i in there])
    change = Change(
        said=said, understood=True, stayed=len(there & here), moved=tuple(moved), note="",
        came=tuple(i for i in new if i not in there), went=tuple(i for i in old if i not in here),
    )  # fmt: skip
    return replace(after, change=replace(change, note=_note(before, after, change, reasons)))


def unchanged(playlist: Playlist, said: str, reasons: Sequence[str], *, understood: bool = True) -> Playlist:
    """`playlist` as it is, with a word on why the follow-up changed nothing."""
    heard = "" if understood else f"Nothing in “{' '.join(said.split())}” was understood. "
    note = f"{heard}{_sentences(reasons)}Nothing changed."
    count = len(playlist.tracks)
    return replace(playlist, change=Change(said=said, understood=understood, note=note, stayed=count))


def returned(playlist: Playlist, said: str) -> Playlist:
    """`playlist` as an undo or a redo brought it back."""
    last = playlist.change.said if playlist.change is not None else ""
    stands = f"as it was after “{' '.join(last.split())}”" if last else "as it was first made"
    change = Change(said=said, understood=True, note=f"The list is {stands}.", stayed=len(playlist.tracks))
    return replace(playlist, change=change)


def _moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The fewest tracks that must have moved to get from one order of the same tracks to the other: all but a longest
    run that kept its order (patience sorting: Aldous and Diaconis 1999)."""
    place = {track: at for at, track in enumerate(old)}
    tails: list[str] = []
    before: dict[str, str | None] = {}
    for track in new:
        at = next((i for i, tail in enumerate(tails) if place[tail] > place[track]), len(tails))
        before[track] = tails[at - 1] if at else None
        tails[at:] = [track, *tails[at + 1 :]]
    kept: set[str] = set()
    track_id = tails[-1] if tails else None
    while track_id is not None:
        kept.add(track_id)
        track_id = before[track_id]
    return [track for track in new if track not in kept]


def _note(before: Playlist, after: Playlist, change: Change, reasons: Sequence[str]) -> str:
    return (_sentences(reasons) + " ".join(_facts(before, after, change))).strip()


def _sentences(reasons: Sequence[str]) -> str:
    return "".join(f"{reason[:1].upper()}{reason[1:]}. " for reason in reasons if reason)


def _facts(before: Playlist, after: Playlist, change: Change) -> list[str]:
    facts = []
    if change.came:
        facts.append(f"New: {_named(after.tracks, change.came)}.")
    if change.went:
        facts.append(f"Gone: {_named(before.tracks, change.went)}.")
    if change.moved:
        facts.append(f"Moved: {_named(after.tracks, change.moved)}.")
    rest = change.stayed - len(change.moved)
    stays = f"{rest} track{'s' if rest != 1 else ''} stay{'s' if rest == 1 else ''} in order."
    facts.append(stays if change.came or change.went or change.moved else "The list is the same.")
    return facts


def _named(slots: Sequence[Slot], ids: Sequence[str]) -> str:
    titles = {slot.track_id: slot.title or slot.track_id for slot in slots}
    told = ", ".join(f"“{titles[i]}”" for i in ids[:_MOST])
    return told + (f" and {len(ids) - _MOST} more" if len(ids) > _MOST else "")
