"""The ledger: your own entries; for auditors and administrators, those of everybody whose world is within theirs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import Field

from assistant.api.context import core, identity, work
from assistant.api.fields import Shown
from assistant.api.models import Page
from assistant.api.paging import Cursor, Limit, encode, number_of
from assistant.service import Identity
from evidence.record import Entry, Missing

router = APIRouter(tags=["ledger"])
_READ = 500

Sequence = Annotated[int, Path(ge=0, le=2**53)]


class EntryShown(Shown):
    """An entry. `content` is null once it was redacted; `digest` and `chain` stay."""

    sequence: int
    at: str
    kind: str
    asker: str
    content: dict[str, Any] | None
    digest: str
    chain: str


class Head(Shown):
    """The newest entry's number and chain: note it elsewhere, and any later change shows."""

    sequence: int
    chain: str


class ProblemFound(Shown):
    """What does not hold, and at which entry it shows."""

    sequence: int
    what: str


class VerificationShown(Shown):
    """What `vouch ledger verify` finds."""

    holds: bool
    entries: int
    head: str
    checkpoints: int
    problems: list[ProblemFound]


class CheckpointShown(Shown):
    """A signed statement of where the ledger stood."""

    sequence: int
    chain: str
    at: str
    key: str = Field(description="The public key, base64.")
    signature: str


class Checkpoints(Shown):
    """All that are kept here, oldest first."""

    items: list[CheckpointShown]


@router.get("/ledger", response_model=Page[EntryShown])
async def ledger(
    request: Request,
    kind: Annotated[str | None, Query(max_length=32, pattern="^[a-z_]+$", examples=["answer"])] = None,
    asker: Annotated[str | None, Query(max_length=256, description="Of this person alone.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Any:
    """Entries, oldest first."""
    who, after = identity(request), number_of(cursor)
    record = core(request).parts.service.record
    of = asker if who.may("audit") else who.person

    def made() -> dict[str, Any]:
        at = after
        found: list[Entry] = []
        while len(found) <= limit:
            read = record.ledger.entries(at, _READ, kind, of)
            found += [each for each in read if may_see(who, each)]
            if len(read) < _READ:
                break
            at = read[-1].sequence
        shown = found[:limit]
        return {
            "items": [_shown(each) for each in shown],
            "next": encode(str(shown[-1].sequence)) if len(found) > limit else None,
        }

    return await work(request, made)


@router.get("/ledger/head", response_model=Head)
def ledger_head(request: Request) -> Any:
    """Where the ledger stands."""
    identity(request).require("audit")
    sequence, chain = core(request).parts.service.record.ledger.head()
    return {"sequence": sequence, "chain": chain}


@router.get("/ledger/checkpoints", response_model=Checkpoints)
def ledger_checkpoints(request: Request) -> Any:
    """The signed checkpoints that are kept here."""
    identity(request).require("audit")
    found = core(request).parts.service.record.ledger.checkpoints()
    return {"items": [CheckpointShown.model_validate(each) for each in found]}


@router.get("/ledger/verify", response_model=VerificationShown)
async def verify_ledger(request: Request) -> Any:
    """Check every entry against the one before it, and against the checkpoints kept here."""
    identity(request).require("audit")
    found = await work(request, core(request).parts.service.record.ledger.verify)
    return {
        "holds": found.holds,
        "entries": found.entries,
        "head": found.head,
        "checkpoints": found.checkpoints,
        "problems": [{"sequence": each.sequence, "what": each.what} for each in found.problems[:1_000]],
    }


@router.get("/ledger/{sequence}", response_model=EntryShown)
def ledger_entry(request: Request, sequence: Sequence) -> Any:
    """One entry."""
    who = identity(request)
    gone = Missing(f"there is no entry {sequence} of yours")
    try:
        found = core(request).parts.service.record.ledger.entry(sequence)
    except Missing as error:
        raise gone from error
    if not may_see(who, found):
        raise gone
    return _shown(found)


def may_see(who: Identity, entry: Entry) -> bool:
    """Whether an entry is the asker's, or that of somebody who could see no more than the asker, who may audit."""
    if who.groups is not None and entry.groups is None:
        return False
    within = who.groups is None or set(entry.groups or ()) <= set(who.groups)
    mine = bool(entry.asker) and entry.asker == who.person
    return within and (mine or who.may("audit"))


def _shown(entry: Entry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "at": entry.at,
        "kind": entry.kind,
        "asker": entry.asker,
        "content": None if entry.content is None else dict(entry.content),
        "digest": entry.digest,
        "chain": entry.chain,
    }
