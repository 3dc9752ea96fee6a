"""Estimates of how tracks sound where nothing was stated, learned from the catalogue's own while a snapshot is built.

words.py    the words of titles and albums         design.py     what is told of each track, as a sparse matrix
ridge.py    what each of those things adds         model.py      that, and what artist and album add beside it
scale.py    scales, confidences and intervals      intervals.py  how far off, told by tracks held out
trial.py    held out: who is nearer, we or means   fill.py       the whole, into the columns
"""

from segue.catalogue.estimates.design import Told
from segue.catalogue.estimates.fill import estimate_sound
from segue.catalogue.estimates.scale import interval
from segue.catalogue.estimates.words import Words, WordsWriter

__all__ = ["Told", "Words", "WordsWriter", "estimate_sound", "interval"]
