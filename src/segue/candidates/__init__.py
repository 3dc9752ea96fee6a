"""Candidate generation: which tracks ranking may choose from, and on what evidence.

`gather` serves a list: `eligible` narrows the catalogue to the tracks that break no must (and no preference, where
enough remain). `converse` serves a conversation. For both, each source in a file of its own proposes tracks with
scores, and `blend` fuses the proposals so that every source has its share.
"""

from segue.candidates.converse import converse
from segue.candidates.gather import gather
from segue.candidates.query import Query

__all__ = ["Query", "converse", "gather"]
