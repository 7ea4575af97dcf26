"""The archive itself, for administrators: ingestion, sources, and what could not be read."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import ConfigDict, Field, StrictBool

from assistant.api.context import core, identity, work
from assistant.api.fields import Body, Shown
from assistant.api.once import key_of
from assistant.api.parts import IngestState
from assistant.api.problems import declared
from assistant.api.routes.ask import Key
from assistant.api.streams import CONTENT, MEDIA_TYPE, event
from assistant.service import Identity

router = APIRouter(prefix="/admin", tags=["admin"])
_TICK = 0.5  # seconds between looks at the progress
_STARTED = 202


class IngestBody(Body):
    """What to ingest."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"paths": [], "prune": False}]})

    paths: list[Annotated[str, Field(min_length=1, max_length=4_000)]] = Field(
        [], max_length=50, description="Folders and files of the server's machine; empty: all sources again."
    )
    prune: StrictBool = Field(False, description="Also withdraw what is gone.")


class IngestShown(Shown):
    """An ingestion as it stands; `report` counts what it did, `detail` is what `vouch ingest --json` prints."""

    id: str
    state: Literal["idle", "running", "stopping", "done", "cancelled", "failed"]
    paths: list[str]
    prune: bool
    by: str
    started: str
    ended: str
    current: str
    files: int
    total: int
    passages: int
    seconds_left: float | None
    error: str
    report: dict[str, int]
    detail: dict[str, Any]


class SourcesShown(Shown):
    """Sources by name, with the folder that each is read from."""

    sources: dict[str, str]


class StatusShown(Shown):
    """What `vouch status --json` prints."""

    model_config = ConfigDict(extra="allow")

    home: str
    sources: dict[str, str]
    documents: int
    passages: int
    failures: list[dict[str, Any]]


class FoldersShown(Shown):
    """Folders that may be ingested."""

    items: list[str]


@router.post("/ingest", response_model=IngestShown, responses=declared(409), status_code=_STARTED)
async def ingest(request: Request, body: IngestBody, idempotency_key: Key = None) -> Any:
    """Begin an ingestion. One at a time; answers go on while it runs."""
    shared, who, key = core(request), _admin(request), key_of(request)

    def begin() -> dict[str, Any]:
        at_machine = who.via == "cli" and who.groups is None
        return _shown(shared.parts.admin.ingest(body.paths, body.prune, who.person, anywhere=at_machine))

    return await work(request, shared.once.do, key, who, ["ingest", body.model_dump(mode="json")], begin)


@router.get("/ingest", response_model=IngestShown)
def ingest_progress(request: Request) -> Any:
    """The running ingestion, else the last."""
    _admin(request)
    return _shown(core(request).parts.admin.progress())


@router.delete("/ingest", response_model=IngestShown)
def cancel_ingest(request: Request) -> Any:
    """Stop the running ingestion after the document in hand. What is done stays; the next one goes on from there."""
    _admin(request)
    return _shown(core(request).parts.admin.cancel())


@router.get(
    "/ingest/events",
    response_class=Response,
    responses={200: {"description": "`progress` events.", "content": CONTENT}},
)
async def ingest_events(request: Request) -> Response:
    """The progress of the running ingestion as server-sent events, until it ends."""
    _admin(request)
    shared = core(request)

    async def lines() -> AsyncIterator[str]:
        last: IngestState | None = None
        while True:
            state = shared.parts.admin.progress()
            if state != last:
                yield event("progress", json.dumps(_shown(state), ensure_ascii=False))
                last = state
            if not state.running or shared.stopping:
                return
            await asyncio.sleep(_TICK)

    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(lines(), media_type=MEDIA_TYPE, headers=headers)


@router.get("/sources", response_model=SourcesShown)
def sources(request: Request) -> Any:
    """The folders that documents come from."""
    _admin(request)
    return {"sources": dict(core(request).parts.admin.sources())}


@router.get("/status", response_model=StatusShown)
async def status(request: Request) -> Any:
    """What is ingested, and every file that is not, with the reason and the remedy."""
    _admin(request)
    return dict(await work(request, core(request).parts.admin.status))


@router.get("/folders", response_model=FoldersShown)
def folders(request: Request, path: str | None = None) -> Any:
    """Folders that may be ingested, for choosing one."""
    _admin(request)
    return {"items": list(core(request).parts.admin.folders(path))}


def _admin(request: Request) -> Identity:
    who = identity(request)
    who.require("administer")
    return who


def _shown(state: IngestState) -> dict[str, Any]:
    return {**asdict(state), "paths": list(state.paths), "report": dict(state.report), "detail": dict(state.detail)}
