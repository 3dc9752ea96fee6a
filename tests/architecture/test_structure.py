"""The habits of the code, held by reading it: who reads the environment, how errors are made, how long things grow."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

import segue

SOURCE = Path(segue.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions() -> Iterator[tuple[str, int]]:
    for path in FILES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                yield f"{path.relative_to(SOURCE)}:{node.name}", node.end_lineno - node.lineno + 1


def test_only_settings_reads_the_environment() -> None:
    readers = {
        path.relative_to(SOURCE).as_posix()
        for path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv")
    }
    assert readers <= {"settings.py"}


def test_functions_stay_short() -> None:
    lengths = dict(functions())
    assert statistics.median(lengths.values()) <= 9
    assert sum(length > 50 for length in lengths.values()) <= 0.02 * len(lengths)


def test_files_stay_readable() -> None:
    assert [p.name for p in FILES if len(p.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_the_engine_reads_as_the_story() -> None:
    source = (SOURCE / "engine.py").read_text(encoding="utf-8")
    assert len(source.splitlines()) < 100
    stages = ("candidates.gather(", "ranking.rank(", "sequencing.arrange(", "explanation.explain(")
    order = [source.index(stage) for stage in stages]
    assert order == sorted(order)


def test_every_package_says_what_it_is() -> None:
    silent = [p for p in SOURCE.rglob("__init__.py") if not (ast.get_docstring(parsed(p)) or "").strip(" .")]
    assert silent == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_nothing_imports_the_testing_package(path: Path) -> None:
    if path.is_relative_to(SOURCE / "testing"):
        return
    imported = {
        name
        for node in ast.walk(parsed(path))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert not any(name.startswith("segue.testing") for name in imported)
