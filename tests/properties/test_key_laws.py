"""Laws of keys and tempi."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from segue.knowledge.keys import camelot, camelot_name, key_distance, key_distances, key_name, parse_key
from segue.knowledge.tempo import tempo_change

KEYS = st.tuples(st.integers(0, 11), st.integers(0, 1))
TEMPI = st.floats(20, 400)


@given(KEYS)
def test_every_spelling_of_a_key_reads_back(key: tuple[int, int]) -> None:
    number, ring = camelot(*key)
    open_key = f"{(number - 8) % 12 + 1}{'d' if ring == 'B' else 'm'}"
    assert parse_key(camelot_name(*key)) == parse_key(key_name(*key)) == parse_key(open_key) == key


@given(KEYS, KEYS, KEYS)
def test_key_distance_is_a_metric_of_at_most_seven_steps(
    a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]
) -> None:
    assert 0 <= key_distance(*a, *b) == key_distance(*b, *a) <= 7
    assert (key_distance(*a, *b) == 0) == (a == b)
    assert key_distance(*a, *c) <= key_distance(*a, *b) + key_distance(*b, *c)


@given(st.lists(st.tuples(KEYS, KEYS), min_size=1, max_size=20))
def test_distances_over_arrays_are_the_distances(pairs: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    first, second = (np.array(side, np.float32) for side in zip(*pairs, strict=True))
    together = key_distances(first[:, 0], first[:, 1], second[:, 0], second[:, 1])
    assert together.tolist() == [key_distance(*a, *b) for a, b in pairs]


@given(KEYS, KEYS, st.integers(0, 11))
def test_transposing_both_keys_keeps_their_distance(a: tuple[int, int], b: tuple[int, int], steps: int) -> None:
    moved = [((pitch + steps) % 12, mode) for pitch, mode in (a, b)]
    assert key_distance(*moved[0], *moved[1]) == key_distance(*a, *b)


@given(st.text(max_size=12))
def test_parse_key_takes_any_text(text: str) -> None:
    key = parse_key(text)
    assert key is None or (0 <= key[0] <= 11 and key[1] in (0, 1, None))


@given(TEMPI, TEMPI, st.sampled_from([0.5, 1.0, 2.0]))
def test_octaves_within_reach_change_nothing(tempo: float, other: float, octave: float) -> None:
    assert abs(tempo_change(tempo, tempo * octave)) < 1e-9
    assert abs(tempo_change(tempo, other)) <= abs(other / tempo - 1) + 1e-9 or other < tempo
