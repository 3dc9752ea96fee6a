"""What a home adds to the lexicon, and what it has seen that the lexicon lacks: its own words, misses, refusals.

`words` keeps the home's own lexicon, HOME/lexicon.toml; `wordfile` is its form, and `entries` says what a word may
mean. `notes` keeps counts in HOME/notebook.db: refusals by code and day, always, and with consent the phrases that were
not understood and the readings that were corrected; `lessons` finds those in an intent. Nothing here names a listener,
and a refused text is never kept.
"""

from segue.notebook.entries import Entry, overlay
from segue.notebook.lessons import Lesson, corrected, missed
from segue.notebook.notes import Correction, Miss, Notebook
from segue.notebook.words import HomeWords

__all__ = ["Correction", "Entry", "HomeWords", "Lesson", "Miss", "Notebook", "corrected", "missed", "overlay"]
