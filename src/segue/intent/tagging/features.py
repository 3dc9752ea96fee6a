"""What the tagger looks at: each word, what the grammar proposes for it, and the same of its neighbours.

A feature is a string. Those of a word or a sign alone come with the distance at which they stand ("-1|w=by"), so that
their weights can be kept a word; those of several tokens are made for each place. Training and reading share them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from segue.catalogue.snapshot import Snapshot
from segue.intent.languages import is_mixed
from segue.intent.match import Match, cover
from segue.intent.naming.hits import hits
from segue.intent.naming.meaning import titles
from segue.intent.tokens import Tokens
from segue.knowledge.english import is_english
from segue.knowledge.lexicon import Lexicon, lexicon

SLOTS: Final = ("genre", "mood", "instrument", "activity", "era", "country", "entity", "alike")
"""What a tag can say of words; "entity" is a name that is wanted, "alike" one to resemble."""
NAMES: Final = frozenset({"entity", "alike"})
STRANGE: Final = "Bunknown"
"""The cover of a word that the grammar does not understand."""
REACH: Final = 3
"""How many words to either side are looked at."""

_TRIGGERS: Final = frozenset(
    {
        "for", "to", "while", "when", "whilst", "during", "about", "like", "similar", "sounds", "sound", "by", "with",
        "without", "no", "not", "in", "from", "of", "that", "makes", "make", "feel", "based", "something", "if",
        "love", "into",
    }
)  # fmt: skip
"""Words that open a phrase whose role they tell."""
_HISTORY: Final = frozenset(
    {"like", "similar", "by", "without", "no", "not", "for", "with", "sounds", "to", "reminds", "about"}
)
_NAMED: Final = frozenset({"artist", "track", "album", "similar", "count", "duration", "title"})
"""Attributes whose value is no word of the lexicon."""
_RARE: Final = 4
_OFTEN: Final = 25
"""Tracks from which an act is known, and well known."""
_BARE_MARKS: Final = frozenset("|&+/-")
_LONGEST: Final = 120
"""Words of the longest prompt that the tagger reads: about that of its training."""
_SHORT: Final = 6
"""Words of a prompt that is no more than a list of words."""


class Sign(NamedTuple):
    """What the grammar makes of a token."""

    cover: str
    """The kind of piece that it belongs to in the best cover, and whether it opens it: "Bw:mood", "I:marker:avoid"."""
    proposed: tuple[str, ...]
    """What all proposals that reach over it wish for, in order."""
    value: str
    """The value that the lexicon gives it, or ""."""
    names: tuple[str, ...]
    """Where it stands in runs that are an artist's ("A") or a title's ("T") name, and how long and known these are."""


def signs(tokens: Tokens, proposals: Sequence[Match], snapshot: Snapshot | None) -> list[Sign]:
    """What the grammar and the catalogue make of each token; shape (len(tokens),)."""
    proposed: list[set[str]] = [set() for _ in tokens.items]
    for match in proposals:
        for wish in match.wishes:
            proposed[match.start].add(wish.attribute + "B")
            for at in range(match.start, match.end):
                proposed[at].add(wish.attribute)
        if match.marker is not None:
            for at in range(match.start, match.end):
                proposed[at].add("marker:" + match.marker.kind)
    found, known = [_plain(tokens, at, lexicon()) for at in range(len(tokens))], [""] * len(tokens)
    for match in cover(proposals, len(tokens)):
        kind = _kind(match)
        found[match.start : match.end] = ["B" + kind, *["I" + kind] * (match.end - match.start - 1)]
        known[match.start : match.end] = [_value(match)] * (match.end - match.start)
    names = _names(tokens, snapshot) if snapshot is not None else [()] * len(tokens)
    rows = zip(found, proposed, known, names, strict=True)
    return [Sign(c, tuple(sorted(p)), v, n) for c, p, v, n in rows]


def _names(tokens: Tokens, snapshot: Snapshot) -> list[tuple[str, ...]]:
    """For each token its place in runs that the catalogue knows as a name."""
    marks: list[set[str]] = [set() for _ in range(len(tokens) + 2)]
    for hit in hits(tokens, snapshot):
        count = snapshot.artists.count(hit.code)
        _mark(
            marks,
            hit.start,
            hit.end,
            "P" if hit.bare else "A",
            "r" if count < _RARE else "m" if count < _OFTEN else "k",
        )
    for start, end in titles(tokens, snapshot):
        _mark(marks, start, end, "T", "")
    return [tuple(sorted(found)) for found in marks[1:-1]]


def _mark(marks: list[set[str]], start: int, end: int, kind: str, known: str) -> None:
    """Note a run: its single, first, inner or last token, and the tokens beside it (`marks` begins one before)."""
    length = min(end - start, 3)
    for at in range(start, end):
        part = "S" if end - start == 1 else "B" if at == start else "E" if at == end - 1 else "I"
        marks[at + 1].add(f"{kind}{known}{part}{length}")
    marks[start].add(kind + "<")
    marks[end + 1].add(kind + ">")


def _plain(tokens: Tokens, at: int, known: Lexicon) -> str:
    token = tokens.items[at]
    if token.is_mark:
        return "Bmark"
    if token.text in known.nouns:
        return "Bnoun"
    return "Bfunction" if token.text in known.function else STRANGE


def _kind(match: Match) -> str:
    if match.wishes:
        return "w:" + match.wishes[0].attribute
    return "m:" + match.marker.kind if match.marker is not None else "filler"


def _value(match: Match) -> str:
    if not match.wishes or match.wishes[0].attribute in _NAMED:
        return ""
    return f"{match.wishes[0].attribute}:{match.wishes[0].value}"[:40]


def of_word(word: str, seen: int) -> list[list[str]]:
    """Features of `word`, of the `seen`-th band of frequency in the training texts, at the distances −3 to 3."""
    shape = "d" if word.isdigit() else "x" if word.isalpha() else "m"
    near = [f"w={word}", f"3={word[-3:]}", f"r={seen}", f"d={is_english(word)}"]
    here = [*near, f"2={word[-2:]}", f"p={word[:3]}", f"P={word[:4]}", f"h={shape}"]
    layers = ([near[0]], near[:2], near, here, near, near[:2], [near[0]])
    return [[f"{d}|{f}" for f in layer] for d, layer in zip(range(-REACH, REACH + 1), layers, strict=True)]


def of_sign(sign: Sign) -> list[list[str]]:
    """Features of `sign` at the distances −3 to 3."""
    far = [f"c={sign.cover}", *(f"a={p}" for p in sign.proposed)]
    near = [*far, *(f"g={n}" for n in sign.names)]
    here = [*near, f"v={sign.value}"] if sign.value else near
    layers: tuple[list[str], ...] = ([], far, near, here, near, far, [])
    return [[f"{d}|{f}" for f in layer] for d, layer in zip(range(-REACH, REACH + 1), layers, strict=True)]


def of_place(words: Sequence[str], row: Sequence[Sign]) -> list[list[str]]:
    """Features of several tokens together, for each place; shape (len(words),)."""
    triggers, ends = _phrases(words)
    padded = ("<<", "<", *words, ">", ">>")
    covers = ("<<", "<", *(sign.cover for sign in row), ">", ">>")
    length = len(words)
    size = f"n={min(length // 3, 6)}"
    history: list[str] = []
    places = []
    for at in range(length):
        before2, before, word, after, after2 = padded[at : at + 5]
        c2, c1, c, d1, _ = covers[at : at + 5]
        opener, distance, ahead, behind = triggers[at]
        end, closer = ends[at]
        features = [
            f"b={before}_{word}", f"b1={word}_{after}", f"b2={before2}_{before}", f"b3={after}_{after2}",
            f"cc={c1}_{c}", f"cd={c}_{d1}", f"ccc={c2}_{c1}_{c}", f"wc={before}_{c}", f"cw={c}_{after}",
            f"t={opener}", f"td={opener},{min(distance, 6)}", f"tc={opener},{c}", f"tp={ahead}_{opener}",
            f"tq={ahead}_{opener},{min(distance, 4)}", f"tn={opener}_{behind}", f"e={min(end, 4)}",
            f"et={opener}_{closer}", f"i={opener}_{word.endswith('ing')}", f"s={min(at, 5)}",
            f"z={min(length - 1 - at, 3)}", size, "bias", *history,
        ]  # fmt: skip
        if length <= _SHORT:
            features += ["short", f"short{c}"]
        if distance > 1:
            features.append(f"tb={opener}>{before}")
        places.append(features)
        if word in _HISTORY and f"H={word}" not in history:
            history.append(f"H={word}")
    return places


def _phrases(words: Sequence[str]) -> tuple[list[tuple[str, int, str, str]], list[tuple[int, str]]]:
    """For each place the word that opened its phrase, how far back that stands, the words before and behind it; and
    how far ahead the phrase ends, and at which word."""
    triggers: list[tuple[str, int, str, str]] = []
    opener, since = "<s>", 0
    for at, word in enumerate(words):
        ahead = words[since - 1] if opener != "<s>" and since > 0 else "<"
        behind = words[since + 1] if opener != "<s>" and since + 1 < len(words) else "<"
        triggers.append((opener, at - since, ahead, behind))
        if word in _TRIGGERS or not word[0].isalnum():
            opener, since = (word if word in _TRIGGERS else "<s>"), at
    ends: list[tuple[int, str]] = []
    stop, closer = len(words), "$"
    for at in range(len(words) - 1, -1, -1):
        ends.append((stop - at, closer))
        if words[at] in _TRIGGERS or not words[at][0].isalnum():
            stop, closer = at, words[at]
    return triggers, ends[::-1]


def is_read(tokens: Tokens) -> bool:
    """Whether the tagger is asked about a prompt: one in English, of a length that it has seen, and typed in bare words
    as requests in a forum are, without capitals and marks but those that join words. What is written with more care
    follows the grammar."""
    bare = not any(t.capital or (t.is_mark and t.text not in _BARE_MARKS) for t in tokens.items)
    return bare and 0 < len(tokens) <= _LONGEST and not (tokens.foreign or is_mixed(tokens))


def observe(tokens: Tokens) -> list[str]:
    """The words that the tagger sees: folded, numbers of a kind alike."""
    return [t.text for t in tokens.items]


def strings(words: Sequence[str], row: Sequence[Sign], bands: Sequence[int]) -> list[list[str]]:
    """All features of each token, as training takes them; shape (len(words),)."""
    found = of_place(words, row)
    by_word = [of_word(word, band) for word, band in zip(words, bands, strict=True)]
    by_sign = [of_sign(sign) for sign in row]
    for at, features in enumerate(found):
        for d in range(-REACH, REACH + 1):
            if 0 <= at + d < len(words):
                features += by_word[at + d][REACH + d]
                features += by_sign[at + d][REACH + d]
    return found
