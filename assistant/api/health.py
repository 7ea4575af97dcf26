"""For those who watch over the server: whether it lives, whether it can answer, and its figures."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from assistant.api.context import core
from assistant.api.errors import NoRoute
from assistant.api.fields import Shown
from assistant.api.problems import declared
from evidence.errors import VouchError

router = APIRouter(tags=["health"])
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Health(Shown):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(Shown):
    """Whether questions can be answered now. ``checks`` names each part with ``ok`` or what is wrong."""

    status: Literal["ready", "not_ready"]
    checks: dict[str, str] = Field(examples=[{"archive": "ok", "index": "ok", "record": "ok", "serving": "ok"}])


@router.get("/healthz", response_model=Health, responses=declared(421, 500))
async def healthz() -> Any:
    """Whether the process answers."""
    return Health()


@router.get(
    "/readyz",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "Not ready"}, **declared(421, 500)},
)
def readyz(request: Request) -> Response:
    """Whether questions can be answered: the archive open, its index there, the record at hand."""
    shared = core(request)
    service = shared.parts.service

    def index() -> None:
        service.archive.view().lexical({"a": 1.0})

    checks = {
        "archive": _tried(service.archive.sources),
        "index": _tried(index),
        "record": _tried(service.record.ledger.head),
        "serving": "shutting down" if shared.stopping else "ok",
    }
    ready = all(said == "ok" for said in checks.values())
    body = Readiness(status="ready" if ready else "not_ready", checks=checks)
    return JSONResponse(body.model_dump(), 200 if ready else 503)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {_PROMETHEUS: {"schema": {"type": "string"}}}}, **declared(404, 421, 429, 500)},
)
def metrics(request: Request) -> Response:
    """Figures for Prometheus; where people have accounts, for administrators alone."""
    known = request.scope["state"].get("known")
    if known is None or not known.identity.may("administer"):
        raise NoRoute("there is nothing at this address")
    return Response(core(request).metrics.text(), media_type=_PROMETHEUS)


def _tried(look: Any) -> str:
    try:
        look()
    except VouchError as error:
        return error.code
    except Exception as error:
        return type(error).__name__
    return "ok"
