"""Standards, their clauses, the evidence mapped to each; sign-offs and corrections of the mapping."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from pydantic import ConfigDict, Field, StrictBool

from assistant.answer import Citation
from assistant.api.context import core, identity, work
from assistant.api.fields import Body, Day, KnownBy, Shown, Text
from assistant.api.once import key_of
from assistant.api.problems import declared
from assistant.api.routes.ask import Key
from assistant.api.routes.decisions import DecisionShown, decided
from assistant.clause_decisions import is_stale, signed, subject
from assistant.clause_passages import passages
from assistant.clauses import Clauses, Evidence, Mapped
from assistant.document_state import state_of
from assistant.service import Identity, Service
from assistant.service.deciding import framework_of, requirement_of
from assistant.service.reading import corrections_of
from assistant.service.reading import decided as decisions_by
from evidence.citing import Citer
from evidence.errors import SettingsError
from evidence.frameworks import Framework, bundled
from evidence.record import Decision, Missing
from evidence.view import View

router = APIRouter(tags=["frameworks"])

Name = Annotated[str, Path(max_length=64, examples=["iso42001"])]
Ref = Annotated[str, Path(max_length=32, examples=["9.3.2"])]


class FrameworkShown(Shown):
    """A standard."""

    id: str
    name: str
    clauses: int


class Frameworks(Shown):
    """Every standard that you may see."""

    items: list[FrameworkShown]


class ClauseHead(Shown):
    """One clause or control, and how its evidence stands. `state` is a proposal; `signed` a person's word."""

    ref: str
    title: str
    kind: str
    explanation: str
    state: Literal["evidence", "partly", "documents only", "none"]
    pieces: int
    missing: list[str]
    signed: DecisionShown | None
    stale: bool = Field(description="Whether the evidence changed since it was signed.")


class Clauses_(Shown):
    """Every clause that can be assessed, in printed order."""

    framework: FrameworkShown
    as_of: str
    items: list[ClauseHead]


class Piece(Shown):
    """One piece of evidence for a clause."""

    doc_id: str
    title: str
    kind: str = Field(description="The kind of fact; `passage`, or `document` for the document itself.")
    score: float
    reason: str
    expected: str | None = Field(description="The expectation that it fulfils.")
    citation: Citation | None


class ClauseShown(ClauseHead):
    """A clause with its evidence, best first, and passages that speak to it and alone do not show that it is met."""

    evidence: list[Piece]
    passages: list[Piece]


