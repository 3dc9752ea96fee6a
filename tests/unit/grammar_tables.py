"""Tables of prompts and the wishes they are read into, as text."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from segue.music import Intent, Requirement, Value

_SIGNS = {"want": "+", "avoid": "-", "like": "like"}
_DAY = 86_400


def cases(*tables: str) -> list[tuple[str, list[str]]]:
    """Prompts with their wishes, from lines "prompt => wish; wish"."""
    lines = (line.split(" => ") for table in tables for line in table.strip().splitlines())
    return [(prompt, wishes.split("; ")) for prompt, wishes in lines]


def told(intent: Intent) -> list[str]:
    """The wishes of `intent` and what was unread, each as the tables state it; moments as days."""
    return [_line(r) for r in intent.requirements] + [f"unread {u.phrase}" for u in intent.unread]


def _line(r: Requirement) -> str:
    sign = _SIGNS[r.polarity] + ("~" if r.strength == "prefer" and r.polarity != "like" else "")
    value = _days(r.value) if r.attribute in ("last_played", "added") else json.dumps(r.value, ensure_ascii=False)
    return f"{sign} {r.attribute} {r.operator} {value}" + (f" share={r.share:g}" if r.share != 1 else "")


def _days(value: Value) -> str:
    """Unix seconds as the day they begin; a span as the day it begins and the one it ends before."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_days, value))}]"
    seconds = int(float(value or 0))
    return datetime.fromtimestamp(seconds + (seconds % _DAY == _DAY - 1), UTC).strftime("%Y-%m-%d")
