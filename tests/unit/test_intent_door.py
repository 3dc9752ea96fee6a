"""The door of the grammar: what is refused, and how options become wishes."""

from __future__ import annotations

from typing import Any

import pytest

from segue.catalogue.port import SavedPlaylist
from segue.errors import SegueError
from segue.intent import read
from segue.music import MAX_PROMPT, MAX_TRACKS, Lock, Request


def _request(prompt: str = "20 calm songs", **fields: Any) -> Request:
    return Request(prompt=prompt, **fields)


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (_request(""), "prompt_empty"),
        (_request(" \n\t\x00 "), "prompt_empty"),
        (_request("x" * (MAX_PROMPT + 1)), "prompt_too_long"),
        (_request("songs \ud800"), "prompt_not_text"),
        (_request(tracks=0), "tracks_range"),
        (_request(tracks=MAX_TRACKS + 1), "tracks_range"),
        (_request(minutes=0), "minutes_range"),
        (_request(minutes=float("nan")), "minutes_range"),
        (_request(novelty=1.5), "novelty_range"),
        (_request(popularity=101), "popularity_range"),
        (_request(locks=(Lock(0, "a"),)), "lock_range"),
        (_request(tracks=3, locks=(Lock(4, "a"),)), "lock_range"),
        (_request(locks=(Lock(1, "a"), Lock(1, "b"))), "lock_twice"),
        (_request(rules=("tempo please",)), "rule_syntax"),
        (_request("only Queen, no Queen"), "contradiction"),
        (_request("rap but no rap"), "contradiction"),
        (_request("rap", rules=('avoid must genre is "hip hop"',)), "contradiction"),
    ],
)
def test_what_cannot_be_met_is_refused_with_its_code(request_: Request, code: str) -> None:
    with pytest.raises(SegueError) as refused:
        read(request_, None)
    assert refused.value.code == f"segue.E.{code}"
    assert refused.value.hint


def test_a_preference_may_be_avoided_elsewhere() -> None:
    assert read(_request("ideally rap, 10 songs, no rap"), None).requirements


def test_options_take_the_place_of_what_the_prompt_counts() -> None:
    intent = read(_request("20 calm songs, 45 minutes", tracks=12, minutes=30), None)
    assert [r.value for r in intent.of("count", "duration")] == [12, 30]
    assert all(r.phrase == "" and r.span == (0, 0) for r in intent.of("count", "duration"))


def test_likeness_names_an_artist_or_the_tracks_of_a_playlist() -> None:
    saved = SavedPlaylist(name="Sunday", source="s", track_ids=("a", "b"))
    intent = read(_request(like=("Radiohead", "sunday")), None, playlists=(saved,))
    assert [(r.polarity, r.value) for r in intent.of("similar")] == [("like", "Radiohead"), ("like", ("a", "b"))]


def test_familiarity_and_rules_become_wishes() -> None:
    intent = read(_request(novelty=0.4, popularity=20, rules=("want must tempo max 100",)), None)
    assert [(r.attribute, r.operator, r.value) for r in intent.of("novelty", "popularity", "tempo")] == [
        ("novelty", "min", 0.4),
        ("popularity", "max", 20),
        ("tempo", "max", 100),
    ]


def test_control_characters_are_spaces_and_spans_stay_right() -> None:
    prompt = "20\x00calm\x07songs"
    intent = read(_request(prompt), None)
    assert [prompt[slice(*r.span)] for r in intent.requirements] == ["20", "calm"]
