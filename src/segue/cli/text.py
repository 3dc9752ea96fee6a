"""Saying things in a terminal: fitted to columns, free of control characters, words for values."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from segue.knowledge.names import legible
from segue.music import Place, Requirement, Value

WIDTH = 80
"""Columns that everything fits in."""


def clean(text: str) -> str:
    """`text` on one line without anything that could steer a terminal (a title may hold escape sequences)."""
    return legible(text)


def columns(text: str) -> int:
    """How many columns `text` takes: wide letters two, combining marks none."""
    return sum(_columns(c) for c in text)


def _columns(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` columns: padded, or cut with an ellipsis."""
    text = clean(text)
    if columns(text) > width:
        text = _cut(text, width - 1) + "…"
    return text + " " * (width - columns(text))


def _cut(text: str, width: int) -> str:
    used = 0
    for at, letter in enumerate(text):
        used += _columns(letter)
        if used > width:
            return text[:at].rstrip()
    return text


def wrap(text: str, indent: int = 2) -> Iterator[str]:
    """`text` in lines of at most `WIDTH` columns, each indented."""
    line = ""
    for word in clean(text).split():
        if line and indent + columns(line) + 1 + columns(word) > WIDTH:
            yield " " * indent + line
            line = word
        else:
            line = f"{line} {word}".lstrip()
    if line:
        yield " " * indent + line


def clock(duration_ms: int | None) -> str:
    """A duration as m:ss or h:mm:ss; "–:––" where it is not known."""
    if duration_ms is None:
        return "–:––"
    minutes, seconds = divmod(round(duration_ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def number(value: float) -> str:
    """A number without needless digits: 124, 0.62, −5.8."""
    rounded = f"{value:.2f}".rstrip("0").rstrip(".")
    return rounded.replace("-", "−")


def said(value: Value) -> str:
    """A requirement's value in words."""
    if isinstance(value, tuple):
        return " / ".join(said(part) for part in value)
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "–"}[value]
    return value if isinstance(value, str) else number(value)


def meaning(requirement: Requirement) -> str:
    """What a requirement asks, in short: "tempo ≈ 170", "no artist Eminem", "energy rising"."""
    attribute = requirement.attribute.replace("_", " ")
    core = f"{attribute} {_relation(requirement)}".strip()
    if requirement.attribute == "arc":
        core = f"{said(requirement.value)} {requirement.operator if requirement.operator != 'is' else ''}".strip()
    if requirement.attribute == "block" and isinstance(requirement.value, int | float):
        core = f"≈ {requirement.value:.0%} of the list"
    lead = {"avoid": "no ", "like": "like "}.get(requirement.polarity, "")
    return lead + core + _limits(requirement)


def _relation(requirement: Requirement) -> str:
    value, operator = requirement.value, requirement.operator
    if operator == "between" and isinstance(value, tuple) and len(value) == 2:
        return f"{said(value[0])}–{said(value[1])}{_unit(requirement)}"
    sign = {"min": "≥ ", "max": "≤ ", "about": "≈ ", "not": "not "}.get(operator, "")
    return sign + said(value) + _unit(requirement)


def _unit(requirement: Requirement) -> str:
    return " min" if requirement.attribute in {"duration", "track_duration"} else ""


def _limits(requirement: Requirement) -> str:
    parts = []
    if isinstance(requirement.scope, Place):
        place = requirement.scope
        parts.append(f"part {place.block + 1}" if place.block is not None else f"track {place.position}")
    if requirement.share < 1:
        parts.append(f"{requirement.share:.0%} of them")
    if requirement.strength == "prefer":
        parts.append("if possible")
    return "".join(f", {part}" for part in parts)
