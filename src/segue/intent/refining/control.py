"""Follow-ups that are about the conversation itself: "undo", "redo", "start over", "another version"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from segue.intent.tokens import Tokens, tokenize, words_of
from segue.knowledge.followups import phrases

Kind = Literal["undo", "redo", "restart", "again"]

_KINDS: Final[tuple[Kind, ...]] = ("redo", "restart", "undo", "again")
_STEPS: Final = words_of("that it this the last previous my one a an change changes edit edits step steps refinement "
                         "refinements move again once back times of couple them you did what 1")  # fmt: skip
_TIMES: Final = {"twice": 2, "thrice": 3, "couple": 2}
_ALL: Final = frozenset({"everything", "all"})
_BACK_TO_FIRST: Final = 1_000
_LONGEST: Final = 40
"""Words of the longest follow-up that may be about the conversation."""


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
    tokens = Tokens(text, tuple(t for t in tokenize(text).items if not t.is_mark))
    start = _past_polite(tokens)
    found = [(end, kind) for kind in _KINDS if (end := _said(tokens, start, kind))]
    for end, kind in sorted(found, key=lambda pair: -pair[0]):
        if kind == "undo" and _only(tokens, end, _STEPS | _ALL | {*_TIMES}):
            return Control(kind, _times(tokens, end))
        if _only(tokens, end, frozenset()):
            return Control(kind)
        if kind == "restart":
            return Control(kind, rest=text[tokens.items[end - 1].end :].lstrip(" ,;.!:-"))
    return None


def _past_polite(tokens: Tokens) -> int:
    at = 0
    while run := next((r for r in phrases("talk", "polite") if tokens.text(at, at + len(r)) == " ".join(r)), None):
        at += len(run)
    return at


def _said(tokens: Tokens, start: int, kind: Kind) -> int:
    """The token behind the longest phrase for `kind` that begins at `start`; 0 for none."""
    if len(tokens) - start > _LONGEST:
        return 0
    words = tuple(t.text for t in tokens.items[start:])
    return next((start + len(run) for run in phrases("talk", kind) if words[: len(run)] == run), 0)


def _only(tokens: Tokens, at: int, words: frozenset[str]) -> bool:
    """Whether nothing but `words`, numbers (where there are `words`) and a polite tail is left from `at` on."""
    while at < len(tokens):
        run = next((r for r in phrases("talk", "tail") if tokens.text(at, at + len(r)) == " ".join(r)), None)
        counted = bool(words) and tokens.items[at].number is not None
        if run is None and tokens.items[at].text not in words and not counted:
            return False
        at += len(run) if run else 1
    return True


def _times(tokens: Tokens, at: int) -> int:
    """How many steps back the words from `at` on say."""
    for token in tokens.items[at:]:
        if token.text in _ALL:
            return _BACK_TO_FIRST
        if token.text in _TIMES:
            return _TIMES[token.text]
        if token.number is not None and token.number >= 1:
            return int(min(token.number, _BACK_TO_FIRST))
    return 1
