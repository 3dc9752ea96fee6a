"""Listening: on this machine's own addresses only, until a signal says to stop."""

from __future__ import annotations

import errno
import ipaddress
import signal
import socket
from collections.abc import Callable
from typing import Final

import uvicorn

from segue.engine import Engine
from segue.errors import BadInput
from segue.web.app import build

_GRACE: Final = 5
"""Seconds that running requests get to end after a signal."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises `BadInput`: bind_refused (not a loopback address), port_in_use, port_refused."""
    address = "127.0.0.1" if host == "localhost" else host
    if not _loopback(address):
        raise BadInput(
            "bind_refused",
            f"Segue has no accounts yet, so it listens on this machine alone, not on {host}.",
            hint="Use --host 127.0.0.1 (the default) or ::1.",
            field="host",
        )
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        listening = socket.create_server((address, port), family=family)
    except OSError as error:
        raise _taken(port, error) from None
    # Connections inherit it. asyncio does not set it itself on sockets made so, and every answer would wait 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _taken(port: int, error: OSError) -> BadInput:
    if error.errno == errno.EADDRINUSE:
        hint = f"Stop what listens there, or choose another: segue up --port {port + 1 if port < 65535 else 8642}"
        return BadInput("port_in_use", f"Port {port} is in use.", hint=hint, field="port")
    message = f"Port {port} cannot be had: {error.strerror}."
    return BadInput("port_refused", message, hint="Choose another.", field="port")


def address_of(listening: socket.socket) -> str:
    """The URL under which a listening socket is reached."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(engine: Engine, listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; running requests end first. `ready` gets the URL once answers are given."""
    config = uvicorn.Config(
        build(engine), log_config=None, access_log=False, server_header=False, lifespan="off", ws="none",
        timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, _leave)
    _Server(config, ready).run(sockets=[listening])


def _leave(*_: object) -> None:
    """Uvicorn raises the signal again once it has stopped gracefully; that is the good end of `serve`."""
    raise SystemExit(0)


class _Server(uvicorn.Server):
    """Uvicorn that tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell the first socket's URL."""
        await super().startup(sockets)
        if self.started and sockets:
            self._ready(address_of(sockets[0]))
