"""Every failure over HTTP in the one shape, with the right status: ours as they are, Litestar's translated here."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

import msgspec
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Example

from segue.errors import BadInput, InternalError, SegueError

logger = logging.getLogger(__name__)

_CODES: Final[dict[int, tuple[str, str]]] = {
    404: ("path_unknown", "The paths are listed at /v1/openapi.json."),
    405: ("method_refused", "The methods of each path are listed at /v1/openapi.json."),
    413: ("body_too_large", "A body may have at most 1 MiB."),
}


class ErrorDetail(msgspec.Struct, frozen=True):
    """What went wrong: a stable code, a sentence, how to mend it, and the field at fault."""

    code: str
    message: str
    hint: str
    field: str | None


class ErrorDocument(msgspec.Struct, frozen=True):
    """The shape of every error."""

    error: ErrorDetail


class Refused(BadInput):
    """A request that is refused for its form; carries its own status."""

    def __init__(self, status: int, code: str, message: str, *, hint: str = "", field: str | None = None) -> None:
        super().__init__(code, message, hint=hint, field=field)
        self.http_status = status


def documented(*statuses: int) -> dict[int, ResponseSpec]:
    """The errors that an operation may answer with, for OpenAPI; 500 always is one."""
    return {status: _spec(status) for status in (*statuses, 500)}


def _spec(status: int) -> ResponseSpec:
    phrase = HTTPStatus(status).phrase
    example = Example(phrase, value=msgspec.Raw(msgspec.json.encode(_EXAMPLES[status])))  # raw: nulls are part of it
    return ResponseSpec(ErrorDocument, description=phrase, generate_examples=False, examples=[example])


def _example(code: str, message: str, hint: str, field: str | None = None) -> dict[str, object]:
    return dict(BadInput(code, message, hint=hint, field=field).document())


_EXAMPLES: Final = {
    400: _example("body_shape", "Expected `str`, got `int` - at `$.prompt`.", "See /v1/openapi.json.", "prompt"),
    404: _example("playlist_unknown", "There is no playlist p0.", "GET /v1/playlists lists them.", "id"),
    500: dict(InternalError("KeyError: 'x'").document()),
}


def tell(_: Request[Any, Any, Any], error: Exception) -> Response[object]:
    """The handler of every exception that leaves a route."""
    told = _ours(error)
    if isinstance(told, InternalError):
        logger.error("request failed", exc_info=error)
    return Response(told.document(), status_code=told.http_status, media_type=MediaType.JSON)


def _ours(error: Exception) -> SegueError:
    if isinstance(error, SegueError):
        return error
    if isinstance(error, ValidationException):
        return _query(error)
    if isinstance(error, HTTPException) and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        code, hint = _CODES.get(error.status_code, ("request_refused", ""))
        return Refused(error.status_code, code, f"{HTTPStatus(error.status_code).phrase}.", hint=hint)
    return InternalError(f"{type(error).__name__}: {error}")


def _query(error: ValidationException) -> SegueError:
    """Bodies are decoded before Litestar looks at them, so what it finds wrong lies in the query string."""
    first = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    return Refused(400, "query", first.get("message", error.detail), field=first.get("key"))
