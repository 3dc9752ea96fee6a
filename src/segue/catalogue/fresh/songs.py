"""Which songs of the base fresh tracks are versions of.

Tracks of the base with a title that reads like that of a fresh one are looked at beside it, by the rules of a whole
build. What only an ISRC or a recording id joins, under another title, is found when the base is built anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from segue.catalogue.keys import hash64
from segue.catalogue.nameindex import lead_key
from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import title_key
from segue.music import Attribute, Bools, Labels, Rows, Track


def alike(base: Snapshot, fresh: Sequence[Track], live: Bools) -> Rows:
    """Rows of the base that are there and whose title key is that of a fresh track; ascending."""
    found = [base.titles_index.find(key) for key in {title_key(track.title) for track in fresh}]
    rows = np.unique(np.concatenate(found)) if found else np.empty(0, np.int32)
    return rows[live[rows]].astype(np.int32)


def stated(base: Snapshot, rows: Rows) -> Iterator[Track]:
    """The tracks at `rows`, with what tells which song each is."""
    columns = (base.ids, base.titles, base.credits, base.albums, base.isrcs, base.mbids)
    lengths = base.numeric("duration_ms").values[rows].tolist()
    texts = zip(*(column.take(rows) for column in columns), strict=True)
    for row, length, (track_id, title, artist, album, isrc, mbid) in zip(rows.tolist(), lengths, texts, strict=True):
        kinds = tuple(label.label for label in base.labels.of(row) if label.field == "version")
        yield Track(
            id=track_id, title=title, artist=artist, album=album, isrc=isrc, mbid=mbid,
            values={} if np.isnan(length) else {"duration_ms": Attribute(length)},
            labels={"version": Labels(kinds)} if kinds else {},
        )  # fmt: skip


def namesake(track: Track) -> int:
    """The key by which names read alike, as in a whole build."""
    lead = lead_key(track.artist or " ".join(track.artists[:1]))
    return hash64(f"{title_key(track.title)}\n{lead}")


def settled(groups: Rows, known: Rows, rows: Rows) -> Rows:
    """Numbers for fresh tracks. `groups` are theirs and, behind, those of the base's tracks at `rows`; `known` is the
    number of each track of the base, which a group takes over from its first one. Other groups are numbered behind."""
    n = len(groups) - len(rows)
    number = np.full(int(groups.max(initial=-1)) + 1, -1, np.int64)
    number[groups[n:][::-1]] = known[rows][::-1]
    told = number[groups[:n]]
    return np.where(told >= 0, told, int(known.max(initial=-1)) + 1 + groups[:n]).astype(np.int32)
