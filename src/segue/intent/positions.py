"""The tracks of a standing playlist that a follow-up points at: "the third", "2 and 5", "the last two", "number 7"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from segue.errors import BadInput
from segue.intent.tokens import Tokens, pattern, tokenize

_ORDINALS: Final = {
    w: i
    for i, w in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
}
_ORD: Final = rf"(?:{'|'.join(_ORDINALS)}|[0-9]+(?:st|nd|rd|th))"
_WHAT: Final = r"(?: (?:song|track|tune|one|songs|tracks|ones|tunes))?"
_ONE: Final = (
    rf"(?:(?:the |number |no |nr |track |song |position |# |tracks |songs |numbers |# )*(?:(?:second |"
    rf"third )?(?:to )?last(?: [0-9]+)?|first [0-9]+|{_ORD}|[0-9]+){_WHAT})"
)
_LIST: Final = rf"(?P<list>{_ONE}(?:(?: ,)?(?: and| or| ,| &|) {_ONE})*)"
_VERBS: Final = {
    "replace": (
        r"(?:swap|replace|change|exchange|switch|substitute|find another for|something else for|another for|"
        r"swap out)"
    ),
    "remove": r"(?:remove|drop|delete|take out|take away|lose|get rid of|kick out|throw out|cut|skip|kill|discard)",
    "keep": r"(?:keep|hold|lock|leave|retain)(?: only)?",
    "like": (
        r"(?:(?:more|another|another one|something|some more|others|one more)(?: (?:songs?|tracks?|"
        r"music|ones?|stuff))? (?:like|similar to)|in the style of|similar to)"
    ),
}
_SHAPES: Final = {name: pattern(rf"(?:please )?{verb} {_LIST}(?: out)?") for name, verb in _VERBS.items()}
_ITEM: Final = re.compile(
    rf"(?P<from_end>second |third )?(?:to )?last(?: (?P<last>[0-9]+))?|first (?P<first>[0-9]+)|"
    rf"(?P<ord>{_ORD})|(?P<n>[0-9]+)"
)


@dataclass(frozen=True)
class Pointed:
    """Positions (from 1, ascending) by what is to happen to them, and the spans of the text that said so."""

    replace: tuple[int, ...] = ()
    remove: tuple[int, ...] = ()
    keep: tuple[int, ...] = ()
    like: tuple[int, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()


def pointed(text: str, length: int) -> Pointed:
    """What `text` points at in a list of `length`. Raises `BadInput` (position_range) outside of it."""
    tokens = tokenize(text)
    found: dict[str, set[int]] = {name: set() for name in _VERBS}
    spans: list[tuple[int, int]] = []
    notes: list[str] = []
    for name, shape in _SHAPES.items():
        for start, end, match in tokens.find(shape):
            end = _without_unit(tokens, start, end)
            positions = _positions(match["list"], length) if end else set()
            if positions:
                found[name] |= positions
                spans.append(tokens.span(start, end))
                notes.append(f"{name} {', '.join(map(str, sorted(positions)))}")
    by_verb = {name: tuple(sorted(positions)) for name, positions in found.items()}
    return Pointed(by_verb["replace"], by_verb["remove"], by_verb["keep"], by_verb["like"], tuple(spans), tuple(notes))


def _without_unit(tokens: Tokens, start: int, end: int) -> int:
    """`end`, or 0 where the number goes on as a measure ("keep 10 tracks" is a count, "cut 5 minutes" a time)."""
    last = tokens.items[end - 1]
    if last.text in ("songs", "tracks", "tunes") and tokens.items[end - 2].number is not None:
        return 0 if tokens.items[end - 3].text not in ("first", "last") else end
    following = tokens.text(end, end + 1)
    return (
        0
        if last.number is not None and following in ("minutes", "min", "songs", "tracks", "bpm", "h", "hours")
        else end
    )


def _positions(said: str, length: int) -> set[int]:
    found: set[int] = set()
    for match in _ITEM.finditer(said):
        found |= _named(match, length)
    for position in found:
        if not 1 <= position <= max(length, 1):
            raise BadInput(
                "position_range",
                f"There is no position {position} in a list of {length}.",
                hint=f"Positions go from 1 to {length}.",
                field="text",
            )
    return found


def _named(match: re.Match[str], length: int) -> set[int]:
    if match["first"]:
        return set(range(1, int(match["first"]) + 1))
    if match["ord"]:
        return {_ORDINALS.get(match["ord"]) or int(re.sub(r"\D", "", match["ord"]))}
    if match["n"]:
        return {int(match["n"])}
    back = {"second ": 1, "third ": 2}.get(match["from_end"] or "", 0)
    return set(range(length - int(match["last"] or 1) + 1, length + 1)) if not back else {length - back}
