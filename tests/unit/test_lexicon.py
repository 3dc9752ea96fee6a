"""The lexicon that ships: its form, its breadth, and what words of each kind mean."""

from __future__ import annotations

from collections import Counter

import pytest

from segue.intent import parse
from segue.intent.tokens import tokenize
from segue.knowledge import lexicon as lexicons
from segue.knowledge.lexicon import lexicon
from segue.music import ATTRIBUTES, NUMERIC, Requirement

KNOWN = lexicon()


def only(prompt: str) -> Requirement:
    (requirement,) = parse(prompt, None).requirements
    return requirement


def test_every_term_is_written_as_prompts_are_read() -> None:
    tables = (KNOWN.senses, KNOWN.markers, KNOWN.phrases, KNOWN.themes, KNOWN.genre_forms, KNOWN.poles, KNOWN.measures)
    assert [term for table in tables for term in table if tokenize(term).line != term] == []


def test_no_term_means_two_things() -> None:
    terms = Counter(term for term, _ in lexicons.senses_of(lexicons.load()))
    assert [term for term, times in terms.items() if times > 1] == []
    assert not KNOWN.senses.keys() & KNOWN.markers.keys()


def test_readings_lie_within_what_tracks_can_be() -> None:
    for sense in {id(s): s for s in KNOWN.senses.values()}.values():
        assert sense.attribute in ATTRIBUTES
        for reading in filter(None, (sense.reading, sense.without)):
            assert reading.text
            for region in reading.regions:
                limits = NUMERIC[region.attribute]
                numbers = region.value if isinstance(region.value, tuple) else (region.value,)
                assert all(limits.low <= float(n or 0) <= limits.high for n in numbers)


@pytest.mark.parametrize(
    ("attribute", "least"),
    [("instrument", 120), ("country", 250), ("language", 95), ("mood", 60), ("activity", 45), ("era", 15)],
)
def test_there_is_breadth(attribute: str, least: int) -> None:
    assert len({s.value for s in KNOWN.senses.values() if s.attribute == attribute}) >= least


@pytest.mark.parametrize(
    ("words", "attribute", "value"),
    [
        ("deep work", "activity", "focus"), ("walking the dog", "activity", "walking"),
        ("falling asleep", "activity", "sleep"), ("rainy sunday", "activity", "rainy day"),
        ("first dance", "activity", "wedding"), ("cooking for friends", "activity", "cooking"),
        ("crying", "mood", "sad"), ("jangly", "mood", "jangly"), ("wall of sound", "mood", "lush"),
        ("bass heavy", "mood", "bass heavy"), ("808s", "instrument", "drum machine"),
        ("shakuhachi", "instrument", "shakuhachi"), ("horn section", "instrument", "horns"),
        ("burkinabe", "country", "Burkina Faso"), ("nordic", "country", "Scandinavia"),
        ("from Seattle", "country", "Seattle"), ("in Swahili", "language", "Swahili"),
        ("lyrics in Finnish", "language", "Finnish"), ("falsetto", "vocals", "falsetto"),
        ("growled vocals", "vocals", "screamed vocals"), ("roaring twenties", "era", "roaring twenties"),
        ("one-hit wonders", "popularity", 60), ("hidden gems", "popularity", 40), ("radio edit", "explicit", False),
        ("my favourites", "novelty", 0.2), ("something new to me", "novelty", 0.7), ("mashups", "version", "mashup"),
        ("songs about leaving home", "theme", "leaving home"), ("war songs", "theme", "war"),
    ],
)  # fmt: skip
def test_words_mean_what_they_say(words: str, attribute: str, value: object) -> None:
    read = [r for r in parse(words, None).requirements if r.attribute == attribute]
    assert [r.value for r in read] == [value]


def test_a_family_is_met_by_its_members_and_says_so() -> None:
    brass, nordic = KNOWN.senses["brass"].reading, KNOWN.senses["nordic"].reading
    assert brass is not None
    assert {"brass", "trumpet", "trombone", "tuba"} <= set(brass.labels)
    assert brass.text == "brass: trumpet, trombone, french horn, tuba and 1 more"
    assert nordic is not None
    assert {"swedish", "iceland", "danish"} <= set(nordic.labels)


def test_a_theme_is_one_only_where_songs_are_said_to_be_about_it() -> None:
    assert only("songs about the sea").attribute == "theme"
    assert only("sea songs").attribute == "theme"
    assert not parse("the sea", None).requirements


def test_a_file_of_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        lexicons.merged({"words": {"format": 2}})
    with pytest.raises(ValueError, match="mood"):
        lexicons.merged({"a": {"format": 1, "mood": {}}, "b": {"format": 1, "mood": {}}})
