"""The nouns: frozen, without I/O. Everything that flows between stages is one of these."""

from segue.music.attributes import (
    ATTRIBUTES,
    FIRST_GUESSED,
    LABEL_FIELDS,
    NUMERIC,
    SOURCE_CODE,
    SOURCES,
    WHOLE,
    Attribute,
    Labels,
    Numeric,
    Source,
)
from segue.music.columns import Bools, Candidates, Codes, Evidence, Floats, Ranked, Rows, Sequence, Transition
from segue.music.intent import Intent, canonical, parse_canonical
from segue.music.playlist import Next, Playlist, Reason, Scored, Slot
from segue.music.request import MAX_MINUTES, MAX_PROMPT, MAX_TRACKS, Lock, RankQuery, Request
from segue.music.requirement import (
    Judged,
    Operator,
    Place,
    Polarity,
    Reading,
    Region,
    Requirement,
    Scope,
    Span,
    Strength,
    Unread,
    Value,
    Verdict,
)
from segue.music.track import Track

__all__ = [
    "ATTRIBUTES", "FIRST_GUESSED", "LABEL_FIELDS", "MAX_MINUTES", "MAX_PROMPT", "MAX_TRACKS", "NUMERIC", "SOURCES",
    "SOURCE_CODE", "WHOLE", "Attribute", "Bools", "Candidates", "Codes", "Evidence", "Floats", "Intent", "Judged",
    "Labels", "Lock", "Next", "Numeric", "Operator", "Place", "Playlist", "Polarity", "RankQuery", "Ranked", "Reading",
    "Reason", "Region", "Request", "Requirement", "Rows", "Scope", "Scored", "Sequence", "Slot", "Source", "Span",
    "Strength", "Track", "Transition", "Unread", "Value", "Verdict", "canonical", "parse_canonical",
]  # fmt: skip
