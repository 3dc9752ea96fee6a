"""Fresh tracks: what changed since a snapshot was built, beside it, without building it anew.

segment.py   changes → a small segment on disk      kin.py      relatives in the base, for guesses
opened.py    base and segment → `Snapshot`          joined.py, labels.py, artists.py    its indexes, each of two parts
"""

from segue.catalogue.fresh.opened import open_published
from segue.catalogue.fresh.segment import ON, base_of, build_segment, fits

__all__ = ["ON", "base_of", "build_segment", "fits", "open_published"]
