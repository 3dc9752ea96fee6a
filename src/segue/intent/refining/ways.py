"""Words that say which way to go: "slower", "more acoustic", "a bit less sad", "too loud", "not fast enough"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from segue.intent.refining.steps import Force, longest_pole, pole
from segue.intent.refining.words import Cursor, force
from segue.intent.tokens import words_of
from segue.knowledge.followups import directions
from segue.knowledge.lexicon import Pole, lexicon

SONGS: Final = words_of("songs song tracks track tunes pieces ones cuts numbers")
_NEVER: Final = words_of(
    "other another over never ever however number after rather under water power super singer later"
)
"""Words in "er" that compare nothing."""
_WORDY: Final = 5
"""Letters of the shortest comparative that is read by its adjective."""


@dataclass(frozen=True)
class Way:
    """A direction along a number of a track, how far, and the token behind its words."""

    pole: Pole
    force: Force
    end: int


@dataclass(frozen=True)
class Direction:
    """More (1) or less (−1), and what follows; `enough` where "enough" is still to come."""

    sign: int
    after: Cursor
    enough: bool = False


def way(cursor: Cursor) -> Way | None:
    """The direction that begins at `cursor`; None where none does."""
    strength, after = force(cursor)
    found = (
        _measured(after, strength) or _idiom(after, strength) or _compared(after, strength) or _more(after, strength)
    )
    if found is None or cursor.to(found.end).word() == "than":
        return None  # "faster than 120" is a bound, not a step
    return found


def direction(cursor: Cursor) -> Direction | None:
    """ "more", "less", "too many", "not so", "not enough": which way, without of what."""
    for name, sign in (("more", 1), ("less", -1), ("waiting", 1)):
        after = cursor.past("ways", name)
        if after is not None:
            return Direction(sign, after.skip("of a an the on"), enough=name == "waiting")
    return None


def _more(cursor: Cursor, strength: Force) -> Way | None:
    """ "more acoustic", "not loud enough"."""
    signed = direction(cursor)
    if signed is None:
        return None
    after = signed.after
    found = longest_pole(after.tokens, after.at, after.end, signed.sign)
    if found is None or (signed.enough and cursor.to(found[1]).word() != "enough"):
        return None
    return Way(found[0], strength, found[1] + signed.enough)


def _compared(cursor: Cursor, strength: Force) -> Way | None:
    """The direction of one word: "slower", "dreamier". "Longer" is one of tracks, where they are named."""
    word = cursor.word()
    found = lexicon().comparatives.get(word) or _formed(word)
    if found is None:
        return None
    if found.attribute != "track_duration":
        return Way(found, strength, cursor.at + 1)
    return Way(found, strength, cursor.at + 2) if cursor.word(1) in SONGS else None


def _formed(word: str) -> Pole | None:
    """The direction of a comparative that the lexicon does not list, by its adjective: "dreamier" of "dreamy"."""
    if len(word) < _WORDY or not word.endswith("er") or word in _NEVER or word in lexicon().function:
        return None
    stems = [word[:-3] + "y"] if word.endswith("ier") else [word[:-2], word[:-1], word[:-3]]
    return next((found for stem in stems if stem not in lexicon().measures and (found := pole(stem, 1))), None)


def _idiom(cursor: Cursor, strength: Force) -> Way | None:
    """ "slow it down", "liven things up"."""
    for particle in ("up", "down"):
        found = directions(particle).get(cursor.word())
        after = cursor.on().past("ways", "it") if found else None
        if found and after is not None and after.word() == particle:
            return _how_far(found, strength, after.on())
    return None


def _measured(cursor: Cursor, strength: Force) -> Way | None:
    """ "raise the tempo", "lower the energy a bit"."""
    for name, sign in (("raise", 1), ("lower", -1)):
        after = cursor.past("ways", name)
        found = _measure(after.skip("the its overall"), sign) if after is not None else None
        if found is not None:
            return _how_far(found[0], strength, found[1])
    return None


def _measure(cursor: Cursor, sign: int) -> tuple[Pole, Cursor] | None:
    """The measure that comes next, as a direction, and what follows."""
    for length in (3, 2, 1):
        what = cursor.text(length)
        plain = what in lexicon().measures or what in ("vocals", "singing")
        found = pole(what, sign) if plain else None
        if found is not None:
            return found, cursor.on(length)
    return None


def _how_far(found: Pole, strength: Force, after: Cursor) -> Way:
    """A direction whose strength may stand behind it ("slow it down a bit")."""
    again, behind = force(after)
    return Way(found, again if behind.at > after.at else strength, behind.at)
