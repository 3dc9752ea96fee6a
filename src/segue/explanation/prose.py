"""A title and liner notes, composed from the document alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from segue.explanation.reasons import number
from segue.knowledge.names import legible
from segue.music import FIRST_GUESSED, SOURCE_CODE, Intent, Judged, Requirement, Slot

_ORDER = (
    "activity", "mood", "energy", "valence", "tempo", "acousticness", "instrumentalness", "danceability", "vocals",
    "year", "era", "country", "language", "genre", "instrument", "artist", "album", "title", "theme", "similar", "for",
)  # fmt: skip
"""What a title tells, in the order of an English noun phrase; "for" is an activity that the prompt led in so."""
_LONGEST = 60
_TOUCH = 0.3
"""Wishes for a smaller share of the list are not what it is about."""


def title(intent: Intent) -> str:
    """A title from the wishes that say what the list is about; the prompt itself where none does."""
    wishes = [r for r in intent.requirements if r.polarity != "avoid" and r.phrase and r.share >= _TOUCH]
    told = [(_ORDER.index(place), r) for r in wishes if (place := _place(intent, r)) in _ORDER]
    parts: list[str] = []
    before = ""
    for _, wish in sorted(told, key=lambda pair: (pair[0], pair[1].span)):
        words = _lead(intent, wish, before) + wish.phrase.strip(" ,.")
        before = wish.attribute
        if words.casefold() not in " ".join(parts).casefold() and len(" ".join([*parts, words])) <= _LONGEST:
            parts.append(words)
    text = legible(" ".join(parts)) or legible(intent.prompt)[:_LONGEST].rstrip() or "From your library"
    return text[0].upper() + text[1:]


def _place(intent: Intent, wish: Requirement) -> str:
    return "for" if wish.attribute == "activity" and _led_in(intent, wish) else wish.attribute


def _led_in(intent: Intent, wish: Requirement) -> bool:
    before = intent.prompt[: wish.span[0]].casefold().split()[-1:]
    return before == ["for"] or wish.phrase.casefold().startswith("for ")


def _lead(intent: Intent, wish: Requirement, before: str) -> str:
    """What joins a wish to the words so far, the last of which are about the attribute `before`."""
    phrase = wish.phrase.casefold()
    if wish.attribute == "similar" and not phrase.startswith(("like", "similar", "in the")):
        return "like "
    if _place(intent, wish) == "for" and not phrase.startswith("for "):
        return "for "
    return "and " if wish.attribute == before and before in ("genre", "artist") else ""


def liner_notes(slots: Sequence[Slot], judged: Sequence[Judged], unread: int) -> str:
    """A few sentences: what is in the list, how it moves, and what it does not keep."""
    if not slots:
        return "No track of this library keeps everything that must be kept."
    return " ".join(s for s in (_size(slots), _voices(slots), _span(slots), _kept(judged, unread)) if s)


def _size(slots: Sequence[Slot]) -> str:
    minutes = round(sum(s.duration_ms or 0 for s in slots) / 60_000)
    length = f", {_plural(minutes, 'minute')}" if minutes else ""
    return f"{_plural(len(slots), 'track')}{length}, from “{_name(slots[0])}” to “{_name(slots[-1])}”."


def _name(slot: Slot) -> str:
    return slot.title or slot.track_id


def _voices(slots: Sequence[Slot]) -> str:
    artists = Counter(s.artist for s in slots if s.artist)
    if not artists:
        return ""
    name, most = artists.most_common(1)[0]
    if most == 1:
        return f"{_plural(len(artists), 'artist')}, none twice." if len(artists) > 1 else ""
    return f"{_plural(len(artists), 'artist')}, most often {name} ({most})."


def _span(slots: Sequence[Slot]) -> str:
    parts: list[str] = []
    for name, words in (("tempo", "Tempo {} to {} BPM"), ("year", "Years {} to {}"), ("energy", "Energy {} to {}")):
        values = list(_known(slots, name))
        if len(values) > len(slots) / 2:
            ends = [number(name, v).removesuffix(" BPM") for v in (min(values), max(values))]
            parts.append(words.format(*ends) if parts == [] else words.format(*ends).lower().replace("bpm", "BPM"))
    return f"{', '.join(parts)} (as far as known)." if parts else ""


def _known(slots: Iterable[Slot], name: str) -> Iterable[float]:
    for slot in slots:
        attribute = slot.attributes.get(name)
        if attribute is not None and SOURCE_CODE[attribute.source] < FIRST_GUESSED:
            yield float(attribute.value)


def _kept(judged: Sequence[Judged], unread: int) -> str:
    missed = [j for j in judged if j.verdict in ("unmet", "unsupported")]
    if not missed and not unread:
        return "Every wish is kept." if judged else ""
    told = [f"“{j.phrase or j.attribute}” is {_MISSED[j.verdict]}" for j in missed]
    if unread:
        told.append(f"{_plural(unread, 'phrase')} could not be read")
    kept = f"{len(judged) - len(missed)} of {_plural(len(judged), 'wish')} kept; " if judged else ""
    return f"{kept}{', '.join(told)}."


_MISSED = {"unmet": "not kept", "unsupported": "more than this library can tell"}


def _plural(n: int, noun: str) -> str:
    if n == 1:
        return f"{n} {noun}"
    return f"{n} {noun}es" if noun.endswith("sh") else f"{n} {noun}s"
