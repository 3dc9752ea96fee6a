"""Explanation: evidence → reasons and verdicts, a title and liner notes.

Nothing is composed from anything that the stages did not record; only the finished list is counted again.
"""

from segue.explanation.changes import changed, returned, unchanged
from segue.explanation.explain import explain, scored

__all__ = ["changed", "explain", "returned", "scored", "unchanged"]
