"""The register: facts by kind, each with its words; and findings, with what people decided about them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic import ConfigDict, Field

from assistant.answer import Citation
from assistant.api.context import core, identity, work
from assistant.api.fields import Body, Day, KnownBy, Shown, Text
from assistant.api.models import Page
from assistant.api.once import key_of
from assistant.api.paging import Cursor, Limit, page_of
from assistant.api.problems import declared
from assistant.api.routes.ask import Key
from assistant.api.routes.decisions import DecisionShown, decided
from assistant.contract import fact_json
from evidence.citing import Citer
from evidence.kinds import KINDS

router = APIRouter(tags=["register"])
_FILTERS = "`field=value`; also `!=`, `~` (has these words), `!~`, `<`, `<=`, `>`, `>=`. Several must all hold."

Filters = Annotated[list[str] | None, Query(alias="filter", description=_FILTERS, max_length=20)]


class KindShown(Shown):
    """One kind of facts."""

    kind: str
    meaning: str
    fields: list[str]
    dates: list[str]
    facts: int


class Kinds(Shown):
    """Every kind."""

    items: list[KindShown]


class FactShown(Shown):
    """One statement of a document: what `vouch register --json` prints."""

    id: str
    kind: str
    doc_id: str
    start: int
    end: int
    quote: str
    page: int | None
    fields: dict[str, str]
    strength: str
    dates: dict[str, str]
    date_origin: str
    extractor: str | None = Field(None, description="Model and prompt, where a language model proposed the fact.")


class Side(Citation):
    """Words on one side of a finding, and what they say of its subject."""

    says: str = ""


class Decided(Shown):
    """A person's decision about a finding."""

    state: str
    by: str
    at: str
    reason: str


class FindingShown(Shown):
    """What does not fit together, or is missing: what `vouch report findings --json` prints."""

    id: str
    type: str
    correlator: str
    severity: Literal["high", "medium", "low"]
    clause: str
    subject: list[str]
    summary: str
    why: str
    owner: str | None
    action: str
    evidence: list[Side]
    searched: dict[str, int]
    state: Literal["open", "accepted", "resolved", "stale"]
    decision: Decided | None
    digest: str


class DecideFinding(Body):
    """What you decide about a finding."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"state": "accepted", "reason": "The board knows."}]}
    )

    state: Literal["open", "accepted", "resolved"]
    reason: Text = ""
    owner: str = Field("", max_length=256, description="Who acts on it.")
    due: Day | None = Field(None, description="By when.")


@router.get("/register", response_model=Kinds)
def kinds(request: Request, known_by: KnownBy = None) -> Any:
    """The kinds of facts, and how many of each you may see."""
    counts = core(request).parts.service.view(identity(request), known_by=known_by).fact_kinds()
    return {
        "items": [
            {
                "kind": name,
                "meaning": kind.meaning,
                "fields": list(kind.fields),
                "dates": list(kind.dates),
                "facts": counts.get(name, 0),
            }
            for name, kind in KINDS.items()
        ]
    }


@router.get("/register/{kind}", response_model=Page[FactShown])
async def register(
    request: Request,
    kind: Annotated[str, Path(max_length=64, examples=["approval"])],
    filter: Filters = None,
    as_of: Day | None = None,
    known_by: KnownBy = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Any:
    """Facts of one kind, every one that fits, with the exact words. With `as_of` those that hold on that day."""
    service, who = core(request).parts.service, identity(request)

    def made() -> dict[str, Any]:
        found = service.register(who, kind, filter or (), as_of, known_by)
        citer = Citer(service.view(who, as_of, known_by))
        return page_of(found, lambda each: each.id, cursor, limit, lambda each: fact_json(each, citer))

    return await work(request, made)


@router.get("/findings", response_model=Page[FindingShown])
async def findings(
    request: Request,
    type: Annotated[str | None, Query(max_length=64)] = None,
    severity: Literal["high", "medium", "low"] | None = None,
    state: Literal["open", "accepted", "resolved", "stale"] | None = None,
    as_of: Day | None = None,
    known_by: KnownBy = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Any:
    """What does not fit together in the documents that you may see."""
    wanted = {"type": type, "severity": severity, "state": state}
    found = await work(request, core(request).parts.service.findings, identity(request), as_of, known_by)
    kept = [each for each in found if all(value in (None, each[name]) for name, value in wanted.items())]
    return page_of(kept, lambda each: str(each["id"]), cursor, limit, lambda each: each)


@router.post("/findings/{finding}/decisions", response_model=DecisionShown, responses=declared(409), status_code=201)
async def decide_finding(request: Request, finding: str, body: DecideFinding, idempotency_key: Key = None) -> Any:
    """Accept or resolve a finding, or open it again. Decisions are added, never changed."""
    shared, who, key = core(request), identity(request), key_of(request)
    who.require("decide")

    def decide() -> dict[str, Any]:
        due = body.due.isoformat() if body.due else ""
        return decided(shared.parts.service.decide_finding(who, finding, body.state, body.reason, body.owner, due))

    return await work(request, shared.once.do, key, who, ["finding", finding, body.model_dump(mode="json")], decide)
