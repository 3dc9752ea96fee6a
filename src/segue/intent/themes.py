"""What songs are about: "songs about leaving home", "songs that aren't about love", "train songs".

A theme that the lexicon lists is read as it stands. Any other is one wish in the listener's own words, to the end of
its clause ("songs about being afraid to fall in love"), of which only a tag can tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.match import Match, wish
from segue.intent.occasions import means
from segue.intent.tokens import Tokens, pattern
from segue.knowledge.lexicon import Sense, lexicon
from segue.music import Reading, Requirement

_THEME: Final = r"about (?:the |a |an |my |being |your |having a |having )?(?P<theme>[^\s,;.!?:()@0-9]+)"
_ABOUT: Final = pattern(
    r"(?P<lead>)(?:songs?|tracks?|tunes?|music|lyrics|something|anything|ballads?|anthems?|ones|playlist|mix|all|hits) "
    + _THEME
)
_THEY_ARE_ABOUT: Final = pattern(
    r"(?P<lead>(?:nothing|are|is|arent|isnt|not|talk|talks|talking|sing|sings|singing|deal|speak|lyrics are)) " + _THEME
)
"""Behind what may be a negation: "songs that aren't about love"."""
_SUCH: Final = frozenset(
    ["songs", "song", "anthems", "anthem", "themed", "theme", "lyrics", "tunes", "tracks", "related", "inspired"]
)
"""Words behind a theme that make it one: "war songs", "ocean themed"."""
_LONGEST: Final = 4
"""Words of a theme that the lexicon lists, at most."""
_REACH: Final = 9
"""Words of any other behind its first, at most."""
_BEYOND: Final = frozenset(
    {"by", "from", "with", "for", "like", "but", "please", "especially", "which", "plus", "mostly", "preferably"}
)
"""Words that begin something else."""
_RELATIVE: Final = frozenset({"that", "who", "to", "and", "or"})
_OF_SONGS: Final = frozenset(
    {"are", "have", "is", "has", "sound", "sounds", "listen", "hear", "play", "something", "anything", "by"}
)
"""Words behind a relative pronoun that speak of the songs again, not of their theme."""

_OPEN: Final = frozenset(
    [
        "to",
        "and",
        "or",
        "that",
        "who",
        "of",
        "in",
        "on",
        "at",
        "the",
        "a",
        "an",
        "my",
        "your",
        "is",
        "are",
        "than",
        "not",
    ]
)
"""Words that no clause ends with."""
_DENIED: Final = "nt"
"""How the verbs end that deny, where apostrophes are not typed."""


def themes(tokens: Tokens) -> Iterator[Match]:
    """Every theme that is told."""
    for shape in (_ABOUT, _THEY_ARE_ABOUT):
        for start, end, match in tokens.find(shape):
            yield from _about(tokens, start + len(match["lead"].split()), end, match["theme"])
    for at, token in enumerate(tokens.items):
        if token.text in _SUCH:
            yield from _such(tokens, at)


def _about(tokens: Tokens, start: int, end: int, word: str) -> Iterator[Match]:
    """The longest theme of the lexicon from the token before `end` on; else the clause that begins there."""
    known = lexicon().themes
    for stop in range(min(end - 1 + _LONGEST, len(tokens)), end - 1, -1):
        sense = known.get(tokens.text(end - 1, stop))
        if sense is not None:
            yield Match(start, stop, (_theme(sense),), bonus=-8, soft=True)
            return
    stop = _reach(tokens, end)
    if word in lexicon().markers or all(t.text in lexicon().function for t in tokens.items[end - 1 : stop]):
        return
    whole = tokens.text(end - 1, stop)
    labels = tuple(dict.fromkeys((whole, word, word.removesuffix("s"))))
    said = f"tagged {whole}" if whole == word else f"tagged {whole} or {word}"
    yield Match(
        start,
        stop,
        (_theme(Sense("theme", "is", whole, Reading(said, labels, subjective=False))),),
        bonus=-8,
        soft=True,
    )


def _reach(tokens: Tokens, at: int) -> int:
    """Where the clause ends that goes on at `at`: before a mark or what is wished for beside the theme."""
    end = at
    while end < min(len(tokens), at + _REACH) and _goes_on(tokens, end):
        end += 1
    while end > at and tokens.items[end - 1].text in _OPEN:
        end -= 1
    return end


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether the token at `at` still tells of the theme."""
    text, kind = tokens.items[at].text, means(tokens, at)
    behind = tokens.items[at + 1].text if at + 1 < len(tokens) else ""
    if kind == "mark" or text in _BEYOND or (text in _RELATIVE and behind in _OF_SONGS):
        return False
    if text in ("and", "or"):
        return behind != "" and means(tokens, at + 1) in ("plain", "activity")
    if kind == "other" and not text.endswith(_DENIED):
        sense = lexicon().senses.get(text)
        return sense is not None and sense.attribute in ("mood", "theme")
    return True


def _such(tokens: Tokens, noun: int) -> Iterator[Match]:
    """The longest theme that ends before the token `noun`."""
    for start in range(max(0, noun - _LONGEST), noun):
        sense = lexicon().themes.get(tokens.text(start, noun))
        if sense is not None:
            yield Match(start, noun, (_theme(sense),), soft=True)
            return


def _theme(sense: Sense) -> Requirement:
    return wish("theme", "is", sense.value, sense.reading, strength="prefer")
