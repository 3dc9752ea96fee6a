"""Prompts, each with every wish it must be read into: `prompts_read.txt` says how to read and extend the list; the
files in `prompts/` are those of `benchmarks/prompts/`, in the same form."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from catalogue import build

from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.music import Intent, Requirement

_HERE, _TODAY = Path(__file__).parent, date(2026, 11, 20)
_CHECKED = sorted((_HERE.parents[1] / "benchmarks" / "prompts").glob("*.jsonl"))


def _cases(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").strip().split("\n\n")[1:]


_CASES = [
    case for file in (_HERE / "prompts_read.txt", *sorted((_HERE / "prompts").glob("*.txt"))) for case in _cases(file)
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return build(tmp_path_factory.mktemp("golden"))


def told(intent: Intent) -> list[str]:
    """The lines that state an Intent in the golden file."""
    return [_line(r) for r in intent.requirements] + [f"unread « {u.phrase}" for u in intent.unread]


def _line(r: Requirement) -> str:
    share = f" share={r.share:g}" if r.share != 1 else ""
    return f"{r.polarity} {r.strength} {r.attribute} {r.operator} {_json(r)}{share}{_place(r)} « {r.phrase}"


def _json(r: Requirement) -> str:
    return json.dumps(r.value, ensure_ascii=False)


def _place(r: Requirement) -> str:
    if r.scope == "list":
        return ""
    return f" position={r.scope.position}" if r.scope.block is None else f" block={r.scope.block}"


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.split("\n")[0][2:62])
def test_is_read_as_written_down(case: str, snapshot: Snapshot) -> None:
    first, *expected = case.split("\n")
    prompt = first.removeprefix("# ").replace("\\n", "\n")
    assert told(parse(prompt, snapshot, _TODAY)) == expected


@pytest.mark.parametrize("file", _CHECKED, ids=lambda file: file.stem)
def test_every_prompt_with_checks_is_read_here(file: Path) -> None:
    prompts = [json.loads(line)["prompt"] for line in file.read_text(encoding="utf-8").splitlines()]
    read = [case.split("\n")[0].removeprefix("# ") for case in _cases(_HERE / "prompts" / f"{file.stem}.txt")]
    assert read == [prompt.replace("\n", "\\n") for prompt in prompts]


def test_there_are_many_of_them() -> None:
    assert len(_CASES) >= 120
    needless = sum("\nunread" in case for case in _CASES)
    assert needless / len(_CASES) < 0.25
