"""What a prompt asks for: a tuple of requirements, and what could not be read.

The canonical text form is one requirement a line:

    want must tempo between [120,130] share=0.5 scope={"block":0} phrase="120 to 130 bpm" span=[4,18]

Polarity, strength, attribute and operator stand bare, the value as JSON; what equals its default is left out. The form
parses back to an equal Intent (a property in the tests).
"""

from __future__ import annotations

import json

import msgspec

from segue.errors import BadInput
from segue.music.attributes import ATTRIBUTES
from segue.music.requirement import Requirement, Unread

_DEFAULTS = {"reading": None, "share": 1.0, "scope": "list"}


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked: printable, diffable, serialisable."""

    prompt: str = ""
    requirements: tuple[Requirement, ...] = ()
    unread: tuple[Unread, ...] = ()

    def of(self, *attributes: str) -> tuple[Requirement, ...]:
        """The requirements on any of `attributes`, in their order."""
        return tuple(r for r in self.requirements if r.attribute in attributes)

    def canonical(self) -> str:
        """The text form: one line a requirement (what was unread is not part of it)."""
        return "\n".join(canonical(r) for r in self.requirements)


def canonical(requirement: Requirement) -> str:
    """One requirement as a line of the canonical form."""
    r = msgspec.to_builtins(requirement)
    head = [r.pop("polarity"), r.pop("strength"), r.pop("attribute"), r.pop("operator"), _json(r.pop("value"))]
    if r["phrase"] == "" and r["span"] == (0, 0):
        del r["phrase"], r["span"]
    tail = [f"{name}={_json(value)}" for name, value in r.items() if value != _DEFAULTS.get(name, ...)]
    return " ".join(head + tail)


def parse_canonical(line: str) -> Requirement:
    """The requirement that `line` states. Raises `BadInput` (rule_syntax) where it states none."""
    try:
        polarity, strength, attribute, operator, rest = line.strip().split(" ", 4)
        decoder = json.JSONDecoder()
        value, at = decoder.raw_decode(rest)
        fields = {
            "polarity": polarity, "strength": strength, "attribute": attribute, "operator": operator,
            "value": value, "phrase": "", "span": (0, 0),
        }  # fmt: skip
        while rest[at:].strip():
            name, _, tail = rest[at:].lstrip().partition("=")
            fields[name], used = decoder.raw_decode(tail)
            at = len(rest) - len(tail) + used
        if attribute not in ATTRIBUTES or not fields.keys() <= set(Requirement.__struct_fields__):
            raise ValueError(attribute)
        return msgspec.convert(fields, Requirement)
    except (ValueError, msgspec.ValidationError) as error:
        raise BadInput(
            "rule_syntax",
            f"Not a requirement in canonical form: {line!r} ({error}).",
            hint='Write for example: want must tempo between [120,130]   or: avoid must genre is "rap"',
            field="rules",
        ) from None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
