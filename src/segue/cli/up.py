"""`segue up`: the page and the API, for this machine alone."""

from __future__ import annotations

import webbrowser
from contextlib import nullcontext
from types import ModuleType

import click

from segue.catalogue.merging import merging
from segue.cli import options, output
from segue.errors import MissingExtra
from segue.hearing import ear
from segue.hearing.beside import listening

PORT = 8642


@click.command("up")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    metavar="N",
    help=f"Where to listen (default: {PORT}; 0 takes any).",
)
@click.option("--host", default="127.0.0.1", help="A loopback address; any other is refused.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option("--analyse", "listen", is_flag=True, help="Listen to the audio of the library beside it.")
@options.common
def up_command(port: int, host: str, no_open: bool, listen: bool, home: str | None, as_json: bool) -> None:
    """Serve the page and the API on this machine."""
    server = _server()
    if listen:
        ear.ready()

    def ready(url: str) -> None:
        if as_json:
            output.document({"url": url})
        else:
            output.say(f"Segue is at {url}   (Ctrl-C stops it)")
        if not no_open:
            webbrowser.open(url)

    with (
        server.listen(host, port) as socket,
        options.engine(home) as engine,
        merging(engine.home),
        listening(engine.home) if listen else nullcontext(),
    ):
        server.serve(engine, socket, ready)


def _server() -> ModuleType:
    """The web part, an extra: imported only when it is asked for."""
    try:
        from segue.web import server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"litestar", "uvicorn"}:
            raise
        raise MissingExtra("web", "Serving the page") from None
    return server
