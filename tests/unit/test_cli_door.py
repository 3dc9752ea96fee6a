"""The door: every failure in one shape with its exit status, and a table of commands that does not lie."""

from __future__ import annotations

import json

import click
import pytest

from segue.cli.door import run, wants_json
from segue.cli.group import COMMANDS, load
from segue.cli.importing import mapping


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_commands_say(name: str) -> None:
    command = load(name)
    assert command.name == name
    assert command.get_short_help_str(200) == COMMANDS[name][1]


@pytest.mark.parametrize("name", [n for n in COMMANDS if n not in ("lexicon", "rules")])
def test_every_command_takes_home_and_json(name: str) -> None:
    options = {option for parameter in load(name).params for option in parameter.opts}
    assert {"--home", "--json"} <= options


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (["sing", "--json"], None),
        (["make", "--json"], "prompt"),
        (["make", "x", "--json", "--tracks", "many"], "tracks"),
        (["make", "x", "--json", "--loud"], None),
        (["make", "x", "--json", "--tracks", "3", "--minutes", "4"], None),
        (["parse", "--json"], None),
        (["import", "x", "--json", "--columns", "title"], None),
    ],
)
def test_usage_errors_are_one_document_and_exit_2(
    arguments: list[str], field: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    told = json.loads(out)["error"]
    assert (told["code"], told["field"]) == ("segue.E.usage", field)
    assert (out.count("\n"), err) == (1, "")


def test_people_get_a_sentence_and_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["make"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Missing argument 'PROMPT'" in err
    assert "segue make --help" in err


def test_help_and_version_go_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert (run(["--help"]), run(["--version"])) == (0, 0)
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Commands" in capsys.readouterr().err


def test_bytes_that_are_not_text_are_a_prompt_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["make", "caf\udce9", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "segue.E.prompt_not_text"


def test_any_other_address_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["up", "--host", "0.0.0.0", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "segue.E.bind_refused"


def test_json_is_wanted_only_as_an_option() -> None:
    assert wants_json(["make", "x", "--json"])
    assert not wants_json(["make", "--", "--json"])


def test_columns_are_pairs() -> None:
    assert mapping("title=name, artist = by ,") == {"title": "name", "artist": "by"}
    with pytest.raises(click.BadParameter):
        mapping("title")


def test_a_prompt_may_open_with_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", "- jazz\n- 8 tracks", "--json"]) == 0
    assert [r["attribute"] for r in json.loads(capsys.readouterr().out)["requirements"]] == ["genre", "count"]
