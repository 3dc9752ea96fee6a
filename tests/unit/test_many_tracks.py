"""What is done where there are very many tracks: indexes narrow first, then a sample is looked at."""

from __future__ import annotations

import numpy as np
import pytest

from segue import candidates
from segue.candidates import eligible as narrowing
from segue.candidates import sample
from segue.candidates.eligible import eligible
from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.music import Rows
from segue.requirements import Checked, check, on_tracks, posted

NO_ROWS: Rows = np.empty(0, np.int32)
PROMPTS = (
    "5 songs by Oona Vale", "latin songs", "no rap", "jazz or soul between 70 and 120 bpm", "songs from Paper Moons",
    "songs with rain in the title", "calm piano music", "half jazz, half soul", "not by Unit 404", "sad songs",
)  # fmt: skip


def test_few_rows_are_all_looked_at() -> None:
    rows = np.arange(sample.MANY, dtype=np.int32)
    assert (sample.some(rows, 7, sample.MANY) == rows).all()
    assert (sample.few(rows, sample.MANY) == rows).all()
    assert (sample.some(rows[: sample.SOME], 7, 10 * sample.MANY) == rows[: sample.SOME]).all()


@pytest.mark.parametrize("seed", [0, 1, 12_345])
def test_of_many_rows_an_even_part_is(seed: int) -> None:
    rows = np.arange(10 * sample.MANY, dtype=np.int32)
    found = sample.some(rows, seed, len(rows))
    assert abs(len(found) - sample.SOME) < sample.SOME / 10
    assert len(set(np.diff(found).tolist())) == 1
    assert (found == sample.some(rows, seed, len(rows))).all()
    assert abs(len(sample.few(rows, len(rows))) - sample.FEW) < sample.FEW / 10


@pytest.mark.parametrize("prompt", PROMPTS)
def test_what_is_posted_holds_all_that_keep_the_wish(tiny: Snapshot, prompt: str) -> None:
    for wish in filter(on_tracks, parse(prompt, tiny).requirements):
        rows = posted(tiny, wish)
        if rows is not None:
            assert (np.diff(rows) > 0).all()
            assert set(np.flatnonzero(check(tiny, wish).held)) <= set(rows)


def test_names_and_labels_are_posted(tiny: Snapshot) -> None:
    wishes = [w for p in PROMPTS[:2] for w in parse(p, tiny).requirements if on_tracks(w)]
    assert wishes
    assert all(posted(tiny, wish) is not None for wish in wishes)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_sample_keeps_what_all_tracks_keep(tiny: Snapshot, prompt: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "looked_at", lambda _: 10)
    intent = parse(prompt, tiny)
    whole = eligible(Checked(tiny), intent, NO_ROWS, 1)
    part = eligible(Checked(tiny), intent, NO_ROWS, 1, lambda rows, offered: rows[::2])
    assert set(part.rows) <= set(whole.loose)
    found = candidates.gather(intent, tiny, seed=1, need=1)
    assert set(found.rows) <= set(whole.loose)


def test_a_sample_that_leaves_too_few_is_not_taken(tiny: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "looked_at", lambda _: 10)
    intent = parse("5 calm songs", tiny)
    whole = eligible(Checked(tiny), intent, NO_ROWS, 5)
    part = eligible(Checked(tiny), intent, NO_ROWS, 5, lambda rows, offered: rows[:3])
    assert part.rows.tolist() == whole.rows.tolist()
