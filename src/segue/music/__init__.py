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
from segue.music.intent import Intent, canonical
from segue.music.plan import Line, Stated, parse_canonical, parse_line, parse_plan
from segue.music.playlist import Change, Next, Playlist, Reason, Scored, Slot
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
    "SOURCE_CODE", "WHOLE", "Attribute", "Bools", "Candidates", "Change", "Codes", "Evidence", "Floats", "Intent",
    "Judged", "Labels", "Line", "Lock", "Next", "Numeric", "Operator", "Place", "Playlist", "Polarity", "RankQuery",
    "Ranked", "Reading", "Reason", "Region", "Request", "Requirement", "Rows", "Scope", "Scored", "Sequence", "Slot",
    "Source", "Span", "Stated", "Strength", "Track", "Transition", "Unread", "Value", "Verdict", "canonical",
    "parse_canonical", "parse_line", "parse_plan",
]  # fmt: skip
