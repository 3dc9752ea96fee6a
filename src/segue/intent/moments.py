"""Spans of days as listeners say them: "this year", "in the last three months", "for ages", "since 2020"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_MONTHS: Final = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
_N: Final = r"(?P<{0}>[0-9]+|half a|an?|(?:a )?couple(?: of)?|(?:a )?few|several|many)"
_UNIT: Final = "days?|weeks?|months?|years?|decades?"
WHEN: Final = (
    r"(?:(?P<how>since|before|after|in|during|from) (?:(?P<month>" + "|".join(_MONTHS) + r")(?: (?P<of>20[0-9]{2}))?|"
    r"(?P<year>20[0-9]{2}|19[0-9]{2}))"
    r"|(?P<day>today|yesterday|recently|lately|of late|this morning|tonight)"
    r"|(?P<in>(?:in|for|during|over|within|from|since) )?(?P<the>the |my )?(?P<rel>this|last|past|previous|current)(?: "
    + _N.format("n1")
    + rf")? (?P<u1>{_UNIT})"
    r"|(?P<over>(?:over|more than|at least|longer than) )?(?:about |around )?"
    + _N.format("n3")
    + rf" (?P<u3>{_UNIT}) ago"
    r"|(?:for|in|over|within|since)(?: (?:at least|more than|over|about|almost|nearly|around|like))? "
    r"(?:(?P<age>ages|(?:quite )?a while|a long time|some time|so long|forever|long)|(?:" + _N.format("n2") + r" )?"
    rf"(?P<u2>{_UNIT})))"
)
"""A pattern of such a span; its groups are read by `moment`."""
_DAYS: Final = {"day": 1, "week": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}
_COUNTS: Final = {"half": 0.5, "couple": 2, "few": 3, "several": 5, "many": 10}
RECENT: Final = 30
"""Days that "recently" reaches back."""
_AGES: Final = {"while": 182, "some": 182}
"""Days that "a while" is long; "ages" and its like are a year."""
_MOST: Final = 36_500


@dataclass(frozen=True)
class Moment:
    """Days from `first` on, up to and with `last` (None: until now)."""

    first: date
    last: date | None = None
    before: bool = False
    """The time before `first` is meant: "before 2020", "over a year ago"."""


def seconds(day: date) -> int:
    """Unix seconds of the start of `day`, UTC."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def moment(said: re.Match[str], today: date) -> Moment:
    """The span of days that a match of `WHEN` tells."""
    if said["how"]:
        return _dated(said, today)
    if said["day"]:
        return _named_day(said["day"], today)
    if said["rel"]:
        return _relative(said, today)
    if said["u3"]:
        return _ago(said, today)
    if said["age"]:
        return Moment(_back(today, next((d for word, d in _AGES.items() if word in said["age"]), 365)))
    return Moment(_back(today, _length(said["n2"], said["u2"])))


def _dated(said: re.Match[str], today: date) -> Moment:
    how = said["how"]
    if said["month"]:
        month = _MONTHS[said["month"]]
        year = int(said["of"]) if said["of"] else today.year - (month > today.month)
        first, last = date(year, month, 1), _month_end(year, month)
    else:
        first, last = date(int(said["year"]), 1, 1), date(int(said["year"]), 12, 31)
    if how == "before":
        return Moment(first, before=True)
    if how == "after":
        return Moment(last + timedelta(1))
    return Moment(first) if how == "since" else Moment(first, last)


def _named_day(word: str, today: date) -> Moment:
    if word == "yesterday":
        return Moment(today - timedelta(1), today - timedelta(1))
    return Moment(today if word in ("today", "this morning", "tonight") else _back(today, RECENT))


def _relative(said: re.Match[str], today: date) -> Moment:
    """ "This year" is the calendar's; so is "last year", but "in the last year" and "the past year" end today."""
    unit = said["u1"].removesuffix("s")
    if said["rel"] in ("this", "current"):
        return Moment(_opening(unit, today))
    if said["n1"] or said["rel"] == "past" or said["the"] or said["u1"].endswith("s"):
        return Moment(_back(today, _length(said["n1"] or ("several" if said["u1"].endswith("s") else "a"), unit)))
    last = _opening(unit, today) - timedelta(1)
    return Moment(_opening(unit, last), last)


def _ago(said: re.Match[str], today: date) -> Moment:
    days = _length(said["n3"], said["u3"])
    if said["over"]:
        return Moment(_back(today, days), before=True)
    half = _DAYS[said["u3"].removesuffix("s")] / 2
    return Moment(_back(today, days + half), _back(today, max(0, days - half)))


def _opening(unit: str, day: date) -> date:
    """The first day of the day, week (from Monday), month, year or decade that `day` lies in."""
    if unit == "week":
        return day - timedelta(day.weekday())
    if unit == "day":
        return day
    if unit == "month":
        return day.replace(day=1)
    return date(day.year if unit == "year" else day.year - day.year % 10, 1, 1)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _length(count: str | None, unit: str) -> float:
    number = 1.0
    if count and count[0].isdigit():
        number = float(count)
    elif count:
        number = next((value for word, value in _COUNTS.items() if word in count), 1)
    elif unit.endswith("s"):
        number = _COUNTS["couple"]
    return number * _DAYS[unit.removesuffix("s")]


def _back(today: date, days: float) -> date:
    return today - timedelta(min(_MOST, round(days)))
