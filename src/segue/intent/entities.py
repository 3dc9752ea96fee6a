"""Names: artists of the catalogue, in any spelling that `names.artist_key` forgives; names it does not hold; titles.

Every English word is also the name of some act, so a name counts only with a reason: the words before it ("by", "like",
"only", "no"), the nouns behind it ("Queen songs"), a capital in the middle of a sentence, its place in a list of
names, or that it is no everyday word and not rare.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from segue.catalogue.snapshot import Snapshot
from segue.intent.genres import genre_named
from segue.intent.match import Match, wish
from segue.intent.tokens import Token, Tokens
from segue.knowledge.lexicon import lexicon
from segue.knowledge.names import artist_key, title_key
from segue.music import Requirement

_LONGEST: Final = 6
_ENDS: Final = frozenset(';.:()"|?#')
_JOINTS: Final = frozenset({"and", "or", "nor", ",", "&", "+", "/", "no", "not", "vs", "meets", "x"})
_BY: Final = frozenset({"by", "artist", "artists", "band", "feat", "featuring", "ft", "called"})
_LEADS: Final = frozenset(
    [
        "like",
        "only",
        "no",
        "not",
        "without",
        "except",
        "to",
        "nothing",
        "excluding",
        "avoid",
        "just",
        "of",
        "minus",
        "skip",
        "love",
        "loves",
        "strictly",
        "exclusively",
        "similar",
        "from",
        "include",
        "including",
        "with",
        "despise",
        "hate",
        "but",
        "meets",
        "and",
        "or",
        "add",
        "plus",
    ]
)
_STRONG_LEADS: Final = frozenset(
    {"like", "only", "no", "not", "without", "except", "excluding", "avoid", "minus", "skip", "nor", "just", "strictly"}
)
_FOLLOWERS: Final = frozenset(
    {
        "songs",
        "song",
        "tracks",
        "track",
        "tunes",
        "discography",
        "albums",
        "records",
        "stuff",
        "hits",
        "music",
        "fans",
        "numbers",
        "cuts",
        "ballads",
        "deep",
        "only",
        "covers",
    }
)
_COMMON: Final = 8
"""Tracks from which a single lower-case word that is no everyday word is taken for the artist it names."""
_KNOWN: Final = 15
"""Tracks from which an everyday word in a list of names is taken for the artist it names."""
_TITLED: Final = 0.85
"""Share of capitalised words from which capitals tell nothing (a title-cased prompt)."""


@dataclass(frozen=True)
class _Hit:
    """A run of tokens that is an artist's name."""

    start: int
    end: int
    code: int
    words: int


@dataclass(frozen=True)
class _Context:
    """What the prompt as a whole says about its capitals."""

    tokens: Tokens
    capitals_tell: bool

    def word(self, at: int) -> str:
        return self.tokens.items[at].text if 0 <= at < len(self.tokens) else ""

    def lead(self, start: int) -> str:
        """The word before a name, "the", "band", "artist", "songs" … passed over."""
        at = start - 1
        while (
            self.word(at)
            in (
                "the",
                "artist",
                "band",
                "group",
                "any",
                "songs",
                "tracks",
                "anything",
                "music",
                "rapper",
                "singer",
                "more",
            )
            and at > 0
        ):
            at -= 1
        return self.word(at)

    def capital(self, start: int, end: int) -> bool:
        """Whether the run is written as a name, in a place where a capital says so."""
        return (
            self.capitals_tell and any(t.capital for t in self.tokens.items[start:end]) and not self._opens(start, end)
        )

    def _opens(self, start: int, end: int) -> bool:
        opening = start == 0 or self.word(start - 1) in (".", "!", "?", ";", ":")
        return opening and not any(t.capital for t in self.tokens.items[start + 1 : end])


def entities(tokens: Tokens, snapshot: Snapshot | None) -> Iterator[Match]:
    """Matches of artists, and of titles in quotes."""
    context = _Context(tokens, _capitals_tell(tokens))
    accepted = _accepted(context, snapshot) if snapshot is not None else []
    for hit in accepted:
        assert snapshot is not None
        name = snapshot.artists.name(hit.code)
        yield Match(hit.start, hit.end, (wish("artist", "is", name),), bonus=_bonus(context, hit))
    taken = {at for hit in accepted for at in range(hit.start, hit.end)}
    yield from _unheld(context, taken, strict=snapshot is not None)
    yield from _quoted(tokens, snapshot)


def _capitals_tell(tokens: Tokens) -> bool:
    words = [t for t in tokens.items if t.key and t.text.isalpha()]
    return sum(t.capital for t in words) <= _TITLED * len(words) or len(words) <= 3


def _accepted(context: _Context, snapshot: Snapshot) -> list[_Hit]:
    hits = _hits(context.tokens, snapshot)
    kept: list[_Hit] = []
    ends: dict[int, _Hit] = {}
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        listed = _listed(context, hit, ends)
        if _plausible(context, hit, snapshot, listed=listed) and _whole_is_meant(hit, hits, snapshot, context):
            kept.append(hit)
            ends[hit.end] = hit
    return kept + _listed_before(context, kept, hits, snapshot)


