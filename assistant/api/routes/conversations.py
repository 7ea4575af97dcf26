"""The asker's own conversations, and who the asker is."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from assistant.api.context import core, identity
from assistant.api.models import ConversationHead, ConversationShown, Done, Me, Page, Rename
from assistant.api.paging import Cursor, Limit, decode, encode
from assistant.service import Identity
from evidence.record import Conversation, Record

router = APIRouter()
_ACTS = ("read", "feedback", "export", "decide", "audit", "administer")


@router.get("/me", response_model=Me, tags=["you"])
def me(request: Request) -> Any:
    """Who you are to this server, and what you may do."""
    who = identity(request)
    return {
        "person": who.person,
        "name": who.shown,
        "groups": None if who.groups is None else list(who.groups),
        "role": who.role,
        "frameworks": list(who.frameworks),
        "via": who.via,
        "may": [act for act in _ACTS if who.may(act)],
    }


@router.get("/conversations", response_model=Page[ConversationHead], tags=["conversations"])
def conversations(request: Request, cursor: Cursor = None, limit: Limit = 50) -> Any:
    """Your conversations, newest first."""
    before = None if cursor is None else decode(cursor)
    found = core(request).parts.service.conversations(identity(request), limit + 1, before)
    shown = found[:limit]
    return {
        "items": [_head(each) for each in shown],
        "next": encode(shown[-1].id) if len(found) > limit else None,
    }


@router.get("/conversations/{conversation}", response_model=ConversationShown, tags=["conversations"])
def conversation(request: Request, conversation: str) -> Any:
    """One of your conversations with every turn, as it was shown."""
    found = core(request).parts.service.conversation(identity(request), conversation)
    turns = [
        {
            "question": turn.question,
            "at": turn.at,
            "ledger": turn.sequence,
            "answer": None if turn.answer is None else dict(turn.answer),
        }
        for turn in found.turns
    ]
    return {**_head(found), "turns": turns}


@router.patch("/conversations/{conversation}", response_model=Done, tags=["conversations"])
def rename_conversation(request: Request, conversation: str, body: Rename) -> Any:
    """Give one of your conversations another title."""
    record, who = _mine(request)
    record.conversations.rename(conversation, who.person, body.title)
    return Done()


@router.delete("/conversations/{conversation}", response_model=Done, tags=["conversations"])
def delete_conversation(request: Request, conversation: str) -> Any:
    """Take one of your conversations out of your list. The ledger keeps what was asked and answered."""
    record, who = _mine(request)
    record.conversations.delete(conversation, who.person)
    return Done()


def _mine(request: Request) -> tuple[Record, Identity]:
    return core(request).parts.service.record, identity(request)


def _head(conversation: Conversation) -> dict[str, Any]:
    return {"id": conversation.id, "title": conversation.title, "created": conversation.created}
