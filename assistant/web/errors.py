"""Errors as pages: what happened in one sentence, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as StarletteHTTPException

from assistant.api.problems import headers_of, status_of
from evidence.errors import UnknownDocument, VouchError

_TITLES = {
    400: "That request cannot be read",
    401: "Please sign in",
    403: "Not permitted",
    404: "Not found",
    405: "Not possible here",
    409: "It has changed meanwhile",
    410: "No longer there",
    413: "Too much at once",
    408: "It took too long to arrive",
    421: "Not an address of this server",
    422: "That cannot be processed",
    429: "Too much is asked at once",
    500: "Something went wrong",
    503: "Not available right now",
    504: "It took too long",
}
_DETAILS = {
    404: "There is nothing at this address, or nothing that you may see.",
    429: "The server answers others first. Your question was not lost: send it again in a moment.",
    500: "The fault is recorded. Nothing of what you did before is lost.",
}
_DOCUMENTS = "The page Documents lists what is here."  # for readers, who have no command line


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error as a page shows it."""

    status: int
    title: str
    detail: str
    remedy: str = ""
    headers: tuple[tuple[str, str], ...] = ()


def trouble(status: int, detail: str = "", remedy: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Trouble:
    """The error page of a status; without a detail it has the usual words."""
    title = _TITLES.get(status) or (_TITLES[500] if status >= 500 else _TITLES[400])
    return Trouble(status, title, detail or _DETAILS.get(status, ""), remedy, headers)


def trouble_of(error: Exception) -> Trouble:
    """What to show for an exception. Unknown ones show nothing of themselves."""
    if isinstance(error, VouchError):
        remedy = _DOCUMENTS if isinstance(error, UnknownDocument) else error.remedy
        return trouble(status_of(error), sentence(str(error)), remedy, tuple(headers_of(error).items()))
    if isinstance(error, StarletteHTTPException):
        detail = error.detail if isinstance(error, HTTPException) and isinstance(error.detail, str) else ""
        return trouble(error.status_code, detail, headers=tuple((error.headers or {}).items()))
    if isinstance(error, RequestValidationError):
        fields = ", ".join(sorted({str(each["loc"][-1]) for each in error.errors() if each.get("loc")}))
        return trouble(422, f"Not understood: {fields}." if fields else "")
    return trouble(500)


def wants_page(request: Request) -> bool:
    """Whether the client is one that shows pages, rather than a program that asks for JSON."""
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted and not request.url.path.startswith("/api/")


def sentence(words: str) -> str:
    """``words`` as a sentence of its own."""
    words = words.strip()
    if not words:
        return ""
    return words[:1].upper() + words[1:] + ("" if words[-1] in ".!?…" else ".")
