"""Evidence packs: made here, checked anywhere."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ConfigDict, Field

from assistant.api.context import core, identity, work
from assistant.api.fields import KNOWN_BY, Body, Day, Name
from assistant.api.problems import declared
from assistant.packs import AnswerOf, ClauseOf, ConversationOf, Packer, ReportOf, Wanted
from evidence.record import Missing

router = APIRouter(tags=["packs"])

Framework = Annotated[str, Field(min_length=1, max_length=64)]


class AnswerPack(Body):
    """A pack of one answer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"kind": "answer", "sequence": 1}]})

    kind: Literal["answer"]
    sequence: Annotated[int, Field(strict=True, ge=1, le=2**53, description="The answer's number in the ledger.")]


class ConversationPack(Body):
    """A pack of one of your conversations."""

    kind: Literal["conversation"]
    conversation: Name


class ClausePack(Body):
    """A pack of the evidence for one requirement."""

    kind: Literal["clause"]
    framework: Framework
    ref: Annotated[str, Field(min_length=1, max_length=64)]
    as_of: Day | None = None
    known_by: Day | None = Field(None, description=KNOWN_BY)


class ReportPack(Body):
    """A pack of a report."""

    kind: Literal["report"]
    name: Annotated[str, Field(min_length=1, max_length=64)]
    frameworks: list[Framework] = Field([], max_length=8)
    period: Annotated[str, Field(max_length=64)] | None = None
    as_of: Day | None = None
    known_by: Day | None = Field(None, description=KNOWN_BY)
    audience: Literal["board", "management", "auditor", "staff"] | None = Field(
        None, description="For whom: only of `executive`."
    )


PackBody = Annotated[AnswerPack | ConversationPack | ClausePack | ReportPack, Field(discriminator="kind")]

_ZIP: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The pack. `X-SHA256` is the digest of its bytes, `X-Key-Id` the key that signed it.",
        "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_PEM: dict[int | str, dict[str, Any]] = {
    200: {"description": "The key, PEM.", "content": {"application/x-pem-file": {"schema": {"type": "string"}}}}
}


@router.post("/packs", response_class=Response, responses={**_ZIP, **declared(409, 410, 502)})
async def make_pack(request: Request, body: PackBody) -> Response:
    """Make an evidence pack from what you may see. The ledger notes it.

    The same request against the same archive and ledger gives the same bytes.
    """
    packer, who = _packer(request), identity(request)
    made = await work(request, packer.export, who, _wanted(body))
    headers = {
        "Content-Disposition": f'attachment; filename="{made.name}"',
        "X-SHA256": made.sha256,
        "X-Key-Id": packer.key_id,
    }
    return Response(made.data, media_type="application/zip", headers=headers)


@router.get("/packs/key", response_class=Response, responses=_PEM)
def pack_key(request: Request) -> Response:
    """The public key that packs and checkpoints are signed with: what `vouch pack verify --key` takes."""
    return Response(_packer(request).public_pem, media_type="application/x-pem-file")


def _packer(request: Request) -> Packer:
    packer = core(request).parts.packer
    if packer is None:
        raise Missing("no packs are made here", remedy="Use `vouch pack` on the machine that holds the archive.")
    return packer


def _wanted(body: AnswerPack | ConversationPack | ClausePack | ReportPack) -> Wanted:
    if isinstance(body, AnswerPack):
        return AnswerOf(body.sequence)
    if isinstance(body, ConversationPack):
        return ConversationOf(body.conversation)
    if isinstance(body, ClausePack):
        return ClauseOf(body.framework, body.ref, body.as_of, body.known_by)
    return ReportOf(body.name, tuple(body.frameworks), body.period, body.as_of, body.known_by, body.audience or "")
