"""What the tagger found, brought into line with what the recognisers propose.

The recognisers know what words mean and what the catalogue holds; the tagger knows how people ask. So a reading of the
recognisers stands wherever the tagger agrees on its kind; words that only the tagger reads become a wish for just
those words, as a preference; a name is looked up in the catalogue; and a reading that the tagger is sure is no wish at
all ("I love this song") is withdrawn, which leaves its words to be told as unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from typing import Final

from msgspec.structs import replace as changed

from segue.catalogue.snapshot import Snapshot
from segue.intent.match import Match, wish
from segue.intent.naming.context import is_everyday
from segue.intent.naming.meaning import name_in
from segue.intent.pieces import SENSES
from segue.intent.tagging.features import NAMES, STRANGE, Sign, is_read, observe, signs
from segue.intent.tagging.model import Tag, in_force
from segue.intent.tokens import Tokens
from segue.knowledge.everyday import is_everyday_english
from segue.knowledge.lexicon import lexicon
from segue.knowledge.names import artist_key
from segue.music import NUMERIC, Reading, Requirement
from segue.requirements.named import album_rows, artist_rows, track_rows

SLOT_OF: Final = {
    "genre": "genre", "mood": "mood", "tempo": "mood", "energy": "mood", "valence": "mood", "danceability": "mood",
    "loudness": "mood", "instrument": "instrument", "vocals": "instrument", "acousticness": "instrument",
    "instrumentalness": "instrument", "activity": "activity", "theme": "activity", "era": "era", "year": "era",
    "country": "country", "language": "country", "artist": "entity", "track": "entity", "album": "entity",
}  # fmt: skip
"""The slot that a wish on an attribute falls into."""
EAGER: Final = 1.0
"""Logits taken from "outside": the model was fitted for likelihood; the balance of misses and alarms wants more."""
_CALM: Final = 0.0
"""The same in a prompt that the grammar understands to the last word."""
_CLEAR: Final = 2.0
"""Logits by which "outside" must lead further in such a prompt for a reading to be withdrawn."""
_FEW: Final = 6
_NEVER: Final = 1e3
_IN_PASSING: Final = {
    "genre": 1.0, "activity": -1.0, "country": -0.5, "vocals": 1.0, "artist": 1.0, "track": 1.0, "album": 1.0,
    "mood": -0.5, "theme": 1.5, "era": -4.0,
}  # fmt: skip
"""Attributes of which single words are often said in passing: logits by which "outside" must lead over the words of
such a reading, on average, for it to be withdrawn."""
_WORDS: Final = frozenset({"genre", "mood", "instrument", "activity", "country"})
"""Slots in which words of no table are a wish for what is tagged with them."""
_TURNING: Final = frozenset({"m:avoid", "m:share", "m:must", "m:prefer", "m:of_them"})
_AVOIDING: Final = "Bm:avoid"
"""The cover of a word that turns wishes away: an understood prompt with one is left to the grammar."""
_NEAR: Final = 3
"""Words behind a word that turns what follows in which a wish must be meant."""
_ROWS: Final = {"artist": artist_rows, "album": album_rows, "track": track_rows}
_ASKED: Final = frozenset({"similar", "recommendations", "suggestions", "looking", "recommend", "suggest", "|"})
"""Words by which people ask others for music rather than order a playlist."""
_ORDERING: Final = frozenset({"play", "find", "hear", "put"})
"""Verbs that open a prompt and belong to no name."""
_APART: Final = frozenset({"genre", "era", ""})
"""Slots of readings that keep their words where a tag of another kind reaches over them; "" of what no tag tells, as
the covers of "acoustic covers"."""
_ARTICLES: Final = frozenset({"the", "a", "an"})
_LEADING: Final = _ARTICLES | {"for", "to", "when", "while", "during"}
"""Words before an activity that are not of it."""
_EXCEPT: Final = frozenset({"except", "excluding"})
"""Words that end a name."""
_ORDERED: Final = frozenset({"count", "duration", "track_duration", "per_artist", "arc", "block"})
_SCORES: Final = frozenset({"soundtrack", "soundtracks", "ost", "score"})
_CUES: Final = frozenset(
    {"like", "similar", "sound", "sounds", "sounding", "vibe", "vibes", "style", "vein", "resemble", "alike", "reminds",
     "reminiscent", "comparable", "fans", "inspired", "esque", "recommend", "recommendations", "suggest", "suggestions",
     "love", "enjoy"}
)  # fmt: skip
"""Words without one of which a name is not taken for something to resemble."""
_LIKE: Final = frozenset({"like", "alike", "alike_all"})
_SPARE: Final = 1
"""Words by which a name of the recognisers may be longer than the tagger's: "the Kinks", "Hurt by Johnny Cash" not."""
_AGREED: Final = 12
_NAMED: Final = 25


