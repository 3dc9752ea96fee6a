"""More or less of what is told by name: "more jazz", "fewer guitars", "less Queen", "more like number 2"."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from segue.intent.match import wish
from segue.intent.refining.draft import Draft, Said
from segue.intent.refining.standing import Standing, named
from segue.intent.refining.steps import Force, down
from segue.intent.refining.wishes import outside
from segue.music import Reading, Requirement
from segue.requirements import seeds


def more(draft: Draft, where: Sequence[int], thing: Requirement, force: Force, said: Said) -> None:
    """Give `thing` a larger part of the tracks at `where` (all, where it is empty)."""
    standing = draft.standing
    around = np.array(list(where) or list(range(1, len(standing) + 1)))
    held = standing.held(thing)[around - 1]
    lacking = around[~held]
    count = min(len(lacking), max(1 if force.part < 0.2 else 2, math.ceil(force.part * len(around))))
    bare = replace(thing, share=1.0, scope="list", polarity="want", strength="must")
    there = standing.supply(bare, outside(standing.intent, bare)) if count else 0
    if not count or not there:
        known = "it is in every track already" if not count else "no other track here has it"
        draft.why(f"“{said.phrase}” changes nothing: {known}")
        return
    fill = (said.of(bare),) if where else ()
    out = draft.open_up(_strewn(lacking, min(count, there)), fill)
    had = int(held.sum())
    if not where:
        draft.ask(replace(bare, share=down((had + len(out)) / len(around))), said)
    draft.why(f"“{said.phrase}”: {had} of {len(around)} had it, {len(out)} more are to")


def fewer(draft: Draft, where: Sequence[int], thing: Requirement, force: Force, said: Said) -> None:
    """Leave `thing` a smaller part of the tracks at `where` (all, where it is empty)."""
    standing = draft.standing
    around = list(where) or list(range(1, len(standing) + 1))
    with_it = standing.held(replace(thing, polarity="want"))
    having = [p for p in around if with_it[p - 1]]
    if not having:
        draft.why(f"“{said.phrase}” changes nothing: no track of the list has it")
        return
    count = max(1, math.ceil(len(having) * min(1.0, 2 * force.part)))
    free = replace(thing, polarity="avoid", share=1.0, scope="list", strength="must")
    out = draft.open_up(_strewn(np.array(having), count), (said.of(free),) if where else ())
    if not where:
        held = int(standing.held(free).sum())
        draft.ask(replace(free, share=down((held + len(out)) / len(standing))), said)
    draft.why(f"“{said.phrase}”: {len(having)} had it, {len(out)} of them give way")


def alike(draft: Draft, positions: Sequence[int], force: Force, said: Said) -> None:
    """Let the tracks least like those at `positions` give way to ones that are more so."""
    standing = draft.standing
    ids = tuple(standing.ids[p - 1] for p in positions)
    nearness(draft, similar_to(standing, positions), set(positions), force, said)
    draft.like += [i for i in ids if i not in draft.like]


def similar_to(standing: Standing, positions: Sequence[int]) -> Requirement:
    """The wish to resemble the tracks at `positions`."""
    ids = tuple(standing.ids[p - 1] for p in positions)
    return wish(
        "similar", "any", ids, Reading(named(standing, positions)), polarity="like", strength="prefer"
    )  # fmt: skip


def nearness(draft: Draft, likeness: Requirement, spared: set[int], force: Force, said: Said) -> None:
    """Let the tracks that resemble the seeds of `likeness` least give way."""
    standing = draft.standing
    found = seeds(standing.snapshot, likeness)
    if len(found) == 0:
        draft.ask(likeness, said)
        draft.why(f"“{said.phrase}” changes nothing: the library does not hold it")
        return
    near = standing.alike(found)
    order = [int(i) + 1 for i in np.argsort(near, kind="stable") if int(i) + 1 not in spared]
    out = draft.open_up(order[: max(1, math.ceil(force.part * len(standing)))])
    held = standing.held(likeness)
    near_ones = sum(bool(held[p - 1]) for p in draft.staying()) + len(out)
    draft.ask(replace(likeness, share=down(near_ones / len(draft.slots))), said)
    draft.why(f"“{said.phrase}”: {len(out)} tracks least like it give way")


def _strewn(positions: np.ndarray, count: int) -> list[int]:
    """`count` of `positions`, spread evenly over them."""
    at = np.unique(np.linspace(0, len(positions) - 1, num=min(count, len(positions)) + 2)[1:-1].round().astype(int))
    chosen = [int(positions[i]) for i in at]
    rest = [int(p) for p in positions if int(p) not in chosen]
    return sorted(chosen + rest[: count - len(chosen)])
