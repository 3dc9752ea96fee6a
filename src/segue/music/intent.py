"""What a prompt asks for: a tuple of requirements, and what could not be read; and its canonical text form.

The canonical form is one thing a line: the prompt, then the requirements, then what was unread.

    prompt "120 to 130 bpm in the first half"
    want must tempo between [120,130] phrase="120 to 130 bpm" span=[0,14] scope={"block":0}
    unread "in the first half" span=[15,32]

Polarity, strength, attribute and operator stand bare, every value is JSON, and what equals its default is left out.
`segue.music.plan` reads it back to an equal Intent (a property in the tests), and reads what people write by hand in
a looser form of the same.
"""

from __future__ import annotations

import json
from typing import Final

import msgspec

from segue.music.requirement import Reading, Requirement, Unread

_DEFAULTS: Final = {"reading": None, "share": 1.0, "scope": "list"}
_PLAIN: Final = msgspec.to_builtins(Reading(""))


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked: printable, diffable, serialisable."""

    prompt: str = ""
    requirements: tuple[Requirement, ...] = ()
    unread: tuple[Unread, ...] = ()

    def of(self, *attributes: str) -> tuple[Requirement, ...]:
        """The requirements on any of `attributes`, in their order."""
        return tuple(r for r in self.requirements if r.attribute in attributes)

    def canonical(self) -> str:
        """The text form, which `parse_plan` reads back."""
        prompt = [f"prompt {_json(self.prompt)}"] if self.prompt else []
        unread = [f"unread {_json(u.phrase)} span={_json(u.span)}" for u in self.unread]
        return "\n".join((*prompt, *map(canonical, self.requirements), *unread))


def canonical(requirement: Requirement) -> str:
    """One requirement as a line of the canonical form."""
    r = msgspec.to_builtins(requirement)
    head = [r.pop("polarity"), r.pop("strength"), r.pop("attribute"), r.pop("operator"), _json(r.pop("value"))]
    if r["phrase"] == "" and r["span"] == (0, 0):
        del r["phrase"], r["span"]
    if r["reading"]:
        r["reading"] = {name: part for name, part in r["reading"].items() if name == "text" or part != _PLAIN[name]}
    tail = [f"{name}={_json(value)}" for name, value in r.items() if value != _DEFAULTS.get(name, ...)]
    return " ".join(head + tail)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
