"""Whether a run that is an artist's name is meant as one."""

from __future__ import annotations

from typing import Final

from segue.catalogue.snapshot import Snapshot
from segue.intent.genres import genre_named
from segue.intent.naming.context import Context, is_term
from segue.intent.naming.hits import Hit
from segue.intent.naming.words import BY, FOLLOWERS, JOINTS, LEADS, STRONG
from segue.intent.tokens import words_of
from segue.knowledge.lexicon import lexicon

_COMMON: Final = 8
"""Tracks from which a single lower-case word that is no everyday word is taken for the artist it names."""
_KNOWN: Final = 15
"""Tracks from which an everyday word in a list of names is taken for the artist it names."""
_SPEAKING: Final = 0.4
"""How much an everyday word must speak for the act (`NameIndex.speaks`) to be it before "songs": Queen, not Love."""
_WELL_KNOWN: Final = 10
_FAINT: Final = 0.12
"""Tracks of an act, and how much its name must speak for it, from which a capital alone makes it the act."""
_LONG: Final = 3
"""Everyday words in a row that name a known act can hardly be chance."""
_PLACED: Final = words_of("start starts begin begins open opens end ends close closes finish finishes")
_SPLITS: Final = frozenset({",", "and", "&", "+", "x", "feat", "featuring", "ft", "or"})


def accepted(context: Context, found: list[Hit], snapshot: Snapshot, read: set[int]) -> list[Hit]:
    """Those of `found` that are meant as names; `read` are the tokens of which it is known already."""
    kept: list[Hit] = []
    ends: dict[int, Hit] = {}
    by_start: dict[int, list[Hit]] = {}
    for hit in found:
        by_start.setdefault(hit.start, []).append(hit)
    for hit in sorted(found, key=lambda h: (h.start, -h.end)):
        if hit.start in read:
            ends[hit.end] = hit
            continue
        listed = _listed(context, hit, ends)
        if is_plausible(context, hit, snapshot, listed=listed) and is_whole(context, hit, by_start, snapshot):
            kept.append(hit)
            ends[hit.end] = hit
    return kept + _listed_before(context, kept, found, snapshot)


def _listed(context: Context, hit: Hit, ends: dict[int, Hit]) -> bool:
    """Whether the run stands beside a name in a list: "Queen, Abba and Low"."""
    at = hit.start - 1
    while at >= 0 and context.word(at) in JOINTS:
        at -= 1
    return at + 1 < hit.start and at + 1 in ends


def _listed_before(context: Context, kept: list[Hit], found: list[Hit], snapshot: Snapshot) -> list[Hit]:
    """Names of everyday words that open a list of names: the "queen" of "queen, abba and toto"."""
    starts = {hit.start for hit in kept}
    more: list[Hit] = []
    for hit in sorted(found, key=lambda h: -h.end):
        at = hit.end
        while context.word(at) in JOINTS and at - hit.end < 2:
            at += 1
        if at > hit.end and at in starts and snapshot.artists.count(hit.code) >= _KNOWN and hit not in kept:
            text = context.tokens.text(hit.start, hit.end)
            if text not in lexicon().senses and not genre_named(text) and text not in lexicon().function:
                more.append(hit)
                starts.add(hit.start)
    return more


def is_plausible(context: Context, hit: Hit, snapshot: Snapshot, *, listed: bool) -> bool:
    """Whether there is a reason to take the run for a name."""
    lead = context.lead(hit.start)
    capital = context.capital(hit.start, hit.end)
    if hit.bare and not listed and lead not in BY:
        return False
    if context.is_common(hit.start, hit.end) or is_mere_word(context, hit, snapshot):
        return _common_name(context, hit, snapshot, lead=lead, capital=capital, listed=listed)
    if hit.words == 1:
        return _single_name(context, hit, snapshot, lead=lead, capital=capital or listed)
    if capital or listed or lead in BY or lead in LEADS or snapshot.artists.count(hit.code) >= 2:
        return True
    return any(context.is_strange(t.text) for t in context.tokens.items[hit.start : hit.end])


def is_mere_word(context: Context, hit: Hit, snapshot: Snapshot) -> bool:
    """Whether a single word is in so many titles that it hardly speaks for the act called so."""
    if hit.words > 1 or snapshot.artists.speaks(hit.code) >= _SPEAKING:
        return False
    return context.is_language(context.word(hit.end - 1))