def advise(tokens: Tokens, proposals: Sequence[Match], snapshot: Snapshot | None) -> list[Match]:
    """`proposals` as the tagger would have them; it must be surer where the grammar understands every word. Linear in
    the number of tokens and of proposals."""
    tagger, words = in_force(), observe(tokens)
    asks = not _ASKED.isdisjoint(words)
    if tagger is None or not is_read(tokens) or (not asks and any(_is_order(match, tokens) for match in proposals)):
        return list(proposals)
    row = signs(tokens, proposals, snapshot)
    clear = not asks and all(sign.cover != STRANGE for sign in row)
    if clear and any(sign.cover == _AVOIDING for sign in row):
        return list(proposals)
    scores = tagger.scores(words, row)
    leads = (tagger.leads(scores) - _doubt(words, clear=clear)).tolist()
    turned = {i for i, sign in enumerate(row) if sign.cover[1:] in _TURNING}
    found = _without_firm(tagger.tags(scores, eager=_CALM if clear else EAGER), tokens, proposals)
    if clear:
        found = [tag for tag in found if not _is_settled(tag, proposals)]
    tags = [tag for whole in found for tag in _trimmed(whole, row, words)]
    felt = {i for m in proposals if _slot(m) in ("mood", "activity") for i in range(m.start, m.end)}
    doubted = [tag for tag in tags if tag.slot in NAMES and (clear or _is_doubtful(tokens, tag, tags, felt))]
    tags = [tag for tag in tags if tag not in doubted or not _is_plain(tokens, tag, snapshot, clear=clear)]
    at = {i: tag for tag in tags for i in range(tag.start, tag.end)}
    likened = not _CUES.isdisjoint(words)
    kept = [_weighed(m, at, likened) for m in proposals if not _is_withdrawn(m, words, at, leads, turned)]
    if not tags and not any(match.wishes for match in kept):
        return list(proposals)
    over = _by_tag(kept, at)
    kept += [Match(at, at + 1, bonus=_NAMED) for at in _scores_of(tags, kept, words)]
    return kept + [new for tag in tags for new in _readings(tokens, tag, over.get(tag, ()), snapshot, likened)]


def _scores_of(tags: Sequence[Tag], matches: Sequence[Match], words: Sequence[str]) -> set[int]:
    """Places of a "soundtrack" behind a name: it tells which work the name is of, and is no genre."""
    ends = {tag.end for tag in tags if tag.slot in NAMES} | {m.end for m in matches if _slot(m) == "entity"}
    return {at for at in ends if at < len(words) and words[at] in _SCORES}


def _doubt(words: Sequence[str], *, clear: bool) -> float:
    """Logits by which "outside" must lead further for a reading to be withdrawn from an understood (`clear`) prompt;
    from one of a few words none is."""
    return 0.0 if not clear else _CLEAR if len(words) > _FEW else _NEVER


def _without_firm(tags: Sequence[Tag], tokens: Tokens, proposals: Sequence[Match]) -> list[Tag]:
    """`tags` but those over numbers and years, which the grammar knows and the tagger does not."""
    firm = {i for match in proposals if _is_firm(match, tokens) for i in range(match.start, match.end)}
    return [tag for tag in tags if firm.isdisjoint(range(tag.start, tag.end))]


def _is_settled(tag: Tag, proposals: Sequence[Match]) -> bool:
    """Whether a prompt that the grammar understands leaves nothing to say to `tag`: over what songs are about, and over
    two activities ("3am in a taxi")."""
    over = [match for match in proposals if _slot(match) and match.start < tag.end and tag.start < match.end]
    same = [match for match in over if _slot(match) == tag.slot == "activity"]
    apart = bool(same) and max(match.start for match in same) >= min(match.end for match in same)
    return apart or any(match.wishes[0].attribute == "theme" for match in over)


def _is_order(match: Match, tokens: Tokens) -> bool:
    """Whether a prompt with `match` orders a playlist by numbers: a count, a length, a tempo in BPM."""
    if not match.wishes:
        return False
    attribute = match.wishes[0].attribute
    if attribute in _ORDERED:
        return True
    return attribute in NUMERIC and any(t.number is not None for t in tokens.items[match.start : match.end])


