"""Plans from files: the text of one, as a prompt."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final, NoReturn

import click

from segue.errors import BadInput, NotFound, PromptError
from segue.music import MAX_PROMPT

_MOST: Final = 4 * MAX_PROMPT + 1
"""Bytes that are read: a prompt of the greatest length fits, and whatever is longer is seen to be too long."""


def prompt_or_plan(prompt: str | None, source: Path | None) -> str:
    """The prompt, or the plan in the file `source` ("-" is standard input) as one; exactly one of them is given.

    Raises `UsageError` otherwise, `NotFound` (file_unknown), `BadInput` (file_unreadable) and `PromptError`
    (prompt_not_text) for a file that cannot be read.
    """
    if source is None:
        return prompt if prompt is not None else _missing()
    if prompt is not None:
        raise click.UsageError("Give a prompt or --plan FILE, not both.", click.get_current_context())
    return "plan:\n" + _text(source)


def _missing() -> NoReturn:
    context = click.get_current_context()
    argument = next(p for p in context.command.params if p.name == "prompt")
    raise click.MissingParameter("Give one, or --plan FILE.", context, argument, param_hint="'PROMPT'")


def _text(source: Path) -> str:
    try:
        return _bytes(source).decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise NotFound("file_unknown", f"There is no file {source}.", field="plan") from None
    except OSError as error:
        raise BadInput("file_unreadable", f"{source} cannot be read: {error.strerror}.", field="plan") from None
    except UnicodeDecodeError:
        raise PromptError(
            "prompt_not_text", f"{source} is not UTF-8 text.", hint="Save the plan as UTF-8.", field="plan"
        ) from None


def _bytes(source: Path) -> bytes:
    if str(source) == "-":
        return sys.stdin.buffer.read(_MOST)
    with source.open("rb") as stream:
        return stream.read(_MOST)
