"""Candidate generation: which tracks ranking may choose from, and on what evidence.

`eligible` narrows the catalogue to the tracks that break no must (and no preference, where enough remain); each source
in a file of its own then proposes tracks with scores, and `blend` fuses the proposals by reciprocal rank.
"""

from segue.candidates.gather import gather
from segue.candidates.query import Query

__all__ = ["Query", "gather"]
