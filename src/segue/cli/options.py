"""Options and argument types that commands share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import click

from segue.engine import Engine
from segue.errors import PromptError

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)
"""A path; whether it can be read is found out by who reads it, in our own error shape."""


class Text(click.ParamType[str]):
    """Words that a person wrote: anything that is text. Bytes that are not UTF-8 are refused, not guessed at."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """`value` as it is. Raises `PromptError` (prompt_not_text) where the shell handed over undecodable bytes."""
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise PromptError(
                "prompt_not_text",
                "The words hold bytes that are not UTF-8 text.",
                hint="Write them in UTF-8, or set the terminal to it.",
                field=param.name if param else None,
            )
        return value


TEXT = Text()


def common(command: Command) -> Command:
    """`--home` and `--json`, which every command takes."""
    home = click.option(
        "--home", metavar="DIR", help="Home folder (default: SEGUE_HOME, or the platform's data folder)."
    )
    as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
    return home(as_json(command))


def idempotency(command: Command) -> Command:
    """`--idempotency-key`, for commands that change something."""
    return click.option(
        "--idempotency-key", "key", type=TEXT, metavar="KEY", help="The same key again does nothing twice."
    )(command)


def engine(home: str | None) -> closing[Engine]:
    """The engine on `home`, closed when the block ends."""
    return closing(Engine(home))
