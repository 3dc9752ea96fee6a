"""What a recogniser proposes, and how proposals that overlap are settled: the longest reading of the words wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from segue.knowledge.lexicon import Marker
from segue.music import Operator, Reading, Requirement, Value

_PER_TOKEN: Final = 40
_PER_MATCH: Final = -30


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `start` to `end` read as wishes, as a marker, or as words that ask for nothing (neither)."""

    start: int
    end: int
    wishes: tuple[Requirement, ...] = ()
    marker: Marker | None = None
    bonus: int = 0
    """Settles between readings of the same words; less than a token is worth."""
    soft: bool = False
    """Read by a word alone, which may mean something else among words that are not understood."""

    backed: bool = False
    """Whether the tagger reads the same words as the same kind of wish."""
    guessed: bool = False
    """Whether the tagger alone reads it."""
    alike: bool = False
    """Whether a name is meant as something to resemble, whatever words stand before it."""

    @property
    def score(self) -> int:
        """Long readings beat short ones, few beat many, and `bonus` decides the rest."""
        return _PER_TOKEN * (self.end - self.start) + _PER_MATCH + self.bonus


def wish(
    attribute: str, operator: Operator, value: Value, reading: Reading | None = None, **fields: Any
) -> Requirement:
    """A requirement whose words are not known yet."""
    return Requirement(
        phrase="", span=(0, 0), attribute=attribute, operator=operator, value=value, reading=reading, **fields
    )


def cover(matches: Iterable[Match], length: int) -> list[Match]:
    """The matches that together read `length` tokens best, none overlapping, in order. Linear in both."""
    ending: dict[int, list[Match]] = {}
    for match in matches:
        ending.setdefault(match.end, []).append(match)
    best = [0] * (length + 1)
    chosen: list[Match | None] = [None] * (length + 1)
    for end in range(1, length + 1):
        best[end] = best[end - 1]
        for match in ending.get(end, ()):
            score = best[match.start] + match.score
            if score > best[end]:
                best[end], chosen[end] = score, match
    return _walk_back(chosen)


def _walk_back(chosen: list[Match | None]) -> list[Match]:
    picked: list[Match] = []
    at = len(chosen) - 1
    while at > 0:
        match = chosen[at]
        if match is None:
            at -= 1
        else:
            picked.append(match)
            at = match.start
    return picked[::-1]
