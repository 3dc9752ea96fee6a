"""The bench: sections of measurements, each value beside that of a plain peer taken in the same run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from segue.errors import BadInput
from segue.evaluation.measure import Metric
from segue.evaluation.sections import conversing, estimates, finding, hearing, identity, importing, making, reading
from segue.evaluation.world import Plan

Section = Callable[[Plan], dict[str, Metric]]
Document = dict[str, dict[str, Metric]]


SIZES: Final = (10_000, 156_788, 1_000_000)
REAL: Final = Path("../shared/data/songs.parquet")
"""The measurement catalogue beside a checkout; without it every size is generated."""
_SECTIONS: Final[Mapping[str, Section]] = {
    "import": importing.section,
    "make": making.section,
    "candidates": finding.section,
    "prompts": reading.section,
    "identity": identity.section,
    "dialogues": conversing.section,
    "hearing": hearing.section,
    "estimates": estimates.section,
}


def sections() -> tuple[str, ...]:
    """Names of the sections, in the order they run."""
    return tuple(_SECTIONS)


def run(names: Sequence[str] = (), *, sizes: Sequence[int] = SIZES) -> Document:
    """Measure the named sections (default: all). Raises `BadInput` (section_unknown)."""
    for name in names:
        if name not in _SECTIONS:
            raise BadInput(
                "section_unknown", f"There is no section “{name}”.", hint="Sections: " + ", ".join(_SECTIONS)
            )
    with tempfile.TemporaryDirectory(prefix="segue-bench-", ignore_cleanup_errors=True) as folder:
        plan = Plan(tuple(sizes), Path(folder), REAL.resolve() if REAL.is_file() else None)
        return {name: _SECTIONS[name](plan) for name in names or _SECTIONS}


def table(document: Document) -> str:
    """The document as one plain table a section."""
    return "\n\n".join(_section(name, metrics) for name, metrics in document.items())


def _section(name: str, metrics: Mapping[str, Metric]) -> str:
    width = max(map(len, metrics), default=0)
    lines = [f"{name}", f"  {'metric':<{width}} {'value':>12} {'unit':<8} {'ratio':>9}  peer"]
    for metric, m in metrics.items():
        ratio = f"{m.ratio:>8.2f}×" if m.ratio is not None else f"{'–':>9}"
        lines.append(f"  {metric:<{width}} {m.value:>12,.2f} {m.unit:<8} {ratio}  {m.peer}")
    return "\n".join(lines)