class SignOff(Body):
    """The status of a clause, as you sign it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"status": "partial", "reason": "No record of 2025 yet."}]}
    )

    status: Literal["compliant", "partial", "not_compliant", "not_assessed"]
    reason: Text = ""
    owner: str = Field("", max_length=256, description="Who closes the gap.")
    due: Day | None = None


class MappingBody(Body):
    """Whether a document, or a passage of it, is evidence for a clause."""

    doc_id: str = Field(min_length=1, max_length=2_000)
    counts: StrictBool
    reason: Text = ""
    words: Text = Field("", description="Words of the passage, as the document has them; empty: the whole document.")


@router.get("/frameworks", response_model=Frameworks)
def frameworks(request: Request) -> Any:
    """The standards that evidence is held against."""
    who = identity(request)
    return {"items": [_shown(each) for each in bundled() if not who.frameworks or each.id in who.frameworks]}


@router.get("/frameworks/{framework}", response_model=FrameworkShown)
def framework(request: Request, framework: Name) -> Any:
    """One standard."""
    return _shown(_chosen(identity(request), framework))


@router.get("/frameworks/{framework}/clauses", response_model=Clauses_)
async def clauses(request: Request, framework: Name, as_of: Day | None = None, known_by: KnownBy = None) -> Any:
    """Every clause that can be assessed, and how its evidence stands."""
    service, who = core(request).parts.service, identity(request)

    def made() -> dict[str, Any]:
        mapping = _Mapping(service, who, _chosen(who, framework), as_of, known_by)
        return {
            "framework": _shown(mapping.framework),
            "as_of": mapping.clauses.day.isoformat(),
            "items": [mapping.head(each) for each in mapping.clauses.all()],
        }

    return await work(request, made)


@router.get("/frameworks/{framework}/clauses/{ref}", response_model=ClauseShown)
async def clause(
    request: Request, framework: Name, ref: Ref, as_of: Day | None = None, known_by: KnownBy = None
) -> Any:
    """One clause with the evidence mapped to it, and what is missing."""
    service, who = core(request).parts.service, identity(request)

    def made() -> dict[str, Any]:
        _chosen(who, framework)
        chosen, requirement = requirement_of(who, framework, ref)
        mapping = _Mapping(service, who, chosen, as_of, known_by)
        mapped = mapping.clauses.of(requirement)
        return {**mapping.head(mapped), "evidence": mapping.pieces(mapped.evidence), "passages": mapping.spoken(mapped)}

    return await work(request, made)


@router.post(
    "/frameworks/{framework}/clauses/{ref}/signoffs",
    response_model=DecisionShown,
    responses=declared(409),
    status_code=201,
)
async def sign_off(request: Request, framework: Name, ref: Ref, body: SignOff, idempotency_key: Key = None) -> Any:
    """Sign the status of a clause, as you see its evidence. It is flagged when the evidence changes."""
    shared, who, key = core(request), identity(request), key_of(request)
    who.require("decide")

    def decide() -> dict[str, Any]:
        _chosen(who, framework)
        due = body.due.isoformat() if body.due else ""
        made = shared.parts.service.sign_off(who, framework, ref, body.status, body.reason, body.owner, due)
        return decided(made)

    said = ["signoff", framework, ref, body.model_dump(mode="json")]
    return await work(request, shared.once.do, key, who, said, decide)


@router.post(
    "/frameworks/{framework}/clauses/{ref}/mappings",
    response_model=DecisionShown,
    responses=declared(409),
    status_code=201,
)
async def correct_mapping(
    request: Request, framework: Name, ref: Ref, body: MappingBody, idempotency_key: Key = None
) -> Any:
    """Say that a document, or a passage of it, is or is not evidence for a clause. It survives re-ingestion."""
    shared, who, key = core(request), identity(request), key_of(request)
    who.require("decide")

    def decide() -> dict[str, Any]:
        _chosen(who, framework)
        said = body.doc_id, body.counts, body.reason, body.words
        return decided(shared.parts.service.correct_mapping(who, framework, ref, *said))

    said = ["mapping", framework, ref, body.model_dump(mode="json")]
    return await work(request, shared.once.do, key, who, said, decide)


class _Mapping:
    """The mapping to one standard as one asker sees it, with what people said of it."""

    def __init__(
        self, service: Service, who: Identity, framework: Framework, as_of: date | None, known_by: date | None
    ) -> None:
        record = service.record
        self.framework = framework
        self._view: View = service.view(who, as_of, known_by)
        day = as_of or service.today()
        self.clauses = Clauses(self._view, framework, day, corrections_of(record, known_by))
        self._signed = signed(decisions_by(record, "signoff", known_by))
        self._citer, self._embedder = Citer(self._view), service.embedder

    def head(self, mapped: Mapped) -> dict[str, Any]:
        """A clause in a list."""
        requirement = mapped.requirement
        _, _, ref = subject(self.framework.id, requirement.ref).partition("|")
        sign: Decision | None = self._signed.get((self.framework.id, ref))
        return {
            "ref": requirement.ref,
            "title": requirement.title,
            "kind": requirement.kind,
            "explanation": requirement.explanation,
            "state": mapped.state,
            "pieces": len(mapped.evidence),
            "missing": [each.what for each in mapped.missing],
            "signed": decided(sign) if sign else None,
            "stale": bool(sign and is_stale(sign, mapped)),
        }

    def spoken(self, mapped: Mapped) -> list[dict[str, Any]]:
        """The passages that speak to a clause."""
        return self.pieces(passages(self.clauses, mapped.requirement, self._embedder))

    def pieces(self, evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
        """The evidence of a clause."""
        return [
            {
                "doc_id": each.document.doc_id,
                "title": each.document.title,
                "kind": each.fact.kind if each.fact else "passage" if each.statement else "document",
                "score": round(each.score, 3),
                "reason": each.reason,
                "expected": each.expectation.what if each.expectation else None,
                "citation": self._cited(each),
            }
            for each in evidence
        ]

    def _cited(self, each: Evidence) -> dict[str, Any] | None:
        if each.fact is not None:
            return self._citer.fact(each.fact).as_json()
        if each.statement is not None:
            return self._citer.span(each.document.rowid, each.statement, state_of(each.document)).as_json()
        return None


def _chosen(who: Identity, name: str) -> Framework:
    """A standard by name; ``Missing`` for none."""
    try:
        return framework_of(who, name)
    except SettingsError as error:
        raise Missing(f"there is no framework {name}", remedy="/api/v1/frameworks lists them.") from error


def _shown(framework: Framework) -> dict[str, Any]:
    return {"id": framework.id, "name": framework.name, "clauses": len(framework.assessable)}
