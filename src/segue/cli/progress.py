"""How far a long job is, on standard error: one moving line in a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Final

import click

_BAR: Final = 28
_TERMINAL_EVERY: Final = 0.1
_PLAIN_EVERY: Final = 5.0


class Progress:
    """Call it with (done, total or None); use it as a context, so that the moving line is cleared at the end."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._moving = sys.stderr.isatty()
        self._every = _TERMINAL_EVERY if self._moving else _PLAIN_EVERY
        self._last = time.monotonic()

    def __call__(self, done: int, total: int | None, note: str = "") -> None:
        """Tell it, and `note` behind it, unless something was told a moment ago."""
        now = time.monotonic()
        if now - self._last < self._every:
            return
        self._last = now
        told = "  ".join(filter(None, (line(self._what, done, total), note)))
        if self._moving:
            click.echo(f"\r\x1b[K  {told}", err=True, nl=False)
        else:
            click.echo(told, err=True)

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._moving:
            click.echo("\r\x1b[K", err=True, nl=False)


def line(what: str, done: int, total: int | None) -> str:
    """One line of progress; without a total only the count."""
    if not total:
        return f"{what}  {done:,}"
    share = min(1.0, done / total)
    full = round(share * _BAR)
    return f"{what}  {'━' * full}{'╌' * (_BAR - full)}  {share:4.0%}  {done:,} of {total:,}"
