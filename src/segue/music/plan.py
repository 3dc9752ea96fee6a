"""The plan language: what an Intent asks for, written down by hand or by a program, one requirement a line.

    line        = [ requirement | "prompt" text | "unread" text ] { field } [ comment ]
    requirement = [ "want" | "avoid" | "like" ] [ "must" | "prefer" ] attribute [ operator ] value
    operator    = "is" | "any" | "not" | "min" | "max" | "between" | "about" | "rising" | "falling"
    value       = JSON, or bare words: a number; two ("120 and 130", "120-130") behind "between";
                  several behind "any", with commas between them; or text up to the first field or comment
    field       = ( "share" | "scope" | "block" | "position" | "reading" | "phrase" | "span" ) "=" value
    comment     = "#" at the start of the line or behind a space, and all that follows

Left out, the polarity is want (like for similar), the strength must, the operator is. The canonical form
(`segue.music.intent`) is the part of this language in which only what equals its default is left out and every value
is JSON. `docs/guide/plan-language.md` tells it to people.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any, Final, NamedTuple, NoReturn

import msgspec

from segue.errors import BadInput
from segue.music.attributes import ATTRIBUTES
from segue.music.intent import Intent
from segue.music.plan_values import EXAMPLE, FIELDS, Bare, Wrong, field, in_range, json_at, typed
from segue.music.requirement import Requirement, Unread

_HEAD: Final = re.compile(
    r"(?:(?P<polarity>want|avoid|like)\s+)?(?:(?P<strength>must|prefer)\s+)?(?P<attribute>[^\s=#]+)(?=\s|$)"
    r"(?:\s+(?P<operator>is|any|not|min|max|between|about|rising|falling)(?=\s))?\s*",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(rf"({'|'.join(FIELDS)})=")
_TAIL: Final = re.compile(rf"\s(?:(?:{'|'.join(FIELDS)})=|#)")
"""Where bare words end."""
_BARE_FIELD: Final = re.compile(r"[^\s\"\[{]\S*")
_SPACE: Final = " \t\r"
_LONGEST_SHOWN: Final = 60


class Line(NamedTuple):
    """A requirement as a line states it."""

    requirement: Requirement
    stated: frozenset[str]
    """Names of the fields that the line gives itself ("reading", "share" …)."""
    at: tuple[int, int]
    """Where its value stands in the line, half-open: without quotes where it is one text; from the attribute on where
    it is a number, which says little by itself."""


Stated = Line | Unread | str
"""What a line states: a requirement, words that were unread, or the prompt ("" for nothing)."""


def parse_plan(text: str) -> Intent:
    """The Intent that the plan `text` states; `parse_plan(intent.canonical()) == intent` for every valid Intent.

    Raises `BadInput` (rule_syntax), which names the line, where a line states nothing, or nothing that can be.
    """
    prompt = ""
    requirements: list[Requirement] = []
    unread: list[Unread] = []
    for number, raw in enumerate(text.split("\n"), 1):
        stated = parse_line(raw, number)
        if isinstance(stated, Line):
            requirements.append(stated.requirement)
        elif isinstance(stated, Unread):
            unread.append(stated)
        else:
            prompt = stated or prompt
    return Intent(prompt=prompt, requirements=tuple(requirements), unread=tuple(unread))


def parse_canonical(line: str) -> Requirement:
    """The requirement that one line states. Raises `BadInput` (rule_syntax) where it states none."""
    stated = parse_line(line, field="rules")
    if not isinstance(stated, Line):
        raise BadInput("rule_syntax", f"No requirement is stated ({_shown(line)}).", hint=EXAMPLE, field="rules")
    return stated.requirement


def parse_line(raw: str, number: int | None = None, *, field: str = "plan") -> Stated:
    """What one line of a plan states.

    Raises `BadInput` (rule_syntax): its message begins with `number`, the line's place from 1 (None: left away), and
    its field is `field`.
    """
    try:
        return _line(raw)
    except Wrong as wrong:
        where = f"Line {number}: " if number else ""
        message = f"{where}{wrong.message} ({_shown(raw)})."
        raise BadInput("rule_syntax", message, hint=wrong.hint, field=field) from None


def _shown(raw: str) -> str:
    text = raw.strip()
    return f"“{text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + '…'}”"


def _line(raw: str) -> Stated:
    text = raw.strip(_SPACE)
    if not text or text.startswith("#"):
        return ""
    if text.startswith(("prompt ", "unread ")):
        return _about(text[:6], text[7:].lstrip(_SPACE))
    head = _HEAD.match(text)
    if head is None:
        raise Wrong("a line begins with what is wished for, not with a field")
    return _requirement(text, head, len(raw) - len(raw.lstrip(_SPACE)))


def _requirement(text: str, head: re.Match[str], indent: int) -> Line:
    attribute, operator = head["attribute"].lower(), (head["operator"] or "is").lower()
    if attribute not in ATTRIBUTES:
        _unknown(attribute)
    value, end = _value(text, head.end())
    stated = _tail(text, end)
    regions = (stated.get("reading") or {}).get("regions")
    fields = {
        "polarity": (head["polarity"] or ("like" if attribute == "similar" else "want")).lower(),
        "strength": (head["strength"] or "must").lower(),
        "attribute": attribute, "operator": operator,
        "value": typed(attribute, operator, value, read=bool(regions)),
        "phrase": "", "span": (0, 0),
    }  # fmt: skip
    in_range(attribute, fields["value"])
    first, last = _place(text, head, end, fields["value"])
    return Line(_converted(fields | stated, Requirement), frozenset(stated), (indent + first, indent + last))


def _place(text: str, head: re.Match[str], end: int, value: object) -> tuple[int, int]:
    first = head.end()
    if not isinstance(value, str):
        return head.start("attribute"), end
    return (first + 1, end - 1) if text[first] == '"' and end - first > 2 else (first, end)


def _about(kind: str, rest: str) -> Unread | str:
    """The two lines that wish for nothing: the prompt that a plan was read from, and what was unread of it."""
    value, end = _value(rest, 0)
    stated = _tail(rest, end)
    if not isinstance(value, str) or stated.keys() - {"span"} or (kind == "prompt" and stated):
        raise Wrong(f"{kind} takes a text in quotes", 'Write: prompt "…"   or: unread "…" span=[0,3]')
    if kind == "prompt":
        return str(value)
    unread: Unread = _converted({"phrase": str(value), "span": (0, 0)} | stated, Unread)
    return unread


def _unknown(name: str) -> NoReturn:
    close = get_close_matches(name[:40], ATTRIBUTES, 1)
    meant = f"Did you mean {close[0]}? " if close else ""
    raise Wrong(f"“{name[:40]}” is not an attribute", f"{meant}Attributes: {', '.join(sorted(ATTRIBUTES))}.")


def _value(text: str, at: int) -> tuple[object, int]:
    """The value that begins at `at`, and where it ends; bare words come as `Bare`."""
    if at >= len(text) or text[at] == "#":
        raise Wrong("there is no value")
    found = json_at(text, at)
    if found is not None and _ends(text, found[1]):
        return found
    if text[at] in '"[{':
        raise Wrong("the value is not whole", 'Close its quotes or brackets: "hip hop", ["jazz","soul"].')
    tail = _TAIL.search(text, at)
    bare = text[at : tail.start() if tail else len(text)].rstrip(_SPACE)
    if "=" in bare:
        name = bare.partition("=")[0].split()[-1:]
        raise Wrong(
            f"“{''.join(name)[:40]}=” is no field",
            f"Fields: {', '.join(FIELDS)}. A value with “=” in it stands in quotes.",
        )
    return Bare(bare), at + len(bare)


def _ends(text: str, at: int) -> bool:
    """Whether nothing, a field or a comment follows."""
    rest = text[at:].lstrip(_SPACE)
    return not rest or (len(rest) < len(text) - at and (rest[0] == "#" or _FIELD.match(rest) is not None))


def _tail(text: str, at: int) -> dict[str, Any]:
    """The fields from `at` on."""
    fields: dict[str, Any] = {}
    while rest := text[at:].lstrip(_SPACE):
        if rest[0] == "#":
            break
        at = len(text) - len(rest)
        match = _FIELD.match(text, at)
        if match is None:
            raise Wrong(f"{_shown(rest)} is neither a field nor a comment", f"Fields: {', '.join(FIELDS)}.")
        name, (value, at) = match[1], _said(text, match.end())
        if name in ("block", "position"):
            name, value = "scope", {name: value}
        if name in fields:
            raise Wrong(f"{name} is stated twice")
        fields[name] = field(name, value)
    return fields


def _said(text: str, at: int) -> tuple[object, int]:
    found = json_at(text, at)
    if found is not None and (found[1] == len(text) or text[found[1]] in _SPACE):
        return found
    bare = _BARE_FIELD.match(text, at)
    if bare is None:
        raise Wrong(f"there is no whole value behind {_shown(text[:at])}")
    return Bare(bare[0]), bare.end()


def _converted(fields: dict[str, Any], kind: type[Any]) -> Any:
    try:
        return msgspec.convert(fields, kind)
    except (msgspec.ValidationError, OverflowError) as error:
        raise Wrong(f"a field is of the wrong kind: {error}") from None