def _is_firm(match: Match, tokens: Tokens) -> bool:
    return _is_order(match, tokens) or (bool(match.wishes) and match.wishes[0].attribute == "year")


def _trimmed(tag: Tag, row: Sequence[Sign], words: Sequence[str]) -> Iterator[Tag]:
    """`tag` without the words before its own that turn what follows, or ask for nothing: the "no" of "no rap", the
    "play" of "play creep by radiohead", the "when" of "when it rains"."""
    start, idle = tag.start, _TURNING | {"filler"} if tag.slot in NAMES else _TURNING
    leading = _LEADING if tag.slot == "activity" else frozenset()
    if start == 0 and words[0] in _ORDERING:
        start = 1
    while start < tag.end and (row[start].cover[1:] in idle or words[start] in leading):
        start += 1
    end = next((i for i in range(start, tag.end) if words[i] in _EXCEPT), tag.end)
    if start < end:
        yield Tag(start, end, tag.slot)


def _slot(match: Match) -> str:
    return SLOT_OF.get(match.wishes[0].attribute, "") if match.wishes else ""


def _kind(tag: Tag) -> str:
    return "entity" if tag.slot in NAMES else tag.slot


def _is_withdrawn(
    match: Match, words: Sequence[str], at: dict[int, Tag], leads: Sequence[float], turned: Set[int]
) -> bool:
    """Whether the tagger takes the words of `match` for something else, or is sure that they are no wish. What stands
    right behind a "no", an "only" or a "half" is one: `turned` holds the places of such words."""
    met = {at[i] for i in range(match.start, match.end) if i in at}
    if match.marker is not None:
        return match.marker.kind in _LIKE and any(_holds(match, tag) for tag in met)
    slot = _slot(match)
    if slot and met:
        return _is_other(match, words, slot, met)
    most = _IN_PASSING.get(match.wishes[0].attribute) if slot else None
    if most is None or not turned.isdisjoint(range(match.start - _NEAR, match.end)):
        return False
    return sum(leads[match.start : match.end]) > most * (match.end - match.start)


def _is_other(match: Match, words: Sequence[str], slot: str, met: set[Tag]) -> bool:
    """Whether the tags over `match` leave no room for it: a name over a mood, two genres of which it makes one, other
    names than those of the tagger."""
    names = [tag for tag in met if tag.slot in NAMES]
    if slot != "entity":
        return len(names) == len(met) or _is_parted(match, words, slot, met)
    if len(names) != 1 or len(met) > 1:
        return not names
    tag = names[0]
    if _holds(match, tag):
        return (match.end - match.start) - (tag.end - tag.start) > _SPARE
    return tag.start <= match.start and match.end < tag.end


def _is_parted(match: Match, words: Sequence[str], slot: str, met: Set[Tag]) -> bool:
    """Whether the tags over `match` part its words: two genres of which it makes one, the dance of "dance songs"."""
    if len(met) > 1:
        return slot == "genre" and sum(tag.slot == slot for tag in met) > 1
    tag = next(iter(met))
    behind = words[tag.end : match.end]
    return tag.slot != slot and tag.start == match.start and bool(behind) and lexicon().nouns.issuperset(behind)


def _weighed(match: Match, at: dict[int, Tag], likened: bool) -> Match:
    """`match`, of more weight where a tag of its own kind begins and ends with it."""
    tag = at.get(match.start)
    if tag is None or _kind(tag) != _slot(match):
        return match
    alike = match.alike or (likened and tag.slot == "alike")
    if (tag.start, tag.end) != (match.start, match.end):
        return replace(match, alike=alike, backed=True)
    return replace(match, bonus=match.bonus + _AGREED, alike=alike, backed=True)


def _by_tag(matches: Sequence[Match], at: dict[int, Tag]) -> dict[Tag, list[Match]]:
    """The readings that share a token with each tag."""
    over: dict[Tag, list[Match]] = {}
    for match in matches:
        if match.wishes:
            for tag in {at[i] for i in range(match.start, match.end) if i in at}:
                over.setdefault(tag, []).append(match)
    return over


