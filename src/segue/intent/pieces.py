"""The prompt as a row of pieces: wishes, markers, marks, words that ask nothing, and words that are not understood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from segue.intent.match import Match
from segue.intent.tokens import Tokens
from segue.knowledge.lexicon import lexicon

Kind = Literal["wish", "marker", "filler", "mark", "function", "noun", "unknown"]

BOUNDARIES: Final = frozenset(',;.:()!?|"')
_OPENERS: Final = frozenset({"that", "which", "who", "whose", "where"})
_OF_MUSIC: Final = _OPENERS - {"whose"}
"""Those behind which the tagger is trusted; "whose" tells of people."""
_OBJECTS: Final = frozenset(
    [
        "by",
        "at",
        "in",
        "on",
        "under",
        "during",
        "with",
        "from",
        "for",
        "into",
        "inside",
        "within",
        "near",
        "to",
        "through",
        "over",
    ]
)
_FACTUAL: Final = frozenset(
    {"released", "recorded", "made", "written", "sung", "played", "performed", "published", "issued"}
)
"""Participles that introduce a year, a language, a live recording: understood when that is what follows."""
_TAKES: Final = frozenset({"year", "language", "liveness", "country", "version", "vocals"})


_PUBLISHED: Final = frozenset({"released", "published", "issued"})
_YEARS: Final = frozenset({"year"})


_NAMES: Final = frozenset({"artist", "track", "album"})
SENSES: Final = frozenset({"sound", "sounds", "feel", "feels", "sounding"})
"""Verbs before "like" that compare with anything: "sounds like rain falling on a roof"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens `start` to `end`, and the match that read them, if any."""

    kind: Kind
    start: int
    end: int
    text: str
    match: Match | None = None

    @property
    def is_boundary(self) -> bool:
        """Whether a clause ends here."""
        return (self.kind == "mark" and self.text in BOUNDARIES) or self.text == "but"


def pieces(tokens: Tokens, matches: Sequence[Match]) -> list[Piece]:
    """The whole prompt as pieces, with wishes dropped that stand in clauses which are not understood."""
    row = _row(tokens, matches)
    doubtful, openers = _doubtful(row)
    doubtful |= _within_names(row)
    if not (doubtful or openers):
        return row
    kept = _row(tokens, [m for i, m in enumerate(matches) if i not in doubtful])
    return [Piece("unknown", p.start, p.end, p.text) if p.start in openers else p for p in kept]


def _row(tokens: Tokens, matches: Sequence[Match]) -> list[Piece]:
    row: list[Piece] = []
    at = 0
    for match in [*matches, None]:
        stop = match.start if match else len(tokens)
        row.extend(_plain(tokens, i) for i in range(at, stop))
        if match:
            kind: Kind = "wish" if match.wishes else "marker" if match.marker else "filler"
            row.append(Piece(kind, match.start, match.end, tokens.text(match.start, match.end), match))
            at = match.end
    return row


def _plain(tokens: Tokens, at: int) -> Piece:
    token, known = tokens.items[at], lexicon()
    if token.is_mark:
        return Piece("mark", at, at + 1, token.text)
    if token.text in known.nouns:
        return Piece("noun", at, at + 1, token.text)
    return Piece("function" if token.text in known.function else "unknown", at, at + 1, token.text)


def _doubtful(row: list[Piece]) -> tuple[set[int], set[int]]:
    """Indexes (among matches) of soft wishes and names in units that are mostly not understood, and the tokens of the
    participles that open such units.

    A unit opens at a participle that has an object ("mastered at …", "recorded in …") or at a relative pronoun, and
    runs to the end of its clause. What a lexicon reads in it by single words stands only when the words that are not
    understood are fewer: the midnight of "mastered at midnight by left-handed engineers" is no late-night mood.
    """
    order = {id(p.match): i for i, p in enumerate(p for p in row if p.match)}
    doubtful: set[int] = set()
    openers: set[int] = set()
    at = 0
    while at < len(row):
        if not _opens(row, at):
            at += 1
            continue
        end = next((i for i in range(at + 1, len(row)) if row[i].is_boundary), len(row))
        unit = row[at:end]
        relative = unit[0].text in _OF_MUSIC
        trusting = unit[0].text != "whose"
        read = [p for p in unit if p.match and p.match.wishes and _is_soft(p, trusting=trusting)]
        guessed = [p for p in unit if p.match and p.match.guessed and not relative]
        unknown = sum(p.kind == "unknown" or _is_fact(row, i) for i, p in enumerate(unit, at)) + len(guessed)
        if unknown >= max(1, len(read) - len(guessed)):
            doubtful.update(order[id(p.match)] for p in (*read, *guessed))
            openers.update(p.start for i, p in enumerate(unit, at) if _is_fact(row, i))
            openers.update([unit[0].start] if unit[0].text not in _OPENERS else [])
        at = end
    return doubtful, openers


def _within_names(row: list[Piece]) -> set[int]:
    """Indexes (among matches) of activities that touch words which are not understood, or a name, behind "like" or
    "by": they are part of a name that the catalogue lacks ("songs like half moon run")."""
    order = {id(p.match): i for i, p in enumerate(p for p in row if p.match)}
    found: set[int] = set()
    named = False
    for at, piece in enumerate(row):
        if piece.is_boundary:
            named = False
        elif piece.text == "by" or (piece.match and piece.match.marker and piece.match.marker.kind == "like"):
            named = SENSES.isdisjoint(piece.text.split())
        elif named and _is_activity(piece) and any(_is_named(row, i) for i in (at - 1, at + 1)):
            found.add(order[id(piece.match)])
    return found


def _is_activity(piece: Piece) -> bool:
    match = piece.match
    return match is not None and match.soft and any(w.attribute == "activity" for w in match.wishes)


def _is_named(row: list[Piece], at: int) -> bool:
    if not 0 <= at < len(row):
        return False
    match = row[at].match
    if row[at].text == "by":
        return at + 1 < len(row) and row[at + 1].match is not None and _is_named(row, at + 1)
    return row[at].kind == "unknown" or (match is not None and any(w.attribute in _NAMES for w in match.wishes))


def _opens(row: list[Piece], at: int) -> bool:
    piece = row[at]
    following = row[at + 1] if at + 1 < len(row) else None
    if piece.text in _OPENERS:
        return True
    if following is None or piece.kind not in ("unknown", "function"):
        return False
    if piece.text in _FACTUAL:
        return following.text in _OBJECTS and _is_fact(row, at)
    participle = piece.text in lexicon().participles or (
        piece.kind == "unknown" and piece.text.endswith(("ed", "wn", "ten"))
    )
    return participle and following.text in _OBJECTS


def _is_fact(row: list[Piece], at: int) -> bool:
    """Whether a known participle stands there that says of the recording what no catalogue tells."""
    piece = row[at]
    if piece.kind != "function" or piece.text not in _FACTUAL | lexicon().participles:
        return False
    return piece.text in lexicon().participles or not _takes(
        row, at + 2, _YEARS if piece.text in _PUBLISHED else _TAKES
    )


def _takes(row: list[Piece], at: int, kinds: frozenset[str] = _TAKES) -> bool:
    """Whether a fact of the kind that recordings have follows (passing over articles)."""
    while at < len(row) and row[at].kind == "function":
        at += 1
    match = row[at].match if at < len(row) else None
    return bool(match and any(w.attribute in kinds for w in match.wishes))


def _is_soft(piece: Piece, *, trusting: bool) -> bool:
    """Whether a single word says so alone; `trusting` the tagger where it reads the same."""
    match = piece.match
    if match is None or (trusting and match.backed):
        return False
    return match.soft or match.guessed or any(w.attribute in ("artist", "genre") for w in match.wishes)
