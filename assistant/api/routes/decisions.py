"""What people decided: sign-offs, corrections of mappings, and findings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from assistant.api.context import core, identity, work
from assistant.api.fields import Shown
from assistant.api.models import Page
from assistant.api.paging import Cursor, Limit, page_of
from assistant.service import Identity, Service
from evidence.errors import UnknownDocument
from evidence.record import Decision
from evidence.view import View

router = APIRouter(tags=["decisions"])
_BETWEEN = "|"


class DecisionShown(Shown):
    """What one person decided. `subject` is the finding's id, or framework and clause (and document) joined by `|`."""

    kind: Literal["finding", "signoff", "mapping"]
    subject: str
    verdict: str
    by: str
    at: str
    reason: str
    owner: str
    due: str


@router.get("/decisions", response_model=Page[DecisionShown])
async def decisions(
    request: Request,
    kind: Literal["finding", "signoff", "mapping"],
    subject: Annotated[str | None, Query(max_length=2_000, description="About this alone.")] = None,
    history: Annotated[bool, Query(description="Also those that later ones replaced.")] = False,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Any:
    """Decisions of a kind about what you may see, oldest first."""
    service, who = core(request).parts.service, identity(request)

    def made() -> dict[str, Any]:
        record = service.record
        found = record.history(kind, subject) if history or subject else list(record.current(kind).values())
        if subject and not history:
            found = found[-1:]
        kept = _visible(service, who, kind, found)
        numbered = [(str(number), each) for number, each in enumerate(kept)]
        return page_of(numbered, lambda each: each[0], cursor, limit, lambda each: decided(each[1]))

    return await work(request, made)


def decided(decision: Decision) -> dict[str, Any]:
    """A decision as the API shows it."""
    return {
        "kind": decision.kind,
        "subject": decision.subject,
        "verdict": decision.verdict,
        "by": decision.by,
        "at": decision.at,
        "reason": decision.reason,
        "owner": decision.owner,
        "due": decision.due,
    }


def _visible(service: Service, who: Identity, kind: str, found: list[Decision]) -> list[Decision]:
    """Those about what the asker may see: findings of theirs, their frameworks, documents that exist for them."""
    if kind == "finding":
        mine = {each["id"] for each in service.findings(who)} if found else set()
        return [each for each in found if each.subject in mine]
    view = service.view(who)
    kept = []
    for each in found:
        framework, _, rest = each.subject.partition(_BETWEEN)
        document = rest.partition(_BETWEEN)[2].partition(_BETWEEN)[0]
        if who.frameworks and framework not in who.frameworks:
            continue
        if kind == "signoff" or _shows(view, document):
            kept.append(each)
    return kept


def _shows(view: View, doc_id: str) -> bool:
    try:
        view.document(doc_id)
    except UnknownDocument:
        return False
    return True
