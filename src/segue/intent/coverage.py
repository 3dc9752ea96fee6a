"""Whether anything of a prompt vanished: each word is in a requirement, in `unread`, or asks for nothing by itself.

What asks for nothing by itself is listed: the function words, nouns and phrases of the lexicon, and the markers, which
show in the polarity, strength, share or place of the wishes beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from segue.intent.grammar import markers, words_of
from segue.intent.plan import plan
from segue.intent.radio import radio
from segue.intent.tokens import Tokens
from segue.knowledge.lexicon import lexicon
from segue.music import Intent


def uncovered(intent: Intent) -> list[str]:
    """The words of the prompt, as typed, that stand neither in a requirement nor in `unread`, nor are listed."""
    if plan(intent.prompt, None) or radio(intent.prompt, None):
        return []  # what is no value there is syntax, and all of it is read or unread
    tokens = words_of(intent.prompt)
    told = [False] * (len(intent.prompt) + 1)
    for start, end in (*(r.span for r in intent.requirements), *(u.span for u in intent.unread)):
        told[start:end] = [True] * (end - start)
    listed = set(_listed(tokens))
    left = [t for at, t in enumerate(tokens.items) if not (t.is_mark or told[t.start] or at in listed)]
    return [intent.prompt[t.start : t.end] for t in left]


def _listed(tokens: Tokens) -> Iterator[int]:
    """Indexes of tokens that are function words or nouns, or belong to an empty phrase or to a marker."""
    known = lexicon()
    for at, token in enumerate(tokens.items):
        if token.text in known.function or token.text in known.nouns:
            yield at
    for match in markers(tokens):
        yield from range(match.start, match.end)
