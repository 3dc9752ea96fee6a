"""What a word or name wishes for when it is said outright: in a plan or as a tag, without a sentence around it."""

from __future__ import annotations

from collections.abc import Iterator

from segue.catalogue.snapshot import Snapshot
from segue.intent.genres import genres
from segue.intent.match import wish
from segue.intent.phrases import phrases
from segue.intent.tokens import tokenize
from segue.knowledge.names import label_key
from segue.music import Reading, Requirement


def tagged(tag: str, snapshot: Snapshot | None) -> Requirement:
    """The wish for a tag: a genre, or what the lexicon lists, read as a prompt would; else any label of that name."""
    return next(_whole(tag, snapshot), None) or wish("theme", "is", tag, labelled(tag))


def listed(attribute: str, value: str, snapshot: Snapshot | None) -> Requirement | None:
    """The wish for `value` as the lexicon or the genre graph knows it, where it is one for `attribute`."""
    found = (w for w in _whole(value, snapshot) if (w.attribute, w.operator) == (attribute, "is"))
    return next(found, None)


def labelled(tag: str) -> Reading:
    """The reading of a word that is known as nothing but a label."""
    return Reading(f"tagged {tag}", (label_key(tag) or tag,), subjective=False)


def _whole(text: str, snapshot: Snapshot | None) -> Iterator[Requirement]:
    """What all of `text` wishes for as one term, a genre first."""
    tokens = tokenize(text)
    for match in (*genres(tokens, snapshot), *phrases(tokens)):
        if (match.start, match.end) == (0, len(tokens)) and len(match.wishes) == 1:
            yield match.wishes[0]
