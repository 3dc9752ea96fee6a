"""The page: four hand-written files that ship in the package; it talks to /v1 and to nothing else."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Any, Final

import msgspec
from litestar import Request, Response, get

from segue.errors import NotFound

_TYPES: Final = {"html": "text/html", "js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}


class Asset(msgspec.Struct, frozen=True):
    """A file of the page in memory."""

    body: bytes
    media_type: str
    etag: str


def _load() -> dict[str, Asset]:
    assets = {}
    for file in files("segue.web").joinpath("static").iterdir():
        kind = _TYPES.get(file.name.rpartition(".")[2])
        if kind is not None:
            body = file.read_bytes()
            assets[file.name] = Asset(body, kind, f'"{hashlib.sha256(body).hexdigest()[:16]}"')
    return assets


ASSETS: Final[dict[str, Asset]] = _load()


@get(["/", "/static/{name:str}"], include_in_schema=False, sync_to_thread=False)
def page(request: Request[Any, Any, Any], name: str = "index.html") -> Response[bytes]:
    """A file of the page; the browser keeps it and asks whether it is still the same."""
    asset = ASSETS.get(name)
    if asset is None:
        raise NotFound("path_unknown", f"The page has no file {name}.")
    headers = {"etag": asset.etag, "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == asset.etag:
        return Response(b"", status_code=304, headers=headers, media_type=asset.media_type)
    return Response(asset.body, headers=headers, media_type=asset.media_type)
