"""Every failure Segue can tell of: one tree, stable codes, one shape.

    SegueError                      code, message, hint, field
    ├── BadInput                    what was asked cannot be done as asked     exit 2, HTTP 400
    │   ├── PromptError             empty, too long, not text
    │   ├── ConflictError           musts that cannot hold together
    │   ├── ImportFailed            a source that cannot be read at all
    │   ├── NotFound                no such playlist, track, file              HTTP 404
    │   └── HomeError               a home that cannot be used as it is
    ├── MissingExtra                an optional library is not installed       exit 2, HTTP 501
    └── InternalError               our fault                                  exit 1, HTTP 500

A foreign exception is translated once, in the adapter that calls the foreign library; above the adapters only this
tree exists. Codes are part of the contract: they never change meaning, and tests list them.
"""

from __future__ import annotations

from collections.abc import Mapping


class SegueError(Exception):
    """Base of the tree.

    `code` is stable and starts with `segue.E.`; `message` says what happened in one sentence; `hint` says the mend;
    `field` names the argument, column or document field at fault, or is None.
    """

    exit_status = 1
    http_status = 500

    def __init__(self, code: str, message: str, *, hint: str = "", field: str | None = None) -> None:
        super().__init__(message)
        self.code = f"segue.E.{code}"
        self.message = message
        self.hint = hint
        self.field = field

    def document(self) -> Mapping[str, Mapping[str, str | None]]:
        """The one shape in which an error is told, at the command line (`--json`) and over HTTP alike."""
        return {"error": {"code": self.code, "message": self.message, "hint": self.hint, "field": self.field}}


class BadInput(SegueError):
    """The request cannot be met as it was put; the caller can mend it."""

    exit_status = 2
    http_status = 400


class PromptError(BadInput):
    """A prompt that is empty, too long, or not text."""


class ConflictError(BadInput):
    """Two musts that exclude each other."""


class ImportFailed(BadInput):
    """A source that cannot be read at all; single bad rows are rejected with a reason instead."""


class NotFound(BadInput):
    """Something named does not exist."""

    http_status = 404


class HomeError(BadInput):
    """A home folder that cannot be written, or was written by a newer version."""


class MissingExtra(SegueError):
    """An optional library is needed; the hint carries the exact install line."""

    exit_status = 2
    http_status = 501

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            "missing_extra",
            f"{purpose} needs the optional part “{extra}”, which is not installed.",
            hint=f"pip install 'segue[{extra}]'",
            field=extra,
        )


class InternalError(SegueError):
    """A fault of ours."""

    def __init__(self, message: str) -> None:
        super().__init__("internal", message, hint="Please report this with the command that led to it.")
