"""Quantities as wishes: tempo and other measures of a track, its length, the list's length, the number of tracks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.quantities import NAMES, Quantity, quantities
from segue.intent.tokens import Tokens, pattern, words_of
from segue.music import MAX_TRACKS, NUMERIC, Operator, Requirement, Value

_SONGS: Final = frozenset(
    [
        "song",
        "songs",
        "track",
        "tracks",
        "tune",
        "tunes",
        "piece",
        "pieces",
        "number",
        "numbers",
        "title",
        "titles",
        "cut",
        "cuts",
        "jam",
        "jams",
        "banger",
        "bangers",
        "hit",
        "hits",
        "ballad",
        "ballads",
        "anthem",
        "anthems",
        "version",
        "versions",
        "rendition",
        "renditions",
        "classics",
        "recording",
        "recordings",
        "record",
        "oldie",
        "oldies",
        "instrumental",
        "instrumentals",
        "gem",
        "gems",
        "single",
        "singles",
        "cover",
        "covers",
        "remix",
        "remixes",
        "favourites",
        "favorites",
        "entry",
        "entries",
        "item",
        "items",
        "jamz",
        "lieder",
        "ones",
        "epics",
    ]
)
_TELLING: Final = words_of(
    """banger bangers hit hits ballad ballads anthem anthems classics oldie oldies instrumental instrumentals gem gems
    single singles cover covers remix remixes favourites favorites epics"""
)
"""Those of them that say what kind of songs is meant: a count ends before them."""
_STOPS: Final = frozenset(
    [
        "for",
        "with",
        "by",
        "from",
        "in",
        "at",
        "to",
        "on",
        "per",
        "without",
        "but",
        "no",
        "not",
        "per",
        "than",
        "about",
        "like",
        "of",
    ]
)
_EACH: Final = frozenset(["each", "apiece"])
_LONGEST_TRACK: Final = 20.0
"""Minutes up to which a compared time can be a track's length."""
_LONGEST_PLAIN: Final = 12.0
"""Minutes up to which a time that stands directly with songs is a track's length, without "each"."""
_IN_ALL: Final = pattern(r"(?:in total|in all|altogether|all together|overall|total)")
_PER_TRACK_AFTER: Final = pattern(
    r"(?:long )?(?:each|apiece|per song|per track|a song|a track|a piece|each song|each track)"
)
_TRACK_NOUN_AFTER: Final = pattern(r"(?:long )?(?:songs?|tracks?|tunes?|pieces|cuts|jams|long songs)")
_LIST_NOUNS: Final = frozenset(
    ["playlist", "mix", "mixtape", "list", "set", "session", "show", "hour", "compilation", "total"]
)
_PAIRING: Final = re.compile(r"(?:and|but|,)(?: (?:and|but))?")
"""What may stand between the two bounds of one range."""
_SLOWEST, _FASTEST = 60.0, 200.0
"""Beats per minute that a number without a unit can mean."""
_TEMPOS: Final = frozenset({"tempo", "tempos", "bpm", "speed"})
_TENS: Final = {"sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
_IN_THE_NINETIES: Final = pattern(
    rf"(?:tempos?|bpm|speed)(?: (?:is|are|be|should|must|somewhere|around|lies))* in the "
    rf"(?P<tens>[6-9]0s|{'|'.join(_TENS)})"
)
"""A tempo told by its tens: "a tempo in the nineties"."""
_EXACT: Final = frozenset({"rating", "play_count"})
"""Measures of which a bare number is meant exactly: "five stars"."""


def measures(tokens: Tokens) -> Iterator[Match]:
    """Matches of every quantity that can be told to be about something."""
    found = quantities(tokens)
    for quantity in [*_inherited(tokens, found), *_paired(tokens, found)]:
        asked = _time(tokens, quantity) if quantity.is_time else _measure(quantity) or _bare_tempo(tokens, quantity)
        if asked is not None:
            yield Match(quantity.start, quantity.end, (asked,), bonus=4)
    for start, end, match in tokens.starting(_IN_THE_NINETIES, _TEMPOS):
        low = _TENS.get(match["tens"]) or int(match["tens"][:2])
        yield Match(start, end, (wish("tempo", "between", (low, low + 9)),), bonus=6)
    yield from _counts(tokens)


def _paired(tokens: Tokens, found: list[Quantity]) -> Iterator[Quantity]:
    """Two bounds on the same, as one span: "at least 3 but no more than 5 minutes"."""
    second = {q.start: q for q in found if q.operator in ("min", "max")}
    for q in found:
        joint = next((n for n in (1, 2) if q.operator in ("min", "max") and q.end + n in second), 0)
        other = second.get(q.end + joint) if joint else None
        if other is None or other.operator == q.operator or not _PAIRING.fullmatch(tokens.text(q.end, other.start)):
            continue
        low, high = (q, other) if q.operator == "min" else (other, q)
        about, timed = q.about or other.about, q.is_time or other.is_time
        if q.is_time != other.is_time and (other if q.is_time else q).about:
            continue
        if {q.about, other.about} <= {about, ""} and low.low < high.high and (timed or about):
            yield replace(
                q, end=other.end, operator="between", low=low.low, high=high.high, about=about, is_time=timed,
                percent=q.percent or other.percent,
            )  # fmt: skip


def _bare_tempo(tokens: Tokens, q: Quantity) -> Requirement | None:
    """A range or a rough number that names nothing is a tempo where it can be one: "between 120 and 130", "90ish"."""
    if q.about or q.percent or q.operator not in ("between", "about") or not _SLOWEST <= q.low <= q.high <= _FASTEST:
        return None
    return None if _counted_later(tokens, q.end) else wish("tempo", q.operator, _value(q.operator, q.low, q.high))


def _inherited(tokens: Tokens, found: list[Quantity]) -> Iterator[Quantity]:
    """The quantities, a bare comparison behind another one being about the same: "at least 20 but no more than 40"."""
    about = {q.end: q.about for q in found if q.about}
    for q in found:
        if not q.about and not q.is_time and q.operator in ("min", "max") and q.start >= 2:
            joint = tokens.items[q.start - 1].text
            before = about.get(q.start - 1, "") or (_named_before(tokens, q.start - 1) if joint == "(" else "")
            yield replace(q, about=before) if joint in ("and", "but", ",", "(") else q
        else:
            yield q


def _named_before(tokens: Tokens, at: int) -> str:
    """The measure named right before a bracket: "low liveness (max 0.15)"."""
    return NAMES.get(tokens.items[at - 1].text, "") if at else ""


def _measure(q: Quantity) -> Requirement | None:
    attribute = q.about
    if attribute not in NUMERIC or (
        NUMERIC[attribute].high == 1 and q.operator is None and q.low > 1 and not q.percent
    ):
        return None
    low, high = sorted(_scaled(attribute, v, percent=q.percent) for v in (q.low, q.high))
    limits = NUMERIC[attribute]
    if not (limits.low <= low <= limits.high and limits.low <= high <= limits.high):
        return None
    if q.operator == "is" and attribute == "tempo":
        return wish(attribute, "between", (_tidy(low - 0.5), _tidy(low + 0.5)))
    plain: Operator = "is" if attribute in _EXACT else "about"
    return wish(attribute, q.operator or plain, _value(q.operator, low, high))


def _scaled(attribute: str, value: float, *, percent: bool) -> float:
    """A number in the attribute's own unit: percent and 0–100 for 0–1, dB below full scale."""
    top = NUMERIC[attribute].high
    if top == 1 and (percent or 1 < value <= 100):
        return value / 100
    if attribute == "popularity" and not percent and 0 < value < 1:
        return value * 100
    return -value if attribute == "loudness" and value > 3 else value


def _value(operator: Operator | None, low: float, high: float) -> Value:
    return (_tidy(low), _tidy(high)) if operator == "between" else _tidy(low)


def _tidy(value: float) -> float:
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _time(tokens: Tokens, q: Quantity) -> Requirement | None:
    """A time is the list's length, unless the words beside it speak of each track."""
    if q.high <= 0:
        return None
    attribute = "track_duration" if _per_track(tokens, q) else "duration"
    operator: Operator = "about" if q.operator in (None, "is") else q.operator
    return wish(attribute, operator, _value(operator, q.low, q.high))


def _per_track(tokens: Tokens, q: Quantity) -> bool:
    before = tokens.items[q.start - 1].text if q.start else ""
    after = tokens.text(q.end, q.end + 3)
    if q.high > _LONGEST_TRACK:
        return bool(_PER_TRACK_AFTER.match(f" {after}"))
    if before in _LIST_NOUNS or tokens.text(q.end, q.end + 1) in _LIST_NOUNS or _IN_ALL.match(f" {after}"):
        return False
    if _PER_TRACK_AFTER.match(f" {after}") or _TRACK_NOUN_AFTER.match(f" {after}") or q.negated or q.about == "length":
        return True
    if q.operator is None:
        return q.high <= _LONGEST_PLAIN and tokens.text(q.start - 1, q.start) == "each"
    return _speaks_of_tracks(tokens, q)


def _speaks_of_tracks(tokens: Tokens, q: Quantity) -> bool:
    """Whether a comparison stands behind "songs", "each …", or is too short to be a list's length."""
    for token in reversed(tokens.items[max(0, q.start - 4) : q.start]):
        if token.text in _SONGS or token.text in ("each", "every", "all", "ones", "music"):
            return True
        if token.is_mark or token.text in _LIST_NOUNS:
            break
    return q.high < _LONGEST_PLAIN and q.operator in ("max", "min", "between")


_EACH_ONE: Final = frozenset({"each", "every", "any", "this", "that", "another", "which", "the"})
_COUNTABLE: Final = "|".join(sorted(_SONGS - _TELLING, key=len, reverse=True))
_AT_LEAST: Final = "at least|minimum|a minimum of|min|no fewer than|no less than|not less than|more than|over"
_AT_MOST: Final = (
    "at most|up to|no more than|not more than|maximum|a maximum of|max|fewer than|less than|under|no longer than"
)
_COUNT_OPERATORS: Final[tuple[tuple[str, Operator], ...]] = (
    (rf"(?:{_AT_LEAST}) {{N}}(?: ,)? (?:and|but) (?:{_AT_MOST}) {{N}} ", "between"),
    (r"(?:between|from) {N} (?:and|to|-) {N} ", "between"),
    (r"{N} (?:to|-|or) {N} ", "between"),
    (r"(?:at least|minimum|a minimum of|min|no fewer than|no less than|not less than) {N} ", "min"),
    (r"(?:at most|up to|no more than|not more than|maximum|a maximum of|max|fewer than|less than) {N} ", "max"),
    (r"(?:around|about|approximately|approx|roughly|circa|some|~) {N} ", "about"),
    (r"{N} (?:or so|ish) ", "about"),
    (r"(?:exactly |precisely |just |only )?{N} ", "is"),
)
_NUMBERED: Final = tuple(
    (pattern(
rf"{head.rstrip()}(?P<noun> (?:of the best |best |top |great |good )?(?:different |distinct |unique )?"
rf"(?:{_COUNTABLE}|of them|of these|in total|in all|altogether|total)"
rf"(?: in total| in all| altogether| max| maximum| tops| minimum| total)?)?"
), operator)
    for head, operator in _COUNT_OPERATORS
)  # fmt: skip
"""Numbers with the songs that they count right behind them; without, those may follow ("16 electronic tracks")."""
_LISTED: Final = pattern(
    (
        rf"(?:(?:play ?list|list|mix|set|selection|collection|mixtape) (?:of|with)(?: (?:about|around|"
        rf"roughly))?|top|best|give me|gimme|make it|count|tracks|songs|total of|limit|limit to) (?:: )?{{N}}(?! "
        rf"(?:{_COUNTABLE}|minutes|bpm|%|percent))"
    ).replace("play ?list", "playlist")
)
_LIMITED: Final = pattern(
    r"(?:and|but|,) (?P<cmp>at most|no more than|not more than|up to|max|maximum|at least) {N}(?= [,;.]|$)"
)
_COUPLE: Final = pattern(
    r"(?:(?:give me|gimme|play me|play|need|want|just|only|get me|find me|make me|for|with just|with only) )?"
    rf"(?P<said>a couple(?: of)? (?:{_COUNTABLE}))"
)
""" "a couple of songs" that is all that is asked for; elsewhere it is a share."""


_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
"""Numbers between these are years before they are counts too long for a list; other such counts the door refuses."""


def _counts(tokens: Tokens) -> Iterator[Match]:
    found = [(*at, operator) for shape, operator in _NUMBERED for at in tokens.find(shape)]
    sized = any(match["noun"] for _, _, match, _ in found) or any(t.text[:1] == "@" for t in tokens.items)
    for start, end, match, operator in found:
        *numbers, noun = match.groups()
        told = [float(number) for number in numbers]
        if noun and (min(told) > 0 or tokens.items[start].number is None or tokens.items[start].key == "0"):
            yield from _count(start, end, operator, told, _ends_in_limit(tokens, end))
        yield from _bare_count(tokens, start, end - len((noun or "").split()), operator, told, sized=sized)
    for start, end, match in tokens.find(_LISTED):
        yield from _count(start, end, "is", [float(match[1])])
    yield from _other_counts(tokens)


def _other_counts(tokens: Tokens) -> Iterator[Match]:
    """Counts without a noun right behind them: "a couple of …", "…, at most 20"."""
    for start, end, match in tokens.find(_COUPLE):
        first = end - len(match["said"].split())
        if start < first or start == 0:
            yield Match(first, end, (wish("count", "is", 2),), bonus=3)
    for start, end, match in tokens.find(_LIMITED):
        if tokens.items[start - 1].text in _SONGS:
            yield from _count(start + 1, end, "min" if match["cmp"] == "at least" else "max", [float(match[2])])


def _bare_count(
    tokens: Tokens, start: int, end: int, operator: Operator, told: list[float], *, sized: bool
) -> Iterator[Match]:
    """A number without songs right behind it that counts them all the same; one that stands alone where the list's size
    is told elsewhere (`sized`) is a tempo if it can be one: "drum n bass, 174, 12 tunes"."""
    said = (t for t in tokens.items[start:end] if t.text[-1].isdigit())
    if any(t.number is None or "." in t.text for t in said):
        return
    if tokens.items[start].key == "one" and start and tokens.items[start - 1].text in _EACH_ONE:
        return
    if _counted_later(tokens, end):
        yield from _count(start, end, operator, told, bonus=-1)
    elif operator in ("is", "about") and _stands_alone(tokens, start, end):
        if sized and _SLOWEST <= told[0] <= _FASTEST:
            yield Match(start, end, (wish("tempo", "about", _tidy(told[0])),), bonus=-1)
        else:
            yield from _count(start, end, operator, told, bonus=-1)


def _ends_in_limit(tokens: Tokens, end: int) -> str:
    return {"max": "max", "maximum": "max", "tops": "max", "minimum": "min"}.get(tokens.items[end - 1].text, "")


def _count(
    start: int, end: int, operator: str, numbers: list[float], limit: str = "", bonus: int = 3
) -> Iterator[Match]:
    low, high = min(numbers), max(numbers)
    year_like = high > MAX_TRACKS and _FIRST_YEAR <= low <= _LAST_YEAR
    if year_like or low < 0 or any(n != int(n) for n in numbers):
        return
    chosen: Operator = limit or operator  # type: ignore[assignment]
    value: Value = (int(low), int(high)) if operator == "between" else int(low)
    yield Match(start, end, (wish("count", chosen, value),), bonus=bonus)


def _counted_later(tokens: Tokens, at: int) -> bool:
    """Whether songs are counted a few describing words further on: "16 electronic tracks"."""
    at += 2 * (tokens.text(at, at + 2) == "of the") + (tokens.text(at, at + 1) == "more")
    for token in tokens.items[at : at + 8]:
        if token.text in _SONGS:
            return True
        if token.text in _STOPS or token.number is not None or (token.is_mark and token.text not in ",&"):
            return False
        if token.text in ("more", "or", "minutes", "bpm") or token.text.startswith("@"):
            return False
    return False


def _stands_alone(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a number is all there is between two marks: "jazz, 20"."""
    opens = start > 0 and tokens.items[start - 1].is_mark and tokens.items[start - 1].text in ",;."
    closes = end == len(tokens) or (tokens.items[end].is_mark and tokens.items[end].text in ",;.")
    return opens and closes
