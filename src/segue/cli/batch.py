"""Many questions at once: a JSON line in, a JSON line out, in order; each line is answered alone.

A line that cannot be answered gets `{"id", "error"}` in its place and stops no other. The exit status is then 2, and
the file is complete all the same: whoever reads it finds every id. The file appears when it is whole; until then it
grows beside its place, so that a broken run leaves an earlier file as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import msgspec

from segue.cli import output
from segue.errors import BadInput, NotFound, SegueError

Question = TypeVar("Question")


class Tally(msgspec.Struct):
    """How a batch went."""

    answered: int = 0
    failed: int = 0
    out: str = ""

    @property
    def exit_status(self) -> int:
        """2 where any line failed."""
        return 2 if self.failed else 0


def run(source: Path, target: Path, kind: type[Question], answer: Callable[[Question], object]) -> Tally:
    """Answer every line of `source` into `target`. Blank lines are passed over.

    Raises `NotFound` (file_unknown) and `BadInput` (file_unreadable, file_unwritable).
    """
    tally, decoder = Tally(out=str(target)), msgspec.json.Decoder(kind)
    with _reading(source) as lines, _writing(target) as out:
        for number, line in enumerate(lines, 1):
            if line.strip():
                out.write(_answer(line, number, decoder, answer, tally) + b"\n")
    return tally


def _answer(
    line: bytes,
    number: int,
    decoder: msgspec.json.Decoder[Question],
    answer: Callable[[Question], object],
    tally: Tally,
) -> bytes:
    try:
        answered = output.encode(answer(_question(line, decoder)))
    except SegueError as error:
        tally.failed += 1
        return output.encode({"id": _id(line, number), **error.document()})
    tally.answered += 1
    return answered


def _question(line: bytes, decoder: msgspec.json.Decoder[Question]) -> Question:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput("batch_line", f"Not a line of this batch: {error}.", field="line") from None


def _id(line: bytes, number: int) -> object:
    """The id the line gave itself, or its number, counted from 1."""
    try:
        said = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return number
    return said.get("id", number) if isinstance(said, dict) else number


@contextmanager
def _reading(source: Path) -> Iterator[BinaryIO]:
    try:
        lines = source.open("rb")
    except FileNotFoundError:
        raise NotFound("file_unknown", f"There is no file {source}.", field="batch") from None
    except OSError as error:
        raise BadInput("file_unreadable", f"{source} cannot be read: {error.strerror}.", field="batch") from None
    with lines:
        yield lines


@contextmanager
def _writing(target: Path) -> Iterator[BinaryIO]:
    """`target` for writing: whole at the end or not at all; a device or pipe is written as it is."""
    direct = target.exists() and not target.is_file()
    partial = target if direct else target.with_name(target.name + ".part")
    try:
        out = partial.open("wb")
    except OSError as error:
        raise BadInput("file_unwritable", f"{target} cannot be written: {error.strerror}.", field="out") from None
    try:
        with out:
            yield out
        if not direct:
            partial.replace(target)
    finally:
        if not direct:
            partial.unlink(missing_ok=True)
