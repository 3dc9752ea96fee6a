"""Genres: every name the genre graph or the catalogue knows, as a wish that says what this catalogue offers for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

from segue.catalogue.snapshot import Snapshot
from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens
from segue.knowledge.genres import graph
from segue.knowledge.lexicon import lexicon, shipped
from segue.knowledge.names import label_key
from segue.music import Reading, Requirement

_LONGEST: Final = 5
_THIN: Final = 25
"""A genre with fewer tracks than this is helped out by its nearest kin."""
_KIN: Final = 5
_HOMELY: Final = frozenset(
    [
        "house",
        "garage",
        "country",
        "folk",
        "soul",
        "trap",
        "bass",
        "comic",
        "swing",
        "metal",
        "rock",
        "pop",
        "dance",
        "drone",
        "industrial",
        "worship",
        "grime",
        "lounge",
        "noise",
        "swing",
        "drill",
        "jungle",
    ]
)
"""Genres whose names are everyday words: behind "the", "my", "our" they are not meant as a genre."""
_POINTING: Final = frozenset(["the", "my", "our", "your", "this", "that", "his", "her", "their"])
_NOT_GENRES: Final = frozenset(
    [
        "other",
        "others",
        "best",
        "good",
        "live",
        "cover",
        "covers",
        "male",
        "female",
        "english",
        "music",
        "songs",
        "song",
        "calm",
        "focus",
        "sleep",
        "dance",
        "comic",
        "sound",
        "new",
        "old",
        "world",
        "classic",
        "party",
        "love",
        "romantic",
        "summer",
        "driving",
        "happy",
        "sad",
        "slow",
        "fast",
        "fun",
        "mood",
        "radio",
        "instrumental",
        "acoustic",
        "relaxing",
        "beautiful",
        "energy",
        "motivation",
        "reading",
        "workout",
        "christmas",
        "wedding",
        "background",
        "meditation",
        "environmental",
        "children",
        "video",
        "game",
        "drama",
        "oldies",
        "acoustic cover",
        "acoustic covers",
    ]
)
"""Catalogue labels that are better read as other things, or as nothing."""


_read_before: WeakKeyDictionary[Snapshot, dict[str, Requirement]] = WeakKeyDictionary()
"""What each catalogue's genres were read as: the same every time, and the only costly thing to find out."""


_named_before: WeakKeyDictionary[Snapshot, dict[str, str | None]] = WeakKeyDictionary()
"""What runs of words name in each catalogue; the same few words begin most prompts."""
_REMEMBERED: Final = 100_000
"""Runs of words of which that is kept, at most."""


@cache
def _names() -> dict[str, str]:
    """Every spelling of the genre graph as a label key → canonical name."""
    genres = graph()
    found = {label_key(alias): name for name in genres.names for alias in genres.aliases(name)}
    return found | {label_key(name): name for name in genres.names}


def genres(tokens: Tokens, snapshot: Snapshot | None) -> Iterator[Match]:
    """Matches of genre names, of up to five words."""
    known = _named_before.setdefault(snapshot, {}) if snapshot is not None else {}
    forms = lexicon().genre_forms
    for start, end, key in _runs(tokens):
        name = forms.get(key) or (known[key] if key in known else _learnt(known, key, snapshot))
        if name is None or _homely(tokens, start, end, key) or _is_label(tokens, start, end):
            continue
        if not _better_apart(name, key, snapshot):
            yield Match(start, end, (genre(name, snapshot),), bonus=2)


