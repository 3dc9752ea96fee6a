"""`segue analyse`: listen to the audio of the library, beside whatever else goes on."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import click
import msgspec

from segue.cli import options, output
from segue.cli.progress import Progress
from segue.cli.text import clean
from segue.engine import Engine
from segue.hearing.backlog import what_matters
from segue.hearing.ear import ready
from segue.hearing.job import Job, Report, Step, Wish, hours, pause, paused
from segue.hearing.memory import Memory

_SHOWN = 10
_RECENT = 50
"""Playlists whose tracks come first."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How far the analysis of a home is."""

    whole: int
    quick: int
    failed: int
    paused: bool


@click.command("analyse")
@click.option("--quick", "looks", flag_value="quick", help="Only a quick look: a few excerpts of each file.")
@click.option("--full", "looks", flag_value="full", help="Only whole files, no quick look before.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes at once (default: half of the cores).")
@click.option("--limit", type=click.IntRange(1), help="Files at most.")
@click.option("--hours", "span", metavar="H-H", help="Work only from and to these hours of the day, such as 22-6.")
@click.option("--status", is_flag=True, help="Say how far it is, and do nothing.")
@click.option("--pause", "hold", flag_value="pause", help="Have a running analysis wait, and later ones too.")
@click.option("--resume", "hold", flag_value="resume", help="Let it go on.")
@click.option("--quiet", is_flag=True, help="Do not tell how far it is.")
@options.common
def analyse_command(
    looks: str | None,
    workers: int | None,
    limit: int | None,
    span: str | None,
    status: bool,
    hold: str | None,
    quiet: bool,
    home: str | None,
    as_json: bool,
) -> None:
    """Listen to the audio of the library, in the background.

    Tempo, key, loudness and more are measured and noted on the tracks; what was prompted for, is loved or often played
    comes first, with a quick look at every file before any is heard whole. It can be stopped at any moment and goes on
    where it was; a file that has not changed is not heard again.
    """
    passes = {"quick": (True,), "full": (False,)}.get(looks or "", (True, False))
    wish = Wish(
        passes=passes, workers=workers or max(1, (os.cpu_count() or 2) // 2), limit=limit,
        hours=hours(span) if span else None,
    )  # fmt: skip
    with options.engine(home) as engine, closing(Memory(engine.home.path)) as memory:
        if hold is not None:
            pause(engine.home.path, hold == "pause")
        if status or hold is not None:
            _tell_standing(engine.home.path, memory, as_json)
            return
        ready()
        report = _listened(Job(engine.home, memory, wish, first=_first(engine)), quiet=quiet)
    if as_json:
        output.document(report)
    else:
        _tell(report)


def _listened(job: Job, *, quiet: bool) -> Report:
    if quiet:
        return job.run()
    with Progress("listening") as progress:
        job.tell = lambda step: _step(progress, step)
        return job.run()


def _step(progress: Progress, step: Step) -> None:
    left = "" if step.seconds_left is None else f"about {_time(step.seconds_left)} left"
    progress(step.done, step.total, left)


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{seconds:.0f} s" if seconds < 90 else f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"


def _first(engine: Engine) -> dict[str, int]:
    """The tracks that matter: those of the playlists made last, then the loved and often played."""
    recent = engine.playlists.list()[:_RECENT]
    prompted = (track.track_id for one in recent for track in engine.playlists.get(one.id).playlist.tracks)
    snapshot = engine.snapshot()
    rating, plays = (snapshot.numeric(name).values for name in ("rating", "play_count"))
    rows = ((rating > 0) | (plays > 0)).nonzero()[0].tolist()
    loved = ((snapshot.ids[row], float(rating[row]), float(plays[row])) for row in rows)
    return what_matters(prompted, loved)


def _tell_standing(home: Path, memory: Memory, as_json: bool) -> None:
    counts = memory.counts()
    found = Standing(whole=counts.whole, quick=counts.quick, failed=counts.failed, paused=paused(home))
    if as_json:
        output.document(found)
        return
    output.say(f"{found.whole:,} heard whole, {found.quick:,} by excerpts, {found.failed:,} could not be heard")
    if found.paused:
        output.say("paused (segue analyse --resume goes on)")


def _tell(report: Report) -> None:
    counts = {"heard": report.heard, "known before": report.known, "left": report.left}
    output.say(", ".join(f"{count:,} {what}" for what, count in counts.items()) + f" ({_time(report.seconds)})")
    if report.silent + report.remote:
        output.say(f"{report.silent:,} tracks have no audio, {report.remote:,} have it on another machine")
    for missing in report.failed[:_SHOWN]:
        output.aside(f"  {clean(missing.location)}: {clean(missing.reason)}")
    if len(report.failed) > _SHOWN:
        output.aside(f"  … and {len(report.failed) - _SHOWN:,} more could not be heard (--json lists them all)")