def _readings(
    tokens: Tokens, tag: Tag, there: Sequence[Match], snapshot: Snapshot | None, likened: bool
) -> Iterator[Match]:
    """What the recognisers did not propose for `tag`. `likened`: the prompt has a word that asks for likeness."""
    alike = [m for m in there if _slot(m) == _kind(tag)]
    if any(m.start <= tag.start and tag.end <= m.end for m in alike):
        return
    if tag.slot in NAMES:
        name = name_in(tokens, tag.start, tag.end, snapshot)
        yield Match(
            tag.start, tag.end, (name,), bonus=_NAMED, alike=likened and tag.slot == "alike", backed=True, guessed=True
        )
    elif alike and not any(_slot(m) in _APART for m in there if m not in alike):
        yield Match(tag.start, tag.end, (_whole(tokens, tag, alike),), bonus=_NAMED, soft=True, backed=True)
    elif not alike and tag.slot in _WORDS and not any(_holds(m, tag) for m in there):
        yield Match(
            tag.start, tag.end, (_said(tokens, tag, there),), bonus=_NAMED, soft=True, backed=True, guessed=True
        )


def _is_doubtful(tokens: Tokens, tag: Tag, tags: Sequence[Tag], felt: Set[int]) -> bool:
    """Whether a name may be none: a single word ("early pink floyd"), one that is typed with a hyphen, what is compared
    by "sounds like", and behind "like" what holds a mood or an activity (at `felt`): "like rain on a window"."""
    words = observe(tokens)
    run, written = words[tag.start : tag.end], tokens.prompt[slice(*tokens.span(tag.start, tag.end))]
    if "-" in written or sum(word not in _ARTICLES for word in run) <= 1 or _is_compared(words, tag, tags):
        return True
    return words[tag.start - 1] == "like" and not felt.isdisjoint(range(tag.start, tag.end))


def _is_plain(tokens: Tokens, tag: Tag, snapshot: Snapshot | None, *, clear: bool) -> bool:
    """Whether `tag` takes everyday words ("a warm hug"; in a `clear` prompt any) for a name that no track of the
    catalogue bears out."""
    if not clear and not all(t.is_mark or _is_known(t.text) for t in tokens.items[tag.start : tag.end]):
        return False
    name = name_in(tokens, tag.start, tag.end, snapshot)
    typed = " ".join(t.text for t in tokens.items[tag.start : tag.end] if not t.is_mark)
    if clear and name.attribute == "artist" and artist_key(str(name.value)) != artist_key(typed):
        return True  # a slip for it, if these were no words
    return snapshot is None or not len(_ROWS[name.attribute](snapshot, (str(name.value),)))


def _is_known(word: str) -> bool:
    """Whether `word` is an everyday one, or a place."""
    return is_everyday(word) or is_everyday_english(word) or f"from {word}" in lexicon().senses


def _is_compared(words: Sequence[str], tag: Tag, tags: Sequence[Tag]) -> bool:
    """Whether `tag`, or the first of the names that end where it begins, stands behind "sounds like"."""
    ends = {other.end: other.start for other in tags if other.slot in NAMES}
    first = tag.start
    while first in ends:
        first = ends[first]
    return first > 1 and words[first - 1] == "like" and words[first - 2] in SENSES


def _holds(match: Match, tag: Tag) -> bool:
    """Whether `match` reads more than the tag's words, as one term: the genre "dark ambient" over a mood "dark"."""
    return match.start <= tag.start and tag.end <= match.end and match.end - match.start > tag.end - tag.start


def _whole(tokens: Tokens, tag: Tag, parts: Sequence[Match]) -> Requirement:
    """One wish for all words of a tag, parts of which are known: as the longest part is read, or so tagged."""
    inside = [m for m in parts if tag.start <= m.start and m.end <= tag.end] or list(parts)
    best = max(inside, key=lambda m: (m.end - m.start, m.bonus))
    wanted = best.wishes[0]
    text = tokens.text(tag.start, tag.end)
    if wanted.attribute != tag.slot or wanted.reading is None:
        return wanted
    labels = (text, *(label for label in wanted.reading.labels if label != text))
    return changed(wanted, reading=changed(wanted.reading, labels=labels))


def _said(tokens: Tokens, tag: Tag, there: Sequence[Match]) -> Requirement:
    """A wish for the tag's words: by the reading that they have as another kind of wish, else by labels that say so."""
    same = next((m.wishes[0] for m in there if (m.start, m.end) == (tag.start, tag.end) and _slot(m) != "entity"), None)
    text = tokens.text(tag.start, tag.end)
    if same is not None and same.reading is not None:
        return changed(same, attribute=tag.slot, operator="is", value=text)
    sense = lexicon().senses.get(text)
    reading = sense.reading if sense is not None else None
    return wish(tag.slot, "is", text, reading or Reading(f"tagged {text}", (text,)), strength="prefer")
