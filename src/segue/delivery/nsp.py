"""Navidrome's smart playlists (`.nsp`): rules that the server evaluates itself, for prompts that are rules.

Fields and operators after Navidrome's `model/criteria`. A wish is expressible when it is about each track alone and
about something Navidrome stores: tempo, year, length, rating, plays, when it was added or played, genre, mood, artist,
album, title. The server looks for a genre, mood or title word anywhere in its field (“punk” also in “cyberpunk”), and
knows no free tags, so its choice may differ a little from ours. Not expressible: shares of the list, blocks, caps per
artist, total length, likeness, audio features.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

import msgspec

from segue.delivery.entries import one_line, plain
from segue.errors import BadInput
from segue.music import Playlist, Requirement

Rule = dict[str, object]
"""`{"is": {"bpm": 120}}`, or a group `{"all": […]}` / `{"any": […]}`."""


class _Number(NamedTuple):
    """A numeric field: Navidrome's name, the factor from our unit to its own, and its range without "not known" (0)."""

    field: str
    factor: float
    low: float
    high: float
    whole: bool = True


_NUMBERS: Final = {
    "tempo": _Number("bpm", 1, 1, 999),
    "year": _Number("year", 1, 1, 9999),
    "era": _Number("year", 1, 1, 9999),
    "track_duration": _Number("duration", 60, 0.001, 1_000_000, whole=False),
    "rating": _Number("rating", 1, 1, 5),
    "play_count": _Number("playCount", 1, 0, 1_000_000_000),
}
_DATES: Final = {"last_played": "lastPlayed", "added": "dateAdded"}
_WORDS: Final = {
    "genre": ("contains", "genre"),
    "mood": ("contains", "mood"),
    "title": ("contains", "title"),
    "track": ("is", "title"),
    "album": ("is", "album"),
    "artist": ("is", "artist"),
}
_OPPOSITE: Final = {"is": "isNot", "contains": "notContains"}
ABOUT: Final = 0.06
"""“About 120 BPM” is within this share of it."""


def render_nsp(playlist: Playlist) -> tuple[bytes, tuple[str, ...]]:
    """The rules, and what they leave out. Raises `BadInput` (nsp_inexpressible), naming the phrases at fault."""
    rules: list[Rule] = []
    sort, order, limit = "random", "asc", len(playlist.tracks)
    failed: list[str] = []
    for wish in playlist.requirements:
        if wish.attribute == "count" and wish.scope == "list" and wish.operator == "is" and isinstance(wish.value, int):
            limit = wish.value
        elif (sorting := _sorting(wish)) is not None:
            sort, order = sorting
        elif (rule := _rule(wish)) is not None:
            rules.append(rule)
        else:
            failed.append(wish.phrase or f"{wish.attribute} {wish.operator} {wish.value}")
    if failed or not rules:
        raise _inexpressible(failed)
    document: dict[str, object] = {"name": one_line(playlist.title), "comment": plain(playlist.prompt), "all": rules}
    document |= {"sort": sort, "order": order, "limit": limit}
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n", tuple(_notes(playlist))


def _inexpressible(phrases: list[str]) -> BadInput:
    named = "; ".join(f"“{one_line(phrase)}”" for phrase in phrases)
    return BadInput(
        "nsp_inexpressible",
        f"A smart playlist cannot express {named}." if phrases else "There is no wish for a smart playlist to keep.",
        hint="Write .m3u8, .xspf or .jspf instead, or ask for tempo, year, length, rating, plays, genre or names only.",
        field="target",
    )


def _notes(playlist: Playlist) -> Iterable[str]:
    yield "The server chooses the tracks by these rules itself; they need not be the ones shown here."
    if softened := [wish.phrase for wish in playlist.requirements if wish.strength == "prefer"]:
        yield "Preferences became rules: " + ", ".join(softened) + "."
    if playlist.unread:
        yield "Not understood, hence not in the rules: " + ", ".join(word.phrase for word in playlist.unread) + "."


def _sorting(wish: Requirement) -> tuple[str, str] | None:
    """A rising or falling arc over a field of the server is an order of sorting."""
    number = _NUMBERS.get(str(wish.value)) if wish.attribute == "arc" else None
    if number is None or wish.operator not in ("rising", "falling") or not _for_each(wish):
        return None
    return number.field, "asc" if wish.operator == "rising" else "desc"


def _for_each(wish: Requirement) -> bool:
    return wish.scope == "list" and wish.share == 1.0 and wish.polarity != "like"


