"""Documentation that lies fails the build."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from segue.cli.group import COMMANDS, load

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
class TestPage:
    def test_links_lead_somewhere(self, page: Path) -> None:
        links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        broken = [link for link in links if "://" not in link and not (page.parent / link).exists()]
        assert broken == []

    def test_paths_exist(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"`((?:src|tests|docs|benchmarks|examples)/[\w./-]+)`", text)
        assert [path for path in named if not (ROOT / path).exists()] == []

    def test_make_targets_exist(self, page: Path) -> None:
        targets = set(re.findall(r"`?make ([a-z]+)`?(?=\s|`|$)", _code(page)))
        assert {t for t in targets if not re.search(rf"^{t}:", MAKEFILE, re.MULTILINE)} == set()

    def test_commands_exist(self, page: Path) -> None:
        commands = set(re.findall(r"segue ([a-z]+)", _code(page)))
        assert commands <= set(COMMANDS)

    def test_no_registry_host_and_no_machine_path(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"pypi\.org|pythonhosted|/home/\w|/root/|/work/", text)


def _code(page: Path) -> str:
    """What stands in backticks or indented blocks of a page."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```.*?```|`[^`]+`|^ {4}.*$", text, re.DOTALL | re.MULTILINE)
    return "\n".join(blocks)


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8")))
    assert listed == {p.name for p in folder.glob("0*.md")}


def test_the_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in text
    assert "make test" in text


def test_the_help_of_every_command_renders() -> None:
    runner = CliRunner()
    for name in COMMANDS:
        result = runner.invoke(load(name), ["--help"])
        assert result.exit_code == 0, name
