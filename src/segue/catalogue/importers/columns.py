"""Which column fills which field: first by what the user said, then by known names, then by what the cells look like.

`choose` needs the names alone; `segue.catalogue.importers.profile` then settles units, scales and sources on the
first rows. The outcome is a tuple of `Column`, in order of precedence: where several fill one field of a row, the
first that has a value counts.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from segue.catalogue.importers.fields import CONFIDENCE, UNITS, Target, known, parse_target, squeeze
from segue.errors import BadInput, ImportFailed
from segue.music import FIRST_GUESSED, LABEL_FIELDS, NUMERIC, SOURCE_CODE

IGNORED: Final = "ignored"
_NAMING: Final = frozenset(("id", "mbid", "title", "artist", "artists", "location"))


class Column(msgspec.Struct, frozen=True):
    """One column and what it fills."""

    name: str
    """As it stands in the source."""
    target: Target
    said: bool = False
    """The user mapped it; then nothing about it is guessed but its unit."""
    factor: float = 1.0
    """What its numbers are multiplied by to come to the field's unit."""
    note: str = ""
    """How its values were read, where that is not plain: "in seconds", "0–100"."""
    derived: bool = False
    """A second reading of a column that already fills another field (the mode in "F#m")."""

    @property
    def numeric(self) -> bool:
        """It holds numbers."""
        return self.target.field in NUMERIC

    @property
    def labelled(self) -> bool:
        """It holds words of a label field."""
        return self.target.field in LABEL_FIELDS

    @property
    def confidence(self) -> float:
        """How far its values are trusted, by their source."""
        return CONFIDENCE[self.target.source]

    def told(self) -> str:
        """For the report: `field`, `field@source`, and the reading in brackets."""
        return f"{self.target} ({self.note})" if self.note else str(self.target)


def choose(names: Sequence[str], mapping: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns of `names` that fill a field. `mapping` is field=column or field@source=column and wins; an empty
    column means that no column shall fill the field.

    Raises `BadInput` column_unknown, column_field_unknown, column_source_unknown, and `ImportFailed`
    columns_unrecognised where not one column says what a track is.
    """
    said = {parse_target(field): column for field, column in mapping.items()}
    mapped = [Column(_existing(column, names), target, said=True) for target, column in said.items() if column]
    chosen = (*mapped, *_known_names(names, {c.name for c in mapped}, {_filled(target) for target in said}))
    if not any(c.target.field in _NAMING or c.labelled for c in chosen):
        raise ImportFailed(
            "columns_unrecognised",
            "No column tells what a track is: " + _quoted(names[:12]) + ".",
            hint="Say which is which, such as --columns title=COLUMN,artist=COLUMN.",
            field="columns",
        )
    return tuple(sorted(chosen, key=_precedence))


def _known_names(names: Iterable[str], taken: set[str], filled: set[str]) -> list[Column]:
    found = [(hit[1], Column(name, hit[0])) for name in names if name not in taken and (hit := known(name))]
    chosen: list[Column] = []
    for _, column in sorted(found, key=lambda pair: pair[0]):
        field = _filled(column.target)
        # Two id columns name different things; of two columns for another field the second fills its holes.
        if field not in filled and not (field == "id" and any(c.target.field == "id" for c in chosen)):
            chosen.append(column)
    return chosen


def _filled(target: Target) -> str:
    return "duration_ms" if target.field in UNITS else target.field


def _precedence(column: Column) -> tuple[bool, bool]:
    return not column.said, SOURCE_CODE[column.target.source] >= FIRST_GUESSED


def _existing(column: str, names: Sequence[str]) -> str:
    if column in names:
        return column
    alike = [name for name in names if squeeze(name) == squeeze(column)]
    if len(alike) == 1:
        return alike[0]
    near = difflib.get_close_matches(column, names, n=3, cutoff=0.5) or names[:12]
    raise BadInput(
        "column_unknown",
        f"There is no column “{column}”.",
        hint="Did you mean " + _quoted(near, " or ") + "?" if near is not names else "Columns: " + _quoted(near) + ".",
        field="columns",
    )


def _quoted(names: Iterable[str], between: str = ", ") -> str:
    return between.join(f"“{name}”" for name in names)


def report(names: Iterable[str], columns: Iterable[Column]) -> dict[str, str]:
    """Every column of the source → how it was understood, or "ignored"."""
    told: dict[str, str] = dict.fromkeys(names, IGNORED)
    for column in columns:
        if not column.derived:
            before = told.get(column.name, IGNORED)
            told[column.name] = column.told() if before == IGNORED else f"{before}, {column.told()}"
    return told
