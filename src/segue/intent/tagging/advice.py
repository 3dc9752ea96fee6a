"""What the tagger found, brought into line with what the recognisers propose.

The recognisers know what words mean and what the catalogue holds; the tagger knows how people ask. So a reading of the
recognisers stands wherever the tagger agrees on its kind; words that only the tagger reads become a wish for just
those words, as a preference; a name is looked up in the catalogue; and a reading that the tagger is sure is no wish at
all ("I love this song") is withdrawn, which leaves its words to be told as unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from msgspec.structs import replace as changed

from segue.catalogue.snapshot import Snapshot
from segue.intent.match import Match, wish
from segue.intent.naming.meaning import name_in
from segue.intent.tagging.features import observe, signs
from segue.intent.tagging.model import Scores, Tag, Tagger, shipped
from segue.intent.tokens import Tokens
from segue.knowledge.lexicon import lexicon
from segue.music import Reading, Requirement

SLOT_OF: Final = {
    "genre": "genre", "mood": "mood", "tempo": "mood", "energy": "mood", "valence": "mood", "danceability": "mood",
    "loudness": "mood", "instrument": "instrument", "vocals": "instrument", "acousticness": "instrument",
    "instrumentalness": "instrument", "activity": "activity", "theme": "activity", "era": "era", "year": "era",
    "country": "country", "language": "country", "artist": "entity", "track": "entity", "album": "entity",
}  # fmt: skip
"""The slot that a wish on an attribute falls into."""
EAGER: Final = 0.5
"""Logits taken from "outside": the model was fitted for likelihood, the balance of misses and false alarms wants more."""
_SURE: Final = 3.0
"""Mean logits by which "outside" must lead over all words of a reading for it to be withdrawn."""
_WITHDRAWN: Final = frozenset({"genre", "mood", "activity", "era", "vocals", "energy", "artist", "track", "album"})
"""Attributes whose readings the tagger may withdraw: single words that are often said in passing."""
_WORDS: Final = frozenset({"genre", "mood", "instrument", "activity", "country"})
"""Slots in which words of no table are a wish for what is tagged with them."""
_AGREED: Final = 12
_NAMED: Final = 25


def advise(tokens: Tokens, proposals: Sequence[Match], snapshot: Snapshot | None) -> list[Match]:
    """`proposals` as the tagger would have them. Linear in the number of tokens and of proposals."""
    words = observe(tokens)
    if not words:
        return list(proposals)
    tagger = shipped()
    scores = tagger.scores(words, signs(tokens, proposals, snapshot))
    tags = tagger.tags(scores, eager=EAGER)
    at = _by_token(tags)
    kept = [_weighed(match, at) for match in proposals if not _is_in_passing(match, at, scores, tagger, tokens)]
    over = _by_tag(kept, at)
    return kept + [new for tag in tags for new in _readings(tokens, tag, over.get(tag, ()), snapshot)]


def _by_token(tags: Sequence[Tag]) -> dict[int, Tag]:
    return {at: tag for tag in tags for at in range(tag.start, tag.end)}


def _slot(match: Match) -> str:
    return SLOT_OF.get(match.wishes[0].attribute, "") if match.wishes else ""


def _is_in_passing(match: Match, at: dict[int, Tag], scores: Scores, tagger: Tagger, tokens: Tokens) -> bool:
    """Whether the tagger is sure that what `match` reads is no wish."""
    if not match.wishes or match.wishes[0].attribute not in _WITHDRAWN:
        return False
    if any(i in at for i in range(match.start, match.end)):
        return False
    if _slot(match) == "entity" and any(t.capital or t.text == '"' for t in tokens.items[match.start : match.end]):
        return False
    return tagger.lead(scores[match.start : match.end]) > _SURE


def _weighed(match: Match, at: dict[int, Tag]) -> Match:
    """`match`, of more weight where a tag of its own kind begins and ends with it."""
    slot, tag = _slot(match), at.get(match.start)
    if not slot or tag is None or tag.slot != slot or (tag.start, tag.end) != (match.start, match.end):
        return match
    return replace(match, bonus=match.bonus + _AGREED, soft=False)


def _by_tag(matches: Sequence[Match], at: dict[int, Tag]) -> dict[Tag, list[Match]]:
    """The readings of tagged kinds that share a token with each tag."""
    over: dict[Tag, list[Match]] = {}
    for match in matches:
        if _slot(match):
            for tag in {at[i] for i in range(match.start, match.end) if i in at}:
                over.setdefault(tag, []).append(match)
    return over


def _readings(tokens: Tokens, tag: Tag, there: Sequence[Match], snapshot: Snapshot | None) -> Iterator[Match]:
    """What the recognisers did not propose for `tag`."""
    alike = [m for m in there if _slot(m) == tag.slot]
    if tag.slot == "entity":
        if not any(m.start <= tag.start and tag.end <= m.end for m in alike):
            yield Match(tag.start, tag.end, (name_in(tokens, tag.start, tag.end, snapshot),), bonus=_NAMED)
    elif not alike and tag.slot in _WORDS and not any(_holds(m, tag) for m in there):
        yield Match(tag.start, tag.end, (_said(tokens, tag, there),), bonus=_NAMED, soft=True)


def _holds(match: Match, tag: Tag) -> bool:
    """Whether `match` reads more than the tag's words, as one term: the genre "dark ambient" over a mood "dark"."""
    return match.start <= tag.start and tag.end <= match.end and match.end - match.start > tag.end - tag.start


def _said(tokens: Tokens, tag: Tag, there: Sequence[Match]) -> Requirement:
    """A wish for the tag's words: by the reading that they have as another kind of wish, else by labels that say so."""
    same = next((m.wishes[0] for m in there if (m.start, m.end) == (tag.start, tag.end) and _slot(m) != "entity"), None)
    text = tokens.text(tag.start, tag.end)
    if same is not None and same.reading is not None:
        return changed(same, attribute=tag.slot, operator="is", value=text)
    sense = lexicon().senses.get(text)
    reading = sense.reading if sense is not None else None
    return wish(tag.slot, "is", text, reading or Reading(f"tagged {text}", (text,)), strength="prefer")
