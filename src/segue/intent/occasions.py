"""Activities and occasions told in other words than the lexicon's: "while waiting for the bus", "for a nurse pinning
ceremony", "something to breakdance to", "for when the dog is asleep".

Such a phrase is one wish in the listener's own words, of which only a tag can tell. Where a term of the lexicon stands
in it ("my iguana's birthday"), that term is the wish, and the rest is told as unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from segue.intent.genres import genre_named
from segue.intent.match import Match, wish
from segue.intent.tokens import Opened, Tokens, opened
from segue.knowledge.lexicon import Occasions, Sense, lexicon
from segue.music import Reading, Requirement

_DOING: Final = opened(
    "for|while|whilst|when|during|of me|for me|for us",
    r"(?: (?:when|while|im|i am|youre|you are|were|we are|people|just|also|my|some|a bit of))* (?P<first>[a-z]{3,}ing)",
)
"""Behind it the gerund's objects follow."""
_CLAUSE: Final = opened(
    "for when|for whenever|while|whilst|for times when|for moments when|for days when|for those times when|"
    "for those moments when|for those days when|for nights when|for the times when|for the moments when",
    r" (?:i|im|ive|we|were|youre|you|my|our|the|its|it|everyone|everything|nobody|life|things|all|someone|somebody|he|"
    r"she|they)(?= )",
)
_FOR: Final = opened("for|at", r" (?:a|an|my|our|the|his|her|their|your|this|some|that)(?: (?!of )[a-z0-9]+){1,5}")
_TO_IT: Final = opened(
    "to", r" (?P<first>[a-z]{3,})(?: (?:(?!to )[a-z]+|along|around|out|(?:in|on|at|my|the)(?: [a-z]+){1,2}))? to"
)
_MAKING: Final = opened(
    "make|making|film|filming|edit|editing|record|recording|shoot|shooting|throw|throwing|host|hosting|have|having|"
    "attend|attending|celebrate|celebrating",
    r" (?:a|an|my|our|the|some|this)(?: [a-z0-9]+){1,4}",
)
_MEANT_FOR: Final = opened(
    "songs|song|music|playlist|tracks|tunes|mix|something|great|perfect|good|ideal|made|suitable",
    r" for(?: (?:a|an|my|our|the|his|her|their|your))?(?= [a-z])",
)
"""Behind it stands whom or what the music is meant for, whatever that is."""
_MUSIC: Final = frozenset({"something", "anything", "stuff", "things", "some"})
_SOMEBODY: Final = frozenset([
    "i", "im", "ive", "you", "youre", "youve", "we", "were", "he", "she", "they", "it", "its", "someone",
    "somebody", "everyone",
])  # fmt: skip
_AFRESH: Final = frozenset([
    "and", "or", "but", "with", "because", "so", "that", "which", "who", "by", "from", "if", "than", "then",
    "plus", "like",
])  # fmt: skip
"""Words behind which something else may be asked for, unless somebody does something there."""
_ASKS: Final = frozenset([
    "please", "thanks", "thank", "suggestions", "recommendations", "suggest", "recommend", "preferably",
    "ideally",
])  # fmt: skip
_MEANWHILE: Final = frozenset({"while", "whilst"})
_ANYONE: Final = frozenset({"someone", "somebody", "people", "now", "free", "example"})
"""Words behind "for" that say nothing of what the music should be."""
_LONGEST: Final = 6
"""Tokens of a phrase behind its first word, at most."""
_HUNTED: Final = frozenset({"looking", "searching", "search", "look", "hunting", "asking", "ask", "need", "thanks"})
"""Words before "for" that make what follows the thing wanted."""
_OWN: Final = "activity"
"""The attribute of all that is read here."""
_SOME: Final = Sense(_OWN, "is", None)
Run = tuple[int, int]
"""A half-open range of tokens."""


def occasions(tokens: Tokens) -> Iterator[Match]:
    """Every such phrase, without the preposition that opens it, unless a term of the lexicon stands in it."""
    known = lexicon().occasions
    found = [*_doing(tokens, known), *_clauses(tokens), *_listened_to(tokens, known), *_meant_for(tokens)]
    found += [run for shape, skipped in ((_FOR, 2), (_MAKING, 0)) for run in _events(tokens, known, shape, skipped)]
    for start, end in found:
        if not _is_listed(tokens, start, end):
            yield Match(start, end, (_wished(tokens, start, end),), bonus=-6, soft=True)


def _doing(tokens: Tokens, known: Occasions) -> Iterator[Run]:
    """A gerund behind "for" or "while", and its objects."""
    for start, end, match in tokens.opening(_DOING):
        gerund = match["first"]
        if gerund in known.not_done or (start and tokens.items[start - 1].text in _HUNTED):
            continue
        if gerund in lexicon().nouns or lexicon().senses.get(gerund, _SOME).attribute != _OWN:
            continue
        stop = _reach(tokens, end)
        if stop > end or _closed(tokens, end):
            yield end - 1, stop


