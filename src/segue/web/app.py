"""The parts put together: routes, strict bodies, one error shape, OpenAPI at /v1/openapi.json, and the guard."""

from __future__ import annotations

from typing import Final

from litestar import Litestar
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from segue.engine import Engine
from segue.library import __version__
from segue.web import catalogue, errors, page, playlists
from segue.web.bodies import decode_strictly
from segue.web.guard import Guard
from segue.web.jobs import Jobs

MOST_BODY: Final = 1 << 20
"""Largest body, in bytes."""


def build(engine: Engine) -> Guard:
    """The ASGI application on `engine`, which stays the caller's to close."""
    jobs = Jobs(engine)
    app = Litestar(
        [*playlists.HANDLERS, *catalogue.HANDLERS, page.page],
        dependencies={
            "engine": Provide(lambda: engine, sync_to_thread=False),
            "jobs": Provide(lambda: jobs, sync_to_thread=False),
        },
        exception_handlers={Exception: errors.tell},
        before_request=decode_strictly,
        request_max_body_size=MOST_BODY,
        openapi_config=_openapi(),
        logging_config=None,
    )
    return Guard(app)


def _openapi() -> OpenAPIConfig:
    return OpenAPIConfig(
        title="Segue",
        version=__version__,
        description="A sentence in, a playlist you can trust out. One user, one machine; bodies are JSON, decoded "
        'strictly; every error has the shape {"error": {"code", "message", "hint", "field"}}.',
        path="/v1",
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    )
