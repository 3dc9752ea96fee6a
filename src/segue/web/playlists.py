"""Playlists over HTTP: make, look, change, take away; and what a service asks of the same pipeline."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from litestar import Response, get, post
from litestar.openapi.spec import Example
from litestar.params import Body

from segue import delivery, music
from segue.engine import Engine
from segue.errors import BadInput
from segue.playlists import Summary
from segue.web import examples
from segue.web.bodies import MOST_RANKED, ParseBody, RankBody, RankedTracks, RefineBody, StepBody
from segue.web.errors import documented


class PlaylistList(msgspec.Struct, frozen=True):
    """All made playlists, the last changed first."""

    playlists: tuple[Summary, ...]


def _example(value: dict[str, Any]) -> Any:
    return Body(examples=[Example("a request", value=value)])


_PLAYLIST = examples.answer(200, music.Playlist, examples.PLAYLIST, "The playlist")


@post(
    "/v1/playlists",
    tags=["playlists"],
    operation_id="makePlaylist",
    summary="Make a playlist from a sentence",
    sync_to_thread=True,
    responses={**examples.answer(201, music.Playlist, examples.PLAYLIST, "The new playlist"), **documented(400)},
)
def make(data: Annotated[music.Request, _example(examples.MAKE)], engine: Engine) -> music.Playlist:
    """A ranked, ordered, explained playlist with a verdict on every requirement. The same `idempotency_key` gives the
    same playlist again."""
    return engine.make(data)


@get(
    "/v1/playlists",
    tags=["playlists"],
    operation_id="listPlaylists",
    summary="List the playlists",
    sync_to_thread=True,
    responses={**examples.answer(200, PlaylistList, examples.PLAYLISTS, "All playlists"), **documented()},
)
def listed(engine: Engine) -> PlaylistList:
    """All made playlists, the last changed first."""
    return PlaylistList(engine.playlists.list())


@get(
    "/v1/playlists/{name:str}",
    tags=["playlists"],
    operation_id="getPlaylist",
    summary="A playlist, as a document or a file",
    sync_to_thread=True,
    responses={**_PLAYLIST, **documented(400, 404)},
)
def show(name: str, engine: Engine, format: str = "") -> Response[music.Playlist | bytes]:  # noqa: A002
    """`/v1/playlists/ID` is the document. `/v1/playlists/ID.m3u8` (or .m3u, .xspf, .jspf, .nsp), or `?format=m3u8`, is
    the file to download."""
    stem, _, suffix = name.rpartition(".")
    if not format and stem and suffix in delivery.FORMATS:
        name, format = stem, suffix  # noqa: A001
    playlist = engine.get(name)
    return _file(engine, playlist, format) if format else Response(playlist)


def _file(engine: Engine, playlist: music.Playlist, format: str) -> Response[music.Playlist | bytes]:  # noqa: A002
    rendered = delivery.render(playlist, engine.snapshot(), format)
    name = quote(f"{playlist.title or playlist.id}.{format}", safe="")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(rendered.data, media_type=rendered.media_type, headers=headers)


@post(
    "/v1/playlists/{playlist_id:str}/refine",
    tags=["playlists"],
    operation_id="refinePlaylist",
    summary="Change a playlist by a sentence",
    status_code=200,
    sync_to_thread=True,
    responses={**_PLAYLIST, **documented(400, 404)},
)
def refine(playlist_id: str, data: Annotated[RefineBody, _example(examples.REFINE)], engine: Engine) -> music.Playlist:
    """The same playlist as `text` says ("more acoustic", "drop the third", "undo"); what still fits stays where it
    stands, and `change` says what moved and why. The same `idempotency_key` again changes nothing more."""
    return engine.refine(playlist_id, data.text, data.idempotency_key)


@post(
    "/v1/playlists/{playlist_id:str}/undo",
    tags=["playlists"],
    operation_id="undoPlaylist",
    summary="Take back the last change",
    status_code=200,
    sync_to_thread=True,
    responses={**_PLAYLIST, **documented(400, 404)},
)
def undo(
    playlist_id: str, engine: Engine, data: Annotated[StepBody | None, _example(examples.STEP)] = None
) -> music.Playlist:
    """The playlist as it was before its last change. The same `idempotency_key` again takes back nothing more."""
    return engine.undo(playlist_id, data.idempotency_key if data else None)


@post(
    "/v1/playlists/{playlist_id:str}/redo",
    tags=["playlists"],
    operation_id="redoPlaylist",
    summary="Do again what was undone",
    status_code=200,
    sync_to_thread=True,
    responses={**_PLAYLIST, **documented(400, 404)},
)
def redo(
    playlist_id: str, engine: Engine, data: Annotated[StepBody | None, _example(examples.STEP)] = None
) -> music.Playlist:
    """The playlist as it was before the last undo. The same `idempotency_key` again changes nothing more."""
    return engine.redo(playlist_id, data.idempotency_key if data else None)


@post(
    "/v1/parse",
    tags=["services"],
    operation_id="parse",
    summary="How a prompt is understood",
    status_code=200,
    sync_to_thread=True,
    responses={**examples.answer(200, music.Intent, examples.INTENT, "The requirements"), **documented(400)},
)
def parse(data: Annotated[ParseBody, _example(examples.PARSE)], engine: Engine) -> music.Intent:
    """The requirements in a prompt and the words that were not read; nothing is made."""
    return engine.parse(data.prompt)


@post(
    "/v1/rank",
    tags=["services"],
    operation_id="rank",
    summary="Ranked candidates with evidence",
    status_code=200,
    sync_to_thread=True,
    responses={**examples.answer(200, RankedTracks, examples.RANKED, "The candidates, best first"), **documented(400)},
)
def rank(data: Annotated[RankBody, _example(examples.RANK)], engine: Engine) -> RankedTracks:
    """The best candidates for a request, for services that order and show lists themselves."""
    if not 1 <= data.top <= MOST_RANKED:
        raise BadInput("top_range", f"top is {data.top}.", hint=f"Ask for 1 to {MOST_RANKED}.", field="top")
    request = music.Request(**{name: getattr(data, name) for name in music.Request.__struct_fields__})
    return RankedTracks(engine.candidates(request, data.top))


HANDLERS = (make, listed, show, refine, undo, redo, parse, rank)
