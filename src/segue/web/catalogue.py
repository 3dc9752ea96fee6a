"""The catalogue over HTTP: look through it, see how it stands, bring music in."""

from __future__ import annotations

from typing import Annotated

import platformdirs
from litestar import get, post
from litestar.openapi.spec import Example
from litestar.params import Body, Parameter

from segue.engine import Engine
from segue.library import Health
from segue.web import examples
from segue.web.bodies import ImportBody, TrackList
from segue.web.errors import documented
from segue.web.found import Found, found
from segue.web.jobs import ImportJob, Jobs

MOST_TRACKS = 500


@get(
    "/v1/tracks",
    tags=["catalogue"],
    operation_id="listTracks",
    summary="Search or page through the catalogue",
    sync_to_thread=True,
    responses={**examples.answer(200, TrackList, examples.TRACKS, "A page of tracks"), **documented(400)},
)
def tracks(
    engine: Engine,
    words: Annotated[str, Parameter(query="query", examples=[Example("words", value="harbour lights")])] = "",
    limit: Annotated[int, Parameter(ge=1, le=MOST_TRACKS)] = 50,
    offset: Annotated[int, Parameter(ge=0, le=10_000_000)] = 0,
) -> TrackList:
    """Tracks whose text matches `query`, best first; without one, all of them by id."""
    return TrackList(engine.tracks(words, limit, offset), limit, offset)


@get(
    "/v1/health",
    tags=["catalogue"],
    operation_id="health",
    summary="How the library stands",
    sync_to_thread=True,
    responses={**examples.answer(200, Health, examples.HEALTH, "Counts, sources, coverage"), **documented()},
)
def health(engine: Engine) -> Health:
    """Counts, sources, coverage of attributes (known, and known or guessed), freshness of the snapshot."""
    return engine.health()


@get(
    "/v1/import/found",
    tags=["import"],
    operation_id="findImports",
    summary="What could be imported",
    sync_to_thread=True,
    responses={
        **examples.answer(200, Found, examples.FOUND, "What the music folder holds"),
        **documented(),
    },
)
def could_import() -> Found:
    """What stands in this user's music folder; no other place is looked at."""
    return found(platformdirs.user_music_path())


@post(
    "/v1/import",
    tags=["import"],
    operation_id="beginImport",
    summary="Begin an import",
    status_code=202,
    sync_to_thread=False,
    responses={**examples.answer(202, ImportJob, examples.JOB, "The job"), **documented(400)},
)
def begin_import(
    data: Annotated[ImportBody, Body(examples=[Example("a request", value=examples.IMPORT)])], jobs: Jobs
) -> ImportJob:
    """Import a file or folder of this machine beside the server; ask for the job to see how far it is."""
    return jobs.start(data.source)


@get(
    "/v1/import/{job:str}",
    tags=["import"],
    operation_id="getImport",
    summary="How an import stands",
    sync_to_thread=False,
    responses={**examples.answer(200, ImportJob, examples.JOB, "The job"), **documented(400, 404)},
)
def import_job(job: str, jobs: Jobs) -> ImportJob:
    """Progress, and at the end the report or the error."""
    return jobs.get(job)


HANDLERS = (tracks, health, could_import, begin_import, import_job)
