"""The commands by name. A command's module is imported when the command is called, and not before.

This is the one place that imports by name, by Python's own `importlib`. The reason is measured: `segue make` answers
from cold in well under two seconds, and importing the web server, the Parquet reader and the bench for it would spend
a good part of that on code it never calls. The help texts stand here too, so that `segue --help` imports nothing;
a test holds them equal to what the commands say of themselves.
"""

from __future__ import annotations

import importlib
from importlib.metadata import version
from typing import Final

import click

COMMANDS: Final[dict[str, tuple[str, str]]] = {
    "up": ("segue.cli.up", "Serve the page and the API on this machine."),
    "make": ("segue.cli.make", "Make a playlist from a sentence or a plan."),
    "refine": ("segue.cli.refine", "Change a made playlist by a sentence; the rest of it stays."),
    "undo": ("segue.cli.refine", "Take back the last change of a playlist."),
    "redo": ("segue.cli.refine", "Do again what was undone."),
    "show": ("segue.cli.keep", "Show a made playlist."),
    "list": ("segue.cli.keep", "List the playlists made so far."),
    "save": ("segue.cli.keep", "Write a playlist to a file: .m3u8, .m3u, .xspf, .jspf or .nsp."),
    "parse": ("segue.cli.parse", "Say how a prompt is understood, without making a playlist."),
    "rank": ("segue.cli.rank", "Rank tracks for many conversations at once."),
    "import": ("segue.cli.importing", "Bring music into the catalogue."),
    "analyse": ("segue.cli.analyse", "Listen to the audio of the library, in the background."),
    "render": ("segue.cli.render", "Render tracks of the sample library as audio files."),
    "correct": ("segue.cli.correct", "Put right what is told of a track."),
    "lexicon": ("segue.cli.lexicon", "Teach Segue your words, and see what it did not understand."),
    "rules": ("segue.cli.rules", "Editorial rules: pin, boost, bury or block."),
    "bench": ("segue.cli.bench", "Measure this machine and this build."),
    "doctor": ("segue.cli.doctor", "Look at the home, the catalogue and the installation."),
}
"""Command → (module, one-line help), in the order that help lists them. In its module it is named `NAME_command`."""


class LazyGroup(click.Group):
    """A click group that knows its commands by `COMMANDS`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        return load(cmd_name) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `segue --help`, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def load(name: str) -> click.Command:
    """The command `name` of the table."""
    command: click.Command = getattr(importlib.import_module(COMMANDS[name][0]), f"{name}_command")
    return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("segue"), prog_name="segue")
def root() -> None:
    """A sentence in, a playlist you can trust out.

    Start with:  segue make "an hour of calm piano, nothing sad"
    """
