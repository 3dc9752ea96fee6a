"""`segue doctor`: what is here, what is missing, and the exact line that mends it."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import click
import msgspec

from segue.catalogue.vectorindex import LARGE
from segue.cli import options, output
from segue.cli.text import clean, fit
from segue.library import Health, Nearness

CORE: Final = ("click", "msgspec", "numpy", "platformdirs", "tantivy")
EXTRAS: Final[dict[str, tuple[str, ...]]] = {
    "files": ("tinytag",),
    "parquet": ("pyarrow",),
    "web": ("litestar", "uvicorn"),
    "vectors": ("faiss-cpu",),
}
"""Optional part → the libraries it brings."""


class Extra(msgspec.Struct, frozen=True):
    """An optional part: the versions it brought, or the line that installs it."""

    installed: bool
    versions: dict[str, str | None]
    install: str


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True):
    """The document of `segue doctor --json`."""

    home: str
    python: str
    versions: dict[str, str | None]
    extras: dict[str, Extra]
    catalogue: Health
    nearness: Nearness
    playlists: int
    rules: int


@click.command("doctor")
@options.common
def doctor_command(home: str | None, as_json: bool) -> None:
    """Look at the home, the catalogue and the installation."""
    found = diagnose(home)
    if as_json:
        output.document(found)
        return
    for line in _lines(found):
        output.say(line)


def diagnose(home: str | None) -> Diagnosis:
    """Everything that `doctor` tells."""
    with options.engine(home) as engine:
        return Diagnosis(
            home=str(engine.settings.home),
            python=platform.python_version(),
            versions={name: _version(name) for name in ("segue", *CORE)},
            extras={name: _extra(name) for name in EXTRAS},
            catalogue=engine.health(),
            nearness=engine.nearness(),
            playlists=len(engine.playlists.list()),
            rules=len(engine.store.rules()),
        )


def _version(distribution: str) -> str | None:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


def _extra(name: str) -> Extra:
    versions = {library: _version(library) for library in EXTRAS[name]}
    return Extra(None not in versions.values(), versions, f"pip install 'segue[{name}]'")


def _lines(found: Diagnosis) -> Iterator[str]:
    health = found.catalogue
    yield f"home       {found.home}"
    yield f"python     {found.python}"
    yield "versions   " + "  ".join(f"{name} {is_ or 'missing'}" for name, is_ in found.versions.items())
    for name, extra in found.extras.items():
        here = "  ".join(f"{library} {is_}" for library, is_ in extra.versions.items())
        yield f"{'extra ' + name:<10} " + (here if extra.installed else f"missing; {extra.install}")
    yield f"catalogue  {health.tracks:,} tracks" + (" (the built-in sample)" if health.sample else "")
    yield f"           {health.versions:>9,} of them versions of another track's song"
    for source, count in health.sources.items():
        yield f"           {count:>9,} from {clean(source)}"
    yield f"snapshot   {health.status}, generation {health.generation}, {health.snapshot[:8]}"
    yield f"nearest    {_nearness(found.nearness, health.tracks)}"
    yield f"made       {found.playlists:,} playlists; {found.rules:,} editorial rules"
    for code, count in health.refusals.items():
        yield f"refused    {count:>9,} {code}"
    yield ""
    yield "attribute          known   told (known or guessed)"
    for name, share in health.coverage.items():
        yield f"{fit(name, 16)} {share.known:>7.0%} {share.told:>6.0%}  {_bar(share.known, share.told)}".rstrip()


def _nearness(found: Nearness, tracks: int) -> str:
    fresh = f"; {found.fresh:,} fresh tracks beside the snapshot" if found.fresh else ""
    if found.kind == "exact":
        why = f"; install the extra vectors for catalogues from {LARGE:,} tracks" if tracks >= LARGE else ""
        return f"each vector is compared{why}{fresh}"
    return f"by an index of {found.kind}, which finds {found.recall:.1%} of the true 200 nearest{fresh}"


def _bar(known: float, told: float, width: int = 40) -> str:
    solid, light = round(known * width), round(told * width)
    return "█" * solid + "░" * (light - solid)
