"""The application: ``create_app(parts)``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from assistant.api import openapi, problems
from assistant.api.auth.routes import router as auth_routes
from assistant.api.core import Core
from assistant.api.errors import BadRequest, NoMethod, NoRoute
from assistant.api.front import ErrorPage, Front, plain
from assistant.api.health import router as health_routes
from assistant.api.parts import Parts
from evidence.errors import VouchError

PREFIX = "/api/v1"
_ROUTES = (
    "ask",
    "conversations",
    "documents",
    "register",
    "reports",
    "frameworks",
    "decisions",
    "feedback",
    "ledger",
    "tokens",
    "admin",
    "packs",
)


class Invalid(VouchError):
    """A request that is not as its description says."""

    code = "invalid"
    status = 422
    remedy = "Correct what `errors` names; /api/v1/openapi.json describes the request."


def create_app(parts: Parts) -> FastAPI:
    """The API, sign-in, health and metrics, and the web page where it is installed."""
    core = Core(parts)
    app = FastAPI(
        title=parts.title,
        version=parts.version,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        generate_unique_id_function=_operation,
        redirect_slashes=False,
    )
    app.state.core = core
    api = APIRouter(prefix=PREFIX, responses=problems.declared(*problems.EVERYWHERE))
    for router in _routers():
        api.include_router(router)
    app.include_router(health_routes)
    page = _web(app, core)
    app.include_router(auth_routes)
    app.include_router(api)
    _handle(app, page)
    app.add_middleware(Front, core=core, page=page)
    openapi.install(app, parts)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    core: Core = app.state.core
    await run_in_threadpool(core.close, core.parts.stop_seconds)


def _routers() -> Iterable[APIRouter]:
    for name in _ROUTES:
        if find_spec(f"assistant.api.routes.{name}") is not None:
            yield import_module(f"assistant.api.routes.{name}").router


def _web(app: FastAPI, core: Core) -> ErrorPage:
    """Include the web page; what draws its errors."""
    if find_spec("assistant.web") is None:
        return plain
    from assistant.web import build

    site, router = build(core.parts)
    app.include_router(router)
    core.closing.append(site.close)
    return site.page_of


def _handle(app: FastAPI, page: ErrorPage) -> None:
    """Every error of a route as a page or a problem."""

    def respond(request: Request, error: Exception) -> Response:
        return page(request, error) or problems.respond(request, error)

    async def told(request: Request, error: Exception) -> Response:
        assert isinstance(error, VouchError)
        request.app.state.core.metrics.refused.labels(error.code).inc()
        return respond(request, error)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        faults = [_fault(each) for each in error.errors()][:20]
        if any(each["type"] == "json_invalid" for each in error.errors()):
            return respond(request, BadRequest("the body is not JSON"))
        found = Invalid("the request is not as described: " + "; ".join(f"{f.where}: {f.why}" for f in faults[:3]))
        return page(request, found) or problems.respond(request, found, faults)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return respond(request, NoRoute("there is nothing at this address"))
        if error.status_code == 405:
            response = respond(request, NoMethod(f"{request.method} is not possible here"))
            response.headers["Allow"] = (error.headers or {}).get("Allow", "GET")
            return response
        return respond(request, BadRequest(str(error.detail)))

    app.add_exception_handler(VouchError, told)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


def _fault(error: Any) -> problems.Fault:
    where = ".".join(str(part) for part in error["loc"]) or "request"
    return problems.Fault(where=problems.plain(where)[:200], why=problems.plain(str(error["msg"]))[:300])


def _operation(route: APIRoute) -> str:
    return route.name
