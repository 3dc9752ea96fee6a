"""What leaves a command: text for people, documents for programs; always UTF-8, never a crash on an odd character."""

from __future__ import annotations

import io
import json
import os
import sys

import click
import msgspec


class OutputClosed(Exception):
    """Whoever reads standard output has closed it (`segue make … | head`)."""


def prepare() -> None:
    """Make both streams UTF-8 whatever the locale says; what UTF-8 cannot hold (lone surrogates) is replaced."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def encode(document: object) -> bytes:
    """`document` as JSON on one line, without the line end. File names that are not UTF-8 are made printable."""
    try:
        return msgspec.json.encode(document)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(document), ensure_ascii=False).encode("utf-8", "replace")


def document(value: object) -> None:
    """The one JSON document of a command."""
    _write(encode(value))


def say(text: str = "") -> None:
    """A line for people on standard output; colours are left out where it is not a terminal."""
    _write(text)


def aside(text: str) -> None:
    """A line beside the result, on standard error."""
    click.echo(text, err=True)


def abandon() -> None:
    """Let the interpreter's last flush of a closed output go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _write(line: str | bytes) -> None:
    try:
        click.echo(line)
    except BrokenPipeError:
        raise OutputClosed from None
