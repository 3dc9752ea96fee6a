"""Batches: a line out for every line in, in order, whatever stands in them."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from segue.cli import batch
from segue.errors import BadInput, NotFound, PromptError


class Line(msgspec.Struct):
    id: str | int
    prompt: str


def shout(line: Line) -> dict[str, object]:
    if not line.prompt:
        raise PromptError("prompt_empty", "Empty.", field="prompt")
    return {"id": line.id, "loud": line.prompt.upper()}


def answers(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_each_line_is_answered_alone(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'{"id":"a","prompt":"x"}\n\n{"id":7,"prompt":""}\n{broken\n\xff\xfe\n{"id":"z","prompt":"y"}')
    tally = batch.run(source, out, Line, shout)
    told = answers(out)
    assert [line["id"] for line in told] == ["a", 7, 4, 5, "z"]
    assert [line.get("loud") for line in told] == ["X", None, None, None, "Y"]
    codes = [msgspec.convert(line["error"], dict[str, str | None])["code"] for line in told if "error" in line]
    assert codes == ["segue.E.prompt_empty", "segue.E.batch_line", "segue.E.batch_line"]
    assert (tally.answered, tally.failed, tally.exit_status) == (2, 3, 2)


def test_a_batch_may_replace_its_own_file(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_text('{"id":"a","prompt":"x"}\n')
    assert batch.run(file, file, Line, shout).exit_status == 0
    assert answers(file) == [{"id": "a", "loud": "X"}]
    assert [p.name for p in tmp_path.iterdir()] == ["lines.jsonl"]


def test_a_broken_run_leaves_the_earlier_file(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id":"a","prompt":"x"}\n')
    out.write_text("earlier")

    def fail(_: Line) -> object:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        batch.run(source, out, Line, fail)
    assert out.read_text() == "earlier"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_files_that_cannot_be_used(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("")
    with pytest.raises(NotFound, match="no file"):
        batch.run(tmp_path / "none", tmp_path / "out", Line, shout)
    with pytest.raises(BadInput, match="cannot be read"):
        batch.run(tmp_path, tmp_path / "out", Line, shout)
    with pytest.raises(BadInput, match="cannot be written"):
        batch.run(source, tmp_path / "no" / "out", Line, shout)
