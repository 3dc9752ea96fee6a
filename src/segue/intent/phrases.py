"""Words of the lexicon: moods, activities, sounds, instruments, countries; markers; words that ask nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from segue.intent.genres import genre_named
from segue.intent.match import Match, wish
from segue.intent.tokens import Tokens, opened, pattern
from segue.knowledge.lexicon import Marker, Sense, lexicon
from segue.music import Reading, Requirement

_SHARE_OF: Final = pattern(
    r"(?:(?:about|around|roughly|at least|some) )?{N} (?:%|percent)(?: (?:of (?:the |it|them|all )?(?:songs|"
    r"tracks|music|playlist|list|time)?|of))?"
)
_FRACTION: Final = pattern(r"{N} / {N}(?! (?:time|meter|metre|signature|beat))(?: of)?")
_FINEST: Final = 12
"""The largest denominator of a share: "24/7" is none."""
_OF_THEM: Final = pattern(r"(?:with )?{N} of (?:them|those|these|which)")
_IN_LANGUAGE: Final = pattern(r"(?:sung |singing )?in (?P<name>[a-z]+)(?: language| only)?")
_SUNG_LANGUAGE: Final = pattern(r"(?P<name>[a-z]+) (?:language|lyrics|vocals|speaking|sung)")
_CITY: Final = 3
"""Words of a city's name, at most."""
_LENGTHS: Final = frozenset({"short", "shorter", "long", "longer", "lengthy"})
_SONGS: Final = frozenset({"songs", "tracks", "tunes", "pieces", "epics", "jams", "ones", "numbers", "cuts", "titles"})
_COUNTED: Final = frozenset(
    {"activity", "instrument", "vocals", "version", "popularity", "era", "country", "liveness", "instrumentalness"}
)
"""Attributes whose terms are nouns, which have plurals; the "lights" are no more of what is light."""
_GRADES: Final = ("est", "ish")
_GRADED: Final = frozenset({"mood", "energy", "valence", "danceability", "tempo", "loudness"})
"""Attributes whose terms are qualities, which have degrees."""
_AMPLIFIED: Final = frozenset({"electric guitar", "bass", "synthesizer", "drum machine", "rhodes", "keyboards"})
_BY_ITSELF: Final = wish(
    "acousticness", "min", 0.6, Reading("played alone: acousticness at least 0.6"), strength="prefer"
)
"""What a solo instrument sounds like."""
_SEEKING: Final = opened(
    "looking for|look for|find|finding|found|discover|discovering|need|needing|want|wanting|suggest|recommend|seeking|"
    "searching for|get into|getting into|something|love|introduce",
    r"(?: (?:me|us|to|a|some|any|more|other|great|good|really|completely|entirely|totally|something|similar|for|out))* "
    r"new(?! (?:to|releases?|wave|age|york|orleans|jack|romantic|beat|school|zealand|year|years|single|and)\b)",
)
_MARKS_BETWEEN: Final = frozenset("-'/")


def phrases(tokens: Tokens) -> Iterator[Match]:
    """Matches of everything the lexicon lists, and of shares in per cent."""
    known, solo = lexicon(), "solo" in tokens.words
    for start, end, text in _runs(tokens):
        alone = known.senses.get(text[5:]) if solo and text.startswith("solo ") else None
        if alone is not None and alone.attribute == "instrument" and alone.value not in _AMPLIFIED:
            yield Match(start, end, (_wished(text[5:], alone), _BY_ITSELF), bonus=5, soft=True)
        for form in _forms(text):
            if form in known.senses and (form == text or known.senses[form].attribute in _COUNTED):
                yield _sensed(start, end, form, known.senses[form])
            if form in known.markers:
                yield Match(start, end, marker=known.markers[form], bonus=1)
            if form in known.phrases:
                yield Match(start, end, bonus=-3)
    yield from _graded(tokens)
    yield from _new_to_me(tokens)
    yield from _long_or_short(tokens)
    yield from _shares(tokens)
    yield from _languages(tokens)
    yield from _scenes(tokens)


def _new_to_me(tokens: Tokens) -> Iterator[Match]:
    """What somebody looks for as new is new to them: "looking for new punk bands", but not "new releases"."""
    for _, end, _ in tokens.opening(_SEEKING):
        yield Match(end - 1, end, (_wished("new to me", lexicon().senses["new to me"]),), bonus=4, soft=True)


def _long_or_short(tokens: Tokens) -> Iterator[Match]:
    """ "Short fast punk songs", "long prog epics": a length told before other words that describe the songs."""
    known = lexicon()
    for at, token in enumerate(tokens.items) if _LENGTHS & tokens.words else ():
        if (
            token.text not in _LENGTHS
            or f"{token.text} songs" not in known.senses
            or (at and tokens.items[at - 1].text.startswith("@"))
        ):
            continue
        behind = [t.text for t in tokens.items[at + 1 : at + 5]]
        noun = next((i for i, word in enumerate(behind) if word in _SONGS), 0)
        if noun and all(word in known.senses or genre_named(word) for word in behind[:noun]):
            term = f"{token.text} {behind[noun]}"  # long epics are longer than long songs
            term = term if term in known.senses else f"{token.text} songs"
            yield _sensed(at, at + 1, term, known.senses[term])