def _listed_before(context: _Context, kept: list[_Hit], hits: list[_Hit], snapshot: Snapshot) -> list[_Hit]:
    """Names of everyday words that open a list of names: the "queen" of "queen, abba and toto"."""
    starts = {hit.start for hit in kept}
    found: list[_Hit] = []
    for hit in sorted(hits, key=lambda h: -h.end):
        at = hit.end
        while context.word(at) in _JOINTS and at - hit.end < 2:
            at += 1
        if at > hit.end and at in starts and snapshot.artists.count(hit.code) >= _KNOWN and hit not in kept:
            text = context.tokens.text(hit.start, hit.end)
            if text not in lexicon().senses and not genre_named(text) and text not in lexicon().function:
                found.append(hit)
                starts.add(hit.start)
    return found


def _hits(tokens: Tokens, snapshot: Snapshot) -> list[_Hit]:
    runs = list(_runs(tokens))
    keys = list(dict.fromkeys(key for _, _, key, _ in runs))
    there = {key for key, held in zip(keys, snapshot.artists.contains(keys), strict=True) if held} if keys else set()
    found = []
    for start, end, key, words in runs:
        if key in there:
            code = snapshot.artists.find(key)
            if code is not None:
                found.append(_Hit(start, end, code, words))
    return found


def _runs(tokens: Tokens) -> Iterator[tuple[int, int, str, int]]:
    """Runs of up to six words with the artist keys that they may stand for."""
    for start, first in enumerate(tokens.items):
        if first.is_mark or first.text.startswith("@"):
            continue
        keys: list[str] = []
        for end in range(start + 1, min(start + 2 * _LONGEST, len(tokens)) + 1):
            token = tokens.items[end - 1]
            if token.is_mark:
                if token.text in _ENDS:
                    break
                continue
            keys.append(token.key)
            if len(keys) > _LONGEST:
                break
            for key in _spellings(keys, token):
                yield start, end, key, len(keys)


def _spellings(keys: list[str], last: Token) -> Iterator[str]:
    """The key as typed; without a possessive "s"; without "and" for "&"."""
    key = " ".join(keys).removeprefix("the ")
    yield key
    if " and " in key:
        yield key.replace(" and ", " ")
    if last.key.endswith(" s") and last.text == last.key.replace(" ", ""):
        yield key.removesuffix(" s")


def _plausible(context: _Context, hit: _Hit, snapshot: Snapshot, *, listed: bool) -> bool:
    """Whether there is a reason to take the run for a name."""
    words = [t for t in context.tokens.items[hit.start : hit.end] if not t.is_mark]
    lead = context.lead(hit.start)
    capital = context.capital(hit.start, hit.end)
    if _is_common(context.tokens, hit, words):
        return _common_name(context, hit, snapshot, lead=lead, capital=capital, listed=listed)
    if len(words) == 1:
        return _single_name(context, hit, snapshot, lead=lead, capital=capital or listed)
    return capital or listed or lead in _BY or lead in _LEADS or snapshot.artists.count(hit.code) >= 2


def _is_common(tokens: Tokens, hit: _Hit, words: list[Token]) -> bool:
    """Whether every word is an everyday one, or the run is a term of its own (a genre, a mood, a number)."""
    known = lexicon()
    text = " ".join(t.text for t in words)
    if text in known.senses or text in known.markers or text in known.phrases or genre_named(text):
        return True
    tables = (known.function, known.ordinary, known.senses, known.nouns, known.markers, known.poles, known.participles)
    return all(
        t.number is not None or len(t.text) == 1 or t.text.startswith("@") or genre_named(t.text)
        or any(t.text in table for table in tables)
        for t in words
    )  # fmt: skip


def _common_name(context: _Context, hit: _Hit, snapshot: Snapshot, *, lead: str, capital: bool, listed: bool) -> bool:
    """Everyday words as a name: only behind "by", or written as a name where nothing else is meant."""
    words = context.tokens.items[hit.start : hit.end]
    if all(t.is_mark or t.text in lexicon().function for t in words):
        return all(t.capital for t in words) and (lead in _BY or listed or len(words) > 1)
    count = snapshot.artists.count(hit.code)
    if lead in _BY and (capital or count >= 5):
        return True
    if words[0].number is not None and len(words) == 1:
        return False
    follows = context.word(hit.end) in _FOLLOWERS
    every_capital = capital and all(
        t.capital or t.text in ("of", "the", "and", "to", "in", "a") or t.is_mark for t in words
    )
    text = " ".join(t.text for t in words if not t.is_mark)
    if text in lexicon().senses or genre_named(text):
        return every_capital and (lead in _BY or listed) and count >= 3
    if every_capital and len(text) > 1:
        return lead in _LEADS or listed or follows or len(words) > 1 or count >= 10
    return (lead in _STRONG_LEADS or listed) and count >= _KNOWN and len(text) > 2


