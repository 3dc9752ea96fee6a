"""Words that say which way to go: "slower", "more acoustic", "a bit less sad", "too loud", "not fast enough"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from segue.intent.refining.steps import Force, longest_pole, pole
from segue.intent.refining.words import Cursor, force
from segue.knowledge.lexicon import Pole, lexicon

_RAISE: Final = (
    "turn up", "crank up", "dial up", "bring up", "push up", "pump up", "amp up", "increase", "raise", "boost", "lift",
    "up", "add to", "heighten",
)  # fmt: skip
_LOWER: Final = (
    "turn down", "dial down", "bring down", "tone down", "cut down on", "cut back on", "go easy on", "ease off on",
    "ease up on", "decrease", "lower", "reduce", "drop", "tone back", "cut", "ease",
)  # fmt: skip
_IDIOMS: Final = {
    **dict.fromkeys(("speed", "pick", "hurry"), Pole("tempo", 1)),
    **dict.fromkeys(("liven", "spice", "amp", "pump", "perk", "jazz", "turn", "crank", "step", "ramp"), Pole("energy", 1)),
    **dict.fromkeys(("cheer", "brighten", "lighten"), Pole("valence", 1)),
}  # fmt: skip
"""Verbs behind which "it up" is a direction."""
_DOWN: Final = {
    **dict.fromkeys(("slow",), Pole("tempo", -1)),
    **dict.fromkeys(("calm", "tone", "turn", "bring", "take", "quieten", "cool", "dial", "chill", "settle"),
                    Pole("energy", -1)),
}  # fmt: skip
_IT: Final = ("it", "things", "this", "everything", "the mood", "them", "the list", "the playlist", "the pace", "that")
_NEVER: Final = frozenset(
    [
        "other",
        "another",
        "over",
        "never",
        "ever",
        "however",
        "number",
        "after",
        "rather",
        "under",
        "water",
        "power",
        "super",
        "singer",
    ]
)


@dataclass(frozen=True)
class Way:
    """A direction along a number of a track, how far, and the token behind its words."""

    pole: Pole
    force: Force
    end: int


def way(cursor: Cursor) -> Way | None:
    """The direction that begins at `cursor`; None where none does."""
    strength, after = force(cursor)
    compared = _compared(after)
    if compared is not None:
        return _before_than(Way(compared, strength, after.at + 1), cursor)
    signed = direction(after)
    if signed is not None:
        found = longest_pole(signed.after.tokens, signed.after.at, signed.after.end, signed.sign)
        if found is None or (signed.enough and cursor.to(found[1]).word() != "enough"):
            return None
        return _before_than(Way(found[0], strength, found[1] + signed.enough), cursor)
    return _idiom(after, strength) or _measured(after, strength)


def _before_than(found: Way, cursor: Cursor) -> Way | None:
    """None where a number follows that says how far ("faster than 120" is no step)."""
    return None if cursor.to(found.end).word() == "than" else found


@dataclass(frozen=True)
class Direction:
    """More (1) or less (−1), and what follows; `enough` where "enough" is still to come."""

    sign: int
    after: Cursor
    enough: bool = False


def direction(cursor: Cursor) -> Direction | None:
    """ "more", "less", "too many", "not so", "not enough": which way, without of what."""
    for words, sign in _SIGNS:
        after = cursor.first(words)
        if after is not None:
            return Direction(sign, after.skip("of", "a", "an", "the", "on"), enough=words in _WAITING)
    return None


_SIGNS: Final = (
    ("not nearly enough", 1), ("not enough", 1), ("isnt enough", 1), ("too little", 1), ("too few", 1), ("not as much", -1),
    ("not as many", -1), ("not so much", -1), ("not so many", -1), ("not quite as", -1), ("not quite so", -1),
    ("not as", -1), ("not so", -1), ("not that", -1), ("too much", -1), ("too many", -1), ("too", -1), ("more", 1),
    ("less", -1), ("fewer", -1), ("not", 1), ("isnt", 1), ("arent", 1),
)  # fmt: skip
"""How directions begin."""
_WAITING: Final = frozenset({"not", "isnt", "arent"})
"""Those that mean one only where "enough" follows ("not loud enough")."""


def _compared(cursor: Cursor) -> Pole | None:
    """The direction of one word: "slower", "jazzier"; a length of the list is not one."""
    word, following = cursor.word(), cursor.word(1)
    found = lexicon().comparatives.get(word) or _formed(word)
    if found is not None and found.attribute == "track_duration" and following not in SONGS:
        return None
    return found


SONGS: Final = frozenset({"songs", "song", "tracks", "track", "tunes", "pieces", "ones", "cuts", "numbers"})


@cache
def _formed(word: str) -> Pole | None:
    """The direction of a comparative that the lexicon does not list, by its adjective: "dreamier" of "dreamy"."""
    if len(word) < 5 or not word.endswith("er") or word in _NEVER or word in lexicon().function:
        return None
    stems = [word[:-3] + "y"] if word.endswith("ier") else [word[:-2], word[:-1], word[:-3]]
    return next((found for stem in stems if stem not in lexicon().measures and (found := pole(stem, 1))), None)


def _idiom(cursor: Cursor, strength: Force) -> Way | None:
    """ "slow it down", "liven things up"."""
    for table, particle in ((_IDIOMS, "up"), (_DOWN, "down")):
        found = table.get(cursor.word())
        after = cursor.on().first(*_IT) if found else None
        if found and after is not None and after.word() == particle:
            again, behind = force(after.on())
            return Way(found, again if behind.at > after.at + 1 else strength, behind.at)
    return None


def _measured(cursor: Cursor, strength: Force) -> Way | None:
    """ "raise the tempo", "lower the energy a bit"."""
    for table, sign in ((_RAISE, 1), (_LOWER, -1)):
        after = cursor.first(*table)
        if after is None:
            continue
        after = after.skip("the", "its", "overall")
        for length in (3, 2, 1):
            what = after.tokens.text(after.at, min(after.at + length, after.end))
            attribute = lexicon().measures.get(what)
            found = pole(what, sign) if attribute or what in ("energy", "vocals", "singing") else None
            if found is not None:
                again, behind = force(after.on(length))
                return Way(found, again if behind.at > after.at + length else strength, behind.at)
    return None
