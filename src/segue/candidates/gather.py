"""From an intent to candidates: narrow, ask every source, fuse, and see that shares and blocks have enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import msgspec
import numpy as np

from segue.candidates import (
    acts,
    alike,
    editorial,
    explore,
    fresh,
    kin,
    liked,
    meaning,
    neighbours,
    popular,
    regions,
    text,
    together,
)
from segue.candidates.blend import blend
from segue.candidates.eligible import Eligible, eligible
from segue.candidates.query import NO_ROWS, Proposal, Query
from segue.candidates.sample import MANY, few, some
from segue.catalogue.snapshot import Snapshot
from segue.music import Bools, Candidates, Floats, Intent, Requirement, Rows
from segue.requirements import Checked, on_tracks, several, supported

Sources = Mapping[str, Callable[[Query], Proposal]]
SOURCES: Final[Sources] = {
    "text": text.propose,
    "meaning": meaning.propose,
    "regions": regions.propose,
    "kin": kin.propose,
    "acts": acts.propose,
    "neighbours": neighbours.propose,
    "liked": liked.propose,
    "alike": alike.propose,
    "together": together.propose,
    "fresh": fresh.propose,
    "editorial": editorial.propose,
    "popular": popular.propose,
    "explore": explore.propose,
}
WEIGHTS: Final[Mapping[str, float]] = {
    "text": 0.6, "meaning": 0.2, "regions": 1.0, "kin": 0.2, "acts": 0.8, "neighbours": 0.5, "liked": 0.8, "alike": 0.8,
    "together": 0.6, "fresh": 0.1, "editorial": 0.3, "popular": 0.4, "explore": 0.1,
}  # fmt: skip
"""Share of each source in the blend, of those that propose anything."""
DIRECT: Final = ("text", "acts", "liked", "alike", "together")
"""Sources that find tracks by an index."""
PARTS: Final = ("text", "regions", "acts", "alike", "popular", "explore")
"""Sources that are asked again for a part of a list, where the catalogue is large."""
FEWEST: Final = 400
"""At least so many candidates are proposed where the catalogue has them."""
A_SLOT: Final = 12
"""Candidates for each slot of a long list."""
SLACK: Final = 4
"""How many times the list's length must keep every affordable preference, before tracks that do not are left out
altogether: ordering, caps and spacing need something to choose from."""
_NOBODY: Final[Bools] = np.empty(0, np.bool_)


def gather(
    intent: Intent,
    snapshot: Snapshot,
    *,
    seed: int,
    need: int = 25,
    barred: Rows = NO_ROWS,
    pinned: Rows = NO_ROWS,
    locked: Rows = NO_ROWS,
    liked: Rows = NO_ROWS,
    disliked: Rows = NO_ROWS,
    favoured: Rows = NO_ROWS,
    shelves: Sequence[Rows] = (),
    limit: int | None = None,
) -> Candidates:
    """Candidates for a list of about `need` tracks.

    `barred` rows are never proposed; `pinned` ones always are, when they keep the musts; `locked` ones whatever they
    keep, since a listener put them there. `liked`, `disliked`, `shelves` and `favoured` are as `Query` tells. Of each
    song the best version that is eligible is proposed, all of them where the intent asks for several.
    """
    limit = limit or max(FEWEST, A_SLOT * need)
    query = Query(
        intent, snapshot, NO_ROWS, _NOBODY, limit, seed, liked, disliked, shelves=tuple(shelves), favoured=favoured,
        versions=several(intent), evidence=Checked(snapshot),
    )  # fmt: skip
    pool = eligible(
        query.checked,
        intent,
        barred,
        need,
        lambda rows, offered: _within_reach(replace(query, rows=rows, allowed=offered)),
    )
    query = _over(query, pool.rows)
    rows, sources = _proposed(query)
    if len(query.rows) < SLACK * need:
        rows, sources = _joined(rows, sources, *_proposed(_over(query, pool.loose)))
    for wish in _partial(intent, snapshot):
        rows, sources = _joined(rows, sources, *_for_share(wish, query, pool))
    extra = np.union1d(_among(pinned, pool.loose), locked).astype(np.int32)
    rows, sources = _joined(rows, sources, extra, {"pinned": np.ones(len(extra), np.float32)})
    return Candidates(rows, sources, pool.relaxed, _notes(pool))


def _within_reach(query: Query) -> Rows:
    """Of very many rows a sample, the best known, and what those sources propose that find without looking at all."""
    found = [propose(query).rows for name, propose in SOURCES.items() if name in DIRECT]
    known = popular.best_known(query.snapshot)
    looked_at = np.zeros(query.snapshot.n, np.bool_)
    for part in (some(query.rows, query.seed, query.snapshot.n), known[query.allowed[known]], *found):
        looked_at[part] = True
    return np.flatnonzero(looked_at).astype(np.int32)


def _mask(n: int, rows: Rows) -> Bools:
    mask = np.zeros(n, np.bool_)
    mask[rows] = True
    return mask


def _partial(intent: Intent, snapshot: Snapshot) -> list[Requirement]:
    """Wishes for a part of the list only, which the general proposals may not cover."""
    part = [r for r in intent.requirements if on_tracks(r) and (r.share < 1 or r.scope != "list")]
    return [r for r in part if not supported(snapshot, r)]


def _for_share(wish: Requirement, query: Query, pool: Eligible) -> tuple[Rows, dict[str, Floats]]:
    """Proposals among the tracks that keep `wish` too; preferences give way where they leave too few."""
    rows = pool.rows[query.checked(wish, pool.rows).held]
    if len(rows) < query.limit // 8:
        rows = pool.loose[query.checked(wish, pool.loose).held]
    asked = SOURCES if query.snapshot.n <= MANY else {name: SOURCES[name] for name in PARTS}
    rows = few(rows, query.snapshot.n)
    return _proposed(replace(_over(query, rows), intent=_as_whole(query.intent, wish), limit=query.limit // 2), asked)


def _proposed(query: Query, asked: Sources = SOURCES) -> tuple[Rows, dict[str, Floats]]:
    """What the sources `asked` propose, fused."""
    return blend({name: propose(query) for name, propose in asked.items()}, WEIGHTS, query.limit)


def _over(query: Query, rows: Rows) -> Query:
    """The same query over other eligible rows, of each song the best version among them."""
    allowed = _mask(query.snapshot.n, rows)
    if not query.versions:
        allowed[query.snapshot.versions.outdone(rows, allowed)] = False
        rows = rows[allowed[rows]]
    return replace(query, rows=rows, allowed=allowed)


def _as_whole(intent: Intent, wish: Requirement) -> Intent:
    """The intent as if `wish` were meant for the whole list."""
    full = msgspec.structs.replace(wish, share=1.0, scope="list")
    return msgspec.structs.replace(intent, requirements=tuple(full if r is wish else r for r in intent.requirements))


def _joined(
    rows: Rows, sources: Mapping[str, Floats], more: Rows, more_sources: Mapping[str, Floats]
) -> tuple[Rows, dict[str, Floats]]:
    """The union of two sets of candidates, each source's term the larger of both."""
    union = np.union1d(rows, more).astype(np.int32)
    terms: dict[str, Floats] = {}
    for part, named in ((rows, sources), (more, more_sources)):
        at = np.searchsorted(union, part)
        for name, values in named.items():
            term = terms.setdefault(name, np.zeros(len(union), np.float32))
            term[at] = np.maximum(term[at], values)
    return union, terms


def _among(rows: Rows, ascending: Rows) -> Rows:
    """Those of `rows` that stand in `ascending`, each once, without sorting the larger side again."""
    wanted = np.unique(rows).astype(np.int32)
    if len(ascending) == 0:
        return NO_ROWS
    at = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    found: Rows = wanted[ascending[at] == wanted]
    return found


def _notes(pool: Eligible) -> dict[Requirement, str]:
    return dict.fromkeys(pool.relaxed, "let go: too few tracks keep every preference together")
