"""Scoring of what was read against labelled requests."""

from __future__ import annotations

from pathlib import Path

import pytest

from segue.evaluation.requests import Label, LabelledRequest, closeness, match_up, read_queries, read_requests, score
from segue.knowledge.english import build, is_english
from segue.music import Polarity, Requirement


def _read(attribute: str, phrase: str, polarity: Polarity = "want") -> Requirement:
    return Requirement(phrase=phrase, span=(0, 0), attribute=attribute, operator="is", value=phrase, polarity=polarity)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("sad", "sad", 1.0), ("sad songs", "sad", 0.5), ("a b c", "c", 1 / 3), ("a b c d", "d", 0.0), ("a b", "b c", 0.0)],
)
def test_phrases_are_the_same_by_their_words(a: str, b: str, expected: float) -> None:
    assert closeness(a, b) == pytest.approx(expected)


def test_the_closest_pairs_are_matched_first_and_once() -> None:
    labels = [Label("genre", "jazz", "want"), Label("genre", "smooth jazz", "want")]
    assert match_up(labels, [("genre", "smooth jazz"), ("genre", "jazz"), ("mood", "jazz")]) == {0: 1, 1: 0}


def test_a_score_counts_by_slot_polarity_and_length() -> None:
    labels = (
        Label("genre", "jazz", "want"),
        Label("instrument", "drums", "avoid"),
        Label("entity", "the owls", "like"),
    )
    request = LabelledRequest("1", "jazz like the owls without drums", labels)
    found = score([request], {"1": [_read("genre", "jazz"), _read("instrument", "drums"), _read("mood", "owls")]})
    assert [found.precision, found.recall] == pytest.approx([2 / 3, 2 / 3])
    assert found.polarity == 0.5
    assert found.recall_by_polarity == {"want": 1.0, "avoid": 0.0, "like": 0.0}
    assert (found.misses, found.false) == ({"entity": 1}, {"mood": 1})
    assert found.by_length["6 to 10 words"] == pytest.approx(found.f1)


def test_numbers_are_not_scored_as_moods() -> None:
    request = LabelledRequest("1", "over 120 bpm", ())
    assert score([request], {"1": [_read("tempo", "over 120 bpm")]}).false == {}


def test_labelled_files_are_read(tmp_path: Path) -> None:
    table = tmp_path / "requests.csv"
    table.write_text("ID,query,intents\n7,sad jazz,\"{'Mood': {('sad', '+'): 1.0}, 'Genre': {('jazz', '-'): 1.0}}\"\n")
    lines = tmp_path / "queries.jsonl"
    lines.write_text('{"words": ["like", "owls"], "tags": ["O", "B-Artist"]}\n{"words": [], "tags": []}\n')
    assert read_requests(table)[0].labels == (Label("mood", "sad", "want"), Label("genre", "jazz", "avoid"))
    assert [query.words for query in read_queries(lines)] == [("like", "owls")]


def test_english_words_are_told_from_strange_ones() -> None:
    assert all(map(is_english, ("river", "rivers", "quietly")))
    assert sum(map(is_english, ("radiohead", "kudasai", "xkqzt", "vbec", "sigur", "bjork"))) <= 1
    assert len(build(f"w{c}" for c in "abcdefghij")) < 20
