"""Who may speak to the server: pages of this machine, in JSON. An ASGI wrapper around everything else.

There are no accounts, so the browser's rules are the fence: the Host header must name this machine (a foreign name
that resolves to 127.0.0.1 is DNS rebinding), a request that comes from a page must come from a page of this machine,
and what changes something must be JSON, which no foreign page can send without a preflight that is never granted.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from segue.web.errors import Refused

_LOCAL: Final = re.compile(r"(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?", re.IGNORECASE)
_CHANGING: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})

HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (
        b"content-security-policy",
        (
            b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""Sent with every answer."""


class Guard:
    """Refuses what does not come from this machine's own pages; adds `HEADERS` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != ScopeType.HTTP:
            return
        sealed = _sealing(send)
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = refused(scope["method"], headers)
        if refusal is None:
            await self._app(scope, receive, sealed)
        else:
            await _answer(refusal, sealed)


def refused(method: str, headers: dict[str, str]) -> Refused | None:
    """Why a request with these (lower-case) headers may not come in, or None."""
    if not _LOCAL.fullmatch(headers.get("host", "")):
        return Refused(403, "host_refused", "This server answers to this machine's own name only.", field="host")
    origin = headers.get("origin")
    if origin is not None and not _LOCAL.fullmatch(urlsplit(origin).netloc):
        return Refused(403, "origin_refused", "Pages from elsewhere may not use this server.", field="origin")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if method in _CHANGING and kind != "application/json":
        hint = "Send Content-Type: application/json."
        return Refused(415, "content_type", "The body must be JSON.", hint=hint, field="content-type")
    return None


def _sealing(send: Send) -> Send:
    async def sealed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *HEADERS]
        await send(message)

    return sealed


async def _answer(refusal: Refused, send: Send) -> None:
    body = msgspec.json.encode(refusal.document())
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": refusal.http_status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