def _runs(tokens: Tokens) -> Iterator[tuple[int, int, str]]:
    """Every run of words that may be a term; hyphens and the like inside it do not count."""
    beginnings = lexicon().beginnings
    for start, token in enumerate(tokens.items):
        if token.is_mark:
            continue
        run, end = token.text, start + 1
        yield start, end, run
        while run in beginnings and end < len(tokens):
            last = tokens.items[end]
            end += 1
            if not last.is_mark:
                run = f"{run} {last.text}"
                yield start, end, run
            elif last.text not in _MARKS_BETWEEN:
                break


def _forms(text: str) -> tuple[str, ...]:
    """A term and its singular."""
    return (text, text[:-1]) if text.endswith("s") and len(text) > 4 else (text,)


def _graded(tokens: Tokens) -> Iterator[Match]:
    """Forms of a quality that the lexicon lists plainly: "edgiest", "slowish"."""
    senses = lexicon().senses
    for at, token in enumerate(tokens.items):
        if token.text in senses or not token.text.endswith(_GRADES):
            continue
        plain = next((base for base in graded(token.text) if base in senses), None)
        if plain is not None and senses[plain].attribute in _GRADED:
            yield _sensed(at, at + 1, plain, senses[plain])


def graded(word: str) -> Iterator[str]:
    """The words of which `word` may be a form in -est or -ish: "edgiest" of "edgy", "saddish" of "sad"."""
    ending = next((e for e in _GRADES if word.endswith(e)), "")
    stem = word.removesuffix(ending)
    if ending and len(stem) > 2:
        yield from (
            stem,
            f"{stem}e",
            f"{stem[:-1]}y" if stem[-1] == "i" else stem[:-1] if stem[-1] == stem[-2] else stem,
        )


def _sensed(start: int, end: int, term: str, sense: Sense) -> Match:
    return Match(start, end, (_wished(term, sense),), bonus=3, soft=True)


def _wished(term: str, sense: Sense) -> Requirement:
    return wish(
        sense.attribute, sense.operator, sense.value, sense.reading, polarity=sense.polarity,
        strength=_strength(term, sense),
    )  # fmt: skip


def _strength(term: str, sense: Sense) -> str:
    """What is told by name, or ruled out by a word, is a must; what is a matter of taste a preference.

    So are instruments: few catalogues label them, and a must would leave most prompts without a track.
    """
    first, second = (*term.split(), "", "")[:2]
    ruled_out = first in ("no", "not", "nothing", "without", "non") and second not in ("too", "very")
    named = sense.attribute != "instrument" and (sense.reading is None or not sense.reading.subjective)
    return "must" if ruled_out or named else "prefer"


def without(requirement: Requirement) -> Reading | None:
    """How the absence of what `requirement` wishes for is read, where the lexicon says so."""
    sense = lexicon().senses.get(str(requirement.value))
    return sense.without if sense is not None and sense.attribute == requirement.attribute else None


def _shares(tokens: Tokens) -> Iterator[Match]:
    for start, end, match in tokens.find(_SHARE_OF):
        share = float(match[1]) / 100
        if 0 < share <= 1:
            yield Match(start, end, marker=Marker("share", amount=share), bonus=1)
    for start, end, match in tokens.find(_FRACTION):
        part, whole = float(match[1]), float(match[2])
        if 0 < part < whole <= _FINEST:
            yield Match(start, end, marker=Marker("share", amount=math.floor(10_000 * part / whole) / 10_000), bonus=1)
    for start, end, match in tokens.find(_OF_THEM):
        if float(match[1]) >= 1:
            yield Match(start, end, marker=Marker("of_them", amount=float(match[1])), bonus=2)


def _languages(tokens: Tokens) -> Iterator[Match]:
    """ "in French", "French lyrics"; a bare "French" is the country."""
    for shape in (_IN_LANGUAGE, _SUNG_LANGUAGE):
        for start, end, match in tokens.find(shape):
            sense = lexicon().spoken_in.get(match["name"])
            if sense is not None:
                found = wish("language", sense.operator, sense.value, sense.reading)
                yield Match(start, end, (found,), bonus=4)


def _scenes(tokens: Tokens) -> Iterator[Match]:
    """A city before a genre: "seattle grunge"; where both are one genre, that is longer ("chicago house")."""
    known = lexicon()
    for start, token in enumerate(tokens.items):
        for end in range(start + 1, min(start + _CITY, len(tokens) - 1) + 1 if token.text in known.cities else start):
            text = tokens.text(start, end)
            sense = known.senses.get(f"from {text}") if text not in known.senses else None
            behind = (tokens.text(end, stop) for stop in range(end + 1, min(end + _CITY, len(tokens)) + 1))
            if sense is not None and any(genre_named(name) for name in behind):
                yield _sensed(start, end, text, sense)