def _runs(tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    slashes = {at for at, token in enumerate(tokens.items) if token.text == "/"}
    for start, token in enumerate(tokens.items):
        if token.is_mark or token.text.startswith("@"):
            continue
        words: list[str] = []
        for end in range(start + 1, min(start + _LONGEST + 2, len(tokens)) + 1):
            last = tokens.items[end - 1]
            if last.is_mark:
                if last.text in "&-'/":
                    continue
                break
            words.append(last.text)
            if len(words) <= _LONGEST and not (slashes and _of_several(slashes, start, end)):
                yield start, end, " ".join(words)


def _of_several(slashes: set[int], start: int, end: int) -> bool:
    """Whether a run over a slash goes on behind another one: "pop/rock/soul" are three."""
    return (start - 1 in slashes or end in slashes) and not slashes.isdisjoint(range(start, end))


def _learnt(known: dict[str, str | None], key: str, snapshot: Snapshot | None) -> str | None:
    if len(known) >= _REMEMBERED:
        known.clear()
    known[key] = _named(key, snapshot)
    return known[key]


def _named(key: str, snapshot: Snapshot | None) -> str | None:
    """The genre that `key` names: by the graph, by the catalogue's own genre labels."""
    for form in (key, key.removesuffix("s"), key.replace(" ", "")):
        if form in _names() and form not in _NOT_GENRES:
            return _names()[form]
    if snapshot is None or key in _NOT_GENRES or len(key) < 3 or key in shipped().function:
        return None
    code = snapshot.labels.code(key)
    if code is None or not snapshot.labels.count((code,), ("genre",)):
        return None
    return snapshot.labels.display[code].lower()  # as the catalogue prints it


def genre_named(text: str) -> bool:
    """Whether folded `text` is a genre of the graph or the lexicon."""
    return text in lexicon().genre_forms or (text in _names() and text not in _NOT_GENRES)


def _better_apart(name: str, key: str, snapshot: Snapshot | None) -> bool:
    """Whether the catalogue lacks a genre whose words say the same one by one, as "instrumental" and "hip hop" do."""
    first, _, rest = key.partition(" ")
    if snapshot is None or first not in lexicon().senses or graph().canonical(rest) not in graph().ancestors(name):
        return False
    return _tracks(snapshot, (name, *graph().aliases(name))) < _THIN


def _is_label(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the name is a record label's: "on Stax Records"."""
    behind = tokens.items[end].text if end < len(tokens) else ""
    return bool(start) and tokens.items[start - 1].text in ("on", "from", "by") and behind in ("records", "recordings")


def _homely(tokens: Tokens, start: int, end: int, key: str) -> bool:
    before = tokens.items[start - 1].text if start else ""
    after = tokens.items[end].text if end < len(tokens) else ""
    return (
        key in _HOMELY and before in _POINTING and after not in ("music", "songs", "scene", "sound", "tracks", "genre")
    )


def genre(name: str, snapshot: Snapshot | None) -> Requirement:
    """The wish for a genre. Its reading lists the other names it goes by, or, where the catalogue lacks or barely has
    it, the nearest kin that the catalogue does have."""
    if snapshot is None:
        return _genre(name, None)
    known = _read_before.setdefault(snapshot, {})
    if name not in known:
        known[name] = _genre(name, snapshot)
    return known[name]


def _genre(name: str, snapshot: Snapshot | None) -> Requirement:
    spellings = (name, *(a for a in graph().aliases(name) if a != name))
    if snapshot is None:
        return wish("genre", "is", name, _plain(spellings))
    present = _tracks(snapshot, spellings) + sum(_exact(snapshot, kind) for kind in sorted(graph().descendants(name)))
    if present >= _THIN:
        return wish("genre", "is", name, _plain(spellings))
    kin = [other for other, _ in graph().kin(name) if _tracks(snapshot, (other,)) > 0][:_KIN]
    if not kin:
        return wish("genre", "is", name, _plain(spellings))
    scarce = f"only {present} tracks in this catalogue" if present else "not in this catalogue"
    labels = (*spellings, *kin) if present else tuple(kin)
    return wish("genre", "is", name, Reading(f"{name} is {scarce}; nearest kin: {', '.join(kin)}", labels))


def _plain(spellings: tuple[str, ...]) -> Reading | None:
    if len(spellings) == 1:
        return None
    return Reading(f"{spellings[0]}, also {', '.join(spellings[1:])}", spellings, subjective=False)


def _tracks(snapshot: Snapshot, names: tuple[str, ...]) -> int:
    codes = {int(code) for name in names for code in snapshot.labels.matching(name)}
    return snapshot.labels.count(sorted(codes)) if codes else 0


def _exact(snapshot: Snapshot, name: str) -> int:
    code = snapshot.labels.code(name)
    return 0 if code is None else snapshot.labels.count((code,))
