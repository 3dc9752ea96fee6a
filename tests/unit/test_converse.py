"""Candidates for a conversation: what is never proposed, and what the sources tell of each."""

from __future__ import annotations

import numpy as np
import pytest

from segue import candidates
from segue.candidates import together
from segue.candidates.query import Query
from segue.catalogue.snapshot import Snapshot
from segue.evaluation.fusion import SIGNALS
from segue.intent import parse, soften
from segue.music import Candidates, Floats, Intent, RankQuery, Rows
from segue.ranking import Context, load_recipe, rank
from segue.ranking.forest import shipped


def converse(
    snapshot: Snapshot,
    *said: str,
    liked: tuple[str, ...] = (),
    disliked: tuple[str, ...] = (),
    barred: Rows | None = None,
) -> tuple[Intent, Candidates]:
    turns = [parse(text, snapshot) for text in said]
    query, asked = RankQuery(id="1", said=said, liked=liked, disliked=disliked), soften(turns)
    out = np.empty(0, np.int32) if barred is None else barred
    return asked, candidates.converse(query, asked, turns, snapshot, top=10, barred=out)


def signal(snapshot: Snapshot, found: Candidates, name: str, key: str) -> Floats:
    """A signal of the candidates that are by the act of that key."""
    code = snapshot.artists.find(key)
    told: Floats = found.signals[name][snapshot.artists.primary[found.rows] == code]
    return told


def test_what_was_judged_is_not_proposed_in_any_version(tiny: Snapshot) -> None:
    tram = tiny.titles_index.find("night tram")
    versions = tram[tiny.twin[tram] == tiny.twin[tram[0]]]
    assert len(versions) > 1
    one = tuple(tiny.ids.take(versions[:1]))
    for _, found in (converse(tiny, "rock", liked=one), converse(tiny, "rock", disliked=one)):
        assert len(found.rows)
        assert not np.isin(versions, found.rows).any()


def test_a_song_is_proposed_once(tiny: Snapshot) -> None:
    _, found = converse(tiny, "The Copper Tides, rock")
    assert len(found.rows) > 20
    assert len(np.unique(tiny.twin[found.rows])) == len(found.rows)
    assert (np.diff(found.rows) > 0).all()


def test_barred_tracks_stay_out(tiny: Snapshot) -> None:
    code = tiny.artists.find("grimwald")
    assert code is not None
    barred = tiny.artists.rows(code)
    assert np.isin(barred, converse(tiny, "metal")[1].rows).any()
    assert not np.isin(barred, converse(tiny, "metal", barred=barred)[1].rows).any()


def test_every_signal_covers_every_candidate_and_the_forest_knows_it(tiny: Snapshot) -> None:
    _, found = converse(tiny, "sad songs", "by Oona Vale, no metal", liked=("t044",), disliked=("t030",))
    assert all(values.shape == found.rows.shape for values in found.signals.values())
    assert set(SIGNALS) == set(found.signals) | {"fit"}
    assert shipped().names == SIGNALS


def test_signals_tell_who_was_named_when_and_what_is_near(tiny: Snapshot) -> None:
    _, found = converse(tiny, "Vera Oduya", "some Dex Marlow", liked=("t086",))
    assert set(signal(tiny, found, "named_age", "dex marlow").tolist()) == {0}
    assert set(signal(tiny, found, "named_age", "vera oduya").tolist()) == {1}
    assert (signal(tiny, found, "named_age", "grimwald") > 10).all()
    assert (
        signal(tiny, found, "near_named_now", "dex marlow").mean()
        > signal(tiny, found, "near_named_now", "grimwald").mean()
    )


def test_a_dislike_is_told_of_what_is_near_it(tiny: Snapshot) -> None:
    code = tiny.artists.find("grimwald")
    assert code is not None
    _, found = converse(tiny, "anything", disliked=(tiny.ids[int(tiny.artists.rows(code)[0])],))
    near = found.signals["near_disliked"]
    metal = tiny.artists.primary[found.rows] == code
    assert near[metal].min() > np.median(near[~metal])


def test_acts_named_last_are_ranked_first(tiny: Snapshot) -> None:
    asked, found = converse(tiny, "play me some Vera Oduya")
    ranked = rank(Context.of(found, asked, tiny, seed=0), load_recipe("dialogue"))
    code = tiny.artists.find("vera oduya")
    assert (tiny.artists.primary[ranked.rows[:5]] == code).all()
    assert ((ranked.scores >= 0) & (ranked.scores <= 1)).all()


@pytest.mark.parametrize("said", [(), ("",), ("?!",), ("no", "no", "no")])
def test_a_conversation_that_says_nothing_still_has_candidates(tiny: Snapshot, said: tuple[str, ...]) -> None:
    asked, found = converse(tiny, *said)
    assert len(found.rows)
    assert np.isfinite(rank(Context.of(found, asked, tiny, seed=0), load_recipe("dialogue")).scores).all()


def test_playlists_propose_what_stands_beside_the_liked(tiny: Snapshot) -> None:
    rows = np.arange(tiny.n, dtype=np.int32)
    shelves = (np.array([3, 50, 51], np.int32), np.array([3, 60, 61, 62, 63, 64, 65, 66], np.int32))
    query = Query(
        Intent(), tiny, rows, np.ones(tiny.n, np.bool_), 10, 0, liked=np.array([3], np.int32), shelves=shelves
    )
    assert together.propose(query).rows.tolist()[:3] == [50, 51, 60]
    assert len(together.propose(Query(Intent(), tiny, rows, query.allowed, 10, 0, shelves=shelves)).rows) == 0
