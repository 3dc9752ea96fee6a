"""Bodies of requests and answers that are not nouns of `segue.music`, and their strict decoding."""

from __future__ import annotations

import re
from typing import Any, Final

import litestar
import msgspec

from segue import music
from segue.errors import BadInput
from segue.library import TrackFound

_WHERE: Final = re.compile(r"`\$\.?([^`]*)`")
MOST_RANKED: Final = 10_000


class RefineBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a playlist shall change, in words. The same `idempotency_key` again gives the same answer and changes
    nothing more."""

    text: str
    idempotency_key: str | None = None


class StepBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step back or forth, which needs no body. The same `idempotency_key` again goes no further."""

    idempotency_key: str | None = None


class ParseBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A prompt to be understood."""

    prompt: str


class RankBody(music.Request, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As the body of `POST /v1/playlists`, and how many candidates are wanted (1 to 10,000)."""

    top: int = 100


class ImportBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file or folder on this machine."""

    source: str


class RankedTracks(msgspec.Struct, frozen=True):
    """Candidates, best first, each with what speaks for it."""

    tracks: list[music.Scored]


class TrackList(msgspec.Struct, frozen=True):
    """A page of the catalogue."""

    tracks: list[TrackFound]
    limit: int
    offset: int


async def decode_strictly(request: litestar.Request[Any, Any, Any]) -> None:
    """Refuse a body that is not JSON of exactly the declared shape.

    It runs before Litestar's own conversion, which takes "3" for 3. Raises `BadInput` (body_not_json, body_shape).
    """
    data = request.route_handler.parsed_data_field
    if data is None:
        return
    body = await request.body()
    if not body and data.is_optional:
        return
    try:
        msgspec.json.decode(body, type=data.annotation, strict=True)
    except msgspec.ValidationError as error:
        where = _WHERE.search(str(error))
        raise BadInput(
            "body_shape", f"{error}.", hint="See /v1/openapi.json.", field=where.group(1) or None if where else None
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput("body_not_json", f"The body is not JSON: {error}.", hint="See /v1/openapi.json.") from None
