"""The door: runs one command and gives its exit status.

0 is success, 2 bad input (the caller can mend it), 1 our fault; 130 after Ctrl-C, 141 when the reader of standard
output went away, as shells have it. With `--json` an error is one line on standard output, in the one error shape;
without it, a sentence and a hint on standard error.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from segue import settings
from segue.cli import output
from segue.cli.group import root
from segue.cli.text import clean
from segue.errors import BadInput, InternalError, SegueError


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line (`sys.argv` where no arguments are given) and leave the process."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run one command; every failure is told. Returns the exit status."""
    output.prepare()
    try:
        return _command(arguments)
    except SegueError as error:
        return _tell(error, arguments)
    except output.OutputClosed:
        output.abandon()
        return 141
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:  # noqa: BLE001 - the very door: whatever was foreseen nowhere is our fault, told in shape
        if settings.load().log_level == "DEBUG":
            traceback.print_exc()
        return _tell(InternalError(f"{type(error).__name__}: {error}"), arguments)


def _command(arguments: list[str]) -> int:
    """Click's part: its usage errors become ours."""
    try:
        status = root.main(_prompts_last(arguments), prog_name="segue", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        output.aside(error.format_message())
        return 2
    except click.ClickException as error:
        raise _usage(error) from None
    return status if isinstance(status, int) else 0


def _prompts_last(arguments: list[str]) -> list[str]:
    """Arguments with a prompt that opens with a dash and a space ("- jazz") behind a "--", as it is no option."""
    prompts = [a for a in arguments if a[:1] == "-" and a[1:2].isspace()]
    if not prompts or "--" in arguments:
        return arguments
    return [*(a for a in arguments if a not in prompts), "--", *prompts]


def _usage(error: click.ClickException) -> BadInput:
    context = getattr(error, "ctx", None)
    parameter = getattr(error, "param", None)
    return BadInput(
        "usage",
        error.format_message(),
        hint=f"See: {context.command_path if context else 'segue'} --help",
        field=parameter.name if parameter else None,
    )


def _tell(error: SegueError, arguments: Sequence[str]) -> int:
    if wants_json(arguments):
        output.document(error.document())
    else:
        output.aside(click.style("segue: ", fg="red", bold=True) + clean(error.message))
        if error.hint:
            output.aside(click.style(f"       {clean(error.hint)}", dim=True))
    return error.exit_status


def wants_json(arguments: Sequence[str]) -> bool:
    """True where `--json` stands among the options; told from the raw words, for errors in reading them."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--json" in options