def _common_name(context: Context, hit: Hit, snapshot: Snapshot, *, lead: str, capital: bool, listed: bool) -> bool:
    """Everyday words as a name: only behind "by", or written as a name where nothing else is meant."""
    words = context.tokens.items[hit.start : hit.end]
    if all(t.is_mark or t.text in lexicon().function for t in words):
        sole = len(words) > 1 and _stands_alone(context, hit)
        if (sole or context.aside(hit.end) > hit.end) and snapshot.artists.count(hit.code) >= _KNOWN:
            return True
        return all(t.capital for t in words) and (lead in BY or listed or len(words) > 1)
    count = snapshot.artists.count(hit.code)
    if (lead in BY or context.is_called_so(hit.start, hit.end)) and (capital or count >= 5):
        return True
    if words[0].number is not None and len(words) == 1:
        return False
    follows = context.word(hit.end) in FOLLOWERS
    every_capital = capital and all(
        t.capital or t.text in ("of", "the", "and", "to", "in", "a") or t.is_mark for t in words
    )
    text = " ".join(t.text for t in words if not t.is_mark)
    if text in lexicon().senses or genre_named(text):
        return every_capital and (lead in BY or listed) and count >= 3
    if every_capital and len(text) > 1 and not _goes_on(context, hit):
        speaks = count >= _WELL_KNOWN and snapshot.artists.speaks(hit.code) >= _FAINT
        return lead in LEADS or listed or follows or len(words) > 1 or speaks
    sole = follows or _stands_alone(context, hit)
    if sole and count >= _KNOWN and snapshot.artists.speaks(hit.code) >= _SPEAKING:
        return True
    if hit.words >= _LONG and count >= _KNOWN and not any(is_term(w) or w in lexicon().nouns for w in text.split()):
        return True
    return (lead in STRONG or listed) and count >= _KNOWN and len(text) > 2


def _stands_alone(context: Context, hit: Hit) -> bool:
    """Whether the run is all that a clause names: "queen, 10 songs", "end with prince"."""
    before, behind = context.tokens.items[: hit.start][-1:], context.tokens.items[hit.end : hit.end + 1]
    opens = not before or before[0].is_mark
    told = context.word(hit.start - 1) == "with" and context.word(hit.start - 2) in _PLACED
    return (opens or told) and (not behind or behind[0].is_mark or (told and behind[0].text == "and"))


def _goes_on(context: Context, hit: Hit) -> bool:
    """Whether capitals beside the run show it to be a part of something longer."""
    items = context.tokens.items
    before, behind = items[hit.start - 1 : hit.start], items[hit.end : hit.end + 1]
    return any(t.capital and t.text not in FOLLOWERS for t in behind) or (
        any(t.capital for t in before) and hit.start > 1 and before[0].text not in LEADS | BY
    )


def _single_name(context: Context, hit: Hit, snapshot: Snapshot, *, lead: str, capital: bool) -> bool:
    """A single word that is no everyday one; a rare name that may be a plain plural ("by astronauts") is none."""
    count = snapshot.artists.count(hit.code)
    word = context.word(hit.start)
    if capital or ((lead in BY or lead in STRONG) and not (word.endswith("s") and count < _COMMON)):
        return True
    opening = context.tokens.items[hit.start].capital
    return len(word) >= 3 and count >= (2 if opening or context.word(hit.end) in FOLLOWERS else _COMMON)


def is_whole(context: Context, hit: Hit, by_start: dict[int, list[Hit]], snapshot: Snapshot) -> bool:
    """A run over a comma, "and" or "&" is one name ("Earth, Wind & Fire"), unless its parts are known for more than it:
    every track of the whole credits its parts as well, so they must have twice as many."""
    inside = [at for at in range(hit.start + 1, hit.end - 1) if context.word(at) in _SPLITS]
    if not inside:
        return True
    left = [h for h in by_start.get(hit.start, ()) if h.end == inside[0]]
    right = [h for h in by_start.get(inside[-1] + 1, ()) if h.end == hit.end]
    if not left or not right:
        return True
    count = snapshot.artists.count
    return 2 * count(hit.code) >= min(count(left[0].code), count(right[0].code))
