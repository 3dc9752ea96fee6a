"""The tagger beside the grammar: a small linear-chain conditional random field that was trained on real requests.

`features` says what it looks at, `model` holds the weights and finds the best tags, `advice` brings what it found into
line with what the recognisers propose. Training stands in `segue.evaluation.tagger`; nothing here needs its library.
"""

from segue.intent.tagging.advice import advise
from segue.intent.tagging.features import NAMES, SLOTS, Sign, is_read, observe, signs, strings
from segue.intent.tagging.model import Tag, Tagger, in_force, tagging_with

__all__ = [
    "NAMES", "SLOTS", "Sign", "Tag", "Tagger", "advise", "in_force", "is_read", "observe", "signs", "strings",
    "tagging_with",
]  # fmt: skip
