"""Errors as problem details (RFC 9457): one form for every error of the API, and one table of their statuses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from assistant.api.errors import Busy
from evidence.errors import ArchiveError, IngestError, QuestionError, ServiceError, SettingsError, VouchError

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:vouch:problem:"

_STATUS = {
    "refused": 403,
    "unknown_document": 404,
    "missing": 404,
    "not_served": 404,
    "no_picture": 404,
    "conflict": 409,
    "gone": 410,
}
_FAMILIES: tuple[tuple[type[VouchError], int], ...] = (
    (QuestionError, 400),
    (SettingsError, 400),
    (IngestError, 422),
    (ServiceError, 502),
)
_INTERNAL = "Something went wrong inside. The request id finds it in the server's log."


class Fault(BaseModel):
    """One part of a request that is not as it must be: where (a JSON path), and why."""

    where: str
    why: str


class Problem(BaseModel):
    """An error, as RFC 9457 has it, with our own ``code``, ``remedy`` and ``request_id``."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "type": "urn:vouch:problem:unknown_document",
                "title": "Not Found",
                "status": 404,
                "detail": "there is no document policies/missing.md",
                "instance": "/api/v1/documents/policies/missing.md",
                "code": "unknown_document",
                "remedy": "",
                "request_id": "6f1c2a0b9d3e4f58",
            }
        }
    )

    type: str = Field(description="A URN that names the kind of problem: `urn:vouch:problem:` and the code.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened, in one sentence.")
    instance: str = Field(description="The path that was asked for.")
    code: str = Field(description="A stable name for programs.")
    remedy: str = Field("", description="What to do about it; empty where nothing is known to help.")
    request_id: str = Field("", description="Finds the request in the server's log.")
    errors: list[Fault] | None = Field(None, description="For code `invalid`: each fault and where it stands.")


def status_of(error: VouchError) -> int:
    """The HTTP status of an error."""
    status = getattr(error, "status", None) or _STATUS.get(error.code)
    if status is not None:
        return int(status)
    if isinstance(error, ArchiveError):
        return 503
    return next((status for kind, status in _FAMILIES if isinstance(error, kind)), 400)


def problem_of(error: Exception, path: str, request_id: str, faults: Sequence[Fault] = ()) -> Problem:
    """An error as a problem. What is not a ``VouchError`` tells nothing of the inside."""
    if isinstance(error, VouchError):
        status, code, detail, remedy = status_of(error), error.code, str(error), error.remedy
    else:
        status, code, detail, remedy = 500, "internal", _INTERNAL, ""
    return Problem(
        type=f"{TYPE}{code}",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=plain(detail),
        instance=plain(path),
        code=code,
        remedy=plain(remedy),
        request_id=request_id,
        errors=list(faults) or None,
    )


def headers_of(error: Exception) -> dict[str, str]:
    """Headers that go with an error: when to try again, and how to authenticate."""
    if isinstance(error, Busy):
        return {"Retry-After": str(error.retry_after)}
    if isinstance(error, VouchError) and status_of(error) == 401:
        return {"WWW-Authenticate": 'Bearer realm="vouch"'}
    if isinstance(error, VouchError) and status_of(error) in (408, 413):
        return {"Connection": "close"}
    if isinstance(error, VouchError) and status_of(error) == 503:
        return {"Retry-After": "1"}
    return {}


def respond(request: Request, error: Exception, faults: Sequence[Fault] = ()) -> Response:
    """The response to an error."""
    problem = problem_of(error, request.url.path, request_id(request.scope), faults)
    return draw(problem, headers_of(error))


def draw(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as a response."""
    body = json.dumps(problem.model_dump(exclude_none=True), ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, problem.status, dict(headers or {}), MEDIA_TYPE)


def request_id(scope: Mapping[str, Any]) -> str:
    """The id of a request, as logs have it."""
    return str(scope.get("state", {}).get("request_id", ""))


def declared(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses for statuses that a route may answer with, besides those that every route may."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
            **({"headers": {"Retry-After": _RETRY_AFTER}} if status in (429, 503) else {}),
        }
        for status in statuses
    }


_RETRY_AFTER = {"description": "Seconds until it is worth trying again.", "schema": {"type": "integer"}}
EVERYWHERE = (400, 401, 403, 404, 408, 413, 421, 422, 429, 500, 503, 504)
"""Statuses that any route may answer with, because what stands before the routes gives them."""


def plain(text: str) -> str:
    """Text that is valid Unicode, without control characters."""
    safe = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(character if character.isprintable() else " " for character in safe)[:2_000]
