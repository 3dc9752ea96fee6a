"""What only the listener's own library tells: ratings, plays, when a track was last heard, when it came in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import numpy as np
from msgspec.structs import replace

from segue.catalogue.snapshot import Snapshot
from segue.intent.match import Match, wish
from segue.intent.moments import RECENT, WHEN, Moment, moment, seconds
from segue.intent.tokens import Tokens, pattern, words_of
from segue.music import Operator, Reading, Requirement

_I: Final = r"(?:(?:that |which |what )?(?P<i>i|ive|we|weve|you|youve|id)(?: have| had)? )?"
_NO: Final = (
    r"(?:(?P<no>no|nothing|none|not|skip|avoid|without|except|excluding|leave out)(?: (?:the|any|all|songs?|tracks?|"
    r"anything|music|stuff|that|ones|things|of))* )?"
)
_SONGS: Final = r"(?:songs?|tracks?|tunes?|music|stuff|pieces|ones|things)"
_PLAYED: Final = r"(?:played|heard|listened(?: to)?|spun|been playing|been listening to)"
_SILENT: Final = pattern(
    rf"{_I}(?:(?:have |has |had )?(?:not|never|havent|hasnt|hadnt|wasnt|werent|arent|isnt)(?: (?:been|yet|ever|really|"
    rf"actually|even|been))* (?:{_PLAYED})|(?:did not|didnt) (?:play|hear|listen to)|un ?played|unheard|unlistened)"
    rf"(?: (?:yet|before|ever|at all|(?P<much>much|a lot|often|very often)|it|them))*(?: {WHEN})?"
)
_HEARD: Final = pattern(rf"{_NO}{_I}(?P<mark>last |recently |just |already )?{_PLAYED}(?: {_SONGS})?(?: {WHEN})?")
_TIMES: Final = pattern(
    rf"{_NO}{_I}(?:only |just )?{_PLAYED}(?: (?:them|it))?(?: (?P<cmp>more than|over|at least|fewer than|less than|"
    rf"under|"
    rf"at most|no more than|not more than|up to|only|exactly|just))?(?: a)? (?:(?P<n>[0-9]+) times?|(?P<word>once|"
    rf"twice|thrice))"
    rf"(?: (?:or|and) (?P<or>more|less|fewer|twice))?"
)
_MOST: Final = pattern(
    rf"(?:(?:my|the|our|all my) )?(?:(?P<how>most|least|rarely|seldom|hardly ever|hardly|frequently|often|heavily)"
    rf"(?: often| frequently)? (?:played|listened to|listened|heard|spun)|most plays|(?:on|in) (?:heavy |"
    rf"high )?rotation|"
    rf"on repeat)(?: {_SONGS})?(?! first| last| to )"
)
_ADDED: Final = pattern(
    rf"{_I}(?:(?:were |was |been )?(?:added|bought|imported|acquired|ripped|purchased)(?: (?:to|into) (?:my|the|our) "
    rf"(?:library|collection|catalogue))? {WHEN}|(?:recently|newly|just|lately|freshly) (?:added|imported|bought|"
    rf"acquired|"
    rf"ripped|purchased)|(?:(?:my|the) )?(?:new|latest|recent|newest|fresh) (?:additions|arrivals|acquisitions|"
    rf"imports))"
    rf"(?: {_SONGS})?(?! first| last)"
)
_RATED: Final = pattern(
    rf"{_NO}{_I}rated(?: (?:it|them|as|at|with|with a|of))*(?: (?P<cmp>at least|more than|above|over|higher than|"
    rf"better "
    rf"than|below|under|less than|lower than|worse than|at most|up to|exactly|"
    rf"only))? (?:(?P<low>[0-9]) (?:or|and|to|-) )?(?P<n>[0-9]+(?:[.][0-9]+)?)(?: (?:stars?|/ 5|out of 5|"
    rf"(?P<ten>/ 10|out of 10)))?(?: (?:(?:or|and) (?P<or>more|higher|better|above|up|upwards|over|less|lower|below|"
    rf"worse|"
    rf"under)|(?P<plus>\+|plus)))?"
)
_PRAISED: Final = pattern(
    rf"(?:(?:my|the|our|all) )*(?:(?P<high>top|highly|best|highest|well)|(?P<low>poorly|badly|low|lowest|worst)|"
    rf"(?P<none>un|not|never|havent)) rated(?: {_SONGS})?(?! first| last| [0-9])|unrated(?: {_SONGS})?"
)
_FAVOURITES: Final = pattern(
    rf"(?:starred|hearted|loved|liked|favou?rited|thumbed up) {_SONGS}|"
    rf"(?:starred|hearted|loved|favou?rited)(?= \S+ {_SONGS})|{_SONGS} (?:that )?i(?:ve| have)? "
    rf"(?:starred|hearted|favou?rited|loved|liked|thumbed up|saved)|{_SONGS} (?:that )?i (?:love|like)(?=$| [,.;!?])"
)
_FORGOTTEN: Final = pattern(
    rf"forgotten (?:favou?rites?|{_SONGS})|{_SONGS} (?:that )?i(?:ve| have)? (?:forgot(?:ten)?)(?: about)?"
)
_TRIGGERS: Final = words_of(
    "played heard listened spun playing unplayed unheard unlistened hear rotation repeat plays play listen"
)
_BOUGHT: Final = words_of("added bought imported acquired ripped purchased additions arrivals acquisitions imports")
_LOVED: Final = words_of("starred hearted loved liked favourited favorited saved thumbed love like")
_OPENERS: Final = words_of(
    "i ive we weve you youve id that which what not never have has had havent hasnt hadnt wasnt werent arent isnt did "
    "didnt no nothing none skip avoid without except excluding leave last recently just already only unplayed "
    "unheard un "
    "unlistened played heard listened spun been my the our all most least rarely seldom hardly frequently often "
    "heavily "
    "on in new newest latest recent newly lately freshly fresh added bought imported acquired ripped purchased were was"
)
_PASSIVE_STOPS: Final = words_of("by on with at from as live in to for like through over")
"""Words behind "not played" that make it tell how music is performed."""
_ABOVE: Final = ("more than", "over", "above", "higher", "better")
_BELOW: Final = ("fewer", "less", "under", "below", "lower", "worse")
_MAX: Final = ("at most", "no more", "not more", "up to")
_UP: Final = frozenset({"more", "higher", "better", "above", "up", "upwards", "over", "twice"})
_ONCE: Final = {"once": 1, "twice": 2, "thrice": 3}
_GOOD: Final = 4
"""Stars from which a track counts as well rated."""
_OFTEN, _SELDOM = 90, 25
"""Percentiles of the play counts that "most played" and "rarely played" start or end at."""
_STARS: Final = 5
_A_YEAR: Final = 365


def collection(tokens: Tokens, snapshot: Snapshot | None, today: date) -> Iterator[Match]:
    """Matches of wishes on ratings, plays and dates, told from `today`; "most played" is told by `snapshot`."""
    words = tokens.words
    if words & _TRIGGERS:
        yield from _plays(tokens, snapshot, today)
    if words & _BOUGHT:
        for start, end, match in tokens.starting(_ADDED, _OPENERS):
            told = moment(match, today) if _told(match) else _recently(today)
            yield Match(start, end, (_within("added", told),), bonus=8)
    if "rated" in words or "unrated" in words:
        yield from _ratings(tokens)
    if words & _LOVED:
        for start, end, _ in tokens.find(_FAVOURITES):
            reading = Reading(f"rated {_GOOD} stars or more")
            yield Match(start, end, (wish("rating", "min", _GOOD, reading, strength="prefer"),), bonus=2, soft=True)
    yield from _forgotten(tokens, today)


def _plays(tokens: Tokens, snapshot: Snapshot | None, today: date) -> Iterator[Match]:
    for start, end, match in tokens.starting(_SILENT, _OPENERS):
        found = _silent(match, today, tokens.text(end, end + 1))
        if found is not None:
            yield Match(start, end, (found,), bonus=8)
    for start, end, match in tokens.starting(_HEARD, _OPENERS):
        found = _heard(match, today)
        if found is not None:
            yield Match(start, end, (found,), bonus=7)
    for start, end, match in tokens.starting(_TIMES, _OPENERS):
        yield Match(start, end, (_times(match),), bonus=8)
    for start, end, match in tokens.starting(_MOST, _OPENERS):
        if match["how"] or "rotation" in match.group() or "repeat" in match.group() or "plays" in match.group():
            rare = match["how"] in ("least", "rarely", "seldom", "hardly", "hardly ever")
            yield Match(start, end, (_ranked(snapshot, rare=rare),), bonus=7)


def _told(match: re.Match[str]) -> bool:
    """Whether the span of days in a match was said."""
    return any(match[group] for group in ("how", "day", "rel", "age", "u2", "u3") if group in match.re.groupindex)


def _recently(today: date) -> Moment:
    """What "recently" means."""
    return Moment(today - timedelta(RECENT))


def _silent(match: re.Match[str], today: date, following: str) -> Requirement | None:
    """Not played since then, or ever."""
    if _told(match):
        return _untouched(moment(match, today))
    if match["much"]:
        return wish("play_count", "max", 3, Reading("played three times at most"), strength="prefer")
    if following in _PASSIVE_STOPS or following == "of":
        return None
    return wish("play_count", "max", 0, Reading("never played", subjective=False))


def _heard(match: re.Match[str], today: date) -> Requirement | None:
    """Played then; turned round where it is ruled out."""
    mark = (match["mark"] or "").strip()
    if not _told(match):
        if mark == "recently":
            told = _recently(today)
        elif match["i"] and match["no"] and not match["mark"]:
            return wish("play_count", "max", 0, Reading("never played", subjective=False))
        else:
            return None
    else:
        told = moment(match, today)
        if match["how"] and not (match["i"] or match["no"] or mark):
            return None
    return _untouched(told) if match["no"] else _within("last_played", told)


def _untouched(told: Moment) -> Requirement:
    reading = Reading(f"not played since {_day(told.first)}", subjective=False)
    return wish("last_played", "max", seconds(told.first), reading)


def _within(attribute: str, told: Moment) -> Requirement:
    said = "last played" if attribute == "last_played" else "added"
    if told.before:
        reading = Reading(f"{said} before {_day(told.first)}", subjective=False)
        return wish(attribute, "max", seconds(told.first), reading)
    if told.last is None:
        reading = Reading(f"{said} on {_day(told.first)} or later", subjective=False)
        return wish(attribute, "min", seconds(told.first), reading)
    reading = Reading(f"{said} between {_day(told.first)} and {_day(told.last)}", subjective=False)
    ends = seconds(told.last + timedelta(1)) - 1
    return wish(attribute, "between", (seconds(told.first), ends), reading)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _times(match: re.Match[str]) -> Requirement:
    count = _ONCE[match["word"]] if match["word"] else min(10**6, int(match["n"]))
    operator, value = _compared(match["cmp"] or "", match["or"] or "", count, 1)
    if match["no"]:
        operator, value = _turned(operator, value, 1)
    return wish("play_count", operator, value)


def _compared(comparison: str, behind: str, number: float, step: float) -> tuple[Operator, float]:
    """The operator and bound of "more than 3", "3 or more"; `step` lies between neighbouring values."""
    if comparison.startswith(_ABOVE):
        return "min", number + step
    if comparison.startswith(_BELOW):
        return "max", number - step
    if comparison == "at least" or behind in _UP or behind in ("+", "plus"):
        return "min", number
    if comparison.startswith(_MAX) or behind:
        return "max", number
    return "is", number


def _turned(operator: Operator, value: float, step: float) -> tuple[Operator, float]:
    """What is left when that is ruled out; a bare number is ruled out with all below it."""
    return ("max", value - step) if operator == "min" else ("min", value + step)


def _ranked(snapshot: Snapshot | None, *, rare: bool) -> Requirement:
    """Among the tenth of this catalogue that was played most, or the quarter that was played least."""
    bound = _percentile(snapshot, _SELDOM if rare else _OFTEN)
    if rare:
        return wish("play_count", "max", bound, Reading(f"among the least played: {bound} plays at most"))
    return wish("play_count", "min", max(1, bound), Reading(f"among the most played: {max(1, bound)} plays or more"))


def _percentile(snapshot: Snapshot | None, share: int) -> int:
    counts = snapshot.numeric("play_count").values if snapshot is not None else np.empty(0, np.float32)
    known = counts[~np.isnan(counts)]
    known = known[known > 0] if share == _OFTEN else known
    return int(np.percentile(known, share)) if len(known) else {_OFTEN: 10, _SELDOM: 1}[share]


def _ratings(tokens: Tokens) -> Iterator[Match]:
    for start, end, match in tokens.find(_RATED):
        stars = float(match["n"]) / (2 if match["ten"] else 1)
        if stars > _STARS:
            continue
        operator, value = _compared(match["cmp"] or "", match["or"] or match["plus"] or "", stars, 0.5)
        if match["no"]:
            operator, value = _turned(operator, value, 0.5)
        found = wish("rating", operator, _tidy(value))
        if match["low"] and not match["no"] and int(match["low"]) < stars:
            found = wish("rating", "between", (int(match["low"]), _tidy(stars)))
        yield Match(start, end, (found,), bonus=8)
    for start, end, match in tokens.find(_PRAISED):
        yield Match(start, end, (_praised(match),), bonus=6)


def _tidy(value: float) -> int | float:
    return int(value) if value == int(value) else value


def _praised(match: re.Match[str]) -> Requirement:
    if match["high"]:
        return wish("rating", "min", _GOOD, Reading(f"rated {_GOOD} stars or more"))
    if match["low"]:
        return wish("rating", "max", 2, Reading("rated two stars at most"))
    return wish("rating", "max", 0, Reading("not rated", subjective=False))


def _forgotten(tokens: Tokens, today: date) -> Iterator[Match]:
    if tokens.words & {"forgotten", "forgot"}:
        for start, end, _ in tokens.find(_FORGOTTEN):
            found = replace(_untouched(Moment(today - timedelta(_A_YEAR))), strength="prefer")
            yield Match(start, end, (found,), bonus=6)
