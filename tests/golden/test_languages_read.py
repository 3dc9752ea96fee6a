"""Prompts in other languages, each with every wish it must be read into: one file a language in `languages/`."""

from __future__ import annotations

from pathlib import Path

import pytest
from catalogue import build
from test_prompts_read import told

from segue.catalogue.snapshot import Snapshot
from segue.intent import parse
from segue.intent.languages import spoken
from segue.intent.tokens import tokenize
from segue.knowledge.languages import CODES

_FOLDER = Path(__file__).with_name("languages")


def _cases(code: str) -> list[str]:
    return _FOLDER.joinpath(f"{code}.txt").read_text(encoding="utf-8").strip().split("\n\n")[1:]


_CASES = [(code, case) for code in CODES for case in _cases(code)]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return build(tmp_path_factory.mktemp("languages"))


@pytest.mark.parametrize(
    ("code", "case"), _CASES, ids=[f"{code}: {case.split(chr(10))[0][2:52]}" for code, case in _CASES]
)
def test_is_read_as_written_down(code: str, case: str, snapshot: Snapshot) -> None:
    first, *expected = case.split("\n")
    prompt = first.removeprefix("# ")
    language = spoken(tokenize(prompt))
    assert language is not None
    assert language.code == code
    assert told(parse(prompt, snapshot)) == expected


@pytest.mark.parametrize("code", CODES)
def test_there_are_many_of_each_language_and_little_is_left_unread(code: str) -> None:
    cases = _cases(code)
    assert len(cases) >= 40
    assert sum("\nunread" in case for case in cases) / len(cases) < 0.1
