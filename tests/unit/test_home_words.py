"""A home's own words: kept whole, read at once, in force for that home alone; what cannot be meant is told."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segue.errors import BadInput, HomeError, NotFound
from segue.intent import parse, term
from segue.knowledge.lexicon import lexicon, shipped, using
from segue.music import Requirement
from segue.notebook import Entry, HomeWords, overlay
from segue.notebook.wordfile import dump, load

GLOW = Entry("sunday glow", "same", "relaxing")
SLAPS = Entry("slaps", "scale", "energy min 0.7")
FAB = Entry("fab 4", "label", "artist The Beatles")
PRETTY = Entry("pretty please", "nothing")


@pytest.fixture
def words(tmp_path: Path) -> HomeWords:
    return HomeWords(tmp_path / "lexicon.toml")


def _read(words: HomeWords, prompt: str) -> tuple[Requirement, ...]:
    with using(words.lexicon):
        return parse(prompt, None).requirements


@pytest.mark.parametrize(
    ("entry", "prompt", "attribute", "value"),
    [
        (GLOW, "Sunday Glow!", "mood", "relaxing"),
        (SLAPS, "music that slaps", "energy", 0.7),
        (Entry("mid", "scale", "tempo between 90 110"), "mid stuff", "tempo", (90, 110)),
        (FAB, "songs by fab four", "artist", "The Beatles"),
        (Entry("zorb", "label", "mood gloopy"), "zorb songs", "mood", "gloopy"),
        (Entry("zorbcore", "same", "drum and bass"), "zorbcore", "genre", "drum and bass"),
    ],
)
def test_a_word_is_read_as_it_was_taught(
    words: HomeWords, entry: Entry, prompt: str, attribute: str, value: object
) -> None:
    words.add(entry)
    (read,) = [r for r in _read(words, prompt) if r.attribute == attribute]
    assert read.value == value


def test_a_marker_may_have_another_name_and_a_phrase_may_ask_for_nothing(words: HomeWords) -> None:
    for entry in (Entry("zilch", "same", "no"), PRETTY, Entry("sad", "nothing")):
        words.add(entry)
    (read,) = _read(words, "pretty please zilch rap, sad")
    assert (read.attribute, read.polarity) == ("genre", "avoid")
    with using(words.lexicon):
        assert parse("calm songs pretty please", None).unread == ()


def test_the_lexicon_that_ships_stays_as_it_is(words: HomeWords) -> None:
    words.add(Entry("calm", "same", "energetic"))
    with using(words.lexicon):
        assert lexicon() is words.lexicon
        seen = []
        thread = threading.Thread(target=lambda: seen.append(lexicon()))
        thread.start()
        thread.join()
    assert seen == [shipped()]
    assert lexicon() is shipped()
    assert [r.operator for r in parse("calm", None).requirements] == ["max"]


def test_words_are_added_changed_listed_and_removed_by_any_process(words: HomeWords, tmp_path: Path) -> None:
    other = HomeWords(tmp_path / "lexicon.toml")
    assert (other.entries, other.lexicon) == ((), shipped())
    assert words.add(SLAPS) is None
    assert other.entries == (SLAPS,)
    changed = Entry("slaps", "scale", "energy min 0.8")
    assert other.add(changed) == SLAPS
    assert words.remove("slaps") == changed
    assert [*other.entries] == []
    with pytest.raises(NotFound, match="slaps"):
        words.remove("slaps")
    assert [file.name for file in tmp_path.iterdir()] == ["lexicon.toml"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Entry("", "nothing"), "lexicon_term"),
        (Entry("Sunday", "same", "relaxing"), "lexicon_term"),
        (Entry("a-b", "same", "relaxing"), "lexicon_term"),
        (Entry("x " * 30, "same", "relaxing"), "lexicon_term"),
        (Entry("\x1b[31m", "same", "relaxing"), "lexicon_term"),
        (Entry("the", "same", "relaxing"), "lexicon_common"),
        (Entry("songs", "nothing"), "lexicon_common"),
        (Entry("12", "same", "relaxing"), "lexicon_common"),
        (Entry("zorb", "same", "quuxish"), "lexicon_meaning"),
        (Entry("zorb", "scale", "loudly min 3"), "lexicon_meaning"),
        (Entry("zorb", "scale", "energy about 3"), "lexicon_meaning"),
        (Entry("zorb", "scale", "energy between 0.3"), "lexicon_meaning"),
        (Entry("zorb", "scale", "energy min 7"), "lexicon_range"),
        (Entry("zorb", "scale", "tempo between 120 90"), "lexicon_range"),
        (Entry("zorb", "label", "title Moon"), "lexicon_meaning"),
        (Entry("zorb", "label", "artist "), "lexicon_meaning"),
        (Entry("zorb", "label", "artist A\x1b[0m"), "lexicon_meaning"),
    ],
)
def test_what_cannot_be_meant_is_told(words: HomeWords, entry: Entry, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        words.add(entry)
    assert refused.value.code == f"segue.E.{code}"
    assert refused.value.hint
    assert "\x1b" not in refused.value.message
    assert words.entries == ()


def test_a_near_word_is_hinted_at(words: HomeWords) -> None:
    with pytest.raises(BadInput) as refused:
        words.add(Entry("zorb", "same", "melancholicc"))
    assert "melancholic" in refused.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "", "format = 2", "format = 1\n[mood]\nx = 1", "format = 1\nsame = 3", '[same]\n"a" = "calm"', "\x00",
        "format = 1\n[same]\nzorb = 4",
        'format = 1\n[same]\n"zorb" = "unquuxed"', 'format = 1\n[same]\n"zorb" = "calm"\n[nothing]\nwords = "zorb"',
        'format = 1\n[scale]\nenergy = 4', 'format = 1\n[scale.energy]\n"min much" = "zorb"',
        'format = 1\n[nothing]\nwords = 1',
    ],
)  # fmt: skip
def test_a_file_that_says_nothing_is_told_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(text)
    with pytest.raises(HomeError) as refused:
        _ = HomeWords(path).lexicon
    assert refused.value.code == "segue.E.lexicon_damaged"
    assert path.read_text() == text


entries = st.one_of(
    st.builds(Entry, st.from_regex("[a-z]{4,9}zq( [a-z]{3,5})?", fullmatch=True), st.just("same"), st.just("calm")),
    st.builds(Entry, st.from_regex("zq[a-z]{4,9}", fullmatch=True), st.just("nothing")),
    st.builds(
        Entry, st.from_regex("zx[a-z]{4,9}", fullmatch=True), st.just("label"),
        st.text(st.characters(categories=["L", "P", "S"]), min_size=1, max_size=9).map(lambda v: f"artist a{v}"),
    ),
    st.builds(
        Entry, st.from_regex("zy[a-z]{4,9}", fullmatch=True), st.just("scale"),
        st.floats(0, 1).map(lambda v: f"energy min {v:.3f}"),
    ),
)  # fmt: skip


@given(st.lists(entries, max_size=8, unique_by=lambda entry: entry.term))
def test_the_file_reads_back_what_was_written(listed: list[Entry]) -> None:
    assert load(dump(listed)) == tuple(sorted(listed, key=lambda entry: entry.term))
    assert overlay(listed).longest >= shipped().longest


def test_terms_are_folded_as_prompts_are() -> None:
    assert term("  The Fab-Four’s “B-Sides”! ") == "the fab fours b sides"
    assert term("Fab Four") == "fab 4"
    assert term("Café…") == "cafe"