def _clauses(tokens: Tokens) -> Iterator[Run]:
    """What somebody does meanwhile, and when it is wanted: "while I jog", "for when I miss my dog"."""
    for start, end, _ in tokens.opening(_CLAUSE):
        stop = _reach(tokens, end) if tokens.items[start].text in _MEANWHILE else _clause(tokens, end)
        if stop > end:
            yield end if tokens.items[start].text in _MEANWHILE else end - 1, stop


def _meant_for(tokens: Tokens) -> Iterator[Run]:
    """Whom or what the music is for, to the end of the clause: "music for parents over 30"."""
    for _, end, _ in tokens.opening(_MEANT_FOR):
        stop = end
        while stop < min(len(tokens), end + _LONGEST) and (
            means(tokens, stop) in ("activity", "plain") or tokens.items[stop].number is not None
        ):
            stop += 1
        first = tokens.items[end].text
        if stop > end and _closed(tokens, stop) and first not in lexicon().function | _ANYONE:
            yield end, stop


def _events(tokens: Tokens, known: Occasions, shape: Opened, skipped: int) -> Iterator[Run]:
    """An event, a work or somebody that the music is for: the words up to the last that names one."""
    for start, end, _ in tokens.opening(shape):
        if skipped and start and tokens.items[start - 1].text in _HUNTED:
            continue
        for stop in range(end, start + 2, -1):
            if tokens.items[stop - 1].text in known.events:
                first = _own_words(tokens, start + 2, stop)
                if _closed(tokens, stop):
                    yield start + skipped if first == start + 2 else first, stop
                break


def _listened_to(tokens: Tokens, known: Occasions) -> Iterator[Run]:
    """What is done to the music: "something to breakdance to"."""
    for start, end, match in tokens.opening(_TO_IT):
        if match["first"] in known.not_done or match["first"] in lexicon().function:
            continue
        if start and (tokens.items[start - 1].text in _MUSIC or means(tokens, start - 1) in ("noun", "other")):
            yield start, end


def _own_words(tokens: Tokens, start: int, end: int) -> int:
    """Where the words begin that say which event ends at `end`: behind the last wish of another kind among them."""
    at = end - 1
    while at > start and (means(tokens, at - 1) in (_OWN, "plain") or tokens.items[at - 1].text == "and"):
        at -= 1
    return at + (at < end - 1 and tokens.items[at].text == "and")


def _reach(tokens: Tokens, at: int) -> int:
    """Where the objects of an activity end: before a mark, a joint, or what is wished for beside it."""
    end = at
    while end < min(len(tokens), at + _LONGEST) and means(tokens, end) in ("activity", "plain"):
        end += 1
    known = lexicon()
    while (
        end > at
        and tokens.items[end - 1].text in known.function
        and tokens.items[end - 1].text not in known.occasions.tails
    ):
        end -= 1
    return end


def _clause(tokens: Tokens, at: int) -> int:
    """Where what is told of a moment ends: "for when someone is sick and you want them to feel better"."""
    end = at
    while end < min(len(tokens), at + 2 * _LONGEST) and means(tokens, end) in ("activity", "plain", "joint"):
        if tokens.items[end].text in _ASKS or (tokens.items[end].text in _AFRESH and not _is_told(tokens, end + 1)):
            break
        end += 1
    while end > at and means(tokens, end - 1) == "joint":
        end -= 1
    return end


def _is_told(tokens: Tokens, at: int) -> bool:
    """Whether somebody does something there: the story goes on."""
    return at < len(tokens) and tokens.items[at].text in _SOMEBODY


def _closed(tokens: Tokens, at: int) -> bool:
    """Whether nothing follows that these words could describe ("relaxing music")."""
    return at >= len(tokens) or means(tokens, at) in ("mark", "joint")


def means(tokens: Tokens, at: int) -> str:
    """What a token is to the words before it: mark, joint, noun, activity, other (a wish of another kind) or plain."""
    token, known = tokens.items[at], lexicon()
    text = token.text
    if token.is_mark:
        return "mark" if text not in "-'" else "plain"
    if text in known.occasions.joints:
        return "joint"
    if text in known.nouns:
        return "noun"
    sense = known.senses.get(text)
    if sense is not None:
        return _OWN if sense.attribute == _OWN else "other"
    if token.number is not None or text in known.markers or genre_named(text) or text in known.measures:
        return "other"
    return "plain"


def _is_listed(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a term of the lexicon stands among these tokens, or nothing but words that ask nothing."""
    known = lexicon()
    runs = ((at, stop) for at in range(start, end) for stop in range(at + 1, min(end, at + known.longest) + 1))
    return all(t.text in known.function for t in tokens.items[start:end]) or any(
        tokens.text(at, stop) in known.senses for at, stop in runs
    )


def _wished(tokens: Tokens, start: int, end: int) -> Requirement:
    text = tokens.text(start, end)
    return wish(_OWN, "is", text, Reading(f"tagged {text}", (text,), subjective=False), strength="prefer")
