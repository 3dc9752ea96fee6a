"""The tagger: best tags, what it keeps, and how its advice changes what is read."""

from __future__ import annotations

from io import BytesIO
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segue.evaluation.requests import Label, LabelledRequest, TaggedQuery
from segue.evaluation.tagger import Example, labelled, named, ordered, spread, train
from segue.intent import parse, proposed, words_of
from segue.intent.tagging import SLOTS, Tag, Tagger, in_force, is_read, observe, signs, strings, tagging_with

LABELS = ("O", *(f"{mark}-{slot}" for slot in SLOTS for mark in "BI"))


def _untrained(transitions: np.ndarray | None = None) -> Tagger:
    steps = np.zeros((len(LABELS),) * 2, np.float32) if transitions is None else transitions
    return Tagger(LABELS, ["bias"], np.zeros((1, len(LABELS)), np.float32), steps, {})


def _forbidding() -> np.ndarray:
    steps = np.zeros((len(LABELS),) * 2, np.float32)
    for i, one in enumerate(LABELS):
        for j, other in enumerate(LABELS):
            if other.startswith("I-") and one[2:] != other[2:]:
                steps[i, j] = -1e4
    return steps


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3), st.integers(0, 10_000))
def test_the_best_row_of_tags_is_the_best_of_all_rows(length: int, seed: int) -> None:
    tagger = _untrained(_forbidding())
    scores = np.random.default_rng(seed).normal(0, 3, (length, len(LABELS))).astype(np.float32)

    def worth(row: tuple[int, ...]) -> float:
        inside = sum(float(tagger.transitions[a, b]) for a, b in zip((0, *row), (*row, 0), strict=True))
        return inside + sum(float(scores[at, label]) for at, label in enumerate(row))

    best = max(product(range(len(LABELS)), repeat=length), key=worth)
    found = ["O"] * length
    for tag in tagger.tags(scores):
        found[tag.start : tag.end] = [f"B-{tag.slot}", *[f"I-{tag.slot}"] * (tag.end - tag.start - 1)]
    assert found == [LABELS[label] for label in best]


def test_an_eager_tagger_finds_more() -> None:
    scores = np.zeros((1, len(LABELS)), np.float32)
    scores[0, 0], scores[0, LABELS.index("B-mood")] = 1.0, 0.8
    assert _untrained().tags(scores) == []
    assert _untrained().tags(scores, eager=0.5) == [Tag(0, 1, "mood")]


def test_a_model_comes_back_as_it_was_saved() -> None:
    file = BytesIO()
    tagger = Tagger(LABELS, ["0|w=jazz", "bias"], np.ones((2, len(LABELS)), np.float32), _forbidding(), {"jazz": 2})
    tagger.save(file)
    file.seek(0)
    again = Tagger.load(file)
    assert (again.labels, again.bands) == (tagger.labels, tagger.bands)
    assert np.array_equal(again.weights, tagger.weights)
    assert np.array_equal(again.transitions, tagger.transitions)


def test_reading_sums_the_very_features_that_training_takes() -> None:
    tokens, proposals = proposed("calm songs like the owls, for a walk", None)
    words, row = observe(tokens), signs(tokens, proposals, None)
    tagger = in_force()
    assert tagger is not None
    rows = strings(words, row, [tagger.band(word) for word in words])
    by_name = dict(zip(tagger.features, tagger.weights, strict=True))
    expected = [np.sum([by_name[f] for f in features if f in by_name], axis=0) for features in rows]
    assert np.allclose(tagger.of_field(words, row), expected, atol=1e-3)


def test_labels_are_spread_over_their_words() -> None:
    tokens, _ = proposed("sad songs like the quiet sea, no drums", None)
    labels = (
        Label("mood", "sad", "want"),
        Label("entity", "the quiet sea", "like"),
        Label("instrument", "drums", "avoid"),
    )
    assert spread(tokens, labels) == ["B-mood", "O", "O", "B-alike", "I-alike", "I-alike", "O", "O", "B-instrument"]


def test_it_learns_from_whole_and_from_partly_marked_texts() -> None:
    things = ("glimmerwave", "murkstep", "dronefolk", "thudcore")
    whole = [
        labelled(
            LabelledRequest(
                str(n), f"some {a} tunes for {b}", (Label("genre", a, "want"), Label("activity", b, "want"))
            ),
            None,
        )
        for n, (a, b) in enumerate(product(things, ("zorbing", "quilting", "spelunking")))
    ]
    partly = [
        named(TaggedQuery(("tunes", "like", w), ("O", "O", "B-Artist")), None) for w in ("xanthor", "mivvi", "quorb")
    ]
    tagger = train([*whole, *partly])
    tokens, proposals = proposed("some brumblepop tunes for whittling", None)
    words = observe(tokens)
    tags = tagger.tags(tagger.scores(words, signs(tokens, proposals, None)))
    assert [(words[t.start], t.slot) for t in tags] == [("brumblepop", "genre"), ("whittling", "activity")]


def test_our_own_prompts_teach_what_the_grammar_reads() -> None:
    example = ordered("20 sad jazz songs, no drums", None)
    assert isinstance(example, Example)
    assert dict(zip(example.words, example.labels, strict=True)) == {
        "20": "O", "sad": "B-mood", "jazz": "B-genre", "songs": "O", ",": "O", "no": "O", "drums": "B-instrument"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("prompt", "attribute", "polarity"),
    [
        ("bands similar to grimble and the fossicks", "similar", "like"),
        ("songs that sound like the wobbling pips", "similar", "like"),
    ],
)
def test_names_that_no_catalogue_holds_are_names(prompt: str, attribute: str, polarity: str) -> None:
    assert (attribute, polarity) in {(r.attribute, r.polarity) for r in parse(prompt, None).requirements}


def test_another_tagger_can_be_put_in_force() -> None:
    prompt = "20 jazz songs"
    with tagging_with(_untrained()):
        assert in_force() is not None
        with tagging_with(None):
            assert in_force() is None
            alone = parse(prompt, None)
    assert parse(prompt, None).requirements == alone.requirements


@pytest.mark.parametrize(
    ("prompt", "asked"),
    [
        ("looking for songs like the wobbling pips", True),
        ("Songs like the wobbling pips", False),
        ("calm songs, like the wobbling pips", False),
        ("canciones tranquilas como las olas para dormir", False),
        ("calm " * 200, False),
        ("", False),
    ],
)
def test_it_is_asked_about_bare_english_words_of_some_length(prompt: str, asked: bool) -> None:
    assert is_read(words_of(prompt, None)) is asked


@pytest.mark.parametrize("prompt", ["20 fast tunes by grimble", "grimble for half an hour", "grimble above 120 bpm"])
def test_what_orders_by_numbers_follows_the_grammar(prompt: str) -> None:
    with tagging_with(None):
        alone = parse(prompt, None)
    assert parse(prompt, None) == alone
