"""Questions: answered at once, or streamed claim by claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from assistant.api.asking import Run, fingerprint, parse_event_id
from assistant.api.context import asking, core, identity, work
from assistant.api.errors import BadRequest
from assistant.api.models import Ask, AskResult, Search, SearchResult
from assistant.api.once import key_of
from assistant.api.problems import declared
from assistant.api.streams import CONTENT, MEDIA_TYPE, again, stream
from assistant.contract import hit_json
from assistant.service import Asked, Identity
from evidence.errors import QuestionError

_NEW = "new"  # as on the command line

router = APIRouter(tags=["questions"])

Key = Annotated[str | None, Header(description="The same key with the same body gives the same answer, asked once.")]
LastEvent = Annotated[str | None, Header(alias="Last-Event-ID", description="The id of the last event received.")]
_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "`understood`, then a `claim` each, then `answer` (the whole) or `error` (a problem). "
        "Ids go on from where a `Last-Event-ID` says.",
        "content": CONTENT,
    }
}


class QuestionTooLong(QuestionError):
    """A question of more characters than allowed."""

    code = "question_too_long"
    status = 422


@router.post(
    "/ask",
    response_model=AskResult,
    responses={
        **declared(409, 502),
        200: {"content": CONTENT, "description": "The answer."},
    },
)
async def ask(request: Request, body: Ask, idempotency_key: Key = None, last_event_id: LastEvent = None) -> Any:
    """Answer a question from the documents that you may see.

    With `Accept: text/event-stream` the answer is streamed as by `/ask/stream`.
    """
    if MEDIA_TYPE in request.headers.get("accept", ""):
        return await _streamed(request, body, last_event_id)
    who, asked, key = identity(request), _asked(request, body), key_of(request)
    held = await _held(request, who, asked, key)
    if held is not None:
        return held
    run = asking(request).begin(who, asked, key)
    return await run.result(core(request).parts.limits.request_seconds)


@router.post("/ask/stream", response_class=Response, responses={**_EVENTS, **declared(409)})
async def ask_stream(
    request: Request, body: Ask, idempotency_key: Key = None, last_event_id: LastEvent = None
) -> Response:
    """Answer a question as server-sent events, claim by claim."""
    return await _streamed(request, body, last_event_id)


@router.get("/ask/streams/{run}", response_class=Response, responses=_EVENTS)
async def ask_again(request: Request, run: str, last_event_id: LastEvent = None) -> Response:
    """Go on with an answer that you asked for in the last minutes; nothing is asked again."""
    found = asking(request).find(identity(request), run)
    return stream(found, _after(found, last_event_id), core(request).parts.limits.request_seconds)


@router.post("/search", response_model=SearchResult)
async def search(request: Request, body: Search) -> Any:
    """The passages nearest to a question, ranked; no answer is composed."""
    _check_length(request, body.question)
    service, who = core(request).parts.service, identity(request)
    hits = await work(request, service.search, who, body.question, body.k, body.known_by)
    return {
        "id": body.id,
        "question": body.question,
        "hits": [hit_json(hit) for hit in hits],
    }


async def _streamed(request: Request, body: Ask, last_event_id: str | None) -> Response:
    who, seconds = identity(request), core(request).parts.limits.request_seconds
    if last_event_id:
        found = asking(request).find(who, parse_event_id(last_event_id)[0])
        return stream(found, _after(found, last_event_id), seconds)
    asked, key = _asked(request, body), key_of(request)
    held = await _held(request, who, asked, key)
    if held is not None:
        return again(held)
    return stream(asking(request).begin(who, asked, key), -1, seconds)


async def _held(request: Request, who: Identity, asked: Asked, key: str | None) -> Mapping[str, Any] | None:
    """The answer that was given for the key before, also before a restart."""
    if key is None:
        return None
    remembered = core(request).parts.service.record.remembered
    held: Mapping[str, Any] | None = await run_in_threadpool(remembered.get, who.person, key, fingerprint(who, asked))
    return held


def _asked(request: Request, body: Ask) -> Asked:
    for text in (body.question, *body.earlier):
        _check_length(request, text)
    if body.mode == "llm" and not core(request).parts.model:
        raise QuestionError("no language model is set", remedy="Use the mode auto, or have `llm.model` set.")
    return Asked(
        body.question,
        body.as_of,
        body.mode,
        None if body.conversation == _NEW else body.conversation,
        body.keep,
        body.id,
        body.known_by,
        body.framework,
        tuple(body.earlier),
    )


def _after(run: Run, last_event_id: str | None) -> int:
    if not last_event_id:
        return -1
    name, number = parse_event_id(last_event_id)
    if name != run.id:
        raise BadRequest("Last-Event-ID is of another answer")
    return number


def _check_length(request: Request, question: str) -> None:
    most = core(request).parts.limits.question_characters
    if len(question) > most:
        raise QuestionTooLong(f"the question has {len(question):,} characters; the limit is {most:,}")
