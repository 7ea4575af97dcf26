"""What readers say of answers, and where the right words stand."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs, unquote, urlsplit

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from assistant.web.navigation import Page
from assistant.web.site import Site, is_part
from evidence.errors import QuestionError

PAGE: Page | None = None

_MOST_SOURCES = 20
_LONGEST_NOTE = 2_000
_THANKS = {
    "helpful": "Thank you.",
    "wrong": "Thank you. It is noted as wrong.",
    "missing": "Thank you. It is noted that evidence is missing.",
}


def routes(site: Site) -> APIRouter:
    """``/feedback``."""
    router = site.router()

    async def feedback(
        request: Request,
        sequence: Annotated[int, Form()],
        verdict: Annotated[str, Form()],
        note: Annotated[str, Form()] = "",
        source: Annotated[list[str] | None, Form()] = None,
    ) -> Response:
        """Keep it; its page is the answer's own again."""
        who = site.who(request, "feedback")
        links = [each for each in source or [] if each.strip()][:_MOST_SOURCES]
        marked = [place_of(each) for each in links]
        words = note.strip()[:_LONGEST_NOTE]
        await run_in_threadpool(site.service.feedback, who, sequence, verdict, words, marked)
        if is_part(request):
            return site.render(request, "said.html", who=who, thanks=_THANKS[verdict], marked=len(marked))
        return RedirectResponse(_back(site, request, sequence), 303)

    router.post("/feedback", response_model=None)(feedback)
    return router


def place_of(link: str) -> dict[str, Any]:
    """The place that a link to evidence names: ``doc_id``, ``start``, ``end``. Raises ``QuestionError``."""
    parts = urlsplit(link.strip())
    query = parse_qs(parts.query)
    if not parts.path.startswith("/evidence/"):
        raise QuestionError("a source is named by the address of its page", remedy="Copy it from the open document.")
    try:
        start, end = (int(query.get(name, ["0"])[0]) for name in ("start", "end"))
    except ValueError as error:
        raise QuestionError("the address of the source is not complete") from error
    doc_id = unquote(parts.path.removeprefix("/evidence/"), errors="surrogateescape")
    return {"doc_id": doc_id, "start": start, "end": end}


def _back(site: Site, request: Request, sequence: int) -> str:
    """The conversation that shows the answer, as the browser's referrer has it."""
    referrer = urlsplit(request.headers.get("referer", ""))
    path = referrer.path if referrer.netloc == request.headers.get("host") else ""
    return f"{path}#answer-{sequence}" if path.startswith("/conversations/") else "/conversations"
