"""What a run that is a name means: an artist, a track or an album of the catalogue, misspelt perhaps, or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from segue.catalogue.sieve import place
from segue.catalogue.snapshot import Snapshot
from segue.catalogue.works import LONGEST
from segue.intent.match import wish
from segue.intent.tokens import Tokens
from segue.knowledge.names import artist_key
from segue.knowledge.spelling import slips, slips_allowed, squashed
from segue.music import Reading, Requirement, Rows

Kind = Literal["track", "album"]
_ONE: Final = 0.01
"""Share of the slots that a wish for one track is about: the least there is."""
_SURE: Final = 7
"""Letters from which a slip is told whoever is meant; below it, the act must have `_KNOWN` tracks."""
_KNOWN: Final = 3
_OTHER_OPENING: Final = 8
"""Letters from which the first of them may be the wrong one."""
_SHORTEST_TITLE: Final = 8


@dataclass(frozen=True, slots=True)
class Work:
    """A track or an album that a title names."""

    kind: Kind
    rows: Rows
    """Its tracks, whoever they are by."""


def written(tokens: Tokens, start: int, end: int) -> str:
    """The run as it stands in the prompt."""
    return tokens.prompt[slice(*tokens.span(start, end))]


def artist_of(snapshot: Snapshot, code: int, typed: str = "") -> Requirement:
    """The wish for an artist of the catalogue; `typed` is what stands in the prompt where it is not the name."""
    name = snapshot.artists.name(code)
    reading = Reading(f"{name} (written “{typed}”)", subjective=False) if typed else None
    return wish("artist", "is", name, reading)


def work_of(snapshot: Snapshot, work: Work, artist: int | None = None, typed: str = "") -> Requirement:
    """The wish for a work of the catalogue, by `artist` where one is told (who must have it)."""
    rows = work.rows
    if artist is not None:
        rows = np.intersect1d(rows, snapshot.artists.rows(artist))
    column = snapshot.titles if work.kind == "track" else snapshot.albums
    title = min(dict.fromkeys(column.take(rows[:32])), key=len)
    name = title if artist is None else f"{title} by {snapshot.artists.name(artist)}"
    reading = Reading(f"{name} (written “{typed}”)", subjective=False) if typed else None
    return wish(work.kind, "is", name, reading, share=_ONE if work.kind == "track" else 1.0)


def absent(snapshot: Snapshot | None, name: str, kind: Literal["artist", "track", "album"] = "artist") -> Requirement:
    """The wish for a name that the catalogue does not hold; its reading tells the nearest that it does."""
    reading = None
    close = nearest(snapshot, artist_key(name), 1) if snapshot is not None and kind == "artist" else None
    if snapshot is not None and close is not None:
        reading = Reading(f"the nearest name in this catalogue is “{snapshot.artists.name(close)}”", subjective=False)
    return wish(kind, "is", name, reading, share=_ONE if kind == "track" else 1.0)


def work(snapshot: Snapshot, key: str, kind: Kind | None = None) -> Work | None:
    """The track or album of that title key (`kind`: which is said to be meant; a track where nothing is said, unless
    there is only an album)."""
    kinds: tuple[Kind, ...] = (kind,) if kind else ("track", "album")
    for each in kinds:
        rows = snapshot.works.tracks(key) if each == "track" else snapshot.works.albums(key)
        if len(rows):
            return Work(each, rows)
    return None


def is_by(snapshot: Snapshot, found: Work, artist: int) -> bool:
    """Whether a track of the work credits the artist."""
    theirs = snapshot.artists.rows(artist)
    at = np.minimum(np.searchsorted(theirs, found.rows), len(theirs) - 1)
    return bool((theirs[at] == found.rows).any())


def popularity(snapshot: Snapshot, rows: Rows) -> float:
    """The highest popularity among `rows`, 0–100; 50 where none is known."""
    values = snapshot.numeric("popularity").values[rows]
    known = values[~np.isnan(values)]
    return float(known.max()) if len(known) else 50.0


def runs_of_titles(tokens: Tokens, start: int, end: int, snapshot: Snapshot) -> list[tuple[int, str]]:
    """Ends and title keys of the runs from `start` that are a title of the catalogue, longest first."""
    keys = _possible_titles(tokens, start, end, snapshot)
    if not keys:
        return []
    there = snapshot.works.first([key for _, key in keys]) >= 0
    return [found for found, held in zip(keys, there.tolist(), strict=True) if held][::-1]


def titles(tokens: Tokens, snapshot: Snapshot) -> list[tuple[int, int]]:
    """All runs that are a title of the catalogue, by their start; they overlap."""
    count = len(tokens)
    runs = [(at, *run) for at in range(count) for run in _possible_titles(tokens, at, count, snapshot)]
    there = snapshot.works.first([key for _, _, key in runs]) >= 0 if runs else np.zeros(0, bool)
    return [(start, end) for (start, end, _), held in zip(runs, there.tolist(), strict=True) if held]


def _possible_titles(tokens: Tokens, start: int, end: int, snapshot: Snapshot) -> list[tuple[int, str]]:
    """Ends and keys of the runs from `start` that some title may begin with."""
    keys: list[tuple[int, str]] = []
    may_hold = snapshot.works.beginnings.may_hold
    at, key, words = 0, "", 0
    for i in range(start, min(end, len(tokens))):
        token = tokens.items[i]
        if token.is_mark:
            if token.text in "&/+,-!'":
                continue
            break
        at = place(token.key.replace(" ", ""), at)
        words += 1
        if words > LONGEST or not may_hold(at):
            break
        key = f"{key} {token.key}" if key else token.key
        keys.append((i + 1, key))
    return keys


def nearest(snapshot: Snapshot, key: str, slack: int = 0) -> int | None:
    """The artist whose name is a slip or two from `key`, the nearest and then the best known; `slack` slips more than
    it takes to be sure."""
    plain = key.replace(" and ", " ")
    letters = squashed(plain)
    most = slips_allowed(len(letters)) + slack if slips_allowed(len(letters)) else 0
    best: tuple[int, int, int] | None = None
    for code, name in snapshot.artists.near(plain) if most else ():
        other = squashed(name)
        if abs(len(other) - len(letters)) > most or (other[:1] != letters[:1] and len(letters) < _OTHER_OPENING):
            continue
        apart, count = slips(letters, other, most), snapshot.artists.count(code)
        known = len(letters) >= _SURE or count >= _KNOWN
        if apart <= most and known and (best is None or (apart, -count, code) < best):
            best = apart, -count, code
    return best[2] if best else None


def nearest_title(snapshot: Snapshot, key: str) -> Work | None:
    """The well-known track whose title is a slip or two from `key`."""
    letters = squashed(key)
    if len(letters) < _SHORTEST_TITLE:
        return None
    most = slips_allowed(len(letters))
    apart = [(slips(letters, squashed(other), most), other) for _, other in snapshot.works.near(key)]
    close = min((found for found in apart if found[0] <= most), default=None)
    return work(snapshot, close[1], "track") if close else None


def name_in(tokens: Tokens, start: int, end: int, snapshot: Snapshot | None) -> Requirement:
    """The best reading of tokens `start` to `end`, which are a name: an artist, a track or an album of the catalogue,
    in any spelling, misspelt, or called for short; else a name that it does not hold (attribute artist).

    A run over "by" is the title before it, by the artist behind it. The requirement has no phrase yet.
    """
    said = written(tokens, start, end)
    if snapshot is None:
        return absent(None, said)
    by = next((i for i in range(start + 1, end - 1) if tokens.items[i].text == "by"), None)
    if by is not None:
        return _titled(tokens, start, by, end, snapshot) or absent(snapshot, said, "track")
    key = _key(tokens, start, end)
    code = _artist(snapshot, key.removeprefix("the "))
    if code is not None and (key.count(" ") < 2 or snapshot.artists.find(key.removeprefix("the ")) is not None):
        return artist_of(snapshot, code[0], said if code[1] else "")
    titled = work(snapshot, key)
    if titled is not None:
        return work_of(snapshot, titled)
    if code is not None:
        return artist_of(snapshot, code[0], said if code[1] else "")
    close = nearest_title(snapshot, key)
    return work_of(snapshot, close, typed=said) if close is not None else absent(snapshot, said)


def _key(tokens: Tokens, start: int, end: int) -> str:
    return " ".join(t.key for t in tokens.items[start:end] if not t.is_mark)


def _titled(tokens: Tokens, start: int, by: int, end: int, snapshot: Snapshot) -> Requirement | None:
    found = work(snapshot, _key(tokens, start, by))
    artist = _artist(snapshot, _key(tokens, by + 1, end).removeprefix("the "))
    if found is None or artist is None or not is_by(snapshot, found, artist[0]):
        return None
    return work_of(snapshot, found, artist[0])


def _artist(snapshot: Snapshot, key: str) -> tuple[int, bool] | None:
    """The artist that `key` means, and whether that is no name but a slip or a short name."""
    for form in (key, key.replace(" and ", " "), *_without_s(key)):
        code = snapshot.artists.meant(form)
        if code is not None:
            return code, False
    code = snapshot.artists.called(key)
    if code is None:
        code = nearest(snapshot, key)
    return (code, True) if code is not None else None


def _without_s(key: str) -> tuple[str, ...]:
    if key.endswith(" s"):
        return (key[:-2],)
    return (key[:-1],) if key.endswith("s") and len(key) > _SURE else ()
