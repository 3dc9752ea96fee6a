"""Names: artists, tracks and albums of the catalogue, however they are written, and names that it does not hold.

Every English word is also the name of some act, so a name counts only with a reason: the words before it ("by", "like",
"only", "no"), the nouns behind it ("Queen songs"), a capital in the middle of a sentence, its place in a list of
names, or that it is no everyday word and not rare. Behind "like", "similar to" and "by" stands nothing but names; there
titles are read without quotes, slips are forgiven, and what the catalogue lacks is told as a name that it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator

from segue.catalogue.snapshot import Snapshot
from segue.intent.genres import genre_named
from segue.intent.match import Match, wish
from segue.intent.naming import meaning
from segue.intent.naming.called import called
from segue.intent.naming.context import Context, is_term
from segue.intent.naming.hits import Hit, hits
from segue.intent.naming.items import Items
from segue.intent.naming.look import Look
from segue.intent.naming.meaning import name_in
from segue.intent.naming.pairs import Pairs
from segue.intent.naming.plausible import accepted
from segue.intent.naming.words import BY, FOLLOWERS, JOINTS, STRONG
from segue.intent.naming.zones import Zone, zones
from segue.intent.tokens import Tokens, words_of
from segue.knowledge.lexicon import lexicon
from segue.knowledge.names import artist_key, title_key
from segue.music import Requirement

__all__ = ["entities", "name_in"]

_LONGEST = 6
_QUOTING = words_of("by like song track album single called titled to of - , and or record from named")
_EDGES = JOINTS | FOLLOWERS | STRONG | words_of("please some more play but for from with in nothing the")
"""Words between which a name may stand alone."""
_OPENERS = words_of(
    "open opens opening start starts starting begin begins beginning off end ends ending close closes closing finish "
    "finishes finishing up"
)
"""Words behind which "with" may lead to a title: "kick off with"."""
_QUOTED = 10
"""Tokens of a title in quotes, at most."""


def entities(tokens: Tokens, snapshot: Snapshot | None) -> Iterator[Match]:
    """Matches of artists, tracks and albums."""
    context = Context(tokens, snapshot)
    quoted = list(_quoted(context, snapshot))
    yield from quoted
    taken = {match.start: match.end for match in quoted}
    if snapshot is None:
        yield from _unheld(context, set(), None)
        return
    read: set[int] = set()
    for match in _named(context, snapshot, taken):
        yield match
        read.update(range(match.start, match.end))
    yield from _unheld(context, read, snapshot)


def _named(context: Context, snapshot: Snapshot, taken: dict[int, int]) -> Iterator[Match]:
    """Names that the catalogue holds wherever they stand, and whatever is named where names are expected."""
    found = hits(context.tokens, snapshot)
    look = Look(context, found, snapshot)
    for match in called(context, found, snapshot):
        yield match
        taken[match.start] = match.end
    items, both = Items(look, taken), Pairs(look)
    read: set[int] = {at for start, end in taken.items() for at in range(start, end)}
    for match in _where_expected(context, items, both):
        if read.isdisjoint(range(match.start, match.end)):
            yield match
            read.update(range(match.start, match.end))
    for match in _opening(context, items):
        if read.isdisjoint(range(match.start, match.end)):
            yield match
            read.update(range(match.start, match.end))
    before = [hit for hit in found if hit.start in read]
    meant = accepted(context, found, snapshot, read)
    for hit in meant:
        if read.isdisjoint(range(hit.start, hit.end)):
            end = context.aside(hit.end)
            said = _title_of(look, hit, [*before, *meant]) or meaning.artist_of(snapshot, hit.code)
            yield Match(hit.start, end, (said,), bonus=_bonus(context, hit))
            read.update(range(hit.start, end))
            titled = items.titles.titled_by(hit.end, len(context.tokens), hit.code)
            if titled is not None:
                yield titled.match
    yield from _possessive(items, found, snapshot, read)
    yield from _alone(context, items, read)


def _title_of(look: Look, hit: Hit, meant: list[Hit]) -> Requirement | None:
    """The track of another act of the prompt, better known than the act of that name: "Queen except Bohemian …"."""
    work = meaning.work(look.snapshot, look.key(hit.start, hit.end), "track")
    count = look.snapshot.artists.count
    for other in meant if work is not None else ():
        better_known = other.code != hit.code and count(other.code) > count(hit.code)
        if work and better_known and meaning.is_by(look.snapshot, work, other.code):
            return meaning.work_of(look.snapshot, work, other.code)
    return None


def _opening(context: Context, items: Items) -> Iterator[Match]:
    """Titles with which a list is to begin or end: "open with Bohemian Rhapsody"."""
    if "with" not in context.tokens.words:
        return
    for at in range(1, len(context.tokens) - 1):
        if context.word(at) != "with" or context.word(at - 1) not in _OPENERS:
            continue
        zone = Zone(at + 1, min(at + 1 + _QUOTED, len(context.tokens)), is_sure=True)
        named = items.titles.alone(at + 1, zone, None, longer_than=at + 1)
        if named is not None and not context.is_common(at + 1, named.match.end):
            yield named.match


def _possessive(items: Items, found: list[Hit], snapshot: Snapshot, read: set[int]) -> Iterator[Match]:
    """An act without its apostrophe before one of its titles: "radioheads kid a"."""
    for hit in found:
        if hit.bare and read.isdisjoint(range(hit.start, hit.end + 1)):
            titled = items.titles.titled_by(hit.end, hit.end + _QUOTED, hit.code)
            if titled is not None and titled.match.end > hit.end + 1:
                yield Match(hit.start, hit.end, (meaning.artist_of(snapshot, hit.code),), bonus=6)
                yield titled.match


def _alone(context: Context, items: Items, read: set[int]) -> Iterator[Match]:
    """What stands alone or in a list and is hardly anything but a name: "radiohed", "no metalica", "floyd songs"."""
    tokens, start = context.tokens.items, 0
    for at in range(len(tokens) + 1):
        if at == len(tokens) or tokens[at].is_mark or tokens[at].text in _EDGES or at in read:
            run = range(start, at)
            start = at + 1
        elif tokens[at].key.endswith(" s"):
            run = range(start, at + 1)
            start = at + 1
        else:
            continue
        if 0 < len(run) <= _LONGEST and _may_be_name(context, run):
            match = items.unknown.alone(run.start, run.stop)
            if match is not None:
                yield match


def _may_be_name(context: Context, run: range) -> bool:
    words = [context.word(i) for i in run]
    return all(word.isalnum() and not word.isdecimal() for word in words) and not all(map(context.is_language, words))


def _where_expected(context: Context, items: Items, both: Pairs) -> Iterator[Match]:
    yield from both.dashed()
    for zone in zones(context):
        if zone.credited:
            yield from both.credited(zone.start - 1)
        yield from items.read(zone)


def _bonus(context: Context, hit: Hit) -> int:
    return 6 if context.capital(hit.start, hit.end) or context.lead(hit.start) in BY else 1


def _unheld(context: Context, taken: set[int], snapshot: Snapshot | None) -> Iterator[Match]:
    """Names that the catalogue does not hold: written as names, where a name is expected."""
    reached = 0
    for at, token in enumerate(context.tokens.items):
        if not token.capital or at < reached or at in taken:
            continue
        beside = at - 2 in taken and context.word(at - 1) in JOINTS
        end = _name_from(context, at, strict=snapshot is not None, beside=beside)
        if end > at and taken.isdisjoint(range(at, end)):
            yield Match(at, end, (_title_or_absent(context, snapshot, at, end),), bonus=-5)
        reached = end


def _title_or_absent(context: Context, snapshot: Snapshot | None, start: int, end: int) -> Requirement:
    """What is written as a name where no act is called so: a track of the catalogue, else an act that it lacks."""
    key = " ".join(t.key for t in context.tokens.items[start:end] if not t.is_mark)
    work = meaning.work(snapshot, key) if snapshot is not None and " " in key else None
    if snapshot is not None and work is not None:
        return meaning.work_of(snapshot, work)
    return meaning.absent(snapshot, meaning.written(context.tokens, start, end))


def _name_from(context: Context, start: int, *, strict: bool, beside: bool) -> int:
    """The end of a capitalised run that begins at `start` where a name is expected; `start` if there is none.

    `strict`: there is a catalogue, which would hold an act that is called by an everyday word. `beside`: a name stands
    before it in a list.
    """
    if not context.capitals_tell:
        return start
    lead = context.lead(start)
    if not (beside or lead in BY or lead in STRONG or lead == "to" or (start and _in_name_list(context, start))):
        return start
    end = start
    while end < len(context.tokens) and end - start < _LONGEST and context.tokens.items[end].capital:
        end += 1
    words = context.tokens.items[start:end]
    text = " ".join(t.text for t in words)
    if genre_named(text) or text in lexicon().senses or all(_everyday(t.text, strict=strict) for t in words):
        return start
    return end


def _in_name_list(context: Context, start: int) -> bool:
    return context.word(start - 1) in ("and", "or", "&") and start >= 2 and context.tokens.items[start - 2].capital


def _everyday(word: str, *, strict: bool) -> bool:
    known = lexicon()
    listed = word in known.function or word in known.senses or word in known.nouns or genre_named(word)
    return listed or (strict and word in known.ordinary)


def _quoted(context: Context, snapshot: Snapshot | None) -> Iterator[Match]:
    """What stands in double quotes: a track, an album or an artist of the catalogue."""
    tokens = context.tokens
    marks = [i for i, t in enumerate(tokens.items) if t.is_mark and t.text == '"']
    for left, right in zip(marks[::2], marks[1::2], strict=False):
        raw = tokens.prompt[tokens.items[left].end : tokens.items[right].start]
        if left + 1 < right <= left + _QUOTED and not _is_aside(context, left, right, snapshot) and " - " not in raw:
            yield Match(left, right + 1, (_work(raw.strip(), context, left, snapshot),), bonus=2)


def _is_aside(context: Context, left: int, right: int, snapshot: Snapshot | None) -> bool:
    """Whether the quotes only set words apart ("sad" jazz): everyday words, where nothing speaks of a name."""
    words = context.tokens.items[left + 1 : right]
    if context.word(left - 1) in _QUOTING or context.word(right + 1) in ("by", "from", "-", ",", "and", "or"):
        return False
    if any(t.capital for t in words) or (context.word(left - 1).endswith("s") and context.word(left - 1) != "songs"):
        return False
    text = " ".join(t.text for t in words)
    if is_term(text) or snapshot is None:
        return is_term(text)
    return len(words) == 1 or not len(snapshot.works.tracks(title_key(text)))


def _work(raw: str, context: Context, left: int, snapshot: Snapshot | None) -> Requirement:
    if (
        snapshot is not None
        and snapshot.artists.find(artist_key(raw)) is not None
        and not len(snapshot.works.tracks(title_key(raw)))
    ):
        return wish("artist", "is", raw)
    if context.word(left - 1) in ("album", "record", "lp"):
        return wish("album", "is", raw)
    return wish("track", "is", raw, share=0.01)
