"""From what stands in a cell to a value, or to “missing”: one small function a kind of cell.

Cells come as Parquet, JSON or text give them: strings, numbers, booleans, dates, lists, mappings, None. Nothing here
raises; what cannot be read is missing (an empty string, an empty tuple, NaN).
"""

from __future__ import annotations

import ast
import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from segue.knowledge.keys import parse_key

Cell = object
NAN: Final = math.nan

_NOTHING = frozenset(("", "none", "null", "nan", "n/a", "na", "nil", "undefined", "-", "unknown", "[]", "{}"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_SPLIT = re.compile(r"[;|,\x00]")
_NUMBER = re.compile(r"([+-]?[\d.,]*\d)\s*(?:bpm|db|lufs|ms|sec|s|min|%)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2}(?:\.\d+)?)")
_DATE = re.compile(r"(\d{4})(?:[-/.]?(\d{1,2})(?:[-/.]?(\d{1,2}))?)?(?!\d)")
_DAY_FIRST = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ,]+(\d{4})")
_FLAGS = {"true": 1.0, "yes": 1.0, "y": 1.0, "t": 1.0, "explicit": 1.0, "false": 0.0, "no": 0.0, "n": 0.0, "f": 0.0}
_FLAGS |= {"clean": 0.0, "cleaned": 0.0, "notexplicit": 0.0}
_MODES = {"major": 1.0, "maj": 1.0, "dur": 1.0, "minor": 0.0, "min": 0.0, "moll": 0.0}
_LONGEST_LITERAL = 100_000


def text(cell: Cell) -> str:
    """A name or a sentence: no control characters, no blanks around it; whole floats as integers (ids of pandas)."""
    if isinstance(cell, str):
        plain = cell if cell.isprintable() else _CONTROL.sub(" ", cell)
        return plain.strip()
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else "" if math.isnan(cell) else str(cell)
    if isinstance(cell, Mapping):
        return text(cell.get("name"))
    if isinstance(cell, list | tuple):
        return ", ".join(part for part in map(text, cell) if part)
    return str(cell).strip()


def name(cell: Cell) -> str:
    """As `text`, and the words that programs write for nothing ("None", "nan", "null") are nothing."""
    found = text(cell)
    return "" if found in {"None", "nan", "NaN", "null", "NULL"} else found


def credit(cell: Cell) -> str:
    """An artist credit as printed; a list of names, also one written as a literal, is joined by commas."""
    found = name(cell)
    return ", ".join(names(found)) if found[:1] == "[" and found[-1:] == "]" else found


def labels(cell: Cell) -> tuple[str, ...]:
    """The words of a list cell, each once: a list, a JSON or Python literal, or text split on `;`, `|` and `,`."""
    if not cell:
        return ()
    if isinstance(cell, str):
        return _split(cell)
    if isinstance(cell, Mapping):
        return _each(cell)
    return _each(cell) if isinstance(cell, list | tuple) else _split(text(cell))


def names(cell: Cell) -> tuple[str, ...]:
    """The single names of a list cell; in text only `;` and `|` part them, for a comma may belong to a name."""
    if isinstance(cell, str):
        listed = _literal(cell)
        return _each(listed) if listed is not None else _each(re.split(r"[;|\x00]", cell))
    return _each(cell) if isinstance(cell, list | tuple) else _each((cell,))


@lru_cache(maxsize=65_536)
def _split(cell: str) -> tuple[str, ...]:
    parts: Sequence[Cell] | None = _literal(cell)
    if parts is None:
        bare = cell.strip()
        listed = bare[:1] == "[" and bare[-1:] == "]"
        parts = [part.strip(" '\"") for part in bare[1:-1].split(",")] if listed else _SPLIT.split(bare)
    return tuple(part for part in _each(parts) if part.casefold() not in _NOTHING)


def _each(parts: Iterable[Cell]) -> tuple[str, ...]:
    # A pair is a word with its weight, as Last.fm gives tags.
    words = (text(part[0] if isinstance(part, list | tuple) and part else part) for part in parts)
    return tuple(dict.fromkeys(word for word in words if word))


def _literal(cell: str) -> list[Cell] | None:
    plain = cell.strip()
    if not (plain[:1] == "[" and plain[-1:] == "]") or len(plain) > _LONGEST_LITERAL:
        return None
    for read in (msgspec.json.decode, ast.literal_eval):
        try:
            listed = read(plain)
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            continue
        return listed if isinstance(listed, list) else None
    return None


def number(cell: Cell) -> float:
    """A number as any program writes it ("0,5", "1,234", "128 BPM", "85%"), or NaN."""
    if isinstance(cell, float):
        return cell
    if isinstance(cell, str):
        return _parsed(cell)
    if cell is None or isinstance(cell, list | tuple | Mapping):
        return NAN
    try:
        return float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return NAN


def _parsed(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return _loose(cell)


@lru_cache(maxsize=4096)
def _loose(cell: str) -> float:
    found = _NUMBER.fullmatch(cell.strip())
    if not found:
        return NAN
    digits = found[1]
    plain = digits.replace(",", "") if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return NAN


def flag(cell: Cell) -> float:
    """1 for yes, 0 for no, NaN for neither."""
    return _FLAGS.get(cell.strip().casefold(), number(cell)) if isinstance(cell, str) else number(cell)


def mode(cell: Cell) -> float:
    """1 for major, 0 for minor."""
    return _MODES.get(cell.strip().casefold(), number(cell)) if isinstance(cell, str) else number(cell)


def pitch_class(cell: Cell) -> float:
    """0–11 from a number, a name ("F#m", "Bb major"), Camelot ("8A") or Open Key ("1m")."""
    plain = number(cell)
    return _key(cell)[0] if isinstance(cell, str) and math.isnan(plain) else plain


def mode_of_key(cell: Cell) -> float:
    """The mode that the name of a key tells: "F#m" → 0; NaN for a bare number."""
    return _key(cell)[1] if isinstance(cell, str) and math.isnan(number(cell)) else NAN


@lru_cache(maxsize=1024)
def _key(cell: str) -> tuple[float, float]:
    found = parse_key(cell)
    if found is None:
        return NAN, NAN
    return float(found[0]), NAN if found[1] is None else float(found[1])


def duration(cell: Cell) -> float:
    """A length in the column's own unit; a clock time ("3:45", "1:02:03") in seconds."""
    found = _CLOCK.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if not found:
        return number(cell)
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600.0 + int(minutes) * 60.0 + float(seconds)


def release(cell: Cell) -> str:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; "" for none."""
    if isinstance(cell, datetime.date):
        return cell.isoformat()[:10]
    return _date(text(cell))


@lru_cache(maxsize=65_536)
def _date(cell: str) -> str:
    found = _DATE.match(cell)
    if not found:
        late = _DAY_FIRST.match(cell)
        return late[1] if late and int(late[1]) else ""
    year, month, day = found.groups()
    if int(year) == 0:
        return ""
    if not month or not 1 <= int(month) <= 12:
        return year
    short = f"{year}-{int(month):02d}"
    return f"{short}-{int(day):02d}" if day and 1 <= int(day) <= 31 else short


def year(cell: Cell) -> float:
    """The year of a number or a date."""
    date = release(cell)
    return float(date[:4]) if date else NAN


def moment(cell: Cell) -> float:
    """Unix seconds (or milliseconds, as they stand) from a number, a date or an ISO time; UTC where no zone is told."""
    if isinstance(cell, datetime.datetime):
        return _unix(cell)
    if isinstance(cell, datetime.date):
        return _unix(datetime.datetime.combine(cell, datetime.time()))
    plain = number(cell)
    if not isinstance(cell, str) or not math.isnan(plain):
        return plain
    try:
        return _unix(datetime.datetime.fromisoformat(cell.strip()))
    except ValueError:
        return NAN


def _unix(when: datetime.datetime) -> float:
    return (when if when.tzinfo else when.replace(tzinfo=datetime.UTC)).timestamp()


PARSERS: Final[dict[str, Callable[[Cell], float]]] = {
    "key": pitch_class,
    "mode": mode,
    "explicit": flag,
    "duration_ms": duration,
    "year": year,
    "last_played": moment,
    "added": moment,
}
"""How the numeric fields with a form of their own are read; all others by `number`."""