def _single_name(context: _Context, hit: _Hit, snapshot: Snapshot, *, lead: str, capital: bool) -> bool:
    """A single word that is no everyday one; a rare name that may be a plain plural ("by astronauts") is none."""
    count = snapshot.artists.count(hit.code)
    word = context.word(hit.start)
    if capital or ((lead in _BY or lead in _STRONG_LEADS) and not (word.endswith("s") and count < _COMMON)):
        return True
    opening = context.tokens.items[hit.start].capital
    return len(word) >= 3 and count >= (2 if opening or context.word(hit.end) in _FOLLOWERS else _COMMON)


def _listed(context: _Context, hit: _Hit, ends: dict[int, _Hit]) -> bool:
    """Whether the run stands beside a name in a list: "Queen, Abba and Low"."""
    at = hit.start - 1
    while at >= 0 and context.word(at) in _JOINTS:
        at -= 1
    return at + 1 < hit.start and at + 1 in ends


def _whole_is_meant(hit: _Hit, hits: list[_Hit], snapshot: Snapshot, context: _Context) -> bool:
    """A run over a comma, "and" or "&" is one name ("Earth, Wind & Fire"), unless its parts are known for more than it:
    every track of the whole credits its parts as well, so they must have twice as many."""
    inside = [
        at
        for at in range(hit.start + 1, hit.end - 1)
        if context.word(at) in (",", "and", "&", "+", "x", "feat", "featuring", "ft", "or")
    ]
    if not inside:
        return True
    whole = 2 * snapshot.artists.count(hit.code)
    left = [h for h in hits if h.start == hit.start and h.end == inside[0]]
    right = [h for h in hits if h.start == inside[-1] + 1 and h.end == hit.end]
    if not left or not right:
        return True
    return whole >= min(snapshot.artists.count(left[0].code), snapshot.artists.count(right[0].code))


def _bonus(context: _Context, hit: _Hit) -> int:
    return 6 if context.capital(hit.start, hit.end) or context.lead(hit.start) in _BY else 1


def _unheld(context: _Context, taken: set[int], *, strict: bool) -> Iterator[Match]:
    """Names that the catalogue does not hold: written as names, where a name is expected.

    `strict`: there is a catalogue, which would hold an act that is called by an everyday word.
    """
    at = 0
    while at < len(context.tokens):
        end = _name_from(context, at, strict=strict)
        if end > at and taken.isdisjoint(range(at, end)):
            name = context.tokens.prompt[slice(*context.tokens.span(at, end))]
            yield Match(at, end, (wish("artist", "is", name),), bonus=-5)
        at = max(end, at + 1)


def _name_from(context: _Context, start: int, *, strict: bool) -> int:
    """The end of a capitalised run that begins at `start` where a name is expected; `start` if there is none."""
    lead = context.lead(start)
    if not context.capitals_tell or not (
        lead in _BY or lead in _STRONG_LEADS or lead == "to" or (start and _in_name_list(context, start))
    ):
        return start
    end = start
    while end < len(context.tokens) and end - start < _LONGEST and context.tokens.items[end].capital:
        end += 1
    words = context.tokens.items[start:end]
    text = " ".join(t.text for t in words)
    if (
        not words
        or genre_named(text)
        or text in lexicon().senses
        or all(_everyday(t.text, strict=strict) for t in words)
    ):
        return start
    return end


def _in_name_list(context: _Context, start: int) -> bool:
    return context.word(start - 1) in ("and", "or", "&") and start >= 2 and context.tokens.items[start - 2].capital


def _everyday(word: str, *, strict: bool) -> bool:
    known = lexicon()
    listed = word in known.function or word in known.senses or word in known.nouns or genre_named(word)
    return listed or (strict and word in known.ordinary)


def _quoted(tokens: Tokens, snapshot: Snapshot | None) -> Iterator[Match]:
    """What stands in double quotes: a track, an album or an artist of the catalogue."""
    marks = [i for i, t in enumerate(tokens.items) if t.is_mark and t.text == '"']
    for left, right in zip(marks[::2], marks[1::2], strict=False):
        if left + 1 < right <= left + 10:
            raw = tokens.prompt[tokens.items[left].end : tokens.items[right].start]
            yield Match(left, right + 1, (_work(raw.strip(), tokens, left, snapshot),), bonus=2)


def _work(raw: str, tokens: Tokens, left: int, snapshot: Snapshot | None) -> Requirement:
    if (
        snapshot is not None
        and snapshot.artists.find(artist_key(raw)) is not None
        and not len(snapshot.titles_index.find(title_key(raw)))
    ):
        return wish("artist", "is", raw)
    before = tokens.items[left - 1].text if left else ""
    if before in ("album", "record", "lp"):
        return wish("album", "is", raw)
    return wish("track", "is", raw, share=0.01)
