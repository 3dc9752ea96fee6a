"""Names: artists, albums, tracks, and words in titles. What is printed on a track is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from segue.catalogue.keys import KeyIndex
from segue.catalogue.snapshot import Snapshot
from segue.knowledge.names import artist_key, title_key, words
from segue.music import SOURCE_CODE, Bools, Requirement, Rows
from segue.requirements.answer import Answer
from segue.requirements.labelled import wanted

_AS_GUEST: Final = np.float32(0.6)
"""How much a track is by an act that is not the first one of its credit."""


def artist(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Held by tracks that credit one of the names, alone or among others, compared by `artist_key`; where
    another act comes first, less so."""
    names = wanted(requirement.value)
    answer = _answer(_member(snapshot, artist_rows(snapshot, names), rows), requirement)
    if requirement.operator != "not":
        leading = np.isin(snapshot.artists.primary[rows], _codes(snapshot, names))
        answer.degree[answer.held & ~leading] = _AS_GUEST
    return answer


def _codes(snapshot: Snapshot, names: Iterable[str]) -> list[int]:
    found = (snapshot.artists.find(artist_key(name)) for name in names)
    return [code for code in found if code is not None]


def artist_rows(snapshot: Snapshot, names: Iterable[str]) -> Rows:
    """Rows that credit any of `names`, sorted, each once."""
    return _union([snapshot.artists.rows(code) for code in _codes(snapshot, names)])


def album(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Held by tracks of an album of that name, by the artist who is told ("Kid A by Radiohead")."""
    found = album_rows(snapshot, wanted(requirement.value))
    return _answer(_member(snapshot, found, rows), requirement)


def album_rows(snapshot: Snapshot, names: Iterable[str]) -> Rows:
    """Rows of the albums so named, by the artist who is told behind "by"."""
    return _union([_credited(snapshot, snapshot.albums_index, name) for name in names])


def track(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Held by tracks of that id or title, by the artist who is told ("Hurt by Johnny Cash")."""
    return _answer(_member(snapshot, track_rows(snapshot, wanted(requirement.value)), rows), requirement)


def track_rows(snapshot: Snapshot, names: Iterable[str]) -> Rows:
    """Rows whose id is one of `names`, or whose title is, versions included, by the artist who is told behind "by"."""
    names = list(names)
    by_id = snapshot.rows_of(names)
    titles = [_credited(snapshot, snapshot.titles_index, n) for n, row in zip(names, by_id, strict=True) if row < 0]
    return _union([by_id[by_id >= 0], *titles])


def _credited(snapshot: Snapshot, index: KeyIndex, name: str) -> Rows:
    """Rows of a title; where there is none, and it names an artist behind its last "by", those of the title by them."""
    rows = index.find(title_key(name))
    title, by, artist = name.rpartition(" by ")
    if len(rows) or not by:
        return rows
    credited: Rows = np.intersect1d(index.find(title_key(title)), artist_rows(snapshot, [artist])).astype(np.int32)
    return credited


def absent(snapshot: Snapshot, requirement: Requirement) -> str:
    """Which of the names that a wish is about the catalogue lacks, in words for a verdict's note; "" if none."""
    find = _FINDERS.get(requirement.attribute)
    missing = [name for name in wanted(requirement.value) if not len(find(snapshot, [name]))] if find else []
    if not missing:
        return ""
    told = " and ".join(f"“{name}”" for name in missing)
    hint = f"; {requirement.reading.text}" if requirement.reading is not None and requirement.reading.text else ""
    return f"{told} {'is' if len(missing) == 1 else 'are'} not in this catalogue{hint}"


_FINDERS = {"artist": artist_rows, "album": album_rows, "track": track_rows}


def title(snapshot: Snapshot, requirement: Requirement, rows: Rows) -> Answer:
    """Held by tracks whose title contains one of the words (or runs of words) as whole words; "a*": that begins so;
    "? ?": that has so many words."""
    return _answer(_member(snapshot, title_rows(snapshot, wanted(requirement.value)), rows), requirement)


def title_rows(snapshot: Snapshot, phrases: Iterable[str]) -> Rows:
    """Rows whose title contains one of `phrases` as whole words, or begins with what stands before its "*"."""
    return _union([_by_phrase(snapshot, phrase) for phrase in phrases])


def _by_phrase(snapshot: Snapshot, phrase: str) -> Rows:
    if set(phrase) <= {"?", " "} and phrase.strip():
        return snapshot.works.forms.of_length(phrase.count("?"))
    if phrase.endswith("*"):
        return snapshot.works.forms.opening(" ".join(words(phrase.removesuffix("*"))))
    return _titled(snapshot, words(phrase))


def _titled(snapshot: Snapshot, phrase: tuple[str, ...]) -> Rows:
    rows = snapshot.text.title_rows(phrase)
    if len(phrase) < 2:
        return rows
    run = f" {' '.join(phrase)} "
    found = (run in f" {' '.join(words(title))} " for title in snapshot.titles.take(rows))
    in_order: Rows = rows[np.fromiter(found, np.bool_, len(rows))]
    return in_order


def _union(parts: list[Rows]) -> Rows:
    return np.unique(np.concatenate([np.empty(0, np.int32), *parts])).astype(np.int32)


def _member(snapshot: Snapshot, chosen: Rows, rows: Rows) -> Bools:
    mask = np.zeros(snapshot.n, np.bool_)
    mask[chosen] = True
    return mask[rows]


def _answer(held: Bools, requirement: Requirement) -> Answer:
    held = ~held if requirement.operator == "not" else held
    m = len(held)
    return Answer(
        held, np.full(m, SOURCE_CODE["catalogue"], np.uint8), np.zeros(m, np.bool_),
        held.astype(np.float32), np.ones(m, np.float32),
    )  # fmt: skip
