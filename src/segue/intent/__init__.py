"""What they ask for: a sentence becomes requirements, each bound to the words that asked for it, and the rest is told.

`parse` reads a prompt and never fails, be it prose, a plan or ListenBrainz Radio's syntax; `as_plan` writes what was
read as a plan; `read` reads a whole request and refuses what cannot be met as it was put; `refine` reads a follow-up
against the intent and the playlist that stand. `Reader` does all this for one home. `uncovered` says which words of a
prompt vanished: none may.
"""

from segue.intent.coverage import uncovered
from segue.intent.grammar import parse, proposed, words_of
from segue.intent.plan import as_plan
from segue.intent.reading import Reader, read, term
from segue.intent.refining import Edit, Standing, refine
from segue.intent.soften import soften

__all__ = [
    "Edit", "Reader", "Standing", "as_plan", "parse", "proposed", "read", "refine", "soften", "term", "uncovered",
    "words_of",
]  # fmt: skip
