"""Word pieces: how words are split, what their vectors are, and how the shipped ones were made."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import numpy as np

from segue.evaluation.wordpieces import projected, table
from segue.intent.tagging.wordpieces import STEP, WordPieces, vector_of

_PIECES = WordPieces(["shoe", "##gaze", "##g", "shoeg"], np.array([[32, 0], [0, 64], [9, 9], [64, 64]], np.int8))


def test_the_longest_pieces_are_taken_first() -> None:
    assert _PIECES.split("shoegaze") == []  # "shoeg" leaves "aze", which no piece begins
    assert _PIECES.split("shoe") == ["shoe"]
    assert _PIECES.split("shoegg") == ["shoeg", "##g"]


def test_a_word_is_the_mean_of_its_pieces() -> None:
    assert _PIECES.vector("shoegg").tolist() == [36.5 * STEP, 36.5 * STEP]
    assert _PIECES.vector("zzz").tolist() == [0, 0]


def test_pieces_come_back_as_they_were_saved() -> None:
    file = BytesIO()
    _PIECES.save(file)
    file.seek(0)
    again = WordPieces.load(file)
    assert again.vector("shoegg").tolist() == _PIECES.vector("shoegg").tolist()


def test_words_of_a_kind_are_near_each_other() -> None:
    def cosine(a: str, b: str) -> float:
        x, y = vector_of(a), vector_of(b)
        return float(x @ y / np.sqrt((x @ x) * (y @ y)))

    assert cosine("guitar", "piano") > cosine("guitar", "tuesday")
    assert cosine("sad", "gloomy") > cosine("sad", "trumpet")


def test_a_tensor_is_read_from_its_place_in_the_file(tmp_path: Path) -> None:
    header = json.dumps(
        {"other": {"data_offsets": [0, 4], "shape": [1]}, "t": {"data_offsets": [4, 20], "shape": [2, 2]}}
    )
    numbers = np.array([9, 1, 2, 3, 4], "<f4").tobytes()
    file = tmp_path / "model.safetensors"
    file.write_bytes(len(header).to_bytes(8, "little") + header.encode() + numbers)
    assert table(file, "t").tolist() == [[1, 2], [3, 4]]


def test_the_directions_along_which_rows_differ_most_are_kept() -> None:
    rng = np.random.default_rng(0)
    rows = (rng.normal(0, 1, (200, 4)) * [0.1, 5, 0.1, 1]).astype(np.float32)
    kept = projected(rows, 1).astype(np.float64)[:, 0]
    assert abs(np.corrcoef(kept, rows[:, 1])[0, 1]) > 0.99
    assert abs(kept.std() * STEP - 1) < 0.05
