"""A follow-up, read against the playlist that stands: "more acoustic", "drop the third", "ten more", "undo".

Only what must change changes. The words are appended to the prompt, so that every span still cuts out its phrase.
Orders move tracks or open their slots; new wishes take the place of earlier ones on the same thing, and tracks that no
longer fit give way; the rest stands where it stood.

standing.py  the list as columns         places.py    which tracks words point at
words.py     clauses and strength        control.py   undo, redo, start over
ways.py      directions along a number   steps.py     more and less of it
parts.py     more and less by name       asking.py    clauses that ask for either
orders.py    replace, remove, keep       moves.py     move, exchange, reverse, sort
lengths.py   how many, how long          content.py   what newcomers shall be
pointing.py  places, titles, kinds       demands.py   wishes as in any prompt
anaphora.py  "this artist"               wishes.py    earlier wishes and new ones
draft.py     the change under way        edit.py      what it comes to
change.py    all of that in turn
"""

from segue.intent.refining.change import refine
from segue.intent.refining.edit import Edit
from segue.intent.refining.standing import Standing

__all__ = ["Edit", "Standing", "refine"]
