"""Evidence cut out of what was found before is that which checking anew would find."""

from __future__ import annotations

import numpy as np
import pytest

from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.music import Evidence, Requirement
from segue.requirements import Checked, check, on_tracks

_PROMPTS = ("calm jazz for studying", "rock but no metal between 100 and 130 bpm", "90s hip hop, nothing explicit")
_WISHES = [r for prompt in _PROMPTS for r in parse(prompt, None).requirements if on_tracks(r)]


def _same(one: Evidence, other: Evidence) -> bool:
    columns = ("held", "source", "subjective", "degree", "confidence")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in columns)


@pytest.mark.parametrize("wish", _WISHES, ids=lambda wish: f"{wish.polarity} {wish.phrase}")
def test_fewer_rows_say_what_they_said_among_more(wish: Requirement, tiny: Snapshot) -> None:
    checked, rng = Checked(tiny, few=4), np.random.default_rng(0)
    rows = np.arange(0, tiny.n, 2, dtype=np.int32)
    assert _same(checked(wish, rows), check(tiny, wish, rows))
    for count in (len(rows) - 1, len(rows) // 2, 6, 3, 0):
        fewer = np.sort(rng.choice(rows, min(count, len(rows)), replace=False))
        assert _same(checked(wish, fewer), check(tiny, wish, fewer))


def test_rows_that_were_not_asked_about_are_checked(tiny: Snapshot) -> None:
    wish, checked = _WISHES[0], Checked(tiny, few=4)
    even, every = np.arange(0, tiny.n, 2, dtype=np.int32), tiny.rows()
    odd = np.arange(1, tiny.n, 2, dtype=np.int32)
    for rows in (even, odd, every, odd):
        assert _same(checked(wish, rows), check(tiny, wish, rows))


def test_a_wish_for_a_part_of_the_list_has_the_evidence_of_one_for_all(tiny: Snapshot) -> None:
    part = parse("mostly jazz", None).requirements[0]
    whole = parse("jazz", None).requirements[0]
    checked, rows = Checked(tiny, few=4), tiny.rows()
    found = checked(whole, rows), checked(part, rows)
    assert [evidence.requirement for evidence in found] == [whole, part]
    assert _same(*found)