def _rule(wish: Requirement) -> Rule | None:
    if not _for_each(wish):
        return None
    negated = (wish.polarity == "avoid") != (wish.operator == "not")
    if wish.attribute in _NUMBERS and wish.reading is None:
        return _numeric(_NUMBERS[wish.attribute], wish, negated)
    if wish.attribute in _DATES and wish.reading is None:
        return _dated(_DATES[wish.attribute], wish, negated)
    if wish.attribute in _WORDS:
        return _worded(wish, negated)
    return None


def _worded(wish: Requirement, negated: bool) -> Rule | None:
    vague = wish.reading is not None and (wish.reading.subjective or wish.reading.regions)
    if vague or wish.operator not in ("is", "any", "not"):
        return None
    wanted = wish.value if isinstance(wish.value, tuple) else (wish.value,)
    words = dict.fromkeys([str(word) for word in wanted] + list(wish.reading.labels if wish.reading else ()))
    operator, field = _WORDS[wish.attribute]
    operator = _OPPOSITE[operator] if negated else operator
    return _group("all" if negated else "any", [{operator: {field: one_line(word)}} for word in words])


def _group(name: str, rules: list[Rule]) -> Rule:
    return rules[0] if len(rules) == 1 else {name: rules}


def _ranges(wish: Requirement) -> list[tuple[float, float]]:
    """The closed ranges that the wish names, in our unit; [] where it names none."""
    values = wish.value if isinstance(wish.value, tuple) else (wish.value,)
    numbers = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) != len(values) or not numbers:
        return []
    first, last = numbers[0], numbers[-1]
    shapes: dict[str, Callable[[], list[tuple[float, float]]]] = {
        "min": lambda: [(first, math.inf)],
        "max": lambda: [(-math.inf, first)],
        "between": lambda: [(min(first, last), max(first, last))],
        "about": lambda: [(first - abs(first) * ABOUT, first + abs(first) * ABOUT)],
    }
    return shapes.get(wish.operator, lambda: [(n, n) for n in numbers])()


def _numeric(number: _Number, wish: Requirement, negated: bool) -> Rule | None:
    ranges = [(low * number.factor, high * number.factor) for low, high in _ranges(wish)]
    if not ranges:
        return None
    within = [(_up(number, max(low, number.low)), _down(number, min(high, number.high))) for low, high in ranges]
    if negated:
        outside = [rule for low, high in within for rule in _outside(number, low, high)]
        return _group("all", outside) if outside else None
    return _group("any", [_inside(number.field, low, high) for low, high in within])


def _inside(field: str, low: float, high: float) -> Rule:
    return {"is": {field: low}} if low == high else {"inTheRange": {field: [low, high]}}


def _outside(number: _Number, low: float, high: float) -> list[Rule]:
    """What a track free of [low, high] keeps. Navidrome stores 0 for "not known", which is not known to be free."""
    beyond: list[Rule] = []
    if low > number.low:
        beyond.append({"lt": {number.field: low}})
    if high < number.high:
        beyond.append({"gt": {number.field: high}})
    known: list[Rule] = [{"gt": {number.field: 0}}] if number.low > 0 else []
    return [*known, _group("any", beyond)] if beyond else []


def _up(number: _Number, value: float) -> float:
    return math.ceil(value) if number.whole else _plain_number(value)


def _down(number: _Number, value: float) -> float:
    return math.floor(value) if number.whole else _plain_number(value)


def _plain_number(value: float) -> float:
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def _dated(field: str, wish: Requirement, negated: bool) -> Rule | None:
    """Unix seconds as dates: `after` and `before` are exclusive, so a day is given away on either side."""
    ranges = _ranges(wish)
    if len(ranges) != 1 or wish.operator not in ("min", "max", "between"):
        return None
    low, high = ranges[0]
    inside: list[Rule] = []
    outside: list[Rule] = []
    if low > -math.inf:
        inside.append({"after": {field: _day(low, -1)}})
        outside.append({"before": {field: _day(low, 0)}})
    if high < math.inf:
        inside.append({"before": {field: _day(high, 1)}})
        outside.append({"after": {field: _day(high, 0)}})
    return _group("any", outside) if negated else _group("all", inside)


def _day(seconds: float, shift: int) -> str:
    when = datetime.datetime.fromtimestamp(seconds, datetime.UTC).date() + datetime.timedelta(days=shift)
    return when.isoformat()
