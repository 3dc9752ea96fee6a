"""Follow-ups that are about the conversation itself: "undo", "redo", "start over", "another version"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from segue.intent.tokens import Tokens, pattern, tokenize

Kind = Literal["undo", "redo", "restart", "again"]

_POLITE: Final = (
    r"(?:(?:please|ok|okay|oh|no|oops|hmm|sorry|wait|actually|well|and|now|just|can you|could you|lets|,|\.|!|so) )*"
)
_TAIL: Final = r"(?: (?:please|thanks|thank you|now|again|then|!|\.|\?|,|for me|it|that|this))*"
_STEPS: Final = (
    r"(?: (?:that|it|this|the|last|previous|my|one|a|changes?|edits?|steps?|refinements?|move|again|once|back|what you did|"
    r"(?P<times>twice|thrice|[0-9]+|a couple of|two)|times|(?P<all>everything|all(?: of (?:it|that|them))?|all changes)))*"
)
_SHAPES: Final[dict[Kind, re.Pattern[str]]] = {
    "redo": pattern(
        rf"{_POLITE}(?:redo|do (?:it|that) again|undo the undo|undo (?:that|my) undo|reapply(?: it| that)?|"
        rf"put (?:it|that) back again|step forwards?|go forwards?|restore (?:it|that)|repeat the undone)"
        rf"(?: (?:that|it|the last change|change|step|last))*{_TAIL}"
    ),
    "restart": pattern(
        rf"{_POLITE}(?:start over|start again|start afresh|start anew|start fresh|start from (?:the )?(?:scratch|beginning)|"
        rf"from scratch|begin again|begin anew|reset(?: (?:it|everything|the (?:list|playlist)))?|clean slate|"
        rf"(?:go |take me |bring it )?back to (?:the )?(?:start|beginning|original(?: (?:version|list|playlist))?|"
        rf"first (?:version|one)|square one|how it (?:was|started)(?: at first| originally)?)|"
        rf"(?:restore |give me )?the original(?: (?:version|list|playlist|one))?(?: back)?|undo (?:everything|all)(?: of it| changes)?|"
        rf"forget (?:all (?:of )?(?:that|this)|everything(?: i said)?))(?: (?:again|over))?(?! by)"
    ),
    "undo": pattern(
        rf"{_POLITE}(?:undo|revert|go back|step back|take (?:that|it|this) back|never ?mind(?: that)?|cancel (?:that|it|this)|"
        rf"back(?: up)?|put (?:it|that|them) back(?: (?:as|how|the way) (?:it|they) (?:was|were)(?: before)?)?|"
        rf"bring (?:it|them|that) back|i liked (?:it|that) better before|it was better before|"
        rf"(?:change|make) it back|as it was(?: before)?|like (?:it was )?before|roll ?back|scrap that|forget that)"
        rf"{_STEPS}{_TAIL}"
    ),
    "again": pattern(
        rf"{_POLITE}(?:(?:re ?)?generate(?: (?:it|again|everything|the (?:list|playlist)))*|regenerate|refresh(?: (?:it|the (?:list|playlist)))?|re ?roll(?: it)?|"
        rf"(?:try|go) (?:it )?again|again|another (?:version|take|try|go|playlist|mix|selection|list)|"
        rf"(?:(?:give|get|find|show|make) me )?(?:a|an|some|something)? ?(?:completely |totally |entirely |all )?(?:different|new|other|fresh) "
        rf"(?:version|take|mix|selection|songs|tracks|ones|list|playlist|music|set|tunes)(?: (?:entirely|altogether))?|"
        rf"(?:something|everything) (?:completely |entirely |totally )?(?:different|else|new)(?: (?:entirely|altogether))?|"
        rf"(?:replace|swap|change|switch) (?:everything|all(?: of (?:them|it))?|them all|it all|all the (?:songs|tracks)|every (?:song|track)))"
        rf"{_TAIL}"
    ),
}  # fmt: skip
_COUNTS: Final = {"twice": 2, "thrice": 3, "a couple of": 2, "two": 2}


@dataclass(frozen=True)
class Control:
    """What a follow-up asks of the conversation."""

    kind: Kind
    times: int = 1
    """How many steps, for an undo."""
    rest: str = ""
    """What is asked beside it, for a new beginning."""


def control(text: str) -> Control | None:
    """What `text` as a whole asks of the conversation; None where it is about the list."""
    tokens = tokenize(text)
    for kind, shape in _SHAPES.items():
        for start, end, match in tokens.find(shape):
            if start == 0 and _alone(tokens, end):
                return Control(kind, _times(match) if kind == "undo" else 1)
            if start == 0 and kind == "restart":
                return Control(kind, rest=text[tokens.items[end - 1].end :].lstrip(" ,;.!:-"))
    return None


def _alone(tokens: Tokens, end: int) -> bool:
    return all(token.is_mark for token in tokens.items[end:])


def _times(match: re.Match[str]) -> int:
    if match["all"]:
        return 1_000
    said = match["times"] or "1"
    return _COUNTS.get(said) or max(1, int(float(said)))
