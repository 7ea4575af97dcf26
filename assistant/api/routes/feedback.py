"""What people say of answers, and its export as labelled questions."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import ConfigDict, Field

from assistant.api.context import core, identity, work
from assistant.api.fields import Body, Shown, Text, Whole
from assistant.api.models import Page
from assistant.api.once import key_of
from assistant.api.paging import Cursor, Limit, encode, number_of
from assistant.api.problems import declared
from assistant.api.routes.ask import Key
from evidence.record import Feedback

router = APIRouter(tags=["feedback"])
_LINES = "application/jsonl"


class Marked(Body):
    """Words that a reader marks as the right source."""

    doc_id: str = Field(min_length=1, max_length=2_000)
    start: Whole = 0
    end: Whole = 0


class FeedbackBody(Body):
    """What you say of an answer that you were shown."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"ledger": 1, "verdict": "wrong", "note": "That is v1."}]}
    )

    ledger: Whole = Field(description="The answer's `ledger`.")
    verdict: Literal["helpful", "wrong", "missing"]
    note: Text = ""
    sources: list[Marked] = Field([], max_length=20, description="Where the right words stand.")


class FeedbackGiven(Shown):
    """It is recorded."""

    id: int


class SourceShown(Shown):
    """Marked words."""

    doc_id: str
    start: int | None
    end: int | None
    quote: str


class FeedbackShown(Shown):
    """What somebody said of an answer."""

    id: int
    at: str
    person: str
    ledger: int
    question: str
    verdict: str
    note: str
    sources: list[SourceShown]


@router.post("/feedback", response_model=FeedbackGiven, responses=declared(409), status_code=201)
async def give_feedback(request: Request, body: FeedbackBody, idempotency_key: Key = None) -> Any:
    """Say whether an answer helped, is wrong, or lacks evidence, and mark the right source."""
    shared, who, key = core(request), identity(request), key_of(request)
    sources = [each.model_dump() for each in body.sources]

    def give() -> dict[str, Any]:
        return {"id": shared.parts.service.feedback(who, body.ledger, body.verdict, body.note, sources)}

    return await work(request, shared.once.do, key, who, ["feedback", body.model_dump(mode="json")], give)


@router.get("/feedback", response_model=Page[FeedbackShown])
def feedback(
    request: Request,
    ledger: Annotated[int | None, Query(ge=0, le=2**53, description="About this answer alone.")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Any:
    """What you said of answers; for administrators, what everybody said."""
    who, record = identity(request), core(request).parts.service.record
    after = number_of(cursor)
    found: list[Feedback] = []
    while len(found) <= limit:
        read = record.feedback.list(ledger, after=after, limit=500)
        found += [each for each in read if who.may("administer") or each.person == who.person]
        if len(read) < 500:
            break
        after = read[-1].id
    shown = found[:limit]
    return {
        "items": [_shown(each) for each in shown],
        "next": encode(str(shown[-1].id)) if len(found) > limit else None,
    }


@router.get(
    "/feedback/questions.jsonl",
    response_class=Response,
    responses={200: {"description": "A question a line.", "content": {_LINES: {"schema": {"type": "string"}}}}},
)
def labelled(request: Request) -> Response:
    """Feedback as labelled questions, for `vouch eval`: administrators only."""
    who, record = identity(request), core(request).parts.service.record
    who.require("administer")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in record.feedback.labelled())
    headers = {"Content-Disposition": 'attachment; filename="questions.jsonl"'}
    return Response(lines, media_type=_LINES, headers=headers)


def _shown(each: Feedback) -> dict[str, Any]:
    return {
        "id": each.id,
        "at": each.at,
        "person": each.person,
        "ledger": each.sequence,
        "question": each.question,
        "verdict": each.verdict,
        "note": each.note,
        "sources": [
            {"doc_id": one.doc_id, "start": one.start, "end": one.end, "quote": one.quote} for one in each.sources
        ],
    }
